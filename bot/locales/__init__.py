"""The words for residents: Chinese is the source, other languages are gettext catalogues beside this file."""

import gettext
import io
from datetime import date
from functools import cache
from pathlib import Path

from markupsafe import Markup

SOURCE = "zh-CN"
HERE = Path(__file__).parent
CONTEXT = "\x04"  # stands between context and sentence in gettext's own files


class Words:
    """The words of a language. Calling it translates a Chinese sentence and fills it; values are escaped.

    `today` is the reader's day, where it is known: dates of another year show their year.
    """

    def __init__(self, language: str, translations: gettext.NullTranslations, today: date | None = None) -> None:
        self.language = language
        self.today = today
        self._translations = translations

    def on(self, today: date) -> "Words":
        """Return the same words for a reader on that day."""
        return Words(self.language, self._translations, today)

    def __call__(self, source: str, /, **values: object) -> Markup:
        """Return the sentence in this language with the values in their places, safe to show."""
        context, _, sentence = source.rpartition(CONTEXT)
        known = self._translations
        translated = known.pgettext(context, sentence) if context else known.gettext(sentence)
        return Markup(translated).format(**values)  # noqa: S704  # catalogues are ours; values are escaped by format


@cache
def words(language: str) -> Words:
    """Return the words of a language; an unknown one speaks Chinese."""
    catalogue = HERE / language / "LC_MESSAGES" / "yishi.po"
    if language == SOURCE or not catalogue.exists():
        return Words(SOURCE, gettext.NullTranslations())
    # Babel reads the catalogue as people edit it, so no compiled file has to be made, kept or forgotten.
    from babel.messages.mofile import write_mo  # noqa: PLC0415  # only other languages than Chinese pay for it
    from babel.messages.pofile import read_po  # noqa: PLC0415  # as above

    compiled = io.BytesIO()
    with catalogue.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language.replace("-", "_")))
    compiled.seek(0)
    return Words(language, gettext.GNUTranslations(compiled))


def N_(source: str, context: str = "") -> str:  # noqa: N802  # the name that gettext's tools look for
    """Mark a sentence of a table for translation; it is translated where it is shown.

    `context` parts uses of one Chinese word that are different words elsewhere: 受理 is a button and a state.
    """
    return f"{context}{CONTEXT}{source}" if context else source

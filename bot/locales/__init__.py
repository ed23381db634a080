"""The words for residents: Chinese is the source, other languages are gettext catalogues beside this file."""

import gettext
import io
from datetime import date
from functools import cache
from pathlib import Path

from markupsafe import Markup

from bot.domain.shared.platform_features import PlatformFeatures, PlatformWords

SOURCE = "zh-CN"
HERE = Path(__file__).parent
CONTEXT = "\x04"  # stands between context and sentence in gettext's own files
NO_PLATFORM = PlatformFeatures()  # words on paper, and of commands: nobody reads them in a chat


class Words:
    """The words of a language. Calling it translates a Chinese sentence and fills it; values are escaped.

    `today` is the reader's day, where it is known: dates of another year show their year. `platform` is where it is
    read: how much has room there, and what fills `{platform}` and the other gaps of `PlatformWords` in any sentence.
    """

    def __init__(
        self,
        language: str,
        translations: gettext.NullTranslations,
        today: date | None = None,
        platform: PlatformFeatures = NO_PLATFORM,
    ) -> None:
        self.language = language
        self.today = today
        self.platform = platform
        self._translations = translations
        self._platform_words = _platform_words(platform, language)

    def on(self, today: date, platform: PlatformFeatures | None = None) -> "Words":
        """Return the same words for a reader on that day, on that platform."""
        return Words(self.language, self._translations, today, platform or self.platform)

    def __call__(self, source: str, /, **values: object) -> Markup:
        """Return the sentence in this language with the values in their places, safe to show."""
        context, _, sentence = source.rpartition(CONTEXT)
        known = self._translations
        translated = known.pgettext(context, sentence) if context else known.gettext(sentence)
        if "{" not in translated:
            return Markup(translated)  # noqa: S704  # as below; half of all sentences are labels with nothing to fill
        return Markup(translated).format(**self._platform_words, **values)  # noqa: S704  # catalogues are ours; values are escaped by format


def _platform_words(platform: PlatformFeatures, language: str) -> dict[str, str]:
    """Return what fills the gaps for a platform's own things; Chinese where it does not speak the language."""
    spoken: PlatformWords | None = platform.words.get(language, platform.words.get(SOURCE))
    return vars(spoken) if spoken else {}


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

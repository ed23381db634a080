"""Removal of voting choices from updates: they are kept in the ballot alone, not in the log and not in dead letters.

ID and telephone numbers are masked in dead letters, as everywhere.
"""

from collections.abc import Iterator

from bot.domain.shared.masking import mask, normalize_text
from bot.domain.votes.vote_options import split_choice

CUT = "…"
# Wherever they stand; 同意 is in 不同意. A paper ballot is named with its unit: that somebody enters one is enough.
CHOICE_WORDS = ("赞成", "反对", "弃权", "同意", "/paper", "纸质票", ":cast:")
TEXTS = frozenset({"text", "caption", "data", "callback_data"})
# Earlier messages that come along: among them our own that say, in any language, what a paper ballot says.
QUOTED_FIELDS = frozenset({"reply_to_message", "external_reply", "pinned_message", "quote"})


def without_choices(raw: object, *, quoted: bool = False) -> object:
    """Return a copy of an update in which no text is left that may say how somebody votes."""
    if isinstance(raw, list):
        return [without_choices(each, quoted=quoted) for each in raw]
    if not isinstance(raw, dict):
        return raw
    along = QUOTED_FIELDS | {"message"} if "data" in raw else QUOTED_FIELDS  # a tap brings the message that it is on
    return {
        key: _cut(value, quoted=quoted) if key in TEXTS else without_choices(value, quoted=quoted or key in along)
        for key, value in raw.items()
    }


def mask_numbers(raw: object) -> object:
    """Return a copy of an update in which every text is cleaned and its ID and mobile numbers are masked."""
    if isinstance(raw, str):
        return mask(normalize_text(raw, len(raw) * 2))
    if isinstance(raw, list):
        return [mask_numbers(each) for each in raw]
    if isinstance(raw, dict):
        return {mask_numbers(key): mask_numbers(value) for key, value in raw.items()}
    return raw


def tells_choice(raw: object) -> bool:
    """Return whether an update may say how somebody votes."""
    return any(_tells(text) for text in _texts(raw))


def _texts(raw: object) -> Iterator[object]:
    if isinstance(raw, list):
        for each in raw:
            yield from _texts(each)
    elif isinstance(raw, dict):
        for key, value in raw.items():
            yield from [value] if key in TEXTS else _texts(value)


def _tells(text: object) -> bool:
    said = str(text).lower()
    return any(word in said for word in CHOICE_WORDS) or split_choice(said)[1] is not None


def _cut(text: object, *, quoted: bool) -> object:
    """Leave of a ballot's button the act, the council and the vote: its proof tells the choice, too."""
    if isinstance(text, str) and not quoted and not _tells(text):
        return text
    act = str(text).split(":")
    return ":".join([*act[:4], CUT]) if act[1:2] == ["cast"] else CUT

"""The letter box (议事箱): letters to the council, whose author only the clerks know who read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.numbered_document import NumberedDocument

LETTER_KEPT = timedelta(days=30)  # how long a letter is kept after it was dealt with
REMINDED_AFTER = (timedelta(days=3), timedelta(days=7))  # after it was written, while nobody has answered


class LetterState(StrEnum):
    """States of a letter."""

    WAITING = "waiting"  # 等回复
    ANSWERED = "answered"  # 已回复
    DECLINED = "declined"  # 不办
    MATTER = "matter"  # 已转为议题


S = LetterState
# act: from where, to where
TRANSITIONS: Mapping[str, tuple[frozenset[LetterState], LetterState]] = {
    "reply": (frozenset({S.WAITING, S.ANSWERED}), S.ANSWERED),
    "matter": (frozenset({S.WAITING, S.ANSWERED}), S.MATTER),
    "decline": (frozenset({S.WAITING}), S.DECLINED),
}


@dataclass(frozen=True, kw_only=True)
class Letter(NumberedDocument):
    """A letter to the letter box. `author` and `readers` are numbers of members.

    `readers` are the clerks at the time of writing: to them alone, while they are clerks, the author is shown.
    """

    author: int
    readers: tuple[int, ...]
    text: str
    attachments: tuple[Attachment, ...] = ()
    album: str | None = None  # more pictures of it may come
    at: datetime  # UTC
    state: LetterState = S.WAITING
    waiting: bool = True
    answer: str = ""
    matter: int | None = None


def can(letter: Letter, act: str) -> bool:
    """Return whether this can be done with the letter in its state."""
    return letter.state in TRANSITIONS[act][0]

"""Read model of a letter."""

from dataclasses import dataclass

from bot.domain.councils.council import Council, Member
from bot.domain.letters.letter import Letter


@dataclass(frozen=True)
class ShownLetter:
    """A letter; `author` is None to everybody who was not a clerk when it was written."""

    council: Council
    letter: Letter
    author: Member | None

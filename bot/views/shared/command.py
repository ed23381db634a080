"""A command as menus, help and documentation show it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.councils.practice import Practice


class HelpSection(StrEnum):
    """Audiences and topics of commands: the sections of the help."""

    EVERYBODY = "everybody"
    HANDLER = "handler"
    CAPTAINS = "captains"
    OFFICERS = "officers"
    SITTING = "sitting"
    VOTING = "voting"
    HEAD = "head"
    PRIVATE = "private"


class Where(StrEnum):
    """Places where a command works, which decide in which menus it stands."""

    ANYWHERE = "anywhere"
    GROUP = "group"
    PRIVATE = "private"


@dataclass(frozen=True)
class Command:
    """A command. `word` is its Chinese word, if it has one; `says` describes it in menu and help.

    `alone`: it shows or sets something of which the group need read neither question nor answer. It works where its
    `practice` is switched on; None: everywhere. `asked` are questions in plain words that it answers, said alone.
    """

    name: str
    word: str | None
    says: str
    example: str = ""
    whom: HelpSection = HelpSection.EVERYBODY
    where: Where = Where.ANYWHERE
    alone: bool = False
    practice: Practice | None = None
    asked: tuple[str, ...] = ()

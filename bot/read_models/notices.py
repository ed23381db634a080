"""Read models of notices."""

from dataclasses import dataclass

from bot.domain.councils.council import Council, Member
from bot.domain.notices.notice import Notice


@dataclass(frozen=True)
class Unread:
    """Those for whom a notice is and who have not read it.

    Of `total` households, or members without a roll, `read` have read it; `known` are the people among the others whom
    the bot knows, `units` the households among them.
    """

    total: int
    read: int
    known: tuple[Member, ...]
    units: tuple[str, ...] = ()

    @property
    def reachable(self) -> tuple[Member, ...]:
        """The people to whom the bot can write in private."""
        return tuple(member for member in self.known if member.open_chat)


@dataclass(frozen=True)
class ShownNotice:
    """A notice and how many people have read it.

    `unread` is for an officer alone; `has_read` is whether its one reader has, None on what all can see.
    """

    council: Council
    notice: Notice
    read: int
    is_open: bool
    has_read: bool | None = None
    unread: Unread | None = None


@dataclass(frozen=True)
class ShownNotices:
    """The notices that stand now, the newest first, for one reader: each, and whether they have read it."""

    council: Council
    notices: tuple[tuple[Notice, bool], ...]

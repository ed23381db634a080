"""Read models of a council and its members."""

from dataclasses import dataclass

from bot.domain.councils.council import Council, Member
from bot.domain.councils.settings_page import SettingsPage
from bot.domain.meetings.meeting import Meeting
from bot.read_models.hierarchy import ShownLadder, ShownParent


@dataclass(frozen=True)
class ShownCouncil:
    """A council with its head and next meeting."""

    council: Council
    head: Member | None
    next: Meeting | None
    clerk: bool  # whether there is one


@dataclass(frozen=True)
class Roster:
    """A council's people by role."""

    council: Council
    members: tuple[Member, ...]
    known: int
    without_captain: tuple[str, ...] = ()  # buildings


@dataclass(frozen=True)
class ShownSettings:
    """A page of a council's settings for one reader. `known` are people who could be its clerk.

    `part` is the one time limit that is shown, empty for all of them.

    `may`: the reader may change what the page shows; `is_complete`: nothing is left of the first steps.
    """

    council: Council
    page: SettingsPage
    next: Meeting | None
    clerks: tuple[Member, ...]
    known: tuple[Member, ...]
    ladder: ShownLadder
    parent: ShownParent
    may: bool
    part: str = ""

    @property
    def is_complete(self) -> bool:
        """Return whether days, place and clerk are all set."""
        return bool(self.council.schedule and self.council.place and self.clerks)

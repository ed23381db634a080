"""What the views are given: values read from the store, ready to be put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.councils.council import Council, Member, Role
from bot.domain.letters.letter import Letter
from bot.domain.matters.category import Category
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Entry, Matter, State
from bot.domain.matters.satisfaction import Rates
from bot.domain.mediation.mediation import Mediation
from bot.domain.meetings.calendar_entry import CalendarEntry
from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting
from bot.domain.meetings.meeting_days import Occurrence, Schedule
from bot.domain.meetings.minutes import Minutes
from bot.domain.polls.poll import Poll
from bot.domain.rolls.roll import Difference, Doubts, Problem, Roll, Unit
from bot.domain.shared.reporting_period import Period
from bot.domain.votes.rules import Rule
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote

Names = Mapping[int, Member]  # by their number in the council


@dataclass(frozen=True)
class ShownCouncil:
    """What is set in a council."""

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
class ShownLadder:
    """A council's ladder, those members who are on duty on it, and the council above."""

    council: Council
    names: Names
    parent: Council | None = None


@dataclass(frozen=True)
class ShownMatter:
    """A matter with everything its messages say; `signed` are those who stand behind a formal proposal."""

    council: Council
    matter: Matter
    names: Names
    supporters: int
    signed: tuple[Member, ...] = ()


@dataclass(frozen=True)
class ShownLetter:
    """A letter; `author` is None to everybody who was no clerk when it was written."""

    council: Council
    letter: Letter
    author: Member | None


@dataclass(frozen=True)
class ShownMediation:
    """A mediation as `person`, one of the three, sees it."""

    council: Council
    mediation: Mediation
    names: Names
    person: int


@dataclass(frozen=True)
class ShownMeeting:
    """A meeting with everything its message says."""

    council: Council
    meeting: Meeting
    agenda: tuple[Matter, ...]
    look_back: tuple[Matter, ...]
    coming: tuple[Member, ...]
    excused: tuple[Member, ...]
    head: Member | None
    left: timedelta
    following: Meeting | None = None  # the next one, where this one's time has passed


@dataclass(frozen=True)
class ShownDeputy:
    """A meeting, and the matters in a deputy's hands before it; `total` of them there are."""

    council: Council
    meeting: Meeting
    deputy: Member
    matters: tuple[Matter, ...]
    total: int


@dataclass(frozen=True)
class Presence:
    """Who has a seat in the council, who of them is there, and who else (列席); `parties` are those that should be."""

    seats: tuple[Member, ...]
    seated: tuple[Attendance, ...]
    others: tuple[Attendance, ...]
    names: Names
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownSitting:
    """A meeting that is or was held, with everything its messages and its minutes say; `code` of its card.

    `votes` on its matters that closed until the minutes were confirmed.
    """

    council: Council
    meeting: Meeting
    there: Presence
    agenda: tuple[Matter, ...]
    excused: tuple[Member, ...]
    names: Names
    minutes: Minutes | None = None
    code: EntryCode | None = None
    votes: tuple["ShownVote", ...] = ()


@dataclass(frozen=True)
class Days:
    """The regular meeting days of a council and the next of them."""

    council: Council
    schedule: Schedule | None
    days: tuple[Occurrence, ...]


@dataclass(frozen=True)
class ShownEntry:
    """An entry of the calendar file with its words; `holiday` is the day it is not on because of public holidays."""

    entry: CalendarEntry
    regular: bool = True
    reason: str = ""
    holiday: date | None = None
    moved_from: date | None = None


@dataclass(frozen=True)
class ShownCalendar:
    """What stands in the calendar file that is written `now`; `origin` is the same for all files of a council."""

    council: Council
    origin: int
    entries: tuple[ShownEntry, ...]
    now: datetime


@dataclass(frozen=True)
class ShownPoll:
    """A poll and the matter it is about."""

    council: Council
    poll: Poll
    matter: Matter | None


@dataclass(frozen=True)
class ShownVote:
    """A vote that was opened, the rule it is counted by, and the matter it is about."""

    council: Council
    vote: Vote
    matter: Matter
    rule: Rule


@dataclass(frozen=True)
class ShownDraft:
    """A vote that is being put together: what can be chosen, and whom it would entitle."""

    council: Council
    vote: Vote
    rule: Rule | None
    roll: Roll | None
    rules: tuple[Rule, ...]
    now: datetime  # UTC


@dataclass(frozen=True)
class ShownPaper:
    """A paper ballot that waits for its witness; `choice` None: it waits no more, `counted` says whether it counts."""

    council: Council
    vote: Vote
    unit: str
    choice: Choice | None
    counted: bool
    clerk: Member | None
    ticket: str


@dataclass(frozen=True)
class ShownRoll:
    """The version of the roll that is in force, and how many of its units have an account."""

    council: Council
    roll: Roll
    linked: int


@dataclass(frozen=True)
class ShownImport:
    """What a file that was read would bring; `changed` is None when it is the first."""

    council: int
    draft: int
    version: Roll
    units: Sequence[Unit]
    doubts: Doubts
    changed: Difference | None
    losing: int  # units whose accounts would be cut
    unused: Sequence[str]  # columns
    notes: Sequence[Problem] = ()  # what was not read, and what may mean something else


@dataclass(frozen=True)
class ShownLink:
    """A unit that somebody may be asked whether it is theirs."""

    council: Council
    unit: Unit


@dataclass(frozen=True)
class Invitation:
    """A unit's new code, in clear: here and on the slip, and nowhere else."""

    unit: Unit
    code: str


@dataclass(frozen=True)
class Invited:
    """Codes that were made; `left` units of those asked for have none yet."""

    council: Council
    invitations: tuple[Invitation, ...]
    expires: datetime  # UTC
    left: int


@dataclass(frozen=True)
class InvitationAsked:
    """What /invite would do. `building` is a number in the roll's list (0: all), `unit` a label when it names one.

    `unlinked` units have no account yet; for `outstanding` of them a code is on its way already.
    """

    council: Council
    building: int
    unit: str
    unlinked: int
    outstanding: int


@dataclass(frozen=True)
class Page:
    """One page of a council's matters, the newest first; `page` and `pages` count from 1."""

    council: Council
    matters: tuple[Matter, ...]
    page: int
    pages: int
    total: int
    words: str
    which: str = ""


@dataclass(frozen=True, kw_only=True)
class KindCount:
    """How many matters of a kind there are: closed as solved, closed without an answer, open, and all of them."""

    total: int
    open: int
    solved: int
    unverified: int

    @property
    def closed(self) -> int:
        """How many are closed, one way or the other."""
        return self.solved + self.unverified

    @property
    def dropped(self) -> int:
        """How many were turned down, merged or taken back."""
        return self.total - self.open - self.closed


@dataclass(frozen=True)
class ShownHazards:
    """One page of the hazards that are not gone yet; `today` in the council's zone."""

    council: Council
    counted: KindCount
    matters: tuple[Matter, ...]
    page: int
    pages: int
    today: date


@dataclass(frozen=True)
class ShownTickets:
    """One page of the tickets that wait for an answer, each with the days it waits."""

    council: Council
    answered: int
    waiting: int
    matters: tuple[tuple[Matter, int], ...]
    page: int
    pages: int


@dataclass(frozen=True)
class Mine:
    """What one person has to do with in one council."""

    council: Council
    must_do: tuple[Matter, ...]
    proposed: tuple[Matter, ...]
    supported: tuple[Matter, ...]


@dataclass(frozen=True)
class Stats:
    """How many matters stand where, and what they are about."""

    council: Council
    total: int
    states: Mapping[State, int]
    categories: Mapping[Category, int]
    kinds: Mapping[Kind, KindCount]
    people: int
    rates: Rates


@dataclass(frozen=True)
class LedgerAsked:
    """The ledger that is asked for: the matters from `first` up to, not with, `end`, to be sent to `chat`.

    `group` is where it goes when the private chat is shut; without a period it is the whole ledger.
    """

    council: Council
    first: int
    end: int
    chat: int
    group: int
    period: Period | None


@dataclass(frozen=True)
class LedgerRow:
    """One line of the ledger; the addresses are "" where there is nothing to look at. `silent` have not answered."""

    matter: Matter
    handler: Member | None
    closed_by: Member | None
    answers: Mapping[Answer, int]
    silent: int
    source: str
    evidence: str


@dataclass(frozen=True)
class ShownDigest:
    """Routine steps of matters that were gathered, the oldest first; `total` of them there are."""

    council: Council
    steps: tuple[tuple[Matter, Entry], ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class ShownSummary:
    """What a period brought, and what waits now.

    Of those `handed` over the handler answered `answered_in_time`; of those `promised` for a day in it, `kept` are
    solved; of the `answers` in look-backs, `satisfied` are content.
    """

    council: Council
    period: Period
    proposed: int
    solved: int
    late: int
    handed: int
    answered_in_time: int
    promised: int
    kept: int
    answers: int
    satisfied: int
    waiting: int
    oldest: tuple[Matter, ...]


@dataclass(frozen=True)
class ShownParent:
    """A council, the one it is under, and how many are under it."""

    council: Council
    parent: Council | None
    branches: int


@dataclass(frozen=True)
class Branch:
    """A council that is under another: how many people it knows, how many of its matters are open."""

    council: Council
    people: int
    open: int


@dataclass(frozen=True)
class Branches:
    """One page of the councils under one; `page` and `pages` count from 1."""

    council: Council
    branches: tuple[Branch, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """What all councils below one make together; `came` counts everybody at each meeting that was held."""

    councils: int
    total: int
    open: int
    rates: Rates
    meetings: int
    came: int


@dataclass(frozen=True)
class Composition:
    """Who serves in the councils below one: each person counts once, by their highest role, and by sector (界别)."""

    councils: int
    roles: Mapping[Role, int]
    sectors: Mapping[str, int]

"""Every kind of document that is kept, and the orders in which it is looked up.

An index is a tuple of fields, or a NamedTuple where its rows are read without their documents: then its fields are the
index, and `key` is the document's key.
Some names on the disk (`due`, `tellings`, `lanes`, `seen`, `set_aside`, `heads`) are older than the types beside them:
the type is the name to use.
"""

from typing import NamedTuple

from bot.domain.councils.command_menu import CommandMenu
from bot.domain.councils.council import Council, Member, PrivateChat
from bot.domain.councils.counter import Counter
from bot.domain.councils.join_code import Joining
from bot.domain.duty.swap import DutySwap
from bot.domain.duty.turn import DutyDraft, DutyRoster, DutyTurn
from bot.domain.events.event import Event
from bot.domain.events.sign_up import CheckIn, SignUp
from bot.domain.letters.letter import Letter
from bot.domain.matters.digest import News
from bot.domain.matters.matter import Feedback, Matter, Support
from bot.domain.mediation.mediation import Mediation
from bot.domain.meetings.calendar_entry import CalendarFile
from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting, Rsvp
from bot.domain.meetings.minutes import Minutes
from bot.domain.notices.notice import Notice, NoticeRead
from bot.domain.polls.poll import Poll, PollChoice
from bot.domain.rolls.file_reading import Reading, RefusedFile
from bot.domain.rolls.roll import Access, Code, Roll, RollDraft, Unit
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.inbox import DeadLetter, ProcessedUpdate, ProcessedUpdates
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.question import Dialog, Draft
from bot.domain.shared.secret import Secret
from bot.domain.votes.ballot import Ballot, Paper, Seal
from bot.domain.votes.vote import Vote
from bot.ports import SecretTable, Table


class CouncilRow(NamedTuple):
    """Councils in their order."""

    number: int
    key: str


class ChildRow(NamedTuple):
    """Councils by the one above them."""

    parent: int
    number: int
    key: str


class ChildLevelRow(NamedTuple):
    """The levels of the councils below one."""

    parent: int
    level: int
    key: str


class SectorRow(NamedTuple):
    """Members by sector."""

    council: int
    sector: str
    key: str


class MatterRow(NamedTuple):
    """All matters, with the beginning of their words as it is compared."""

    council: int
    number: int
    plain: str
    key: str


class OpenMatterRow(NamedTuple):
    """The same by whether they are open."""

    council: int
    open: bool
    number: int
    plain: str
    key: str


class MatterStateRow(NamedTuple):
    """Matters by state."""

    council: int
    state: str
    number: int
    key: str


class TouchedRow(NamedTuple):
    """Matters by when something happened to them last."""

    council: int
    touched: str
    key: str


class StateDueRow(NamedTuple):
    """Matters by state and by the day that was promised."""

    council: int
    state: str
    assignment__due: str
    key: str


class PausedRow(NamedTuple):
    """Matters whose deadlines are paused, by the day since when."""

    council: int
    assignment__paused: str
    key: str


class DueDayRow(NamedTuple):
    """Matters by the day that was promised."""

    council: int
    assignment__due: str
    state: str
    key: str


class AboveRow(NamedTuple):
    """Matters that were sent up, with the key of what they are above."""

    council: int
    open: bool
    above: str
    key: str


class BelowRow(NamedTuple):
    """Matters that were sent up to here, with the key of what they are below."""

    council: int
    open: bool
    below: str
    key: str


class FeedbackRow(NamedTuple):
    """Index row: the answers in a matter's look-back."""

    council: int
    matter: int
    round: int
    answer: str
    key: str


class AnsweredRow(NamedTuple):
    """The same by time."""

    council: int
    at: str
    answer: str
    key: str


class NewsRow(NamedTuple):
    """Index row: news waiting for the digest."""

    council: int
    at: str
    key: str


class PlannedRow(NamedTuple):
    """Meetings by state."""

    council: int
    state: str
    at: str
    key: str


class SeenRow(NamedTuple):
    """Updates that were handled, as early versions kept them."""

    at: str
    key: str


class SeenBlockRow(NamedTuple):
    """Blocks of updates that were handled."""

    at: str
    key: str


class SetAsideRow(NamedTuple):
    """Updates that could not be handled."""

    at: str
    key: str


class WaitingRow(NamedTuple):
    """Messages that wait in a chat."""

    chat: str
    due: str
    key: str


class QueueRow(NamedTuple):
    """Index row: when the next message may go into a chat; the key is the chat."""

    next: str
    key: str


class UnitRow(NamedTuple):
    """The units of a roll."""

    council: int
    roll: int
    building: str
    unit: str
    head: int
    area: str
    share: str
    kind: str
    key: str


class PersonUnitRow(NamedTuple):
    """Index row: the units to which a person's account is linked."""

    council: int
    person: int
    unit: str
    key: str


class UnitPersonRow(NamedTuple):
    """Index row: the people whose accounts are linked to a unit."""

    council: int
    unit: str
    person: int
    key: str


class BallotRow(NamedTuple):
    """The units that have a ballot in a vote."""

    council: int
    vote: int
    unit: str
    key: str


class NoticeAtRow(NamedTuple):
    """Notices by when they were posted."""

    council: int
    at: str
    key: str


class NoticeReadAtRow(NamedTuple):
    """Readings of notices by time."""

    council: int
    at: str
    key: str


class NoticeReadRow(NamedTuple):
    """The people who have read a notice."""

    council: int
    notice: int
    person: int
    key: str


class DutyDayRow(NamedTuple):
    """Turns of duty by day."""

    council: int
    day: str
    part: str
    number: int
    key: str


class DutySwapRow(NamedTuple):
    """Swaps of duty by state and time."""

    council: int
    state: str
    at: str
    key: str


class EventHeldRow(NamedTuple):
    """Events that were held, by when."""

    council: int
    held: str
    key: str


class SignUpRow(NamedTuple):
    """The people on the list of an event: those who come, and those who wait, in their order."""

    council: int
    event: int
    waits: bool
    order: int
    person: int
    key: str


class CheckInAtRow(NamedTuple):
    """Presences at events, by time."""

    council: int
    at: str
    key: str


TABLES = (
    Table(
        "councils",
        Council,
        {
            "chat": ("chat",),
            "present": ("chat", "present"),
            "number": CouncilRow,
            "parent": ChildRow,
            "level": ChildLevelRow,
        },
        version=3,
        shared=True,
    ),
    Table("counters", Counter),  # behind the councils, of which earlier versions kept them as a part
    Table("joinings", Joining, {"hash": ("hash",)}),
    Table("doors", PrivateChat, {"chat": ("chat",)}, version=2),
    Table(
        "members",
        Member,
        {
            "account": ("account", "council"),
            "private_chat": ("private_chat", "council"),
            "rank": ("council", "rank", "person"),
            "username": ("council", "username"),
            "name": ("council", "name"),
            "sector": SectorRow,
        },
        version=2,
        shared=True,
    ),
    Table(
        "matters",
        Matter,
        {
            "number": MatterRow,
            "open": OpenMatterRow,
            "state": MatterStateRow,
            "category": ("council", "category", "state"),
            "kind": ("council", "kind", "open", "number"),
            "solved": ("council", "kind", "verified"),
            "ticket": ("council", "ticket"),
            "answered": ("council", "answered", "number"),
            "into": ("council", "into"),
            "proposer": ("council", "proposer", "number"),
            "recorder": ("council", "recorder", "number"),
            "handler": ("council", "assignment__handler", "open", "number"),
            "acknowledged": ("council", "assignment__acknowledged"),
            "verified": ("council", "verified"),
            "marked_overdue": ("council", "assignment__overdue"),
            "touched": TouchedRow,
            "due": DueDayRow,
            "state_due": StateDueRow,
            "paused": PausedRow,
            "above": AboveRow,
            "below": ("council", "below"),
            "below_open": BelowRow,
            "below_overdue": ("council", "assignment__overdue", "below"),
            "below_acknowledged": ("council", "assignment__acknowledged", "below"),
            "below_verified": ("council", "verified", "below"),
            "source": ("source",),
            "album": ("album",),
        },
        version=3,
        shared=True,
    ),
    Table(
        "letters",
        Letter,
        {
            "waiting": ("council", "waiting", "number"),
            "author": ("council", "author", "number"),
            "album": ("album",),
        },
    ),
    Table(
        "mediations",
        Mediation,
        {"first": ("council", "first"), "second": ("council", "second"), "mediator": ("council", "mediator")},
    ),
    Table("supports", Support, {"matter": ("council", "matter", "at"), "person": ("council", "person", "matter")}),
    Table(
        "feedback",
        Feedback,
        {
            "matter": FeedbackRow,
            "person": ("council", "person"),
            "answer": ("council", "answer"),
            "at": AnsweredRow,
        },
    ),
    Table("news", News, {"at": NewsRow}),
    Table("polls", Poll, {"native": ("native",), "matter": ("council", "matter", "number")}),
    Table("choices", PollChoice, {"poll": ("council", "poll", "person"), "person": ("council", "person")}),
    Table(
        "meetings",
        Meeting,
        {"planned": PlannedRow, "held": ("council", "closed"), "unsure": ("state", "holidays_known")},
    ),
    Table("calendars", CalendarFile, version=2),
    Table("rsvps", Rsvp, {"meeting": ("council", "meeting", "comes", "person"), "person": ("council", "person")}),
    Table("attendance", Attendance, {"meeting": ("council", "meeting", "at"), "person": ("council", "person")}),
    Table("entry_codes", EntryCode, {"meeting": ("council", "meeting")}),
    Table("minutes", Minutes),
    Table("dialogs", Dialog, {"account": ("account",)}, version=2),
    Table("drafts", Draft, {"account": ("account", "number"), "at": ("at",)}, version=3),
    Table("due", Job, {"at": ("at",), "about": ("about", "at")}, version=2),
    Table("seen", ProcessedUpdate, {"at": SeenRow}),
    Table("seen_blocks", ProcessedUpdates, {"at": SeenBlockRow}),
    Table("set_aside", DeadLetter, {"at": SetAsideRow}),
    Table(
        "tellings",
        OutboxMessage,
        {
            "chat": WaitingRow,
            "urgent": ("chat", "urgent", "due"),
            "state": ("state",),
            "held": ("chat", "held", "since"),
        },
        version=7,
    ),
    Table("posted", SentMessage, {"about": ("about",), "chat": ("chat", "at"), "meeting": ("meeting",)}, version=4),
    Table("lanes", SendQueue, {"next": QueueRow}, version=3),
    Table("heads", ChainHead),
    Table("secrets", Secret),
    Table("menus", CommandMenu, {"account": ("account",), "chat": ("chat",), "waiting": ("waiting",)}),
    Table("rolls", Roll),
    Table(
        "units",
        Unit,
        {
            "roll": UnitRow,
            "head": ("council", "roll", "head", "unit"),
        },
    ),
    Table("roll_drafts", RollDraft, {"account": ("account",)}, version=2),
    Table("readings", Reading, {"council": ("council",), "at": ("at",)}, version=2),
    Table("refused_files", RefusedFile),
    Table("access", Access, {"person": PersonUnitRow, "unit": UnitPersonRow}),
    Table("codes", Code, {"unit": ("council", "unit"), "expires": ("expires",)}),
    Table("votes", Vote, {"matter": ("council", "matter", "number"), "roll": ("council", "roll")}),
    Table(
        "ballots",
        Ballot,
        {
            "vote": BallotRow,
            "head": ("council", "vote", "head"),
            "person": ("council", "person", "vote"),
            "receipt": ("receipt",),
        },
    ),
    Table("papers", Paper, {"vote": ("council", "vote", "unit")}, version=2),
    Table("notices", Notice, {"state": ("council", "state", "number"), "at": NoticeAtRow}),
    Table(
        "notice_reads",
        NoticeRead,
        {"notice": NoticeReadRow, "person": ("council", "person", "notice"), "at": NoticeReadAtRow},
    ),
    Table(
        "duty_turns",
        DutyTurn,
        {"day": DutyDayRow, "person": ("council", "person", "day"), "part": ("council", "part")},
    ),
    Table("duty_rosters", DutyRoster),
    Table("duty_drafts", DutyDraft, {"account": ("account",)}),
    Table(
        "duty_swaps",
        DutySwap,
        {
            "state": DutySwapRow,
            "turn": ("council", "turn", "state"),
            "person": ("council", "person"),
            "other": ("council", "other"),
        },
    ),
    Table("events", Event, {"state": ("council", "state", "at"), "held": EventHeldRow}),
    Table("sign_ups", SignUp, {"event": SignUpRow, "person": ("council", "person", "event")}),
    Table(
        "check_ins",
        CheckIn,
        {"event": ("council", "event", "at"), "person": ("council", "person"), "at": CheckInAtRow},
    ),
    SecretTable("seals", Seal),
)

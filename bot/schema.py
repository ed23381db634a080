"""Every kind of document that is kept, and the orders in which it is looked up.

An index is a tuple of fields, or a class of `bot.index_rows` where its rows are read without their documents: then the
fields of the class are the index, and `key` is the document's key.
Some names on the disk (`due`, `tellings`, `lanes`, `seen`, `set_aside`, `heads`) are older than the types beside them:
the type is the name to use.
"""

from bot.domain.clues.clue import Clue, ClueReport, ClueSource, MeetingClues
from bot.domain.clues.draft import ClueDraft
from bot.domain.councils.command_menu import CommandMenu
from bot.domain.councils.council import Council, Member, PrivateChat
from bot.domain.councils.counter import Counter
from bot.domain.councils.join_code import Joining
from bot.domain.duty.swap import DutySwap
from bot.domain.duty.turn import DutyDraft, DutyRoster, DutyTurn
from bot.domain.events.event import Event
from bot.domain.events.sign_up import CheckIn, SignUp
from bot.domain.grids.check import GridCheck, GridDay, GridLeave, GridMatter
from bot.domain.grids.grid import Grid, GridDraft, GridMap, GridPlace, GridSettings
from bot.domain.hosts.bench_meeting import BenchMeeting, BenchOpinion
from bot.domain.hosts.host import Host
from bot.domain.letters.letter import Letter
from bot.domain.matters.digest import News
from bot.domain.matters.matter import Feedback, Matter, Support
from bot.domain.mediation.mediation import Mediation
from bot.domain.meetings.calendar_entry import CalendarFile
from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting, Rsvp
from bot.domain.meetings.minutes import Minutes
from bot.domain.notices.notice import Notice, NoticeRead
from bot.domain.pledges.pledge import PledgeDeed, PledgeMonth, Pledger, PledgeRoles
from bot.domain.points.account import PointAccount, PointEntry, PointMonth
from bot.domain.points.book import PointBook
from bot.domain.points.claim import PointClaim, PointReview
from bot.domain.points.prize import Prize, PrizeOrder
from bot.domain.points.rule import PointRule
from bot.domain.polls.poll import Poll, PollChoice
from bot.domain.rolls.file_reading import Reading, RefusedFile
from bot.domain.rolls.roll import Access, Code, Roll, RollDraft, Unit
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.inbox import DeadLetter, ProcessedUpdate, ProcessedUpdates
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.question import Dialog, Draft
from bot.domain.shared.secret import Secret
from bot.domain.stars.star_round import Nomination, StarRound
from bot.domain.surveys.answers import SurveyInvitee, SurveyResponse, SurveyResult
from bot.domain.surveys.survey import Survey, SurveyKey
from bot.domain.votes.ballot import Ballot, Paper, Seal
from bot.domain.votes.vote import Vote
from bot.domain.wishes.wish import Wish, WishDraft
from bot.index_rows import (
    AboveRow,
    AnsweredRow,
    BallotRow,
    BelowRow,
    BenchMeetingAtRow,
    BenchOpinionAtRow,
    CheckInAtRow,
    ChildLevelRow,
    ChildRow,
    ClueAtRow,
    ClueDoneRow,
    ClueGivenRow,
    ClueRemindRow,
    ClueReportAtRow,
    ClueStateRow,
    CouncilRow,
    DueDayRow,
    DutyDayRow,
    DutySwapRow,
    EventHeldRow,
    FeedbackRow,
    GridCheckRow,
    GridOverdueRow,
    GridRow,
    HostRow,
    MatterRow,
    MatterStateRow,
    NewsRow,
    NominationAtRow,
    NoticeAtRow,
    NoticeReadAtRow,
    NoticeReadRow,
    OpenMatterRow,
    PausedRow,
    PersonUnitRow,
    PlannedRow,
    PledgeDeedAtRow,
    PledgeDeedRow,
    PointClaimRow,
    PointEntryAtRow,
    PointMonthRow,
    PrizeFetchedRow,
    QueueRow,
    ResultWaitsRow,
    SectorRow,
    SeenBlockRow,
    SeenRow,
    SetAsideRow,
    SignUpRow,
    SourceClueRow,
    StarRoundAtRow,
    StateDueRow,
    SurveyClosedRow,
    TouchedRow,
    UnitPersonRow,
    UnitRow,
    WaitingRow,
    WishAtRow,
    WishFulfilledRow,
)
from bot.ports import SecretTable, Table

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
    Table(
        "wishes",
        Wish,
        {
            "state": ("council", "state", "since"),
            "by": ("council", "by", "number"),
            "claimer": ("council", "claimer", "state"),
            "at": WishAtRow,
            "fulfilled": WishFulfilledRow,
        },
    ),
    Table("wish_drafts", WishDraft, {"person": ("council", "person")}),
    Table("surveys", Survey, {"state": ("council", "state", "number"), "closed": SurveyClosedRow}),
    Table(
        "survey_responses",
        SurveyResponse,
        {"survey": ("council", "survey", "done"), "person": ("council", "person", "survey")},
    ),
    Table(
        "survey_invitees",
        SurveyInvitee,
        {"survey": ("council", "survey", "person"), "person": ("council", "person", "survey")},
    ),
    Table("survey_results", SurveyResult),
    Table("hosts", Host, {"listed": HostRow, "person": ("council", "person", "listed")}),
    Table(
        "bench_meetings",
        BenchMeeting,
        {"number": ("council", "number"), "host": ("council", "host", "number"), "at": BenchMeetingAtRow},
    ),
    Table("bench_opinions", BenchOpinion, {"meeting": ("council", "meeting", "place"), "at": BenchOpinionAtRow}),
    Table(
        "grids",
        Grid,
        {
            "map": GridRow,
            "name": ("council", "map", "name"),
            "officer": ("council", "officer", "map"),
            "deputy": ("council", "deputy", "map"),
        },
    ),
    Table("grid_places", GridPlace, {"council": ("council", "label")}),
    Table("grid_maps", GridMap, {"number": ("council", "number")}),
    Table("grid_settings", GridSettings),
    Table("grid_drafts", GridDraft, {"account": ("account",)}),
    Table(
        "grid_checks",
        GridCheck,
        {
            "day": GridCheckRow,
            "unmade": GridOverdueRow,
            "grid": ("council", "grid", "day"),
            "person": ("council", "person", "day"),
            "state": ("council", "state"),
        },
    ),
    Table("grid_days", GridDay),
    Table("grid_leaves", GridLeave, {"person": ("council", "person")}),
    Table("grid_matters", GridMatter),
    Table("pledgers", Pledger, {"person": ("council", "person")}),
    Table("pledge_roles", PledgeRoles),
    Table(
        "pledge_deeds",
        PledgeDeed,
        {"month": PledgeDeedRow, "person": ("council", "person", "at"), "at": PledgeDeedAtRow},
    ),
    Table("pledge_months", PledgeMonth, {"month": ("council", "month")}),
    Table("point_books", PointBook),
    Table("point_accounts", PointAccount, {"unit": ("council", "unit"), "person": ("council", "person")}),
    Table(
        "point_entries",
        PointEntry,
        {
            "account": ("council", "account_number", "number"),
            "person": ("council", "person", "number"),
            "review": ("council", "review", "number"),
            "corrects": ("council", "corrects"),
            "at": PointEntryAtRow,
        },
        append_only=True,
    ),
    Table("point_months", PointMonth, {"month": PointMonthRow}),
    Table(
        "point_claims",
        PointClaim,
        {
            "state": PointClaimRow,
            "account": ("council", "account_number", "state", "number"),
            "month": ("council", "account_number", "rule", "month", "state"),
            "person": ("council", "person", "number"),
            "outcome": ("council", "by", "review", "number"),
            "review": ("council", "review", "state"),
            "source": ("source",),
        },
    ),
    Table("point_reviews", PointReview),
    Table(
        "point_rules",
        PointRule,
        {
            "stands": ("council", "stands", "number"),
            "title": ("council", "title"),
            "deed": ("council", "deed", "stands"),
        },
    ),
    Table("prizes", Prize, {"offered": ("council", "offered", "number"), "name": ("council", "name")}),
    Table(
        "prize_orders",
        PrizeOrder,
        {
            "state": ("council", "state", "number"),
            "account": ("council", "account_number", "prize", "state"),
            "waiting": ("council", "account_number", "state", "number"),
            "person": ("council", "person", "number"),
            "prize": ("council", "prize", "state"),
            "fetched": PrizeFetchedRow,
        },
    ),
    Table(
        "star_rounds",
        StarRound,
        {"state": ("council", "state", "number"), "at": StarRoundAtRow},
    ),
    Table(
        "nominations",
        Nomination,
        {"round": ("council", "round", "at"), "person": ("council", "person", "round"), "at": NominationAtRow},
    ),
    Table(
        "clues",
        Clue,
        {
            "state": ClueStateRow,
            "handler": ("council", "handler", "state", "number"),
            "given": ClueGivenRow,
            "remind": ClueRemindRow,
            "at": ClueAtRow,
            "solved": ClueDoneRow,
        },
    ),
    Table(
        "clue_reports",
        ClueReport,
        {
            "clue": ("council", "clue", "number"),
            "source": SourceClueRow,
            "waits": ResultWaitsRow,
            "at": ClueReportAtRow,
        },
    ),
    Table("clue_sources", ClueSource, {"number": ("council", "number"), "contact": ("council", "contact")}),
    Table("clue_drafts", ClueDraft, {"account": ("account",)}),
    Table("meeting_clues", MeetingClues, {"meeting": ("council", "meeting")}),
    SecretTable("seals", Seal),
    SecretTable("survey_keys", SurveyKey),
)

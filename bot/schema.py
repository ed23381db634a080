"""Every kind of document that is kept, and the orders in which it is looked up."""

from bot.domain.councils.council import Council, Door, Member
from bot.domain.councils.join_code import Joining
from bot.domain.letters.letter import Letter
from bot.domain.matters.digest import News
from bot.domain.matters.matter import Feedback, Matter, Support
from bot.domain.mediation.mediation import Mediation
from bot.domain.meetings.calendar_entry import CalendarFile
from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting, Rsvp
from bot.domain.meetings.minutes import Minutes
from bot.domain.polls.poll import Choice, Poll
from bot.domain.rolls.file_reading import Reading, RefusedFile
from bot.domain.rolls.roll import Access, Code, Roll, RollDraft, Unit
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.inbox import DeadLetter, ProcessedUpdate, ProcessedUpdates
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.question import Dialog, Draft
from bot.domain.shared.secret import Secret
from bot.domain.votes.vote import Ballot, Paper, Seal, Vote
from bot.ports import SecretTable, Table

TABLES = (
    Table(
        "councils",
        Council,
        {"chat": ("chat",), "number": ("number",), "parent": ("parent", "number"), "level": ("parent", "level")},
    ),
    Table("joinings", Joining, {"hash": ("hash",)}),
    Table("doors", Door),
    Table(
        "members",
        Member,
        {
            "account": ("account", "council"),
            "rank": ("council", "rank", "person"),
            "username": ("council", "username"),
            "name": ("council", "name"),
            "sector": ("council", "sector"),
        },
    ),
    Table(
        "matters",
        Matter,
        {
            "number": ("council", "number", "plain"),
            "open": ("council", "open", "number", "plain"),
            "state": ("council", "state", "number"),
            "category": ("council", "category"),
            "kind": ("council", "kind", "open", "number"),
            "solved": ("council", "kind", "verified"),
            "ticket": ("council", "ticket"),
            "answered": ("council", "answered", "number"),
            "into": ("council", "into"),
            "proposer": ("council", "proposer", "number"),
            "recorder": ("council", "recorder", "number"),
            "handler": ("council", "handler", "open", "number"),
            "acknowledged": ("council", "acknowledged"),
            "verified": ("council", "verified"),
            "late": ("council", "late"),
            "touched": ("council", "touched"),
            "due": ("council", "due", "state"),
            "above": ("council", "open", "above"),
            "below": ("council", "below"),
            "below_open": ("council", "open", "below"),
            "below_late": ("council", "late", "below"),
            "below_acknowledged": ("council", "acknowledged", "below"),
            "below_verified": ("council", "verified", "below"),
            "source": ("source",),
            "album": ("album",),
        },
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
            "matter": ("council", "matter", "round", "answer"),
            "person": ("council", "person"),
            "answer": ("council", "answer"),
            "at": ("council", "at", "answer"),
        },
    ),
    Table("news", News, {"at": ("council", "at")}),
    Table("polls", Poll, {"native": ("native",), "matter": ("council", "matter", "number")}),
    Table("choices", Choice, {"poll": ("council", "poll", "person"), "person": ("council", "person")}),
    Table(
        "meetings",
        Meeting,
        {"planned": ("council", "state", "at"), "sat": ("council", "closed"), "unsure": ("state", "holidays_known")},
    ),
    Table("calendars", CalendarFile),
    Table("rsvps", Rsvp, {"meeting": ("council", "meeting", "comes", "person"), "person": ("council", "person")}),
    Table("attendance", Attendance, {"meeting": ("council", "meeting", "at"), "person": ("council", "person")}),
    Table("entry_codes", EntryCode, {"meeting": ("council", "meeting")}),
    Table("minutes", Minutes),
    Table("dialogs", Dialog, {"account": ("account",)}),
    Table("drafts", Draft, {"account": ("account", "number"), "at": ("at",)}),
    Table("due", Job, {"at": ("at",), "about": ("about", "at")}),
    Table("seen", ProcessedUpdate, {"at": ("at",)}),
    Table("seen_blocks", ProcessedUpdates, {"at": ("at",)}),
    Table("set_aside", DeadLetter, {"at": ("at",)}),
    Table(
        "tellings",
        OutboxMessage,
        {"chat": ("chat", "due"), "state": ("state",), "held": ("chat", "held", "since")},
        version=2,
    ),
    Table("posted", SentMessage, {"about": ("about",), "chat": ("chat", "at"), "meeting": ("meeting",)}),
    Table("lanes", SendQueue, {"next": ("next",)}),
    Table("heads", ChainHead),
    Table("secrets", Secret),
    Table("rolls", Roll),
    Table(
        "units",
        Unit,
        {
            "roll": ("council", "roll", "building", "unit", "head", "area", "share", "kind"),
            "head": ("council", "roll", "head", "unit"),
        },
    ),
    Table("roll_drafts", RollDraft, {"account": ("account",)}),
    Table("readings", Reading, {"council": ("council",), "at": ("at",)}),
    Table("refused_files", RefusedFile),
    Table("access", Access, {"person": ("council", "person", "unit"), "unit": ("council", "unit", "person")}),
    Table("codes", Code, {"unit": ("council", "unit"), "expires": ("expires",)}),
    Table("votes", Vote, {"matter": ("council", "matter", "number"), "roll": ("council", "roll")}),
    Table(
        "ballots",
        Ballot,
        {
            "vote": ("council", "vote", "unit"),
            "head": ("council", "vote", "head"),
            "person": ("council", "person", "vote"),
            "receipt": ("receipt",),
        },
    ),
    Table("papers", Paper, {"vote": ("council", "vote", "unit")}),
    SecretTable("seals", Seal),
)

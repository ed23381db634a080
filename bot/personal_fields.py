"""Fields of the stored documents that hold personal data, declared for each document and each of its parts.

`bot.services.councils.personal_tables` declares for each table with such a field how `/mydata` exports it and what
`/forgetme` does with it; the tests check that no field and no table is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from typing import get_args, get_type_hints

from bot.domain.clues.clue import Clue, ClueReport, ClueSource
from bot.domain.clues.draft import ClueDraft, ClueLine
from bot.domain.councils.command_menu import CommandMenu
from bot.domain.councils.council import Account, Council, Member, PrivateChat
from bot.domain.duty.swap import DutySwap
from bot.domain.duty.turn import DutyDraft, DutyLine, DutyPerson, DutyRoster, DutyTurn
from bot.domain.events.event import Event
from bot.domain.events.sign_up import CheckIn, SignUp
from bot.domain.grids.check import GridCheck, GridLeave
from bot.domain.grids.grid import Grid, GridDraft, GridLine, GridMap
from bot.domain.hierarchy.escalation_ladder import LadderStep
from bot.domain.hosts.bench_meeting import BenchMeeting, BenchOpinion
from bot.domain.hosts.host import Host
from bot.domain.letters.letter import Letter
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.closing import Closing
from bot.domain.matters.desk_place import DeskPlace
from bot.domain.matters.matter import Entry, Feedback, Matter, Support
from bot.domain.matters.outcome import Outcome
from bot.domain.matters.procedure import Passed
from bot.domain.matters.publication import Objection
from bot.domain.mediation.mediation import Mediation, Note
from bot.domain.meetings.meeting import Attendance, Meeting, Rsvp
from bot.domain.meetings.minutes import Correction, Minutes
from bot.domain.notices.notice import Notice, NoticeRead
from bot.domain.pledges.pledge import PledgeDeed, PledgeMonth, Pledger
from bot.domain.points.account import PointAccount, PointEntry
from bot.domain.points.book import PointBook
from bot.domain.points.claim import PointClaim, ReviewVote
from bot.domain.points.prize import PrizeOrder
from bot.domain.polls.poll import Poll, PollChoice
from bot.domain.rolls.file_reading import Reading
from bot.domain.rolls.roll import Access, Roll, RollDraft, Unit
from bot.domain.shared.audit_log import AuditEntry
from bot.domain.shared.inbox import DeadLetter
from bot.domain.shared.incoming_message import Attachment, IncomingMessage, SentFile
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.question import Dialog, Draft
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reminder import Reminder
from bot.domain.shared.reply import Reply
from bot.domain.stars.star_round import Nomination, StarRound
from bot.domain.surveys.answers import QuestionResult, SurveyInvitee, SurveyResponse
from bot.domain.surveys.survey import Survey, SurveyQuestion
from bot.domain.votes.ballot import Ballot, Paper
from bot.domain.votes.vote import Vote
from bot.domain.wishes.wish import Wish, WishDraft


@dataclass(frozen=True)
class Personal:
    """The fields of one dataclass that are about people.

    `persons`: people, by the council's own numbers. `accounts`: accounts, chats that may be private, and parameters
    with either. `names`: names, user names, telephones, and whom somebody sits for. `words`: what somebody wrote,
    sent or chose, and the message it came from.
    """

    persons: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return self.persons + self.accounts + self.names + self.words


PERSONAL: Mapping[type, Personal] = {
    # Documents
    Member: Personal(
        persons=("person",), accounts=("account", "private_chat"), names=("name", "username", "sector", "building")
    ),
    PrivateChat: Personal(accounts=("account", "chat")),
    CommandMenu: Personal(accounts=("chat", "account")),
    Council: Personal(words=("place",)),
    Matter: Personal(
        persons=("proposer", "recorder", "asked", "callers"),
        names=("reporter",),
        words=("text", "plain", "source", "album", "reason", "resolution"),
    ),
    Support: Personal(persons=("person",)),
    Feedback: Personal(persons=("person",), words=("answer",)),
    Letter: Personal(persons=("author", "readers"), words=("text", "album", "answer")),
    Mediation: Personal(persons=("mediator", "first", "second", "said"), words=("text", "agreement")),
    Notice: Personal(persons=("by",), words=("text",)),
    NoticeRead: Personal(persons=("person",)),
    DutyTurn: Personal(persons=("person",), names=("name", "phone")),
    DutyRoster: Personal(words=("telephone",)),
    DutyDraft: Personal(accounts=("account",)),
    DutySwap: Personal(persons=("person", "other")),
    Event: Personal(persons=("by",), words=("what", "place", "whom", "bring")),
    SignUp: Personal(persons=("person",)),
    CheckIn: Personal(persons=("person", "by"), words=("name",)),
    Wish: Personal(
        persons=("by", "claimer"), names=("name", "contact", "masked"), words=("text", "whom", "outcome", "photo")
    ),
    WishDraft: Personal(persons=("person",), names=("name", "contact"), words=("text", "whom")),
    Survey: Personal(persons=("by",), words=("title", "outcome")),
    SurveyResponse: Personal(persons=("person",), words=("answers", "sealed")),
    SurveyInvitee: Personal(persons=("person",)),
    Host: Personal(persons=("person", "by"), names=("name", "building", "address"), words=("days",)),
    BenchMeeting: Personal(persons=("by",)),
    BenchOpinion: Personal(words=("text",)),
    Grid: Personal(persons=("officer", "deputy"), names=("officer_name", "deputy_name")),
    GridMap: Personal(persons=("by",)),
    GridDraft: Personal(accounts=("account",)),
    GridCheck: Personal(persons=("person", "by")),
    GridLeave: Personal(persons=("person",)),
    Pledger: Personal(persons=("person",)),
    PledgeDeed: Personal(persons=("person",), words=("text", "photo")),
    PledgeMonth: Personal(persons=("reminded", "nothing")),
    PointAccount: Personal(persons=("person",), names=("unit",)),
    PointBook: Personal(persons=("reviewers", "keepers")),
    PointClaim: Personal(persons=("person", "by"), words=("text", "voted")),
    PointEntry: Personal(persons=("person", "by"), words=("note",)),
    PrizeOrder: Personal(persons=("person", "by")),
    StarRound: Personal(persons=("by",), words=("what", "left_out")),
    Nomination: Personal(persons=("person",), names=("name",), words=("reason",)),
    Clue: Personal(persons=("handler",), words=("text", "plain", "returned", "result")),
    ClueReport: Personal(persons=("by",), words=("text",)),
    ClueSource: Personal(persons=("contact",), words=("name",)),
    ClueDraft: Personal(accounts=("account",)),
    Poll: Personal(words=("question", "options")),
    PollChoice: Personal(persons=("person",), words=("options",)),
    Meeting: Personal(persons=("opener", "closer", "seats"), words=("place", "reason")),
    Rsvp: Personal(persons=("person",), words=("comes",)),
    Attendance: Personal(persons=("person", "by"), names=("name", "proxy", "party")),
    Minutes: Personal(persons=("confirmer",)),
    Roll: Personal(persons=("by",)),
    Unit: Personal(names=("owners", "phones")),
    RollDraft: Personal(accounts=("account",), words=("file", "name")),
    Reading: Personal(accounts=("account", "chat")),
    Access: Personal(persons=("person",)),
    Vote: Personal(persons=("by",), words=("question", "reason")),
    Ballot: Personal(persons=("person",), words=("choice", "sealed")),
    Paper: Personal(persons=("by",), accounts=("chats",), words=("choice", "sealed")),
    Dialog: Personal(accounts=("chat", "account", "desk")),
    Draft: Personal(accounts=("account",)),
    Job: Personal(accounts=("id", "about")),
    OutboxMessage: Personal(accounts=("id", "chat", "reply_about")),
    SentMessage: Personal(accounts=("chat", "about", "message")),
    SendQueue: Personal(accounts=("chat",)),
    DeadLetter: Personal(accounts=("raw",)),
    # Parts of them
    Account: Personal(accounts=("id",), names=("name", "username")),
    Assignment: Personal(persons=("handler",), names=("handler_name",)),
    Attachment: Personal(words=("ref",)),
    Closing: Personal(persons=("by", "asked")),
    AuditEntry: Personal(persons=("person",)),
    Correction: Personal(persons=("person",), words=("text",)),
    ClueLine: Personal(words=("text",)),
    DutyLine: Personal(names=("phone",)),
    DutyPerson: Personal(persons=("person",), names=("name",)),
    GridLine: Personal(persons=("officer", "deputy"), names=("officer_name", "deputy_name")),
    Entry: Personal(persons=("person",), words=("text",)),
    JobParams: Personal(persons=("whom",), accounts=("account", "chat", "draft", "dialog")),
    IncomingMessage: Personal(accounts=("chat",), names=("named",), words=("text", "album")),
    LadderStep: Personal(persons=("person",), names=("name", "person_name")),
    MessageParams: Personal(
        persons=("person", "whom", "by"), accounts=("account",), words=("text", "words", "rest", "command")
    ),
    SurveyQuestion: Personal(words=("text", "options")),
    QuestionResult: Personal(words=("typed",)),
    Reminder: Personal(persons=("person", "whom")),
    DeskPlace: Personal(persons=("handler", "person"), names=("handler_name",), words=("words",)),
    Note: Personal(persons=("by", "to"), words=("text",)),
    Objection: Personal(persons=("person",), words=("text", "answer")),
    Passed: Personal(words=("opinion",)),
    Outcome: Personal(words=("params",)),
    ReviewVote: Personal(persons=("person",)),
    QuestionParams: Personal(
        persons=("whom", "reporter", "handler"),
        names=("name", "role"),
        words=("so_far", "text", "day", "place", "unit"),
    ),
    Reply: Personal(words=("params",)),
    SentFile: Personal(words=("ref", "name")),
}


def parts_of(kind: type) -> set[type]:
    """Return a dataclass and all dataclasses that it is made of."""
    found: set[type] = set()
    waiting = [kind]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += [part for hint in get_type_hints(each).values() for part in _dataclasses(hint)]
    return found


def names_people(kind: type, field: str) -> bool:
    """Return whether a field, or one of the value in a field (`assignment__handler`), holds persons or accounts."""
    outer, _, inner = field.partition("__")
    if inner:
        return names_people(get_type_hints(kind)[outer], inner)
    return outer in PERSONAL[kind].persons + PERSONAL[kind].accounts


def is_personal(kind: type) -> bool:
    """Return whether a document, or a part of it, has a field that is about people."""
    return any(part in PERSONAL for part in parts_of(kind))


def _dataclasses(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _dataclasses(inner)

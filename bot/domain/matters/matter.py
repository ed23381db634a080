"""The matter (议题): its data, its timeline and its transitions; every act returns a new Matter or raises a refusal."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypedDict, Unpack

from bot.domain.councils.council import Member
from bot.domain.councils.permissions import check_allowed
from bot.domain.hierarchy.errors import SentAbove, SentFromBelow
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import ACTS, UNDO_ACTS, Act, done_above, done_below
from bot.domain.matters.assignment import UNASSIGNED, Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.closing import Closing, StoppedJob
from bot.domain.matters.errors import (
    AlreadySo,
    FeedbackOver,
    FeedbackTooEarly,
    MaySupport,
    NeedsDay,
    NoNegotiation,
    NoPhoto,
    NoProof,
    NotAcceptedYet,
    StillPublicized,
    TicketStays,
    VotedOn,
    WrongState,
)
from bot.domain.matters.kind import Kind
from bot.domain.matters.procedure import DEFAULT, Passed
from bot.domain.matters.publication import Publication
from bot.domain.matters.state import ANSWERED_STATES, AT_WORK, OPEN, State
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.shared.undo import UNDO_TIME

MATTER_TEXT_LIMIT = 2000
TITLE_LIMIT = 40
PLAIN_LIMIT = 120
ATTACHMENT_LIMIT = 10
LOOK_BACK_TIME = timedelta(days=7)  # how long the proposer and supporters are waited for


class Origin(StrEnum):
    """Origins of a matter."""

    RESIDENT = "resident"  # said by its proposer, or captured from what they said
    BEHALF = "behalf"  # 代录: recorded for a neighbour who is known by name alone
    LETTER = "letter"  # 议事箱: from a letter, whose writer stands nowhere in it
    ON_THE_SPOT = "on_the_spot"  # 即办: done when it was brought up
    BELOW = "below"  # 下级上报: a council under this one sent it up
    TICKET = "ticket"  # 12345 工单: from a call to the city's hotline, whose caller stands nowhere in it
    BENCH = "bench"  # 板凳会: an opinion from a bench meeting, nobody knows whose


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of a matter's timeline: who did what when, with their words.

    `present` of `expected` people with a seat were there, when it was said in a meeting. Of an assignment by an
    officer `given` is what was given, `taken` what somebody else, or the same with another deadline, had before.
    """

    at: datetime  # UTC
    what: Act
    person: int | None = None  # None: the clock
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    present: int | None = None
    expected: int | None = None
    climbed: tuple[Level, ...] = ()  # from which level, to which
    office: str = ""  # the council that did it, of a matter that two councils have
    given: Assignment | None = None
    taken: Assignment | None = None

    @property
    def handlers(self) -> tuple[int | None, ...]:
        """The people to whom it was given and from whom it was taken."""
        return tuple(each.handler for each in (self.given, self.taken) if each)

    def without_people(self) -> "Entry":
        """Return it as another council reads it: done by nobody it knows, given to and taken from nobody it knows."""
        return replace(
            self,
            person=None,
            given=self.given.without_handler() if self.given else None,
            taken=self.taken.without_handler() if self.taken else None,
        )


@dataclass(frozen=True, kw_only=True)
class Matter(NumberedDocument):
    """A matter that residents proposed. People are named by their number in the council.

    `plain` is the text as it is compared and searched; `source` the chat and message of the words, `origin_number`
    that of the bench meeting they come from; `reporter` the masked name of a neighbour known by name alone: then the
    person who recorded it for them is its proposer as well.
    `publication` is that of the resolution, `result` that of the result; `assignment` is the newest one. Over all
    assignments, `returned`: a handler returned it, which is possible once; `callers` want it escalated from its
    `level`; `verified`: whether anybody answered the look-back before it was closed (None: it is not closed).

    `ticket` is its hotline number, `answered` whether the caller can be given its result, or that of the matter it was
    merged into (None: it is no ticket). `above` is the key of the parent's linked matter since it was sent up, `below`
    of the one it was sent up from; with the councils' names. `closings` are those that could be taken back when the
    newest of them happened, the newest last.
    """

    state: State = State.SUBMITTED
    open: bool = True
    text: str
    plain: str
    category: Category
    kind: Kind = Kind.PROBLEM
    proposer: int
    recorder: int | None = None
    origin: Origin = Origin.RESIDENT
    origin_number: int = 0
    reporter: str = ""
    ticket: str | None = None
    answered: bool | None = None
    at: datetime  # UTC
    source: str | None = None
    album: str | None = None
    attachments: tuple[Attachment, ...] = ()
    reason: str = ""
    into: int | None = None
    resolution: str = ""
    assignment: Assignment = UNASSIGNED
    asked: tuple[int, ...] = ()
    reopened: int = 0
    procedure: str = DEFAULT
    stages: tuple[Passed, ...] = ()
    publication: Publication | None = None
    result: Publication | None = None
    returned: bool = False
    verified: bool | None = None
    level: Level = Level.COUNCIL
    callers: tuple[int, ...] = ()
    above: str | None = None
    above_name: str = ""
    below: str | None = None
    below_name: str = ""
    timeline: tuple[Entry, ...] = ()
    closings: tuple[Closing, ...] = ()
    touched: datetime | None = None  # UTC; when something last happened to it

    @property
    def title(self) -> str:
        """The first line, shortened."""
        first = self.text.strip().split("\n", 1)[0]
        return first if len(first) <= TITLE_LIMIT else first[: TITLE_LIMIT - 1] + "…"

    @property
    def proposers(self) -> tuple[int | None, ...]:
        """The people who may act as its proposer: the proposer, and the one who recorded it for them."""
        return (self.proposer, self.recorder)


@dataclass(frozen=True, kw_only=True)
class Support:
    """The support of a neighbour for a matter."""

    council: int
    matter: int
    person: int
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, matter: int, person: int) -> str:
        """Return the key of a person's support."""
        return f"{council}/{matter}/{person}"

    @property
    def key(self) -> str:
        """Council, matter and person: once each."""
        return self.key_of(self.council, self.matter, self.person)


class Answer(StrEnum):
    """Answers to the question whether a matter is really solved."""

    YES = "yes"  # 满意
    MOSTLY = "mostly"  # 基本满意
    NO = "no"  # 不满意


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """An answer in the look-back (回头议); `round` counts how often the matter was reopened before."""

    council: int
    matter: int
    round: int
    person: int
    answer: Answer
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, matter: int, round_: int, person: int) -> str:
        """Return the key of a person's answer in a round."""
        return f"{council}/{matter}/{round_}/{person}"

    @property
    def key(self) -> str:
        """Council, matter, round and person: the newest answer counts."""
        return self.key_of(self.council, self.matter, self.round, self.person)


def first_photo(attachments: Iterable[Attachment]) -> Attachment | None:
    """Return the first picture that can be shown as one: a picture that was sent as a file is shown as a file."""
    return next((each for each in attachments if each.kind == "photo" and not each.as_file), None)


def comparable_text(text: str) -> str:
    """Return the text as it is compared: compatibility forms, lower case, letters and digits alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())[:PLAIN_LIMIT]


def can(matter: Matter, act: Act) -> bool:
    """Return whether the act is possible in the matter's state.

    A proposal is negotiated as long as it is open. A ticket must be answered and cannot be withdrawn.
    """
    if act == Act.WITHDRAW and (matter.ticket or was_voted_on(matter)):
        return False
    if act == Act.OPINION and matter.kind is Kind.PROPOSAL and matter.open:
        return True
    return matter.state in ACTS[act].start


def progress_act(matter: Matter) -> Act:
    """Return the act of a progress report: of a long matter a note, which does not end its waiting."""
    return Act.NOTE if matter.state is State.LONG_RUN else Act.PROGRESS


def is_negotiated(matter: Matter) -> bool:
    """Return whether an opinion agreed on the matter is noted."""
    return any(entry.what == Act.OPINION for entry in matter.timeline)


def ending_entry(matter: Matter) -> Entry | None:
    """Return the step that took a matter off the board with its result; None while it is open."""
    if matter.open:
        return None
    return next((entry for entry in reversed(matter.timeline) if ACTS[entry.what].ends), None)


def was_voted_on(matter: Matter) -> bool:
    """Return whether a formal vote on it was ever opened: from then on its proposer cannot withdraw it."""
    return any(entry.what == Act.VOTE for entry in matter.timeline)


def earlier_resolution(matter: Matter, amended: Entry) -> str:
    """Return the resolution that an entry of the timeline replaced; empty when the timeline does not have it."""
    before = matter.timeline[: matter.timeline.index(amended)]
    return next((entry.text for entry in reversed(before) if entry.what in {Act.RESOLVE, Act.AMEND}), "")


def was_deliberated(matter: Matter) -> bool:
    """Return whether people sat down over it once.

    An opinion, a vote that was counted, a resolution from the agenda, a stage that several held together.
    """
    if any(held.present or held.parties for held in matter.stages):
        return True
    listed = False
    for entry in matter.timeline:
        listed = listed or entry.what == Act.AGENDA
        if entry.what in {Act.OPINION, Act.VOTED, Act.DECIDED} or (listed and entry.what in {Act.RESOLVE, Act.STAGE}):
            return True
    return False


def is_done_here(matter: Matter, act: Act) -> bool:
    """Return whether this council does an act: of linked matters the upper one is worked on, the lower one asks."""
    return not ((matter.above and not done_below(act)) or (matter.below and not done_above(act)))


def check_permitted(matter: Matter, act: Act, member: Member, *, supports: bool = False) -> None:
    """Raise NotAllowed when this person may not, then what stands against it: where the matter is, or its kind.

    `supports`: they support it, or proposed it.
    """
    try:
        check_allowed(act, member, proposers=matter.proposers, in_charge=matter.assignment.handler, supports=supports)
    except NotAllowed as refused:
        if can(matter, Act.SUPPORT) and not supports and member.person not in matter.proposers:
            raise MaySupport(act=act, who=str(refused.params["who"])) from None
        raise
    if act == Act.WITHDRAW and was_voted_on(matter):
        raise VotedOn(number=matter.number)
    if act == Act.WITHDRAW and matter.ticket:
        raise TicketStays(number=matter.number)
    if matter.above and not done_below(act):
        raise SentAbove(number=matter.number, name=matter.above_name)
    if matter.below and not done_above(act):
        raise SentFromBelow(number=matter.number, name=matter.below_name)
    if not can(matter, act):
        raise wrong_state(matter, act)
    check_kind(matter, act)


def wrong_state(matter: Matter, act: Act) -> WrongState:
    """Return the refusal of an act that is not possible in the matter's state: what it waits for, if that is known."""
    start = ACTS[act].start
    is_result_public = act is Act.PUBLISH and matter.state is State.RESULT_PUBLIC  # one button publishes both
    if ACTS[act].end is matter.state or is_result_public:
        return AlreadySo(number=matter.number, act=act, state=matter.state)
    if matter.state is State.SUBMITTED and State.ACCEPTED in start:
        return NotAcceptedYet(number=matter.number, act=act, state=matter.state)
    if matter.state is State.PUBLICIZED and State.RESOLVED in start and matter.publication:
        return StillPublicized(
            number=matter.number, act=act, state=matter.state, last_day=matter.publication.last.isoformat()
        )
    if act is Act.SATISFIED and matter.open:
        return FeedbackTooEarly(number=matter.number, act=act, state=matter.state)
    if act is Act.SATISFIED:
        return FeedbackOver(number=matter.number, act=act, state=matter.state)
    return WrongState(number=matter.number, act=act, state=matter.state)


class MatterChanges(TypedDict, total=False):
    """The fields of a matter that an act changes beside its state."""

    above: str | None
    above_name: str
    asked: tuple[int, ...]
    assignment: Assignment
    attachments: tuple[Attachment, ...]
    callers: tuple[int, ...]
    category: Category
    into: int | None
    kind: Kind
    level: Level
    plain: str
    publication: Publication | None
    reason: str
    resolution: str
    result: Publication | None
    returned: bool
    stages: tuple[Passed, ...]
    text: str
    verified: bool | None


def transition(matter: Matter, act: Act, *, entry: Entry | None = None, **changes: Unpack[MatterChanges]) -> Matter:
    """Return the matter after an act: in its new state, with the changes and one more line in its timeline.

    Raises WrongState when the act is not possible in this state.
    """
    if not can(matter, act):
        raise WrongState(number=matter.number, act=act, state=matter.state)
    state = ACTS[act].end or matter.state
    timeline = (*matter.timeline, entry) if entry else matter.timeline
    answered = state in ANSWERED_STATES if matter.ticket else None
    return replace(matter, **changes, answered=answered, state=state, open=state in OPEN, timeline=timeline)


def transition_closing(
    matter: Matter,
    act: Act,
    *,
    entry: Entry,
    by: int | None,
    jobs: tuple[StoppedJob, ...] = (),
    **changes: Unpack[MatterChanges],
) -> Matter:
    """Return the matter after an act that closes it, with what taking the act back restores.

    `by` may take it back; `jobs` waited for the matter before.
    """
    assignment = matter.assignment
    made = Closing(
        act=act,
        at=entry.at,
        by=by,
        state=matter.state,
        acknowledged=assignment.acknowledged,
        overdue=assignment.overdue,
        paused=assignment.paused,
        asked=matter.asked,
        verified=matter.verified,
        jobs=jobs,
    )
    recent = (each for each in matter.closings if entry.at - each.at <= UNDO_TIME)
    return replace(transition(matter, act, entry=entry, **changes), closings=(*recent, made))


def find_closing(matter: Matter, act: Act) -> Closing | None:
    """Return the closing that the act would take back; None when it is overtaken, or there is none."""
    newest = matter.closings[-1] if matter.closings and can(matter, act) else None
    return newest if newest and UNDO_ACTS[newest.act] is act else None


def undo_closing(matter: Matter, closing: Closing, entry: Entry) -> Matter:
    """Return the matter as it was before its newest closing, with one more line in its timeline."""
    assignment = UNASSIGNED if closing.act is Act.ON_THE_SPOT else matter.assignment
    before = replace(assignment, acknowledged=closing.acknowledged, overdue=closing.overdue, paused=closing.paused)
    state = closing.state
    return replace(
        matter,
        state=state,
        open=state in OPEN,
        answered=state in ANSWERED_STATES if matter.ticket else None,
        assignment=before,
        asked=closing.asked,
        verified=closing.verified,
        closings=matter.closings[:-1],
        timeline=(*matter.timeline, entry),
    )


def check_kind(matter: Matter, act: Act) -> None:
    """Raise NeedsDay: a hazard is never worked on without a day. NoNegotiation: a proposal is done with its notes."""
    dayless = act == Act.LONG_RUN or (act == Act.PROGRESS and matter.assignment.due is None)
    if matter.kind is Kind.HAZARD and dayless:
        raise NeedsDay(number=matter.number)
    if matter.kind is Kind.PROPOSAL and act == Act.DONE and not is_negotiated(matter):
        raise NoNegotiation(number=matter.number)


def check_photo(matter: Matter, attachments: Iterable[Attachment]) -> None:
    """Raise NoProof, or NoPhoto for a hazard, when what is reported done must be seen and no picture shows it."""
    if any(each.kind == "photo" for each in attachments):
        return
    if matter.kind is Kind.HAZARD:
        raise NoPhoto(number=matter.number)
    if matter.origin is Origin.ON_THE_SPOT:
        raise NoProof


def is_alone(matter: Matter) -> bool:
    """Return whether the proposer solved the matter on the spot, with no other reporter."""
    return matter.origin is Origin.ON_THE_SPOT and matter.recorder is None


def is_asked(matter: Matter, person: int) -> bool:
    """Return whether a person is asked if the matter is solved: any neighbour, if its proposer alone solved it."""
    if is_alone(matter) and not matter.asked:
        return person != matter.proposer
    return person in matter.asked


def is_overdue(matter: Matter, today: date) -> bool:
    """Return whether the promised day is over; `today` is the council's day."""
    return matter.state in AT_WORK and matter.assignment.is_overdue(today)

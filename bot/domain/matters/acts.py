"""Acts on a matter: their names, as stored data, buttons and words use them, and the rules that hold for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from bot.domain.councils.council import IN_CHARGE, OFFICERS, Role, Who
from bot.domain.matters.state import AT_WORK, AWAITING, ENDED, LOOKING_BACK, OPEN, State


class Act(StrEnum):
    """Acts on a matter. A value is stored in the audit log, timelines, jobs and buttons, and never changes."""

    SUBMIT = "submitted"
    RECORD = "recorded"  # brought in by somebody else
    SUPPORT = "support"
    EDIT = "edited"
    ATTACH = "attached"
    CATEGORISE = "categorise"
    KIND = "kind"
    ACCEPT = "accept"
    ON_THE_SPOT = "on_the_spot"
    REJECT = "reject"
    MERGE = "merge"
    ABSORB = "absorb"
    AGENDA = "agenda"
    DELIBERATE = "deliberate"
    OPINION = "opinion"
    DEFER = "defer"
    STAGE = "stage"
    REFER = "refer"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    POLL = "poll"
    POLLED = "polled"
    VOTE = "vote"
    DECIDED = "decided"
    VOTED = "voted"
    VOID = "void"
    RESOLVE = "resolve"
    AMEND = "amend"  # the resolution, after it was handed over
    PUBLISH = "publish"
    OBJECT = "object"
    REPLY = "reply"
    UNANSWERED = "unanswered"
    PUBLISHED = "published"
    ASSIGN = "assign"
    ACK = "ack"
    RETURN = "return"
    PROGRESS = "progress"
    NOTE = "note"
    REMARK = "remark"
    LONG_RUN = "long_run"
    DONE = "done"
    OVERDUE = "overdue"
    GRACE = "grace"
    CALL = "call"
    WHISTLE = "whistle"
    UNACKNOWLEDGED = "unacknowledged"
    ESCALATE = "escalate"
    PAUSE = "pause"
    RESUME = "resume"
    RECEIVED = "received"
    GIVE_BACK = "give_back"
    TAKE_BACK = "take_back"
    PUBLISH_RESULT = "publish_result"
    SATISFIED = "satisfied"
    ANSWER_YES = "answer_yes"
    ANSWER_MOSTLY = "answer_mostly"
    REOPEN = "reopen"
    REOPEN_ABOVE = "reopen_above"
    CLOSE = "close"
    UNVERIFIED = "unverified"
    ARCHIVE = "archive"
    UNDO_DONE = "undo_done"
    UNDO_CLOSE = "undo_close"
    UNDO_ARCHIVE = "undo_archive"


class Ask(StrEnum):
    """Inputs that an act requires, which are asked for when they are missing."""

    REASON = "reason"
    WORDS = "words"
    DAYS = "days"  # how many; only where the procedure does not say it
    PERSON = "person"
    DAY = "day"
    PHOTO = "photo"
    MATTER = "matter"  # another one


class Side(Enum):
    """Councils that may do an act on a linked matter."""

    EACH = auto()
    ABOVE = auto()
    BELOW = auto()
    NEITHER = auto()


class Mirror(Enum):
    """Directions in which a change is mirrored onto the linked matter."""

    DOWN = auto()
    UP = auto()


class Announced(Enum):
    """Ways of announcing an act in the group."""

    NEVER = auto()
    ON_CARD = auto()  # the card shows it, its proposers are told in private; a daily digest lists it too
    ROUTINE = auto()  # nobody has to do anything about it: a council may read it once a day
    AT_ONCE = auto()  # decisions, votes, questions, what is overdue or done


@dataclass(frozen=True, kw_only=True)
class ActSpec:
    """The rules of an act, the same in every council.

    `start`: the states in which it is possible; none for acts that begin a matter, and for the two answers that stand
    in the timeline as themselves. `end`: the state it leads to, None when the state stays. `who` may ask for it;
    nobody: it follows from another act, or the service knows whom it asked. `passed_on`: the parent reads this step of
    a matter that is sent up to it. `ends`: the matter is over. `undoes`: it leads back to where the matter stood before
    it was closed, and is for the one who closed it.
    """

    start: frozenset[State] = frozenset()
    end: State | None = None
    who: frozenset[Role | Who] = frozenset()
    asks: tuple[Ask, ...] = ()
    done_in: Side = Side.EACH
    mirrored: Mirror | None = None
    news: Announced = Announced.NEVER
    in_timeline: bool = True
    passed_on: bool = False
    ends: bool = False
    undoes: bool = False


S = State
ANYONE: frozenset[Role | Who] = frozenset({Who.ANYONE})
HEAD: frozenset[Role | Who] = frozenset({Role.HEAD})
ACTS: Mapping[Act, ActSpec] = {
    Act.SUBMIT: ActSpec(passed_on=True),
    Act.RECORD: ActSpec(passed_on=True),
    Act.SUPPORT: ActSpec(start=OPEN - LOOKING_BACK, who=ANYONE, done_in=Side.BELOW, in_timeline=False),
    Act.EDIT: ActSpec(start=AWAITING),
    Act.ATTACH: ActSpec(start=AWAITING, who=OFFICERS | {Who.PROPOSER}, in_timeline=False),
    Act.CATEGORISE: ActSpec(start=OPEN, who=OFFICERS, in_timeline=False),
    Act.KIND: ActSpec(start=OPEN - LOOKING_BACK, who=OFFICERS, done_in=Side.NEITHER, news=Announced.AT_ONCE),
    Act.ACCEPT: ActSpec(
        start=frozenset({S.SUBMITTED}), end=S.ACCEPTED, who=OFFICERS, news=Announced.ON_CARD, passed_on=True
    ),
    Act.ON_THE_SPOT: ActSpec(
        start=frozenset({S.SUBMITTED}),
        end=S.DONE,
        who=OFFICERS | {Role.CAPTAIN},
        asks=(Ask.PHOTO,),
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.REJECT: ActSpec(
        start=frozenset({S.SUBMITTED, S.ACCEPTED}),
        end=S.REJECTED,
        who=OFFICERS,
        asks=(Ask.REASON,),
        news=Announced.AT_ONCE,
        ends=True,
    ),
    Act.MERGE: ActSpec(
        start=AWAITING, end=S.MERGED, who=OFFICERS, asks=(Ask.MATTER,), news=Announced.ROUTINE, ends=True
    ),
    Act.ABSORB: ActSpec(start=OPEN - LOOKING_BACK),
    Act.AGENDA: ActSpec(
        start=frozenset({S.ACCEPTED, S.DEFERRED, S.REFERRED, S.DELIBERATING, S.PUBLICIZED}),
        end=S.AGENDA,
        who=OFFICERS,
        news=Announced.ROUTINE,
        passed_on=True,
    ),
    Act.DELIBERATE: ActSpec(start=frozenset({S.AGENDA}), end=S.DELIBERATING, who=HEAD, passed_on=True),
    Act.OPINION: ActSpec(
        start=frozenset({S.AGENDA, S.DELIBERATING, S.DEFERRED, S.REFERRED}) | LOOKING_BACK | ENDED,
        who=OFFICERS,
        asks=(Ask.WORDS,),
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.DEFER: ActSpec(
        start=frozenset({S.ACCEPTED, S.AGENDA, S.DELIBERATING}),
        end=S.DEFERRED,
        who=OFFICERS,
        asks=(Ask.REASON,),
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.STAGE: ActSpec(
        start=AWAITING - {S.SUBMITTED} | {S.REFERRED, S.RESOLVED},
        who=OFFICERS,
        asks=(Ask.WORDS,),
        done_in=Side.NEITHER,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.REFER: ActSpec(
        start=frozenset({S.ACCEPTED, S.AGENDA, S.DELIBERATING, S.DEFERRED}),
        end=S.REFERRED,
        who=OFFICERS,
        asks=(Ask.REASON,),
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.WITHDRAW: ActSpec(
        start=AWAITING, end=S.WITHDRAWN, who=frozenset({Who.PROPOSER}), news=Announced.ROUTINE, ends=True
    ),
    Act.RESTORE: ActSpec(
        start=frozenset({S.REJECTED, S.WITHDRAWN}),
        end=S.SUBMITTED,
        who=OFFICERS | {Who.PROPOSER},
        news=Announced.ROUTINE,
    ),
    # Two questions about one matter at once would be taken for each other.
    Act.POLL: ActSpec(start=OPEN - {S.VOTING}, who=OFFICERS, asks=(Ask.WORDS,)),
    Act.POLLED: ActSpec(start=frozenset(State)),
    Act.VOTE: ActSpec(start=AWAITING | {S.REFERRED}, end=S.VOTING, who=OFFICERS),
    Act.DECIDED: ActSpec(start=frozenset({S.VOTING}), end=S.RESOLVED),
    Act.VOTED: ActSpec(start=frozenset({S.VOTING}), end=S.ACCEPTED),
    Act.VOID: ActSpec(
        start=frozenset({S.VOTING}), end=S.ACCEPTED, who=HEAD, asks=(Ask.REASON,), news=Announced.AT_ONCE
    ),
    Act.RESOLVE: ActSpec(
        start=frozenset({S.ACCEPTED, S.AGENDA, S.DELIBERATING, S.REFERRED, S.RESOLVED}),
        end=S.RESOLVED,
        who=OFFICERS,
        asks=(Ask.WORDS,),
        done_in=Side.NEITHER,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.AMEND: ActSpec(
        start=AT_WORK - {S.RESOLVED},
        who=OFFICERS,
        asks=(Ask.WORDS,),
        done_in=Side.NEITHER,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.PUBLISH: ActSpec(
        start=frozenset({S.RESOLVED}),
        end=S.PUBLICIZED,
        who=OFFICERS,
        asks=(Ask.DAYS,),
        done_in=Side.NEITHER,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.OBJECT: ActSpec(start=frozenset({S.PUBLICIZED}), who=ANYONE, asks=(Ask.WORDS,), news=Announced.AT_ONCE),
    Act.REPLY: ActSpec(start=frozenset({S.PUBLICIZED}), who=OFFICERS, asks=(Ask.WORDS,), news=Announced.AT_ONCE),
    Act.UNANSWERED: ActSpec(start=frozenset({S.PUBLICIZED}), news=Announced.AT_ONCE),
    Act.PUBLISHED: ActSpec(start=frozenset({S.PUBLICIZED}), end=S.RESOLVED, news=Announced.AT_ONCE, passed_on=True),
    Act.ASSIGN: ActSpec(
        start=AT_WORK | {S.ACCEPTED},
        end=S.DISPATCHED,
        who=OFFICERS,
        asks=(Ask.PERSON, Ask.DAY),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.ACK: ActSpec(
        start=frozenset({S.DISPATCHED}),
        end=S.IN_PROGRESS,
        who=IN_CHARGE,
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.ON_CARD,
        passed_on=True,
    ),
    Act.RETURN: ActSpec(
        start=frozenset({S.DISPATCHED}),
        end=S.RESOLVED,
        who=IN_CHARGE,
        asks=(Ask.REASON,),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.PROGRESS: ActSpec(
        start=AT_WORK - {S.LONG_RUN},
        end=S.IN_PROGRESS,
        who=IN_CHARGE,
        asks=(Ask.WORDS,),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.ROUTINE,
        passed_on=True,
    ),
    Act.NOTE: ActSpec(
        start=frozenset({S.LONG_RUN}),
        who=IN_CHARGE,
        asks=(Ask.WORDS,),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.ROUTINE,
        passed_on=True,
    ),
    Act.REMARK: ActSpec(start=OPEN, who=ANYONE),  # its words come along
    Act.LONG_RUN: ActSpec(
        start=frozenset({S.DISPATCHED, S.IN_PROGRESS}),
        end=S.LONG_RUN,
        who=OFFICERS,
        asks=(Ask.REASON,),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.DONE: ActSpec(
        start=AT_WORK,
        end=S.DONE,
        who=IN_CHARGE,
        asks=(Ask.WORDS,),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.OVERDUE: ActSpec(start=AT_WORK, mirrored=Mirror.DOWN, news=Announced.AT_ONCE, passed_on=True),
    Act.GRACE: ActSpec(start=AT_WORK | LOOKING_BACK, mirrored=Mirror.DOWN, news=Announced.AT_ONCE),
    Act.CALL: ActSpec(start=AT_WORK, news=Announced.AT_ONCE),
    Act.WHISTLE: ActSpec(
        start=AT_WORK,
        end=S.DISPATCHED,
        who=frozenset({Who.SUPPORTER, Role.HEAD}),
        asks=(Ask.REASON,),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.UNACKNOWLEDGED: ActSpec(
        start=frozenset({S.DISPATCHED}), end=S.DISPATCHED, mirrored=Mirror.DOWN, news=Announced.AT_ONCE, passed_on=True
    ),
    Act.ESCALATE: ActSpec(
        start=frozenset({S.DISPATCHED, S.IN_PROGRESS}),
        end=S.DISPATCHED,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.PAUSE: ActSpec(
        start=frozenset({S.DISPATCHED, S.IN_PROGRESS}),
        who=OFFICERS,
        asks=(Ask.REASON,),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
    ),
    Act.RESUME: ActSpec(
        start=frozenset({S.DISPATCHED, S.IN_PROGRESS}),
        who=OFFICERS,
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
    ),
    Act.RECEIVED: ActSpec(start=frozenset({S.SUBMITTED}), end=S.DISPATCHED, news=Announced.AT_ONCE),
    Act.GIVE_BACK: ActSpec(start=AT_WORK, end=S.RETURNED, mirrored=Mirror.DOWN, news=Announced.AT_ONCE, ends=True),
    Act.TAKE_BACK: ActSpec(
        start=AT_WORK,
        end=S.RESOLVED,
        who=HEAD,
        asks=(Ask.REASON,),
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.PUBLISH_RESULT: ActSpec(
        start=frozenset({S.DONE}),
        end=S.RESULT_PUBLIC,
        who=OFFICERS,
        asks=(Ask.DAYS,),
        done_in=Side.BELOW,
        news=Announced.AT_ONCE,
    ),
    Act.SATISFIED: ActSpec(start=LOOKING_BACK, done_in=Side.BELOW, in_timeline=False),
    Act.ANSWER_YES: ActSpec(),
    Act.ANSWER_MOSTLY: ActSpec(),
    Act.REOPEN: ActSpec(
        start=LOOKING_BACK | {S.UNVERIFIED},
        end=S.IN_PROGRESS,
        who=OFFICERS | {Who.PROPOSER},
        asks=(Ask.REASON,),
        done_in=Side.BELOW,
        mirrored=Mirror.UP,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.REOPEN_ABOVE: ActSpec(
        start=LOOKING_BACK | {S.UNVERIFIED},
        end=S.DISPATCHED,
        mirrored=Mirror.UP,
        news=Announced.AT_ONCE,
        passed_on=True,
    ),
    Act.CLOSE: ActSpec(start=LOOKING_BACK, end=S.CLOSED, mirrored=Mirror.UP, news=Announced.AT_ONCE, ends=True),
    Act.UNVERIFIED: ActSpec(
        start=LOOKING_BACK, end=S.UNVERIFIED, mirrored=Mirror.UP, news=Announced.AT_ONCE, ends=True
    ),
    Act.ARCHIVE: ActSpec(
        start=ENDED, end=S.ARCHIVED, who=OFFICERS, done_in=Side.BELOW, mirrored=Mirror.UP, news=Announced.ON_CARD
    ),
    Act.UNDO_DONE: ActSpec(
        start=frozenset({S.DONE}),
        done_in=Side.ABOVE,
        mirrored=Mirror.DOWN,
        news=Announced.AT_ONCE,
        passed_on=True,
        undoes=True,
    ),
    Act.UNDO_CLOSE: ActSpec(
        start=frozenset({S.CLOSED}), done_in=Side.BELOW, mirrored=Mirror.UP, news=Announced.AT_ONCE, undoes=True
    ),
    Act.UNDO_ARCHIVE: ActSpec(
        start=frozenset({S.ARCHIVED}), done_in=Side.BELOW, mirrored=Mirror.UP, news=Announced.ON_CARD, undoes=True
    ),
}
UNDO_ACTS: Mapping[Act, Act] = {  # the acts that close, each with the one that takes it back
    Act.DONE: Act.UNDO_DONE,
    Act.ON_THE_SPOT: Act.UNDO_DONE,
    Act.CLOSE: Act.UNDO_CLOSE,
    Act.ARCHIVE: Act.UNDO_ARCHIVE,
}


def done_above(act: Act) -> bool:
    """Return whether the upper council may do it on a linked matter."""
    return ACTS[act].done_in in {Side.EACH, Side.ABOVE}


def done_below(act: Act) -> bool:
    """Return whether the lower council may do it on a linked matter."""
    return ACTS[act].done_in in {Side.EACH, Side.BELOW}


def is_routine(act: Act) -> bool:
    """Return whether its news may wait for the daily digest."""
    return ACTS[act].news in {Announced.ON_CARD, Announced.ROUTINE}


def has_own_message(act: Act) -> bool:
    """Return whether its news may be a message in the group, or only stand on the card."""
    return ACTS[act].news in {Announced.ROUTINE, Announced.AT_ONCE}

"""Escalation 上报 of a matter, one level at a time: 吹哨 by the head or its supporters, or by the clock."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council, Member, Role
from bot.domain.hierarchy import escalation_ladder
from bot.domain.hierarchy.errors import CalledAlready, NotAbove, SentAbove, SkipsLevels, TopLevel
from bot.domain.hierarchy.escalation_ladder import LadderStep, Level
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.errors import NotBehind
from bot.domain.matters.matter import Entry, Matter, check_permitted, transition
from bot.domain.matters.state import State
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.job import Job
from bot.domain.shared.reply import Reply, Values
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import parent_matters
from bot.services.matters import assignments
from bot.services.matters.procedures import check_stages
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, is_supported_by, save
from bot.services.shared.council_time import day_now
from bot.services.shared.holidays import holidays

BY_CLOCK = frozenset({Act.UNACKNOWLEDGED, Act.ESCALATE})


def check_can_call(tx: Tx, matter: Matter, by: Member, now: datetime) -> None:
    """Raise NotAllowed, SentAbove, WrongState, StagesMissing, TopLevel, CalledAlready unless they may call now."""
    supports = is_supported_by(tx, matter, by.person)
    try:
        check_permitted(matter, Act.WHISTLE, by, supports=supports)
    except NotAllowed as refused:
        if matter.above:
            raise SentAbove(number=matter.number, name=matter.above_name) from None
        if matter.below:  # those who stand behind it do so where it came from
            raise NotAllowed(act=Act.WHISTLE, who=Role.HEAD) from None
        raise NotBehind(**refused.params, number=matter.number) from None  # anybody may stand behind it first
    check_stages(tx, matter, Act.ASSIGN, now)
    council = members.get_council(tx, matter.council)
    _next(council, matter)
    if Role.HEAD not in by.roles and by.person in matter.callers:
        raise CalledAlready(number=matter.number, total=len(matter.callers), wanted=council.limits.callers)


def _next(council: Council, matter: Matter) -> LadderStep:
    """Return the next level; raises TopLevel."""
    step = escalation_ladder.level_above(council.ladder, matter.level)
    if step is None:
        raise TopLevel(number=matter.number)
    return step


def call_upwards(
    tx: Tx, *, council: int, number: int, by: Member, reason: str, to: Level | None = None, now: datetime
) -> Reply:
    """Call the next level, with a reason: by the head alone, or by enough of the proposer and supporters.

    `to` skips levels, which only the head may. Raises what `check_can_call` does, NotAbove, SkipsLevels.
    """
    matter, its_council = get_matter(tx, council, number), members.get_council(tx, council)
    check_can_call(tx, matter, by, now)
    words, _ = clean_text(reason, REASON_LIMIT)
    step = _next(its_council, matter)
    is_head = Role.HEAD in by.roles
    if to is not None and to is not step.level:
        if not is_head:
            raise SkipsLevels
        if to <= matter.level or to not in {each.level for each in escalation_ladder.steps(its_council.ladder)}:
            raise NotAbove(number=number)
        step = escalation_ladder.step_of(its_council.ladder, to)
    if not is_head and len(matter.callers) + 1 < its_council.limits.callers:
        return _call(tx, its_council, matter, by, words, now=now)
    escalate(tx, its_council, matter, step, Act.WHISTLE, by=by, text=words, now=now)
    return Reply("did_whistle", {"number": number})


def _call(tx: Tx, council: Council, matter: Matter, by: Member, words: str, *, now: datetime) -> Reply:
    """Count a caller when more are needed to escalate; the first call is announced in the group."""
    callers = (*matter.callers, by.person)
    entry = Entry(at=now, what=Act.CALL, person=by.person, text=words)
    called = transition(matter, Act.CALL, entry=entry, callers=callers)
    save(tx, called, Act.CALL, by=by, now=now, news=not matter.callers)
    counted: Values = {"number": matter.number, "total": len(callers), "wanted": council.limits.callers}
    return Reply("did_call_too" if matter.callers else "did_call", counted)


def escalate(
    tx: Tx,
    council: Council,
    matter: Matter,
    step: LadderStep,
    act: Act,
    *,
    by: Member | None,
    text: str = "",
    now: datetime,
) -> Matter:
    """Assign a matter to the person on duty on a higher level, with that level's time from today.

    Where the level belongs to a parent council, the matter is sent up to it. With nobody on duty it is assigned to the
    office by its name, and the officers report for it.
    """
    office = parent_matters.find_office(tx, council, matter, step.level)
    known = {} if office else members.members_of(tx, council.number, [step.person])
    on_duty = next((each for each in known.values() if each.present), None)
    last = escalation_ladder.last_day(council.limits, step.level, day_now(council, now), holidays())
    handed = replace(
        matter,
        level=step.level,
        assignment=Assignment(
            handler=on_duty.person if on_duty else None,
            handler_name=office.name if office else "" if on_duty else step.person_name,
            due=last.day,
            due_known=last.known,
            acknowledged=False,
            escalated_unsigned=act == Act.UNACKNOWLEDGED,
        ),
        callers=(),
        result=None,
        verified=None,
    )
    entry = Entry(
        at=now,
        what=act,
        person=by.person if by else None,
        text=text,
        climbed=(matter.level, step.level),
        given=handed.assignment,
        taken=matter.assignment if matter.assignment.is_given else None,
    )
    risen = transition(handed, act, entry=entry)
    if handed.assignment.is_given:
        told = {matter.assignment.handler} - {handed.assignment.handler, entry.person}
        assignments.notify_persons(tx, risen, told, "matter.taken", now=now, entry=len(matter.timeline))
    if office:
        assignments.cancel_deadlines(tx, risen)  # its clocks run there
    else:
        assignments.start_deadlines(tx, council, risen, by_clock=act in BY_CLOCK, now=now)
    save(tx, risen, act, by=by, now=now, facts={"from": matter.level, "to": step.level})
    if office and not risen.above:
        parent_matters.send_to_parent(tx, council, office, risen, now=now)
    return risen


def next_level(tx: Tx, council: Council, matter: Matter) -> LadderStep | None:
    """Return the level to which the clock escalates a matter; None at the top, or with nobody on duty and no parent."""
    step = escalation_ladder.level_above(council.ladder, matter.level)
    if step and (
        escalation_ladder.is_staffed(council.ladder) or parent_matters.find_office(tx, council, matter, step.level)
    ):
        return step
    return None


def escalate_unacknowledged(tx: Tx, row: Job, now: datetime) -> None:
    """Escalate a matter that its handler has not acknowledged in time, once."""
    matter = get_matter(tx, row.params.council, row.params.matter)
    council = members.get_council(tx, matter.council)
    step = next_level(tx, council, matter)
    if (
        matter.state is State.DISPATCHED
        and step
        and not (matter.assignment.escalated_unsigned or matter.assignment.paused)
    ):
        escalate(tx, council, matter, step, Act.UNACKNOWLEDGED, by=None, now=now)

"""A matter's life under everything that people may try, in any order: what the table promises always holds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.councils.council import Account
from bot.domain.councils.permissions import is_allowed
from bot.domain.hierarchy.escalation_ladder import LadderStep, Level, Limits
from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Feedback, Matter
from bot.domain.matters.state import ENDED, LOOKING_BACK, State
from bot.domain.shared.audit_log import AuditEntry
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.incoming_message import Attachment
from bot.services.hierarchy import escalation
from bot.services.matters import (
    archives,
    assignments,
    classification,
    procedures,
    progress,
    publications,
    resolutions,
    triage,
    verification,
)
from bot.services.meetings import sessions
from tests import builders, cast
from tests.effort import examples
from tests.services.hall import Hall

Use = Callable[..., Any]
WHY = {"reason": "说不清楚"}
TEXT = {"text": "就这么办"}
PHOTO = Attachment("photo", "p1")
KINDS = [kind.value for kind in Kind]
RIGHTS = {"shown": "done", **dict.fromkeys(KINDS, "kind")}  # the act that the table of permissions speaks of
TRIED: dict[str, tuple[Use, dict[str, Any]]] = {
    "accept": (triage.accept_matter, {}),
    "reject": (triage.reject_matter, WHY),
    "withdraw": (triage.withdraw_matter, {}),
    "restore": (triage.restore_matter, {}),
    "agenda": (triage.put_one_on_agenda, {}),
    "defer": (triage.defer_matter, WHY),
    "refer": (triage.refer_matter, WHY),
    "stage": (procedures.record_stage, TEXT),
    "resolve": (resolutions.resolve_matter, TEXT),
    "publish": (publications.publish_decision, {}),
    "object": (publications.object_to, TEXT),
    "reply": (publications.answer_objection, TEXT),
    "assign": (assignments.assign_matter, {}),
    "ack": (assignments.acknowledge, {}),
    "return": (assignments.return_matter, WHY),
    "long_run": (assignments.start_long_run, WHY),
    "whistle": (escalation.call_upwards, WHY),
    "pause": (assignments.pause_clock, WHY),
    "resume": (assignments.resume_clock, {}),
    "progress": (progress.report_progress, TEXT),
    "done": (progress.report_done, TEXT),
    "shown": (progress.report_done, {"attachments": (PHOTO,), **TEXT}),
    "opinion": (sessions.record_opinion, TEXT),
    **{kind: (classification.set_kind, {"kind": kind}) for kind in KINDS},
    "yes": (verification.record_feedback, {"answer": Answer.YES}),
    "no": (verification.record_feedback, {"answer": Answer.NO, "reason": "还是不亮"}),
    "reopen": (verification.reopen_matter, WHY),
    "archive": (archives.archive_matter, {}),
}
PEOPLE = (cast.HEAD, cast.CLERK, cast.HANDLER, cast.RESIDENT, cast.NEIGHBOUR)
STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(TRIED)), st.sampled_from(PEOPLE)),
    st.tuples(st.just("time"), st.sampled_from((1, 8, 31))),
)
# A way to the end that chance alone seldom takes: the rest is tried from anywhere on it.
USUAL = ("accept", "agenda", "resolve", "publish", "assign", "ack", "opinion", "shown", "yes", "archive")


def hall(procedure: str, kind: Kind) -> Hall:
    """A council with one matter."""
    made = Hall()
    made.do(builders.council)
    for account in PEOPLE:
        made.by(account)
    made.propose(procedure=procedure, kind=kind)
    street = LadderStep(level=Level.STREET, person=made.by(cast.CLERK).person)
    made.do(lambda tx: tx.put(replace(made.council(), ladder=(street,), limits=Limits(callers=1))))
    return made


def attempt(made: Hall, act: str, who: Account) -> bool:
    """Try something; gives whether it was done."""
    use, wishes = TRIED[act]
    if act == Act.ASSIGN:
        wishes = {"handler": made.by(cast.HANDLER), "day": made.now.date() + timedelta(days=2)}
    try:
        made.at(use, council=1, number=1, by=made.by(who), **wishes)
    except CouncilError:
        return False
    return True


def replayed(lines: Sequence[AuditEntry]) -> State:
    """The state that the record tells of."""
    state = State.SUBMITTED
    for line in lines:
        if line.matter == 1 and line.what in ACTS and (spec := ACTS[Act(line.what)]).start:
            assert state in spec.start or line.what == Act.OPINION, f"{line.what} from {state}"
            state = spec.end or state
    return state


def permitted(before: Matter, made: Hall, act: str, who: Account) -> bool:
    """Whether the table of permissions, or having been asked, lets somebody do it."""
    member = made.by(who)
    if act in {"yes", "no"}:
        return member.person in before.asked
    if act == Act.REOPEN and member.person in before.asked:
        return True
    if act == Act.RESTORE:
        act = Act.REJECT if before.state is State.REJECTED else Act.WITHDRAW
    supports = member.person in before.proposers
    return is_allowed(
        Act(RIGHTS.get(act, act)),
        member,
        proposers=before.proposers,
        in_charge=before.assignment.handler,
        supports=supports,
    )


def check_kind(before: Matter, after: Matter) -> None:
    """See that a hazard has its day and its photo, and a formal proposal its note."""
    hazard, proposal = (after.kind is kind for kind in (Kind.HAZARD, Kind.PROPOSAL))
    assert not (hazard and after.state is State.LONG_RUN)
    assert not (hazard and after.state in {State.DISPATCHED, State.IN_PROGRESS} and after.assignment.due is None)
    if after.state is State.DONE and before.state is not State.DONE:
        assert not hazard or after.timeline[-1].attachments == (PHOTO,)
        assert not proposal or any(entry.what == Act.OPINION for entry in after.timeline)


WORK = ("resolve", "assign", "progress", "long_run", "return", "opinion", "done", "shown", "reopen", *KINDS)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from(WORK), max_size=12), st.sampled_from(Kind))
def test_whatever_kind_it_is(acts: list[str], kind: Kind) -> None:
    """Whatever an officer tries with a matter at work, and whatever kind it becomes, each kind keeps its promise."""
    made = hall("council", kind)
    for act in ("accept", "agenda", "resolve", *acts):
        before = made.matter()
        attempt(made, act, cast.CLERK)
        check_kind(before, made.matter())


@settings(max_examples=examples(250), deadline=None)
@given(
    st.integers(0, len(USUAL)),
    st.lists(STEPS, max_size=25),
    st.sampled_from(("council", "four_two", "simple")),
    st.sampled_from(Kind),
)
def test_whatever_is_tried(usual: int, steps: list[tuple[str, Any]], procedure: str, kind: Kind) -> None:
    """Nobody moves a matter whom the tables do not let, nothing is closed unasked, and the record tells the same."""
    made = hall(procedure, kind)
    states = [State.SUBMITTED]
    for act in USUAL[:usual]:
        attempt(made, act, cast.RESIDENT if act == "yes" else cast.CLERK)
        if act == Act.PUBLISH:
            made.pass_time(timedelta(days=25))
        states.append(made.matter().state)
    for act, who in steps:
        before = made.matter()
        if act == "time":
            made.pass_time(timedelta(days=who))
        elif attempt(made, act, who):
            assert permitted(before, made, act, who), f"{who.name} did {act}"
        else:
            assert made.matter() == before
        check_kind(before, made.matter())
        states.append(made.matter().state)
    for old, new in pairwise(states):
        assert new is old or new not in ENDED or old in LOOKING_BACK
    matter = made.matter()
    if matter.state in ENDED | {State.ARCHIVED}:
        answered = made.tx().count(Feedback, "matter", 1, 1, matter.reopened)
        assert matter.asked
        assert matter.verified is (answered > 0)
    assert replayed(made.lines) is matter.state
    assert made.verify() == []

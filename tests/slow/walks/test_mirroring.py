"""Three councils, one under the other, under everything that people may try about one matter, in any order."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.councils.council import Account
from bot.domain.councils.counter import Numbered
from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Matter
from bot.domain.matters.state import AT_WORK, ENDED, LOOKING_BACK, State
from bot.domain.shared.errors import CouncilError
from bot.services.councils import councils
from bot.services.hierarchy import escalation, parent_matters
from bot.services.matters import (
    archives,
    assignments,
    classification,
    progress,
    publications,
    resolutions,
    verification,
)
from bot.services.meetings import sessions
from tests import cast
from tests.effort import examples
from tests.services.hall import OTHER_HEAD, Hall
from tests.services.hierarchy.three_councils import (
    CHATS,
    DEPARTMENT,
    HEADS,
    OFFICER,
    PHOTO,
    STREET,
    TOP,
    WHY,
    hand_over,
    prepared,
    whistles,
)

ALLOWED = {
    **{state: {state} for state in AT_WORK | ENDED | {State.ARCHIVED}},
    **{state: {State.DONE} for state in LOOKING_BACK},
}
TRIED: dict[str, tuple[Any, dict[str, Any]]] = {
    "ack": (assignments.acknowledge, {}),
    "return": (parent_matters.return_to_child, {"reason": WHY}),
    "progress": (progress.report_progress, {"text": "好"}),
    "done": (progress.report_done, {"text": "好"}),
    "long_run": (assignments.start_long_run, {"reason": WHY}),
    "pause": (assignments.pause_clock, {"reason": WHY}),
    "resume": (assignments.resume_clock, {}),
    "whistle": (escalation.call_upwards, {"reason": WHY}),
    "resolve": (resolutions.resolve_matter, {"text": "换新灯"}),
    "publish": (publications.publish_decision, {}),
    "yes": (verification.record_feedback, {"answer": Answer.YES}),
    "no": (verification.record_feedback, {"answer": Answer.NO, "reason": WHY}),
    "reopen": (verification.reopen_matter, {"reason": WHY}),
    "archive": (archives.archive_matter, {}),
    "shown": (progress.report_done, {"text": "好", "attachments": (PHOTO,)}),
    **{kind: (classification.set_kind, {"kind": kind}) for kind in Kind},
    "opinion": (sessions.record_opinion, {"text": "大家都说好"}),
    "assign": (assignments.assign_matter, {}),
}
WHO = {1: (cast.HEAD, cast.RESIDENT), STREET: (OTHER_HEAD, OFFICER), DEPARTMENT: (TOP,)}
STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(TRIED)), st.sampled_from([(c, by) for c, every in WHO.items() for by in every])),
    st.tuples(st.just("time"), st.sampled_from((1, 8, 31))),
    st.tuples(st.just("bot"), st.sampled_from(sorted(CHATS))),
)


# A way to the top and to the end that chance alone seldom takes: the rest is tried from anywhere on it.
USUAL: tuple[tuple[str, Any], ...] = (
    ("ack", (STREET, OFFICER)),
    ("done", (STREET, OFFICER)),
    ("no", (1, cast.RESIDENT)),
    ("done", (STREET, OFFICER)),
    ("no", (1, cast.RESIDENT)),
    ("ack", (DEPARTMENT, TOP)),
    ("done", (DEPARTMENT, TOP)),
    ("opinion", (1, cast.HEAD)),
    ("yes", (1, cast.RESIDENT)),
    ("time", 31),
    ("archive", (1, cast.HEAD)),
)


def attempt(hall: Hall, act: str, council: int, by: Account) -> None:
    """Try something about the newest matter there."""
    use, wishes = TRIED[act]
    number = hall.last_number(Numbered.MATTER, council)
    if act == Act.ASSIGN:
        wishes = {"handler": hall.by(HEADS[council], council), "day": hall.now.date() + timedelta(days=2)}
    if number:
        try:
            hall.at(use, council=council, number=number, by=hall.by(by, council), **wishes)
        except CouncilError:
            return


def step(hall: Hall, act: str, who: Any) -> None:
    """Take one step of the walk: days pass, the bot leaves or joins a group, or a person tries an act."""
    if act == "time":
        hall.pass_time(timedelta(days=who))
    elif act == "bot":
        hall.do(
            councils.mark_bot_absent if hall.council(who).present else councils.mark_bot_present,
            chat=CHATS[who],
            now=hall.now,
        )
    else:
        attempt(hall, act, *who)


def check_pairs(hall: Hall) -> None:
    """See that no two that belong together say different things, and that an ended one is left alone."""
    every = {matter.key: matter for matter in hall.every(Matter)}
    for matter in every.values():
        if matter.above:
            mirror = every[matter.above]
            assert mirror.below == matter.key
            assert mirror.state in ALLOWED[matter.state]
            assert (mirror.level, mirror.assignment.due, mirror.assignment.paused) == (
                matter.level,
                matter.assignment.due,
                matter.assignment.paused,
            )
            assert mirror.verified == matter.verified
        if matter.below and every[matter.below].above != matter.key:
            assert matter.state is State.RETURNED
    waiting = {row.about for act in ("overdue", "unacknowledged") for row in hall.waits(act)}
    assert not any(matter.above and f"matter/{matter.key}" in waiting for matter in every.values())


def replayed(hall: Hall) -> dict[str, State]:
    """The states that the record tells of."""
    states: dict[str, State] = {}
    for line in hall.lines:
        if line.matter and line.what in ACTS:
            before, spec = states.get(f"{line.council}/{line.matter}", State.SUBMITTED), ACTS[Act(line.what)]
            assert before in spec.start or line.what in {Act.SUBMIT, Act.OPINION}, line
            states[f"{line.council}/{line.matter}"] = spec.end or before
    return states


@settings(max_examples=examples(120), deadline=None)
@given(st.integers(0, len(USUAL)), st.lists(STEPS, max_size=20), st.sampled_from(Kind))
def test_whatever_is_tried(usual: int, steps: list[tuple[str, Any]], kind: Kind) -> None:
    """Whatever the three councils do in whatever order: what they say of one matter never differs."""
    hall = prepared()
    hand_over(hall, kind=kind)
    whistles(hall)
    for act, who in (*USUAL[:usual], *steps):
        step(hall, act, who)
        check_pairs(hall)
    assert hall.verify() == []
    assert replayed(hall) == {matter.key: matter.state for matter in hall.every(Matter)}


def test_the_usual_way_leads_to_the_end() -> None:
    """The way from which everything is tried goes through all three councils until it is filed."""
    hall = prepared()
    hand_over(hall)
    whistles(hall)
    states = []
    for act, who in USUAL:
        step(hall, act, who)
        states.append(hall.matter().state)
    assert states[4] is State.DISPATCHED
    assert {hall.matter(1, council).state for council in CHATS} == {State.ARCHIVED}

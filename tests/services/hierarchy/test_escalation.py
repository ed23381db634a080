"""A matter goes up the ladder: by the head, by those behind it, by the clock, one level at a time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.hierarchy.errors import CalledAlready, NotAbove, SkipsLevels, TopLevel, UpTheLadder
from bot.domain.hierarchy.escalation_ladder import LadderStep, Level, Limits
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NotPaused, Paused, ReturnedOnce, StagesMissing
from bot.domain.matters.matter import Answer
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.messages import registry
from bot.ports import Card
from bot.services.councils import roles
from bot.services.hierarchy import escalation
from bot.services.matters import assignments, progress, verification
from bot.services.shared import dispatch
from handlers.telegram.features import FEATURES
from tests import cast
from tests.cast import private
from tests.services.hall import Hall
from tests.services.matters.test_assignments import assign

STREET = LadderStep(level=Level.STREET, person_name="刘主任")


def set_up(hall: Hall, **changes: Any) -> None:
    """Change what is set in the council."""
    hall.do(lambda tx: tx.put(replace(hall.council(), **changes)))


@pytest.fixture
def handed(hall: Hall) -> Hall:
    """A matter with two supporters that was handed to the handler on a Monday, where somebody is on duty above."""
    community = LadderStep(level=Level.COMMUNITY, person=hall.by(cast.STRANGER).person)
    set_up(hall, ladder=(community, STREET), limits=Limits(callers=2))
    hall.stand(State.RESOLVED, resolution="装灯")
    hall.support(1, cast.NEIGHBOUR, cast.CAPTAIN)
    assign(hall)
    hall.deliver()
    return hall


def whistle(hall: Hall, by: Any, **wishes: Any) -> str:
    """Somebody blows the whistle; give the key of the answer."""
    wishes.setdefault("reason", "一个月没有动静")
    return str(hall.at(escalation.call_upwards, council=1, number=1, by=hall.by(by), **wishes).key)


def test_the_head_blows_the_whistle(handed: Hall) -> None:
    """The next level is called with the reason: who is on duty has it for that level's days; who had it is told."""
    handed.opens_private_chat(cast.STRANGER, cast.HANDLER)
    assert whistle(handed, cast.HEAD) == "did_whistle"
    assert [each.chat for each in handed.told("matter.taken")] == [private(cast.HANDLER)]
    matter = handed.matter()
    assert (matter.state, matter.level, matter.assignment.handler) == (
        State.DISPATCHED,
        Level.COMMUNITY,
        handed.member(cast.STRANGER).person,
    )
    assert (matter.assignment.due, matter.assignment.acknowledged) == (date(2026, 3, 9), False)
    assert matter.timeline[-1].climbed == (Level.COUNCIL, Level.COMMUNITY)
    assert [each.chat for each in handed.told("matter.yours")] == [private(cast.STRANGER)]
    assert (handed.news(), handed.last.facts) == (["whistle"], {"from": 1, "to": 2})
    assert len(handed.waits("overdue")) == len(handed.waits("unacknowledged")) == 1


def test_step_by_step(handed: Hall) -> None:
    """Each whistle is one level, up to the highest, and the timeline tells each step."""
    for _ in range(3):
        whistle(handed, cast.HEAD)
    climbed = [entry.climbed for entry in handed.matter().timeline if entry.what == Act.WHISTLE]
    assert climbed == [(Level(low), Level(low + 1)) for low in (1, 2, 3)]
    handed.refuses(TopLevel, escalation.call_upwards, council=1, number=1, by=handed.by(cast.HEAD), reason="还不行")


def test_an_office_without_anybody_on_duty(handed: Hall) -> None:
    """A matter can be sent up to an office by its name alone; an officer may then hand it to somebody."""
    for _ in range(3):
        whistle(handed, cast.HEAD)
    matter = handed.matter()
    assert (matter.level, matter.assignment.handler, matter.assignment.handler_name) == (Level.DEPARTMENT, None, "")
    assign(handed)
    assert (handed.matter().level, handed.matter().assignment.handler) == (
        Level.DEPARTMENT,
        handed.member(cast.HANDLER).person,
    )


def test_only_the_head_skips_a_level(handed: Hall) -> None:
    """The head may go to a level further up; for others it goes step by step, and never down."""
    wishes = {"council": 1, "number": 1, "reason": "社区管不了"}
    handed.refuses(SkipsLevels, escalation.call_upwards, **wishes, by=handed.by(cast.RESIDENT), to=Level.STREET)
    handed.refuses(NotAbove, escalation.call_upwards, **wishes, by=handed.by(cast.HEAD), to=Level.BUILDING)
    assert whistle(handed, cast.HEAD, to=Level.STREET) == "did_whistle"
    assert (handed.matter().level, handed.matter().assignment.handler_name) == (Level.STREET, "刘主任")


def test_those_behind_it_blow_together(handed: Hall) -> None:
    """The proposer and supporters, as many as the council asks for, send it up; each counts once, the first is told."""
    assert whistle(handed, cast.RESIDENT) == "did_call"
    assert handed.news() == [Act.CALL]
    handed.deliver()
    again = {"council": 1, "number": 1, "by": handed.by(cast.RESIDENT), "reason": "还是没有动静"}
    handed.refuses(CalledAlready, escalation.call_upwards, **again)
    assert whistle(handed, cast.NEIGHBOUR) == "did_whistle"
    assert (handed.matter().level, handed.matter().callers) == (Level.COMMUNITY, ())
    assert handed.news() == [Act.WHISTLE]
    assert whistle(handed, cast.CAPTAIN) == "did_call"


def test_who_may_not(handed: Hall) -> None:
    """Who neither heads the council nor stands behind the matter is told who may, by button and by words."""
    by = handed.by(cast.HANDLER)
    refused = handed.refuses(NotAllowed, escalation.call_upwards, council=1, number=1, by=by, reason="我不想办")
    assert refused.params["who"] == "head,supporter"
    with pytest.raises(NotAllowed):
        handed.tap(dispatch.ask_for_words, Intent(Act.WHISTLE, 1, 1), cast.HANDLER, act=Act.WHISTLE, ask=Act.WHISTLE)
    handed.tap(dispatch.ask_for_words, Intent(Act.WHISTLE, 1, 1), cast.NEIGHBOUR, act=Act.WHISTLE, ask=Act.WHISTLE)
    assert [each.params.ask for each in handed.told("ask")] == ["whistle"]


def test_not_taken_in_time(handed: Hall) -> None:
    """What nobody acknowledges within a working day goes up once, and the group is told."""
    handed.pass_time(timedelta(days=2))
    matter = handed.matter()
    assert (matter.level, matter.assignment.escalated_unsigned, handed.news()) == (
        Level.COMMUNITY,
        True,
        ["unacknowledged"],
    )
    handed.deliver()
    handed.pass_time(timedelta(days=3))
    assert (handed.matter().level, handed.news()) == (Level.COMMUNITY, [])


def test_taken_in_time(handed: Hall) -> None:
    """What is acknowledged in time stays where it is; so does what is reported on at once."""
    handed.at(assignments.acknowledge, council=1, number=1, by=handed.by(cast.HANDLER))
    assert handed.waits("unacknowledged") == []
    handed.pass_time(timedelta(days=3))
    assert handed.matter().level is Level.COUNCIL


def test_late(handed: Hall) -> None:
    """What is not done by its day goes up a level each time a day is over, to the highest, and is late only there."""
    handed.at(progress.report_progress, council=1, number=1, by=handed.by(cast.HANDLER), text="在办")
    levels = []
    for _ in range(6):
        handed.pass_time(timedelta(days=25))
        if handed.matter().state is State.DISPATCHED:
            handed.at(assignments.acknowledge, council=1, number=1, by=handed.by(cast.CLERK))
        levels.append(handed.matter().level)
    assert levels == [Level.COMMUNITY, Level.STREET, *[Level.DEPARTMENT] * 4]
    assert handed.matter().assignment.overdue
    assert [entry.what for entry in handed.matter().timeline if entry.climbed] == ["escalate"] * 3


def test_without_anybody_on_duty_the_clock_sends_nothing_up(hall: Hall) -> None:
    """A council that has set no ladder is told that a matter is late, as ever, and nothing goes up by itself."""
    hall.stand(State.RESOLVED, resolution="装灯")
    assign(hall)
    hall.deliver()
    hall.pass_time(timedelta(days=8))
    assert (hall.matter().level, hall.matter().assignment.overdue, hall.news()) == (Level.COUNCIL, True, ["overdue"])


def test_given_back_a_level(handed: Hall) -> None:
    """What was sent up wrongly comes down a level with the reason, once."""
    whistle(handed, cast.HEAD)
    wishes = {"council": 1, "number": 1, "by": handed.by(cast.STRANGER), "reason": "这是楼里的事"}
    handed.at(assignments.return_matter, **wishes)
    matter = handed.matter()
    assert (matter.state, matter.level, matter.assignment.handler) == (State.RESOLVED, Level.COUNCIL, None)
    assert handed.waits("overdue") == handed.waits("unacknowledged") == []
    whistle(handed, cast.HEAD)
    handed.refuses(ReturnedOnce, assignments.return_matter, **wishes)


def discontent(hall: Hall) -> None:
    """It is reported done, and the proposer says that it is not."""
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.CLERK), text="装好了")
    wishes = {"council": 1, "number": 1, "answer": Answer.NO, "reason": "还是不亮"}
    hall.at(verification.record_feedback, by=hall.by(cast.RESIDENT), **wishes)


def test_the_second_time_it_is_the_next_level(handed: Hall) -> None:
    """Who says the first time that it is not solved sends it back to its handler, the second time a level up."""
    discontent(handed)
    assert (handed.matter().state, handed.matter().level) == (State.IN_PROGRESS, Level.COUNCIL)
    discontent(handed)
    assert (handed.matter().state, handed.matter().level) == (State.DISPATCHED, Level.COMMUNITY)
    assert handed.matter().timeline[-1].what == Act.REOPEN_ABOVE
    assert handed.waits("look_back_over") == []


def test_nobody_is_handed_a_matter_over_the_heads_of_others(handed: Hall) -> None:
    """Who is on duty above is called with a reason; who is on duty below takes it there."""
    wishes = {"council": 1, "number": 1, "by": handed.by(cast.CLERK), "day": date(2026, 3, 9)}
    handed.refuses(UpTheLadder, assignments.assign_matter, handler=handed.by(cast.STRANGER), **wishes)
    set_up(handed, ladder=(LadderStep(level=Level.COMMUNITY, person_name="李书记"), STREET))
    handed.refuses(UpTheLadder, assignments.assign_matter, handler="李书记", **wishes)
    captain = handed.by(cast.CAPTAIN)
    set_up(handed, ladder=(LadderStep(level=Level.BUILDING, person=captain.person), STREET))
    handed.at(assignments.assign_matter, handler=captain, **wishes)
    assert handed.matter().level is Level.BUILDING
    whistle(handed, cast.HEAD)
    assert handed.matter().level is Level.COUNCIL


def test_a_pause_has_a_reason_and_moves_the_day(handed: Hall) -> None:
    """While a clock rests nothing is late and nothing goes up; then the last day moves by as long as it rested."""
    pause = {"council": 1, "number": 1, "by": handed.by(cast.CLERK), "reason": "等配件"}
    handed.refuses(NotPaused, assignments.resume_clock, council=1, number=1, by=handed.by(cast.CLERK))
    handed.at(assignments.pause_clock, **pause)
    assert handed.news() == [Act.PAUSE]
    handed.refuses(Paused, assignments.pause_clock, **pause)
    handed.deliver()
    handed.pass_time(timedelta(days=10))
    assert (handed.matter().state, handed.matter().level, handed.news()) == (State.DISPATCHED, Level.COUNCIL, [])
    handed.at(assignments.resume_clock, council=1, number=1, by=handed.by(cast.CLERK))
    assert (handed.matter().assignment.due, handed.matter().assignment.paused) == (date(2026, 3, 17), None)
    assert len(handed.waits("overdue")) == len(handed.waits("unacknowledged")) == 1
    handed.refuses(NotAllowed, assignments.pause_clock, **{**pause, "by": handed.by(cast.HANDLER)})


def test_somebody_on_duty_who_left(handed: Hall) -> None:
    """Who left is called no more: the office stands there by its name."""
    handed.at(roles.mark_left, chat=cast.GROUP, who=cast.STRANGER)
    whistle(handed, cast.HEAD)
    assert (handed.matter().assignment.handler, handed.matter().assignment.handler_name) == (None, "")


def test_the_stages_come_first(hall: Hall) -> None:
    """What a procedure has not let through is not sent up either."""
    hall.stand(State.RESOLVED, procedure="four_two")
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.HEAD), "reason": "等不及了"}
    hall.refuses(StagesMissing, escalation.call_upwards, **wishes)


@pytest.mark.parametrize(("month", "known"), [(3, True), (12, False)])
def test_a_day_that_may_still_move(handed: Hall, month: int, known: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """A last day in a year whose holidays are not published yet may still move; the news and the card say so."""
    handed.now = handed.now.replace(month=month, day=30)
    whistle(handed, cast.HEAD)
    assert handed.matter().assignment.due_known is known
    drawn = [
        handed.do(registry.draw, each, handed.now, FEATURES)
        for each in handed.told("matter.news") + handed.told("matter.card")
    ]
    assert [("还没公布" in str(card.text)) for card in drawn if isinstance(card, Card)] == [not known] * 2
    handed.at(
        assignments.assign_matter, council=1, number=1, by=handed.by(cast.CLERK), handler="王师傅", day=date(2027, 1, 8)
    )
    assert handed.matter().assignment.due_known

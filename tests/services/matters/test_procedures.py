"""Procedures: what a matter goes through before its resolution is posted and handed over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoStage, StageLacks, StagesMissing, WrongState
from bot.domain.matters.matter import Answer, Entry
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import BadPeriod, NotAllowed, OldButton
from bot.services.councils import councils
from bot.services.matters import assignment_dialog, assignments, procedures, progress, publications, verification
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

HELD = (
    "同意修路",
    "签字：党支部、村委会 同意修路",
    "应到30 实到20 同意15",
    "应到30 实到20 同意11",
)


def choose(hall: Hall, code: str, by: Any = cast.HEAD) -> None:
    """Somebody chooses the council's procedure."""
    hall.tap(councils.choose_procedure, Intent("procedure", 1, 0, code), by)


def stage(hall: Hall, text: str) -> None:
    """The clerk records the next stage."""
    hall.at(procedures.record_stage, council=1, number=1, by=hall.by(cast.CLERK), text=text)


@pytest.fixture
def strict(hall: Hall) -> Hall:
    """A resolution in a council that goes by 四议两公开."""
    choose(hall, "four_two")
    hall.stand(State.RESOLVED, resolution="修路")
    return hall


def publish(hall: Hall) -> None:
    """The clerk posts the resolution."""
    hall.at(publications.publish_decision, council=1, number=1, by=hall.by(cast.CLERK))


def test_new_matters_alone(hall: Hall) -> None:
    """The head chooses for matters from now on; those that run keep theirs."""
    hall.propose("路灯坏了")
    choose(hall, "simple")
    hall.propose("大门要修")
    assert [hall.matter(number).procedure for number in (1, 2)] == ["council", "simple"]
    with pytest.raises(NotAllowed):
        choose(hall, "four_two", cast.CLERK)
    with pytest.raises(OldButton):
        choose(hall, "none")


def test_posted_after_every_stage(strict: Hall) -> None:
    """Posting is refused, and says what is missing, until every stage was held."""
    names = ["branch", "committees", "party_members", "assembly"]
    for place, text in enumerate(HELD):
        with pytest.raises(StagesMissing) as refused:
            publish(strict)
        assert refused.value.params["missing"] == ",".join(names[place:])
        stage(strict, text)
    publish(strict)
    assert strict.matter().state is State.PUBLICIZED
    assert [each.stage for each in strict.matter().stages] == names


def test_handed_over_after_the_posting(strict: Hall) -> None:
    """Nothing is handed over before the resolution was posted for its days; seven are not enough here."""
    for text in HELD:
        stage(strict, text)
    with pytest.raises(StagesMissing) as refused:
        hand_over(strict)
    assert refused.value.params["missing"] == "publication"
    with pytest.raises(BadPeriod):
        strict.at(publications.publish_decision, council=1, number=1, by=strict.by(cast.CLERK), text="7")
    publish(strict)
    strict.pass_time(timedelta(days=25))
    hand_over(strict)
    assert strict.matter().state is State.DISPATCHED


def hand_over(hall: Hall) -> None:
    """The clerk hands it over."""
    wishes = {"handler": hall.by(cast.HANDLER), "day": hall.now.date() + timedelta(days=30)}
    hall.at(assignments.assign_matter, council=1, number=1, by=hall.by(cast.CLERK), **wishes)


@pytest.mark.parametrize("use", [progress.report_progress, progress.report_done])
def test_no_way_round(strict: Hall, use: Any) -> None:
    """Work is not reported on what may not be handed over yet."""
    strict.refuses(StagesMissing, use, council=1, number=1, by=strict.by(cast.CLERK), text="修好了")


def test_closed_after_the_result_was_posted(hall: Hall) -> None:
    """Where the result must be posted, nothing is closed before it was, whoever is content."""
    hall.stand(State.IN_PROGRESS, procedure="four_two")
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.CLERK), text="修好了")
    hall.at(verification.record_feedback, council=1, number=1, by=hall.by(cast.RESIDENT), answer=Answer.YES)
    hall.pass_time(timedelta(days=30))
    assert hall.matter().state is State.DONE
    publish(hall)
    hall.pass_time(timedelta(days=25))
    assert hall.matter().state is State.CLOSED


@pytest.mark.parametrize(
    ("before", "text", "lacks"),
    [
        (0, "签字：党支部", "opinion"),
        (1, "签字：党支部 同意修路", "parties"),
        (2, "大家都同意", "count"),
        (2, "应到30 实到19 同意15", "present"),
        (2, "应到30 实到20 同意14", "agree"),
        (3, "应到30 实到20 同意10", "agree"),
        (3, "应到30 实到20 同意21", "agree"),
    ],
)
def test_what_a_stage_asks_for(strict: Hall, before: int, text: str, lacks: str) -> None:
    """A stage without what it asks for is not recorded, and says what it lacks."""
    for held in HELD[:before]:
        stage(strict, held)
    wishes = {"council": 1, "number": 1, "by": strict.by(cast.CLERK), "text": text}
    assert strict.refuses(StageLacks, procedures.record_stage, **wishes).params["lacks"] == lacks


def test_no_more_stages(strict: Hall) -> None:
    """After the last there is nothing to record, nor where the procedure asks for nothing."""
    for text in HELD:
        stage(strict, text)
    with pytest.raises(NoStage):
        stage(strict, "同意修路")


def test_time_and_vote(hall: Hall) -> None:
    """一征三议两公开: a week of opinions, then the stages, then a formal vote that passed."""
    choose(hall, "one_three_two")
    hall.stand(State.RESOLVED)
    with pytest.raises(StagesMissing) as early:
        stage(hall, "居民小组提议")
    assert early.value.params["missing"] == "collect"
    hall.now += timedelta(days=7)
    stage(hall, "居民小组提议")
    stage(hall, "签字：社区党组织、居委会、业委会、物业 都同意")
    with pytest.raises(StagesMissing) as unvoted:
        stage(hall, "大家同意")
    assert unvoted.value.params["missing"] == "ballot"
    decided = (*hall.matter().timeline, Entry(at=hall.now, what=Act.DECIDED, text="1"))
    hall.do(lambda tx: tx.put(replace(hall.matter(), timeline=decided)))
    publish(hall)
    assert hall.matter().state is State.PUBLICIZED


def test_simple(hall: Hall) -> None:
    """简易: what is taken up is handed over without a resolution, and still looked back at."""
    choose(hall, "simple")
    hall.stand(State.ACCEPTED)
    hand_over(hall)
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.HANDLER), text="修好了")
    assert hall.matter().asked


def test_not_handed_over_without_a_resolution(hall: Hall) -> None:
    """A strict procedure knows no short way."""
    hall.stand(State.ACCEPTED, procedure="four_two")
    with pytest.raises(WrongState):
        hand_over(hall)


def test_a_resolution_says_what_is_next(strict: Hall) -> None:
    """Who records a resolution is told what is missing, instead of being asked who shall do it."""
    wishes = {"council": 1, "number": 1, "by": cast.CLERK, "text": "今年修路"}
    strict.at(assignment_dialog.choose_assignment, **wishes, reply_to=back())
    assert strict.notices() == ["resolved_not_yet"]
    assert strict.told("ask") == []

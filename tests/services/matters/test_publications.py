"""Publication: posted for its days, objected to, answered; only then handed over."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoObjection, TooManyObjections, WrongState
from bot.domain.matters.matter import Answer
from bot.domain.matters.state import State
from bot.domain.shared.errors import BadPeriod, NotAllowed
from bot.services.matters import assignments, progress, publications, resolutions, triage, verification
from tests import cast
from tests.services.hall import Hall

MORNING_AFTER = datetime(2026, 5, 7, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


@pytest.fixture
def posted(hall: Hall) -> Hall:
    """A resolution that the clerk posted on 20 April."""
    hall.now = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
    hall.stand(State.RESOLVED, resolution="装灯")
    act(hall, publications.publish_decision, cast.CLERK)
    hall.deliver()
    return hall


def act(hall: Hall, use: object, by: object, **wishes: object) -> None:
    """Somebody does something about the matter."""
    hall.at(use, council=1, number=1, by=hall.by(by), **wishes)  # type: ignore[arg-type]


def test_fifteen_days(posted: Hall) -> None:
    """The day of posting is not counted, and a period that ends on a holiday ends on the next working day (R13)."""
    matter = posted.matter()
    assert matter.state is State.PUBLICIZED
    assert matter.publication is not None
    assert (matter.publication.posted, matter.publication.last) == (date(2026, 4, 20), date(2026, 5, 6))
    assert [row.at for row in posted.waits("publication_over")] == [MORNING_AFTER]


@pytest.mark.parametrize(("text", "days"), [("7", 7), ("内部意见", 7), ("20天", 20), ("", 15)])
def test_how_long(hall: Hall, text: str, days: int) -> None:
    """Opinions that concern the council alone are posted for seven days; the words may say more."""
    hall.stand(State.RESOLVED)
    act(hall, publications.publish_decision, cast.CLERK, text=text)
    publication = hall.matter().publication
    assert publication is not None
    assert publication.days == days


@pytest.mark.parametrize("text", ["3", "61"])
def test_too_short_and_too_long(hall: Hall, text: str) -> None:
    """Less than seven days is none, nor is more than sixty."""
    hall.stand(State.RESOLVED)
    hall.refuses(BadPeriod, publications.publish_decision, council=1, number=1, by=hall.by(cast.CLERK), text=text)


def test_who_may(hall: Hall) -> None:
    """Only officers post, and only a resolution."""
    hall.stand(State.RESOLVED)
    hall.refuses(NotAllowed, publications.publish_decision, council=1, number=1, by=hall.by(cast.RESIDENT))
    hall.propose("大门要修", state=State.ACCEPTED)
    hall.refuses(WrongState, publications.publish_decision, council=1, number=2, by=hall.by(cast.CLERK))


def test_it_ends_once(posted: Hall) -> None:
    """Nobody objects: the morning after, the group is told once that it may be handed over, however late that is."""
    with pytest.raises(WrongState):
        hand_over(posted)
    posted.pass_time(MORNING_AFTER + timedelta(days=3))
    assert posted.matter().state is State.RESOLVED
    assert posted.news() == [Act.PUBLISHED]
    posted.deliver()
    posted.pass_time(timedelta(days=3))
    assert posted.news() == []
    hand_over(posted)
    assert posted.matter().state is State.DISPATCHED


def hand_over(hall: Hall) -> None:
    """The clerk hands the matter over."""
    act(
        hall,
        assignments.assign_matter,
        cast.CLERK,
        handler=hall.by(cast.HANDLER),
        day=hall.now.date() + timedelta(days=5),
    )


def test_objections_are_answered_first(posted: Hall) -> None:
    """An objection is told and answered before anything is handed over, also when the period is over before."""
    act(posted, publications.object_to, cast.NEIGHBOUR, text="应该先修东门")
    assert posted.news() == [Act.OBJECT]
    posted.deliver()
    posted.pass_time(MORNING_AFTER)
    assert posted.matter().state is State.PUBLICIZED
    assert posted.news() == [Act.UNANSWERED]
    posted.deliver()
    act(posted, publications.answer_objection, cast.CLERK, text="东门下个月修")
    assert posted.matter().state is State.RESOLVED
    assert posted.news() == [Act.REPLY, Act.PUBLISHED]
    assert "东门下个月修" in {entry.text for entry in posted.matter().timeline}


def test_answered_in_time(posted: Hall) -> None:
    """Objections are answered in their order, and what is answered early ends with the period."""
    for text in ("应该先修东门", "钱从哪里来"):
        act(posted, publications.object_to, cast.NEIGHBOUR, text=text)
    act(posted, publications.answer_objection, cast.CLERK, text="下个月")
    publication = posted.matter().publication
    assert publication is not None
    assert [each.answer for each in publication.objections] == ["下个月", ""]
    act(posted, publications.answer_objection, cast.CLERK, text="公共收益")
    posted.refuses(
        NoObjection, publications.answer_objection, council=1, number=1, by=posted.by(cast.CLERK), text="好的"
    )
    assert posted.matter().state is State.PUBLICIZED
    posted.pass_time(MORNING_AFTER)
    assert posted.matter().state is State.RESOLVED


def test_too_many_objections(posted: Hall) -> None:
    """Where very many object it is deliberated anew."""
    for number in range(publications.OBJECTIONS):
        act(posted, publications.object_to, cast.NEIGHBOUR, text=f"不同意 {number}")
    wishes = {"council": 1, "number": 1, "by": posted.by(cast.NEIGHBOUR), "text": "不同意"}
    posted.refuses(TooManyObjections, publications.object_to, **wishes)


def test_back_on_the_agenda(posted: Hall) -> None:
    """What is objected to may be deliberated again: nothing ends, and its next resolution is posted anew."""
    act(posted, publications.object_to, cast.NEIGHBOUR, text="应该先修东门")
    act(posted, triage.put_one_on_agenda, cast.CLERK)
    posted.pass_time(MORNING_AFTER)
    assert posted.matter().state is State.AGENDA
    act(posted, resolutions.resolve_matter, cast.CLERK, text="先修东门")
    assert posted.matter().publication is None


def test_the_result_is_posted(hall: Hall) -> None:
    """What was done is posted as well, is answered for meanwhile, and is closed when both are over."""
    hall.stand(State.IN_PROGRESS)
    act(hall, progress.report_done, cast.CLERK, text="装好了")
    act(hall, publications.publish_decision, cast.CLERK)
    assert hall.matter().state is State.RESULT_PUBLIC
    act(hall, verification.record_feedback, cast.RESIDENT, answer=Answer.YES)
    assert hall.matter().state is State.RESULT_PUBLIC
    hall.pass_time(timedelta(days=20))
    assert hall.matter().state is State.CLOSED


def test_discontent_ends_the_posting(hall: Hall) -> None:
    """Discontent reopens what is posted; nothing of the old posting is left."""
    hall.stand(State.IN_PROGRESS)
    act(hall, progress.report_done, cast.CLERK, text="装好了")
    act(hall, publications.publish_decision, cast.CLERK)
    act(hall, verification.reopen_matter, cast.RESIDENT, reason="还是不亮")
    assert (hall.matter().state, hall.matter().result) == (State.IN_PROGRESS, None)
    hall.pass_time(timedelta(days=20))
    assert hall.matter().state is State.IN_PROGRESS

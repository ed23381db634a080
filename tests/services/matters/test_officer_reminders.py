"""The officers are told in private, once, what waits for them longer than it may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.hierarchy.escalation_ladder import Limits
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Entry
from bot.domain.matters.state import State
from bot.domain.shared.ids import ChatId
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import OutboxMessage
from bot.services.councils import members
from bot.services.matters import officer_reminders, progress, publications, resolutions, triage
from tests import cast
from tests.cast import private
from tests.services.hall import Hall

DAY = timedelta(days=1)


def morning(day: int) -> datetime:
    """Nine in the morning of a day in March, in Shanghai."""
    return datetime(2026, 3, day, 1, 0, tzinfo=UTC)


def told(hall: Hall, at: datetime) -> list[OutboxMessage]:
    """What is told to officers when that time has come."""
    hall.pass_time(at)
    return [each for each in hall.deliver() if each.view == "nudge"]


def resolved(hall: Hall) -> None:
    """The head records a resolution of a procedure that posts it."""
    hall.stand(State.AGENDA, procedure="four_two")
    hall.at(resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.HEAD), text="换成感应灯")


def decided(hall: Hall) -> None:
    """A formal vote passed, in the usual procedure."""
    entry = Entry(at=hall.now, what=Act.DECIDED, text="1")
    hall.do(officer_reminders.schedule_reminder, hall.stand(State.RESOLVED, timeline=(entry,)), now=hall.now)


def done(hall: Hall) -> None:
    """The handler reports done what is posted by its procedure."""
    hall.stand(State.IN_PROGRESS, procedure="four_two", assignment=Assignment(handler=hall.member(cast.HANDLER).person))
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.HANDLER), text="装好了")


def proposed(hall: Hall) -> None:
    """A neighbour brings something up."""
    hall.propose()


@pytest.mark.parametrize(
    ("bring", "later", "day"),
    [
        (proposed, 0, 4),
        (proposed, 4, 10),
        (resolved, 0, 6),
        (resolved, 1, 9),
        (decided, 0, 6),
        (done, 0, 6),
    ],
)
def test_once_and_in_private(hall: Hall, bring: Callable[[Hall], None], later: int, day: int) -> None:
    """On the first working morning after its limit the clerk hears of it, once; the group and the head do not."""
    hall.now += later * DAY
    hall.opens_private_chat(cast.CLERK, cast.HEAD, cast.RESIDENT)
    bring(hall)
    hall.deliver()
    assert told(hall, morning(day) - timedelta(seconds=1)) == []
    assert [each.chat for each in told(hall, morning(day))] == [private(cast.CLERK)]
    assert told(hall, morning(day) + 3 * DAY) == []


@pytest.mark.parametrize(
    ("opened", "chats"),
    [((cast.HEAD,), [private(cast.HEAD)]), ((), []), ((cast.CLERK, cast.HEAD), [private(cast.CLERK)])],
)
def test_who_hears(hall: Hall, opened: tuple[Account, ...], chats: list[ChatId]) -> None:
    """Where no clerk can be told it is the head, and without any private chat nobody: it is not the group's."""
    hall.opens_private_chat(*opened)
    hall.propose()
    assert [each.chat for each in told(hall, morning(4))] == chats


def test_sorted_in_time(hall: Hall) -> None:
    """Nothing waits any more for what was taken up; taken back and restored, it begins anew."""
    hall.propose()
    hall.at(triage.withdraw_matter, council=1, number=1, by=hall.by(cast.RESIDENT))
    assert hall.waits("nudge") == []
    hall.now += 5 * DAY
    hall.at(triage.restore_matter, council=1, number=1, by=hall.by(cast.RESIDENT))
    assert [row.at for row in hall.waits("nudge")] == [morning(10)]
    hall.at(triage.accept_matter, council=1, number=1, by=hall.by(cast.CLERK))
    assert hall.waits("nudge") == []


def test_told_once_whatever_changes(hall: Hall) -> None:
    """What happens to it without its being sorted brings no second word."""
    hall.opens_private_chat(cast.CLERK)
    hall.propose()
    assert len(told(hall, morning(4))) == 1
    hall.at(triage.categorise, council=1, number=1, category="safety", by=hall.by(cast.CLERK))
    assert hall.waits("nudge") == []


@pytest.mark.parametrize("state", [State.DONE, State.IN_PROGRESS])
def test_the_matter_decides(hall: Hall, state: State) -> None:
    """A word that comes due when it is another's turn is not said."""
    hall.opens_private_chat(cast.CLERK)
    matter = hall.propose()
    hall.do(lambda tx: tx.put(replace(matter, state=state, procedure="four_two")))
    assert told(hall, morning(4)) == []


def test_settled_before_it_was_sent(hall: Hall) -> None:
    """A word that was overtaken on its way is not sent."""
    hall.opens_private_chat(cast.CLERK)
    hall.propose()
    hall.pass_time(morning(4))
    hall.at(triage.accept_matter, council=1, number=1, by=hall.by(cast.CLERK))
    assert [each for each in hall.deliver() if each.view == "nudge"] == []


def test_posted_in_time(hall: Hall) -> None:
    """Once the resolution is posted nobody is told to post it; in the usual procedure it need not be."""
    decided(hall)
    assert len(hall.waits("nudge")) == 1
    hall.at(publications.publish_decision, council=1, number=1, by=hall.by(cast.CLERK))
    assert hall.waits("nudge") == []
    hall.propose("电梯吱吱响", state=State.AGENDA)
    hall.at(resolutions.resolve_matter, council=1, number=2, by=hall.by(cast.HEAD), text="换灯")
    assert hall.waits("nudge") == []


def test_the_council_gives_more_time(hall: Hall) -> None:
    """With a longer limit, set while it waits, the word comes later."""
    hall.opens_private_chat(cast.CLERK)
    hall.propose()
    council = members.get_council(hall.tx(), 1)
    hall.do(lambda tx: tx.put(replace(council, limits=Limits(accept=3))))
    assert told(hall, morning(4)) == []
    assert len(told(hall, morning(6))) == 1


def test_after_a_downtime_not_at_night(hall: Hall) -> None:
    """Late by days, it is said once, in the morning."""
    hall.opens_private_chat(cast.CLERK)
    hall.propose()
    hall.pass_time(datetime(2026, 3, 8, 15, tzinfo=UTC))
    assert [each.due for each in hall.told("nudge")] == [datetime(2026, 3, 8, 23, 30, tzinfo=UTC)]


def test_what_it_costs(hall: Hall) -> None:
    """A proposal keeps one more document for it."""
    hall.propose()
    assert len([row for row in hall.every(Job) if row.about == "nudge/1/1"]) == 1

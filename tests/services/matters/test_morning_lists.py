"""Officers and handlers hear in one message a morning what is new to them, and of each thing once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.hierarchy.escalation_ladder import Limits
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Entry
from bot.domain.matters.morning import Fact
from bot.domain.matters.state import State
from bot.domain.shared.ids import ChatId
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.outbox_message import OutboxMessage
from bot.services.councils import councils, members
from bot.services.matters import assignments, morning_lists, progress, publications, resolutions, triage
from bot.services.shared import jobs
from tests import cast
from tests.cast import private
from tests.services.hall import Hall

DAY = timedelta(days=1)


def morning(day: int) -> datetime:
    """Nine in the morning of a day in March, in Shanghai."""
    return datetime(2026, 3, day, 1, 0, tzinfo=UTC)


def facts_of(hall: Hall, each: OutboxMessage) -> dict[str, list[int]]:
    """What a message says of which matters, as it would be drawn now."""
    params = each.params
    since, upto = datetime.fromisoformat(params.first), datetime.fromisoformat(params.upto)
    reader = members.get_person(hall.tx(), params.council, params.person)
    shown = morning_lists.load_list(
        hall.tx(), params.council, reader, since, upto, officer=params.officer, reminders=params.reminders
    )
    return {fact.value: [matter.number for matter in matters] for fact, matters in shown.told.items()}


def told(hall: Hall, at: datetime) -> list[tuple[ChatId, dict[str, list[int]]]]:
    """Whom the lists of that morning go to, and what is in them."""
    hall.pass_time(at)
    waiting = [(each.chat, facts_of(hall, each)) for each in hall.told("morning")]
    sent = {each.chat for each in hall.deliver() if each.view == "morning"}
    return sorted((chat, facts) for chat, facts in waiting if chat in sent and facts)


def resolved(hall: Hall) -> None:
    """The head records a resolution of a procedure that posts it."""
    hall.stand(State.AGENDA, procedure="four_two")
    hall.at(resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.HEAD), text="换成感应灯")


def resolved_plainly(hall: Hall) -> None:
    """The same in the usual procedure, where it is handed over at once."""
    hall.stand(State.AGENDA)
    hall.at(resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.HEAD), text="换成感应灯")


def done(hall: Hall) -> None:
    """The handler reports something done."""
    hall.stand(State.IN_PROGRESS, assignment=Assignment(handler=hall.member(cast.HANDLER).person))
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.HANDLER), text="装好了")


def done_and_posted(hall: Hall) -> None:
    """The same where the result is posted."""
    hall.stand(State.IN_PROGRESS, procedure="four_two", assignment=Assignment(handler=hall.member(cast.HANDLER).person))
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.HANDLER), text="装好了")


def proposed(hall: Hall) -> None:
    """A neighbour brings something up."""
    hall.propose()


def hand_over(hall: Hall, due: int, *, number: int = 1) -> None:
    """A matter is handed to the handler, until that day of March."""
    handler = hall.by(cast.HANDLER)
    hall.at(
        assignments.assign_matter,
        council=1,
        number=number,
        by=hall.by(cast.HEAD),
        handler=handler,
        day=date(2026, 3, due),
    )


@pytest.mark.parametrize(
    ("bring", "later", "facts"),
    [
        (proposed, 0, {3: Fact.WAITING, 4: Fact.WAITS_LONG}),
        (proposed, 4, {9: Fact.WAITING, 10: Fact.WAITS_LONG}),  # on a Friday evening: on Monday
        (resolved, 0, {3: Fact.POST, 6: Fact.POST_LATE}),
        (resolved_plainly, 0, {3: Fact.ASSIGN}),
        (done, 0, {3: Fact.LOOK_BACK}),
        (done_and_posted, 0, {3: Fact.POST, 6: Fact.POST_LATE}),
    ],
)
def test_once_and_in_private(hall: Hall, bring: Callable[[Hall], None], later: int, facts: dict[int, Fact]) -> None:
    """The clerk hears of it on the first working morning, and once more when its time is over; nobody else does."""
    hall.now += later * DAY
    hall.opens_private_chat(cast.CLERK, cast.HEAD, cast.RESIDENT)
    bring(hall)
    hall.deliver()
    first = min(facts)
    assert told(hall, morning(first) - timedelta(seconds=1)) == []
    heard = {day: told(hall, morning(day)) for day in range(first, first + 10)}
    assert {day: lists for day, lists in heard.items() if lists} == {
        day: [(private(cast.CLERK), {fact.value: [1]})] for day, fact in facts.items()
    }


@pytest.mark.parametrize(
    ("opened", "chats"),
    [((cast.HEAD,), [private(cast.HEAD)]), ((), []), ((cast.CLERK, cast.HEAD), [private(cast.CLERK)])],
)
def test_who_hears(hall: Hall, opened: tuple[Account, ...], chats: list[ChatId]) -> None:
    """Where no clerk can be told it is the head, and without any private chat nobody: it is not the group's."""
    hall.opens_private_chat(*opened)
    hall.propose()
    assert [chat for chat, _ in told(hall, morning(3))] == chats


def test_a_day_that_was_promised(hall: Hall) -> None:
    """The handler hears of it two working days before, on its morning, and when it is over; the officers then."""
    hall.opens_private_chat(cast.CLERK, cast.HANDLER)
    hall.stand(State.RESOLVED)
    hand_over(hall, 12)  # a Thursday
    hall.at(assignments.acknowledge, council=1, number=1, by=hall.by(cast.HANDLER))
    hall.deliver()
    heard = {day: told(hall, morning(day)) for day in range(3, 20)}
    assert {day: lists for day, lists in heard.items() if lists} == {
        10: [(private(cast.HANDLER), {"near": [1]})],
        12: [(private(cast.HANDLER), {"today": [1]})],
        13: sorted([(private(cast.HANDLER), {"late": [1]}), (private(cast.CLERK), {"past": [1]})]),
    }


def test_a_day_on_a_weekend(hall: Hall) -> None:
    """Nothing is said on a weekend: a Sunday is near on Wednesday, and comes before the next list on Friday."""
    hall.opens_private_chat(cast.HANDLER)
    hall.stand(State.RESOLVED)
    hand_over(hall, 15)
    hall.at(assignments.acknowledge, council=1, number=1, by=hall.by(cast.HANDLER))
    hall.deliver()
    heard = {day: told(hall, morning(day)) for day in range(3, 18)}
    assert {day: facts for day, lists in heard.items() for _, facts in lists} == {
        11: {"near": [1]},
        13: {"today": [1]},
        16: {"late": [1]},
    }


@pytest.mark.parametrize(("limit", "half", "over"), [(1, 3, 4), (2, 3, 5), (4, 4, 9)])
def test_not_acknowledged(hall: Hall, limit: int, half: int, over: int) -> None:
    """Who has not acknowledged is reminded at half of the limit, once; the officers hear when it is over."""
    council = members.get_council(hall.tx(), 1)
    hall.do(lambda tx: tx.put(replace(council, limits=Limits(acknowledge=limit))))
    hall.opens_private_chat(cast.CLERK, cast.HANDLER)
    hall.stand(State.RESOLVED)
    hand_over(hall, 30)
    hall.deliver()
    heard = {day: told(hall, morning(day)) for day in range(3, 20)}
    assert {day: lists for day, lists in heard.items() if lists} == {
        half: [(private(cast.HANDLER), {"sign": [1]})],
        over: [(private(cast.CLERK), {"unsigned": [1]})],
    }


def test_paused(hall: Hall) -> None:
    """Of what is paused no day is near, and none is over."""
    hall.opens_private_chat(cast.CLERK, cast.HANDLER)
    hall.stand(State.RESOLVED)
    hand_over(hall, 5)
    hall.at(assignments.pause_clock, council=1, number=1, by=hall.by(cast.CLERK), reason="等零件")
    hall.deliver()
    assert [told(hall, morning(day)) for day in range(3, 12)] == [[]] * 9


def test_one_message_lists_everything(hall: Hall) -> None:
    """Forty-six matters are one message; who is clerk and handler has both in it, and no matter twice."""
    hall.opens_private_chat(cast.CLERK)
    clerk = hall.member(cast.CLERK).person
    for n in range(23):
        hall.propose(f"{n + 1}号楼路灯坏了")
        given = Assignment(handler=clerk, due=date(2026, 3, 2))
        matter = hall.propose(f"{n + 1}号楼大门关不上", state=State.IN_PROGRESS, assignment=given)
        hall.do(morning_lists.schedule_list, matter, now=hall.now)
    ((chat, facts),) = told(hall, morning(3))
    assert (chat, set(facts)) == (private(cast.CLERK), {"waiting", "late"})
    assert [len(numbers) for numbers in facts.values()] == [23, 23]


def test_settled_before_it_was_sent(hall: Hall) -> None:
    """What was overtaken on its way is left out, and a list without anything is not sent."""
    hall.opens_private_chat(cast.CLERK)
    hall.propose()
    hall.pass_time(morning(3))
    hall.at(triage.accept_matter, council=1, number=1, by=hall.by(cast.CLERK))
    assert [each for each in hall.deliver() if each.view == "morning"] == []


def test_posted_and_voted(hall: Hall) -> None:
    """A resolution that a formal vote took is to be posted in any procedure, and to be handed over after that."""
    hall.opens_private_chat(cast.CLERK)
    entry = Entry(at=hall.now, what=Act.DECIDED, text="1")
    matter = hall.stand(State.RESOLVED, timeline=(entry,))
    hall.do(lambda tx: tx.put(replace(matter, touched=hall.now)))
    hall.do(morning_lists.schedule_list, matter, now=hall.now)
    assert told(hall, morning(3)) == [(private(cast.CLERK), {"to_post": [1]})]
    hall.at(publications.publish_decision, council=1, number=1, by=hall.by(cast.CLERK))
    hall.deliver()
    heard = [facts for day in range(4, 25) for _, facts in told(hall, morning(day))]
    assert heard == [{"to_assign": [1]}]


def test_the_council_sleeps(hall: Hall) -> None:
    """Without an open matter nothing waits; out of the group the list waits, and tells what came meanwhile."""
    hall.opens_private_chat(cast.CLERK)
    hall.propose()
    hall.at(triage.withdraw_matter, council=1, number=1, by=hall.by(cast.RESIDENT))
    hall.pass_time(morning(3))
    assert hall.waits("morning") == []
    hall.propose("电梯吱吱响")
    hall.do(councils.mark_bot_absent, chat=cast.GROUP, now=hall.now)
    assert told(hall, morning(4)) == []
    hall.at(councils.mark_bot_present, chat=cast.GROUP)
    hall.deliver()
    assert told(hall, morning(5)) == [(private(cast.CLERK), {"waits_long": [2]})]


def test_after_a_downtime_not_at_night(hall: Hall) -> None:
    """Late by days, it is said once, in the morning."""
    hall.opens_private_chat(cast.CLERK)
    hall.propose()
    hall.pass_time(datetime(2026, 3, 9, 15, tzinfo=UTC))
    assert [each.due for each in hall.told("morning")] == [datetime(2026, 3, 9, 23, 30, tzinfo=UTC)]


def test_public_holidays(hall: Hall) -> None:
    """Brought up on the eve of Qingming, it stands in the list of the first working day after it."""
    hall.opens_private_chat(cast.CLERK)
    hall.now = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)  # Friday; Saturday to Monday are off
    hall.propose()
    assert [row.at for row in hall.waits("morning")] == [datetime(2026, 4, 7, 1, 0, tzinfo=UTC)]


def test_before_nine(hall: Hall) -> None:
    """What comes before nine on a working day stands in that day's list."""
    hall.now = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    hall.propose()
    assert [row.at for row in hall.waits("morning")] == [morning(3)]


def test_reminders_of_earlier_versions(hall: Hall) -> None:
    """A reminder that an earlier version scheduled for one matter brings the council's list instead, once."""
    hall.opens_private_chat(cast.CLERK)
    matter = hall.propose()
    hall.do(lambda tx: jobs.cancel(tx, "morning/1"))
    for number in (1, 7):
        params = JobParams(council=1, matter=number, part="sort")
        hall.do(jobs.schedule, "nudge", f"nudge/1/{number}", morning(4), params=params)
    hall.pass_time(morning(4))
    assert hall.waits("nudge") == []
    assert told(hall, morning(5)) == [(private(cast.CLERK), {"waits_long": [matter.number]})]


def test_what_it_costs(hall: Hall) -> None:
    """However many matters a council has, one job waits for its list."""
    for n in range(5):
        hall.propose(f"{n + 1}号楼路灯坏了")
    assert [row.about for row in hall.every(Job) if row.act == "morning"] == ["morning/1"]

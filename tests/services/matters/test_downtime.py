"""Whose time ran out while the bot was away gets a working day of grace, and is told so once."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.hierarchy.escalation_ladder import LadderStep, Level
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Answer, Matter
from bot.domain.matters.state import State
from bot.domain.polls.poll import Asked
from bot.domain.shared.message_params import MessageParams
from bot.jobs.runner import catch_up
from bot.ports import Refused, Why
from bot.services.councils import councils, members
from bot.services.matters import assignments, progress, publications, verification
from bot.services.meetings import sessions
from bot.services.polls import polls
from bot.services.scheduled_jobs import ON_RETURN
from tests import builders, cast
from tests.services.hall import Hall

DAY = timedelta(days=1)
PROMISED = date(2026, 3, 5)  # a Thursday
FRIDAY = datetime(2026, 3, 6, 7, 0, tzinfo=UTC)  # 15:00 in Shanghai
MONDAY = date(2026, 3, 9)
LADDER = (LadderStep(level=Level.COMMUNITY, person_name="社区王主任"),)


@pytest.fixture
def handed(hall: Hall) -> Hall:
    """A matter that the handler promised by Thursday."""
    hall.stand(State.RESOLVED, resolution="换成感应灯")
    who = hall.by(cast.HANDLER)
    hall.at(assignments.assign_matter, council=1, number=1, by=hall.by(cast.CLERK), handler=who, day=PROMISED)
    hall.opens_private_chat(cast.HANDLER)
    hall.deliver()
    return hall


@pytest.fixture
def laddered(handed: Hall) -> Hall:
    """… and somebody is on duty above."""
    handed.do(lambda tx: tx.put(replace(members.get_council(tx, 1), ladder=LADDER)))
    return handed


def back(hall: Hall, at: datetime) -> list[str]:
    """The bot starts again; gives the steps that the group is told."""
    hall.now = at
    asyncio.run(catch_up(hall.store, ON_RETURN, at))
    hall.pass_time(at)
    news = hall.news()
    hall.deliver()
    return news


def graces(matter: Matter) -> list[str]:
    return [entry.text for entry in matter.timeline if entry.what == Act.GRACE]


def test_a_promised_day(handed: Hall) -> None:
    """It is put off to the next working day, the group and the handler hear so, and after it the matter is late."""
    handed.at(assignments.acknowledge, council=1, number=1, by=handed.by(cast.HANDLER))
    handed.deliver()
    handed.now = FRIDAY
    asyncio.run(catch_up(handed.store, ON_RETURN, FRIDAY))
    assert (handed.matter().assignment.due, handed.matter().assignment.overdue, handed.news()) == (
        MONDAY,
        False,
        ["grace"],
    )
    (job,) = handed.waits("morning")
    assert [(each.kind, each.number) for each in job.params.reminders] == [("day_more", 1)]
    assert (handed.last.what, handed.last.person) == (Act.GRACE, None)
    assert back(handed, FRIDAY) == ["grace"]
    assert [row.at for row in handed.waits("overdue")] == [datetime(2026, 3, 10, 1, tzinfo=UTC)]
    assert back(handed, FRIDAY + timedelta(minutes=5)) == []
    handed.pass_time(datetime(2026, 3, 10, 1, tzinfo=UTC))
    assert (handed.news(), handed.matter().assignment.overdue) == (["overdue"], True)


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (1, True), (2, False)])
def test_taken_in_the_grace(laddered: Hall, days: int, in_time: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """Who takes it on the day of grace has answered in time; who does so later has not."""
    assert back(laddered, datetime(2026, 3, 5, 7, tzinfo=UTC)) == ["grace"]
    laddered.now += days * DAY
    laddered.at(assignments.acknowledge, council=1, number=1, by=laddered.by(cast.HANDLER))
    assert laddered.matter().assignment.acknowledged is in_time


def test_not_taken(laddered: Hall) -> None:
    """It does not go up because the bot was down, but once the grace is over it does."""
    assert back(laddered, datetime(2026, 3, 5, 7, tzinfo=UTC)) == ["grace"]
    assert (laddered.matter().level, laddered.matter().assignment.due) == (Level.COUNCIL, PROMISED)
    laddered.pass_time(datetime(2026, 3, 7, 0, 59, tzinfo=UTC) - DAY)
    assert laddered.matter().level is Level.COUNCIL
    laddered.pass_time(datetime(2026, 3, 7, 1, tzinfo=UTC))
    assert laddered.matter().level is Level.COMMUNITY


def test_two_clocks_of_one_matter(laddered: Hall) -> None:
    """When both have run out it is said once, and both have the same day."""
    assert back(laddered, FRIDAY) == ["grace"]
    assert (graces(laddered.matter()), laddered.matter().assignment.due) == ([MONDAY.isoformat()], MONDAY)
    assert {row.at.day for row in laddered.waits("overdue") + laddered.waits("unacknowledged")} == {10}


def test_killed_between_two_clocks(laddered: Hall) -> None:
    """When the bot is put out again between the two, the group still hears of it once."""
    laddered.now = FRIDAY
    asyncio.run(catch_up(laddered.store, {"overdue": ON_RETURN["overdue"]}, FRIDAY))
    assert laddered.news() == [Act.GRACE]
    laddered.deliver()
    assert back(laddered, FRIDAY + timedelta(minutes=2)) == []
    assert graces(laddered.matter()) == [MONDAY.isoformat()]
    assert {row.at.day for row in laddered.waits("overdue") + laddered.waits("unacknowledged")} == {10}


def test_nobody_above(handed: Hall) -> None:
    """Where nothing would happen to what is not taken, nothing is said."""
    assert back(handed, datetime(2026, 3, 5, 7, tzinfo=UTC)) == []


def test_late_before(handed: Hall) -> None:
    """What was late already has no grace: its handler is told today as on every day."""
    handed.pass_time(datetime(2026, 3, 6, 1, tzinfo=UTC))
    handed.deliver()
    assert back(handed, datetime(2026, 3, 12, 7, tzinfo=UTC)) == []
    assert (handed.matter().assignment.overdue, graces(handed.matter())) == (True, [])


def test_answers(handed: Hall) -> None:
    """Those who are asked whether it is done can still answer on the next working day."""
    handed.at(progress.report_done, council=1, number=1, by=handed.by(cast.HANDLER), text="装好了")
    handed.deliver()
    assert back(handed, FRIDAY + 7 * DAY) == ["grace"]
    assert handed.matter().state is State.DONE
    who = handed.by(cast.RESIDENT)
    handed.at(verification.record_feedback, council=1, number=1, by=who, answer=Answer.YES)
    assert (handed.matter().state, handed.told("matter.grace")) == (State.CLOSED, [])


def test_answers_to_what_must_be_posted(hall: Hall) -> None:
    """What is not closed at that time, because it must be posted first or still is, needs no grace."""
    hall.stand(State.IN_PROGRESS, procedure="four_two", assignment=Assignment(handler=hall.member(cast.HANDLER).person))
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.HANDLER), text="装好了")
    (row,) = hall.waits("look_back_over")
    hall.deliver()
    assert back(hall, row.at + 2 * DAY) == []
    hall.at(publications.publish_decision, council=1, number=1, by=hall.by(cast.CLERK))
    hall.do(lambda tx: tx.put(replace(row, at=hall.now)))
    hall.deliver()
    assert back(hall, hall.now + DAY) == []
    assert hall.matter().state is State.RESULT_PUBLIC


def test_a_short_pause(handed: Hall) -> None:
    """A restart within the hour is no downtime."""
    handed.pass_time(datetime(2026, 3, 6, 0, 59, tzinfo=UTC))
    assert back(handed, datetime(2026, 3, 6, 1, 59, tzinfo=UTC)) == ["overdue"]


def test_a_meeting_that_was_missed(hall: Hall) -> None:
    """Of a meeting that was over before the bot came back it says once that there is no list and no minutes."""
    for _ in range(2):
        hall.now = datetime(2026, 3, 9, 7, tzinfo=UTC)
        asyncio.run(catch_up(hall.store, ON_RETURN, hall.now))
        hall.pass_time(hall.now)
    (told,) = hall.told("meeting.news")
    assert told.params.what == "missed"


def test_a_meeting_that_was_missed_and_then_a_kill(hall: Hall) -> None:
    """When the bot is put out again after it was told, it is not told once more."""
    hall.now = datetime(2026, 3, 9, 7, tzinfo=UTC)
    for times in (1, 0):
        asyncio.run(catch_up(hall.store, ON_RETURN, hall.now))
        assert len(hall.told("meeting.news")) == times
        hall.deliver()


def test_a_meeting_that_was_held(hall: Hall) -> None:
    """One that was opened ends by itself, with its minutes, and was not missed."""
    hall.now = datetime(2026, 3, 8, 11, 30, tzinfo=UTC)
    hall.at(sessions.open_meeting, council=1, by=hall.by(cast.HEAD))
    hall.now = datetime(2026, 3, 9, 7, tzinfo=UTC)
    asyncio.run(catch_up(hall.store, ON_RETURN, hall.now))
    assert hall.told("meeting.news") == []
    hall.pass_time(hall.now)
    assert len(hall.told("minutes")) == 1


def away(hall: Hall) -> None:
    """The bot is put out of the group."""
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.deliver()


def test_out_of_the_group(laddered: Hall) -> None:
    """While the bot is out of the group clocks do nothing; once it is in again they have their grace, once."""
    away(laddered)
    for day in range(3, 13):
        laddered.pass_time(datetime(2026, 3, day, 2, tzinfo=UTC))
    assert (laddered.matter().level, laddered.matter().assignment.overdue, laddered.news()) == (
        Level.COUNCIL,
        False,
        [],
    )
    laddered.at(councils.mark_bot_present, chat=cast.GROUP)
    laddered.pass_time(datetime(2026, 3, 13, 2, tzinfo=UTC))
    assert (laddered.news(), laddered.matter().assignment.due) == (["grace"], date(2026, 3, 16))
    laddered.deliver()
    laddered.pass_time(datetime(2026, 3, 17, 2, tzinfo=UTC))
    assert laddered.matter().level is Level.COMMUNITY


def test_out_of_the_group_for_good(handed: Hall) -> None:
    """What waits is looked at ever more seldom, once a month at most; the evening the bot is back, next morning."""
    away(handed)
    looked = set()
    for day in range(120):
        handed.pass_time(datetime(2026, 3, 6, 2, tzinfo=UTC) + day * DAY)
        looked |= {row.at for row in handed.waits("overdue")}
    assert len(looked) == 8
    assert [row.params.away for row in handed.waits("overdue")] == [32]
    handed.now += timedelta(hours=10)
    handed.at(councils.mark_bot_present, chat=cast.GROUP)
    assert [row.at - handed.now for row in handed.waits("overdue")] == [timedelta(hours=13)]


def test_out_of_the_group_for_an_hour(handed: Hall) -> None:
    """What did not run out meanwhile has its time as before."""
    before = handed.waits("overdue")
    away(handed)
    handed.at(councils.mark_bot_present, chat=cast.GROUP)
    assert handed.waits("overdue") == before


def test_done_before_it_was_told(handed: Hall) -> None:
    """The handler who reports it done at once is not told of the grace."""
    handed.at(assignments.acknowledge, council=1, number=1, by=handed.by(cast.HANDLER))
    handed.now = FRIDAY
    asyncio.run(catch_up(handed.store, ON_RETURN, FRIDAY))
    handed.at(progress.report_done, council=1, number=1, by=handed.by(cast.HANDLER), text="装好了")
    assert "matter.grace" not in [each.view for each in handed.deliver()]


def test_seen_twice_in_the_group(handed: Hall) -> None:
    """That the bot is in the group, where it was all the time, moves nothing."""
    before = handed.waits("overdue")
    handed.at(councils.mark_bot_present, chat=cast.GROUP)
    assert handed.waits("overdue") == before


def test_out_of_the_group_when_it_was_late(handed: Hall) -> None:
    """What was late before goes on being late."""
    handed.pass_time(datetime(2026, 3, 6, 1, tzinfo=UTC))
    handed.deliver()
    away(handed)
    handed.pass_time(datetime(2026, 3, 7, 1, tzinfo=UTC))
    assert handed.deliver() == []
    handed.at(councils.mark_bot_present, chat=cast.GROUP)
    handed.pass_time(datetime(2026, 3, 8, 1, tzinfo=UTC))
    assert ([each.view for each in handed.deliver()], graces(handed.matter())) == ([], [])


def test_a_result_nobody_could_hear(hall: Hall) -> None:
    """What a poll came to while the bot was out of the group is told when it is back, once."""
    asked = Asked("装灯吗？", ("好", "不好"), anonymous=True, multiple=False, lasts=2 * DAY)
    hall.at(polls.ask_poll, by=cast.HEAD, asked=asked, reply_to=builders.back("poll"))
    hall.deliver()
    away(hall)
    for day in range(3, 9):
        hall.pass_time(datetime(2026, 3, day, 14, tzinfo=UTC))
    assert hall.told("poll.result") == []
    hall.at(councils.mark_bot_present, chat=cast.GROUP)
    hall.pass_time(datetime(2026, 3, 9, 1, tzinfo=UTC))
    (told,) = hall.told("poll.result")
    assert (told.chat, told.params) == (cast.GROUP, MessageParams(council=1, poll=1))
    hall.deliver()
    hall.pass_time(7 * DAY)
    assert (hall.told("poll.result"), hall.waits("untold")) == ([], [])


def test_back_on_the_same_day(hall: Hall) -> None:
    """A result that came while the bot was out for some hours is told as soon as it is back, not next morning."""
    asked = Asked("装灯吗？", ("好", "不好"), anonymous=True, multiple=False, lasts=DAY)
    hall.at(polls.ask_poll, by=cast.HEAD, asked=asked, reply_to=builders.back("poll"))
    hall.deliver()
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.pass_time(datetime(2026, 3, 4, 6, tzinfo=UTC))  # 14:00 in Shanghai
    assert hall.told("poll.result") == []
    hall.at(councils.mark_bot_present, chat=cast.GROUP)
    hall.pass_time(timedelta(minutes=1))
    assert [told.due for told in hall.told("poll.result")] == [hall.now]


@pytest.mark.parametrize("outcome", [Refused(Why.GONE), None])
def test_a_result_on_its_way(hall: Hall, outcome: Refused | None) -> None:
    """A result that the group refuses, or that had not gone yet when the bot was put out, is not lost."""
    asked = Asked("装灯吗？", ("好", "不好"), anonymous=True, multiple=False, lasts=DAY)
    hall.at(polls.ask_poll, by=cast.HEAD, asked=asked, reply_to=builders.back("poll"))
    hall.deliver()
    hall.pass_time(DAY)
    hall.do(polls.close_poll, 1, 1, ((2, 1), 3), now=hall.now)
    assert hall.deliver(outcome) == []  # there is nothing to close any more
    if outcome:
        hall.deliver(outcome)
    else:
        hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    assert (hall.told("poll.result"), hall.council().present) == ([], False)
    hall.pass_time(DAY)
    hall.at(councils.mark_bot_present, chat=cast.GROUP)
    hall.pass_time(DAY)
    assert len(hall.told("poll.result")) == 1

"""Years whose holidays are not published: who is told, how often, and what becomes of the meetings planned in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.meetings.meeting import Meeting, MeetingState, Rsvp
from bot.domain.meetings.meeting_days import Schedule
from bot.domain.shared.ids import ChatId
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.working_days import HolidayPolicy, Holidays
from bot.services.councils import councils, members, unpublished_years
from bot.services.meetings import meetings
from bot.services.shared import holidays
from bot.services.shared.holidays import from_package
from tests import builders, cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

YEAR = max(from_package().years) + 1  # the first that nobody knows
EVE = datetime(YEAR - 1, 11, 2, 1, 0, tzinfo=UTC)  # nine in the morning, 60 days before it
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def package_alone() -> Iterator[None]:
    """After each test the package's years count again."""
    yield
    holidays.use_holidays(None)


def publish(*off: date, year: int = YEAR) -> None:
    """Publish a year with New Year's Day and these holidays."""
    holidays.use_holidays(Holidays(off=frozenset({date(year, 1, 1), *off}), work=frozenset(), years=frozenset({year})))


def told(hall: Hall) -> list[tuple[ChatId, object]]:
    """Who waits to be told of which year, in a morning list or by itself."""
    listed = [(each.chat, one) for each in hall.told("morning") for one in each.params.reminders]
    return [
        *((chat, one.number) for chat, one in listed if one.kind is ReminderKind.YEAR),
        *((each.chat, each.params.year) for each in hall.told("unpublished_year")),
    ]


def start(hall: Hall) -> None:
    """The program starts, and its clock goes on for two hours."""
    hall.at(unpublished_years.look_at_all)
    hall.pass_time(hall.now + 2 * HOUR)


def open_door(hall: Hall) -> None:
    hall.at(members.open_private_chat, by=cast.HEAD, reply_to=back("opened", private(cast.HEAD)))


def founded(now: datetime, schedule: Schedule | None = None, policy: HolidayPolicy = HolidayPolicy.NEXT) -> Hall:
    """A council that was set up at an instant."""
    hall = Hall(now=now)
    hall.do(councils.set_up, **_wishes(schedule, policy), now=now)
    hall.deliver()
    return hall


def _wishes(schedule: Schedule | None, policy: HolidayPolicy) -> dict[str, Any]:
    defaults = replace(builders.DEFAULTS, schedule=schedule or builders.DEFAULTS.schedule, holiday=policy)
    who = {"name": "和平里小区", "by": cast.HEAD, "admin": True, "hears_all": True}
    return {**who, "defaults": defaults, "reply_to": back("setup")}


def test_the_head_is_told_sixty_days_before(hall: Hall) -> None:
    """Nine in the morning, 60 days before a year that is not published, its head is told in private, not earlier."""
    open_door(hall)
    hall.pass_time(EVE - HOUR)
    assert told(hall) == []
    hall.pass_time(EVE)
    assert told(hall) == [(private(cast.HEAD), YEAR)]


def test_once_a_year(hall: Hall) -> None:
    """However often the program starts, the same year is told once; the next one is told in its turn."""
    open_door(hall)
    for at in (EVE - HOUR, EVE):
        hall.pass_time(at)
    hall.deliver()
    for _ in range(3):
        start(hall)
    hall.pass_time(EVE + 300 * DAY)
    assert told(hall) == []
    for hour in (0, 2):
        hall.pass_time(datetime(YEAR, 11, 2, hour, tzinfo=UTC))
    assert told(hall) == [(private(cast.HEAD), YEAR + 1)]


def test_without_a_private_chat(hall: Hall) -> None:
    """A head to whom the bot cannot write in private hears it in the group."""
    hall.pass_time(EVE)
    assert told(hall) == [(cast.GROUP, YEAR)]


def test_a_year_that_is_published(hall: Hall) -> None:
    """Of a year that is known by then nothing is told, nor of one that comes to be known before it is said."""
    publish()
    hall.pass_time(EVE + 30 * DAY)
    assert told(hall) == []
    assert [row.at for row in hall.waits("unpublished_year")] == [datetime(YEAR, 11, 2, 0, 59, tzinfo=UTC)]


def test_a_file_that_is_gone_again(hall: Hall) -> None:
    """When a year that was known is not any more, its head is told after the next start, once."""
    publish()
    hall.pass_time(EVE + 30 * DAY)
    holidays.use_holidays(None)
    start(hall)
    assert told(hall) == [(cast.GROUP, YEAR)]
    hall.deliver()
    start(hall)
    assert told(hall) == []


def test_a_council_in_january() -> None:
    """A council that is set up in a year that nobody knows is told within hours, and of that year alone."""
    hall = founded(datetime(YEAR, 1, 15, 2, 0, tzinfo=UTC))
    hall.pass_time(hall.now + 2 * HOUR)
    assert told(hall) == [(cast.GROUP, YEAR)]


def test_a_council_of_an_earlier_program() -> None:
    """A council that nothing waits for yet is told after the first start, however often that is repeated."""
    hall = founded(EVE + 20 * DAY)
    hall.do(lambda tx: [tx.drop(type(row), row.key) for row in hall.waits("unpublished_year")])
    for _ in range(5):
        hall.at(unpublished_years.look_at_all)
        hall.pass_time(hall.now + HOUR / 3)
    assert told(hall) == [(cast.GROUP, YEAR)]


def test_not_at_night() -> None:
    """It is not told at night."""
    hall = founded(datetime(YEAR, 1, 14, 17, 0, tzinfo=UTC))  # one in the morning
    hall.pass_time(hall.now + 2 * HOUR)
    (waiting,) = hall.told("unpublished_year")
    assert waiting.not_before == datetime(YEAR, 1, 14, 23, 30, tzinfo=UTC)


def test_where_the_bot_is_not_any_more(hall: Hall) -> None:
    """While the bot is out of the group nobody is told, and once it is back they are."""
    open_door(hall)
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.pass_time(EVE + 2 * DAY)
    assert told(hall) == []
    hall.at(councils.mark_bot_present, chat=cast.GROUP)
    for days in (10, 11):
        hall.pass_time(EVE + days * DAY)
    assert told(hall) == [(private(cast.HEAD), YEAR)]


def planned(hall: Hall) -> Meeting:
    found = meetings.find_upcoming(hall.tx(), 1)
    assert found
    return found


def day_of(meeting: Meeting) -> date:
    return (meeting.at + timedelta(hours=8)).date()


def before_the_festival(policy: HolidayPolicy) -> tuple[Hall, Meeting]:
    """A council whose next meeting, on 8 February, was planned without knowing the holidays; somebody comes."""
    hall = founded(datetime(YEAR, 1, 29, 2, 0, tzinfo=UTC), policy=policy)
    meeting = planned(hall)
    assert (day_of(meeting), meeting.holidays_known) == (date(YEAR, 2, 8), policy is HolidayPolicy.KEEP)
    hall.do(lambda tx: tx.put(Rsvp(council=1, meeting=meeting.number, person=1, comes=True)))
    return hall, meeting


FESTIVAL = [date(YEAR, 2, day) for day in range(5, 12)]


@pytest.mark.parametrize(
    ("policy", "day"), [(HolidayPolicy.NEXT, 12), (HolidayPolicy.PREVIOUS, 4)], ids=["next", "previous"]
)
def test_a_meeting_on_a_holiday_that_is_known_now(policy: HolidayPolicy, day: int) -> None:
    """At a start with the holidays a planned meeting moves off them; the group is told, and asked anew who comes."""
    hall, meeting = before_the_festival(policy)
    publish(*FESTIVAL)
    start(hall)
    moved = planned(hall)
    assert (moved.number, day_of(moved)) == (meeting.number, date(YEAR, 2, day))
    assert (moved.planned_day, moved.holidays_known, moved.regular) == (date(YEAR, 2, 8), True, True)
    assert hall.every(Rsvp) == []
    assert [each.params.what for each in hall.told("meeting.news")] == ["refitted"]
    assert {row.at for row in hall.waits("meeting_over")} == {moved.ends}
    hall.deliver()
    start(hall)
    assert hall.told("meeting.news") == []
    assert hall.verify() == []


def test_a_meeting_that_is_left_out() -> None:
    """Where a council leaves out what falls on a holiday, the meeting is off and the next one is planned."""
    hall, meeting = before_the_festival(HolidayPolicy.SKIP)
    publish(*FESTIVAL)
    start(hall)
    assert hall.get(Meeting, meeting.key).state is MeetingState.CANCELLED
    assert day_of(planned(hall)) == date(YEAR, 2, 18)
    assert [each.params.what for each in hall.told("meeting.news")] == ["left_out"]


@pytest.mark.parametrize("policy", [HolidayPolicy.NEXT, HolidayPolicy.KEEP], ids=["ordinary day", "kept"])
def test_a_meeting_that_stays(policy: HolidayPolicy) -> None:
    """A meeting whose day is none of the holidays, or is held on them, stays, for certain, without a word."""
    hall, meeting = before_the_festival(policy)
    publish(*(FESTIVAL if policy is HolidayPolicy.KEEP else []))
    start(hall)
    assert planned(hall) == replace(meeting, holidays_known=True)
    assert len(hall.every(Rsvp)) == 1
    assert hall.told("meeting.news") == []


def test_nothing_changes_while_nothing_is_known() -> None:
    """A start that knows no more than the one before changes no meeting."""
    hall, meeting = before_the_festival(HolidayPolicy.NEXT)
    start(hall)
    assert planned(hall) == meeting


def test_a_day_that_is_over() -> None:
    """A meeting whose earlier day is over by now is held on the day that was told."""
    hall, meeting = before_the_festival(HolidayPolicy.PREVIOUS)
    hall.now = datetime(YEAR, 2, 6, 2, 0, tzinfo=UTC)
    publish(*FESTIVAL)
    hall.at(unpublished_years.look_at_all)
    assert day_of(planned(hall)) == day_of(meeting)


def test_new_years_day() -> None:
    """A meeting that an earlier program planned on 1 January moves: that day is a holiday, published or not."""
    hall = founded(datetime(YEAR - 1, 12, 20, 2, 0, tzinfo=UTC), Schedule(days=(1,)))
    meeting = planned(hall)
    assert day_of(meeting) == date(YEAR, 1, 2)
    on_the_day = replace(meeting, at=meeting.at - DAY, planned_day=None)
    hall.do(lambda tx: tx.put(on_the_day))
    start(hall)
    assert planned(hall).at == meeting.at
    assert planned(hall).planned_day == date(YEAR, 1, 1)

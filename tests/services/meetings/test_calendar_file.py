"""Which meetings and days stand in the calendar file, and what a calendar makes of one file after another."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents import ics
from bot.domain.meetings.calendar_entry import CalendarFile, EntryStatus
from bot.domain.meetings.errors import NoMeeting
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.ids import ChatId
from bot.locales import words
from bot.ports import Tx
from bot.services.councils import councils
from bot.services.meetings import calendar_file, planning, rescheduling, sessions
from bot.views.meetings.calendars import CalendarItem, calendar_events
from tests import cast
from tests.builders import back
from tests.effort import examples
from tests.phone_calendar import PhoneCalendar, read
from tests.services.hall import Hall

ZH = words("zh-CN")


def file(hall: Hall) -> list[CalendarItem]:
    return list(calendar_events(ZH, hall.do(calendar_file.load_calendar, 1, hall.now)))


def content(hall: Hall) -> bytes:
    """Ask for the file; give it as it is sent."""
    hall.at(calendar_file.ask_for_calendar, council=1, by=cast.RESIDENT, reply_to=back(f"ics{hall.messages}"))
    hall.messages += 1
    return ics.calendar("和平里小区", file(hall), hall.now)


def moment(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def schedule(hall: Hall, text: str) -> None:
    hall.at(planning.set_schedule, by=cast.HEAD, text=text, reply_to=back())


def convene(hall: Hall, text: str) -> int:
    hall.at(planning.convene_meeting, by=cast.HEAD, text=text, reply_to=back())
    return max(each.number for each in hall.every(Meeting))


def postpone(hall: Hall, text: str, number: int = 1) -> None:
    hall.at(rescheduling.postpone_meeting, council=1, number=number, by=hall.by(cast.HEAD), text=text)


def cancel(hall: Hall, number: int = 1) -> None:
    hall.at(rescheduling.cancel_meeting, council=1, number=number, by=hall.by(cast.HEAD))


def revive(hall: Hall, number: int = 1) -> None:
    hall.at(rescheduling.revive_meeting, council=1, number=number, by=hall.by(cast.HEAD))


@pytest.fixture
def phone(hall: Hall) -> PhoneCalendar:
    """A phone that took the file before anything changed: meetings on the 8th, 18th and 28th at 19:30 in Shanghai."""
    took = PhoneCalendar()
    took.take(content(hall))
    return took


def days(phone: PhoneCalendar, count: int = 3) -> list[str]:
    return [each[4:13] for each in phone.shown()[:count]]


def test_the_days_to_come(hall: Hall) -> None:
    """The planned meeting and the regular days after it, each once; asked again, each keeps its name."""
    first = file(hall)
    assert [f"{each.at:%m-%d}" for each in first[:4]] == ["03-08", "03-18", "03-28", "04-08"]
    assert len({each.uid for each in first}) == len(first) == calendar_file.REGULAR_DAYS + 1
    assert {(each.sequence, each.status) for each in first} == {(0, EntryStatus.CONFIRMED)}
    hall.pass_time(timedelta(days=10))
    assert {each.uid for each in first[1:]} <= {each.uid for each in file(hall)}


def test_called_off_and_out_of_turn(hall: Hall) -> None:
    """A day that was called off says so; a meeting out of turn stands there with its reason."""
    cancel(hall)
    convene(hall, "3月5日 19:30 凉亭 商量停车")
    shown = file(hall)
    assert [f"{each.at:%m-%d}" for each in shown[:4]] == ["03-05", "03-08", "03-18", "03-28"]
    assert (shown[0].place, shown[0].text, shown[0].summary) == ("凉亭", "商量停车", "临时议事会 · 和平里小区")
    assert [each.status for each in shown[:3]] == ["confirmed", "cancelled", "confirmed"]
    assert shown[1].summary == "已取消：议事会 · 和平里小区"


def test_moved_days(hall: Hall) -> None:
    """A day that a public holiday moved says from where; of a year that is not published yet it says so."""
    schedule(hall, "1 19:30")
    shown = file(hall)
    may = next(each for each in shown if "5月1日" in each.text)
    assert f"{may.at:%m-%d}" == "05-06"
    assert "原定 5月1日 周五，因法定节假日改期" in may.text
    unknown = next(each for each in shown if each.at.year == 2027)
    assert (unknown.status, "没有公布" in unknown.text) == (EntryStatus.TENTATIVE, True)


def test_nothing_planned(hall: Hall) -> None:
    """Who asks where nothing is planned is told how to plan, once what was called off is a month ago."""
    hall.at(calendar_file.ask_for_calendar, council=1, by=cast.RESIDENT, reply_to=back())
    assert len(hall.told("calendar")) == 1
    council = hall.council()
    hall.do(lambda tx: [tx.put(type(council)(number=1, chat=council.chat, name=council.name))])
    cancel(hall)
    assert {each.status for each in file(hall)} == {EntryStatus.CANCELLED}
    hall.now += timedelta(days=400)
    hall.refuses(NoMeeting, calendar_file.ask_for_calendar, council=1, by=cast.RESIDENT, reply_to=back("again"))


# What a calendar makes of it that took the file before


def test_a_moved_meeting_moves(hall: Hall, phone: PhoneCalendar) -> None:
    """A regular meeting that is moved is moved in the calendar, with its new place, and stands there once."""
    postpone(hall, "3月10日 15:00 凉亭")
    phone.take(content(hall))
    assert phone.shown()[:2] == ["20260310T070000Z 凉亭", "20260318T113000Z"]
    moved = phone.events[next(uid for uid in phone.events if uid.startswith("2026-03-08@"))]
    assert (moved["SEQUENCE"], moved["STATUS"], moved["SUMMARY"]) == ("1", "CONFIRMED", "议事会 · 和平里小区")
    assert moved["DESCRIPTION"] == "原定 3月8日 周日，已改期"
    assert phone.cancelled() == []


def test_moved_twice_and_back(hall: Hall, phone: PhoneCalendar) -> None:
    """However often a meeting moves, the calendar follows; back on its day nothing is said of a move."""
    for text, day in (("3月10日 15:00", "0310T07"), ("3月12日 15:00", "0312T07"), ("3月8日 19:30", "0308T11")):
        postpone(hall, text)
        phone.take(content(hall))
        assert [each[:7] for each in days(phone, 1)] == [day]
    (back_again,) = [event for uid, event in phone.events.items() if uid.startswith("2026-03-08@")]
    assert (back_again["SEQUENCE"], "DESCRIPTION" in back_again) == ("3", False)


def test_each_move_counts(hall: Hall) -> None:
    """Two moves between two files count as two, and a file without a change counts nothing."""
    first = content(hall)
    assert content(hall) == first
    postpone(hall, "3月10日 15:00")
    postpone(hall, "3月12日 15:00")
    assert max(int(event["SEQUENCE"]) for event in read(content(hall))) == 2


def test_moved_and_called_off(hall: Hall, phone: PhoneCalendar) -> None:
    """A meeting that is moved and then called off is off on its new day; on again, it is on that day."""
    postpone(hall, "3月10日 15:00")
    phone.take(content(hall))
    cancel(hall)
    phone.take(content(hall))
    assert (phone.cancelled(), days(phone, 1)) == (["20260310T070000Z"], ["0318T1130"])
    revive(hall)
    phone.take(content(hall))
    assert (phone.cancelled(), days(phone, 1)) == ([], ["0310T0700"])


def test_called_off_between_files(hall: Hall, phone: PhoneCalendar) -> None:
    """A regular meeting that is called off stays in the file as cancelled for a month; the next is as it was."""
    cancel(hall)
    hall.pass_time(timedelta(days=30))
    late = PhoneCalendar()
    late.take(content(hall))
    phone.take(content(hall))
    assert phone.cancelled() == late.cancelled() == ["20260308T113000Z"]
    hall.pass_time(timedelta(days=8))
    assert b"CANCELLED" not in content(hall)


def test_out_of_turn(hall: Hall, phone: PhoneCalendar) -> None:
    """A meeting out of turn comes, moves and goes under one name."""
    number = convene(hall, "3月5日 19:30 凉亭 商量停车")
    phone.take(content(hall))
    assert days(phone, 2) == ["0305T1130", "0308T1130"]
    postpone(hall, "3月6日 9:00 居委会", number)
    phone.take(content(hall))
    assert phone.shown()[:2] == ["20260306T010000Z 居委会", "20260308T113000Z"]
    cancel(hall, number)
    phone.take(content(hall))
    assert (days(phone, 1), phone.cancelled()) == (["0308T1130"], ["20260306T010000Z"])


def test_called_off_before_anybody_took_a_file(hall: Hall) -> None:
    """What was planned and called off before the first file is in it, more than once changed."""
    cancel(hall, convene(hall, "3月5日 19:30 凉亭 商量停车"))
    (off,) = [event for event in read(content(hall)) if event["STATUS"] == "CANCELLED"]
    assert (off["DTSTART"], off["SEQUENCE"]) == ("20260305T113000Z", "1")


def test_other_regular_days(hall: Hall, phone: PhoneCalendar) -> None:
    """When the regular days change, those of before that are none any more are called off, and the others move."""
    schedule(hall, "8,15 20:00 居委会")
    phone.take(content(hall))
    assert phone.shown()[:3] == ["20260308T120000Z 居委会", "20260315T120000Z 居委会", "20260408T120000Z 居委会"]
    assert phone.cancelled()[:2] == ["20260318T113000Z", "20260328T113000Z"]


def test_regular_days_that_come_more_often(hall: Hall) -> None:
    """A day far ahead that stays a regular day is not called off, though a file goes less far now."""
    schedule(hall, "8 19:30")
    phone = PhoneCalendar()
    phone.take(content(hall))
    schedule(hall, "8,9,10,11,12 19:30")
    eighths = phone.shown()
    phone.take(content(hall))
    assert set(eighths) <= set(phone.shown())


def test_a_moved_day_is_not_planned_again(hall: Hall, phone: PhoneCalendar) -> None:
    """The regular day that a meeting moved from stays empty when the regular days are said anew."""
    postpone(hall, "3月10日 15:00")
    schedule(hall, "8,18,28 19:30")
    phone.take(content(hall))
    assert days(phone) == ["0310T0700", "0318T1130", "0328T1130"]
    assert [each.number for each in hall.every(Meeting) if each.state is MeetingState.PLANNED] == [1, 2]


def test_opened_early(hall: Hall, phone: PhoneCalendar) -> None:
    """A meeting that is held before its hour was not called off."""
    hall.now = datetime.fromisoformat("2026-03-08T18:00+08:00")
    hall.at(sessions.open_meeting, council=1, by=hall.by(cast.HEAD))
    phone.take(content(hall))
    hall.at(sessions.close_meeting, council=1, number=1, by=hall.by(cast.HEAD))
    phone.take(content(hall))
    assert (phone.cancelled(), days(phone, 1)) == ([], ["0308T1130"])


def test_another_number_of_the_group(hall: Hall, phone: PhoneCalendar) -> None:
    """When Telegram gives the group another number, its meetings keep their names."""
    before = set(phone.events)
    hall.do(councils.move_chat, old=cast.GROUP, new=ChatId("-100" + cast.GROUP))
    assert {event["UID"] for event in read(ics.calendar("", file(hall), hall.now))} == before


def test_meetings_kept_by_an_earlier_version(hall: Hall) -> None:
    """A regular meeting that was kept without its day, in a council without a kept file, keeps its name too."""
    name = file(hall)[0].uid
    kept = hall.get(Meeting, "1/1")

    def as_it_was_kept(tx: Tx) -> None:
        tx.put(replace(kept, regular_day=None))
        tx.drop(CalendarFile, "1")

    hall.do(as_it_was_kept)
    assert file(hall)[0].uid == name
    postpone(hall, "3月10日 15:00")
    assert (file(hall)[0].uid, f"{file(hall)[0].at:%m-%d}") == (name, "03-10")


ACTS = st.one_of(
    st.tuples(st.just("postpone"), st.integers(0, 3), st.integers(3, 30), st.integers(8, 20)),
    st.tuples(st.sampled_from(["cancel", "revive"]), st.integers(0, 3)),
    st.tuples(st.just("convene"), st.integers(3, 30), st.integers(8, 20)),
    st.tuples(
        st.just("schedule"), st.sampled_from(["8,18,28", "周三 19:00", "1,15 照开", "1,2,3 遇节假日跳过", "28 9:00"])
    ),
    st.tuples(st.just("pass"), st.integers(1, 12)),
    st.tuples(st.just("take")),
)


def perform(hall: Hall, phone: PhoneCalendar, act: tuple[str | int, ...]) -> None:
    """Do one act; of several meetings the newest are meant. What is refused changes nothing."""
    name, *values = act
    if name == "take":
        phone.take(content(hall))
    elif name == "pass":
        hall.pass_time(timedelta(days=int(values[0])))
    elif name == "schedule":
        schedule(hall, str(values[0]))
    elif name == "convene":
        convene(hall, f"2026年4月{values[0]}日 {values[1]}:00 凉亭")
    else:
        number = max(each.number for each in hall.every(Meeting)) - int(values[0])
        if name == "postpone":
            postpone(hall, f"2026年4月{values[1]}日 {values[2]}:00", number)
        else:
            (cancel if name == "cancel" else revive)(hall, number)


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(ACTS, max_size=12))
def test_whatever_happens(acts: list[tuple[str | int, ...]]) -> None:
    """A calendar that took files in between shows the same meetings as one that takes the last file alone."""
    hall, old, fresh = Hall(), PhoneCalendar(), PhoneCalendar()
    hall.found(cast.GROUP, cast.HEAD)
    for act in acts:
        try:
            perform(hall, old, act)
        except CouncilError:
            continue
    last = content(hall)
    old.take(last)
    fresh.take(last)
    now = moment(hall.now)
    assert old.shown(now) == fresh.shown(now)
    planned = [each.at for each in hall.every(Meeting) if each.state is MeetingState.PLANNED and each.at > hall.now]
    assert {moment(at) for at in planned} <= {each.split()[0] for each in fresh.shown(now)}

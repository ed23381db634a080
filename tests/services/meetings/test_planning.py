"""Regular days and extraordinary meetings are planned."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account, Defaults
from bot.domain.meetings.errors import BadSchedule, NoMeeting
from bot.domain.meetings.meeting import PLACE_LIMIT, REASON_LIMIT, Meeting, MeetingState, Rsvp
from bot.domain.meetings.meeting_days import Schedule
from bot.domain.shared.errors import CouncilError, NoSuchMoment, NotAllowed, PastDay, TooLong, UnclearPlace
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.working_days import HolidayPolicy
from bot.services.meetings import meetings, planning
from tests import cast
from tests.builders import back
from tests.services.hall import OTHER_HEAD, Hall
from tests.services.meetings.days import FIRST, convene, planned, press, schedule, shanghai


def test_a_new_council_has_a_meeting(hall: Hall) -> None:
    """The next regular meeting is planned from the start, with its reminders and its end."""
    (meeting,) = planned(hall)
    assert (meeting.at, meeting.regular, meeting.planned_day) == (FIRST, True, None)
    assert [row.at for row in hall.waits("remind")] == [
        shanghai("03-05 09:00"),
        shanghai("03-07 09:00"),
        shanghai("03-08 17:30"),
    ]
    assert [row.at for row in hall.waits("meeting_over")] == [meeting.ends]
    assert hall.do(meetings.find_upcoming, 1) == meeting


def test_a_schedule(hall: Hall) -> None:
    """New days take the place of the old ones, with their place; the answer shows the next three."""
    schedule(hall, "每周三 19:00 居委会二楼13800138000")
    (meeting,) = planned(hall)
    assert (meeting.at, meeting.place) == (shanghai("03-04 19:00"), "居委会二楼138****8000")
    assert hall.get(Meeting, "1/1").state is MeetingState.CANCELLED
    assert {row.about for row in hall.waits("remind")} == {"meeting/1/2"}
    assert [line.what for line in hall.lines[-2:]] == ["schedule", "meeting"]
    assert hall.lines[-2].facts == {}
    days = hall.do(meetings.load_days, 1, hall.now)
    assert [day.starts_at for day in days.days] == [shanghai(f"03-{n} 19:00") for n in ("04", "11", "18")]
    assert len(hall.told("schedule")) == 1


def test_the_time_stays_when_none_is_said(hall: Hall) -> None:
    """Days without a time keep the time of before."""
    schedule(hall, "每周三 15:00")
    schedule(hall, "每周四")
    assert planned(hall)[0].at == shanghai("03-05 15:00")


@pytest.mark.parametrize("text", ["8,18,28", "8,18,28 19:30 居委会", "8日、18日、28日 晚上7点半"])
def test_the_same_days_again(hall: Hall, text: str) -> None:
    """A schedule by which the next meeting stays as it is keeps it, and those who said they come."""
    press(hall, meetings.answer_invitation, comes=True, shown=(cast.GROUP, 1))
    schedule(hall, text)
    (meeting,) = planned(hall)
    assert (meeting.number, meeting.at, meeting.place) == (1, FIRST, hall.council().place)
    assert len(hall.every(Rsvp)) == 1
    assert len(hall.waits("remind")) == 3


@pytest.mark.parametrize(
    ("text", "days", "policy"),
    [
        ("每月5、15、25号（节假日顺延）15:00 居委会", (5, 15, 25), HolidayPolicy.NEXT),
        ("每月5、15、25号 (遇法定节假日提前) 15:00 居委会", (5, 15, 25), HolidayPolicy.PREVIOUS),
        ("5,15,25，遇节假日跳过，15:00 居委会", (5, 15, 25), HolidayPolicy.SKIP),
        ("议事日：每月 5、15、25 日 下午 15:00 居委会 照开", (5, 15, 25), HolidayPolicy.KEEP),
    ],
)
def test_days_and_holidays_in_one_line(hall: Hall, text: str, days: tuple[int, ...], policy: HolidayPolicy) -> None:
    """The rule for holidays may stand in brackets or among the days; the time and the place behind it count."""
    schedule(hall, text)
    assert (hall.council().holiday, hall.council().place) == (policy, "居委会")
    assert hall.council().schedule == Schedule(days=days, hour=15, minute=0)


@pytest.mark.parametrize("text", ["8,18,28 居委会 晚上", "8,18,28 19:30 居委会，每周三", "8,18,28 19:30 15号"])
def test_a_time_is_no_place(hall: Hall, text: str) -> None:
    """What still looks like a day or a time in the place is asked about, and nothing is set."""
    before = hall.council()
    with pytest.raises(UnclearPlace):
        schedule(hall, text)
    with pytest.raises(UnclearPlace):
        hall.at(
            planning.convene_meeting,
            by=cast.HEAD,
            text=f"12月3日 19:30 {text.partition('居')[1]}居委会晚上8点",
            reply_to=back(),
        )
    assert hall.council() == before


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("照开", HolidayPolicy.KEEP),
        ("遇节假日提前", HolidayPolicy.PREVIOUS),
        ("遇法定节假日跳过", HolidayPolicy.SKIP),
        ("遇法定跳过", HolidayPolicy.SKIP),
        ("节假日顺延", HolidayPolicy.NEXT),
    ],
)
def test_a_rule_for_holidays(hall: Hall, text: str, policy: HolidayPolicy) -> None:
    """The rule for public holidays can be set alone; the meeting days stay."""
    schedule(hall, text)
    assert (hall.council().holiday, hall.council().schedule) == (policy, Schedule(days=(8, 18, 28)))


def test_days_and_a_rule_for_holidays_in_one_line(hall: Hall) -> None:
    """Days and the rule for holidays may stand in one line, and both count."""
    schedule(hall, "每周三 19:00 居委会 遇节假日跳过")
    assert (hall.council().holiday, hall.council().place) == (HolidayPolicy.SKIP, "居委会")
    assert planned(hall)[0].at == shanghai("03-04 19:00")


def test_a_holiday_moves_a_meeting(hall: Hall) -> None:
    """A meeting day that is a public holiday is held by the council's rule, and says where it was moved from."""
    hall.pass_time(shanghai("04-30 12:00"))
    schedule(hall, "每月2日 19:30")  # 2 May 2026 lies in the Labour Day holidays
    (moved,) = planned(hall)
    assert (moved.at, str(moved.planned_day), moved.holidays_known) == (shanghai("05-06 19:30"), "2026-05-02", True)
    schedule(hall, "照开")
    (kept,) = planned(hall)
    assert (kept.at, kept.planned_day) == (shanghai("05-02 19:30"), None)
    schedule(hall, "跳过")
    assert planned(hall)[0].at == shanghai("06-02 19:30")


def test_a_meeting_that_goes_on_is_not_taken_back(hall: Hall) -> None:
    """New days set during a meeting leave it; the next one is planned when it is over."""
    hall.now = FIRST + timedelta(minutes=30)
    schedule(hall, "每周三 19:00")
    assert [each.at for each in planned(hall)] == [FIRST]
    hall.pass_time(FIRST + timedelta(hours=3))
    assert [each.at for each in planned(hall)] == [shanghai("03-11 19:00")]


@pytest.mark.parametrize(
    ("by", "text", "refusal"),
    [
        (cast.CLERK, "8,18,28", NotAllowed),
        (cast.RESIDENT, "顺延", NotAllowed),
        (cast.HEAD, "有空再说", BadSchedule),
        (cast.HEAD, "有空再说 顺延", BadSchedule),
        (cast.HEAD, "", BadSchedule),
        (cast.HEAD, "8,18 19:30 " + "楼" * (PLACE_LIMIT + 1), TooLong),
    ],
)
def test_no_schedule(hall: Hall, by: Account, text: str, refusal: type[CouncilError]) -> None:
    """Days that are not understood, or not the head's, are refused whole."""
    before = hall.state()
    hall.refuses(refusal, planning.set_schedule, by=by, text=text, reply_to=back())
    assert hall.state() == before


def test_without_days_no_meeting(hall: Hall) -> None:
    """A council without meeting days has none planned, and /meeting says so."""
    hall.found(cast.OTHER_GROUP, OTHER_HEAD, defaults=Defaults())
    assert hall.do(meetings.find_upcoming, 2) is None
    assert hall.do(meetings.load_days, 2, hall.now).days == ()
    hall.refuses(NoMeeting, meetings.show_meetings, council=2, by=OTHER_HEAD, reply_to=back(chat=cast.OTHER_GROUP))


def test_convene(hall: Hall) -> None:
    """The head calls a meeting out of turn; the next one to come is shown."""
    meeting = convene(hall, "3月5日 19:30 居委会二楼 商量停车，电话13800138000")
    assert (meeting.at, meeting.regular) == (shanghai("03-05 19:30"), False)
    assert (meeting.place, meeting.reason) == ("居委会二楼", "商量停车，电话138****8000")
    assert hall.told("meeting")[0].params == MessageParams(council=1, meeting=2)
    hall.at(meetings.show_meetings, council=1, by=cast.RESIDENT, reply_to=back("m"))
    assert [each.params.meeting for each in hall.told("meeting")] == [2, 2]
    assert (hall.last.what, hall.last.facts) == ("meeting", {"meeting": 2, "at": meeting.at.isoformat()})


def test_reminders_that_are_past_do_not_wait(hall: Hall) -> None:
    """A meeting called for tonight is reminded of only by what is still to come."""
    meeting = convene(hall, "3月3日 10:00 凉亭")
    rows = [row for row in hall.waits("remind") if row.about == f"meeting/{meeting.key}"]
    assert [row.at for row in rows] == [shanghai("03-03 08:00")]


@pytest.mark.parametrize(
    ("by", "text", "refusal"),
    [
        (cast.CLERK, "3月5日 19:30", NotAllowed),
        (cast.HEAD, "有空", NoSuchMoment),
        (cast.HEAD, "3月5日", NoSuchMoment),
        (cast.HEAD, "2026-03-02 19:59", PastDay),
        (cast.HEAD, "3月5日 19:30 " + "楼" * (PLACE_LIMIT + 1), TooLong),
        (cast.HEAD, "3月5日 19:30 居委会 " + "事" * (REASON_LIMIT + 1), TooLong),
    ],
)
def test_no_meeting_out_of_turn(hall: Hall, by: Account, text: str, refusal: type[CouncilError]) -> None:
    """A meeting without a moment to come, or not the head's, is refused."""
    before = hall.state()
    hall.refuses(refusal, planning.convene_meeting, by=by, text=text, reply_to=back())
    assert hall.state() == before

"""Meeting days: the regular ones, those out of turn, who comes, and the reminders."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account, Defaults
from bot.domain.matters.state import State
from bot.domain.meetings.errors import BadSchedule, MeetingOver, NoMeeting
from bot.domain.meetings.meeting import PLACE_LIMIT, REASON_LIMIT, Meeting, MeetingState, Rsvp
from bot.domain.meetings.meeting_days import Schedule
from bot.domain.shared.errors import CouncilError, NoSuchMoment, NotAllowed, PastDay, TooLong, UnclearPlace
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.working_days import HolidayPolicy
from bot.services.councils import councils, personal_data
from bot.services.meetings import meetings
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import OTHER_HEAD, Hall


def shanghai(written: str) -> datetime:
    """The instant of a local time, such as 03-08 19:30."""
    return datetime.fromisoformat(f"2026-{written}:00+08:00").astimezone(UTC)


FIRST, SECOND, THIRD = shanghai("03-08 19:30"), shanghai("03-18 19:30"), shanghai("03-28 19:30")


def planned(hall: Hall) -> list[Meeting]:
    return sorted(
        (each for each in hall.every(Meeting) if each.state is MeetingState.PLANNED), key=lambda each: each.at
    )


def schedule(hall: Hall, text: str, by: Account = cast.HEAD) -> None:
    hall.at(meetings.set_schedule, by=by, text=text, reply_to=back())


def convene(hall: Hall, text: str = "3月5日 19:30 居委会 商量停车") -> Meeting:
    hall.at(meetings.convene_meeting, by=cast.HEAD, text=text, reply_to=back())
    return max(hall.every(Meeting), key=lambda each: each.number)


def press(hall: Hall, act: Callable[..., Any], number: int = 1, by: Account = cast.HEAD, **wishes: Any) -> str:
    key: str = hall.at(act, council=1, number=number, by=hall.by(by), **wishes).key
    return key


# Regular days


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
            meetings.convene_meeting,
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
    """What a public holiday does to a meeting day can be said alone; the days stay."""
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
    hall.refuses(refusal, meetings.set_schedule, by=by, text=text, reply_to=back())
    assert hall.state() == before


def test_without_days_no_meeting(hall: Hall) -> None:
    """A council without meeting days has none planned, and /meeting says so."""
    hall.found(cast.OTHER_GROUP, OTHER_HEAD, defaults=Defaults())
    assert hall.do(meetings.find_upcoming, 2) is None
    assert hall.do(meetings.load_days, 2, hall.now).days == ()
    hall.refuses(NoMeeting, meetings.show_meetings, council=2, by=OTHER_HEAD, reply_to=back(chat=cast.OTHER_GROUP))


# Out of turn


def test_convene(hall: Hall) -> None:
    """The head calls a meeting out of turn; the next one to come is shown."""
    meeting = convene(hall, "3月5日 19:30 居委会二楼 商量停车，电话13800138000")
    assert (meeting.at, meeting.regular) == (shanghai("03-05 19:30"), False)
    assert (meeting.place, meeting.reason) == ("居委会二楼", "商量停车，电话138****8000")
    assert hall.told("meeting")[0].params == {"council": 1, "meeting": 2}
    hall.at(meetings.show_meetings, council=1, by=cast.RESIDENT, reply_to=back("m"))
    assert [each.params["meeting"] for each in hall.told("meeting")] == [2, 2]
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
    hall.refuses(refusal, meetings.convene_meeting, by=by, text=text, reply_to=back())
    assert hall.state() == before


# Who comes


def test_who_comes(hall: Hall) -> None:
    """Everybody says whether they come; the other answer replaces the first, the same again takes it back."""
    keys = [
        press(hall, meetings.answer_invitation, by=cast.RESIDENT, comes=comes, shown=(cast.GROUP, 1))
        for comes in (True, False, False)
    ]
    assert keys == ["rsvp_comes", "rsvp_excused", "rsvp_gone"]
    assert hall.every(Rsvp) == []
    assert [line.what for line in hall.lines[-3:]] == keys
    assert hall.last.facts == {"meeting": 1}


def test_the_card_shows_who_comes(hall: Hall) -> None:
    """The message with the button is drawn anew, and names who comes and who is excused."""
    hall.at(meetings.show_meetings, council=1, by=cast.RESIDENT, reply_to=back())
    hall.deliver()
    posted = max(hall.every(SentMessage), key=lambda each: each.message)
    press(hall, meetings.answer_invitation, by=cast.RESIDENT, comes=True, shown=(cast.GROUP, posted.message))
    press(hall, meetings.answer_invitation, by=cast.CLERK, comes=False, shown=(cast.GROUP, 9))
    (outgoing,) = hall.told("meeting")
    assert (outgoing.id, outgoing.in_place) == (posted.about, True)
    hall.stand(State.AGENDA)
    shown = hall.do(meetings.load_meeting, 1, 1, hall.now)
    assert shown is not None
    assert [member.name for member in shown.coming] == [cast.RESIDENT.name]
    assert [member.name for member in shown.excused] == [cast.CLERK.name]
    assert ([matter.number for matter in shown.agenda], shown.left) == ([1], FIRST - hall.now)
    assert shown.head == hall.member(cast.HEAD)
    assert hall.do(meetings.load_meeting, 1, 9, hall.now) is None


def test_an_erased_person_does_not_come(hall: Hall) -> None:
    """Who was erased is not counted among those who come."""
    press(hall, meetings.answer_invitation, by=cast.RESIDENT, comes=True, shown=(cast.GROUP, 9))
    hall.at(personal_data.erase_person, account=cast.RESIDENT.id, chat=private(cast.RESIDENT))
    shown = hall.do(meetings.load_meeting, 1, 1, hall.now)
    assert shown is not None
    assert shown.coming == ()


@pytest.mark.parametrize("number", [1, 9])
def test_to_what_is_over_nobody_comes(hall: Hall, number: int) -> None:
    """A meeting that is cancelled, or never was, takes no answers."""
    press(hall, meetings.cancel_meeting)
    refusal = MeetingOver if number == 1 else NoMeeting
    wishes = {"council": 1, "number": number, "by": hall.by(cast.HEAD), "comes": True, "shown": (cast.GROUP, 1)}
    hall.refuses(refusal, meetings.answer_invitation, **wishes)


# Cancelled, on again, moved


def test_cancel(hall: Hall) -> None:
    """A cancelled meeting reminds of nothing any more, is told, and the next regular one is planned."""
    assert press(hall, meetings.cancel_meeting) == "meeting_cancelled"
    assert [each.at for each in planned(hall)] == [SECOND]
    assert {row.about for row in hall.waits("remind") + hall.waits("meeting_over")} == {"meeting/1/2"}
    assert [each.params["what"] for each in hall.told("meeting.news")] == ["cancelled"]
    assert (hall.last.what, hall.last.facts) == ("cancel", {"meeting": 1})


def test_cancelling_what_is_out_of_turn(hall: Hall) -> None:
    """Without a meeting out of turn the regular one stays as it is."""
    convene(hall)
    press(hall, meetings.cancel_meeting, 2)
    assert [each.number for each in planned(hall)] == [1]


def test_revive(hall: Hall) -> None:
    """A meeting that is on again reminds again, in place of the one planned instead of it."""
    press(hall, meetings.cancel_meeting)
    assert press(hall, meetings.revive_meeting) == "meeting_revived"
    assert [each.number for each in planned(hall)] == [1]
    assert {row.about for row in hall.waits("remind")} == {"meeting/1/1"}
    assert {each.params["what"] for each in hall.told("meeting.news")} == {"cancelled", "revived"}
    assert hall.last.what == "revive"


def test_reviving_what_is_out_of_turn(hall: Hall) -> None:
    """A meeting out of turn that is on again leaves the regular one alone."""
    convene(hall)
    press(hall, meetings.cancel_meeting, 2)
    press(hall, meetings.revive_meeting, 2)
    assert [each.number for each in planned(hall)] == [2, 1]


def test_reviving_beside_others(hall: Hall) -> None:
    """A regular meeting that is on again leaves those out of turn alone."""
    convene(hall)
    press(hall, meetings.cancel_meeting)
    press(hall, meetings.revive_meeting)
    assert [each.number for each in planned(hall)] == [2, 1]


def test_nothing_to_revive(hall: Hall) -> None:
    """A meeting that was not cancelled, or whose time is past, is not on again."""
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.HEAD)}
    hall.refuses(MeetingOver, meetings.revive_meeting, **wishes)
    press(hall, meetings.cancel_meeting)
    hall.now = FIRST
    hall.refuses(MeetingOver, meetings.revive_meeting, **wishes)


def test_postpone(hall: Hall) -> None:
    """A meeting on another day asks anew who comes and reminds by its new time; it keeps its place."""
    schedule(hall, "8,18,28 19:30 居委会")
    press(hall, meetings.answer_invitation, comes=True, shown=(cast.GROUP, 9))
    assert press(hall, meetings.postpone_meeting, text="3月10日 15:00") == "meeting_postponed"
    moved = hall.get(Meeting, "1/1")
    assert (moved.at, moved.place) == (shanghai("03-10 15:00"), "居委会")
    assert hall.every(Rsvp) == []
    rows = [row.at for row in hall.waits("remind") if row.about == "meeting/1/1"]
    assert rows == [shanghai("03-07 09:00"), shanghai("03-09 09:00"), shanghai("03-10 13:00")]
    assert [each.params["what"] for each in hall.told("meeting.news")] == ["postponed"]
    assert (hall.last.what, hall.last.facts["at"]) == ("postpone", moved.at.isoformat())


def test_a_postponed_meeting_swallows_no_regular_one(hall: Hall) -> None:
    """However far a regular meeting is moved, the regular one after it is held."""
    press(hall, meetings.postpone_meeting, text="3月20日 15:00 凉亭")
    assert [each.at for each in planned(hall)] == [SECOND, shanghai("03-20 15:00")]
    assert hall.get(Meeting, "1/1").place == "凉亭"


def test_postponed_to_a_regular_day(hall: Hall) -> None:
    """Moved to the time of the next regular meeting the two are one; the one after it follows."""
    press(hall, meetings.postpone_meeting, text="3月18日 19:30")
    assert [each.at for each in planned(hall)] == [SECOND, THIRD]


def test_postponing_what_is_out_of_turn(hall: Hall) -> None:
    """A meeting out of turn that is moved plans no other."""
    convene(hall)
    press(hall, meetings.postpone_meeting, 2, text="3月6日 19:30")
    assert len(planned(hall)) == 2


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("改天", NoSuchMoment),
        ("2026-03-01 10:00", PastDay),
        ("3月9日 10:00 " + "楼" * (PLACE_LIMIT + 1), TooLong),
    ],
)
def test_not_postponed(hall: Hall, text: str, refusal: type[CouncilError]) -> None:
    """A day that is none moves nothing."""
    before = hall.state()
    hall.refuses(refusal, meetings.postpone_meeting, council=1, number=1, by=hall.member(cast.HEAD), text=text)
    assert hall.state() == before


@pytest.mark.parametrize("act", [meetings.cancel_meeting, meetings.revive_meeting, meetings.postpone_meeting])
def test_meetings_are_the_heads(hall: Hall, act: Callable[..., Any]) -> None:
    """Nobody but the head cancels a meeting, lets it be on again or moves it."""
    text = {"text": "3月9日 10:00"} if act is meetings.postpone_meeting else {}
    for who in (cast.CLERK, cast.RESIDENT):
        hall.refuses(NotAllowed, act, council=1, number=1, by=hall.by(who), **text)


# Their time comes


def reminded(hall: Hall, until: datetime) -> int:
    hall.pass_time(until)
    return [each.view for each in hall.deliver()].count("meeting.reminder")


def test_each_reminder_once(hall: Hall) -> None:
    """Each reminder is told once, on time, and not again."""
    told = [
        reminded(hall, at)
        for at in (shanghai("03-05 08:59"), shanghai("03-05 09:00"), shanghai("03-07 09:00"), shanghai("03-08 17:30"))
    ]
    assert told == [0, 1, 1, 1]
    assert reminded(hall, FIRST) == 0


def test_late_reminders(hall: Hall) -> None:
    """After a downtime only the latest reminder that still makes sense is told."""
    assert reminded(hall, shanghai("03-08 18:00")) == 1


def test_too_late_for_reminders(hall: Hall) -> None:
    """A meeting that has begun is not reminded of."""
    assert reminded(hall, FIRST) == 0


def test_a_reminder_on_its_way(hall: Hall) -> None:
    """A reminder that waits to be sent is not sent once the meeting is off."""
    hall.pass_time(shanghai("03-07 09:00"))
    assert len(hall.told("meeting.reminder")) == 1
    press(hall, meetings.cancel_meeting)
    assert "meeting.reminder" not in [each.view for each in hall.deliver()]


def test_without_its_bot_a_council_is_not_reminded(hall: Hall) -> None:
    """A council whose group the bot has left is not reminded; its meetings go by all the same."""
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    assert reminded(hall, shanghai("03-07 09:00")) == 0
    hall.pass_time(FIRST + timedelta(hours=3))
    assert [each.at for each in planned(hall)] == [SECOND]


def test_over(hall: Hall) -> None:
    """Three hours after its beginning a meeting that nobody opened is over, and the next regular one is planned."""
    hall.pass_time(FIRST + timedelta(hours=3))
    assert hall.get(Meeting, "1/1").state is MeetingState.UNOPENED
    assert [each.at for each in planned(hall)] == [SECOND]
    assert [line.what for line in hall.lines[-2:]] == ["unopened", "meeting"]
    assert hall.lines[-2].facts == {"meeting": 1}


def test_over_out_of_turn(hall: Hall) -> None:
    """A meeting out of turn that is over plans no other."""
    meeting = convene(hall)
    hall.pass_time(meeting.ends)
    assert hall.get(Meeting, "1/2").state is MeetingState.UNOPENED
    assert [each.number for each in planned(hall)] == [1]


def test_over_is_over_once(hall: Hall) -> None:
    """The end of a meeting that is off by then changes nothing."""
    (row,) = hall.waits("meeting_over")
    hall.do(lambda tx: tx.put(replace(hall.get(Meeting, "1/1"), state=MeetingState.CANCELLED)))
    before = hall.state()
    hall.do(meetings.end_day, row, row.at)
    assert hall.state() == before


def test_after_a_long_downtime_the_next_one_lies_ahead(hall: Hall) -> None:
    """After weeks of downtime the next regular meeting is planned from today on."""
    hall.pass_time(shanghai("04-20 12:00"))
    assert [each.at for each in planned(hall)] == [shanghai("04-28 19:30")]

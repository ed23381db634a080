"""Events: organised, changed, reminded of, checked in to and thanked for; late after a downtime, and once."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from bot.documents.ics import calendar
from bot.documents.sign_up_sheet import make_sign_up_sheet
from bot.domain.councils.council import Account
from bot.domain.councils.errors import NoSuchPerson, NotMember
from bot.domain.events.errors import (
    BadSignUpEnd,
    EventOver,
    EventUnclear,
    NoCheckIn,
    NotOrganiser,
    TooLateToNote,
)
from bot.domain.events.event import Event, EventState
from bot.domain.events.sign_up import CheckIn
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NoSuchMoment, NotAllowed, PastDay
from bot.locales import words
from bot.services import departures
from bot.services.events import check_ins, event_cards, events, sign_ups
from bot.services.events.figures import count_events
from bot.services.reports.dated_rows import Span
from bot.views.events.events import calendar_item
from tests import cast
from tests.builders import back
from tests.cast import GROUP, private
from tests.services.hall import Hall

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = "3月7日 9:00 小广场 2人 大扫除 带手套"
BEGINS = datetime(2026, 3, 7, 1, tzinfo=UTC)
THREE = (cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER)


@pytest.fixture
def posted(hall: Hall) -> Hall:
    """A captain has announced a clean-up for two; three have signed up, and can be written to, as can the captain."""
    hall.opens_private_chat(cast.CAPTAIN, cast.CLERK, *THREE)
    post(hall)
    for who in THREE:
        press(hall, "sign", who)
    hall.deliver()
    return hall


def post(hall: Hall, text: str = TEXT, by: Account = cast.CAPTAIN) -> None:
    hall.at(events.post_event, council=1, text=text, by=by, reply_to=back())


def press(hall: Hall, act: str, by: Account) -> str:
    use = {"sign": sign_ups.press_sign_up, "here": check_ins.press_check_in, "cancel": events.press_cancel}[act]
    return hall.tap(use, Intent(f"event_{act}", 1, 1), by).key


def event(hall: Hall) -> Event:
    return hall.get(Event, "1/1")


def change(hall: Hall, by: Account = cast.CAPTAIN) -> dict[str, object]:
    return {"council": 1, "number": 1, "by": hall.member(by)}


def told(hall: Hall, view: str) -> list[str]:
    return sorted(each.chat for each in hall.told(view))


def test_posted(posted: Hall) -> None:
    """Captains may announce an event as well as officers; residents may not, and not without what and when it is."""
    found = event(posted)
    assert (found.what, found.at, found.place, found.places, found.bring) == ("大扫除", BEGINS, "小广场", 2, "手套")
    wishes = {"council": 1, "by": cast.CAPTAIN, "reply_to": back()}
    posted.refuses(NotAllowed, events.post_event, **{**wishes, "by": cast.RESIDENT}, text=TEXT)
    posted.refuses(EventUnclear, events.post_event, **wishes, text="大扫除")
    posted.refuses(PastDay, events.post_event, **wishes, text="3月1日 9:00 小广场 大扫除")
    posted.refuses(BadSignUpEnd, events.post_event, **wishes, text=f"{TEXT} 截止3月8日 9:00")
    posted.refuses(NoSuchMoment, events.move_event, **change(posted), text="改天")


def test_reminder(posted: Hall) -> None:
    """At six in the evening before those who have a place are reminded in private, once; who waits is not."""
    posted.pass_time(BEGINS - 15 * HOUR)
    assert told(posted, "event.reminder") == sorted(private(each) for each in THREE[:2])
    posted.deliver()
    posted.pass_time(BEGINS)
    assert posted.told("event.reminder") == []


def test_reminder_in_the_holidays(hall: Hall) -> None:
    """An event in the middle of the holidays is reminded of on the day before it, a holiday too."""
    post(hall, "10月3日 9:00 小广场 大扫除")
    (row,) = hall.waits("event_eve")
    assert row.at == datetime(2026, 10, 2, 10, tzinfo=UTC)


def test_down_over_the_reminder(posted: Hall) -> None:
    """A bot that comes back before the event reminds late, and one that comes back after it reminds nobody."""
    again = posted.copy()
    posted.pass_time(BEGINS - 9 * HOUR)  # midnight
    assert {each.not_before for each in posted.told("event.reminder")} == {BEGINS - HOUR - HOUR / 2}
    again.pass_time(BEGINS + HOUR)
    assert again.told("event.reminder") == []


def test_down_over_everything(posted: Hall) -> None:
    """A bot that was down over closing and end does each once, says that it is late, and thanks nobody after days."""
    again = posted.copy()
    posted.pass_time(BEGINS + HOUR)
    assert [(each.chat, each.params.what) for each in posted.told("event.closed")] == [(private(cast.CAPTAIN), "late")]
    again.pass_time(BEGINS + 5 * HOUR)
    assert again.told("event.closed") == []
    assert [(each.chat, each.params.what) for each in again.told("event.thanks")] == [(GROUP, "late")]
    assert event(again).state is EventState.OVER
    again.pass_time(DAY)
    assert [line.what for line in again.lines].count("event_over") == 1
    posted.pass_time(BEGINS + 5 * DAY)
    assert posted.told("event.thanks") == []


def test_who_was_there(posted: Hall) -> None:
    """People check in from half an hour before; names are added by the organiser, for a week; the thanks count them."""
    with pytest.raises(NoCheckIn):
        press(posted, "here", cast.RESIDENT)
    posted.refuses(NoCheckIn, check_ins.note_there, **change(posted), text="王奶奶")
    posted.pass_time(BEGINS - HOUR / 4)
    assert [press(posted, "here", cast.RESIDENT) for _ in range(2)] == ["event_there", "event_there_already"]
    posted.at(check_ins.note_there, **change(posted), text="王奶奶、李爷爷、赵敏")
    assert len(posted.every(CheckIn)) == 3
    posted.refuses(NotOrganiser, check_ins.note_there, **change(posted, cast.RESIDENT), text="王奶奶")
    posted.refuses(NoSuchPerson, check_ins.note_there, **change(posted), text="撤销 谁也不是")
    posted.at(check_ins.note_there, **change(posted), text="撤销 李爷爷")
    posted.pass_time(BEGINS + 3 * HOUR)
    assert told(posted, "event.thanks") == [GROUP]
    assert count_events(posted.tx(), 1, None) == {"events": 1, "came": 2}
    assert count_events(posted.tx(), 1, Span(BEGINS - DAY, BEGINS + DAY)) == {"events": 1, "came": 2}
    assert count_events(posted.tx(), 1, Span(BEGINS + DAY, BEGINS + 2 * DAY)) == {"events": 0, "came": 0}
    shown = event_cards.load_sign_ups(posted.tx(), 1, 1)
    assert shown is not None
    sheet = openpyxl.load_workbook(io.BytesIO(make_sign_up_sheet(words("zh-CN"), shown))).active
    assert sheet is not None
    assert [row[1:3] for row in sheet.values] == [
        ("姓名", "报名"),
        ("赵敏", "报名"),
        ("孙大爷", "报名"),
        ("周倩", "候补"),
        ("王奶奶", "没有报名"),
    ]
    posted.now += 8 * DAY
    posted.refuses(TooLateToNote, check_ins.note_there, **change(posted), text="王奶奶")


def test_moved(posted: Hall) -> None:
    """Everybody on the list, waiting too, is told of a move in private and all in one line; its times move along."""
    posted.at(events.move_event, **change(posted), text="3月8日 14:30 活动室")
    assert (event(posted).at - BEGINS, event(posted).place) == (DAY + 5 * HOUR + HOUR / 2, "活动室")
    assert told(posted, "event.moved") == sorted((GROUP, *(private(each) for each in THREE)))
    assert [row.at for row in posted.waits("event_closed")] == [event(posted).at]
    posted.refuses(NotOrganiser, events.move_event, **change(posted, cast.RESIDENT), text="3月9日 9:00")
    posted.at(events.change_words, **change(posted, cast.CLERK), text="大扫除和义诊")
    shown = event_cards.load_event(posted.tx(), 1, 1, 0, posted.now)
    assert shown is not None
    file = calendar("和平里", [calendar_item(words("zh-CN"), shown)], posted.now).decode()
    assert "SEQUENCE:1\r\n" in file
    assert "DTSTART:20260308T063000Z\r\n" in file
    assert "LOCATION:活动室\r\n" in file


def test_cancelled(posted: Hall) -> None:
    """Everybody on the list is told, and nothing of it comes due; it can be neither signed up for nor changed."""
    with pytest.raises(NotOrganiser):
        press(posted, "cancel", cast.RESIDENT)
    press(posted, "cancel", cast.CAPTAIN)
    assert told(posted, "event.cancelled") == sorted((GROUP, *(private(each) for each in THREE)))
    acts = ("event_eve", "event_opens", "event_closed", "event_over")
    assert [row for act in acts for row in posted.waits(act)] == []
    for act in ("sign", "cancel"):
        with pytest.raises(EventOver):
            press(posted, act, cast.CAPTAIN)


def test_the_organiser_leaves(posted: Hall) -> None:
    """The officers are told in place of an organiser who is gone, and can change the event as well."""
    posted.at(departures.member_left, chat=GROUP, who=cast.CAPTAIN)
    with pytest.raises(NotMember):
        posted.tap(events.press_cancel, Intent("event_cancel", 1, 1), cast.CAPTAIN, chat=private(cast.CAPTAIN))
    posted.pass_time(BEGINS)
    assert told(posted, "event.closed") == [private(cast.CLERK)]

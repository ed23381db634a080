"""Meetings as people see them: when, where, what about, who comes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Council
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.meetings.meeting_acts import MeetingAct
from bot.domain.meetings.meeting_days import Occurrence, Schedule
from bot.domain.shared.working_days import HolidayPolicy
from bot.locales import words
from bot.ports import Card, Tx
from bot.read_models.meetings import Days, ShownMeeting
from bot.services.councils import members
from bot.views.meetings import meetings
from storage.memory import MemoryStore
from tests import builders, cast

ZH = words("zh-CN")
AT = datetime(2026, 12, 3, 11, 30, tzinfo=UTC)
MEETING = Meeting(council=1, number=4, at=AT, place="居委会二楼", regular=True)


def _shown(tx: Tx, /, *, agenda: int = 0, left: timedelta = timedelta(days=3), **changes: Any) -> ShownMeeting:
    council = builders.council(tx)
    matter = builders.matter(tx)
    waiting = tuple(replace(matter, number=number) for number in range(1, agenda + 1))
    member = members.register_member(tx, 1, cast.RESIDENT)
    return ShownMeeting(council, replace(MEETING, **changes), waiting, (), (member,), (), None, left)


async def seen(**changes: Any) -> ShownMeeting:
    """A meeting of a fresh council."""
    return await MemoryStore().run(_shown, **changes)


def labels(card: Card) -> list[list[str]]:
    return [[button.label for button in row] for row in card.buttons]


async def test_card() -> None:
    """The card tells when, where, what about and who comes, and offers to answer; its only reader their own acts."""
    card = meetings.meeting_card(ZH, await seen(agenda=1))
    assert str(card.text).split("\n") == [
        "🗓 <b>议事会</b>",
        "时间：<b>12月3日 周四 晚上 19:30</b>",
        "地点：居委会二楼",
        "",
        "议程：",
        "1. <b>#1</b> 3号楼门口的路灯坏了三天",
        "",
        "参加 1 人：赵敏",
    ]
    assert labels(card) == [["参加", "请假", "不来了"], ["办理…"]]
    own = meetings.meeting_card(ZH, await seen(), (MeetingAct.CANCEL, MeetingAct.POSTPONE))
    assert labels(own) == [["参加", "请假", "不来了"], ["取消会议", "改期"]]
    assert labels(meetings.meeting_card(ZH, await seen(), ())) == [["参加", "请假", "不来了"]]


@pytest.mark.parametrize(("state", "said"), [(MeetingState.CANCELLED, "已取消"), (MeetingState.HELD, "已结束")])
async def test_over(state: MeetingState, said: str) -> None:
    """A meeting that is off or over says so, and nothing of an agenda that is the next one's; nobody can answer."""
    card = meetings.meeting_card(ZH, await seen(state=state, agenda=1))
    assert said in card.text
    assert "议程" not in card.text
    assert card.buttons == ()


async def test_moved_by_a_holiday() -> None:
    """A day that a public holiday moved, or may still move, is said to be so."""
    card = meetings.meeting_card(ZH, await seen(planned_day=date(2026, 12, 1), holidays_known=False))
    assert "（原定 12月1日 周二，因法定节假日改期）" in card.text
    assert "放假安排还没有公布" in card.text


async def test_long_agenda() -> None:
    """A long agenda shows its beginning and how much more there is."""
    text = meetings.meeting_card(ZH, await seen(agenda=25)).text
    assert "20. <b>#20</b>" in text
    assert "… 还有 5 个议题" in text


async def test_reminder_in_time() -> None:
    """A reminder says how long it is still; of a meeting that has begun or is off nobody is reminded."""
    reminder = meetings.meeting_reminder_card(ZH, await seen(), sent=False)
    assert reminder
    assert str(reminder.text).split("\n")[:3] == [
        "🔔 <b>开会提醒：还有 3 天</b>",
        "时间：<b>12月3日 周四 晚上 19:30</b>",
        "地点：居委会二楼",
    ]
    assert meetings.meeting_reminder_card(ZH, await seen(left=timedelta(0)), sent=False) is None
    assert meetings.meeting_reminder_card(ZH, await seen(state=MeetingState.CANCELLED), sent=False) is None


async def test_a_reminder_of_a_day_that_is_over() -> None:
    """A reminder or an agenda that was sent before loses its buttons, and says what became of the meeting."""
    for view in (meetings.meeting_reminder_card, meetings.agenda_card):
        for state, said in ((MeetingState.UNOPENED, "已经过了"), (MeetingState.CANCELLED, "取消了")):
            card = view(ZH, await seen(state=state), sent=True)
            assert card
            assert "12月3日" in card.text
            assert said in card.text
            assert card.buttons == ()


async def test_news() -> None:
    """Who calls a meeting off can take that back; of a new day everybody is asked; what is past asks nobody."""
    assert labels(meetings.meeting_news_card(ZH, await seen(state=MeetingState.CANCELLED), "cancelled")) == [["办理…"]]
    assert labels(meetings.meeting_news_card(ZH, await seen(), "postponed")) == [["参加", "请假", "不来了"]]
    assert labels(meetings.meeting_news_card(ZH, await seen(left=timedelta(0)), "postponed")) == []


def _days(*days: int, schedule: Schedule | None = None, policy: HolidayPolicy = HolidayPolicy.NEXT) -> Days:
    council = Council(number=1, chat=cast.GROUP, name="和平里", holiday=policy)
    moved = tuple(
        Occurrence(day=date(2026, 12, day), planned_day=date(2026, 12, 1), starts_at=AT, known=False) for day in days
    )
    return Days(council, schedule, moved)


def test_schedule() -> None:
    """The regular days are said in words; days that come close together are pointed out, unless they are kept."""
    days = Schedule(days=(1, 3))
    text = meetings.schedule_card(ZH, _days(2, 3, schedule=days)).text
    assert "议事日：每月 1、3 日 晚上 19:30" in text
    assert "离得很近" in text
    assert "放假安排还没有公布" in text
    assert "离得很近" not in meetings.schedule_card(ZH, _days(2, 3, schedule=days, policy=HolidayPolicy.KEEP)).text


def test_no_schedule() -> None:
    """A council without regular days is told how to set them."""
    assert "/schedule" in meetings.schedule_card(ZH, _days()).text


async def test_near_its_time() -> None:
    """Near its time the reminder, too, lets the head open the meeting."""
    shown = await seen(left=timedelta(hours=2))
    reminder = meetings.meeting_reminder_card(ZH, shown, sent=False)
    assert reminder
    assert labels(reminder) == [["参加", "请假", "不来了"], ["办理…"]]
    assert meetings.agenda_card(ZH, await seen(left=timedelta(0)), sent=False) is None

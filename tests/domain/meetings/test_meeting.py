"""Reminders of a meeting: when they are due, and when they are too late."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.meeting import (
    MEETING_LASTS,
    OPEN_AT_MOST,
    Attendance,
    EntryCode,
    Meeting,
    MeetingState,
    Rsvp,
    is_quorate,
    reminders,
    worth_sending,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 8, 11, 30, tzinfo=UTC)  # 19:30 in Shanghai
MEETING = Meeting(council=1, number=4, at=AT)


def test_usual_reminders() -> None:
    """Days count back to nine in the morning of the council's own day, hours to the minute."""
    found = dict(reminders(AT, SHANGHAI, ("3d", "1d", "2h", "30分钟"), "09:00"))
    assert found == {
        "3d": datetime(2026, 3, 5, 1, 0, tzinfo=UTC),
        "1d": datetime(2026, 3, 7, 1, 0, tzinfo=UTC),
        "2h": datetime(2026, 3, 8, 9, 30, tzinfo=UTC),
        "30分钟": datetime(2026, 3, 8, 11, 0, tzinfo=UTC),
    }


def test_the_day_is_the_councils() -> None:
    """A meeting late in the evening is on the council's day, not on that of Greenwich."""
    late = datetime(2026, 3, 7, 17, 0, tzinfo=UTC)  # 01:00 on the 8th in Shanghai
    assert dict(reminders(late, SHANGHAI, ("1d",), "09:00")) == {"1d": datetime(2026, 3, 7, 1, 0, tzinfo=UTC)}


def test_what_is_no_span_is_passed_over() -> None:
    """A word that names no span of time reminds nobody."""
    assert list(reminders(AT, SHANGHAI, ("soon",), "09:00")) == []


@given(st.integers(-6000, 600), st.lists(st.integers(-5000, 0), max_size=4), st.sampled_from(MeetingState))
def test_at_most_the_latest_is_sent(minutes: int, due: list[int], state: MeetingState) -> None:
    """Of the reminders that are due at most one is sent: the latest, and only before a meeting that is still on."""
    now = AT + timedelta(minutes=minutes)
    rows = sorted({AT + timedelta(minutes=each) for each in due})
    meeting = Meeting(council=1, number=4, at=AT, state=state)
    sent = [row for row in rows if row <= now and worth_sending(row, [r for r in rows if r != row], meeting, now)]
    over = [row for row in rows if row <= now]
    assert sent == (over[-1:] if state is MeetingState.PLANNED and now < AT else [])


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1), timedelta(days=3)])
def test_no_reminder_once_it_has_begun(late: timedelta) -> None:
    """From its first minute on a meeting needs no reminder."""
    assert not worth_sending(AT - timedelta(hours=2), [], MEETING, AT + late)


def test_ends_and_keys() -> None:
    """A meeting that nobody closes is over three hours after it began; it and its answers have keys of their own."""
    assert MEETING.ends == AT + MEETING_LASTS
    assert MEETING.key == "1/4"
    assert Rsvp(council=1, meeting=4, person=2, comes=True).key == "1/4/2"


@pytest.mark.parametrize(
    ("there", "expected", "enough"),
    [(2, 3, True), (3, 4, True), (2, 4, False), (4, 6, True), (0, 0, False), (6, 9, True)],
)
def test_quorum(there: int, expected: int, *, enough: bool) -> None:
    """Two thirds of those with a seat are enough, counted exactly; of nobody nobody is none."""
    assert is_quorate(there, expected) is enough


def test_attendance_keys() -> None:
    """A name is never taken for a person's number, and minutes end what nobody closes."""
    at = datetime(2026, 3, 8, 11, 30, tzinfo=UTC)
    assert Attendance(council=1, meeting=2, person=3, at=at).key == "1/2/3"
    assert Attendance(council=1, meeting=2, name="3", at=at).key == "1/2/name/3"
    assert EntryCode(code="ABCDEFGH", council=1, meeting=2).key == "ABCDEFGH"
    assert Meeting(council=1, number=2, at=at, opened=at).ends == at + OPEN_AT_MOST

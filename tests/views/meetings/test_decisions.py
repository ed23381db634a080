"""The minutes keep what a meeting resolved and assigned, and say what was changed after it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Entry
from bot.domain.meetings.meeting import MeetingState
from bot.locales import words
from bot.read_models.meetings import ShownSitting
from bot.views.meetings.decisions import duty_lines, duty_rows, resolution_lines
from tests.views.meetings.test_sittings import AT, matter, sitting

ZH = words("zh-CN").on(AT.date())
IN_IT, AFTER_IT = AT + timedelta(minutes=5), AT + timedelta(days=3)
FIRST = Assignment(handler=4, due=date(2026, 12, 10))
SECOND = Assignment(handler_name="王师傅", due=date(2026, 12, 14))


def held(*timeline: Entry, assignment: Assignment = FIRST, resolution: str = "") -> ShownSitting:
    """A meeting that ended after an hour, with one matter to which this happened."""
    shown = sitting(state=MeetingState.HELD, closed=AT + timedelta(hours=1))
    about = matter(timeline=timeline, assignment=assignment, resolution=resolution)
    return replace(shown, agenda=(about,))


def resolved(text: str, *, what: Act = Act.AMEND, after: bool = False) -> Entry:
    return Entry(at=AFTER_IT if after else IN_IT, what=what, person=1, text=text)


@pytest.mark.parametrize(
    ("timeline", "told"),
    [
        ((), []),
        ((resolved("换新灯", what=Act.RESOLVE),), ["#1 换新灯"]),
        ((resolved("换新灯", what=Act.RESOLVE), resolved("装两盏")), ["#1 装两盏"]),
        (
            (resolved("换新灯", what=Act.RESOLVE), resolved("装两盏", after=True)),
            ["#1 换新灯（会后改了，2026-12-06：装两盏）"],
        ),
        ((resolved("换新灯", what=Act.RESOLVE, after=True),), []),
    ],
)
def test_resolutions(timeline: tuple[Entry, ...], told: list[str]) -> None:
    """The words are those with which the meeting ended; others that are valid since stand behind them."""
    assert list(resolution_lines(ZH, held(*timeline))) == told


def assigned(given: Assignment | None, *, after: bool = False) -> Entry:
    return Entry(at=AFTER_IT if after else IN_IT, what=Act.ASSIGN, person=1, text="2026-12-10", given=given)


@pytest.mark.parametrize(
    ("timeline", "now", "told"),
    [
        ((assigned(FIRST),), FIRST, "居民4，12月10日 周四前"),
        ((assigned(None),), FIRST, "居民4，12月10日 周四前"),  # as it was kept before the step named the handler
        ((assigned(FIRST),), replace(FIRST, acknowledged=True, paused=AT.date()), "居民4，12月10日 周四前"),
        ((assigned(FIRST),), FIRST.released(), "居民4，12月10日 周四前"),
        (
            (assigned(FIRST), assigned(SECOND, after=True)),
            SECOND,
            "居民4，12月10日 周四前（会后改了：王师傅，12月14日 周一）",
        ),
        ((assigned(FIRST),), replace(FIRST, due=None), "居民4，12月10日 周四前（会后改了：居民4，没有定期限）"),
    ],
)
def test_duties(timeline: tuple[Entry, ...], now: Assignment, told: str) -> None:
    """Handler and day are those of the meeting, in the message and on paper; who has it since stands behind them."""
    words_of_it = resolved("换新灯", what=Act.RESOLVE)
    shown = held(words_of_it, *timeline, resolved("装两盏", after=True), assignment=now, resolution="装两盏")
    assert list(duty_lines(ZH, shown)) == [f"#1 换新灯：{told}"]
    _head, (number, task, who, day) = duty_rows(ZH, shown)
    assert (number, task, who) == ("#1", "换新灯", "居民4")
    assert ("会后改了" in day) is ("会后改了" in told)


def test_resolved_before() -> None:
    """A matter resolved before the meeting and assigned in it has the task that is valid."""
    assert list(duty_lines(ZH, held(assigned(FIRST), resolution="换新灯"))) == ["#1 换新灯：居民4，12月10日 周四前"]

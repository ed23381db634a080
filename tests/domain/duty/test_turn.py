"""Weekly and monthly lines, and the hours of a turn."""

from datetime import UTC, date, datetime

from bot.domain.duty.swap import answer_time
from bot.domain.duty.turn import DutyLine, DutyPerson, Part, merge_regular, regular_people, reminder_time

ZONE = "Asia/Shanghai"
ONE, TWO, THREE = (DutyPerson(person=number) for number in (1, 2, 3))
MONDAYS = DutyLine(weekday=0, on_duty=(ONE,), leads=(THREE,))
SECOND_DAY = DutyLine(monthday=2, on_duty=(TWO,))
MONDAY = date(2026, 3, 2)


def test_a_day_of_the_month_goes_before_a_weekday() -> None:
    """Each part is looked up for itself."""
    every = (MONDAYS, SECOND_DAY)
    assert regular_people(every, MONDAY, Part.ON_DUTY) == (TWO,)
    assert regular_people(every, MONDAY, Part.LEADS) == (THREE,)
    assert regular_people(every, date(2026, 3, 3), Part.ON_DUTY) == ()


def test_merged() -> None:
    """A new line takes the place of the one for the same days; what it does not name stays; a cleared one goes."""
    changed = merge_regular((MONDAYS, SECOND_DAY), [DutyLine(weekday=0, on_duty=(TWO,))])
    assert changed == (DutyLine(weekday=0, on_duty=(TWO,), leads=(THREE,)), SECOND_DAY)
    assert merge_regular(changed, [DutyLine(monthday=2, cleared=True)]) == changed[:1]


def test_hours() -> None:
    """The reminder comes at six the evening before; a swap can be answered until nine, or for an hour, to midnight."""
    assert reminder_time(MONDAY, ZONE) == datetime(2026, 3, 1, 10, tzinfo=UTC)
    for hour, until in ((2, 13), (12, 13), (13, 14), (15, 16)):
        asked = datetime(2026, 3, 1, hour, tzinfo=UTC)
        assert answer_time(MONDAY, ZONE, asked) == datetime(2026, 3, 1, until, tzinfo=UTC)
    late = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
    assert answer_time(MONDAY, ZONE, late) == datetime(2026, 3, 1, 16, tzinfo=UTC)

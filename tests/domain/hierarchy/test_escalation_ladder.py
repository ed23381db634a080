"""The ladder: which level comes next, who is on duty, how long each has."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hierarchy.escalation_ladder import (
    LadderStep,
    Level,
    Limits,
    is_staffed,
    last_day,
    level_above,
    level_below,
    step_of,
    steps,
    with_step,
)
from bot.services.shared.holidays import holidays

LEVELS = st.sampled_from(list(Level))
LADDERS = st.lists(
    st.builds(LadderStep, level=LEVELS, used=st.booleans(), person=st.one_of(st.none(), st.just(3))),
    unique_by=lambda each: each.level,
).map(tuple)


def test_the_usual_ladder() -> None:
    """A council that has set nothing has all five levels, one above the other, and nobody on duty."""
    assert [each.level for each in steps(())] == list(Level)
    up = level_above((), Level.COUNCIL)
    assert up is not None
    assert up.level is Level.COMMUNITY
    assert level_above((), Level.DEPARTMENT) is None
    assert not is_staffed(steps(()))


@given(LADDERS, LEVELS)
def test_the_next_level_is_the_nearest_one_used(ladder: tuple[LadderStep, ...], level: Level) -> None:
    """No level that is used lies between a level and the next one up or down; one that is not used is never met."""
    used = {each.level for each in steps(ladder)}
    up, down = level_above(ladder, level), level_below(ladder, level)
    assert up is None or (up.level in used and not any(level < each < up.level for each in used))
    assert (up is None) is (not any(each > level for each in used))
    assert down == level or (down in used and not any(down < each < level for each in used))


@given(LADDERS, st.builds(LadderStep, level=LEVELS, name=st.just("党支部")))
def test_one_level_is_set_by_itself(ladder: tuple[LadderStep, ...], new: LadderStep) -> None:
    """Setting one level leaves the others as they are."""
    changed = with_step(ladder, new)
    assert step_of(changed, new.level) == new
    assert all(step_of(changed, each) == step_of(ladder, each) for each in Level if each is not new.level)


def test_on_duty() -> None:
    """Somebody is on duty as a member or by name, on a level that is used."""
    assert is_staffed((LadderStep(level=Level.STREET, person=4),))
    assert is_staffed((LadderStep(level=Level.STREET, person_name="刘主任"),))
    assert not is_staffed((LadderStep(level=Level.STREET, person=4, used=False),))


@pytest.mark.parametrize(
    ("level", "start", "last"),
    [
        (Level.COUNCIL, date(2026, 3, 2), date(2026, 3, 9)),  # seven days, a Monday
        (Level.COUNCIL, date(2026, 3, 7), date(2026, 3, 16)),  # ends on a Saturday: the Monday after
        (Level.COMMUNITY, date(2026, 3, 2), date(2026, 3, 9)),  # five working days
        (Level.STREET, date(2026, 3, 2), date(2026, 3, 16)),  # ten
        (Level.DEPARTMENT, date(2026, 3, 2), date(2026, 3, 23)),  # fifteen
        (Level.COMMUNITY, date(2026, 9, 28), date(2026, 10, 10)),  # over National Day, and a Saturday that is worked
    ],
)
def test_limits_in_days_and_working_days(level: Level, start: date, last: date) -> None:
    """A council's own levels count every day and end on a working day; offices count working days."""
    assert last_day(Limits(), level, start, holidays()).day == last

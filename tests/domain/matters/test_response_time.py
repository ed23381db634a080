"""How long a proposal waits for its first answer."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Entry, Matter
from bot.domain.matters.response_time import days_until_answer

EVENING = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai


@pytest.mark.parametrize(
    ("steps", "days"),
    [
        ((), None),
        (((Act.SUBMIT, 0), (Act.SUPPORT, 60), (Act.EDIT, 90)), None),
        (((Act.SUBMIT, 0), (Act.ACCEPT, 20)), 0),
        (((Act.SUBMIT, 0), (Act.ACCEPT, 40)), 1),
        (((Act.SUBMIT, 0), (Act.REJECT, 4320), (Act.RESTORE, 4400), (Act.ACCEPT, 9000)), 3),
    ],
)
def test_days(steps: tuple[tuple[Act, int], ...], days: int | None) -> None:
    """The first answer counts, in days of the council's zone: after midnight it is the next day."""
    timeline = tuple(Entry(at=EVENING + timedelta(minutes=after), what=what) for what, after in steps)
    matter = Matter(
        council=1,
        number=1,
        text="灯",
        plain="灯",
        category=Category.FACILITIES,
        proposer=1,
        at=EVENING,
        timeline=timeline,
    )
    assert days_until_answer(matter, "Asia/Shanghai") == days

"""What is known when something is asked for."""

from dataclasses import fields
from typing import Any

import pytest

from bot.domain.shared.errors import PastThisYear, UnclearPlace
from bot.domain.shared.question_params import QuestionParams

CODES = {"numbers", "limit", "act", "then", "asked", "usual"}  # texts that nobody typed
TYPED = [field.name for field in fields(QuestionParams) if "str" in str(field.type) and field.name not in CODES]


@pytest.mark.parametrize("name", TYPED)
def test_masked(name: str) -> None:
    """No telephone number waits in what was typed."""
    typed: dict[str, Any] = {name: "13800138000"}
    masked: dict[str, Any] = {name: "138****8000"}
    assert QuestionParams(number=3, **typed).masked() == QuestionParams(number=3, **masked)


def test_in_doubt() -> None:
    """A question about doubtful words keeps what was known, and afterwards it is what it was."""
    params = QuestionParams(number=3, handler=7)
    doubted = params.in_doubt(PastThisYear(day="2027-03-01", text="3月1日"), "assign_day")
    assert doubted == QuestionParams(number=3, handler=7, day="2027-03-01", text="3月1日", asked="assign_day")
    assert doubted.without_doubt() == params
    assert params.in_doubt(UnclearPlace(place="8号楼", text="凉亭"), "convene").place == "8号楼"

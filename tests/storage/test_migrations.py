"""A document that an earlier version kept becomes one of the present version."""

import pytest

from bot.schema import TABLES
from storage.codec import Raw, decode
from storage.migrations import STEPS, upgrade_by

GROUP, PERSON = -1001234567890, 105
DAY = "2026-11-01T08:00:00.000000+00:00"
WORDS = {"message": 9, "by": {"id": PERSON, "name": "赵敏"}, "text": "路灯坏了"}

# (table, from version), as it was kept, as the next version keeps it
ROWS: list[tuple[tuple[str, int], Raw, Raw]] = [
    (("tellings", 1), {"id": "a", "due": DAY}, {"id": "a", "due": DAY, "not_before": DAY}),
    (("tellings", 2), {"id": "a", "chat": GROUP}, {"id": "a", "chat": GROUP, "group": True}),
    (("tellings", 2), {"id": "a", "chat": PERSON}, {"id": "a", "chat": PERSON, "group": False}),
    (("posted", 1), {"chat": GROUP, "message": 9}, {"chat": GROUP, "message": 9, "group": True}),
    (("lanes", 1), {"chat": PERSON, "recent": [DAY]}, {"chat": PERSON, "recent": [DAY], "group": False}),
    (
        ("drafts", 1),
        {"number": 1, "said": {**WORDS, "chat": GROUP, "answers": {**WORDS, "chat": GROUP}}},
        {
            "number": 1,
            "said": {**WORDS, "chat": GROUP, "group": True, "answers": {**WORDS, "chat": GROUP, "group": True}},
        },
    ),
    (
        ("drafts", 1),
        {"number": 1, "said": {**WORDS, "chat": PERSON}},
        {"number": 1, "said": {**WORDS, "chat": PERSON, "group": False}},
    ),
]


@pytest.mark.parametrize(("step", "before", "after"), ROWS)
def test_a_step(step: tuple[str, int], before: Raw, after: Raw) -> None:
    """A step makes of a document what the next version keeps, and leaves the old one as it was."""
    kept = repr(before)
    assert STEPS[step](before) == after
    assert repr(before) == kept


def test_every_step_is_tried() -> None:
    """Each step has a row above, and each table's versions have a step each."""
    needed = {(table.name, older) for table in TABLES for older in range(1, table.version)}
    assert {step for step, _, _ in ROWS} == set(STEPS) == needed


def test_all_steps_in_a_row() -> None:
    """A document of the first version comes through all steps of its table and can be read."""
    (table,) = (table for table in TABLES if table.name == "tellings")
    raw = upgrade_by(STEPS)(table, "a", {"id": "a", "chat": GROUP, "view": "menu", "due": DAY})
    assert raw["v"] == table.version
    assert decode(table.kind, raw).key == "a"

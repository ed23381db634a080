"""A document that an earlier version kept becomes one of the present version."""

from bot.schema import TABLES
from storage.codec import Raw, decode
from storage.migrations import STEPS, upgrade_by
from tests.rows import each_row

GROUP, PERSON = -1001234567890, 105
DAY = "2026-11-01T08:00:00.000000+00:00"
KEPT_WORDS: Raw = {"message": "9", "by": {"id": str(PERSON), "name": "赵敏"}, "text": "路灯坏了"}
WORDS: Raw = {"message": 9, "by": {"id": PERSON, "name": "赵敏"}, "text": "路灯坏了"}

# (table, from version), as it was kept, as the next version keeps it
ROWS: list[tuple[tuple[str, int], Raw, Raw]] = [
    (("councils", 2), {"number": 1, "chat": "-1", "next_vote": 2}, {"number": 1, "chat": "-1"}),
    (("matters", 1), {"number": 1, "late": True}, {"number": 1, "assignment": {"late": True}}),
    (("matters", 1), {"number": 1}, {"number": 1}),
    (
        ("matters", 2),
        {"number": 1, "assignment": {"handler": 3, "late": True, "risen": True}},
        {"number": 1, "assignment": {"handler": 3, "overdue": True, "escalated_unsigned": True}},
    ),
    (("matters", 2), {"number": 1}, {"number": 1}),
    (
        ("tellings", 4),
        {"id": "a", "view": "matter.late", "live": True, "brisk": True, "keep": True},
        {"id": "a", "view": "matter.overdue", "in_place": True, "urgent": True, "remember": True},
    ),
    (("tellings", 4), {"id": "a", "view": "menu"}, {"id": "a", "view": "menu"}),
    (("tellings", 1), {"id": "a", "due": DAY}, {"id": "a", "due": DAY, "not_before": DAY}),
    (("tellings", 2), {"id": "a", "chat": GROUP}, {"id": "a", "chat": GROUP, "group": True}),
    (("tellings", 2), {"id": "a", "chat": PERSON}, {"id": "a", "chat": PERSON}),
    (("posted", 1), {"chat": GROUP, "message": 9}, {"chat": GROUP, "message": 9, "group": True}),
    (("lanes", 1), {"chat": PERSON, "recent": [DAY]}, {"chat": PERSON, "recent": [DAY]}),
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
    (("councils", 1), {"number": 1, "chat": GROUP}, {"number": 1, "chat": "-1001234567890"}),
    (("councils", 1), {"chat": GROUP, "thread": 7}, {"chat": "-1001234567890", "thread": "7"}),
    (
        ("members", 1),
        {"person": 3, "account": PERSON, "reachable": True},
        {"person": 3, "account": "105", "private_chat": "105", "reachable": True},
    ),
    (("members", 1), {"person": 3, "present": False}, {"person": 3, "present": False}),
    (("doors", 1), {"account": PERSON}, {"account": "105", "chat": "105"}),
    (("calendars", 1), {"council": 1, "origin": GROUP}, {"council": 1, "origin": "-1001234567890"}),
    (("dialogs", 1), {"chat": GROUP, "account": PERSON}, {"chat": "-1001234567890", "account": "105"}),
    (
        ("drafts", 2),
        {
            "account": PERSON,
            "said": {
                **WORDS,
                "chat": GROUP,
                "topic": 7,
                "mentions": [{"id": 106}],
                "joined": [{"id": 107}],
                "left": {"id": 108},
                "answers": {**WORDS, "chat": GROUP, "message": 0},
            },
        },
        {
            "account": "105",
            "said": {
                **KEPT_WORDS,
                "chat": "-1001234567890",
                "topic": "7",
                "mentions": [{"id": "106"}],
                "joined": [{"id": "107"}],
                "left": {"id": "108"},
                "answers": {**KEPT_WORDS, "chat": "-1001234567890", "message": None},
            },
        },
    ),
    (("due", 1), {"act": "close_vote", "params": {"vote": 1}}, {"act": "close_vote", "params": {"vote": 1}}),
    (
        ("due", 1),
        {"act": "forget_chat", "params": {"chat": PERSON}},
        {"act": "forget_chat", "params": {"account": "105", "chat": "105"}},
    ),
    (
        ("tellings", 3),
        {"chat": PERSON, "reply_to": 9, "params": {"account": PERSON, "draft": 1}},
        {"chat": "105", "reply_to": "9", "params": {"account": "105", "draft": 1}},
    ),
    (("tellings", 5), {"params": {"key": "telegram_slow"}}, {"params": {"key": "platform_slow"}}),
    (("tellings", 5), {"params": {"key": "ok"}}, {"params": {"key": "ok"}}),
    (("tellings", 5), {"id": "a"}, {"id": "a"}),
    (("tellings", 3), {"id": "a", "chat": GROUP}, {"id": "a", "chat": "-1001234567890"}),
    (
        ("posted", 2),
        {"chat": PERSON, "message": 9, "params": {"council": 1}},
        {"chat": "105", "message": "9", "params": {"council": 1}},
    ),
    (
        ("tellings", 6),
        {"view": "notice", "params": {"council": 1, "key": "supported", "number": 3}},
        {
            "view": "notice",
            "params": {"council": 1, "reply": {"key": "supported", "params": {"council": 1, "number": 3}}},
        },
    ),
    (
        ("tellings", 6),
        {"view": "notice", "params": {"key": "ok"}},
        {"view": "notice", "params": {"reply": {"key": "ok", "params": {}}}},
    ),
    (
        ("tellings", 6),
        {"view": "similar", "params": {"council": 1, "draft": 2, "matter0": 7, "matter1": 4}},
        {"view": "similar", "params": {"council": 1, "draft": 2, "matters": [7, 4]}},
    ),
    (
        ("tellings", 6),
        {"view": "outcomes", "params": {"council": 1, "rest": "", "outcomes": '[[3, "did_accept", {"number": 3}]]'}},
        {
            "view": "outcomes",
            "params": {
                "council": 1,
                "rest": "",
                "outcomes": [{"number": 3, "key": "did_accept", "params": {"number": 3}}],
            },
        },
    ),
    (
        ("tellings", 6),
        {"view": "matter.card", "params": {"council": 1, "matter": 3}},
        {"view": "matter.card", "params": {"council": 1, "matter": 3}},
    ),
    (("tellings", 6), {"view": "welcome"}, {"view": "welcome"}),
    (
        ("posted", 3),
        {
            "view": "ask",
            "params": {
                "council": 1,
                "person": 2,
                "ask": "reject",
                "number": 3,
                "wrong.error": "too_long",
                "wrong.limit": 9,
            },
        },
        {
            "view": "ask",
            "params": {
                "council": 1,
                "person": 2,
                "ask": "reject",
                "known": {"number": 3},
                "wrong": {"key": "too_long", "params": {"limit": 9}},
            },
        },
    ),
    (
        ("posted", 3),
        {"view": "ask", "params": {"council": 1, "person": 2, "ask": "propose"}},
        {"view": "ask", "params": {"council": 1, "person": 2, "ask": "propose", "known": {}}},
    ),
    (("lanes", 2), {"chat": PERSON}, {"chat": "105"}),
    (("roll_drafts", 1), {"number": 1, "account": PERSON}, {"number": 1, "account": "105"}),
    (
        ("readings", 1),
        {"account": PERSON, "chat": PERSON, "message": 9},
        {"account": "105", "chat": "105", "message": "9"},
    ),
    (
        ("papers", 1),
        {"unit": "3-1-501", "chats": [PERSON, GROUP]},
        {"unit": "3-1-501", "chats": ["105", "-1001234567890"]},
    ),
    (("papers", 1), {"unit": "3-1-501"}, {"unit": "3-1-501"}),
]


@each_row(("step", "before", "after"), ROWS)
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
    raw = upgrade_by(STEPS)(table, "a", {"id": "a", "chat": GROUP, "view": "menu", "due": DAY}).raw
    assert raw["v"] == table.version
    assert decode(table.kind, raw).key == "a"


def test_a_council_hands_its_counters_over() -> None:
    """The next number of each kind becomes the last number given; a kind that was never numbered has no counter."""
    raw = {"number": 3, "chat": GROUP, "name": "和平里", "next_matter": 12, "next_person": 40}
    (table,) = (table for table in TABLES if table.name == "councils")
    upgraded = upgrade_by(STEPS)(table, "3", raw)
    assert upgraded.raw == {"number": 3, "chat": str(GROUP), "name": "和平里", "v": 3}
    assert upgraded.parts == {
        ("counters", "3/matter"): {"council": 3, "of": "matter", "last": 11},
        ("counters", "3/person"): {"council": 3, "of": "person", "last": 39},
    }

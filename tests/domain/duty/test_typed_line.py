"""Typed lines of a duty roster: days, weekly and monthly lines, names with and without 带班."""

from datetime import date

import pytest

from bot.domain.duty.errors import BadDutyLine, DutyDayOver
from bot.domain.duty.typed_line import parse_duty, split_names

TODAY = date(2026, 3, 2)  # a Monday


def test_lines() -> None:
    """A line names a day, weekdays or a day of the month, and people for one part or both."""
    said = (
        "12月5日 赵敏 带班 王建国\n明天 赵敏、孙大爷\n每周一、周三：赵敏\n\n每月1日 值班 赵敏 带班领导 王建国\n"
        "后天 带班 王建国\n3月9日 空缺\n每天 李秀兰\nevery Friday 赵敏 led by 王建国"
    )
    found = [
        (line.number, str(line.day or ""), line.weekdays or line.monthday, line.on_duty, line.leads, line.cleared)
        for line in parse_duty(said, date(2026, 11, 30))[:1]
    ]
    assert found == [(1, "2026-12-05", 0, ("赵敏",), ("王建国",), False)]
    lines = parse_duty("\n".join(said.splitlines()[1:]), TODAY)
    assert [(each.number, each.day, each.weekdays, each.monthday, each.on_duty, each.leads) for each in lines] == [
        (1, date(2026, 3, 3), (), 0, ("赵敏", "孙大爷"), ()),
        (2, None, (0, 2), 0, ("赵敏",), ()),
        (4, None, (), 1, ("赵敏",), ("王建国",)),
        (5, date(2026, 3, 4), (), 0, (), ("王建国",)),
        (6, date(2026, 3, 9), (), 0, (), ()),
        (7, None, tuple(range(7)), 0, ("李秀兰",), ()),
        (8, None, (4,), 0, ("赵敏",), ("王建国",)),
    ]
    assert [each.cleared for each in lines] == [False, False, False, False, True, False, False]


def test_bad_lines() -> None:
    """A line without a day or a name, with a number for a name, a crowd, or a past day is refused by its number."""
    for text, refusal, line in (
        ("", BadDutyLine, 1),
        ("赵敏 明天", BadDutyLine, 1),
        ("明天 赵敏\n后天", BadDutyLine, 2),
        ("明天 13800000000", BadDutyLine, 1),
        ("明天 " + "、".join("甲乙丙丁戊己"), BadDutyLine, 1),
        ("每月32日 赵敏", BadDutyLine, 1),
        ("明天 赵敏\n昨天 赵敏", DutyDayOver, 2),
    ):
        with pytest.raises(refusal) as refused:
            parse_duty(text, TODAY)
        assert refused.value.params["n"] == line


def test_names_of_a_printed_list() -> None:
    """A name of two characters may be written apart; several names have a sign or a space between them."""
    assert split_names("赵 敏、王建国\n李秀兰") == ("赵敏", "王建国", "李秀兰")
    assert split_names("赵敏 王建国") == ("赵敏", "王建国")
    assert split_names("Zhao Min, Li Qiang") == ("Zhao Min", "Li Qiang")

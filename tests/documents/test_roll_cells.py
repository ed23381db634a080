"""What people and programs write in the cells of a roll: taken as it is meant, or answered with how to write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.roll_sheet import parse_roll_sheet
from bot.domain.rolls.roll import Row
from tests.documents.test_roll_sheet import HEADER, HOME, csv, keys, only, said, xlsx
from tests.rows import each_row


@each_row(
    "room",
    [
        *("1月5日", "1月5号", "1月", "2026年1月5日", "\uff11月\uff15日"),
        *("5-Jan", "05-Jan", "Jan-05", "5-Jan-26", "Jan 5, 2026", "5. Jan", "Sept-5"),
        *("2026/1/5", "2026-01-05", "2026.1.5", "2026/1/5 0:00", "2026-01-05T00:00:00", "05/01/2026", "1/5/2026"),
    ],
)
def test_a_room_that_became_a_date(room: str) -> None:
    """A room that a table program took for a date is named, whatever form of date it left in the text."""
    for found in (parse_roll_sheet(csv(f'3,"{room}",张伟,98.5')), parse_roll_sheet(xlsx(("3", room, "张伟", 98.5)))):
        assert keys(found) == [(2, "date")]
        assert "请把这一列设为「文本」再重填" in said(found)


@pytest.mark.parametrize(
    ("room", "label"),
    [("1-5", "3-1-5"), ("1/5", "3-1-5"), ("1-5-26", "3-1-5-26"), ("5月坊", "3-5月坊"), ("MAY", "3-MAY")],
)
def test_a_room_that_is_no_date(room: str, label: str) -> None:
    """A room that only resembles a date is a room."""
    assert only(parse_roll_sheet(csv(f"3,{room},张伟,98.5"))).unit == label


@each_row(
    "phone",
    [
        *("+86 138-0013-8000", "+8613800138000", "0086 138 0013 8000", "（+86）13800138000", "138.0013.8000"),
        *("138\u00a00013\u00a08000", "138\u20110013\u20118000", "138\u20130013\u20138000", "138  0013  8000"),
        *("138\uff0d0013\uff0d8000", "\uff18\uff10\uff10\uff10", 13800138000, 8000),
    ],
)
def test_telephones(phone: object) -> None:
    """Of a telephone in any form the last four digits are taken; a plus makes no formula."""
    assert only(parse_roll_sheet(xlsx((*HOME, phone), header=(*HEADER, "手机后四位")))).phones == ("8000",)


@pytest.mark.parametrize(
    ("written", "phones"),
    [
        ("8000、8001", ("8000", "8001")),
        ("8000 8001", ("8000", "8001")),
        ("13800138000/13800138001", ("8000", "8001")),
        ("、8001", ("", "8001")),
        ("8000", ("8000", "")),
        ("+86 138-0013-8000 & +86 138-0013-8001", ("8000", "8001")),
    ],
)
def test_telephones_of_two_owners(written: str, phones: tuple[str, ...]) -> None:
    """Telephones stand in the order of the owners; a place that is left free is free."""
    row = ("3", "1-502", "张伟、李娜", 98.5, written)
    assert only(parse_roll_sheet(xlsx(row, header=(*HEADER, "手机后四位")))).phones == phones


@pytest.mark.parametrize(
    ("room", "right"),
    [("-101", "B101"), ("\u2212101", "B101"), ("\uff0d102", "B102"), ("-1-101", "B1-101"), (-103, "B103")],
)
def test_a_room_in_the_basement(room: object, right: str) -> None:
    """A room with a minus sign would become its neighbour upstairs: how to write it is said."""
    found = parse_roll_sheet(xlsx(("3", room, "张伟", 98.5)))
    assert keys(found) == [(2, "below")]
    assert f"地下的请写成 {right}" in said(found)


def test_a_text_that_begins_like_a_formula() -> None:
    """In a workbook only a formula is one; in a text what begins with = is."""
    assert keys(parse_roll_sheet(xlsx(HOME, ("3", "1-503", "张伟", "+98.5")))) == [(3, "number")]
    assert keys(parse_roll_sheet(csv('3,1-502,"=HYPERLINK(""x"")",98.5'))) == [(2, "formula")]
    assert keys(parse_roll_sheet(csv("3,1-502,+张伟,98.5"))) == [(2, "name")]


@pytest.mark.parametrize("owner", ["王建国 李秀兰", "王建国和李秀兰", "王建国&李秀兰"])
def test_several_owners_without_a_sign(owner: str) -> None:
    """Several names in a cell without 、 are refused with how to write them."""
    found = parse_roll_sheet(xlsx(("3", "1-502", owner, 98.5)))
    assert keys(found) == [(2, "several")]
    assert "请用「、」隔开：王建国、李秀兰" in said(found)


def test_perhaps_several_owners() -> None:
    """What may be two names is read as one, and the preview names the line."""
    found = parse_roll_sheet(xlsx(HOME, ("3", "1-503", "努尔和加提", 98.5)))
    assert [row.owners for row in found.rows] == [("张伟",), ("努尔和加提",)]
    (note,) = found.notes
    assert (note.line, note.key) == (3, "perhaps_several")


@pytest.mark.parametrize("owner", ["同上", "无", "待定", "空置", "（空置）", "暂无", "N/A"])
def test_no_name(owner: str) -> None:
    """What stands for a missing name is named; of a unit that is not sold it is no owner."""
    found = parse_roll_sheet(xlsx(("3", "1-502", owner, 98.5)))
    assert keys(found) == [(2, "placeholder")]
    assert f"「{owner}」不是名字" in said(found)
    assert only(parse_roll_sheet(xlsx(("3", "1-502", owner, 98.5, "未售"), header=(*HEADER, "状态")))).owners == ()


@pytest.mark.parametrize("mark", ["-", "—", "无", "/"])
def test_a_mark_that_is_none(mark: str) -> None:
    """A dash under 计票号 does not make one head of every line that has it."""
    assert keys(parse_roll_sheet(xlsx((*HOME, mark), header=(*HEADER, "计票号")))) == [(2, "mark")]


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\u115f", "\uffa0"])
def test_letters_that_cannot_be_seen(blank: str) -> None:
    """A name of blank letters is no name."""
    assert keys(parse_roll_sheet(xlsx(("3", "1-502", blank, 98.5)))) == [(2, "hidden")]


def test_parts_of_characters() -> None:
    """A part of a character that stands for the character, as PDF files give it, is asked to be typed anew."""
    assert keys(parse_roll_sheet(xlsx(("3", "1-502", "\u2ee2伟", 98.5)))) == [(2, "radical")]
    assert only(parse_roll_sheet(xlsx(("3", "1-502", "\u2fa6伟", 98.5)))).owners == ("\u2fa6伟",)


def test_a_line_for_each_owner() -> None:
    """A line for each co-owner is answered with how to write them in one."""
    found = parse_roll_sheet(xlsx(HOME, ("3", "1-502", "李娜", 98.5)))
    assert keys(found) == [(3, "duplicate")]
    assert "几个人共有一户的，只写一行，业主写成：张伟、李娜" in said(found)
    assert "共有" not in said(parse_roll_sheet(xlsx(HOME, HOME)))


def test_two_spellings_of_one_owner_in_a_cell() -> None:
    """One owner twice in a cell is found in any spelling."""
    assert keys(parse_roll_sheet(xlsx(("3", "1-502", "John Smith、JOHN SMITH", 98.5)))) == [(2, "owners")]


def test_chinese_numerals() -> None:
    """十二栋 and 12栋 are one building."""
    found = parse_roll_sheet(
        xlsx(("十二栋", "101", "张伟", 90), ("12栋", "102", "李娜", 90), ("第十二幢", "一〇三", "王芳", 90))
    )
    assert [(row.building, row.unit) for row in found.rows] == [("12", "12-101"), ("12", "12-102"), ("12", "12-103")]


name = st.sampled_from(["张伟", "李和平", "John Smith", "阿依古丽·买买提", "和平（集团）有限公司"])
homes = st.builds(
    lambda building, room, owners, area, phones: Row(
        unit=f"{building}-{room}",
        building=building,
        owners=tuple(owners),
        phones=tuple(phones[: len(owners)]),
        area=area,
    ),
    st.sampled_from(["3", "12", "A", "东"]),
    st.sampled_from(["1-502", "101", "B101", "2-东-3"]),
    st.lists(name, min_size=1, max_size=3, unique=True),
    st.decimals(min_value="0.01", max_value=999, places=2).map(lambda area: format(area.normalize(), "f")),
    st.lists(st.sampled_from(["8000", "0001", ""]), min_size=3, max_size=3),
)


@given(st.lists(homes, min_size=1, max_size=6, unique_by=lambda row: row.unit))
def test_what_is_written_is_read(rows: list[Row]) -> None:
    """A roll that is written out as it was read is read as the same again, as .xlsx and as .csv."""
    header = (*HEADER, "手机后四位")
    cells = [
        (
            row.building,
            row.unit.removeprefix(f"{row.building}-"),
            "、".join(row.owners),
            row.area,
            "、".join(row.phones),
        )
        for row in rows
    ]
    assert parse_roll_sheet(xlsx(*cells, header=header)).rows == tuple(rows)
    assert parse_roll_sheet("\n".join(map(",".join, (header, *cells))).encode()).rows == tuple(rows)

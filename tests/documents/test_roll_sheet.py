"""A table that a stranger sent: read into units, or into a list of everything that is wrong."""

import io
import time
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from bot.documents import roll_sheet, sheets
from bot.documents.roll_sheet import parse_roll_sheet
from bot.domain.rolls.roll import Kind, RollSheet, Row
from bot.locales import words
from bot.views.rolls import imports
from tests.rows import each_row

HEADER = ("楼栋", "房号", "业主", "面积")
HOME = ("3", "1-502", "张伟", 98.5)


def xlsx(*rows: Sequence[Any], header: Sequence[Any] = HEADER, title: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([[title]] if title else []) + [list(header), *map(list, rows)]:
        sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, entry: str, replace: dict[bytes, bytes]) -> bytes:
    """A workbook in which somebody has written by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            for before, after in replace.items() if name == entry else ():
                assert before in body
                body = body.replace(before, after)
            new.writestr(name, body)
    return out.getvalue()


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(("楼栋,房号,业主,面积", *lines)).encode(encoding)


def keys(found: RollSheet) -> list[tuple[int, str]]:
    return [(problem.line, problem.key) for problem in found.problems]


def said(found: RollSheet) -> str:
    """What the officer reads."""
    return str(imports.roll_problems_card(words("zh-CN"), found.problems, found.wrong).text)


def only(found: RollSheet) -> Row:
    assert not found.problems, said(found)
    (row,) = found.rows
    return row


# Good ones


def test_plain() -> None:
    """A table with our headers is read as it stands."""
    expected = Row(unit="3-1-502", building="3", owners=("张伟",), phones=("",), area="98.5")
    assert only(parse_roll_sheet(xlsx(HOME))) == expected
    assert only(parse_roll_sheet(csv("3,1-502,张伟,98.50"))) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_every_csv(encoding: str, sign: str) -> None:
    """Whatever Excel or WPS calls a CSV is read."""
    text = csv("3,1-502,张伟,98.50").decode().replace(",", sign)
    found = parse_roll_sheet(text.encode(encoding))
    assert only(found).unit == "3-1-502"
    assert found.notes == ()


def test_headers_in_any_order_and_by_other_names() -> None:
    """Headers stand in any order, under a title, with units of measure in brackets, and go by many names."""
    header = (
        "序号",
        "产权人姓名",
        "建筑面积（㎡）",
        "室号",
        "幢号",
        "单元",
        "联系电话",
        "备注",
        "销售状态",
        "计票号",
        "份额",
    )
    row = (1, "张  伟、李娜", 98.5, 502, "3号楼", "1单元", "13800138000,021-65432109", "x", "未交付", 7, "0.0125")
    found = parse_roll_sheet(xlsx(row, header=header, title="和平里业主名册"))
    assert only(found) == Row(
        unit="3-1-502",
        building="3",
        owners=("张伟", "李娜"),
        phones=("8000", "2109"),
        area="98.5",
        share="0.0125",
        kind=Kind.UNDELIVERED,
        mark="7",
    )
    assert found.unused == ("序号", "备注")


def test_areas() -> None:
    """The register's area comes before the survey's, that before the contract's."""
    header = ("楼栋", "房号", "业主", "合同面积", "实测面积", "登记面积")
    rows = [("3", "1", "张伟", 1, 2, 3), ("3", "2", "李娜", 1, 2, None), ("3", "3", "王芳", 1, None, None)]
    assert [row.area for row in parse_roll_sheet(xlsx(*rows, header=header)).rows] == ["3", "2", "1"]


def test_a_room_that_names_its_building() -> None:
    """3栋 1-502室 under 房号 is not counted into building 3 twice."""
    assert only(parse_roll_sheet(xlsx(("3栋", "3栋1-502室", "张伟", 1)))).unit == "3-1-502"
    assert only(parse_roll_sheet(xlsx(("3", "3-502", "张伟", 1)))).unit == "3-3-502"  # a third staircase


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        ([("3", "3-1-502"), ("3", "3-1-503")], ["3-1-502", "3-1-503"]),
        ([("1", "1-101"), ("2", "2-101")], ["1-101", "2-101"]),
        ([("3", "3-502")], ["3-3-502"]),
        ([("3", "3-1-502"), ("3", "1-503")], ["3-3-1-502", "3-1-503"]),
    ],
    ids=["all three parts", "several buildings", "perhaps a staircase", "not everywhere"],
)
def test_a_building_said_twice(places: list[tuple[str, str]], labels: list[str]) -> None:
    """Where every room begins with its building, the building is not written twice."""
    found = parse_roll_sheet(xlsx(*((building, room, "张伟", "90") for building, room in places)))
    assert [row.unit for row in found.rows] == labels


def test_numbers_that_excel_worked_out() -> None:
    """The dust behind a binary fraction is no decimal; a room that is a number is its digits."""
    row = only(parse_roll_sheet(xlsx((3, 502.0, "张伟", 98.50000000000001))))
    assert (row.unit, row.area) == ("3-502", "98.5")


def test_a_room_that_is_a_fraction_of_nothing() -> None:
    """502.0, as some programs write a whole number, is room 502."""
    content = changed(xlsx((3, 502, "张伟", 98.5)), "xl/worksheets/sheet1.xml", {b"<v>502</v>": b"<v>502.0</v>"})
    assert only(parse_roll_sheet(content)).unit == "3-502"


def test_a_label_that_is_too_long_only_as_a_whole() -> None:
    """Building and room may each be a label and together be none."""
    assert keys(parse_roll_sheet(xlsx(("8" * 14, "9" * 14, "张伟", 1)))) == [(2, "label")]


def test_a_header_with_gaps() -> None:
    """Columns without a header are passed over."""
    assert only(
        parse_roll_sheet(xlsx(("3", "x", "1-502", 7, "张伟", 1), header=("楼栋", None, "房号", 2026, "业主", "面积")))
    )


def test_an_encrypted_entry() -> None:
    """An archive with a password is said to have one."""
    content = bytearray(xlsx(HOME))
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + place] |= 1
    assert keys(parse_roll_sheet(bytes(content))) == [(0, "encrypted")]


def test_a_chart_on_a_sheet_of_its_own() -> None:
    """A sheet that is a chart is passed over."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx(HOME)))
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=4, min_row=1, max_row=2))
    book.create_chartsheet("图", 0).add_chart(chart)
    assert only(parse_roll_sheet(saved(book))).unit == "3-1-502"


def test_the_first_sheet_with_our_headers() -> None:
    """Sheets without our headers are passed over, and so are blank lines."""
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.append(["说明"])
    sheet = book.create_sheet("名册")
    for row in (HEADER, (), HOME, (), ()):
        sheet.append(list(row))
    assert only(parse_roll_sheet(saved(book))).unit == "3-1-502"


def test_unsold() -> None:
    """A unit that is not sold needs no owner."""
    row = only(parse_roll_sheet(xlsx((*HOME[:2], "", 98.5, "未售"), header=(*HEADER, "状态"))))
    assert (row.owners, row.kind) == ((), Kind.UNSOLD)


# Bad lines


@each_row(
    ("row", "key", "words_"),
    [
        (("", "1-502", "张伟", 1), "missing", "第 3 行：楼栋没有填"),
        (("3", "", "张伟", 1), "missing", "第 3 行：房号没有填"),
        (("3", "1-503", "", 1), "missing", "第 3 行：业主没有填"),
        (("3", "1-503", "张伟", None), "missing", "第 3 行：面积没有填"),
        (("3", "1-502", "张伟", 1), "duplicate", "第 3 行：3-1-502 和第 2 行重复"),
        (("3栋", "1单元502", "李娜", 1), "duplicate", "和第 2 行重复"),
        (("3", "1-503", "张伟", "98.5㎡"), "number", "不带单位：98.5"),
        (("3", "1-503", "张伟", "98.5平方米"), "number", "不带单位：98.5"),
        (("3", "1-503", "张伟", "1,098.5 m²"), "number", "不带单位：1098.5"),
        (("3", "1-503", "张伟", "\uff19\uff18.\uff15"), "number", "不带单位：98.5"),
        (("3", "1-503", "张伟", "约九十"), "number", "比如 98.5"),
        (("3", "1-503", "张伟", 0), "area", "面积要大于 0"),
        (("3", "1-503", "张伟", -5), "number", "面积「-5」"),
        (("3", "1-503", "张伟", True), "type", "不是文字，也不是数字"),
        (("3", date(2026, 1, 5), "张伟", 1), "date", "被表格软件当成了日期"),
        (("3", "1-503", "张伟", "=90+8.5"), "formula", "面积是公式"),
        (("3", "1-503", '=HYPERLINK("http://x","张伟")', 1), "formula", "业主是公式"),
        (("3", "1-503", "@张伟", 1), "name", "业主「@张伟」不像名字"),
        (("3", "1-503", "张\u202e伟", 1), "hidden", "看不见的字符"),
        (("3", "1-503", "张\u200b伟", 1), "hidden", "看不见的字符"),
        (("3", "1-503", "张伟 11010519491231002X", 1), "private", "1****************X"),
        (("3", "1-503", "张伟13800138000", 1), "private", "138****8000"),
        (("3", "1-503", "张伟、张伟", 1), "owners", "重复的名字"),
        (("3", "1-503", "123", 1), "name", "不像名字"),
        (("3", "<b>", "张伟", 1), "label", "看不懂"),
        (("3", "x" * 30, "张伟", 1), "label", "看不懂"),
        (("3", "1-503", "张" * 500, 1), "long", "太长"),
    ],
)
def test_bad_lines(row: tuple[Any, ...], key: str, words_: str) -> None:
    """Each thing that is wrong in a line is named with the line and what would be right."""
    found = parse_roll_sheet(xlsx(HOME, row))
    assert keys(found) == [(3, key)]
    assert words_ in said(found)


@pytest.mark.parametrize(
    ("column", "cell", "key"),
    [
        ("手机后四位", "abcd", "phone"),
        ("手机后四位", "1111、2222", "phone"),
        ("手机后四位", "12", "phone"),
        ("份额", "1/120", "number"),
        ("状态", "出租", "kind"),
        ("单元", "??", "label"),
    ],
)
def test_bad_optional_cells(column: str, cell: str, key: str) -> None:
    """What need not stand in a table must be right where it does."""
    assert keys(parse_roll_sheet(xlsx((*HOME, cell), header=(*HEADER, column)))) == [(2, key)]


def test_everything_is_said_at_once() -> None:
    """A line with three mistakes is three lines of the list; the first twenty are shown and the rest counted."""
    found = parse_roll_sheet(xlsx(*[("3", "", "", "x")] * 10))
    assert found.wrong == 30
    assert "还有 10 处" in said(found)
    assert said(found).count("第 ") == 20


def test_merged_cells() -> None:
    """A merged cell in the roll is named by its line; a title above the header may be one."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("和平里名册",), HEADER, HOME, ("", "1-503", "李娜", 90)):
        sheet.append(list(row))
    sheet.merge_cells("A1:D1")
    assert keys(parse_roll_sheet(saved(book))) == [(4, "missing")]
    sheet.merge_cells("A3:A4")
    found = parse_roll_sheet(saved(book))
    assert (3, "merged") in keys(found)
    assert "A3:A4" in said(found)


# Bad headers


def test_headers_that_lack() -> None:
    """A missing column is named, and a file without any header gets the four that are needed."""
    assert "没有找到「面积」这一列" in said(parse_roll_sheet(xlsx(header=("楼栋", "房号", "业主"))))
    assert "楼栋 房号 业主 面积" in said(parse_roll_sheet(b"hello"))
    assert keys(parse_roll_sheet(xlsx())) == [(1, "empty")]


def test_headers_twice() -> None:
    """Two columns that both look like the owner's are not guessed at."""
    assert "「姓名」和前面的一列都像是业主" in said(parse_roll_sheet(xlsx((*HOME, "李娜"), header=(*HEADER, "姓名"))))


def test_a_column_of_id_numbers() -> None:
    """A column of ID numbers is refused by its header."""
    found = parse_roll_sheet(xlsx((*HOME, "11010519491231002X"), header=(*HEADER, "身份证号")))
    assert "名册不要身份证号" in said(found)
    assert "11010519491231002X" not in repr(found)


def test_what_is_not_asked_for_is_not_kept() -> None:
    """A column without one of our headers leaves no trace."""
    assert "秘密" not in repr(parse_roll_sheet(xlsx((*HOME, "秘密"), header=(*HEADER, "备注"))).rows)


# Dangerous files


def test_too_big() -> None:
    """More than 2 MB are not even looked at."""
    assert keys(parse_roll_sheet(b"P" * (sheets.SIZE_LIMIT + 1))) == [(0, "too_big")]


def test_old_and_locked_files() -> None:
    """An .xls, whatever it is called, and a file with a password are told apart."""
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    assert ".xls" in said(parse_roll_sheet(ole))
    assert "密码" in said(parse_roll_sheet(ole + "EncryptedPackage".encode("utf-16-le")))


@pytest.mark.parametrize("size", [30 << 20, 19 << 20])
def test_zip_bomb(size: int) -> None:
    """A small file that unpacks to a huge one is refused before it is unpacked, by its size or by its ratio."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("[Content_Types].xml", b"<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", bytes(size))
    assert len(out.getvalue()) < 100_000
    started = time.process_time()
    assert keys(parse_roll_sheet(out.getvalue())) == [(0, "bomb")]
    assert time.process_time() - started < 1


def test_many_entries() -> None:
    """Thousands of entries are refused."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(sheets.ENTRIES_LIMIT + 1):
            packed.writestr(f"{number}.xml", b"")
    assert keys(parse_roll_sheet(out.getvalue())) == [(0, "bomb")]


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b'<!doctype x SYSTEM "http://example.com/x.dtd">',
)


@pytest.mark.parametrize("dtd", LAUGHS)
@pytest.mark.parametrize("entry", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_dtd(dtd: bytes, entry: str) -> None:
    """A DTD in any part is refused before anything is parsed."""
    content = xlsx(HOME)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        begin = packed.read(entry)[:20]
    assert keys(parse_roll_sheet(changed(content, entry, {begin: dtd + begin}))) == [(0, "dtd")]


def test_dtd_in_another_encoding() -> None:
    """A part in UTF-16, in which a DTD would not be seen, is refused."""
    content = xlsx(HOME)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        body = packed.read("xl/styles.xml")
    hidden = ("<?xml version='1.0' encoding='utf-16'?>" + LAUGHS[0].decode() + "<x/>").encode("utf-16")
    assert keys(parse_roll_sheet(changed(content, "xl/styles.xml", {body: hidden}))) == [(0, "dtd")]


def test_a_sheet_that_lies_about_its_size() -> None:
    """A sheet that says it has a million rows of sixteen thousand columns is read as far as there is anything."""
    content = xlsx(HOME)
    lying = changed(content, "xl/worksheets/sheet1.xml", {b'ref="A1:D2"': b'ref="A1:XFD1048576"'})
    assert only(parse_roll_sheet(lying)).unit == "3-1-502"


def test_a_cell_in_the_last_row() -> None:
    """A cell in the last row of all is one line more, and is named by its number."""
    content = xlsx(HOME)
    row = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    found = parse_roll_sheet(changed(content, "xl/worksheets/sheet1.xml", {b"</sheetData>": row}))
    assert set(keys(found)) == {(1_048_576, "missing")}


def test_too_many_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """More units than are taken are not read on."""
    monkeypatch.setattr(roll_sheet, "UNITS_LIMIT", 2)
    found = parse_roll_sheet(xlsx(*[("3", str(number), "张伟", 1) for number in range(9)]))
    assert keys(found) == [(4, "too_many")]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xfe\x00"]
)
def test_what_is_no_table(content: bytes) -> None:
    """Whatever else somebody sends, the answer is a sentence."""
    found = parse_roll_sheet(content)
    assert not found.rows
    assert len(said(found)) > 10


def test_a_damaged_workbook() -> None:
    """A workbook whose inside is broken is refused as a whole."""
    content = changed(xlsx(HOME), "xl/worksheets/sheet1.xml", {b"<row": b"<row<"})
    assert keys(parse_roll_sheet(content)) == [(0, "unreadable")]
    nothing = changed(xlsx(HOME), "xl/workbook.xml", {b"<": b"["})
    assert keys(parse_roll_sheet(nothing)) == [(0, "unreadable")]


def lines(rows: Iterable[str]) -> str:
    return "\n".join(rows)


def test_a_csv_out_of_bounds() -> None:
    """A cell without end, or a text of endless lines, is refused."""
    assert keys(parse_roll_sheet(csv('3,1,"' + "x" * 200_000))) == [(0, "unreadable")]
    assert keys(parse_roll_sheet(csv(lines([""] * 100_001)))) == [(0, "too_long")]

"""Files of a roll as programs and people make them: several sheets, hidden parts, other formats under the same name."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any, Literal

import openpyxl
import pytest

from bot.documents.roll_sheet import parse_roll_sheet
from bot.domain.rolls.roll import RollSheet
from bot.locales import words
from bot.views.rolls import imports
from tests.documents.test_roll_sheet import HEADER, HOME, changed, keys, only, said, saved, xlsx
from tests.rows import each_row

Rows = Sequence[Sequence[Any]]


def book(**sheets: Rows) -> openpyxl.Workbook:
    """A workbook of these sheets, each with all its lines."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.removeprefix("_"))
        for row in rows:
            sheet.append(list(row))
    return made


def home(building: str, room: str, owner: str = "张伟") -> tuple[Any, ...]:
    return (building, room, owner, 90)


def noted(found: RollSheet) -> list[tuple[str, str]]:
    return [(note.sheet, note.key) for note in found.notes]


def warned(found: RollSheet) -> str:
    """What the preview says besides the sums."""
    return "\n".join(str(imports.describe_note(words("zh-CN"), each)) for each in found.notes)


def units(found: RollSheet) -> list[str]:
    assert not found.problems, said(found)
    return [row.unit for row in found.rows]


# Several sheets


def test_every_sheet_is_read() -> None:
    """A roll with a sheet for each building is read as a whole."""
    made = book(_1号楼=[HEADER, home("1", "101")], _2号楼=[HEADER, home("2", "101")], _3号楼=[HEADER, home("3", "101")])
    assert units(parse_roll_sheet(saved(made))) == ["1-101", "2-101", "3-101"]


@pytest.mark.parametrize(
    ("title", "building"),
    [
        ("1号楼", "1"),
        ("十二栋", "12"),
        ("12", "12"),
        ("A座", "A"),
        ("3号楼业主名册", "3"),
        ("第5幢", "5"),
        ("3号楼名单表", "3"),
    ],
)
def test_a_building_that_only_the_sheet_names(title: str, building: str) -> None:
    """Where no column says the building, the sheet that is named after it does."""
    made = book(**{f"_{title}": [("房号", "业主", "面积"), ("101", "张伟", 90)]})
    row = only(parse_roll_sheet(saved(made)))
    assert (row.unit, row.building) == (f"{building}-101", building)


@pytest.mark.parametrize("title", ["Sheet1", "名册", "2026年", "车位", "缴费"])
def test_a_sheet_that_names_no_building(title: str) -> None:
    """A sheet with another name does not make up for the missing column."""
    made = book(**{f"_{title}": [("房号", "业主", "面积"), ("101", "张伟", 90)]})
    assert "没有找到「楼栋」这一列" in said(parse_roll_sheet(saved(made)))


def test_what_is_wrong_is_named_with_its_sheet() -> None:
    """In a file of several sheets a mistake is named by sheet and line; a unit in two sheets is one."""
    made = book(_1号楼=[HEADER, home("1", "101")], _2号楼=[HEADER, home("2", "101"), home("1", "101"), home("2", "")])
    text = said(parse_roll_sheet(saved(made)))
    assert "表「2号楼」第 3 行：1-101 和表「1号楼」第 2 行重复" in text
    assert "表「2号楼」第 4 行：房号没有填" in text


def test_sheets_that_are_not_read() -> None:
    """Each sheet with something in it that was not read is named, and what it lacks; an empty one is passed over."""
    made = book(
        说明=[("本名册由居委会整理",)],
        _1号楼=[HEADER, home("1", "101")],
        _2号楼=[HEADER[:3], home("2", "101")[:3]],
        _3号楼=[home("3", "101")],
        _4号楼=[HEADER],
        空=[],
    )
    found = parse_roll_sheet(saved(made))
    assert units(found) == ["1-101"]
    assert noted(found) == [
        ("说明", "sheet_unread"),
        ("2号楼", "sheet_lacks"),
        ("3号楼", "sheet_unread"),
        ("4号楼", "sheet_empty"),
    ]
    assert "表「2号楼」没有读：没有找到「面积」这一列" in warned(found)


def test_a_sheet_with_an_odd_name() -> None:
    """The name of a sheet is repeated without an ID number and without markup."""
    made = book(_1=[HEADER, home("1", "101")], **{"_11010519491231002X<b>": [("x",)]})
    assert warned(parse_roll_sheet(saved(made))).startswith("表「1****************X&lt;b&gt;」没有读")


# Hidden parts


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet(state: Literal["hidden", "veryHidden"]) -> None:
    """The visible sheet counts and the hidden one before it is named."""
    made = book(旧名册=[HEADER, home("9", "901")], 名册=[HEADER, home("1", "101")])
    made["旧名册"].sheet_state = state
    found = parse_roll_sheet(saved(made))
    assert units(found) == ["1-101"]
    assert "表「旧名册」是隐藏的，没有读" in warned(found)


def test_only_a_hidden_sheet_is_a_roll() -> None:
    """Where the only roll is on a hidden sheet it is not imported, and why is said."""
    made = book(名册=[HEADER, home("1", "101")], 封面=[("和平里",)])
    made["名册"].sheet_state = "hidden"
    made.active = 1
    text = said(parse_roll_sheet(saved(made)))
    assert "没有找到表头" in text
    assert "表「名册」是隐藏的" in text


def test_hidden_sheets_that_nobody_made() -> None:
    """A hidden sheet without content, or one that WPS keeps for itself, is passed over."""
    made = book(名册=[HEADER, home("1", "101")], 空=[], WpsReserved_CellImgList=[("ID_1",)])
    made["空"].sheet_state = made["WpsReserved_CellImgList"].sheet_state = "hidden"
    assert noted(parse_roll_sheet(saved(made))) == []


@pytest.mark.parametrize("attributes", [b'hidden="1"', b'hidden="true"', b'ht="0" customHeight="1"'])
def test_hidden_lines(attributes: bytes) -> None:
    """A line that is hidden, filtered out or of no height is not read, and is named by its number."""
    content = xlsx(HOME, ("3", "1-503", "李娜", 90), ("3", "1-504", "王芳", 90))
    found = parse_roll_sheet(changed(content, "xl/worksheets/sheet1.xml", {b'<row r="3"': b'<row r="3" ' + attributes}))
    assert units(found) == ["3-1-502", "3-1-504"]
    assert "有 1 行是隐藏的，或者被筛选掉了，没有读：第 3 行" in warned(found)


def test_lines_of_a_closed_group() -> None:
    """Lines that a closed group hides are named as well; many are counted."""
    made = book(名册=[HEADER, *(home("1", str(number)) for number in range(101, 141))])
    made["名册"].row_dimensions.group(3, 40, hidden=True)
    found = parse_roll_sheet(saved(made))
    assert units(found) == ["1-101", "1-140"]
    assert "有 38 行" in warned(found)
    assert "第 3、4、5" in warned(found)


def test_every_line_is_hidden() -> None:
    """Where nothing but the header is visible nothing is imported, and why is said."""
    content = changed(xlsx(HOME), "xl/worksheets/sheet1.xml", {b'<row r="2"': b'<row r="2" hidden="1"'})
    text = said(parse_roll_sheet(content))
    assert "表头下面没有内容" in text
    assert "请取消隐藏和筛选" in text


def test_a_hidden_old_table_above() -> None:
    """The header that can be seen is the one, not a hidden one above it."""
    made = book(名册=[("楼栋", "房号", "业主", "合同面积", "面积"), HEADER, home("1", "101")])
    made["名册"].row_dimensions[1].hidden = True
    assert units(parse_roll_sheet(saved(made))) == ["1-101"]


def test_hidden_columns() -> None:
    """A hidden column is not read and is named; the visible one with the same header is no second one."""
    made = book(名册=[(*HEADER, "姓名", "备注"), (*home("1", "101"), "李娜", "x")])
    made["名册"].column_dimensions["C"].hidden = True
    found = parse_roll_sheet(saved(made))
    assert only(found).owners == ("李娜",)
    assert "隐藏的列没有读：业主" in warned(found)


def test_a_needed_column_is_hidden() -> None:
    """Where a column that is needed is hidden, that is said."""
    made = book(名册=[HEADER, home("1", "101")])
    made["名册"].column_dimensions["D"].hidden = True
    text = said(parse_roll_sheet(saved(made)))
    assert "没有找到「面积」这一列" in text
    assert "「面积」这一列隐藏了" in text


# What programs write


@pytest.mark.parametrize("between", ["_x000D_\n", "_x000a_", "_x000D_", "\r\n", "\r", "\u2028", "\x0b"])
def test_names_on_lines_of_a_cell(between: str) -> None:
    """Names on lines of their own are names of their own, however a program writes the end of a line."""
    content = changed(
        xlsx(("3", "1-502", "王甲@李乙", 90)),
        "xl/worksheets/sheet1.xml",
        {b"@": between.replace("\x0b", "_x000B_").encode()},
    )
    assert only(parse_roll_sheet(content)).owners == ("王甲", "李乙")


def test_an_underscore_that_is_escaped() -> None:
    """What only looks like an escape, and was escaped for that, is text."""
    content = changed(xlsx(("3", "1-502", "A@B", 90)), "xl/worksheets/sheet1.xml", {b"@": b"_x005F_x000D_"})
    assert only(parse_roll_sheet(content)).owners == ("A_x000D_B",)


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    b"http://schemas.openxmlformats.org/drawingml/2006/": b"http://purl.oclc.org/ooxml/drawingml/",
}


def test_strict_open_xml() -> None:
    """A workbook in Strict Open XML is read like any other."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(HOME))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            for usual, strict in STRICT.items():
                body = body.replace(usual, strict)
            new.writestr(name, body)
    assert only(parse_roll_sheet(out.getvalue())).unit == "3-1-502"


def packed(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, b"<x/>")
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
TABLE = "<table><tr><td>楼栋</td><td>房号</td><td>业主</td><td>面积</td></tr></table>"


@each_row(
    ("content", "key", "said_"),
    [
        (b"%PDF-1.7\n", "pdf", "PDF"),
        (f"<html><body>{TABLE}</body></html>".encode(), "html", "网页"),
        (f"\ufeff\r\n<!-- x --><!DOCTYPE html>{TABLE}".encode(), "html", "网页"),
        (f"<meta charset=gbk>{TABLE}".encode("gbk"), "html", "网页"),
        (TABLE.encode("utf-16"), "html", "网页"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "html", "网页"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml_2003",
            "XML 表格 2003",
        ),
        (b'<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">', "open_document", ".ods"),
        (b"<?xml version='1.0'?><rows><row/></rows>", "xml", "XML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image", "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image", "图片"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image", "图片"),
        (b"\0\0\0\x18ftypheic", "image", "图片"),
        (b"Rar!\x1a\x07\x01\0", "archive", "解压"),
        (b"7z\xbc\xaf\x27\x1c\0", "archive", "解压"),
        (packed("名册.xlsx"), "archive", "解压"),
        (packed("[Content_Types].xml", "word/document.xml"), "document", "文字文档"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "document", "文字文档"),
        (packed("[Content_Types].xml", "xl/workbook.bin"), "xlsb", ".xlsb"),
        (packed("Index/Document.iwa"), "numbers", "Numbers"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "open_document", ".ods"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "document", "文字文档"),
        (rb"{\rtf1\ansi x}", "document", "文字文档"),
        (OLE + "WordDocument".encode("utf-16-le"), "document", "文字文档"),
        (OLE + "Workbook".encode("utf-16-le"), "old_excel", ".xls"),
    ],
)
def test_other_formats(content: bytes, key: str, said_: str) -> None:
    """Whatever a file is called, what it really is decides, and the answer says what that is and what to do."""
    found = parse_roll_sheet(content)
    assert keys(found) == [(0, key)]
    assert said_ in said(found)


def test_many_comments_before_a_page() -> None:
    """A text made to keep a pattern busy is answered at once."""
    assert keys(parse_roll_sheet(b"<!---->" * 500 + b"x")) == [(0, "no_headers")]


# Sheets that are formatted to the end


def formatted(count: int) -> bytes:
    """A roll of one home whose sheet is formatted for so many lines more."""
    blank = b"".join(
        b'<row r="%d" ht="15" customHeight="1"><c r="A%d" s="0"/><c r="B%d" s="0"></c></row>' % ((number,) * 3)
        for number in range(3, count)
    )
    return changed(xlsx(HOME), "xl/worksheets/sheet1.xml", {b"</sheetData>": blank + b"</sheetData>"})


def test_formatted_far_below() -> None:
    """Lines that are only formatted are passed over, however many they are."""
    assert only(parse_roll_sheet(formatted(200_000))).unit == "3-1-502"


def test_formatted_to_the_last_line() -> None:
    """A sheet that is formatted to line 1,048,576 and too big for that is answered with how to make a small one."""
    found = parse_roll_sheet(formatted(1_048_577))
    assert "只选有字的那些行复制过去" in said(found)
    assert "去掉图片" not in said(found)

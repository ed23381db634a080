"""Reading the file of a duty roster: headers, dates as dates, and what is no table."""

import io
from datetime import datetime

import openpyxl
import pytest

from bot.documents.duty_sheet import parse_duty_sheet
from bot.documents.file_reader import FileReader
from bot.domain.duty.sheet import SHEET_LINES_LIMIT, SheetLine


def xlsx(*rows: tuple[object, ...]) -> bytes:
    """A workbook with these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEADER = ("日期", "星期", "值班人员", "带班领导", "联系电话")
MARCH = datetime(2026, 3, 9)  # noqa: DTZ001  # a cell has no zone


def test_columns_and_dates() -> None:
    """Columns are found by their names below a title; a date is a day, a number of a telephone a text."""
    content = xlsx(("三月值班表",), HEADER, (MARCH, "周一", "赵 敏", "王建国", 13800001111), ("3月10日", "", "孙大爷"))
    assert parse_duty_sheet(content).lines == (
        SheetLine(3, "2026-03-09", "赵 敏", "王建国", "13800001111"),
        SheetLine(4, "3月10日", "孙大爷"),
    )


@pytest.mark.parametrize(
    ("content", "line", "key"),
    [
        (b"%PDF-1.7", 0, "pdf"),
        (xlsx(("楼栋", "房号")), 0, "no_headers"),
        (xlsx(HEADER), 0, "empty"),
        (xlsx(HEADER, (12.1, "", "赵敏")), 2, "day_number"),
        (xlsx(HEADER, (MARCH, "", "=A1")), 2, "formula"),
        (xlsx(HEADER, (MARCH, "", "赵" * 300)), 2, "long"),
        (xlsx(HEADER, (MARCH, "", "")), 2, "missing"),
        (xlsx(HEADER, *[(MARCH, "", "赵敏")] * (SHEET_LINES_LIMIT + 1)), SHEET_LINES_LIMIT + 2, "too_many"),
    ],
)
def test_problems(content: bytes, line: int, key: str) -> None:
    """Each error is named by its line, and those of the file by line 0."""
    assert [(each.line, each.key) for each in parse_duty_sheet(content).problems] == [(line, key)]


async def test_in_its_own_process() -> None:
    """The reader's process gives what the parser gives."""
    content = xlsx(HEADER, (MARCH, "", "赵敏"))
    assert await FileReader().read_duty(content) == parse_duty_sheet(content)

"""The ledger as a table."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from bot.documents.ledger import Book, text_cell
from bot.domain.councils.council import Council, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Answer, Entry, Matter
from bot.domain.matters.state import State
from bot.domain.shared.ids import ChatId
from bot.domain.shared.reporting_period import Period
from bot.locales import words
from bot.read_models.reports import LedgerRow

AT = datetime(2026, 3, 31, 16, 30, 59, tzinfo=UTC)  # half past midnight of 1 April in Shanghai


def cells(row: LedgerRow, zone: str = "Asia/Shanghai") -> dict[str, Any]:
    """Write one line and read it again."""
    book = Book(words("zh-CN"), Council(number=1, chat=ChatId("-1"), name="和平里小区", zone=zone))
    book.add([row])
    head, line = openpyxl.load_workbook(io.BytesIO(book.content())).active.iter_rows()  # type: ignore[union-attr]
    return {str(name.value): cell for name, cell in zip(head, line, strict=True)}


def row(*, answers: dict[Answer, int] | None = None, silent: int = 0, closed_by: str = "", **changes: Any) -> LedgerRow:
    matter = Matter(
        **{
            "council": 1,
            "number": 7,
            "text": "路灯坏了",
            "plain": "路灯坏了",
            "category": Category.FACILITIES,
            "proposer": 1,
            "at": AT,
            **changes,
        }
    )
    member = Member(council=1, person=2, name=closed_by) if closed_by else None
    return LedgerRow(matter, None, member, answers or {}, silent, "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_formulas(start: str) -> None:
    """What another program would work out is a text, with an apostrophe before it."""
    assert text_cell(f"{start}1+1") == f"'{start}1+1"
    found = cells(row(text=f"{start.strip() or '='}cmd|' /C calc'!A0"))["摘要"]
    assert found.data_type == "s"
    assert str(found.value).startswith("'")


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_no_errors(error: str) -> None:
    """Words that look like an error are words."""
    assert cells(row(text=error))["摘要"].data_type == "s"


def test_the_councils_days() -> None:
    """Days are those of the council's own zone."""
    found = cells(row())["时间"]
    assert found.value == datetime(2026, 4, 1, 0, 30)  # noqa: DTZ001  # a spreadsheet knows no zones
    assert cells(row(), "Europe/Berlin")["时间"].value == datetime(2026, 3, 31, 18, 30)  # noqa: DTZ001


def test_reopened() -> None:
    """What was reopened is not done, and everybody's answers are counted."""
    way = tuple(Entry(at=AT, what=what) for what in (Act.DONE, Act.REOPEN, Act.PROGRESS))
    found = cells(
        row(
            timeline=way,
            reopened=1,
            state=State.IN_PROGRESS,
            assignment=Assignment(due=date(2026, 4, 8)),
            answers={Answer.YES: 1, Answer.NO: 1},
            silent=2,
        )
    )
    assert found["办结日"].value is None
    assert found["时限"].value == datetime(2026, 4, 8)  # noqa: DTZ001
    assert found["回访结果"].value == "满意 1 人，不满意 1 人，没有评价 2 人"
    assert (found["满意度"].value, found["是否重开"].value) == ("50.0%", "是")


@pytest.mark.parametrize(
    ("way", "state", "progress"),
    [
        ((Act.PROGRESS, Act.DONE, Act.UNDO_DONE), State.IN_PROGRESS, "办理中：第 0 步"),
        ((Act.DONE, Act.REOPEN_ABOVE), State.DISPATCHED, "已交办"),
        ((Act.DONE, Act.UNDO_DONE, Act.DONE), State.DONE, "已办结：第 2 步"),
    ],
)
def test_done_by_mistake(way: tuple[Act, ...], state: State, progress: str) -> None:
    """What was taken back, or is not done after all, has neither a day of its end nor its words."""
    timeline = tuple(Entry(at=AT, what=what, text=f"第 {place} 步") for place, what in enumerate(way))
    found = cells(row(timeline=timeline, state=state))
    assert (found["办结日"].value is not None, found["进展"].value) == (state is State.DONE, progress)


@pytest.mark.parametrize(
    ("way", "is_public"),
    [
        ((Act.RESOLVE, Act.PUBLISH, Act.PUBLISHED, Act.ASSIGN), True),
        ((Act.RESOLVE, Act.PUBLISH, Act.PUBLISHED, Act.ASSIGN, Act.AMEND), False),
        ((Act.RESOLVE, Act.PUBLISH, Act.AGENDA, Act.RESOLVE), False),
        ((Act.RESOLVE, Act.PUBLISH, Act.AGENDA, Act.VOTE, Act.DECIDED), False),
        ((Act.RESOLVE, Act.PUBLISH, Act.PUBLISHED, Act.ASSIGN, Act.AMEND, Act.PUBLISH), True),
    ],
)
def test_published_words(way: tuple[Act, ...], is_public: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """The day of publication is that of the words that are valid; where others were published it is empty."""
    timeline = tuple(Entry(at=AT, what=what, text="换新灯") for what in way)
    assert (cells(row(timeline=timeline))["公示日"].value is not None) is is_public


@pytest.mark.parametrize(
    ("changes", "answered", "by"),
    [
        ({"state": State.DONE}, None, None),
        ({"state": State.UNVERIFIED}, "未回访到", "自动"),
        ({"state": State.CLOSED, "closed_by": "李秀兰"}, None, "李秀兰"),
    ],
)
def test_closed(changes: dict[str, Any], answered: str | None, by: str | None) -> None:
    """Who closed it stands there, or that nobody did; one that nobody answered for is said to be so."""
    found = cells(row(**changes))
    assert (found["回访结果"].value, found["销号人"].value) == (answered, by)


def test_private_numbers() -> None:
    """A number that came in before it was masked is masked on the way out."""
    assert cells(row(text="打 13800138000"))["摘要"].value == "打 138****8000"


def test_everything_is_shown() -> None:
    """Words wrap in their columns, each row is as high as its longest cell, and the header stands out."""
    book = Book(words("zh-CN"), Council(number=1, chat=ChatId("-1"), name="和平里小区"))
    many_lines = Entry(at=AT, what=Act.PROGRESS, text="路\n" * 140)
    book.add([row(), row(text="路" * 140), row(), row(timeline=(many_lines,))])
    sheet = openpyxl.load_workbook(io.BytesIO(book.content())).active
    assert sheet is not None
    assert all(cell.alignment.wrap_text for line in sheet.iter_rows() for cell in line if cell.value is not None)
    assert all(cell.font.bold for cell in sheet[1])
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4)]
    assert heights == [16, 160, 16]
    assert sheet.row_dimensions[5].height == 409  # Excel knows no higher row
    assert (sheet["A2"].data_type, sheet["C2"].number_format) == ("n", "yyyy-mm-dd hh:mm")


def test_links() -> None:
    """The number leads to where the matter came from, and the next row without one leads nowhere."""
    book = Book(words("zh-CN"), Council(number=1, chat=ChatId("-1"), name="和平里小区"))
    book.add([replace(row(), source="https://t.me/c/1/2", evidence="https://t.me/c/1/3"), row()])
    sheet = openpyxl.load_workbook(io.BytesIO(book.content())).active
    assert sheet is not None
    found = {cell.coordinate: cell.hyperlink.target for line in sheet.iter_rows() for cell in line if cell.hyperlink}
    assert found == {"A2": "https://t.me/c/1/2", "M2": "https://t.me/c/1/3"}
    assert (sheet["A2"].value, sheet["M2"].value, sheet["M3"].value) == (7, "看照片", None)


def test_in_english() -> None:
    """No word of ours is left in Chinese."""
    book = Book(words("en"), Council(number=1, chat=ChatId("-1"), name="Peace Lane"))
    book.add([replace(row(text="lamp", plain="lamp", state=State.CLOSED), evidence="https://t.me/c/1/3")])
    opened = openpyxl.load_workbook(io.BytesIO(book.content()))
    assert opened.active is not None
    said = [str(cell.value) for line in opened.active.iter_rows() for cell in line] + opened.sheetnames
    assert not [each for each in said if re.search(r"[\u3000-\u9fff\uff00-\uffef]", each)]


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (None, "和平里小区 A&&B 台账"),
        (Period(date(2026, 3, 1), date(2026, 3, 31)), "和平里小区 A&&B 台账（2026年3月）"),
    ],
)
def test_printing(period: Period | None, title: str) -> None:
    """It prints on A4 on its side, as wide as the page, with title, columns and page number on each page."""
    book = Book(words("zh-CN"), Council(number=1, chat=ChatId("-1"), name="和平里小区 A&B"), period)
    book.add([row()])
    with zipfile.ZipFile(io.BytesIO(book.content())) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
        names = archive.read("xl/workbook.xml").decode()
    sheet = ET.fromstring(written)  # noqa: S314  # our own file
    found = {each.tag.rpartition("}")[2]: each for each in sheet.iter()}
    wanted = {"paperSize": "9", "orientation": "landscape", "fitToWidth": "1", "fitToHeight": "0"}
    assert wanted.items() <= found["pageSetup"].attrib.items()
    assert found["pageSetUpPr"].get("fitToPage") == "1"
    assert found["oddHeader"].text == f"&C{title}"
    assert found["oddFooter"].text == "&C— &P / &N —"
    assert found["pane"].get("topLeftCell") == "B2"
    assert found["autoFilter"].get("ref") == "A1:R2"
    assert "$1:$1</definedName>" in names

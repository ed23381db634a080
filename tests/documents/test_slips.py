"""The invitations on paper, read back as a printer and a spreadsheet would."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import openpyxl
import pypdf
import pytest
import segno
from PIL import Image

from bot.documents import slips
from bot.documents.qr import PIXELS_PER_POINT
from bot.domain.councils.council import Council
from bot.domain.rolls.roll import Unit
from bot.locales import Words, words
from bot.read_models.rolls import Invitation, Invited
from bot.services.councils.councils import LANGUAGES
from handlers.telegram.features import FEATURES
from tests import cast

HOME = Council(number=1, chat=cast.GROUP, name="和平里小区")
CODE = "K7QF2M9TXH4P8RW"


def speak(language: str) -> Words:
    return words(language).on(date(2026, 3, 1), FEATURES)


def link(start: str) -> str:
    return f"https://example.org/{start}"


def invited(*units: Unit, council: Council = HOME) -> Invited:
    return Invited(council, tuple(Invitation(unit, CODE) for unit in units), datetime(2026, 4, 1, tzinfo=UTC), 0)


def unit(label: str = "3-1-502", *owners: str) -> Unit:
    return Unit(council=1, roll=1, unit=label, building=label.partition("-")[0], head=1, owners=owners or ("张伟",))


def pages(pdf: bytes) -> list[str]:
    """The words of each page. pypdf gives both bytes of a character where a font brings its own encoding."""
    found = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return ["".join(text.replace("\0", "").split()) for text in found]


@cache
def slip(language: str) -> bytes:
    """A slip of two owners; made once, because the font alone takes half a second."""
    return slips.make_slips(speak(language), invited(unit("3-1-502", "张伟", "欧阳小敏")), "@yishi_bot", link)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip(language: str) -> None:
    """A slip says whose it is without the whole name, the code, what to do with it, and until when."""
    (page,) = pages(slip(language))
    for shown in ("和平里小区", "3-1-502", "张*", "欧***", "K7QF2-M9TXH-4P8RW", "@yishi_bot"):
        assert shown in page
    assert "张伟" not in page
    assert "欧阳" not in page


def test_the_qr_code_holds_the_link() -> None:
    """The picture on a slip is the QR code of the bot's link with this slip's code, point by point."""
    assert slips.slip_link(link, CODE) == f"https://example.org/h-{CODE}"
    (shown,) = pypdf.PdfReader(io.BytesIO(slip("zh-CN"))).pages[0].images
    assert shown.image is not None
    side = shown.image.width // PIXELS_PER_POINT
    points = shown.image.convert("1").resize((side, side), Image.Resampling.NEAREST)
    expected = segno.make(slips.slip_link(link, CODE), error="m", micro=False).matrix_iter(border=3)
    assert [[not points.getpixel((x, y)) for x in range(side)] for y in range(side)] == [
        [bool(dark) for dark in row] for row in expected
    ]


def test_a_long_label() -> None:
    """The longest label stands on its own slip, in smaller letters."""
    pdf = slips.make_slips(speak("zh-CN"), invited(unit("幸" * 24), unit("3-1-502")), "@yishi_bot", link)
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    ends: list[float] = []

    def look(text: str, _: object, at: list[float], _font: object, size: float) -> None:
        if "幸" in text.replace("\0", ""):
            ends.append(at[4] + 24 * size)

    page.extract_text(visitor_text=look)
    assert ends
    assert max(ends) < page.mediabox.width / 2


@pytest.mark.parametrize(("slips_", "pages_"), [(10, 1), (11, 2)])
def test_pages(slips_: int, pages_: int) -> None:
    """Ten slips fill a page; one has a page as well, as `test_a_slip` has seen."""
    pdf = slips.make_slips(
        speak("zh-CN"), invited(*[unit(f"3-{number}") for number in range(slips_)]), "@yishi_bot", link
    )
    assert len(pages(pdf)) == pages_


def test_names_that_the_font_does_not_know(caplog: pytest.LogCaptureFixture) -> None:
    """Emoji in a group's name and rare signs are left out, without a word in the log."""
    council = Council(number=1, chat=cast.GROUP, name="和平里😀" * 20)
    (page,) = pages(
        slips.make_slips(speak("zh-CN"), invited(unit("3-1-502", "😀伟"), council=council), "@yishi_bot", link)
    )
    assert "和平里" in page
    assert "伟" not in page
    assert not [record for record in caplog.records if record.levelname != "DEBUG"]


def test_the_table() -> None:
    """The table has a unit a line with its code and link, and the names masked."""
    book = openpyxl.load_workbook(io.BytesIO(slips.make_codes_table(words("zh-CN"), invited(unit()), link)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows == [
        ("楼栋", "房号", "业主", "邀请码", "链接"),
        ("3", "3-1-502", "张*", "K7QF2-M9TXH-4P8RW", link(f"h-{CODE}")),
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_nothing_in_the_table_is_worked_out(name: str) -> None:
    """What another program could take for a formula has an apostrophe before it, and every cell is a text."""
    hostile = replace(unit(), building=name)
    book = openpyxl.load_workbook(io.BytesIO(slips.make_codes_table(words("zh-CN"), invited(hostile), link)))
    cells = next(iter(book.worksheets[0].iter_rows(min_row=2)))
    assert str(cells[0].value).startswith("'")
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


def test_printing_the_table() -> None:
    """The table prints on A4, as wide as the page, with its columns on each page."""
    book = openpyxl.load_workbook(io.BytesIO(slips.make_codes_table(words("zh-CN"), invited(unit()), link)))
    sheet = book.worksheets[0]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "portrait", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "和平里小区 邀请码"

"""Invitations on paper: a table for the officers, and slips with QR codes to cut out and distribute."""

import io
from collections.abc import Callable
from zoneinfo import ZoneInfo

import openpyxl
from fpdf import FPDF
from fpdf.enums import WrapMode
from markupsafe import Markup
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from pylopdf_fonts_zh_cn import sans_path

from bot.documents.cells import safe_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.documents.qr import make_qr
from bot.locales import N_, Words
from bot.read_models.rolls import Invitation, Invited
from bot.views.rolls import invitations, rolls
from bot.views.shared import dates
from bot.views.shared.text_fit import shorten

Link = Callable[[str], str]  # the words of a start -> the address that opens the private chat with them

SLIP_COLUMNS = (N_("楼栋"), N_("房号"), N_("业主"), N_("邀请码"), N_("链接"))
WIDTHS = (10, 14, 18, 22, 48)  # characters
COLUMNS, ROWS = 2, 5  # slips on a page
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # mm, A4
WIDTH, HEIGHT = PAGE_WIDTH / COLUMNS, PAGE_HEIGHT / ROWS
EDGE = 8.0  # mm; most printers leave out so much
QR = 34.0  # mm, the quiet zone included
COUNCIL_NAME_LIMIT = 16  # characters of the council's name that have room


def slip_link(link: Link, code: str) -> str:
    """Return the address behind a slip's QR code."""
    return link(f"h-{code}")


def make_codes_table(_: Words, invited: Invited, link: Link) -> bytes:
    """Return the codes as an .xlsx, a unit a line. Every cell is a text: nothing in it is worked out."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(str(_("邀请码")))
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, _("{name} 邀请码", name=invited.council.name), Orientation.PORTRAIT)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_text(sheet, str(_(header))) for header in SLIP_COLUMNS])
    for each in invited.invitations:
        unit, address = each.unit, slip_link(link, each.code)
        words = unit.building, unit.unit, str(rolls.owner_names(_, unit)), invitations.group_code(each.code), address
        sheet.append([_text(sheet, word) for word in words])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: WriteOnlyWorksheet, words: str) -> Cell:
    """Return a cell that is a text."""
    cell = WriteOnlyCell(sheet, value=safe_cell(words))
    cell.number_format = "@"
    return cell


def make_slips(_: Words, invited: Invited, bot: str, link: Link) -> bytes:
    """Return the codes as a PDF of slips to cut out, two columns on A4: a QR code, and beside it what to do with it.

    `bot` is its address as people write it.
    """
    paper = FPDF(unit="mm", format="A4")
    paper.set_auto_page_break(auto=False)
    paper.add_font("sans", fname=sans_path())
    for place, each in enumerate(invited.invitations):
        row, column = divmod(place % (COLUMNS * ROWS), COLUMNS)
        if row == column == 0:
            paper.add_page()
            _cut_lines(paper)
        _slip(paper, _, invited, each, bot, link, corner=(column * WIDTH, row * HEIGHT))
    return bytes(paper.output())


def _cut_lines(paper: FPDF) -> None:
    paper.set_draw_color(150)
    paper.set_dash_pattern(dash=2, gap=2)
    for column in range(1, COLUMNS):
        paper.line(column * WIDTH, 0, column * WIDTH, PAGE_HEIGHT)
    for row in range(1, ROWS):
        paper.line(0, row * HEIGHT, PAGE_WIDTH, row * HEIGHT)


def _slip(
    paper: FPDF, _: Words, invited: Invited, each: Invitation, bot: str, link: Link, *, corner: tuple[float, float]
) -> None:
    left, top = corner[0] + EDGE, corner[1] + EDGE
    paper.image(make_qr(slip_link(link, each.code)), left - 3, top - 3, QR, QR)
    beside = left + QR
    width = WIDTH - 2 * EDGE - QR

    def write(size: float, words: Markup | str, *, below: float) -> None:
        line = _known(paper, str(words))
        paper.set_font("sans", size=size)
        paper.set_font("sans", size=size * min(1.0, (width - 2) / max(paper.get_string_width(line), 1)))
        paper.set_xy(beside, top + below)
        paper.cell(width, size * 0.5, line)

    council = invited.council
    until = dates.format_full_day(_, invited.expires.astimezone(ZoneInfo(council.zone)).date())
    write(9, shorten(council.name, COUNCIL_NAME_LIMIT), below=0)
    write(18, each.unit.unit, below=6)
    write(10, _("业主 {who}", who=shorten(str(rolls.owner_names(_, each.unit)), COUNCIL_NAME_LIMIT)), below=16)
    write(12, invitations.group_code(each.code), below=23)
    what_to_do = (
        _("1. 扫二维码，{first_step}，核对房号后点「是我」。"),
        _("2. 扫不了码，就在 {platform} 里找 {bot}，把邀请码发给它。", bot=bot),
        _("有效到 {day}，只能用一次，请不要给别人。", day=until),
    )
    paper.set_font("sans", size=8)
    paper.set_xy(left, top + QR - 2)
    paper.multi_cell(WIDTH - 2 * EDGE, 4.5, "\n".join(map(str, what_to_do)), align="L", wrapmode=WrapMode.CHAR)


def _known(paper: FPDF, words: str) -> str:
    """Remove characters that the font has no glyph for, such as emoji in the name of a group."""
    known = paper.fonts["sans"].cmap  # type: ignore[union-attr]  # no core font: it is the one that was added
    return "".join(char for char in words if ord(char) in known)

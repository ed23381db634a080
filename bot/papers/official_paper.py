"""The layout of an official document (公文) on A4: margins as in GB/T 9704, Chinese fonts, page numbers, tables."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from markupsafe import Markup

from bot.domain.privacy import clean
from bot.locales import Words

LIMIT = 4000  # UTF-16 units of one cell
MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # the same content gives the same bytes; zip files know no earlier day and no zone
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
TEXT_WIDTH = Mm(210 - 28 - 26)
LATIN, BODY, HEADING = "Times New Roman", "FangSong", "SimHei"  # 仿宋 and 黑体
SIZES = {"Normal": 12, "Title": 22, "Heading 1": 16, "Footer": 14}  # points
BLACK = RGBColor(0, 0, 0)
LABEL_SHARE = 5  # the labels of a form take one part in so many of its width


class OfficialPaper:
    """An official document that is being written, from top to bottom."""

    def __init__(self, words: Words, title: Markup) -> None:
        self._document = docx.Document()
        _set_page(self._document.sections[0])
        _set_styles(self._document, words.language)
        _number_pages(self._document.sections[0])
        properties = self._document.core_properties
        properties.title, properties.language, properties.author = plain(title), words.language, ""
        properties.comments = ""
        properties.created = properties.modified = MADE
        self._center(self._document.add_heading(plain(title), level=0))

    def add_subtitle(self, text: Markup | str) -> None:
        """Add a centred line."""
        self._center(self._document.add_paragraph(plain(text)))

    def add_heading(self, text: Markup | str) -> None:
        """Add the heading of a part."""
        self._document.add_heading(plain(text), level=1)

    def add_paragraph(self, text: Markup | str = "") -> None:
        """Add a paragraph of plain text."""
        self._document.add_paragraph(plain(text))

    def add_form(self, rows: Iterable[Sequence[Markup | str]], limit: int = LIMIT) -> None:
        """Add a table of labels and contents."""
        label = Emu(TEXT_WIDTH // LABEL_SHARE)
        self._add_table(list(rows), (label, Emu(TEXT_WIDTH - label)), limit)

    def add_list(self, rows: Iterable[Sequence[Markup | str]]) -> None:
        """Add a table with columns of the same width, whose first row is repeated on each page."""
        found = list(rows)
        columns = len(found[0])
        table = self._add_table(found, (Emu(TEXT_WIDTH // columns),) * columns, LIMIT)
        header = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  # python-docx has no name for a header row
        header.append(OxmlElement("w:tblHeader"))

    def content(self) -> bytes:
        """Return the .docx."""
        out = io.BytesIO()
        self._document.save(out)
        return undated(out.getvalue())

    def _add_table(self, rows: Sequence[Sequence[Markup | str]], widths: Sequence[Length], limit: int) -> Any:
        table = self._document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in rows:
            for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
                cell.text = plain(text, limit)
                cell.width = width  # Word goes by the cells, LibreOffice by the columns
        return table

    def _center(self, paragraph: Any) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def plain(text: Markup | str, limit: int = LIMIT) -> str:
    """Return text as a document takes it: no tags of ours, nothing that XML forbids."""
    return clean(text.unescape() if isinstance(text, Markup) else text, limit)


def undated(content: bytes) -> bytes:
    """Return the same archive without the moment of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as undated:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            undated.writestr(entry, made.read(name))
    return out.getvalue()


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT


def _set_styles(document: Any, language: str) -> None:
    """Name the fonts, for East Asian text too: the template's theme names none, and word processors take any."""
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = LATIN, Pt(size), BLACK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), HEADING if name in {"Title", "Heading 1"} else BODY)
    for line in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):  # the template's blue line
        line.getparent().remove(line)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:eastAsia"), "zh-CN")  # names and proposals are Chinese in any language


def _number_pages(section: Any) -> None:
    """Put "— 1 —" below each page."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = paragraph.add_run("1")  # until the word processor works it out
    field.append(shown._r)  # noqa: SLF001  # python-docx knows no fields
    paragraph._p.append(field)  # noqa: SLF001  # as above
    paragraph.add_run(" —")

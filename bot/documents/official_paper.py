"""The layout of an official document (公文) on A4: margins as in GB/T 9704, Chinese fonts, page numbers, tables."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from markupsafe import Markup

from bot.domain.shared.masking import normalize_text
from bot.locales import Words

CELL_LIMIT = 4000  # UTF-16 units of one cell
MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # the same content gives the same bytes; zip files know no earlier day and no zone
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
TEXT_WIDTH = Mm(210 - 28 - 26)
LATIN, BODY, HEADING = "Times New Roman", "FangSong", "SimHei"  # 仿宋 and 黑体
# Replacements for a machine without these fonts, and whether their strokes have feet (OOXML, 17.8.3).
FALLBACKS = {
    BODY: ("仿宋,FangSong_GB2312,STFangsong,Noto Serif CJK SC", "roman"),
    HEADING: ("黑体,STHeiti,PingFang SC,Noto Sans CJK SC", "swiss"),
}
LINE = Pt(17)  # the same with every font, so that a page holds as much on any machine
PARAGRAPH_GAP = Pt(6)
UNBROKEN_ROW_LIMIT = 200  # characters up to which a row stays on one page; a longer one may be taller than the page
SIZES = {"Normal": 12, "Title": 22, "Heading 1": 16, "Footer": 14}  # points
BLACK = RGBColor(0, 0, 0)
LABEL_SHARE = 5  # the labels of a form take one part in so many of its width


class OfficialPaper:
    """An official document that is being written, from top to bottom."""

    def __init__(self, words: Words, title: Markup) -> None:
        self._document = docx.Document()
        _set_page(self._document.sections[0])
        _set_styles(self._document, words.language)
        _name_fallbacks(self._document)
        _number_pages(self._document.sections[0])
        properties = self._document.core_properties
        properties.title, properties.language, properties.author = plain_text(title), words.language, ""
        properties.comments = ""
        properties.created = properties.modified = MADE
        self._center(self._document.add_heading(plain_text(title), level=0))

    def add_subtitle(self, text: Markup | str) -> None:
        """Add a centred line."""
        paragraph = self._document.add_paragraph(plain_text(text))
        paragraph.paragraph_format.space_after = PARAGRAPH_GAP
        self._center(paragraph)

    def add_heading(self, text: Markup | str) -> None:
        """Add the heading of a part."""
        self._document.add_heading(plain_text(text), level=1)

    def add_paragraph(self, text: Markup | str) -> None:
        """Add a paragraph of plain text."""
        self._document.add_paragraph(plain_text(text)).paragraph_format.space_before = PARAGRAPH_GAP

    def add_form(self, rows: Iterable[Sequence[Markup | str]], limit: int = CELL_LIMIT) -> None:
        """Add a table of labels and contents."""
        label = Emu(TEXT_WIDTH // LABEL_SHARE)
        self._add_table(list(rows), (label, Emu(TEXT_WIDTH - label)), limit)

    def add_list(self, rows: Iterable[Sequence[Markup | str]], shares: Sequence[int]) -> None:
        """Add a table whose first row is repeated on each page; its columns share the width."""
        widths = [Emu(TEXT_WIDTH * share // sum(shares)) for share in shares]
        table = self._add_table(list(rows), widths, CELL_LIMIT)
        header = table.rows[0]
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # python-docx names no header row
        for cell in header.cells:
            (paragraph,) = cell.paragraphs
            paragraph.paragraph_format.keep_with_next = True
            self._center(paragraph)

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
            added = table.add_row()
            if sum(map(len, row)) <= UNBROKEN_ROW_LIMIT:
                added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  # nor this
            for cell, text, width in zip(added.cells, row, widths, strict=True):
                cell.text = plain_text(text, limit)
                cell.width = width  # Word goes by the cells, LibreOffice by the columns
        return table

    def _center(self, paragraph: Paragraph) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def plain_text(text: Markup | str, limit: int = CELL_LIMIT) -> str:
    """Return text as a document takes it: no tags of ours, nothing that XML forbids."""
    return normalize_text(text.unescape() if isinstance(text, Markup) else text, limit)


def undated(content: bytes) -> bytes:
    """Return the same archive without the moment of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as undated:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            undated.writestr(entry, made.read(name))
    return out.getvalue()


def _set_page(section: Section) -> None:
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
    for name, line in (("Normal", LINE), ("Title", 1.0), ("Heading 1", 1.0)):
        spacing = document.styles[name].paragraph_format
        spacing.line_spacing = line
        spacing.space_after = PARAGRAPH_GAP if name != "Normal" else Pt(0)
    for line in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):  # the template's blue line
        line.getparent().remove(line)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:eastAsia"), "zh-CN")  # names and proposals are Chinese in any language


def _name_fallbacks(document: Any) -> None:
    """Add replacements for the Chinese fonts to the document's font table."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = parse_xml(part.blob)
    for name, (others, family) in FALLBACKS.items():
        font = OxmlElement("w:font")
        font.set(qn("w:name"), name)
        for tag, value in (("altName", others), ("charset", "86"), ("family", family), ("pitch", "variable")):
            child = OxmlElement(f"w:{tag}")
            child.set(qn("w:val"), value)
            font.append(child)
        fonts.append(font)
    part._blob = serialize_part_xml(fonts)  # noqa: SLF001  # python-docx has no name for the table of fonts


def _number_pages(section: Section) -> None:
    """Add the page number ("— 1 —") as the footer of each page."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = paragraph.add_run("1")  # until the word processor works it out
    field.append(shown._r)  # noqa: SLF001  # python-docx knows no fields
    paragraph._p.append(field)  # noqa: SLF001  # as above
    paragraph.add_run(" —")

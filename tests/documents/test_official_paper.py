"""The layout of the printed documents, as a word processor reads it."""

import io
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from markupsafe import Markup

from bot.documents.official_paper import OfficialPaper
from bot.locales import words

TEXT_WIDTH = Mm(156)  # A4 without its margins


@pytest.fixture
def document() -> Any:
    """A paper with a title, a form and a list."""
    paper = OfficialPaper(words("zh-CN"), Markup("会议纪要"))
    paper.add_subtitle("幸福小区议事会")
    paper.add_form([("名称", "例会"), ("地点", "活动室")])
    paper.add_heading("签到表")
    paper.add_list([("序号", "姓名", "代表方"), ("1", "李秀兰", "")], (1, 3, 2))
    return docx.Document(io.BytesIO(paper.content()))


def test_page(document: Any) -> None:
    """The page is A4 with the margins of an official document."""
    (section,) = document.sections
    size = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in size] == [210, 297]
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26]


@pytest.mark.parametrize(
    ("name", "font"), [("Normal", "FangSong"), ("Title", "SimHei"), ("Heading 1", "SimHei"), ("Footer", "FangSong")]
)
def test_fonts(document: Any, name: str, font: str) -> None:
    """Chinese text has a Chinese font by name, other text Times New Roman, and all of it is black."""
    properties = document.styles[name].element.rPr
    assert properties.rFonts.get(qn("w:eastAsia")) == font
    assert properties.rFonts.get(qn("w:ascii")) == properties.rFonts.get(qn("w:hAnsi")) == "Times New Roman"
    assert not [key for key in properties.rFonts.keys() if key.endswith("Theme")]  # noqa: SIM118  # an XML element
    color = properties.find(qn("w:color"))
    assert dict(color.attrib) == {qn("w:val"): "000000"}


def test_title(document: Any) -> None:
    """The title stands in the middle, without a line below it."""
    title = document.paragraphs[0]
    assert (title.text, title.style.name) == ("会议纪要", "Title")
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert title.style.element.pPr.find(qn("w:pBdr")) is None


def test_page_numbers(document: Any) -> None:
    """Each page has its number below, between dashes."""
    (footer,) = document.sections[0].footer.paragraphs
    assert [each.get(qn("w:instr")) for each in footer._p.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert "".join(each.text for each in footer._p.iter(qn("w:t"))) == "— 1 —"


def test_tables(document: Any) -> None:
    """Tables have borders and fill the width; a form's labels take a fifth of it."""
    form, people = document.tables
    assert abs(form.columns[0].width - TEXT_WIDTH / 5) < Mm(1)
    for table in (form, people):
        assert (table.style.name, table.autofit) == ("Table Grid", False)
        assert abs(sum(column.width for column in table.columns) - TEXT_WIDTH) < Mm(1)
        for row in table.rows:
            for cell, column in zip(row.cells, table.columns, strict=True):
                assert abs(cell.width - column.width) < Mm(0.1)


def test_repeated_header(document: Any) -> None:
    """A list's first row is repeated on each page; a form has no such row."""
    form, people = document.tables
    repeated = [[row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] for table in (form, people)]
    assert repeated == [[False, False], [True, False]]


def test_columns_of_a_list(document: Any) -> None:
    """The columns of a list share the width as they are told to."""
    widths = [column.width for column in document.tables[1].columns]
    assert [round(6 * width / TEXT_WIDTH) for width in widths] == [1, 3, 2]


def test_rows_stay_on_one_page() -> None:
    """A row is not broken over two pages, unless it may be taller than one."""
    paper = OfficialPaper(words("zh-CN"), Markup("会议纪要"))
    paper.add_form([("名称", "例会"), ("协商意见", "商" * 1000)])
    (form,) = docx.Document(io.BytesIO(paper.content())).tables
    assert [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in form.rows] == [True, False]


def test_fallbacks(document: Any) -> None:
    """For machines without the Chinese fonts the file names others, with and without feet."""
    fonts = parse_xml(document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE).blob)
    named = {font.get(qn("w:name")): font for font in fonts}
    for name, family in (("FangSong", "roman"), ("SimHei", "swiss")):
        assert "Noto" in named[name].find(qn("w:altName")).get(qn("w:val"))
        assert named[name].find(qn("w:family")).get(qn("w:val")) == family


def test_lines(document: Any) -> None:
    """Lines of text have the same height with any font; those of titles grow with their letters."""
    assert document.styles["Normal"].paragraph_format.line_spacing == Pt(17)
    assert [document.styles[name].paragraph_format.line_spacing for name in ("Title", "Heading 1")] == [1.0, 1.0]


def test_properties(document: Any) -> None:
    """The file says its title and its language, and nothing about what made it."""
    found = document.core_properties
    assert (found.title, found.language, found.author, found.comments) == ("会议纪要", "zh-CN", "", "")

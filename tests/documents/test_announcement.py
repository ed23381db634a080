"""The announcement of a vote's result on paper."""

import io
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bot.documents.announcement import BLANK, Announcement, announcement
from bot.domain.votes.rules import Measure, get_rule
from bot.domain.votes.tally import Silence, Tally, judge, measured
from bot.locales import words

COLUMNS = """标题 概述 范围 起止 应参与 参与（占应参与） 同意（占参与） 反对（占参与） 弃权（占参与）
依据条文 逐项核对 结论 异议期限及渠道 公示起止"""


@pytest.fixture
def counted() -> Tally:
    cast = {"agree": "301", "against": "299"}
    measures = {Measure.HEADS: measured(900, cast), Measure.AREA: measured("90000.50", cast)}
    return judge(get_rule("cn.owners.ordinary", date(2026, 11, 22)), measures)


def made(counted: Tally, **more: str | bool) -> bytes:
    fields: dict[str, str | bool] = {
        "council": "幸福小区议事会",
        "title": "给 3 号楼加装电梯",
        "question": "同意给 3 号楼加装电梯吗？",
        "scope": "全部",
        "began": "11月22日 19:00",
        "ended": "11月29日 19:00",
        "official": True,
        **more,
    }
    return announcement(words("zh-CN"), Announcement(tally=counted, **fields))  # type: ignore[arg-type]


def cells(content: bytes) -> dict[str, str]:
    (table,) = docx.Document(io.BytesIO(content)).tables
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def text(content: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)


def test_columns(counted: Tally) -> None:
    """It has the columns that people know, filled from the count."""
    found = cells(made(counted, objections="公示期内找居委会", posted="12月1日 到 12月8日"))
    assert list(found) == COLUMNS.split()
    assert found["应参与"] == "900 人，90000.50 ㎡"
    assert found["同意（占参与）"] == "301 人（50.2%），301 ㎡（50.2%）"
    assert found["依据条文"] == "民法典第278条（一）至（五）、（九）项，业主大会一般事项（过半）"
    assert found["逐项核对"].splitlines()[1] == "✗ 参与面积占全体面积 600/90000.50（0.7%），要有三分之二以上"
    assert found["结论"].startswith("无效:参与不足。")
    assert found["异议期限及渠道"] == "公示期内找居委会"


def test_lines_to_write_on(counted: Tally) -> None:
    """What nobody said is left free for a pen."""
    found = cells(made(counted))
    assert found["异议期限及渠道"] == found["公示起止"] == BLANK


def test_no_legal_advice(counted: Tally) -> None:
    """It says that it is no legal advice, and whether the vote binds anybody."""
    assert "不构成法律意见" in text(made(counted))
    assert "意向" not in text(made(counted))
    assert "这是意向表决" in text(made(counted, official=False))
    assert "记录号：0a1b" in text(made(counted, record="0a1b"))


def test_what_residents_write(counted: Tally) -> None:
    """What residents write is text: no markup, and no character that would break the file."""
    found = cells(made(counted, title="<b>加梯</b> & {x}\x00\x0b\u202e", question="一\n二"))
    assert found["标题"] == "<b>加梯</b> & {x}"
    assert found["概述"] == "一\n二"


def test_the_outcome_is_said_once(counted: Tally) -> None:
    """The conclusion names the outcome once, and then why."""
    conclusion = cells(made(counted))["结论"]
    assert conclusion.count("参与不足") == 1
    assert conclusion.endswith("，没有达到。")


def test_page(counted: Tally) -> None:
    """The announcement is A4, in the fonts of official papers, and the labels take a fifth of the form."""
    document: Any = docx.Document(io.BytesIO(made(counted)))
    (section,) = document.sections
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    fonts = [document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Title", "Normal")]
    assert fonts == ["SimHei", "FangSong"]
    widths = [column.width for column in document.tables[0].columns]
    assert round(sum(widths) / widths[0]) == 5


@pytest.mark.parametrize("unreturned", ["0", "50"])
def test_silence_says_no_more(unreturned: str) -> None:
    """Where the community's rule on silence comes to the same, outcome and tests stand there once for each count."""
    cast = {"agree": "100", "against": "20", "unreturned": unreturned}
    measures = {Measure.HEADS: measured(900, cast), Measure.AREA: measured(90000, cast)}
    counted = judge(
        get_rule("cn.owners.ordinary", date(2026, 11, 22)),
        measures,
        silence=Silence.FOLLOW_MAJORITY,
        silence_basis="管理规约第十二条",
    )
    conclusion = cells(made(counted))["结论"]
    assert conclusion.count("无效") == conclusion.count("120/900（") == 1
    assert ("结果一样" in conclusion) is (unreturned == "0")
    assert conclusion.count("170/900（") == (unreturned == "50")


def test_silence_decides() -> None:
    """Where the community's rule on silence decides, the strict count names its own outcome."""
    cast = {"agree": "301", "against": "200", "unreturned": "200"}
    measures = {Measure.HEADS: measured(900, cast), Measure.AREA: measured(900, cast)}
    counted = judge(
        get_rule("cn.owners.ordinary", date(2026, 11, 22)),
        measures,
        silence=Silence.FOLLOW_MAJORITY,
        silence_basis="管理规约第十二条",
    )
    conclusion = cells(made(counted))["结论"]
    assert conclusion.startswith("通过。严格计票：")
    assert (conclusion.count("通过"), conclusion.count("无效:参与不足")) == (1, 1)


def test_same_bytes(counted: Tally) -> None:
    """The same vote gives the same file, whenever it is made."""
    content = made(counted)
    assert content == made(counted)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}

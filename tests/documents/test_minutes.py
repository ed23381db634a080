"""The minutes of a meeting, as a message and on paper."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bot.documents.minutes import make_minutes
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Meeting
from bot.locales import NO_PLATFORM, words
from bot.ports import Tx
from bot.read_models.meetings import ShownSitting
from bot.services.matters import assignments, resolutions
from bot.services.meetings import attendance, meetings, sessions
from bot.services.meetings import minutes as service
from bot.views.meetings import minutes as view
from bot.views.shared.text_fit import text_length
from tests import builders, cast
from tests.services.hall import Hall

ZH = words("zh-CN")
COLUMNS = "名称 时间 地点 主持 记录 应到/实到 到会 缺席 列席 议程 协商意见 决议 责任分工"


@pytest.fixture
def hall() -> Hall:
    """A council in whose meeting two matters were talked about."""
    made = Hall()
    made.do(builders.council)
    return made


def held(hall: Hall, matters: int = 2, said: str = "先修东边的") -> ShownSitting:
    """Hold a meeting: head and clerk are there, the captain is excused, a neighbour looks in."""
    first = hall.propose(state=State.AGENDA)
    for number in range(2, matters + 1):
        hall.do(_another, replace(first, number=number))
    head, clerk, captain = (hall.by(each) for each in (cast.HEAD, cast.CLERK, cast.CAPTAIN))
    hall.at(meetings.answer_invitation, council=1, number=1, by=captain, comes=False, shown=(1, 1))
    hall.pass_time(hall.get(Meeting, "1/1").at)
    hall.at(sessions.open_meeting, council=1, by=head)
    hall.at(attendance.check_in, council=1, number=1, by=head, shown=(1, 1))
    hall.at(attendance.list_present, council=1, by=clerk, text="我 委托 小李、王奶奶")
    for number in range(1, matters + 1):
        hall.now += timedelta(minutes=5)
        hall.at(sessions.record_opinion, council=1, number=number, by=clerk, text=said)
    hall.at(resolutions.resolve_matter, council=1, number=1, by=clerk, text="换新灯")
    day = hall.now.date() + timedelta(days=2)
    hall.at(assignments.assign_matter, council=1, number=1, by=clerk, handler=hall.by(cast.HANDLER), day=day)
    hall.at(sessions.close_meeting, council=1, by=head)
    found = hall.do(service.load_minutes, 1, 1)
    assert found is not None
    return found


def _another(tx: Tx, matter: Matter) -> None:
    tx.put(matter)


def tables(content: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(content)).tables
    ]


def cells(content: bytes) -> dict[str, str]:
    return {row[0]: row[1] for row in tables(content)[0]}


def test_columns(hall: Hall) -> None:
    """The paper has the columns that people know, filled from what was kept, and lines to write on."""
    found = cells(make_minutes(ZH, held(hall)))
    assert list(found) == [*COLUMNS.split(), "发言要点（人、立场、理由）", "表决方式和票数", "签名"]
    assert found["时间"] == "2026年3月8日 周日 晚上 19:30 到 19:40"
    assert found["应到/实到"] == "应到 3 人，实到 2 人，67%"
    assert found["到会"] == "王建国、李秀兰（委托 小李）"
    assert found["缺席"] == "张伟（请假）"
    assert found["列席"] == "王奶奶"
    assert found["协商意见"].splitlines() == ["#1 先修东边的", "#2 先修东边的"]
    assert found["决议"] == "#1 换新灯"
    assert (found["议程"], found["责任分工"]) == ("共 2 项，见后面的“议程”表", "共 1 项，见后面的“责任分工”表")


def test_lists_are_tables(hall: Hall) -> None:
    """Agenda and duties are tables of their own, with their columns on each page; the message has them as lines."""
    shown = held(hall)
    content = make_minutes(ZH, shown)
    agenda, duties = tables(content)[1:]
    title = shown.agenda[0].title
    assert agenda == [["序号", "编号", "议题"], ["1", "#1", title], ["2", "#2", title]]
    assert duties == [["编号", "任务", "责任人", "期限"], ["#1", "换新灯", "陈师傅", "2026年3月10日 周二"]]
    for table in docx.Document(io.BytesIO(content)).tables[1:]:
        repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(table.rows) - 1)
    assert f"1. #1 {title}" in view.minutes_draft_card(ZH, shown).text
    assert "#1 换新灯：陈师傅，3月10日 周二前" in view.minutes_draft_card(ZH, shown).text


def test_nothing_to_list(hall: Hall) -> None:
    """Minutes without an agenda have no empty tables."""
    shown = replace(held(hall), agenda=())
    assert len(tables(make_minutes(ZH, shown))) == 1
    assert (cells(make_minutes(ZH, shown))["议程"], cells(make_minutes(ZH, shown))["责任分工"]) == ("—", "—")


def test_page(hall: Hall) -> None:
    """The minutes are A4, in the fonts of official papers, and the labels take a fifth of the form."""
    document: Any = docx.Document(io.BytesIO(make_minutes(ZH, held(hall))))
    (section,) = document.sections
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    assert {each.style.name for each in document.paragraphs} == {"Title", "Normal", "Heading 1"}
    fonts = [
        document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Title", "Heading 1", "Normal")
    ]
    assert fonts == ["SimHei", "SimHei", "FangSong"]
    widths = [column.width for column in document.tables[0].columns]
    assert round(sum(widths) / widths[0]) == 5


def test_what_residents_write(hall: Hall) -> None:
    """What people wrote is text in the message and on paper."""
    shown = held(hall, said="<b>修</b> & 换")
    assert "#1 <b>修</b> & 换" in cells(make_minutes(ZH, shown))["协商意见"]
    assert "&lt;b&gt;修" in view.minutes_draft_card(ZH, shown).text


def test_a_long_meeting(hall: Hall) -> None:
    """Minutes that are too long for one message are cut there, and whole in the file."""
    shown = held(hall, matters=30, said="商" * 300)
    card = view.minutes_draft_card(ZH, shown)
    assert text_length(card.text) <= NO_PLATFORM.text_limit
    assert "全文见文件" in card.text
    assert cells(make_minutes(ZH, shown))["协商意见"].count("#") == 30


def test_same_bytes(hall: Hall) -> None:
    """The same minutes give the same file."""
    shown = held(hall)
    assert make_minutes(ZH, shown) == make_minutes(ZH, shown)

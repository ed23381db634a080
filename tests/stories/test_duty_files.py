"""Files of the duty roster: a template that is filled in and sent back, every bad line named, the month as a file."""

import io
from datetime import date, timedelta

import openpyxl

from bot.domain.duty.turn import DutyTurn
from sandbox import Message
from tests.stories.test_duty import CLERK, HEAD, NEIGHBOUR, RESIDENT, newest, write_roster
from tests.stories.test_rolls import sent_file
from tests.stories.town import Town, story_fixture

on_duty = story_fixture(write_roster)


async def open_files(town: Town) -> bytes:
    """The clerk asks to import a file; what came with the question."""
    await town.whisper(CLERK, "/duty")
    await town.press(CLERK, newest(town, CLERK), "导入文件")
    await town.settle()
    return sent_file(town, CLERK, ".xlsx")


async def send(town: Town, content: bytes, name: str) -> Message:
    person = town.people[CLERK]
    town.world.send_document(person, person, content, name)
    await town.settle()
    return town.last(person)


def filled(template: bytes, *cells: tuple[int, int, str]) -> bytes:
    """The template with cells filled in, by row and column."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.active
    assert sheet is not None
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 2, RESIDENT)
    for row, column, value in cells:
        sheet.cell(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_template_comes_back(on_duty: Town) -> None:
    """The empty month is filled in, previewed with what is new in it, confirmed, and is in force; then as a file."""
    template = await open_files(on_duty)
    preview = await send(
        on_duty, filled(template, (2, 3, HEAD), (2, 4, "13800001111"), (3, 2, "周 师、孙大爷")), "四月.xlsx"
    )
    assert "共 30 行" in preview.text
    assert "「周师」不在成员里" in preview.text
    await on_duty.press(CLERK, preview, "确认")
    assert newest(on_duty, CLERK).text == "✓ 值班表记好了。发 /duty 看看。"
    await on_duty.travel(timedelta(days=30))
    await on_duty.whisper(RESIDENT, "值班")
    assert f"今天（4月1日 周三）：{RESIDENT}，带班 {HEAD}" in newest(on_duty, RESIDENT).text
    assert "4月2日 周四：周师、孙大爷" in newest(on_duty, RESIDENT).text
    assert "13800001111" not in newest(on_duty, RESIDENT).text
    await on_duty.whisper(CLERK, "值班")
    assert "13800001111" in newest(on_duty, CLERK).text
    await on_duty.press(CLERK, newest(on_duty, CLERK), "本月值班表")
    await on_duty.settle()
    sheet = openpyxl.load_workbook(io.BytesIO(sent_file(on_duty, CLERK, "duty-2026-04.xlsx"))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 30
    assert rows[0][1:] == (RESIDENT, HEAD, "13800001111")
    assert await on_duty.store.run(lambda tx: tx.count(DutyTurn, "day", 1, date(2026, 4, 30).isoformat())) == 1


async def test_every_bad_line_is_named(on_duty: Town) -> None:
    """Each fault of a file is named by its line, and nothing of the file is taken."""
    await open_files(on_duty)
    lines = ("日期,值班", f"2026-03-09,{NEIGHBOUR}", f"三月,{RESIDENT}", "2026-03-10,", f"2026-03-09,{RESIDENT}")
    wrong = await send(on_duty, "\n".join((*lines, "3月11日,=A1")).encode("gb18030"), "值班.csv")
    assert "值班表没有改" in wrong.text
    for line in (
        "第 3 行：日期「三月」没看懂",
        "第 4 行：值班没有填",
        "第 5 行：这一天在第 2 行已经有了",
        "第 6 行：值班是公式",
    ):
        assert line in wrong.text
    await on_duty.whisper(CLERK, "值班")
    assert "3月8日 周日：没有人值班" in newest(on_duty, CLERK).text
    await open_files(on_duty)
    assert "没有找到表头" in (await send(on_duty, "名字,电话\n赵敏,1\n".encode(), "x.csv")).text
    await open_files(on_duty)
    assert "日子都过了" in (await send(on_duty, f"日期,值班\n2026-02-01,{RESIDENT}\n".encode(), "x.csv")).text

"""The roster: a file comes in, is looked through, confirmed; invitations go out, and people link their accounts."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from fontTools import subset  # type: ignore[import-untyped]  # it says no types; fpdf2 brings it along
from pylopdf_fonts_zh_cn import sans_path

from bot.documents import slips
from bot.domain.rolls.roll import Access, Code, Roll, RollDraft, Unit
from bot.ports import Tx
from bot.services.rolls import unit_links
from sandbox.model import Message
from tests import cast
from tests.stories.town import Town, another, labels, story_fixture

HEADER = ("楼栋", "房号", "业主", "面积", "手机后四位")
HOMES = (
    ("3", "1-501", "张伟", 98.5, "1111"),
    ("3", "1-502", "张伟", 60, "1111"),
    ("3", "1-503", "李娜、王芳", 88.25, "2222、3333"),
    ("5", "2-101", "周杰", 120, "4444"),
)
OFFICER, HEAD, OWNER, SPOUSE = "李秀兰", "王建国", "赵敏", "孙大爷"


@pytest.fixture(autouse=True, scope="module")
def little_font(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Print slips with the characters that are needed here: the whole font is half a second of CPU for each file.

    `tests/documents/test_slips.py` prints with the whole font.
    """
    path = tmp_path_factory.mktemp("font") / "little.otf"
    chosen = subset.Subsetter()
    chosen.populate(text="".join(Path(source).read_text() for source in (__file__, slips.__file__, cast.__file__)))
    with subset.load_font(sans_path(), subset.Options()) as font:
        chosen.subset(font)
        font.save(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slips, "sans_path", lambda: path)
        yield


def xlsx(rows: Iterable[Sequence[Any]] = HOMES, header: Sequence[str] = HEADER) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (header, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def send(
    town: Town, who: str, content: bytes, name: str = "名册.xlsx", caption: str | None = "/roll", **more: Any
) -> Message:
    """Somebody sends the bot a file in private; give its newest answer."""
    person = town.people[who]
    town.world.send_document(person, person, content, name, caption=caption, **more)
    await town.settle()
    return town.last(person)


async def import_(town: Town, rows: Iterable[Sequence[Any]] = HOMES, who: str = OFFICER) -> None:
    """Bring a roll into force."""
    await confirm(town, who, await send(town, who, xlsx(rows)))


async def send_roll(town: Town) -> None:
    """The officer sends the roll, and is shown what was read."""
    await send(town, OFFICER, xlsx())


async def invite(town: Town) -> None:
    """The officer gets an invitation for every unit."""
    await town.whisper(OFFICER, "/invite")


previewed = story_fixture(send_roll)
enrolled = story_fixture(import_)
invited = story_fixture(import_, invite)


async def confirm(town: Town, who: str, preview: Message) -> str:
    """Somebody confirms what was read; give the toast once everything is done and told."""
    toast = await town.press(who, preview, "确认导入")
    await town.settle()
    return toast


def sent_file(town: Town, who: str, ending: str) -> bytes:
    """The newest file with this ending that the bot has sent somebody."""
    every = [message.content["document"] for message in town.private(who) if "document" in message.content]
    document = next(each for each in reversed(every) if each["file_name"].endswith(ending))
    file = town.world.files.by_id(document["file_id"])
    assert file is not None
    return file.content


def read_out(pdf: bytes) -> str:
    """The words of a PDF. pypdf gives both bytes of a character where a font brings its own encoding."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).replace("\0", "").split())


def codes(town: Town, who: str = OFFICER) -> dict[str, str]:
    """What stands in the newest table of invitations: each unit's link."""
    sheet = openpyxl.load_workbook(io.BytesIO(sent_file(town, who, ".xlsx"))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return {str(row[1]): str(row[4]).partition("start=")[2] for row in rows}


async def linked(town: Town, unit: str, council: int = 1) -> list[int]:
    """The accounts that are tied to a unit."""
    return [int(member.account or 0) for member in await town.store.run(unit_links.accounts_of, council, unit)]


async def test_import(previewed: Town) -> None:
    """A roll is read, shown with its sums, and in force only after it was confirmed."""
    preview = previewed.last(previewed.people[OFFICER])
    assert "户数：4" in preview.text
    assert "人数：3" in preview.text
    assert "面积：366.75 ㎡" in preview.text
    assert "3-1-501、3-1-502、3-1-503" in preview.text
    assert labels(preview) == ["确认导入", "取消"]
    assert await previewed.store.run(lambda tx: tx.get(Roll, "1/1")) is None
    assert "正在导入" in await confirm(previewed, OFFICER, preview)
    assert "名册导入好了" in preview.text
    assert not labels(preview)
    kept = await previewed.store.run(lambda tx: tx.find(Unit, "roll", 1, 1))
    assert {unit.unit: (unit.head, unit.area) for unit in kept} == {
        "3-1-501": (1, "98.5"),
        "3-1-502": (1, "60"),
        "3-1-503": (2, "88.25"),
        "5-2-101": (3, "120"),
    }
    (line,) = [line for line in previewed.store.record() if line.what == "roll"]
    assert {"roll": 1, "units": 4, "heads": 3}.items() <= line.facts.items()
    assert await previewed.faults() == []


async def test_cancel(previewed: Town) -> None:
    """A roll that is not confirmed is not kept, and its button is dead afterwards."""
    preview = previewed.last(previewed.people[OFFICER])
    data = preview.keyboard[0][0]["callback_data"]
    await previewed.press(OFFICER, preview, "取消")
    assert "什么都没有导入" in preview.text
    assert "放得太久" in await previewed.forge(OFFICER, preview, data)


async def test_bad_rows(town: Town) -> None:
    """Every bad row is named by its line with what would be right, and nothing can be imported."""
    rows = [
        *HOMES,
        ("3", "1-501", "周杰", 90, ""),
        ("3", "1-505", "赵", "98.5㎡", ""),
        ("3", "1-506", "=1+1", "9㎡", ""),
    ]
    answer = await send(town, OFFICER, xlsx(rows))
    assert "第 6 行：3-1-501 和第 2 行重复" in answer.text
    assert "第 7 行：面积「98.5㎡」要写成半角数字，不带单位：98.5" in answer.text
    assert "第 8 行：业主是公式" in answer.text
    assert "什么都没有导入" in answer.text
    assert not labels(answer)
    again = await send(town, OFFICER, xlsx(), caption=None)
    assert labels(again) == ["确认导入", "取消"]


async def test_what_was_not_read_is_said_before_it_counts(town: Town) -> None:
    """Every sheet is read; hidden sheets and lines, and names that are alike, stand in the preview with a warning."""
    book = openpyxl.Workbook()
    for title, homes in (("旧名册", HOMES[3:]), ("3号楼", HOMES[:2]), ("5号楼", HOMES[2:]), ("说明", ())):
        sheet = book.create_sheet(title)
        for row in (HEADER, *homes) if homes else [("请核对",)]:
            sheet.append(list(row))
    book.remove(book.worksheets[0])
    book["旧名册"].sheet_state = "hidden"
    book["5号楼"].append(("5", "2-102", "張偉", 70, "1111"))
    book["5号楼"].append(("5", "2-103", "郑红", 70, ""))
    book["5号楼"].row_dimensions[5].hidden = True
    out = io.BytesIO()
    book.save(out)
    preview = await send(town, OFFICER, out.getvalue())
    assert "户数：5" in preview.text
    assert "表「旧名册」是隐藏的，没有读" in preview.text
    assert "表「5号楼」有 1 行是隐藏的，或者被筛选掉了，没有读：第 5 行" in preview.text
    assert "表「说明」没有读" in preview.text
    assert "· 张伟 / 張偉：3-1-501、3-1-502、5-2-102" in preview.text
    assert "没有错误" not in preview.text
    await confirm(town, OFFICER, preview)
    assert await town.store.run(lambda tx: tx.count(Unit, "roll", 1, 1)) == 5


async def test_asked_for_the_file(town: Town) -> None:
    """/roll alone asks for the file, and the next file answers it, .csv as well."""
    question = await town.whisper(OFFICER, "/roll")
    assert "请把名册发给我" in question.text
    table = "房号;业主;楼栋;面积\n1-501;张伟;3;98.5\n"
    preview = await send(town, OFFICER, table.encode("gb18030"), "名册.csv", None, reply_to=question)
    assert "户数：1" in preview.text


async def test_words_after_roll_are_no_file(town: Town) -> None:
    """While a file is awaited, other words are heard as ever."""
    question = await town.whisper(OFFICER, "/roll")
    assert "帮助" not in question.text
    menu = await town.whisper(OFFICER, "你好")
    assert "小助手" in menu.text


async def test_what_is_in_force(enrolled: Town) -> None:
    """/roll shows what is in force and how many have an account."""
    await enrolled.say(OFFICER, "/roll", chat=enrolled.people[OFFICER])
    shown, question = enrolled.private(OFFICER)[-2:]
    assert "户数：4" in shown.text
    assert "0 户（共 4 户）" in shown.text
    assert "请把名册发给我" in question.text


async def test_who_may(town: Town) -> None:
    """Only officers import and invite, and only in private."""
    assert "专人" in (await send(town, OWNER, xlsx())).text or "没有" in town.last(town.people[OWNER]).text
    for command in ("/roll", "/invite"):
        assert "私聊" in (await town.ask(OFFICER, command)).text
        assert "只有" in (await town.whisper(OWNER, command)).text


async def test_a_document_in_the_group(town: Town) -> None:
    """A file in the group is nobody's proposal, and no answer to it."""
    before = town.heard()
    town.world.send_document(town.people[OWNER], town.group, xlsx(), "名册.xlsx")
    await town.settle()
    assert town.heard() == before


async def test_second_import(invited: Town) -> None:
    """A second import shows what changes, is confirmed too, and cuts the links of units whose owners changed."""
    for who, unit in ((OWNER, "3-1-501"), (SPOUSE, "5-2-101")):
        question = await invited.whisper(who, f"/start {codes(invited)[unit]}")
        await invited.press(who, question, "是我")
    changed = (("3", "1-501", "张伟", 99, "1111"), ("5", "2-101", "吴刚", 120, ""), ("5", "2-102", "郑红", 70, ""))
    preview = await send(invited, OFFICER, xlsx(changed))
    for words in (
        "新增 1 户：5-2-102",
        "减少 2 户：3-1-502、3-1-503",
        "面积变化 1 户：3-1-501",
        "业主变化 1 户：5-2-101",
        "其中 1 户已经绑定的账号会解除",
    ):
        assert words in preview.text
    await confirm(invited, OFFICER, preview)
    assert await linked(invited, "3-1-501") == [invited.people[OWNER].id]
    assert await linked(invited, "5-2-101") == []
    assert "解除绑定" in invited.last(invited.people[SPOUSE]).text
    assert await invited.store.run(lambda tx: tx.count(Unit, "roll", 1, 1)) == 0
    assert await invited.store.run(lambda tx: tx.count(Unit, "roll", 1, 2)) == 3


async def test_two_officers(previewed: Town) -> None:
    """Two officers import at once: one wins, the other is told and nothing of theirs is kept."""
    mine = previewed.last(previewed.people[OFFICER])
    theirs = await send(previewed, HEAD, xlsx(HOMES[:2]))
    await confirm(previewed, HEAD, theirs)
    assert "另一位" in await confirm(previewed, OFFICER, mine)
    assert await previewed.store.run(lambda tx: tx.count(Unit, "roll", 1)) == 2


async def test_a_forged_press(previewed: Town) -> None:
    """Nobody confirms a file with somebody else's button."""
    preview = previewed.last(previewed.people[OFFICER])
    elsewhere = await previewed.whisper(OWNER, "/start")
    assert "过期" in await previewed.forge(OWNER, elsewhere, preview.keyboard[0][0]["callback_data"])


async def test_invite_and_link(enrolled: Town) -> None:
    """Every unit gets a code on a slip; its owner opens the link, says yes, and the head hears of it."""
    await enrolled.whisper(HEAD, "/start")
    await enrolled.whisper(OFFICER, "/invite")
    assert "4 户的邀请码" in enrolled.last(enrolled.people[OFFICER]).text
    text = read_out(sent_file(enrolled, OFFICER, ".pdf"))
    assert "3-1-503" in text
    assert "李*、王*" in text
    assert "李娜" not in text
    assert len(await enrolled.store.run(lambda tx: tx.find(Code, "expires"))) == 4
    code = codes(enrolled)["3-1-503"]
    assert re.fullmatch(r"h-[2-9A-HJ-NP-Z]{15}", code)
    question = await enrolled.whisper(OWNER, f"/start {code}")
    assert "您是 3-1-503 的业主 李*、王* 吗？" in question.text
    assert await linked(enrolled, "3-1-503") == []
    await enrolled.press(OWNER, question, "是我")
    assert await linked(enrolled, "3-1-503") == [enrolled.people[OWNER].id]
    assert "绑定好了" in question.text
    assert "赵敏 的账号绑定了 3-1-503" in enrolled.last(enrolled.people[HEAD]).text
    assert "用不了" in (await enrolled.whisper(SPOUSE, f"/start {code}")).text


async def test_a_typed_code(enrolled: Town) -> None:
    """Who cannot scan types the code, in small letters too; a stranger to the group becomes known by it."""
    await enrolled.whisper(OFFICER, "/invite 3栋")
    assert set(codes(enrolled)) == {"3-1-501", "3-1-502", "3-1-503"}
    code = codes(enrolled)["3-1-501"].removeprefix("h-").lower()
    newcomer = enrolled.world.add_user("郑新")
    enrolled.people["郑新"] = newcomer
    question = await enrolled.whisper("郑新", f"{code[:5]}-{code[5:10]} {code[10:]}")
    await enrolled.press("郑新", question, "是我")
    assert await linked(enrolled, "3-1-501") == [newcomer.id]


async def test_not_me(invited: Town) -> None:
    """Who says no is tied to nothing, and the code is still good."""
    code = codes(invited)["3-1-501"]
    await invited.press(OWNER, await invited.whisper(OWNER, f"/start {code}"), "不是")
    assert await linked(invited, "3-1-501") == []
    await invited.press(SPOUSE, await invited.whisper(SPOUSE, f"/start {code}"), "是我")
    assert await linked(invited, "3-1-501") == [invited.people[SPOUSE].id]


async def test_reissue_and_a_second_account(invited: Town) -> None:
    """A new code makes the older one useless; a second account of a unit is linked by it, and the first one hears."""
    old = codes(invited)["3-1-501"]
    await invited.whisper(OFFICER, "/invite 3-1-501")
    new = codes(invited)["3-1-501"]
    assert "用不了" in (await invited.whisper(OWNER, f"/start {old}")).text
    await invited.press(OWNER, await invited.whisper(OWNER, f"/start {new}"), "是我")
    await invited.whisper(OFFICER, "/invite 3-1-501")
    assert "解除绑定：赵敏" in labels(invited.last(invited.people[OFFICER]))
    await invited.press(SPOUSE, await invited.whisper(SPOUSE, f"/start {codes(invited)['3-1-501']}"), "是我")
    assert await linked(invited, "3-1-501") == [invited.people[OWNER].id, invited.people[SPOUSE].id]
    assert "孙大爷 的账号也绑定了 3-1-501" in invited.last(invited.people[OWNER]).text


async def test_all_anew(enrolled: Town) -> None:
    """Before codes that are on their way are made useless the officer is asked."""
    await enrolled.whisper(OFFICER, "/invite 3栋")
    old = codes(enrolled)["3-1-501"]
    asked = await enrolled.whisper(OFFICER, "/invite")
    assert "其中 3 户已经有邀请码" in asked.text
    await enrolled.press(OFFICER, asked, "只做还没有的 1 户")
    assert set(codes(enrolled)) == {"5-2-101"}
    await enrolled.press(OFFICER, asked, "全部重做 4 户（旧码作废）")
    assert len(codes(enrolled)) == 4
    assert "用不了" in (await enrolled.whisper(OWNER, f"/start {old}")).text


async def test_expired(invited: Town) -> None:
    """After thirty days a code opens nothing, and nothing is left of it."""
    code = codes(invited)["3-1-501"]
    question = await invited.whisper(OWNER, f"/start {code}")
    await invited.travel(timedelta(days=30))
    assert "用不了" in await invited.press(OWNER, question, "是我")
    assert await invited.store.run(lambda tx: tx.find(Code, "expires")) == []


async def test_guessing(invited: Town) -> None:
    """Wrong codes all get the same answer, and after ten of them one must wait."""
    answers = {(await invited.whisper(OWNER, f"/start h-{'A' * 14}{sign}")).text for sign in "BCDEFGHJKM"}
    assert len(answers) == 1
    assert "用不了" in answers.pop()
    assert "次数太多" in (await invited.whisper(OWNER, f"/start {codes(invited)['3-1-501']}")).text


async def test_unlink(invited: Town) -> None:
    """One may undo one's link, and an officer somebody's, who hears of it."""
    made = codes(invited)
    question = await invited.whisper(OWNER, f"/start {made['3-1-501']}")
    await invited.press(OWNER, question, "是我")
    await invited.press(OWNER, question, "解除绑定")
    assert await linked(invited, "3-1-501") == []
    await invited.press(OWNER, await invited.whisper(OWNER, f"/start {made['3-1-502']}"), "是我")
    await invited.whisper(OFFICER, "/invite 3-1-502")
    await invited.press(OFFICER, invited.last(invited.people[OFFICER]), "解除绑定：赵敏")
    assert await linked(invited, "3-1-502") == []
    assert "解除绑定" in invited.last(invited.people[OWNER]).text


async def test_no_code_is_kept(invited: Town) -> None:
    """No code stands in clear in anything that is kept."""
    made = [code.removeprefix("h-") for code in codes(invited).values()]
    kept = repr(getattr(invited.store, "contents").documents)  # noqa: B009
    assert not [code for code in made if code in kept]
    assert not await invited.store.run(lambda tx: tx.find(Access, "unit"))


async def test_not_a_table(town: Town) -> None:
    """Files that are no roll are refused with what to do."""
    old = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    for content, words in (
        (old, ".xls"),
        (b"PK\x03\x04junk", "打不开"),
        (b"%PDF-1.7", "这是 PDF"),
        (b"x" * (2 << 20) + b"y", "2 MB"),
    ):
        assert words in (await send(town, OFFICER, content)).text


async def test_the_file_is_gone(town: Town) -> None:
    """When the platform does not give the file the officer is told, and may send it again."""
    town.world.faults.add("getFile", status=400, description="Bad Request: wrong file_id")
    assert "没能取到" in (await send(town, OFFICER, xlsx())).text


async def test_of_two_councils(town: Town) -> None:
    """An officer of two councils is asked which one a file is for, and it is read for that one."""
    await another(town, OFFICER)
    question = await send(town, OFFICER, xlsx())
    await town.press(OFFICER, question, "幸福里小区")
    preview = town.last(town.people[OFFICER])
    assert "户数：4" in preview.text
    await confirm(town, OFFICER, preview)
    assert await town.store.run(lambda tx: (tx.count(Unit, "roll", 1), tx.count(Unit, "roll", 2))) == (0, 4)


async def test_two_quick_presses(previewed: Town) -> None:
    """Pressing twice imports once, and says so once."""
    preview = previewed.last(previewed.people[OFFICER])
    presses = [previewed.world.press(previewed.people[OFFICER], preview, "确认导入") for _ in range(2)]
    for press in presses:
        await press.answered(5)
    await previewed.settle()
    assert "名册导入好了" in preview.text
    assert await previewed.store.run(lambda tx: [roll.number for roll in _rolls(tx)]) == [1]


def _rolls(tx: Tx) -> list[Roll]:
    return [found for number in range(1, 5) if (found := tx.get(Roll, f"1/{number}"))]


@pytest.mark.parametrize("method", ["getFile", "editMessageText"])
async def test_trouble_at_the_confirmation(previewed: Town, method: str) -> None:
    """When the file cannot be had again nothing is imported; when a message cannot be edited another is sent."""
    preview = previewed.last(previewed.people[OFFICER])
    previewed.world.faults.add(method, status=400, times=2, description="Bad Request: message to edit not found")
    await confirm(previewed, OFFICER, preview)
    newest = previewed.last(previewed.people[OFFICER]).text
    assert ("没能取到" if method == "getFile" else "名册导入好了") in newest
    assert len(await previewed.store.run(_rolls)) == (method != "getFile")


async def test_slips_that_do_not_arrive(enrolled: Town) -> None:
    """When the files cannot be sent the officer is told to do it again; and again there are new codes."""
    enrolled.world.faults.add("sendDocument", status=400, description="Bad Request: file must be non-empty")
    await enrolled.whisper(OFFICER, "/invite 3-1-501")
    assert "没能发出来" in enrolled.last(enrolled.people[OFFICER]).text
    await enrolled.whisper(OFFICER, "/invite 3-1-501")
    await enrolled.press(OWNER, await enrolled.whisper(OWNER, f"/start {codes(enrolled)['3-1-501']}"), "是我")


async def test_nobody_left_to_invite(town: Town) -> None:
    """Where every unit has an account there is nobody to invite, whatever button is pressed."""
    await import_(town, HOMES[:2])
    await town.whisper(OFFICER, "/invite")
    made = codes(town)
    await town.press(OWNER, await town.whisper(OWNER, f"/start {made['3-1-501']}"), "是我")
    asked = await town.whisper(OFFICER, "/invite")
    await town.press(OWNER, await town.whisper(OWNER, f"/start {made['3-1-502']}"), "是我")
    await town.press(OFFICER, asked, "全部重做 1 户（旧码作废）")
    assert "每一户都已经绑定" in town.private(OFFICER)[-1].text + town.private(OFFICER)[-2].text
    assert "每一户都已经绑定" in (await town.whisper(OFFICER, "/invite")).text
    assert "没有这一户" in (await town.whisper(OFFICER, "/invite 9栋")).text


async def test_no_roll_yet(town: Town) -> None:
    """Before a roll is in force there is nobody to invite."""
    assert "还没有名册" in (await town.whisper(OFFICER, "/invite")).text


async def test_too_big_a_file(town: Town) -> None:
    """A file over 2 MB is not even fetched."""
    assert "2 MB" in (await send(town, OFFICER, bytes(2 << 21))).text
    assert not [call for call in town.world.calls if call.method == "getFile"]


async def test_a_link_that_is_cut_off(enrolled: Town) -> None:
    """A link of which a part is missing gets the same answer as a wrong code."""
    whole = (await enrolled.whisper(OWNER, "/start h-AAAAAAAAAAAAAAB")).text
    assert (await enrolled.whisper(OWNER, "/start h-AAAA")).text == whole


async def test_the_other_file(previewed: Town) -> None:
    """When the platform gives another file than the one that was looked through nothing is imported."""
    preview = previewed.last(previewed.people[OFFICER])
    (draft,) = await previewed.store.run(lambda tx: tx.find(RollDraft, "account"))
    await previewed.store.run(lambda tx: tx.put(replace(draft, digest="0" * 64)))
    await confirm(previewed, OFFICER, preview)
    assert "没能取到" in preview.text
    assert not await previewed.store.run(_rolls)


async def test_one_formula_away_from_a_roll(previewed: Town) -> None:
    """A corrected file is simply sent again, and the new one is what is confirmed."""
    first = previewed.last(previewed.people[OFFICER])
    second = await send(previewed, OFFICER, xlsx(HOMES[:1]), caption=None)
    assert "放得太久" in await previewed.press(OFFICER, first, "确认导入")
    await confirm(previewed, OFFICER, second)
    assert await previewed.store.run(lambda tx: tx.count(Unit, "roll", 1)) == 1

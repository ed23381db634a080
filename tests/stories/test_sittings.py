"""A meeting, from its opening to its minutes."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting, MeetingState
from bot.ports import Tx
from sandbox import Message
from tests.stories.town import TWO_TAPS, Town, data_of, labels, story_fixture


async def set_up_called(town: Town) -> None:
    """A town whose meeting begins in two hours, with two matters on its agenda; head, clerk and captain have a seat."""
    for text in ("3号楼门口的路灯坏了", "电梯旁边堆了杂物"):
        await town.say("赵敏", f"/propose {text}")
    for number in (1, 2):
        await town.act("李秀兰", town.card(number), "受理")
    await town.say("李秀兰", "/agenda 1 2")
    await town.say("王建国", "/convene 今天 11:00 居委会二楼 商量路灯")


called = story_fixture(set_up_called)


def code(message: Message) -> str:
    """The code in the address of a message's button."""
    for row in (message.markup or {"inline_keyboard": []})["inline_keyboard"]:
        for button in row:
            if found := re.search(r"start=c-([A-Z]+)", button.get("url", "")):
                return found[1]
    raise AssertionError(labels(message))


async def card_code(town: Town) -> str:
    """The code in the picture of the meeting's card."""
    found = await town.store.run(lambda tx: tx.find(EntryCode, "meeting", 1))
    return found[0].code


def sitting(town: Town) -> Message:
    """The card of the meeting that is held."""
    return next(said for said in reversed(town.heard()) if "办理…" in labels(said) and "签到" in said.text)


async def test_opened(called: Town) -> None:
    """The head opens the meeting: its card has the picture to scan and counts; its matters are being deliberated."""
    await called.say("王建国", "/open")
    card = sitting(called)
    assert "photo" in card.content
    assert "应到 3 人，到了 0 人" in card.text
    assert await called.matters() == {1: "deliberating", 2: "deliberating"}
    for who, there in (("王建国", 1), ("李秀兰", 2)):
        assert "签到" in await called.press(who, card, "签到")
        assert f"应到 3 人，到了 {there} 人" in sitting(called).text
    assert "够三分之二" in sitting(called).text
    assert "已经" in await called.press("王建国", card, "签到")
    await called.press("赵敏", card, "签到")
    assert "应到 3 人，到了 2 人" in sitting(called).text
    assert "列席：赵敏" in sitting(called).text


async def test_opened_by_button(called: Town) -> None:
    """Near its time the meeting's card lets the head open it, and turns into the card of who is there."""
    assert "开会" not in labels(await called.ask("李秀兰", "/meeting"))
    card = await called.ask("王建国", "/meeting")
    assert "议事长" in await called.forge("李秀兰", card, data_of(card, "开会"))
    await called.press_surely("王建国", card, "开会")
    assert labels(await called.ask("赵敏", "/meeting")) == ["签到"]
    await called.press("赵敏", called.last(), "签到")
    card = await called.ask("张伟", "/meeting")
    await called.press("张伟", card, "签到")
    assert "应到 3 人，到了 1 人" in card.text
    assert "应到 3 人，到了 1 人" in sitting(called).text
    assert "已经开了" in (await called.ask("王建国", "/open")).text


async def test_scanned(called: Town) -> None:
    """Who scans the picture is checked in; links to a council and to a matter lead where they led."""
    await called.say("王建国", "/open")
    answer = await called.whisper("张伟", f"/start c-{await card_code(called)}")
    assert "签到好了" in answer.text
    assert "应到 3 人，到了 1 人" in sitting(called).text
    assert "换了" in (await called.whisper("张伟", "/start c-ABCDEFGHJKLM")).text
    await called.whisper("赵敏", "/start c-1-m-2")
    assert "电梯" in called.private("赵敏")[-1].text
    assert "应到 3 人，到了 1 人" in sitting(called).text


async def test_only_in_the_room(called: Town) -> None:
    """With 防代签 only the code on the head's own phone lets in, another one each minute."""
    await called.say("王建国", "/open")
    old = await card_code(called)
    assert "私聊" in await called.act("王建国", sitting(called), "防代签")
    await called.whisper("王建国", "你好")
    before = sitting(called)
    await called.act("王建国", before, "防代签")
    shown = called.private("王建国")[-1]
    assert "photo" in shown.content
    first = code(shown)
    assert "换了" in (await called.whisper("张伟", f"/start c-{old}")).text
    assert "签到" not in labels(sitting(called))
    assert "签到好了" in (await called.whisper("李秀兰", f"/start c-{first}")).text
    await called.travel(timedelta(seconds=61))
    assert called.private("王建国")[-1].message_id == shown.message_id
    second = code(called.private("王建国")[-1])
    assert second != first
    assert "换了" in (await called.whisper("张伟", f"/start c-{first}")).text
    assert "签到好了" in (await called.whisper("张伟", f"/start c-{second}")).text
    await called.act("王建国", sitting(called), "关防代签")
    assert "签到好了" in (await called.whisper("赵敏", f"/start c-{old}")).text
    assert "应到 3 人，到了 2 人" in sitting(called).text


async def test_without_a_phone(called: Town) -> None:
    """The clerk writes down who has no phone with them, and who came in whose place; a mistake is taken back."""
    assert "没有在开会" in (await called.ask("李秀兰", "/present 张伟")).text
    await called.say("王建国", "/open")
    assert "专人" in (await called.ask("赵敏", "/present 张伟")).text
    await called.say("李秀兰", "/present 张伟、王建国 委托 王奶奶、孙爷爷")
    card = sitting(called).text
    assert "应到 3 人，到了 2 人" in card
    assert "王建国（委托 王奶奶）" in card
    assert "列席：孙爷爷" in card
    await called.say("李秀兰", "/present 撤销 张伟")
    assert "应到 3 人，到了 1 人" in sitting(called).text
    question = await called.ask("李秀兰", "/present")
    await called.say("李秀兰", "我", to=question)
    assert "应到 3 人，到了 2 人" in sitting(called).text


async def test_noted_twice(called: Town) -> None:
    """Who is noted already is not noted again, and the clerk is told so."""
    await called.say("王建国", "/open")
    await called.press("张伟", sitting(called), "签到")
    assert "已经签到了" in (await called.ask("李秀兰", "/present 张伟")).text
    assert "应到 3 人，到了 1 人" in sitting(called).text


async def test_one_after_the_other(called: Town) -> None:
    """/next calls the matters in their order, with a rule of debate when the chair wants it; opinions are kept."""
    await called.say("王建国", "/open")
    await called.press("王建国", sitting(called), "签到")
    first = await called.ask("李秀兰", "/next")
    assert "#1" in first.text
    assert "路灯" in first.text
    assert "协商意见" not in labels(await called.menu("赵敏", first))
    await called.act("李秀兰", first, "协商意见")
    await called.say("李秀兰", "先修东边的", to=called.question("李秀兰"))
    assert "先修东边的" in called.last().text
    await called.say("赵敏", "/matter 1")
    assert "先修东边的（应到 3 人，实到 1 人）" in called.last().text
    await called.act("李秀兰", sitting(called), "规则提示")
    await called.act("李秀兰", first, "下一项")
    second = called.last()
    assert "#2" in second.text
    assert "📏" in second.text
    assert "都议过了" in (await called.ask("李秀兰", "/next")).text
    assert "专人" in (await called.ask("赵敏", "/next")).text


async def test_closed(called: Town) -> None:
    """At its end the minutes come as a message and as a .docx; what was not decided waits for the next meeting."""
    await called.say("王建国", "/open")
    for who in ("王建国", "张伟"):
        await called.press(who, sitting(called), "签到")
    await called.say("李秀兰", "/resolve 1 换新灯，承办：陈师傅，期限：3月10日")
    await called.say("李秀兰", "/opinion 2 请大家自己搬走")
    before = called.heard()
    await called.say("王建国", "/close")
    assert await called.matters() == {1: "dispatched", 2: "agenda"}
    said = called.since(before)
    draft = next(text for text in said if "会议纪要（草稿）" in text)
    facts = "应到 3 人，实到 2 人，67%", "缺席：李秀兰", "主持：王建国"
    for words in (*facts, "#1 换新灯：陈师傅", "#2 请大家自己搬走"):
        assert words in draft
    paper = next(message for message in called.heard() if "document" in message.content)
    assert paper.content["document"]["file_name"] == "会议纪要-2026-03-02.docx"


async def test_posted_agenda(town: Town) -> None:
    """Three days before the meeting its agenda is posted; what comes later is a motion that the head alone allows."""
    for text in ("3号楼门口的路灯坏了", "电梯旁边堆了杂物"):
        await town.say("赵敏", f"/propose {text}")
    for number in (1, 2):
        await town.act("李秀兰", town.card(number), "受理")
    await town.say("李秀兰", "/agenda 1")
    before = town.heard()
    await town.travel(datetime(2026, 3, 5, 1, 0, tzinfo=UTC))
    assert len([text for text in town.since(before) if "路灯" in text]) == 1  # the reminder shows it
    assert "议事长" in (await town.ask("李秀兰", "/agenda 2")).text
    assert "议事长" in await town.act("李秀兰", town.card(2), "列入议程")
    assert await town.matters() == {1: "agenda", 2: "accepted"}
    assert "临时动议" in (await town.ask("王建国", "/agenda 2")).text
    assert "#2 电梯旁边堆了杂物（临时动议）" in (await town.ask("赵敏", "/meeting")).text


async def test_motion_in_the_meeting(called: Town) -> None:
    """What the head puts on the agenda during the meeting is called last; a clerk's waits for the next one."""
    for number, text in ((3, "快递柜挡了消防通道"), (4, "大门门禁失灵")):
        await called.say("赵敏", f"/propose {text}")
        await called.act("李秀兰", called.card(number), "受理")
    await called.say("王建国", "/open")
    await called.say("李秀兰", "/agenda 3")
    await called.say("王建国", "/agenda 4")
    for number in (1, 2, 4):
        assert f"#{number}" in (await called.ask("李秀兰", "/next")).text
    assert "都议过了" in (await called.ask("李秀兰", "/next")).text
    assert await called.matters() == {1: "deliberating", 2: "deliberating", 3: "agenda", 4: "deliberating"}


async def test_too_few(called: Town) -> None:
    """Without two thirds of those with a seat the meeting fails, and its matters move on."""
    await called.say("王建国", "/open")
    await called.press("王建国", sitting(called), "签到")
    before = called.heard()
    await called.act_surely("王建国", sitting(called), "散会")
    assert any("流会" in text for text in called.since(before))
    assert await called.matters() == {1: "agenda", 2: "agenda"}
    await called.say("王建国", "/open")
    assert await called.matters() == {1: "deliberating", 2: "deliberating"}


async def test_closed_by_mistake(called: Town) -> None:
    """[散会] asks once, and [继续开会] takes it back within ten minutes: all goes on as it was, and is closed again."""
    await called.say("王建国", "/open")
    await called.press("王建国", sitting(called), "签到")
    await called.act("王建国", sitting(called), "散会")
    asked = called.alone("王建国")[-1]
    assert labels(asked) == ["是，散会", "不"]
    await called.press("王建国", asked, "不")
    assert "接着开" in asked.text
    await called.act_surely("王建国", sitting(called), "散会")
    assert await called.matters() == {1: "agenda", 2: "agenda"}
    draft = next(said for said in called.heard() if "会议纪要（草稿）" in said.text)
    ended = called.alone("王建国")[-1]
    called.move(timedelta(minutes=9))
    assert "议事长" in await called.forge("张伟", ended, ended.keyboard[0][0]["callback_data"])
    await called.press("王建国", ended, "继续开会")
    assert "会议继续" in ended.text
    assert labels(ended) == []
    assert await called.matters() == {1: "deliberating", 2: "deliberating"}
    assert "应到 3 人，到了 1 人" in sitting(called).text
    assert "纪要等散会" in draft.text
    await called.press("李秀兰", sitting(called), "签到")
    before = called.heard()
    await called.say("王建国", "/close")
    assert any("会议纪要（草稿）" in text for text in called.since(before))
    called.move(timedelta(minutes=11))
    assert "十分钟" in await called.press("王建国", called.alone("王建国")[-1], "继续开会")
    assert await called.matters() == {1: "agenda", 2: "agenda"}


async def test_confirmed_before_it_goes_on(called: Town) -> None:
    """Confirmed minutes stay, and while another meeting is held the first one does not go on."""
    await called.whisper("王建国", "/open")
    await called.press("王建国", sitting(called), "签到")
    ended = await called.whisper("王建国", "/close")
    draft = next(said for said in called.heard() if "会议纪要（草稿）" in said.text)
    await called.say("王建国", "/open")
    assert "已经开了" in await called.press("王建国", ended, "继续开会")
    await called.say("王建国", "/close")
    await called.press("王建国", draft, "确认纪要")
    assert "已经确认" in await called.press("王建国", ended, "继续开会")


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_opened_early(called: Town, ephemeral: bool) -> None:  # noqa: FBT001  # a column of the table
    """Long before its time [开会] asks once whether it is meant, near it it does not; in the group where it must be."""
    called.world.has_ephemeral_messages = ephemeral
    await called.whisper("王建国", "/start")
    await called.say("王建国", "/meeting")
    where = called.group if ephemeral else called.people["王建国"]
    card = called.last(where)
    await called.press("王建国", card, "开会")
    asked = next(each for each in reversed(called.heard(where)) if "真的现在就开" in each.text and not each.is_deleted)
    await called.press("王建国", asked, "不")
    assert "到时候再开" in asked.text
    assert await called.matters() == {1: "agenda", 2: "agenda"}
    await called.travel(timedelta(minutes=100))
    await called.press("王建国", card, "开会")
    assert await called.matters() == {1: "deliberating", 2: "deliberating"}


async def test_attendance_corrected_after_the_end(called: Town) -> None:
    """Until the minutes are confirmed somebody is put in or taken out: the quorum follows, and the minutes say so."""
    await called.say("王建国", "/open")
    await called.press("王建国", sitting(called), "签到")
    await called.say("李秀兰", "/present 李秀兰")
    await called.say("王建国", "/close")
    before = called.heard()
    await called.say("李秀兰", "/present 撤销 李秀兰")
    (again,) = [text for text in called.since(before) if "会议纪要（草稿）" in text]
    assert "流会" in again
    assert "撤销 李秀兰" in again
    before = called.heard()
    await called.say("李秀兰", "/present 李秀兰")
    (again,) = [text for text in called.since(before) if "会议纪要（草稿）" in text]
    assert "流会" not in again
    draft = next(each for each in reversed(called.heard()) if "会议纪要（草稿）" in each.text)
    await called.press("王建国", draft, "确认纪要")
    await called.say("李秀兰", "/present 撤销 李秀兰")
    assert any("已经确认" in each.text for each in called.heard()[-2:])
    assert await called.faults() == []


async def test_minutes_corrected_and_confirmed(called: Town) -> None:
    """A reply of head or clerk corrects the minutes, the head confirms them; until then they are asked for twice."""
    await called.say("王建国", "/open")
    await called.say("李秀兰", "/present 张伟、我")
    await called.say("王建国", "/close")
    draft = next(said for said in called.heard() if "会议纪要（草稿）" in said.text)
    before = called.heard()
    await called.say("赵敏", "写得真好", to=draft)
    assert called.since(before) == []
    assert "请当面" in (await called.ask("赵敏", "@yishi_bot 路灯是东边那盏", to=draft)).text
    await called.whisper("李秀兰", "/start")
    assert "转给他们" in (await called.ask("赵敏", "路灯是东边那盏", to=draft)).text
    assert "赵敏 说" in called.private("李秀兰")[-1].text
    assert "路灯是东边那盏" in called.private("李秀兰")[-1].text
    await called.say("李秀兰", "路灯是东边那盏", to=draft)
    again = next(said for said in reversed(called.heard()) if "会议纪要（草稿）" in said.text)
    assert again.message_id != draft.message_id
    assert "李秀兰：路灯是东边那盏" in again.text
    for days in (3, 4):
        before = called.heard()
        await called.travel(timedelta(days=days))
        assert len([text for text in called.since(before) if "还没有确认" in text]) == 1
    assert "议事长" in await called.press("李秀兰", again, "确认纪要")
    await called.press("王建国", again, "确认纪要")
    assert "草稿" not in again.text
    assert "确认：王建国" in again.text
    assert "不能再改" in await called.press("王建国", draft, "确认纪要")
    assert await called.faults() == []


async def test_down_over_the_whole_meeting(called: Town) -> None:
    """A meeting over which the bot was down is over when it comes back; one that was open is closed."""
    before = called.heard()
    async with called.asleep():
        called.move(timedelta(days=1))
    await called.wake(called.now)
    (missed,) = called.since(before)
    assert "没有赶上" in missed
    assert labels(called.last()) == []
    await called.say("王建国", "/open")
    await called.press("王建国", sitting(called), "签到")
    before = called.heard()
    async with called.asleep():
        called.move(timedelta(days=4))
    await called.wake(called.now)
    said = called.since(before)
    assert len([text for text in said if "会议纪要（草稿）" in text]) == 1
    assert await called.matters() == {1: "agenda", 2: "agenda"}
    assert MeetingState.OPEN not in [each.state for each in await called.store.run(_meetings)]


def _meetings(tx: Tx) -> list[Meeting]:
    return [each for state in MeetingState for each in tx.find(Meeting, "planned", 1, state)]


@pytest.mark.parametrize(
    ("who", "label", "back"),
    [("王建国", "规则提示", "不再提示规则"), ("王建国", "防代签", "关防代签"), ("张伟", "签到", "")],
)
async def test_two_taps_of_one_finger(called: Town, who: str, label: str, back: str) -> None:
    """Two taps within three seconds count once; a later one changes nothing, and a button that says so undoes it."""
    await called.whisper("王建国", "/start")
    await called.say("王建国", "/open")
    card = sitting(called) if label == "签到" else await called.menu(who, sitting(called))
    press = button_of(card, label)
    before = await at_the_meeting(called)
    for _ in range(2):
        await called.forge(who, card, press)
    once = await at_the_meeting(called)
    assert once != before
    called.move(TWO_TAPS)
    await called.forge(who, card, press)
    assert await at_the_meeting(called) == once
    if back:
        await called.press(who, card, back)
        assert await at_the_meeting(called) == before


async def test_the_next_matter_once(called: Town) -> None:
    """[下一项] of a menu from before a matter was called leads no further; the menu that follows does."""
    await called.say("王建国", "/open")
    menus = {who: await called.menu(who, sitting(called)) for who in ("王建国", "李秀兰")}
    for who, menu in menus.items():
        assert await called.press(who, menu, "下一项") == "现在议 #1。"
    assert await called.press("李秀兰", menus["李秀兰"], "下一项") == "现在议 #2。"


async def test_two_taps_on_settings(called: Town) -> None:
    """Two taps within three seconds on a setting, on support and on an answer to an invitation count once as well."""
    page = await called.ask("王建国", "/parties")
    for label in ("四方", "不分方"):
        press = button_of(page, label)
        for _ in range(2):
            await called.forge("王建国", page, press)
        assert f"✓ {label}" in labels(page)
    press = button_of(called.card(1), "附议 0")
    for _ in range(2):
        await called.forge("孙大爷", called.card(1), press)
    assert await called.supporters(1) == 1


def button_of(message: Message, label: str) -> str:
    """The bytes behind a button."""
    return next(str(each["callback_data"]) for row in message.keyboard for each in row if each["text"] == label)


async def at_the_meeting(town: Town) -> tuple[bool, bool, int]:
    """What its head has set, and how many are there."""

    def read(tx: Tx) -> tuple[bool, bool, int]:
        (meeting,) = tx.find(Meeting, "planned", 1, MeetingState.OPEN)
        return meeting.prompts, meeting.on_site, len(tx.find(Attendance, "meeting", 1, meeting.number))

    return await town.store.run(read)

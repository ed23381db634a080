"""Every button pressed twice at once, and once more to be sure: one act, one line in the record, one notice."""

import asyncio
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.buttons import TAPS
from bot.conversation.practice_rows import buttons_of
from bot.conversation.practices import PRACTICES
from sandbox import Message
from tests.stories import test_duty, test_events, test_mediations, test_notices, test_rolls, test_wishes
from tests.stories.town import TWO_TAPS, Act, Town, labels, open_story

HEAD, CLERK, CAPTAIN, HANDLER = "王建国", "李秀兰", "张伟", "陈师傅"
RESIDENT, NEIGHBOUR, STRANGER = "赵敏", "孙大爷", "周倩"
# What is said to somebody for whom it did not work: nobody reads that who has done it already.
UNKIND = re.compile("过期了|出了点问题|没有找到|看不懂|没看懂|只有|要请议事长")
MORE: dict[str, str] = {  # buttons with an effect again, each with the reason
    "cast": "in a secret vote each press is a new envelope: nothing may show who changed their mind",
    "vote_official": "switches between the two and says so on itself",
}
ELSEWHERE: dict[str, str] = {  # buttons not pressed here, each with the reason
    "stage": "asks for its words, as progress",
    "archive": "a month after the end; answered by the matter's state, as accept",
    "revive": "test_meetings.py",
    "reply_card": "test_replies_to_cards.py",
    "council": "test_people.py",
    "page": "turns a page: nothing is kept",
    "vote_motion": "test_votes.py",
    "witness": "test_votes.py",
    "invite": "test_rolls.py",
    "link": "test_rolls.py",
    "not_me": "test_rolls.py",
    "unlink": "test_rolls.py",
    "parent_leave": "asked about once; test_parents.py",
    "release": "asked about once; test_parents.py",
    "unclear_place": "one of the confirmations, as preview_answer",
    "past_this_year": "one of the confirmations, as preview_answer",
    "late_answer": "one of the confirmations, as preview_answer",
    "assign_name": "one of the confirmations, as preview_answer",
    "undo_done": "runs the same use case as undo_closing",
    "undo_archive": "runs the same use case as undo_closing",
}
# Buttons of practices that no life presses yet; only to become shorter: a new practice brings its life.
NOT_TAPPED_YET = frozenset(Path(__file__).with_name("not_tapped_yet.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Said:
    """Write something, in the group or to the bot alone."""

    who: str
    words: str
    alone: bool = True


@dataclass(frozen=True)
class Wait:
    """Time goes on, and what is due happens."""

    time: timedelta


@dataclass(frozen=True)
class Tap:
    """Press the newest button with a label that a person sees, in their private chat or in the group.

    `menu`: behind 办理… on the card of that matter. `once`: only so that the next button is there.
    """

    act: str
    who: str
    label: str
    alone: bool = True
    menu: int = 0
    once: bool = False


async def press(town: Town, tap: Tap) -> None:
    """Press it once, or twice at once and then once more after a while, and see what came of it."""
    if tap.menu:
        await town.press(tap.who, town.card(tap.menu), "办理…")
    message, label = find(town, tap)
    data = next(each["callback_data"] for row in message.keyboard for each in row if each["text"] == label)
    assert data.split(":")[1] == tap.act
    person = town.people[tap.who]
    town.move(TWO_TAPS)
    if tap.once:
        await town.forge(tap.who, message, data)
        return
    start, told = len(list(town.store.record())), seen(town)
    presses = [town.world.forge_tap(person, message.chat, message, data) for _ in range(2)]
    await asyncio.gather(*(each.answered(5) for each in presses))
    await town.settle()
    first, second = (each.text or "" for each in presses)
    assert second in {first, "好的。"}
    lines = [(each.what, each.person, each.matter, str(each.facts)) for each in town.store.record()]
    assert max(Counter(lines[start:]).values(), default=1) == 1, tap
    once = seen(town)
    assert max(Counter(new(once, told)).values(), default=1) == 1
    town.move(TWO_TAPS)
    toast = await town.forge(tap.who, message, data)
    assert not UNKIND.search(toast), toast
    if tap.act not in MORE:
        assert len(list(town.store.record())) == len(lines), tap
        assert [told for told in new(seen(town), once) if told[0] != tap.who] == []


def find(town: Town, tap: Tap) -> tuple[Message, str]:
    """The newest message with this button that somebody sees, and its whole label."""
    heard = town.private(tap.who) if tap.alone else town.heard()
    for message in reversed(heard):
        if message.receiver in {None, town.people[tap.who]}:
            for label in labels(message):
                if label == tap.label or re.fullmatch(rf"{re.escape(tap.label)} \d+", label):
                    return message, label
    raise AssertionError((tap, [labels(each) for each in heard[-3:]]))


def seen(town: Town) -> dict[tuple[int, int, int], tuple[str, str]]:
    """Every message that stands somewhere: who alone reads it, and its words."""
    group = [(each.receiver.first_name if each.receiver else "", each) for each in town.heard()]
    private = [(who, each) for who in town.people for each in town.private(who)]
    return {(each.chat.id, each.message_id, id(each)): (who, each.text) for who, each in (*group, *private)}


def new(now: Mapping[Any, tuple[str, str]], before: Mapping[Any, tuple[str, str]]) -> list[tuple[str, str]]:
    """What stands there now and did not before."""
    return [told for key, told in now.items() if key not in before]


async def open_private_chats(town: Town) -> None:
    for who in (HEAD, CLERK, CAPTAIN, HANDLER, RESIDENT):
        await town.whisper(who, "/start")


async def propose(town: Town) -> None:
    for text in ("3号楼门口的路灯坏了", "楼道里堆了杂物", "电梯总是停"):
        await town.say(RESIDENT, f"/propose {text}")


def menu(act: str, who: str, label: str, number: int = 1) -> Tap:
    return Tap(act, who, label, alone=False, menu=number)


MATTER = (
    Said(HEAD, "/ladder 2 王主任", alone=False),
    Tap("support", NEIGHBOUR, "附议", alone=False),
    Tap("details", NEIGHBOUR, "详情", alone=False),
    Tap("acts", NEIGHBOUR, "办理…", alone=False),
    menu("unsupport", NEIGHBOUR, "收回附议", 3),
    menu("withdraw", RESIDENT, "撤回"),
    menu("restore", RESIDENT, "恢复"),
    menu("category", CLERK, "类别"),
    Tap("categorise", CLERK, "环境卫生", alone=False),
    Tap("kind", CLERK, "隐患", alone=False),
    Tap("kind", CLERK, "问题", alone=False),
    menu("accept", CLERK, "受理"),
    menu("agenda", CLERK, "列入议程"),
    menu("opinion", CLERK, "协商意见"),
    Said(CLERK, "大家都同意装"),
    Tap("preview_answer", CLERK, "发出去"),
    menu("defer", CLERK, "缓议"),
    Tap("answer_with", CLERK, "材料不全，下次再议"),
    menu("agenda", CLERK, "列入议程"),
    menu("refer", CLERK, "移交"),
    Tap("leave", CLERK, "取消"),
    menu("resolve", CLERK, "决议"),
    Said(CLERK, "换新灯"),
    Tap("preview_answer", CLERK, "发出去"),
    menu("publish", CLERK, "公示"),
    menu("object", CAPTAIN, "异议"),
    Said(CAPTAIN, "先修东门"),
    Tap("preview_answer", CAPTAIN, "发出去"),
    menu("reply", CLERK, "答复异议"),
    Said(CLERK, "东门下月修"),
    Tap("preview_answer", CLERK, "发出去"),
    Wait(timedelta(days=20)),
    menu("assign", CLERK, "交办"),
    Tap("answer_with", CLERK, "陈师傅"),
    Tap("answer_with", CLERK, "按时限"),
    Tap("return", HANDLER, "退回"),
    Tap("leave", HANDLER, "取消"),
    Tap("ack", HANDLER, "签收"),
    Tap("progress", HANDLER, "进展"),
    Said(HANDLER, "买好了"),
    Tap("preview_answer", HANDLER, "发出去"),
    menu("pause", CLERK, "暂停计时"),
    Tap("answer_with", CLERK, "等材料"),
    menu("resume", CLERK, "继续"),
    menu("assign", CLERK, "改派"),
    menu("amend", CLERK, "改决议"),
    menu("whistle", RESIDENT, "吹哨"),
    menu("long_run", CLERK, "向上争取"),
    Tap("answer_with", CLERK, "要上级批经费"),
    Tap("done", HANDLER, "办结"),
    Said(HANDLER, "灯亮了"),
    Tap("preview_answer", HANDLER, "发出去"),
    Tap("undo_closing", HANDLER, "撤销办结"),
    Tap("done", HANDLER, "办结", once=True),
    Said(HANDLER, "灯亮了"),
    Tap("preview_answer", HANDLER, "发出去"),
    Tap("answer", RESIDENT, "满意"),
    menu("undo_close", RESIDENT, "撤回评价"),
    menu("reopen", CLERK, "重新办理"),
)
WORDS = (
    Said(RESIDENT, "小区的健身器材坏了两个"),
    Tap("preview_propose", RESIDENT, "提成议题"),
    Tap("own_rewrite", RESIDENT, "改一改"),
    Tap("own_photo", RESIDENT, "补照片"),
    Tap("own_withdraw", RESIDENT, "撤回"),
    Said(RESIDENT, "垃圾桶满了没有人收"),
    Tap("preview_drop", RESIDENT, "不是"),
    Said(RESIDENT, "隔壁夜里太吵了"),
    Tap("preview_letter", RESIDENT, "写信给专人"),
    Tap("letter", CLERK, "不办"),
    Tap("letter_back", RESIDENT, "收回这封信"),
    Said(CAPTAIN, "/propose 3号楼门口的路灯又坏了"),
    Tap("like", CAPTAIN, "附议 #1"),
    Said(CAPTAIN, "/propose 3号楼门口的路灯还是坏的"),
    Tap("submit", CAPTAIN, "仍然提交"),
    Said(RESIDENT, "/help", alone=False),
    Tap("help", RESIDENT, "📝 提议", alone=False),
    Said(RESIDENT, "/matters"),
    Tap("board", RESIDENT, "办理中"),
    Said(RESIDENT, "/start"),
    Tap("menu", RESIDENT, "📋 议题"),
    Said(CLERK, "/desk"),
    Tap("desk", CLERK, "待受理"),
    Tap("desk", CLERK, "#2"),
    Tap("accept", CLERK, "受理"),
    menu("merge", CLERK, "并案", 2),
    menu("poll", CLERK, "摸底", 2),
    Tap("answer_with", CLERK, "3 天"),
    menu("reject", CLERK, "不受理", 3),
    Tap("answer_with", CLERK, "不归议事会管，请找物业"),
    menu("restore", CLERK, "恢复", 3),
)
MEETING = (
    Said(CLERK, "/accept 1 2", alone=False),
    Said(CLERK, "/agenda 1 2", alone=False),
    Said(HEAD, "/convene 今天 11:00 居委会二楼 商量路灯", alone=False),
    Tap("rsvp", RESIDENT, "参加", alone=False),
    Said(RESIDENT, "/meeting"),
    Tap("rsvp", RESIDENT, "请假"),
    Tap("rsvp", RESIDENT, "不来了"),
    Said(HEAD, "/meeting"),
    Tap("postpone", HEAD, "改期"),
    Tap("cancel", HEAD, "取消会议"),
    Tap("not_sure", HEAD, "不"),
    Tap("open", HEAD, "开会"),
    Tap("open", HEAD, "是，现在开会"),
    Tap("check_in", HEAD, "签到", alone=False),
    Tap("check_in", CLERK, "签到", alone=False),
    Tap("meeting_acts", HEAD, "办理…", alone=False),
    Tap("prompts", HEAD, "规则提示", alone=False),
    Tap("on_site", HEAD, "防代签", alone=False),
    Tap("next", HEAD, "下一项", alone=False),
    Tap("close", HEAD, "散会", alone=False),
    Tap("close", HEAD, "是，散会", alone=False),
    Tap("resume_meeting", HEAD, "继续开会", alone=False),
    Said(HEAD, "/close", alone=False),
    Tap("confirm_minutes", HEAD, "确认纪要", alone=False),
    Said(HEAD, "/meeting"),
    Tap("cancel", HEAD, "取消会议", once=True),
    Tap("cancel", HEAD, "是，取消会议"),
)
VOTE = (
    menu("vote", HEAD, "表决"),
    Said(HEAD, "/vote 1 换新的路灯"),
    Tap("vote_set", HEAD, "议事会表决（过半）"),
    Tap("vote_set", HEAD, "记名"),
    Tap("vote_set", HEAD, "3天"),
    Tap("vote_official", HEAD, "改为正式表决"),
    Tap("vote_open", HEAD, "开始表决"),
    Tap("cast", HEAD, "赞成", alone=False),
    Said(HEAD, "/urge 1", alone=False),
    Tap("cast", CAPTAIN, "反对"),
    Said(HEAD, "/vote 1"),
    Tap("vote_void", HEAD, "作废表决"),
    Said(CLERK, "/accept 2", alone=False),
    Said(HEAD, "/vote 2 换新门"),
    Tap("vote_cancel", HEAD, "取消"),
)
SETTINGS = (
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "🗓 议事日"),
    Tap("set_days", HEAD, "每月 15 日 19:30"),
    Tap("announce_days", HEAD, "📢 告诉大家"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "📍 地点", once=True),
    Tap("set_place", HEAD, "小区广场"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "👤 专人", once=True),
    Tap("set_clerk", HEAD, "陈师傅"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "📐 议事程序", once=True),
    Tap("procedure", HEAD, "四议两公开"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "⏱ 期限", once=True),
    Tap("settings", HEAD, "受理", once=True),
    Tap("set_limit", HEAD, "5"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "🪜 上报", once=True),
    Tap("rung", HEAD, "L3 街道"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "🏛 各方", once=True),
    Tap("parties", HEAD, "四方"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "📨 每日摘要", once=True),
    Tap("digest", HEAD, "每日摘要"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "📊 小结", once=True),
    Tap("summary", HEAD, "不发小结"),
    Said(HEAD, "/settings"),
    Tap("settings", HEAD, "🧩 做法", once=True),
    Tap("set_practice", HEAD, "打开通知"),
    Said(HEAD, "/limits", alone=False),
    Tap("limit", HEAD, "签收", alone=False),
    Said(HEAD, "/parent", alone=False),
    Tap("parent_level", HEAD, "社区", alone=False),
    Tap("parent_code", HEAD, "换一个加入码", alone=False),
    Said(HEAD, "/language", alone=False),
    Tap("language", HEAD, "English", alone=False),
)
NOTICE = (
    Tap("notice_read", RESIDENT, "已阅", alone=False),
    Said(CLERK, "通知栏", alone=False),
    Tap("notice_open", CLERK, "1", alone=False),
    Tap("notice_remind", CLERK, "提醒没看的 1 人", alone=False),
    Tap("notice_edit", CLERK, "改一改", alone=False),
    Tap("notice_withdraw", CLERK, "撤下", alone=False),
    Tap("notice_withdraw", CLERK, "是，撤下", alone=False),
)
DUTY = (
    Said(HEAD, "值班"),
    Tap("duty_telephone", HEAD, "办公室电话"),
    Tap("duty_file", HEAD, "导入文件"),
    Tap("duty_month", HEAD, "本月值班表"),
    Tap("duty_day", HEAD, "排 3月4日"),
    Wait(timedelta(hours=11)),
    Tap("duty_known", RESIDENT, "知道了"),
    Tap("duty_swap", RESIDENT, "换班"),
    Tap("answer_with", RESIDENT, "孙大爷"),
    Tap("duty_swap_yes", NEIGHBOUR, "可以"),
)
EVENT = (
    Tap("event_sign", STRANGER, "报名", alone=False),
    Tap("event_open", STRANGER, "详情", alone=False),
    Tap("event_ics", STRANGER, "🗓 加进日历", alone=False),
    Tap("event_leave", STRANGER, "不去了", alone=False),
)
WISH = (
    Tap("wish_claim", RESIDENT, "认领", alone=False),
    Tap("wish_done", RESIDENT, "完成了"),
)
TALK = (
    Tap("mediate", RESIDENT, "同意调解"),
    Tap("mediate", NEIGHBOUR, "同意调解"),
    Tap("mediate", RESIDENT, "退出调解"),
    Said(RESIDENT, "/forgetme"),
    Tap("forget", RESIDENT, "确定删除"),
)
ROLL = (Tap("roll", CLERK, "确认导入"),)
Step = Said | Wait | Tap
LIVES: dict[str, tuple[tuple[Act, ...], Sequence[Step]]] = {
    "a matter": ((open_private_chats, propose), MATTER),
    "words": ((open_private_chats, propose), WORDS),
    "a meeting": ((open_private_chats, propose), MEETING),
    "a vote": ((open_private_chats, propose), VOTE),
    "settings": ((open_private_chats,), SETTINGS),
    "a notice": ((test_notices.post,), NOTICE),
    "duty": ((test_duty.write_roster,), DUTY),
    "an event": ((test_events.announce,), EVENT),
    "a wish": ((test_wishes.begin,), WISH),
    "a mediation": ((test_mediations.set_up_asked,), TALK),
    "a roll": ((test_rolls.send_roll,), ROLL),
}


@pytest.mark.parametrize("life", LIVES)
async def test_pressed_to_be_sure(life: str) -> None:
    """A button pressed twice at once, and once more some seconds later, does it once and says nothing unkind."""
    before, steps = LIVES[life]
    async with open_story(*before) as town:
        for step in steps:
            match step:
                case Said(who, words, alone):
                    await town.say(who, words, chat=town.people[who] if alone else None)
                case Wait(time):
                    await town.travel(time)
                case Tap():
                    await press(town, step)


def test_every_button_is_pressed() -> None:
    """Each button is pressed twice in one of the lives, or it is said why not; of practices, all but listed ones."""
    pressed = {each.act for _, steps in LIVES.values() for each in steps if isinstance(each, Tap) and not each.once}
    of_practices = set(buttons_of(PRACTICES))
    assert {str(each) for each in TAPS} - of_practices - pressed == set(ELSEWHERE)
    assert of_practices - pressed == NOT_TAPPED_YET
    assert set(MORE) <= pressed

"""Formal votes as residents meet them: opened, cast, changed, on paper, urged, closed, looked up."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import docx
import pytest

from bot.documents.calculator import calculate
from bot.documents.chart_drawer import ChartDrawer
from bot.domain.councils.council import Account
from bot.domain.shared.ids import AccountId
from bot.domain.votes.ballot import Ballot, Seal
from bot.domain.votes.vote import Vote
from bot.ports import Tx
from sandbox import Message
from tests import builders, cast
from tests.stories.town import Town, labels, story_fixture

DAY = timedelta(days=1)
ACCOUNTS = {
    each.name: each for each in (cast.HEAD, cast.CLERK, cast.CAPTAIN, cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER)
}
AREAS = {"1-101": "100", "1-102": "80.5", "2-201": "120", "2-202": "90", "2-203": "60"}


async def kept(town: Town, read: Callable[[Tx], Any]) -> Any:
    return await town.store.run(read)


async def accepted(town: Town, text: str = "3号楼门口的路灯坏了，换新的") -> None:
    """A matter that can be voted on."""
    await town.say("赵敏", f"/propose {text}")
    await town.act("李秀兰", town.card(1), "受理")


async def put_together(town: Town, *labels: str, who: str = "王建国", wish: str = "/vote 1 换新的路灯") -> Message:
    """Somebody goes through the steps; give the message in which they do."""
    await town.say(who, wish)
    message = wizard(town)
    for label in labels:
        await town.press(who, message, label)
    return message


def wizard(town: Town, chat: Any = None) -> Message:
    return next(each for each in reversed(town.heard(chat)) if "准备表决" in each.text or "表决开始了" in each.text)


def ballot_card(town: Town) -> Message:
    """The newest card of a vote in the group."""
    found = [each for each in town.heard() if "校验码" in each.text]
    return found[-1]


def results(town: Town) -> list[str]:
    return [each.text for each in town.heard() if "表决结果" in each.text]


async def roll(town: Town, tied: dict[str, tuple[str, ...]] | None = None, **wishes: Any) -> None:
    """A roll in force, with accounts tied to some of its units."""
    await town.store.run(builders.roll, wishes.pop("areas", AREAS), **wishes)
    for name, units in (tied or {}).items():
        await town.store.run(builders.tied, account(town, name), *units)


def account(town: Town, name: str) -> Account:
    user = town.people[name]
    return Account(AccountId(str(user.id)), name, user.username)


async def test_the_councils_own_vote(town: Town) -> None:
    """Without any roll the council's own people vote: the head opens it in five taps, it closes on time, it decides."""
    await accepted(town)
    message = await put_together(town, "议事会表决（过半）", "记名", "3天", "改为正式表决")
    for words in ("路灯", "三分之二", "3 人", "3月5日", "正式表决"):
        assert words in message.text
    assert "开始表决" in labels(message)
    assert await town.press("王建国", message, "开始表决") == "#1 的表决开始了。"
    card = ballot_card(town)
    assert labels(card)[:3] == ["赞成", "反对", "弃权"]
    assert "正式表决" in card.text
    assert (await town.matters())[1] == "voting"
    toast = await town.press("王建国", card, "赞成")
    assert "赞成" in toast
    await town.press("李秀兰", card, "赞成")
    await town.press("张伟", card, "反对")
    assert "已投：3 人" in card.text
    for secret in ("赞成 ", "反对 ", "66.7%"):
        assert secret not in card.text
    await town.travel(timedelta(days=2, hours=23))
    assert results(town) == []
    await town.travel(timedelta(hours=2))
    (result,) = results(town)
    for words in ("通过", "应参与 3 人", "赞成 2 人（66.7%）", "反对 1 人（33.3%）", "✓", "不构成法律意见"):
        assert words in result
    assert labels(card) == []
    assert (await town.matters())[1] == "resolved"
    await town.travel(10 * DAY)
    assert len(results(town)) == 1


OWNERS = ("业主大会一般事项（过半）", "记名", "7天", "全体", "开始表决")
TIED = {"赵敏": ("1-101", "1-102"), "孙大爷": ("2-201",), "周倩": ("2-202",), "张伟": ("2-202",)}


async def set_up_estate(town: Town) -> None:
    """A town with a roll, whose residents' accounts are tied to their units, and a matter that can be voted on."""
    await accepted(town)
    await roll(town, TIED)


async def open_vote(town: Town) -> None:
    """The head opens a vote of the owners."""
    await put_together(town, *OWNERS)


estate = story_fixture(set_up_estate)
voting = story_fixture(set_up_estate, open_vote)


async def test_a_vote_by_units(voting: Town) -> None:
    """Heads and area are counted, one tap casts for all of somebody's units, and the result says why."""
    card = ballot_card(voting)
    assert "应参与：5 人，450.50 ㎡" in card.text
    assert "参与 0% ░░░░░░░░░░\n至少还要 4 户" in card.text
    assert "2 张票" in await voting.press("赵敏", card, "赞成")
    await voting.press("孙大爷", card, "反对")
    assert "已投：3 人，300.50 ㎡\n参与 60% ▓▓▓▓▓▓░░░░" in card.text
    await voting.press("周倩", card, "弃权")
    assert "至少还要" not in card.text
    await voting.travel(7 * DAY)
    (result,) = results(voting)
    for words in ("赞成 2 人（50.0%）", "180.50 ㎡", "✗", "未通过", "意向表决"):
        assert words in result
    assert (await voting.matters())[1] == "accepted"


async def test_not_on_the_roll(estate: Town) -> None:
    """Somebody whose account is tied to no unit, or to one elsewhere, is told how to get in, and nothing is counted."""
    await put_together(estate, "业主大会一般事项（过半）", "记名", "7天")
    message = wizard(estate)
    await estate.press("王建国", message, next(each for each in labels(message) if each.startswith("1")))
    await estate.press("王建国", message, "开始表决")
    card = ballot_card(estate)
    assert "邀请码" in await estate.press("陈师傅", card, "赞成")
    assert "不在里面" in await estate.press("孙大爷", card, "赞成")
    assert "回执码" in await estate.press("赵敏", card, "赞成")
    assert "已投：2 人" in card.text


async def test_two_owners_of_one_unit(estate: Town) -> None:
    """Two accounts of one unit have one ballot: the later counts, and the other is told in private."""
    await estate.whisper("周倩", "/start")
    await put_together(estate, *OWNERS)
    card = ballot_card(estate)
    await estate.press("周倩", card, "赞成")
    await estate.press("张伟", card, "反对")
    assert "2-202" in estate.private("周倩")[-1].text
    assert "张伟" in estate.private("周倩")[-1].text
    assert "已投：1 人" in card.text
    await estate.travel(7 * DAY)
    assert "赞成 0 人" in results(estate)[0]


async def test_changing_and_receipts(voting: Town) -> None:
    """A ballot can be changed until the close; the receipt of the last one is in the count, also afterwards."""
    card = ballot_card(voting)
    first, again, other = [await voting.press("孙大爷", card, choice) for choice in ("赞成", "赞成", "反对")]
    assert "没有变" in again
    old, new = (code(toast) for toast in (first, other))
    assert "已投：1 人" in card.text
    for _ in range(2):
        assert "不在" in (await voting.ask("周倩", f"/receipt {old}")).text
        assert (await voting.whisper("孙大爷", f"回执 {new.lower().replace('-', ' ')}")).text.startswith("在")
        await voting.travel(7 * DAY)
    assert "不在" in (await voting.ask("周倩", "/receipt K7QF-2M9T-XH4P")).text
    assert "不在" in (await voting.ask("周倩", "/receipt 你好")).text


async def test_the_receipt_in_private(estate: Town) -> None:
    """The receipt comes to the private chat with a button that copies it, each new one once, and names no choice."""
    await estate.whisper("孙大爷", "/start")
    await put_together(estate, OWNERS[0], "不记名", *OWNERS[2:])
    card = ballot_card(estate)
    toasts = [await estate.press("孙大爷", card, choice) for choice in ("赞成", "反对", "反对")]
    receipts = [each for each in estate.private("孙大爷") if "回执码" in each.text]
    assert [copied(each) for each in receipts] == [code(toast) for toast in toasts]
    for receipt in receipts:
        assert copied(receipt) in receipt.text
        assert not any(choice in receipt.text for choice in ("赞成", "反对", "弃权"))
    assert not any(each.receiver and "补照片" not in labels(each) for each in estate.heard())


async def test_the_way_to_the_receipt(voting: Town) -> None:
    """Without a private chat the voter alone is shown the way there; it brings them the receipt, and nobody else."""
    toast = await voting.press("赵敏", ballot_card(voting), "赞成")
    told = voting.alone("赵敏")
    (door,) = [each for each in told if "补照片" not in labels(each)]
    assert labels(door) == ["💬 打开私聊"]
    assert door.markup
    start = door.markup["inline_keyboard"][0][0]["url"].split("start=")[1]
    assert copied(await voting.whisper("赵敏", f"/start {start}")) == code(toast)
    answer = await voting.whisper("周倩", f"/start {start}")
    assert answer.text.startswith("在")
    assert labels(answer) == ["详情", "办理…"]
    await voting.press("赵敏", ballot_card(voting), "反对")
    assert copied(voting.private("赵敏")[-1]) != code(toast)
    assert (await voting.whisper("赵敏", f"/start {start}")).text.startswith("不在")


def copied(message: Message) -> str:
    assert message.markup
    return str(message.markup["inline_keyboard"][0][0]["copy_text"]["text"])


def code(toast: str) -> str:
    return toast.split("回执码 ")[1].split(maxsplit=1)[0]


async def test_my_units_without_a_code(voting: Town) -> None:
    """In private without a code somebody sees which of their units have a ballot, never what it says."""
    answer = (await voting.whisper("赵敏", "/receipt")).text
    assert "✗ 1-101" in answer
    await voting.press("赵敏", ballot_card(voting), "赞成")
    answer = (await voting.whisper("赵敏", "/receipt")).text
    assert "✓ 1-101" in answer
    assert "赞成" not in answer
    question = await voting.ask("赵敏", "/receipt")
    assert question.markup is not None


async def test_too_late(voting: Town) -> None:
    """A tap after the stored instant is refused, also when the close has not been counted yet."""
    card = ballot_card(voting)
    await voting.press("孙大爷", card, "赞成")
    voting.move(7 * DAY)
    assert "截止" in await voting.press("孙大爷", card, "反对")
    await voting.wake(voting.now)
    assert "赞成 1 人" in results(voting)[0]


async def test_closing_while_down(voting: Town) -> None:
    """The bot is down over the close: it counts when it is back, once, and nobody is reminded any more."""
    await voting.press("孙大爷", ballot_card(voting), "赞成")
    async with voting.asleep():
        voting.move(9 * DAY)
    before = voting.heard()
    await voting.wake(voting.now)
    await voting.wake(voting.now + DAY)
    assert len(results(voting)) == 1
    assert not any("还没有投" in text for text in voting.since(before))


async def test_urged_once(estate: Town) -> None:
    """A day before the close those who have not voted are reminded, in private where possible, and nobody else."""
    for name in ("赵敏", "孙大爷"):
        await estate.whisper(name, "/start")
    await put_together(estate, *OWNERS)
    await estate.press("孙大爷", ballot_card(estate), "赞成")
    await estate.travel(timedelta(days=5, hours=23))
    assert not any("还没有投" in each.text for each in estate.heard())
    await estate.travel(timedelta(hours=2))
    (line,) = [each.text for each in estate.heard() if "还没有投" in each.text]
    assert "周倩" in line
    assert "孙大爷" not in line
    assert "陈师傅" not in line
    reminder = estate.private("赵敏")[-1]
    assert "还没有投票" in reminder.text
    assert not any("还没有投票" in each.text for each in estate.private("孙大爷"))
    assert "回执码" in await estate.press("赵敏", reminder, "反对")
    assert "您投过了" in reminder.text
    assert labels(reminder) == ["赞成", "✓ 反对", "弃权"]
    await estate.press("赵敏", ballot_card(estate), "赞成")
    assert labels(reminder) == ["✓ 赞成", "反对", "弃权"]
    await estate.travel(timedelta(hours=22))
    assert len([each for each in estate.heard() if "还没有投" in each.text]) == 1


async def test_urged_by_an_officer(estate: Town) -> None:
    """/urge says how many were reminded, at most once an hour; in a vote of a day nobody is reminded by itself."""
    await put_together(estate, *OWNERS[:2], "24小时", *OWNERS[3:])
    await estate.say("李秀兰", "/urge 1")
    (answer,) = [each.text for each in estate.heard() if "已经提醒" in each.text]
    assert "还没有投票的 4 位" in answer
    assert "4 位没有私聊过我" in answer
    assert "60 分钟" in (await estate.ask("王建国", "催票 1")).text
    assert "专人" in (await estate.ask("赵敏", "/urge 1")).text
    before = estate.heard()
    await estate.travel(timedelta(hours=23))
    assert estate.since(before) == []


async def test_who_cannot_be_reached(estate: Town) -> None:
    """In the group /urge says how many cannot be reached, and in private who, with what to do."""
    await estate.whisper("李秀兰", "/start")
    await put_together(estate, *OWNERS)
    await estate.say("李秀兰", "/urge 1")
    (answer,) = [each.text for each in estate.heard() if "已经提醒" in each.text]
    assert "位没有私聊过我" in answer
    assert "周倩" not in answer
    private = estate.private("李秀兰")[-1].text
    assert "周倩" in private
    await estate.travel(timedelta(hours=1))
    assert "周倩" in (await estate.whisper("李秀兰", "/urge 1")).text


async def test_on_paper(voting: Town) -> None:
    """A paper ballot counts once a second officer has witnessed it, and then no tap replaces it."""
    card = ballot_card(voting)
    asked = await voting.ask("李秀兰", "/paper 1 2栋203室 赞成")
    assert "2-203" in asked.text
    assert "已投：0 人" in card.text
    assert "自己" in await voting.press("李秀兰", asked, "见证")
    assert "见证" in await voting.press("赵敏", asked, "见证")
    assert "计入" in await voting.press("王建国", asked, "见证")
    assert "已投：1 人，60 ㎡" in card.text
    assert "赞成" not in asked.text
    assert labels(asked) == []
    assert "已经投过" in (await voting.ask("李秀兰", "/paper 1 2-203 反对")).text
    await voting.store.run(builders.tied, account(voting, "陈师傅"), "2-203")
    assert "纸质票" in await voting.press("陈师傅", card, "反对")
    await voting.press("孙大爷", card, "赞成")
    assert "已经投过" in (await voting.ask("李秀兰", "/paper 1 2-201 反对")).text


async def test_paper_is_asked_for_step_by_step(voting: Town) -> None:
    """What is missing after /paper is asked for; a unit that is not there is asked for again."""
    question = await voting.ask("李秀兰", "/paper")
    question = await voting.ask("李秀兰", "1", to=question)
    question = await voting.ask("李秀兰", "9-999", to=question)
    assert "没有找到" in question.text
    question = await voting.ask("李秀兰", "2-203", to=question)
    assert "2-203" in question.text
    question = await voting.ask("李秀兰", "也许", to=question)
    assert "没看懂" in question.text
    asked = await voting.ask("李秀兰", "不同意", to=question)
    assert "反对" in asked.text
    assert "见证" in labels(asked)
    assert "专人" in (await voting.ask("王建国", "/paper 1 2-203 赞成")).text


async def test_paper_of_a_secret_vote(estate: Town) -> None:
    """A secret paper is entered in private and witnessed in private; once witnessed nobody sees its choice any more."""
    await put_together(estate, OWNERS[0], "不记名", *OWNERS[2:])
    assert "私聊" in (await estate.ask("李秀兰", "/paper 1 2-203 反对")).text
    assert "见证" in (await estate.whisper("李秀兰", "/paper 1 2-203 反对")).text
    await estate.whisper("王建国", "/start")
    answer = await estate.whisper("李秀兰", "/paper 1 2-203 反对")
    assert "反对" not in answer.text
    asked = estate.private("王建国")[-1]
    assert "反对" in asked.text
    await estate.press("王建国", asked, "见证")
    assert "反对" not in asked.text
    assert "已投：1 人" in ballot_card(estate).text
    await estate.travel(7 * DAY)
    assert "反对 1 人" in results(estate)[0]


async def test_an_older_paper_is_not_witnessed_as_the_newer(voting: Town) -> None:
    """Entered again with another choice, the message about the first entry witnesses nothing."""
    first = await voting.ask("李秀兰", "/paper 1 2-203 赞成")
    assert first.markup
    data = first.markup["inline_keyboard"][0][0]["callback_data"]
    await voting.say("李秀兰", "/paper 1 2-203 反对")
    assert "重新录入" in await voting.forge("王建国", first, data)
    assert "已投：0 人" in ballot_card(voting).text


async def test_a_secret_vote(estate: Town) -> None:
    """In a secret vote the totals come out, and afterwards nothing that is kept opens an envelope."""
    await put_together(estate, OWNERS[0], "不记名", *OWNERS[2:])
    card = ballot_card(estate)
    first = await estate.press("赵敏", card, "赞成")
    again = await estate.press("赵敏", card, "赞成")
    assert code(first) != code(again)
    await estate.press("赵敏", card, "反对")
    await estate.press("孙大爷", card, "赞成")
    await estate.press("周倩", card, "赞成")
    assert await kept(estate, lambda tx: tx.secrets.get(Seal, "1/1")) is not None
    await estate.travel(7 * DAY)
    assert "赞成 2 人（50.0%）" in results(estate)[0]
    assert await kept(estate, lambda tx: tx.secrets.get(Seal, "1/1")) is None
    found = await kept(estate, lambda tx: tx.find(Ballot, "vote", 1, 1))
    assert len(found) == 4
    assert all(ballot.choice is None and ballot.sealed for ballot in found)


async def test_two_officers_open_at_once(estate: Town) -> None:
    """Two officers press 开始表决 on one draft, or open a second: one vote opens, the other officer is told."""
    message = await put_together(estate, *OWNERS[:4])
    await estate.say("李秀兰", "/vote 1 不记名 3天 全体\n换新的路灯")
    second = wizard(estate)
    await estate.press("李秀兰", second, OWNERS[0])
    assert "开始了" in await estate.press("王建国", message, "开始表决")
    assert "开始表决" not in labels(message)
    assert "正在表决" in await estate.press("李秀兰", second, "开始表决")
    assert len([each for each in estate.heard() if "校验码" in each.text]) == 1


async def test_who_may_not(estate: Town) -> None:
    """Residents open nothing, the clerk does not make it 正式, and nobody but the head gives a vote up."""
    assert "专人" in (await estate.ask("赵敏", "/vote 1")).text
    message = await put_together(estate, *OWNERS[:4], who="李秀兰")
    assert "专人" in await estate.press("赵敏", message, "开始表决")
    assert "议事长" in await estate.press("李秀兰", message, "改为正式表决")
    assert "好" in await estate.press("王建国", message, "改为正式表决")
    await estate.press("李秀兰", message, "开始表决")
    assert labels(ballot_card(estate)) == ["赞成", "反对", "弃权"]
    status = await estate.ask("李秀兰", "/vote 1")
    assert "议事长" in await estate.press("李秀兰", status, "作废表决")


async def test_a_time_of_ones_own(estate: Town) -> None:
    """自己写 asks until when; a duration or a day is understood, also as a reply to the message itself."""
    message = await put_together(estate, *OWNERS[:2], "自己写")
    question = estate.last()
    question = await estate.ask("王建国", "随便", to=question)
    assert "没看懂" in question.text
    await estate.say("王建国", "3月20日", to=question)
    assert "截止：3月20日 周五 晚上 23:59" in message.text
    await estate.say("王建国", "/vote 1 换新的路灯")
    other = wizard(estate)
    for label in OWNERS[:2]:
        await estate.press("王建国", other, label)
    before = estate.heard()
    await estate.say("赵敏", "7天", to=other)
    await estate.say("王建国", "为什么要表决？", to=other)
    assert estate.since(before) == []
    await estate.say("王建国", "10天", to=other)
    assert "期限：10 天" in other.text


async def test_put_together_in_private(estate: Town) -> None:
    """An officer may put it together with the bot alone; the card comes to the group."""
    await estate.whisper("李秀兰", "/vote 1 全体\n换新的路灯")
    message = estate.private("李秀兰")[-1]
    for label in (*OWNERS[:2], "自己写"):
        await estate.press("李秀兰", message, label)
    await estate.whisper("李秀兰", "5天")
    assert "期限：5 天" in message.text
    await estate.say("李秀兰", "2天", to=message, chat=estate.people["李秀兰"])
    assert "期限：2 天" in message.text
    before = estate.heard()
    await estate.press("李秀兰", message, "开始表决")
    assert labels(message) == []
    assert any("校验码" in text for text in estate.since(before))


async def test_erased(voting: Town) -> None:
    """Who erases themselves leaves their ballot in the count, without a name; until then their file names it."""
    await voting.press("孙大爷", ballot_card(voting), "赞成")
    question = await voting.whisper("孙大爷", "/forgetme")
    await voting.press("孙大爷", question, "确定删除")
    assert "已投：1 人" in ballot_card(voting).text
    await voting.travel(7 * DAY)
    assert "赞成 1 人" in results(voting)[0]


async def test_said_at_once(estate: Town) -> None:
    """What stands in the command is not asked for."""
    message = await put_together(estate, wish="表决 1 不记名 10d 2栋 cn.owners.ordinary 正式\n换新的路灯")
    assert "开始表决" in labels(message)
    for words in ("不记名", "10 天", "3 人", "270 ㎡", "正式表决", "民法典", "提前 15 天", "猜出"):
        assert words in message.text


async def test_changed_while_it_waited(estate: Town) -> None:
    """Words or a roll that changed since the officer looked are shown anew before anything opens."""
    message = await put_together(estate, *OWNERS[:4])
    await roll(estate, areas={"1-101": "100", "1-102": "80"})
    assert "名册" in await estate.press("王建国", message, "开始表决")
    assert "请谁来投" in message.text
    await estate.press("王建国", message, "全体")
    assert "2 人，180 ㎡" in message.text
    assert "开始了" in await estate.press("王建国", message, "开始表决")


async def test_nobody_opens_it(estate: Town) -> None:
    """A draft that is cancelled, or that nobody opens for a day, is forgotten, and its buttons say so."""
    message = await put_together(estate, *OWNERS[:3])
    await estate.press("王建国", message, "取消")
    assert labels(message) == []
    message = await put_together(estate, *OWNERS[:3])
    await estate.travel(DAY + timedelta(minutes=1))
    assert "没有开始" in message.text
    assert await kept(estate, lambda tx: tx.find(Vote, "matter", 1, 1)) == []


async def test_given_up(voting: Town) -> None:
    """The head gives an open vote up with a reason: nothing is counted, and the matter goes back."""
    card = ballot_card(voting)
    await voting.press("孙大爷", card, "赞成")
    await voting.press_surely("王建国", await voting.ask("王建国", "/vote 1"), "作废表决")
    await voting.say("王建国", "公示还不满十五天", to=voting.question("王建国"))
    assert "公示还不满十五天" in card.text
    assert labels(card) == []
    assert "公示还不满十五天" in voting.last().text
    assert (await voting.matters())[1] == "accepted"
    assert "作废" in (await voting.ask("赵敏", "/result 1")).text
    await voting.travel(8 * DAY)
    assert results(voting) == []


async def test_the_motion_is_asked_for(estate: Town) -> None:
    """/vote asks what is voted on before the rule, offers the latest opinion, and what passes is the resolution."""
    question = await estate.ask("王建国", "/vote 1 记名 3天 全体")
    assert "议案" in question.text
    assert "路灯坏了" not in question.text
    await estate.say("王建国", "换", to=question)
    message = await estate.ask("王建国", "换新的路灯，先报价", to=estate.question("王建国"))
    assert "议案：换新的路灯，先报价" in message.text
    await estate.press("王建国", message, "取消")
    await estate.say("李秀兰", "/agenda 1")
    await estate.say("王建国", "/opinion 1 换三盏节能灯，费用从公共收益里出")
    question = await estate.ask("王建国", "/vote 1 记名 3天 全体")
    assert labels(question) == ["用最新的协商意见", "取消"]
    assert question.receiver is estate.people["王建国"]
    await estate.press("王建国", question, "用最新的协商意见")
    message = wizard(estate)
    await estate.press("王建国", message, "改议案")
    await estate.say("王建国", "换两盏节能灯", to=estate.question("王建国"))
    assert "议案：换两盏节能灯" in message.text
    for label in (OWNERS[0], "改为正式表决", "开始表决"):
        await estate.press("王建国", message, label)
    card = ballot_card(estate)
    assert "议案：换两盏节能灯" in card.text
    for who in ("赵敏", "孙大爷", "周倩"):
        await estate.press(who, card, "赞成")
    await estate.travel(3 * DAY)
    assert "议案：换两盏节能灯" in results(estate)[0]
    details = (await estate.ask("赵敏", "/matter 1")).text
    assert "决议：换两盏节能灯" in details
    assert "王建国 发起表决：换两盏节能灯" in details


async def test_not_the_proposers_any_more(estate: Town) -> None:
    """While it is voted on nothing else is done to a matter, and afterwards its proposer cannot take it back."""
    matter = estate.card(1)
    await put_together(estate, *OWNERS)
    assert "撤回" not in labels(matter)
    for wish in ("/resolve 1 换灯", "/agenda 1", "/poll 1"):
        assert "正在表决" in (await estate.ask("王建国", wish)).text
    await estate.travel(7 * DAY)
    assert "撤回" not in labels(matter)
    assert "参与不足" in (await estate.ask("赵敏", "/matter 1")).text


async def test_looked_up(estate: Town) -> None:
    """Until the close /result says how many have voted, after it everything; without a vote what to do."""
    assert "/vote 1" in (await estate.ask("赵敏", "/result 1")).text
    await put_together(estate, *OWNERS)
    await estate.press("孙大爷", ballot_card(estate), "赞成")
    answer = (await estate.ask("赵敏", "结果 1")).text
    assert "已投：1 人" in answer
    assert "赞成" not in answer
    await estate.travel(7 * DAY)
    await estate.say("赵敏", "/result 1")
    assert len(results(estate)) == 2
    assert "没有找到" in (await estate.ask("赵敏", "/result 9")).text
    question = await estate.ask("赵敏", "/result")
    assert question.markup is not None


async def test_charts(voting: Town) -> None:
    """A result and the statistics come with a chart that says in words what it shows, the details of which stay."""
    async with voting.asleep():
        voting.charts = ChartDrawer(within=60)
    await voting.press("赵敏", ballot_card(voting), "赞成")
    await voting.press("孙大爷", ballot_card(voting), "反对")
    await voting.travel(7 * DAY)
    (result,) = [each for each in voting.heard() if "表决结果" in each.text]
    assert result.content["photo"]
    assert result.text.endswith("人数：赞成 40%，反对 20%，没有投 40%；面积：赞成 40.1%，反对 26.6%，没有投 33.3%")
    await voting.whisper("孙大爷", "/start")
    figures = await voting.whisper("孙大爷", "/stats")
    assert figures.content["photo"]
    assert figures.text.endswith(
        "各类议题，件。公共设施：没办完 1\n多久有答复，件。当天：有答复 1；1–3 天：0；4–7 天：0；7 天以上：0\n"
        "到会和投票的人，占应到的。#1 表决 3/5：到了 60%"
    )


def content_of(town: Town, document: dict[str, Any]) -> bytes:
    file = town.world.files.by_id(document["file_id"])
    assert file
    return file.content


@pytest.mark.parametrize("mode", ["记名", "不记名"])
async def test_the_files_of_a_result(estate: Town, mode: str) -> None:
    """With a result come the paper for the wall and the file that the calculator recounts to the same outcome."""
    await put_together(estate, OWNERS[0], mode, *OWNERS[2:])
    for who, choice in (("赵敏", "赞成"), ("孙大爷", "赞成"), ("周倩", "反对")):
        await estate.press(who, ballot_card(estate), choice)
    await estate.travel(7 * DAY)
    await estate.say("赵敏", "/result 1")
    paper, proof = [each.content["document"] for each in estate.heard() if "document" in each.content]
    assert paper["file_name"] == "表决结果公示-1.docx"
    assert proof["file_name"] == "计票文件-1.json"
    content = content_of(estate, proof)
    assert "赵敏" not in content.decode()
    again = calculate(content, estate.now.date())
    assert again["outcome"] == "passed"
    assert "通过" in results(estate)[0]
    words = "\n".join(
        cell.text for row in docx.Document(io.BytesIO(content_of(estate, paper))).tables[0].rows for cell in row.cells
    )
    for told in ("#1", "2026年", "450.50 ㎡", "民法典第278条", "通过"):
        assert told in words

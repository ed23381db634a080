"""From the lane to the street and back: what two groups read of one matter."""

from datetime import timedelta

from tests.stories.test_parents import STREET, joined, titled
from tests.stories.town import Town, labels, story_fixture


async def send_up(town: Town) -> None:
    """A matter was handed to the council's handler, and the head sends it up to the street."""
    await joined(town)
    shown = await town.ask("王建国", "/ladder 社区 不用")
    assert "街道：上级「平安街道」" in shown.text
    await town.say("赵敏", "/propose 3号楼路灯坏了")
    await town.say("孙大爷", "/mine")
    await town.press("孙大爷", town.card(1), "附议")
    await town.say("李秀兰", "/accept 1")
    await town.say("李秀兰", "/resolve 1 换新灯 承办：陈师傅 期限：7天")
    await town.say("王建国", "/whistle 1 物业没有钱，请街道想办法")


sent_up = story_fixture(send_up)


async def test_the_street_does_it(sent_up: Town) -> None:
    """The street's group gets a card with what was done below; what it does is read below, where people are asked."""
    group = titled(sent_up, "平安街道")
    card = sent_up.card(1, group)
    for words in ("3号楼路灯坏了", "来自 和平里小区 #1", "在下级的经过", "决议：换新灯"):
        assert words in card.text
    for name in ("赵敏", "孙大爷", "李秀兰", "王建国", "陈师傅"):
        assert name not in card.text
    await sent_up.press("周倩", card, "办理…")
    assert {"签收", "退回", "进展", "办结"} <= set(labels(sent_up.last(group)))
    below = sent_up.card(1)
    assert "已经上报「平安街道」" in below.text
    assert "承办：平安街道" in below.text
    await sent_up.press("李秀兰", below, "办理…")
    assert not {"签收", "退回", "进展", "办结", "吹哨"} & set(labels(sent_up.last()))
    assert "平安街道" in (await sent_up.ask("李秀兰", "/progress 1 灯已经买到")).text
    await sent_up.act("周倩", card, "签收")
    assert "平安街道 签收" in (await sent_up.ask("赵敏", "/matter 1")).text
    await sent_up.say("周倩", "/progress 1 拨了款，下周装", chat=group)
    assert "拨了款，下周装" in sent_up.last().text
    before = sent_up.heard(group)
    await sent_up.say("周倩", "/done 1 装好了", chat=group)
    told = next(said for said in sent_up.heard(group) if said not in before)
    assert not {"满意", "不满意"} & set(labels(told))
    asked = sent_up.last()
    assert {"满意", "基本满意", "不满意"} <= set(labels(asked))
    for name in ("赵敏", "孙大爷"):
        await sent_up.press(name, asked, "满意")
    assert (await sent_up.matters(), await sent_up.matters(STREET)) == ({1: "closed"}, {1: "closed"})
    assert "和平里小区" in sent_up.last(group).text
    await sent_up.say("周倩", "/stats", chat=group)
    assert "议题 1 个，没办完的 0 个" in sent_up.last(group).text
    assert "销号 1 个" in sent_up.last(group).text


async def test_the_street_lets_it_wait(sent_up: Town) -> None:
    """Above, a rest and a day that is over speak to nobody who is not there; below, they ask nothing of the council."""
    group = titled(sent_up, "平安街道")
    await sent_up.say("周倩", "/pause 1 等雨停", chat=group)
    assert "一位居民" not in sent_up.last(group).text
    assert "「和平里小区」的居民也看得到" in sent_up.last(group).text
    assert "赵敏，您提的事没有放下" in sent_up.last().text
    assert sent_up.last().text.endswith("—— 平安街道")
    await sent_up.say("周倩", "/resume 1", chat=group)
    await sent_up.say("周倩", "/ladder 部门 不设", chat=group)
    await sent_up.travel(timedelta(days=30))
    assert "请承办人点「办理…」报进展" in next(
        said.text for said in sent_up.heard(group) if "过了期限，还" in said.text
    )
    below = next(said.text for said in sent_up.heard() if "过了期限，还" in said.text)
    assert "请承办人点" not in below
    assert "「平安街道」的群里也提醒了" in below


async def test_the_street_gives_it_back(sent_up: Town) -> None:
    """A reason is asked for; the council's officers read it and hand the matter to somebody."""
    group = titled(sent_up, "平安街道")
    await sent_up.act("周倩", sent_up.card(1, group), "退回")
    await sent_up.say("周倩", "归小区办", to=sent_up.last(group), chat=group)
    assert "归小区办" in sent_up.last().text
    assert "办理…" in labels(sent_up.last())
    assert (await sent_up.matters(), await sent_up.matters(STREET)) == ({1: "resolved"}, {1: "returned"})
    assert "退回「和平里小区」" in sent_up.last(group).text
    await sent_up.say("李秀兰", "/assign 1 陈师傅 7天")
    assert await sent_up.matters() == {1: "dispatched"}


async def test_the_right_number_in_the_right_group(sent_up: Town) -> None:
    """Each group speaks of its own numbers, and who is head below may do nothing above."""
    group = titled(sent_up, "平安街道")
    await sent_up.say("周倩", "/propose 街道口的红绿灯坏了", chat=group)
    assert await sent_up.matters(STREET) == {1: "dispatched", 2: "submitted"}
    assert "承办人" in await sent_up.press_old("王建国", sent_up.card(1, group), "办结")
    assert await sent_up.matters() == {1: "dispatched"}


async def test_nobody_hears_above(sent_up: Town) -> None:
    """The street's group has put the bot out: the council's head takes the matter back, with a reason."""
    group = titled(sent_up, "平安街道")
    await sent_up.say("王建国", "/return 1")
    assert "平安街道" not in sent_up.last().text  # first the reason
    await sent_up.say("王建国", "等了很久", to=sent_up.question("王建国"))
    assert "平安街道" in sent_up.last().text
    sent_up.world.set_bot_status(group, "kicked")
    await sent_up.settle()
    assert "/return" in sent_up.last().text
    assert "1 个议题" in sent_up.last().text
    await sent_up.say("王建国", "/return 1 那边没有人了")
    assert "那边没有人了" in sent_up.last().text
    assert await sent_up.matters() == {1: "resolved"}

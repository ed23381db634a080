"""Points: reported with a photo, reviewed at half past eight, posted with balances, redeemed in the shop."""

import io
from datetime import timedelta

import openpyxl

from sandbox import Message
from tests.stories.test_rolls import sent_file
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR = "王建国", "李秀兰", "赵敏", "孙大爷"
MORNING = timedelta(hours=24)


async def open_office(town: Town) -> None:
    """The head switches points on, chooses accounts by person, writes the rules; the clerk writes the prizes."""
    await town.switch_on("积分")
    for who, what in ((RESIDENT, "车棚漏雨了"), (NEIGHBOUR, "门禁坏了")):
        await town.say(who, f"提议 {what}")
    for who in (CLERK, RESIDENT, NEIGHBOUR):
        await town.whisper(who, "/start")
    await town.press(HEAD, await town.whisper(HEAD, "我的积分"), "积分设置")
    page = newest(town, HEAD)
    await town.press(HEAD, page, "一人一本")
    await town.press(HEAD, page, "改规则")
    await town.settle()
    await town.whisper(HEAD, "打扫楼道 5分 每月4次\n帮助邻居 60分")
    await town.press(CLERK, await town.whisper(CLERK, "我的积分"), "改奖品")
    await town.settle()
    await town.whisper(CLERK, "洗衣液 50分 1件\n毛巾 5分 20条")


office = story_fixture(open_office)


def newest(town: Town, who: str) -> Message:
    """The newest message of the bot to somebody in private."""
    return town.private(who)[-1]


async def report(town: Town, who: str, what: str) -> Message:
    """Report something with a photo in private; return the card of the report."""
    await town.press(who, await town.whisper(who, "我的积分"), "报积分")
    await town.press(who, newest(town, who), what)
    await town.photo(who, "三单元", chat=town.people[who])
    return newest(town, who)


async def review(town: Town, *numbers: int, agrees: bool = True) -> None:
    """The head and the clerk answer reports in the list of the morning."""
    for who in (HEAD, CLERK):
        list_ = next(said for said in reversed(town.private(who)) if "积分审核" in said.text)
        for number in numbers:
            await town.press(who, list_, f"{'同意' if agrees else '不同意'} #{number}")


async def test_from_the_report_to_the_prize(office: Town) -> None:
    """A report counts nothing until the morning's majority agreed; then the group reads it, and it buys a prize."""
    assert "等审核" in (await report(office, RESIDENT, "帮助邻居 +60")).text
    await report(office, RESIDENT, "打扫楼道 +5")
    assert labels(newest(office, RESIDENT)) == ["撤回", "我的积分"]
    await office.press(RESIDENT, newest(office, RESIDENT), "我的积分")
    assert "现在 0 分" in newest(office, RESIDENT).text
    await office.travel(MORNING)
    list_ = newest(office, HEAD)
    assert "等您审的有 2 条" in list_.text
    assert "#1 赵敏 帮助邻居，+60 分" in list_.text or "#1 赵敏 帮助邻居 +60 分：三单元" in list_.text
    await office.press(HEAD, list_, "📷 照片")
    assert "photo" in newest(office, HEAD).content
    await review(office, 1)
    await review(office, 2, agrees=False)
    result = office.last()
    assert "赵敏 帮助邻居 +60，现在 60 分" in result.text
    assert "没有通过的 1 条" in result.text
    outcome = newest(office, RESIDENT)
    assert "✓ 帮助邻居 +60 分，通过了" in outcome.text
    assert "打扫楼道 +5 分，审核没有通过" in outcome.text
    shop = await office.whisper(RESIDENT, "积分超市")
    assert "洗衣液 50 分，还有 1 份" in shop.text
    assert "兑好了：洗衣液。还剩 10 分" in await office.press(RESIDENT, shop, "兑 洗衣液")
    assert labels(shop) == ["兑 毛巾", "不兑 洗衣液"]
    order = newest(office, CLERK)
    assert "赵敏：洗衣液，50 分" in order.text
    await office.press(CLERK, order, "领走了")
    assert "已经领走了" in order.text
    assert "已经领走了" in newest(office, RESIDENT).text


async def test_asked_in_the_group(office: Town) -> None:
    """In the group points are shown to the asker alone, and the reviewers' list is nobody else's to press."""
    before = len([said for said in office.heard() if said.receiver is None])
    await office.say(RESIDENT, "我的积分")
    page = office.alone(RESIDENT)[-1]
    assert labels(page) == ["报积分", "积分超市", "排行榜"]
    await office.press(RESIDENT, page, "积分超市")
    assert "您有" not in office.alone(RESIDENT)[-1].text
    assert len([said for said in office.heard() if said.receiver is None]) == before
    await office.say(CLERK, "/points")
    assert "给别人报" in labels(office.alone(CLERK)[-1])


async def test_an_officer_reports_and_corrects(office: Town) -> None:
    """An officer reports for a neighbour by name, and takes a wrong entry back with a reason; the ledger has both."""
    await office.press(CLERK, await office.whisper(CLERK, "我的积分"), "给别人报")
    await office.whisper(CLERK, "没这个人")
    assert "没有找到没这个人" in newest(office, CLERK).text
    await office.whisper(CLERK, NEIGHBOUR)
    await office.press(CLERK, newest(office, CLERK), "打扫楼道 +5")
    await office.press(CLERK, newest(office, CLERK), "就这样报")
    assert "给 孙大爷 报的" in newest(office, CLERK).text
    await office.travel(MORNING)
    list_ = newest(office, HEAD)
    assert "（李秀兰报的）" in list_.text
    await office.press(HEAD, list_, "同意 #1")  # the clerk reported it, and does not decide
    assert "孙大爷 打扫楼道 +5，现在 5 分" in office.last().text
    await office.press(CLERK, await office.whisper(CLERK, "我的积分"), "查一户")
    await office.whisper(CLERK, NEIGHBOUR)
    await office.press(CLERK, newest(office, CLERK), "更正 #1")
    await office.whisper(CLERK, "记错人了")
    assert "更正好了：5 分收回，现在 0 分" in newest(office, CLERK).text
    await office.press(CLERK, await office.whisper(CLERK, "我的积分"), "积分台账")
    await office.settle()
    sheet = openpyxl.load_workbook(io.BytesIO(sent_file(office, CLERK, "points-ledger.xlsx"))).active
    assert sheet is not None
    rows = [row[3:6] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [("更正打扫楼道（记错人了）", -5, 0), ("打扫楼道", 5, 5)]


async def test_lists_in_a_file(office: Town) -> None:
    """The prizes come as a table, which is changed and sent back; every bad line is named, and nothing is taken."""
    await office.press(CLERK, await office.whisper(CLERK, "我的积分"), "改奖品")
    await office.settle()
    book = openpyxl.load_workbook(io.BytesIO(sent_file(office, CLERK, "points-prizes.xlsx")))
    assert book.active is not None
    assert [tuple(row) for row in book.active.iter_rows(values_only=True)] == [
        ("奖品", "分值", "数量"),
        ("洗衣液", 50, 1),
        ("毛巾", 5, 20),
    ]
    for row in range(4, 19):
        for column, value in enumerate((f"奖品{row}", str(10 * row), str(row)), 1):
            book.active.cell(row, column, value)
    out = io.BytesIO()
    book.save(out)
    assert "新的 15 样，改了 0 样" in (await send(office, out.getvalue(), "奖品.xlsx")).text
    shop = await office.whisper(RESIDENT, "/shop")
    assert labels(shop) == ["下一页 ▶"]
    await office.press(CLERK, await office.whisper(CLERK, "我的积分"), "改奖品")
    await office.settle()
    wrong = await send(office, "奖品,分值,数量\n雨伞,很多,2\n毛巾,5,\n毛巾,5,1\n毛巾,6,1\n".encode("gb18030"), "x.csv")
    for line in ("第 2 行：「很多」要写成整数", "第 3 行：数量没有填", "第 5 行：第 4 行已经写过了"):
        assert line in wrong.text
    assert "洗衣液 50 分，还有 1 份" in (await office.whisper(RESIDENT, "/shop")).text


async def send(town: Town, content: bytes, name: str) -> Message:
    """The clerk sends a file in private; what the bot says to it."""
    person = town.people[CLERK]
    town.world.send_document(person, person, content, name)
    await town.settle()
    return town.last(person)


async def test_a_prize_is_taken_out(office: Town) -> None:
    """A prize that is taken out after a question gives its reservations back, and those who wait are told."""
    await report(office, RESIDENT, "帮助邻居 +60")
    await office.travel(MORNING)
    await review(office, 1)
    await office.press(RESIDENT, await office.whisper(RESIDENT, "/shop"), "兑 洗衣液")
    await office.press_surely(CLERK, await office.whisper(CLERK, "/shop"), "下架 洗衣液")
    assert "下架了，50 分退还了" in newest(office, RESIDENT).text
    assert "现在 60 分" in (await office.whisper(RESIDENT, "/points")).text


async def test_two_press_for_the_last_prize(office: Town) -> None:
    """Of two who press at once for the last prize one has it; the other is told, and keeps all their points."""
    for who in (RESIDENT, NEIGHBOUR):
        await report(office, who, "帮助邻居 +60")
    await office.travel(MORNING)
    await review(office, 1, 2)
    shops = {who: await office.whisper(who, "/shop") for who in (RESIDENT, NEIGHBOUR)}
    pressed = [office.world.press(office.people[who], shop, "兑 洗衣液") for who, shop in shops.items()]
    await office.settle()
    said = sorted(str(each.text) for each in pressed)
    assert ["兑好了：洗衣液" in said[0], "洗衣液刚刚兑完了" in said[1]] == [True, True]
    left = [(await office.whisper(who, "/points")).text for who in shops]
    assert sorted("现在 60 分" in text for text in left) == [False, True]
    assert sorted("现在 10 分" in text for text in left) == [False, True]

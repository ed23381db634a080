"""The letter box: what somebody would rather not say in the group."""

from datetime import timedelta

import pytest

from sandbox.files import media_content
from tests.stories.town import Town, labels, story_fixture

DAY = timedelta(days=1)


async def set_up_box(town: Town) -> None:
    """A town whose clerk has opened the private chat."""
    await town.whisper("李秀兰", "/start")


box = story_fixture(set_up_box)


async def letter(town: Town, who: str, text: str) -> None:
    await town.whisper(who, "/start")
    await town.whisper(who, f"议事箱 {text}")


async def test_three_letters(box: Town) -> None:
    """Of three letters one needs coordination: it alone is on the next agenda, and nobody sees whose it was."""
    before = box.heard()
    for who, text in (
        ("赵敏", "谢谢物业修好了灯"),
        ("孙大爷", "需协调：五号楼电梯夜里总是停"),
        ("周倩", "楼上装修太吵"),
    ):
        await letter(box, who, text)
    assert box.since(before) == []
    thanks, lift, noise = [each for each in box.private("李秀兰") if "议事箱，第" in each.text]
    assert labels(lift) == ["回复", "转为议题", "不办"]
    assert "孙大爷" in lift.text
    await box.press("李秀兰", thanks, "回复")
    await box.whisper("李秀兰", "转告物业了")
    assert "转告物业了" in box.private("赵敏")[-1].text
    await box.press("李秀兰", noise, "不办")
    await box.whisper("李秀兰", "请先和楼上说一声")
    assert "请先和楼上说一声" in box.private("周倩")[-1].text
    await box.press("李秀兰", lift, "转为议题")
    await box.whisper("李秀兰", "照发")
    assert await box.matters() == {1: "submitted"}
    await box.act("李秀兰", box.card(1), "受理")
    await box.act("李秀兰", box.card(1), "列入议程")
    assert "电梯夜里总是停" in (await box.ask("王建国", "/meeting")).text
    assert await box.matters() == {1: "agenda"}
    told = box.private("孙大爷")[-1]
    assert "议题 #1" in told.text
    await box.press("孙大爷", told, "详情")
    assert "提出人：议事箱来信" in box.private("孙大爷")[-1].text
    everything = "".join(each.text for each in (*box.heard(), *box.private("王建国"), *box.private("赵敏")))
    assert "孙大爷" not in everything


async def test_from_the_menu(box: Town) -> None:
    """The menu in private has the box as a button; a photo with its words comes along."""
    menu = await box.whisper("赵敏", "/start")
    await box.press("赵敏", menu, "✉️ 议事箱")
    assert "只有专人看得到" in box.private("赵敏")[-1].text
    await box.photo("赵敏", "垃圾桶又满了", chat=box.people["赵敏"])
    assert "第 1 封来信" in box.private("赵敏")[-1].text
    assert "photo" in box.private("李秀兰")[-1].content
    await box.press("赵敏", box.private("赵敏")[-1], "收回这封信")
    assert "什么都没有留下" in box.private("赵敏")[-1].text
    assert not any("垃圾桶又满了" in each.text for each in box.private("李秀兰"))


async def test_a_picture_is_a_letter(box: Town) -> None:
    """A picture without words is a letter as well."""
    await letter(box, "赵敏", "")
    await box.photo("赵敏", chat=box.people["赵敏"])
    assert any("照片反映的情况" in each.text for each in box.private("李秀兰"))


async def test_what_waits(box: Town) -> None:
    """A clerk who opens the box without a word sees what waits in it once more."""
    await letter(box, "赵敏", "电梯夜里总是停")
    again = await box.whisper("李秀兰", "/letter")
    assert "电梯夜里总是停" in again.text
    await box.press("李秀兰", again, "不办")
    await box.whisper("李秀兰", "请找物业")
    assert "请找物业" in box.private("赵敏")[-1].text
    assert labels(again) == []


async def test_nobody_reads_it(town: Town) -> None:
    """As long as no clerk reads the box the writer is told so."""
    await letter(town, "赵敏", "电梯夜里总是停")
    assert "没有人看" in town.private("赵敏")[-1].text


async def test_in_the_group(box: Town) -> None:
    """Whoever starts a letter in the group is sent to the private chat."""
    assert "私聊我" in (await box.ask("赵敏", "/letter 电梯坏了")).text


@pytest.mark.parametrize(("worded", "below"), [(True, 0), (True, 2), (False, 0)])
async def test_an_album(box: Town, below: int, *, worded: bool) -> None:
    """An album keeps all its pictures, whether its words begin with 议事箱 or answer the bot's question."""
    writer = box.people["赵敏"]
    await box.whisper("赵敏", "/start")
    if not worded:
        await box.whisper("赵敏", "/letter")
    caption = "议事箱 树倒了" if worded else "树倒了"
    pictures = [box.world.files.keep("photo", bytes([place]), "photo.jpg", "image/jpeg") for place in range(3)]
    for place, picture in enumerate(pictures):
        content = {
            "media_group_id": "778",
            **media_content(picture),
            **({"caption": caption} if place == below else {}),
        }
        box.world.deliver(box.world.post(box.world.chat(writer), writer, content))
    await box.settle()
    letters = [each for each in box.private("李秀兰") if "议事箱，第" in each.text]
    assert len(letters) == 1
    assert "树倒了" in letters[0].text
    assert "附件 3 个" in letters[0].text
    sent = [each.content["photo"][-1]["file_id"] for each in box.private("李秀兰") if "photo" in each.content]
    assert sent == [picture.file_id for picture in pictures]
    assert await box.matters() == {}


async def test_nobody_answers(box: Town) -> None:
    """A letter that nobody answers stands in the clerk's list after three and seven days, never to the group."""
    await letter(box, "赵敏", "楼上装修太吵")
    await letter(box, "孙大爷", "谢谢物业修好了灯")
    answered = next(each for each in box.private("李秀兰") if "谢谢物业" in each.text)
    await box.press("李秀兰", answered, "回复")
    await box.whisper("李秀兰", "转告物业了")
    group, nagged = box.heard(), []
    for days in (2, 1, 1, 2, 1, 1, 20):
        before = box.private("李秀兰")
        await box.travel(box.now + days * DAY + timedelta(minutes=1))
        nagged.append([text for text in box.since(before, box.people["李秀兰"]) if "还没有回复" in text])
    assert [len(each) for each in nagged] == [0, 0, 1, 0, 0, 1, 0]
    assert "第 1 封来信等了 3 天" in nagged[2][0]
    assert "第 1 封来信等了 7 天" in nagged[5][0]
    assert not [text for text in box.since(group) if "来信" in text]


async def test_nobody_answers_while_the_bot_is_down(box: Town) -> None:
    """After a week away the clerk is reminded of a letter once; of one that was taken back not at all."""
    await letter(box, "赵敏", "楼上装修太吵")
    await letter(box, "孙大爷", "电梯夜里总是停")
    await box.press("孙大爷", box.private("孙大爷")[-1], "收回这封信")
    before = box.private("李秀兰")
    async with box.asleep():
        box.move(8 * DAY)
    await box.wake(box.now)
    await box.travel(DAY)
    told = [text for text in box.since(before, box.people["李秀兰"]) if "还没有回复" in text]
    assert len(told) == 1
    assert "第 1 封" in told[0]

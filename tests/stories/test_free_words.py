"""Plain words: what residents write, show, say or locate without knowing a command."""

from datetime import timedelta

import pytest

from sandbox.model import MEMBER, Message
from tests.stories.town import Town, another, data_of, labels, open_town, story_fixture

GUESS = "@yishi_bot 电梯坏了"
CHOICES = ["提成议题", "写信给专人", "不是"]


async def one_matter(town: Town) -> None:
    """A lamp was brought up, and those who will write in private are known."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("孙大爷", "/mine")


known = story_fixture(one_matter)


@pytest.mark.parametrize("words", ["电梯吱吱响", "您好，电梯吱吱响，谢谢", "the lift is out of order"])
async def test_words_in_private(known: Town, words: str) -> None:
    """What is written in private is shown as it would be proposed; only its author's press makes it a matter, once."""
    preview = await known.whisper("孙大爷", words)
    assert words in preview.text
    assert labels(preview) == CHOICES
    assert await known.matters() == {1: "submitted"}
    await known.press("孙大爷", preview, "提成议题")
    assert words in known.card(2).text
    assert "孙大爷" in known.card(2).text
    assert labels(preview) == []
    assert await known.matters() == {1: "submitted", 2: "submitted"}


async def test_no_matter(known: Town) -> None:
    """[不是] leaves it: nothing is kept, and the buttons are gone."""
    preview = await known.whisper("孙大爷", "电梯吱吱响")
    await known.press("孙大爷", preview, "不是")
    assert labels(preview) == []
    assert "电梯" not in preview.text
    assert await known.matters() == {1: "submitted"}


async def test_a_letter_instead(known: Town) -> None:
    """[写信给专人] sends the same words to the clerk alone."""
    await known.whisper("李秀兰", "/start")
    preview = await known.whisper("孙大爷", "楼上半夜跳舞")
    await known.press("孙大爷", preview, "写信给专人")
    assert any("楼上半夜跳舞" in letter.text for letter in known.private("李秀兰"))
    assert await known.matters() == {1: "submitted"}
    assert labels(preview) == []


async def test_nobody_reads_letters(known: Town) -> None:
    """Without a clerk who reads letters it is said so, and the other choices stay."""
    preview = await known.whisper("孙大爷", "楼上半夜跳舞")
    await known.press("孙大爷", preview, "写信给专人")
    assert labels(preview) == CHOICES
    await known.press("孙大爷", preview, "提成议题")
    assert "楼上半夜跳舞" in known.card(2).text


async def test_what_is_not_understood(known: Town) -> None:
    """What may be anything is asked about, with the ways to the matters and the help."""
    asked = await known.whisper("孙大爷", "明天天气怎么样")
    assert "没有听懂" in asked.text
    assert labels(asked) == [*CHOICES, "📋 议题", "❓ 怎么用"]
    assert await known.matters() == {1: "submitted"}


async def test_a_voice_message(known: Town) -> None:
    """A voice message is kept and offered as a matter; that nobody wrote it down is said plainly."""
    known.world.send_voice(known.people["孙大爷"], known.people["孙大爷"])
    await known.settle()
    preview = known.private("孙大爷")[-1]
    assert "没有文字" in preview.text
    await known.press("孙大爷", preview, "提成议题")
    assert await known.matters() == {1: "submitted", 2: "submitted"}
    before = known.heard()
    await known.say("张伟", "/matter 2")
    assert any("voice" in said.content for said in known.heard() if said not in before)


async def test_a_place_and_words_after_it(known: Town) -> None:
    """Words that follow a place or a picture within minutes belong to it; what comes later stands alone."""
    known.world.send_location(known.people["孙大爷"], known.people["孙大爷"], 39.9, 116.4)
    await known.settle()
    place = known.private("孙大爷")[-1]
    assert labels(place) == CHOICES
    both = await known.whisper("孙大爷", "这里的井盖没有了")
    assert labels(place) == []
    assert "位置 1" in both.text
    await known.press("孙大爷", both, "提成议题")
    assert "附件 1" in known.card(2).text
    await known.photo("孙大爷", chat=known.people["孙大爷"])
    known.move(timedelta(minutes=11))
    assert "照片" not in (await known.whisper("孙大爷", "垃圾没有人收")).text


async def test_a_photo_with_words(known: Town) -> None:
    """A photo with words comes along."""
    await known.photo("孙大爷", "墙上全是小广告", chat=known.people["孙大爷"])
    preview = known.private("孙大爷")[-1]
    assert "照片 1" in preview.text
    await known.press("孙大爷", preview, "提成议题")
    assert "墙上全是小广告" in known.card(2).text
    assert "附件 1" in known.card(2).text


@pytest.mark.parametrize("worded", [None, 0, 1, 2])
async def test_an_album(known: Town, worded: int | None) -> None:
    """The pictures of an album are one preview and one matter, whichever of them its words stand below."""
    await known.whisper("孙大爷", "/start")
    who, before = known.people["孙大爷"], known.private("孙大爷")
    for place in range(3):
        picture = {"file_id": f"album-{place}", "file_unique_id": f"a{place}", "width": 9, "height": 9}
        words = {"caption": "树倒了"} if place == worded else {}
        known.world.deliver(
            known.world.post(known.world.chat(who), who, {"media_group_id": "777", "photo": [picture], **words})
        )
    await known.settle()
    shown = [said for said in known.private("孙大爷") if said not in before]
    assert len(shown) == 1
    assert "照片 3" in shown[0].text
    await known.press("孙大爷", shown[0], "提成议题")
    assert "附件 3" in known.card(2).text
    assert ("树倒了" in known.card(2).text) is (worded is not None)


async def test_an_edit_after_the_preview(known: Town) -> None:
    """Who corrects the words after the preview sees it corrected, and proposes what is read now."""
    said = await known.say("孙大爷", "电梯吱吱响", chat=known.people["孙大爷"])
    preview = known.private("孙大爷")[-1]
    await known.edit("孙大爷", said, "二单元的电梯吱吱响")
    assert "二单元" in preview.text
    await known.press("孙大爷", preview, "提成议题")
    assert "二单元的电梯吱吱响" in known.card(2).text


async def test_private_numbers(known: Town) -> None:
    """A phone number is hidden in the preview already, and in what is kept."""
    preview = await known.whisper("孙大爷", "电梯坏了，请打 13800138000")
    assert "138****8000" in preview.text
    await known.press("孙大爷", preview, "提成议题")
    assert "138****8000" in known.card(2).text


async def test_in_several_councils(known: Town) -> None:
    """Who lives in several councils is asked which one after the choice, and it stands there alone."""
    other = await another(known, "周倩", "孙大爷")
    await known.say("孙大爷", "/mine", chat=other)
    preview = await known.whisper("孙大爷", "电梯吱吱响")
    await known.press("孙大爷", preview, "提成议题")
    question = known.private("孙大爷")[-1]
    assert {"和平里小区", "幸福里小区"} <= set(labels(question))
    await known.press("孙大爷", question, "幸福里小区")
    assert "电梯吱吱响" in known.card(1, other).text
    assert await known.matters(1) == {1: "submitted"}


async def test_a_stranger(known: Town) -> None:
    """A person whom the bot never heard in the group is looked for in it when they choose."""
    preview = await known.whisper("周倩", "车棚的门坏了")
    await known.press("周倩", preview, "提成议题")
    assert "车棚的门坏了" in known.card(2).text


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("1号怎么样了", "3号楼门口的路灯坏了"),
        ("请问一号办到哪一步了？", "3号楼门口的路灯坏了"),
        ("路灯修好了吗", "3号楼门口的路灯坏了"),
        ("我提的事", "#1"),
        ("下次什么时候开会", "时间："),
        ("怎么用", "我是议事会的小助手"),
        ("谢谢", "不客气"),
        ("99号怎么样了", "99"),
    ],
)
async def test_questions_in_private(known: Town, asked: str, answer: str) -> None:
    """A question gets its answer at once, and is no proposal."""
    told = await known.whisper("赵敏", asked)
    assert answer in told.text
    assert "提成议题" not in labels(told)
    assert await known.matters() == {1: "submitted"}


async def test_a_question_about_one_of_several(known: Town) -> None:
    """A question that several matters may answer shows them, each with a button."""
    await known.say("孙大爷", "/propose 5号楼的路灯不亮")
    asked = await known.whisper("赵敏", "路灯修好了吗")
    assert labels(asked) == ["看 #2", "看 #1"] or labels(asked) == ["看 #1", "看 #2"]
    await known.press("赵敏", asked, "看 #2")
    assert "5号楼的路灯不亮" in known.private("赵敏")[-1].text


async def test_a_question_about_none(known: Town) -> None:
    """A question about what nobody brought up offers to bring it up."""
    preview = await known.whisper("赵敏", "电梯修好了吗")
    assert "没有找到" in preview.text
    assert "提成议题" in labels(preview)


@pytest.mark.parametrize("words", ["不用了", "算了", "取消", "never mind"])
async def test_cancelling(known: Town, words: str) -> None:
    """Cancelling leaves what is open: a preview, or a question; and where nothing is, that is said."""
    assert "没有等您回答" in (await known.whisper("孙大爷", words)).text
    preview = await known.whisper("孙大爷", "电梯吱吱响")
    await known.whisper("孙大爷", words)
    assert labels(preview) == []
    await known.whisper("孙大爷", "/propose")
    await known.whisper("孙大爷", words)
    assert "提成议题" in labels(await known.whisper("孙大爷", "垃圾没有人收"))
    assert await known.matters() == {1: "submitted"}


async def test_the_command_cancel(known: Town) -> None:
    """/cancel leaves a question and a preview, in private and in the group; in a group nothing open is no answer."""
    before = known.heard()
    await known.say("孙大爷", "/cancel")
    assert known.since(before) == []
    question = await known.ask("孙大爷", "/propose")
    await known.say("孙大爷", "/cancel")
    assert question.is_deleted
    preview = await known.ask("孙大爷", "@yishi_bot 电梯坏了")
    await known.say("张伟", "/cancel")
    assert labels(preview) == ["提成议题", "不是"]
    await known.say("孙大爷", "/cancel")
    assert preview.is_deleted
    await known.whisper("孙大爷", "/propose")
    assert "不问了" in (await known.whisper("孙大爷", "/cancel")).text
    assert "没有等您回答" in (await known.whisper("孙大爷", "/cancel")).text
    assert await known.matters() == {1: "submitted"}


async def test_a_photo_below_the_preview(known: Town) -> None:
    """A photo that answers the preview, which is no card, is shown with its words as well."""
    await known.whisper("孙大爷", "电梯吱吱响")
    preview = known.private("孙大爷")[-1]
    await known.photo("孙大爷", to=preview, chat=known.people["孙大爷"])
    both = known.private("孙大爷")[-1]
    assert "照片 1" in both.text
    assert "电梯吱吱响" in both.text
    assert labels(preview) == []


async def test_supporting_in_private(known: Town) -> None:
    """附议 with a number supports; said again it takes nothing back; a denial supports nothing."""
    await known.whisper("孙大爷", "我不附议1号")
    assert await known.supporters(1) == 0
    assert "附议了 #1" in (await known.whisper("孙大爷", "附议1号")).text
    await known.whisper("孙大爷", "附议 #1")
    assert await known.supporters(1) == 1


@pytest.mark.parametrize(
    "words", ["提议：电梯吱吱响", "提议: 电梯吱吱响", "@yishi_bot 提议：电梯吱吱响", "#议事：电梯吱吱响"]
)
async def test_a_colon(known: Town, words: str) -> None:
    """A command's word with a colon goes at once, as with a space."""
    await known.say("孙大爷", words)
    assert "电梯吱吱响" in known.card(2).text


@pytest.mark.parametrize("words", ["会议：明天下午三点在凉亭", "投票：大家选我", "公示：电梯坏了"])
async def test_announcements_of_neighbours(known: Town, words: str) -> None:
    """A neighbour's announcement that begins with another command's word and a colon is left alone."""
    before = known.heard()
    await known.say("王建国", words)
    assert known.since(before) == []


@pytest.mark.parametrize(
    "words",
    ["提议坏了的电梯", "#议事电梯坏了", "@yishi_bot 电梯坏了", "电梯坏了 @yishi_bot", "@yishi_bot提议电梯坏了"],
)
async def test_a_guess_in_the_group(known: Town, words: str) -> None:
    """What is said to the bot without a space is shown to its author alone, and nobody else may press."""
    before = [said for said in known.heard() if said.receiver is None]
    preview = await known.ask("孙大爷", words)
    assert preview.receiver is known.people["孙大爷"]
    assert labels(preview) == ["提成议题", "不是"]
    for label in ("提成议题", "不是"):
        await known.forge("张伟", preview, data_of(preview, label))
    assert await known.matters() == {1: "submitted"}
    assert [said for said in known.heard() if said.receiver is None] == before
    assert not preview.is_deleted
    await known.press("孙大爷", preview, "提成议题")
    assert "电梯" in known.card(2).text
    assert "提议" not in known.card(2).text.split("\n")[0]
    assert "孙大爷" in known.card(2).text
    assert preview.is_deleted


async def test_a_guess_that_is_none(known: Town) -> None:
    """[不是] below a guess in the group removes it, though Telegram may keep it; nothing of it is kept."""
    for removed in (True, False):
        known.move(timedelta(seconds=3))
        preview = await known.ask("孙大爷", GUESS)
        if not removed:
            known.world.faults.add("deleteEphemeralMessage", status=400, description="Bad Request: message not found")
        assert "不提了" in await known.press("孙大爷", preview, "不是")
        assert preview.is_deleted is removed
    assert preview.text == "好的，不提了。"
    assert labels(preview) == []
    assert await known.matters() == {1: "submitted"}


async def test_an_edit_after_a_guess(known: Town) -> None:
    """Who corrects words in the group after the preview sees it corrected alone, also after a restart."""
    said = await known.say("孙大爷", GUESS)
    preview, before = known.last(), len(known.heard())
    async with known.asleep():
        known.world.edit(known.people["孙大爷"], said, "@yishi_bot 二单元的电梯吱吱响")
    assert "二单元" in preview.text
    assert len(known.heard()) == before
    await known.press("孙大爷", preview, "提成议题")
    assert "二单元的电梯吱吱响" in known.card(2).text


async def test_a_guess_where_the_bot_is_a_mere_member() -> None:
    """A bot that may not answer words alone shows a guess in private; who has not opened that is led to it."""
    async with open_town(bot=MEMBER, after=(one_matter,)) as plain:
        plain.world.privacy_mode = False
        (line,) = await heard_by_all(plain, "孙大爷", GUESS)
        assert "私聊" in line.text
        start = line.keyboard[0][0]["url"].partition("start=")[2]
        preview = await plain.whisper("孙大爷", f"/start {start}")
        assert labels(preview) == ["提成议题", "不是"]
        assert await heard_by_all(plain, "孙大爷", "@yishi_bot 大门锁不上") == []
        await plain.press("孙大爷", plain.last(plain.people["孙大爷"]), "不是")
        await plain.press("孙大爷", preview, "提成议题")
        assert "电梯坏了" in plain.card(2).text
        assert labels(preview) == []
        assert plain.world.violations == []


async def heard_by_all(town: Town, who: str, words: str) -> list[Message]:
    """The messages that everybody reads after somebody said something in the group."""
    before = town.heard()
    await town.say(who, words)
    return [said for said in town.heard() if said not in before and said.receiver is None]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("@yishi_bot 1号怎么样了", "经过"),
        ("@yishi_bot 路灯修好了吗", "经过"),
        ("@yishi_bot 电梯修好了吗", "没有找到您问的议题"),
        ("@yishi_bot 谢谢", "不客气"),
        ("@yishi_bot 算了", "没有等您回答"),
        ("@yishi_bot 附议1号", "附议了 #1"),
    ],
)
async def test_a_question_in_the_group_is_answered_alone(known: Town, asked: str, answer: str) -> None:
    """A question to the bot in the group is answered to its asker alone, by the number or the thing that it names."""
    assert await heard_by_all(known, "孙大爷", asked) == []
    assert known.last().receiver is known.people["孙大爷"]
    assert answer in known.last().text


@pytest.mark.parametrize("words", ["@yishi_bot", "@yishi_bot 怎么用", "@yishi_bot 谢谢", "@yishi_bot 1号怎么样了"])
async def test_questions_in_the_group(known: Town, words: str) -> None:
    """A question to the bot in the group is answered there."""
    before = known.heard()
    await known.say("赵敏", words)
    assert len(known.since(before)) == 1
    assert await known.matters() == {1: "submitted"}


async def test_supporting_by_a_reply(known: Town) -> None:
    """附议 as a reply to a card supports its matter; said again it takes nothing back; the card counts."""
    await known.say("孙大爷", "附议", to=known.card(1))
    await known.say("孙大爷", "我附议！", to=known.card(1))
    assert await known.supporters(1) == 1
    await known.say("张伟", "不附议", to=known.card(1))
    await known.say("张伟", "附议2号", to=known.card(1))
    await known.say("张伟", "附议")  # to nothing
    assert await known.supporters(1) == 1


async def test_asking_by_a_reply(known: Town) -> None:
    """A reply to a card that asks about it is answered; other words may be a remark, and courtesies are left alone."""
    before = known.heard()
    await known.say("孙大爷", "怎么样了", to=known.card(1))
    (told,) = known.since(before)
    assert "经过" in told
    before = known.heard()
    for talk in ("谢谢", "算了", "怎么用"):
        await known.say("孙大爷", talk, to=known.card(1))
    assert known.since(before) == []
    for talk in ("是啊，晚上真黑", "我家的灯也坏了"):
        await known.say("孙大爷", talk, to=known.card(1))
        assert labels(known.last()) == ["记为补充"]
        assert known.last().receiver is known.people["孙大爷"]


@pytest.mark.parametrize(
    "words", ["路灯坏了", "6号怎么样了", "附议", "谢谢", "取消", "怎么用", "提议大家周末爬山", "#议事厅 路灯坏了"]
)
async def test_ordinary_talk(known: Town, words: str) -> None:
    """In a group, what is not said to the bot is left alone, whatever it would mean in private."""
    before = known.heard()
    await known.say("孙大爷", words)
    assert known.since(before) == []
    assert await known.matters() == {1: "submitted"}

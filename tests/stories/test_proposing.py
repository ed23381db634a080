"""How residents bring something up, in all the ways they have."""

from datetime import timedelta

import pytest

from sandbox import Message
from tests.stories.town import Town, another, data_of, labels, open_town

ID_NUMBER, HIDDEN_ID = "11010519491231002X", "1****************X"
PHONE, HIDDEN_PHONE = "13800138000", "138****8000"


@pytest.mark.parametrize(
    "words",
    [
        "/propose 路灯坏了",
        "/propose@yishi_bot 路灯坏了",
        "/PROPOSE 路灯坏了",
        "/propose\n路灯坏了",
        "提议 路灯坏了",
        "提议\n路灯坏了",
        "#议事 路灯坏了",
        "#议题 路灯坏了",
        "路灯坏了 #议事",
        "@yishi_bot 提议 路灯坏了",
    ],
)
async def test_ways_to_propose(town: Town, words: str) -> None:
    """A command, a Chinese word or a hashtag makes a matter with a number and a card."""
    await town.say("赵敏", words)
    card = town.card(1)
    assert "路灯坏了" in card.text
    assert "赵敏" in card.text
    assert labels(card) == ["附议 0", "详情", "办理…"]


@pytest.mark.parametrize(
    "words",
    [
        "我提议今晚吃火锅",
        "提议书写好了吗",
        "议题很多啊",
        "帮助别人是好事",
        "/propose@other_bot 路灯坏了",
        "/nosuchcommand 路灯坏了",
        "#议事厅 路灯坏了",
        "#12号楼 停水了",
        "今天 # 1 号楼停水",
        "/",
        "/propose@ 路灯",
    ],
)
async def test_ordinary_talk(town: Town, words: str) -> None:
    """What only looks like a command is left in peace."""
    before = town.heard()
    await town.say("赵敏", words)
    assert town.since(before) == []
    assert await town.matters() == {}


async def test_numbers_have_no_gaps(town: Town) -> None:
    """Matters are numbered one after the other, each council for itself."""
    other = await another(town)
    for number, text in enumerate(("路灯坏了", "垃圾没有人收", "电梯吱吱响"), 1):
        await town.say("赵敏", f"/propose {text}")
        assert text in town.card(number).text
    await town.say("周倩", "/propose 大门锁不上", chat=other)
    assert "大门锁不上" in town.card(1, other).text
    assert await town.matters() == {1: "submitted", 2: "submitted", 3: "submitted"}


async def test_capture(town: Town) -> None:
    """Answering a neighbour's words with /propose makes them a matter of that neighbour."""
    said = await town.say("孙大爷", "楼道里堆满了杂物")
    await town.say("赵敏", "/propose", to=said)
    card = town.card(1)
    assert "楼道里堆满了杂物" in card.text
    assert "孙大爷" in card.text
    assert "赵敏" in card.text  # who brought it in is named as well
    assert "自己" in await town.press("孙大爷", card, "附议")
    assert await town.supporters(1) == 0
    await town.act("孙大爷", card, "撤回")
    assert await town.matters() == {1: "withdrawn"}


async def test_capture_with_a_word(town: Town) -> None:
    """The Chinese word captures as well, and words of one's own are added."""
    said = await town.say("孙大爷", "楼道里堆满了杂物")
    await town.say("赵敏", "提议 三单元也是", to=said)
    assert "楼道里堆满了杂物" in town.card(1).text
    assert "三单元也是" in town.card(1).text


async def test_capture_of_a_photo(town: Town) -> None:
    """A photo that is answered with /propose comes along, and the details show it."""
    said = await town.photo("孙大爷", "这个坑很危险")
    await town.say("赵敏", "/propose", to=said)
    assert "这个坑很危险" in town.card(1).text
    await town.say("张伟", "/matter 1")
    assert "photo" in town.last().content


async def test_capture_of_what_has_no_words(town: Town) -> None:
    """A voice, a place and a photo without words can be proposed too; the details send them again."""
    world, people = town.world, town.people
    voice = world.send_voice(people["孙大爷"], town.group)
    place = world.send_location(people["孙大爷"], town.group, 39.9, 116.4)
    photo = world.send_photo(people["孙大爷"], town.group)
    for number, (said, kind) in enumerate(((voice, "voice"), (place, "location"), (photo, "photo")), 1):
        await town.say("赵敏", "/propose", to=said)
        assert await town.matters() == dict.fromkeys(range(1, number + 1), "submitted")
        before = town.heard()
        await town.say("张伟", f"/matter {number}")
        told = [message for message in town.heard() if message not in before]
        assert any(kind in message.content for message in told)


async def test_photo_with_a_caption(town: Town) -> None:
    """A photo whose caption is a command or has the hashtag is a matter with that photo."""
    await town.photo("赵敏", "/propose 井盖没有了")
    await town.photo("孙大爷", "#议事 墙上全是小广告")
    assert "井盖没有了" in town.card(1).text
    assert "墙上全是小广告" in town.card(2).text
    assert "/propose" not in town.card(1).text
    assert "#议事" not in town.card(2).text


@pytest.mark.parametrize("worded", [0, 1, 2])
async def test_album(town: Town, worded: int) -> None:
    """All the pictures of an album belong to the one matter, whichever of them its words stand below."""
    album = [
        town.world.post(
            town.group,
            town.people["赵敏"],
            {
                "media_group_id": "777",
                "photo": [{"file_id": f"album-{place}", "file_unique_id": f"a{place}", "width": 9, "height": 9}],
                **({"caption": "#议事 树倒了"} if place == worded else {}),
            },
        )
        for place in range(3)
    ]
    for message in album:
        town.world.deliver(message)
    await town.settle()
    assert await town.matters() == {1: "submitted"}
    assert len(town.cards(1)) == 1
    assert "3" in town.card(1).text.split("📎")[1]


async def test_privately(town: Town) -> None:
    """Somebody who is known in one council proposes in private: the card stands in the group."""
    await town.say("赵敏", "/mine")
    answer = await town.whisper("赵敏", "/propose 楼上漏水")
    assert "#1" in answer.text
    assert "楼上漏水" in town.card(1).text


async def test_privately_as_a_stranger(town: Town) -> None:
    """Somebody whom the bot has never heard in the group, but who is in it, may propose in private."""
    await town.whisper("周倩", "提议 车棚的门坏了")
    assert "车棚的门坏了" in town.card(1).text


async def test_privately_from_outside(town: Town) -> None:
    """Who is in no council's group is told so, and nothing is kept."""
    town.people["外人"] = town.world.add_user("外人")
    answer = await town.whisper("外人", "/propose 我想说一句")
    assert "/setup" in answer.text
    assert await town.matters() == {}


async def test_privately_in_several_councils(town: Town) -> None:
    """Who lives in several councils is asked which one; one press, one matter, and only there."""
    other = await another(town, "周倩", "赵敏")
    await town.say("赵敏", "/mine")
    await town.say("赵敏", "/mine", chat=other)
    question = await town.whisper("赵敏", "/propose 楼上漏水")
    assert {"和平里小区", "幸福里小区"} <= set(labels(question))
    await town.press("赵敏", question, "幸福里小区")
    assert "楼上漏水" in town.card(1, other).text
    assert await town.matters(2) == {1: "submitted"}
    assert await town.matters(1) == {}
    if "幸福里小区" in labels(question):
        await town.press("赵敏", question, "幸福里小区")
    assert await town.matters(2) == {1: "submitted"}


async def test_asked_for_the_words(town: Town) -> None:
    """/propose alone asks for the words; the reply to that question is the proposal."""
    town.world.has_ephemeral_messages = False  # all read it
    question = await town.ask("赵敏", "/propose")
    assert "取消" in labels(question)
    await town.say("赵敏", "今天天气真好")  # no reply: ordinary talk
    assert await town.matters() == {}
    await town.say("孙大爷", "我来答", to=question)  # not asked
    assert await town.matters() == {}
    await town.say("赵敏", "路灯坏了", to=question)
    assert "路灯坏了" in town.card(1).text
    await town.say("赵敏", "又说了一遍", to=question)  # answered already
    assert await town.matters() == {1: "submitted"}


async def test_asked_in_private(town: Town) -> None:
    """In private the next words are the answer, with a reply or without."""
    await town.say("赵敏", "/mine")
    await town.whisper("赵敏", "/propose")
    shown = await town.whisper("赵敏", "路灯坏了")
    assert town.cards(1) == []
    await town.press("赵敏", shown, "提成议题")
    assert "路灯坏了" in town.card(1).text


async def test_asked_and_answered_with_a_photo(town: Town) -> None:
    """The answer to the question may be a picture with words."""
    question = await town.ask("赵敏", "/propose")
    await town.photo("赵敏", "井盖没有了", to=question)
    assert "井盖没有了" in town.card(1).text
    assert "1" in town.card(1).text.split("📎")[1]


async def test_too_long_and_too_short(town: Town) -> None:
    """Too much or too little is answered in one friendly line, and nothing is kept."""
    answer = await town.ask("赵敏", "/propose " + "长" * 2001)
    assert "2000" in answer.text
    assert "\n" not in answer.text
    answer = await town.ask("赵敏", "/propose 啊")
    assert "太短" in answer.text
    assert await town.matters() == {}
    await town.say("赵敏", "/propose " + "长" * 2000)
    assert await town.matters() == {1: "submitted"}


async def test_edit_in_time(town: Town) -> None:
    """The author's edit within ten minutes changes the proposal, in the same card."""
    said = await town.say("赵敏", "/propose 路灯坏了")
    town.move(timedelta(minutes=9))
    await town.edit("赵敏", said, "/propose 路灯坏了三天")
    assert "路灯坏了三天" in town.card(1).text
    assert len(town.cards(1)) == 1
    assert await town.matters() == {1: "submitted"}


async def test_edit_too_late(town: Town) -> None:
    """After ten minutes the words stay as the neighbours read them."""
    said = await town.say("赵敏", "#议事 路灯坏了")
    town.move(timedelta(minutes=11))
    await town.edit("赵敏", said, "#议事 请大家选我")
    assert "请大家选我" not in town.card(1).text


async def test_edit_that_was_read_late(town: Town) -> None:
    """An edit after ten minutes is too late also when the bot reads both only afterwards."""
    async with town.asleep():
        said = town.world.say(town.people["赵敏"], town.group, "/propose 路灯坏了")
        town.move(timedelta(minutes=30))
        town.world.edit(town.people["赵敏"], said, "/propose 请大家选我")
    assert "路灯坏了" in town.card(1).text
    assert "请大家选我" not in town.card(1).text


async def test_edit_of_captured_words(town: Town) -> None:
    """The author's edit of words that a neighbour captured is followed too."""
    said = await town.say("孙大爷", "楼道里堆满了杂物")
    await town.say("赵敏", "/propose", to=said)
    await town.edit("孙大爷", said, "楼道里堆满了旧家具")
    assert "旧家具" in town.card(1).text


async def test_edit_of_a_caption(town: Town) -> None:
    """The caption of a photo may be corrected as well."""
    said = await town.photo("赵敏", "/propose 井盖没有了")
    await town.edit("赵敏", said, "/propose 西门的井盖没有了")
    assert "西门的井盖没有了" in town.card(1).text


async def test_edit_runs_no_command(town: Town) -> None:
    """Changing old words into a command does not run it."""
    said = await town.say("赵敏", "你好")
    before = town.heard()
    await town.edit("赵敏", said, "/propose 路灯坏了")
    assert town.since(before) == []
    assert await town.matters() == {}


async def test_edit_to_nothing(town: Town) -> None:
    """An edit that leaves nothing, or too much, is refused in a line; the proposal stays."""
    said = await town.say("赵敏", "/propose 路灯坏了")
    await town.edit("赵敏", said, "/propose")
    await town.edit("赵敏", said, "/propose " + "长" * 3000)
    assert "路灯坏了" in town.card(1).text


async def test_similar_supported_instead(town: Town) -> None:
    """Who says what somebody said already is offered to support it: no second matter."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    offer = await town.ask("孙大爷", "/propose 3号楼门口路灯坏了")
    assert {"附议 #1", "仍然提交"} <= set(labels(offer))
    await town.press("孙大爷", offer, "附议 #1")
    assert await town.supporters(1) == 1
    assert await town.matters() == {1: "submitted"}
    assert labels(offer) == []


async def test_similar_submitted_all_the_same(town: Town) -> None:
    """The author may insist, once; nobody else sees what is asked, nor may insist for them."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    offer = await town.ask("孙大爷", "/propose 3号楼门口路灯坏了")
    assert offer.receiver is town.people["孙大爷"]
    await town.forge("张伟", offer, data_of(offer, "仍然提交"))
    assert await town.matters() == {1: "submitted"}
    await town.press("孙大爷", offer, "仍然提交")
    assert await town.matters() == {1: "submitted", 2: "submitted"}
    assert "孙大爷" in town.card(2).text


async def test_similar_for_two_at_once(town: Town) -> None:
    """Two authors are asked; pressing the other's button submits neither the other's words nor one's own."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    first = await town.ask("孙大爷", "/propose 3号楼门口路灯坏了")
    second = await town.ask("张伟", "/propose 3号楼门口的路灯不亮")
    assert "仍然提交" in labels(second)
    await town.forge("张伟", first, data_of(first, "仍然提交"))
    assert await town.matters() == {1: "submitted"}
    await town.press("张伟", second, "仍然提交")
    assert "不亮" in town.card(2).text


async def test_similar_to_a_closed_one(town: Town) -> None:
    """What was taken back or turned down is not offered."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.act("赵敏", town.card(1), "撤回")
    await town.say("孙大爷", "/propose 3号楼门口路灯坏了")
    assert await town.matters() == {1: "withdrawn", 2: "submitted"}


async def test_captured_twice(town: Town) -> None:
    """Two neighbours who capture the same words do not make two matters of them unseen."""
    said = await town.say("孙大爷", "楼道里堆满了杂物")
    await town.say("赵敏", "/propose", to=said)
    await town.say("张伟", "/propose", to=said)
    assert await town.matters() == {1: "submitted"}


async def test_private_numbers(town: Town) -> None:
    """ID-card and mobile numbers are hidden wherever the bot repeats them, and the author is told."""
    before = town.heard()
    await town.say("赵敏", f"/propose 有人偷车，身份证{ID_NUMBER}，电话{PHONE}")
    everything = "\n".join(town.since(before))
    assert HIDDEN_ID in everything
    assert HIDDEN_PHONE in everything
    assert PHONE not in everything
    assert ID_NUMBER not in everything
    assert "隐" in everything  # the hint
    assert "隐" not in town.card(1).text


async def test_private_numbers_everywhere(town: Town) -> None:
    """A poll, a reason, a place, a resolution, a name and a step hide them as well."""
    before = town.heard()
    await town.say("赵敏", "/propose 电梯坏了")
    await town.say("王建国", f"/poll 打 {PHONE} 吗？\n打{PHONE}\n不打")
    await town.say("王建国", f"/convene 2026-12-03 19:30 找{PHONE} 商量{PHONE}")
    await town.act("李秀兰", town.card(1), "受理")
    await town.say("王建国", f"/resolve 1 请联系 {PHONE}")
    await town.say("王建国", f"师傅{PHONE}", to=town.question("王建国"))
    await town.say("王建国", "7天", to=town.question("王建国"))
    await town.say("李秀兰", f"/progress 1 已打 {PHONE}")
    await town.say("李秀兰", f"/done 1 已打 {PHONE}")
    await town.say("孙大爷", f"/propose 大门 {PHONE}")
    await town.act("李秀兰", town.card(2), "不受理")
    await town.say("李秀兰", f"请打 {PHONE}", to=town.question("李秀兰"))
    await town.say("王建国", "/matter 1")
    await town.say("王建国", "/matters")
    everything = "\n".join(str(message.as_json()) for message in town.heard() if message not in before)
    everything = everything.replace("reply_to_message", "\n")
    ours = "\n".join(message.text for message in town.heard() if message not in before)
    assert PHONE not in ours
    assert ours.count(HIDDEN_PHONE) > 6
    polls = [message.poll for message in town.heard() if message.poll]
    assert all(PHONE not in poll.question and PHONE not in "".join(poll.options) for poll in polls)


@pytest.mark.parametrize(
    "words",
    [
        "<b>粗</b> & <a href='x'>",
        "_斜_ *星* `码` [x](http://y)",
        "&lt;b&gt; &amp;amp;",
        '{0} {who} %s "引" \\n',
        "</b></i>",
    ],
)
async def test_markup_as_typed(town: Town, words: str) -> None:
    """What residents write is text and never markup."""
    await town.say("赵敏", f"/propose 看这个 {words}")
    assert words in town.card(1).text
    await town.say("赵敏", "/matter 1")
    assert words in town.last().text
    assert not [entity for entity in town.last().content.get("entities", []) if entity["type"] == "text_link"]


async def test_tricks_with_directions(town: Town) -> None:
    """Characters that turn or hide text are taken out, also from names."""
    town.people["坏人"] = town.world.add_user("\u202e坏\u200b人\u2066", None)
    town.world.join(town.group, town.people["坏人"])
    await town.say("坏人", "/propose \u202e路灯\u200b坏了\u2066")
    card = town.card(1)
    assert "路灯坏了" in card.text
    assert not {"\u202e", "\u200b", "\u2066"} & set(card.text)


async def test_a_group_that_hides_its_talk(town: Town) -> None:
    """Where the bot is no administrator, commands still work, and /setup says what does not."""
    async with open_town(bot="member") as small:
        answer = await small.ask("王建国", "/setup")
        assert "/setprivacy" in answer.text or "隐私" in answer.text
        await small.say("赵敏", "#议事 路灯坏了")  # Telegram does not show it to the bot
        await small.say("赵敏", "提议 路灯坏了")
        assert await small.matters() == {}
        await small.say("赵敏", "/propose 路灯坏了")
        await small.say("赵敏", "@yishi_bot #议事 垃圾没有人收")
        assert await small.matters() == {1: "submitted", 2: "submitted"}
    assert "隐私" not in (await town.ask("王建国", "/setup")).text


async def test_a_group_that_is_no_council() -> None:
    """Before /setup every wish is answered with what to do first."""
    async with open_town(council=False) as town:
        for wish in ("/propose 路灯坏了", "/matters", "/meeting", "/start", "/poll 好吗？\n好\n不好"):
            assert "/setup" in (await town.ask("赵敏", wish)).text


async def test_category(town: Town) -> None:
    """The kind of matter is guessed from its words and shown; only an officer may correct it."""
    await town.say("赵敏", "/propose 3号楼的电梯坏了")
    card = town.card(1)
    assert "公共设施" in card.text
    assert "专人" in await town.press_old("赵敏", card, "类别")
    await town.act("李秀兰", card, "类别")
    choice = town.last()
    assert {"政策部署", "群众利益", "公共设施", "环境卫生", "社会治安"} <= set(labels(choice))
    assert {"日常管理", "社会稳定", "邻里矛盾", "群众诉求", "民生保障"} <= set(labels(choice))
    assert choice.receiver is town.people["李秀兰"]
    assert "专人" in await town.forge("赵敏", choice, data_of(choice, "邻里矛盾"))
    assert "公共设施" in town.card(1).text
    await town.press("李秀兰", choice, "邻里矛盾")
    assert "邻里矛盾" in town.card(1).text


def receipt(town: Town, who: str) -> Message:
    """The receipt that somebody got for what they proposed last, in private or alone in the group."""
    told = [*town.heard(), *town.private(who)]
    return next(each for each in reversed(told) if "撤回" in labels(each) and "补照片" in labels(each))


async def test_changed_at_once(town: Town) -> None:
    """For ten minutes the author withdraws, rewrites or adds a photo; the card follows, and the record says so."""
    await town.say("赵敏", "/propose 3号楼路登坏了")
    mine = receipt(town, "赵敏")
    assert mine.receiver is town.people["赵敏"]
    await town.press("赵敏", mine, "改一改")
    await town.say("赵敏", "3号楼门口的路灯坏了", to=town.question("赵敏"))
    assert "门口的路灯坏了" in town.card(1).text
    await town.press("赵敏", mine, "补照片")
    asked = town.last()
    await town.say("赵敏", "没有照片", to=asked)
    await town.photo("赵敏", to=town.question("赵敏"))
    assert "附件 1 个" in town.card(1).text
    before = town.heard()
    assert "只有提出人" in await town.forge("张伟", mine, mine.keyboard[0][0]["callback_data"])
    await town.press("赵敏", mine, "撤回")
    assert "撤回了" in mine.text
    assert await town.matters() == {1: "withdrawn"}
    assert town.since(before) == []
    page = (await town.whisper("孙大爷", "/matter 1")).text
    assert "修改了内容" in page
    assert "撤回" in page


async def test_too_late_to_change(town: Town) -> None:
    """After ten minutes each of the buttons says that it is too late, and what can be done instead."""
    await town.whisper("赵敏", "/start")
    await town.whisper("赵敏", "提议 3号楼路登坏了")
    mine = town.last(town.people["赵敏"])
    assert labels(mine) == ["撤回", "改一改", "补照片"]
    await town.press("赵敏", mine, "改一改")
    asked = town.last(town.people["赵敏"])
    town.move(timedelta(minutes=11))
    assert "超过十分钟" in (await town.whisper("赵敏", "3号楼门口的路灯坏了", to=asked)).text
    for label in labels(mine):
        toast = await town.press("赵敏", mine, label)
        assert "超过十分钟" in toast
        assert "/withdraw 1" in toast
    assert await town.matters() == {1: "submitted"}
    assert "路登" in town.card(1).text

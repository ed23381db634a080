"""Days on which Telegram, the group or a client behaves badly."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.shared.inbox import DeadLetter
from bot.ports import Tx
from sandbox import Message
from sandbox.state import Call
from tests.stories.town import Town, another, labels, open_town

DOUBT = "（可能重复）"


def sends(town: Town, since: int = 0) -> list[Call]:
    """The calls that sent a new message."""
    return [call for call in list(town.world.calls)[since:] if call.method.startswith("send")]


async def set_aside(town: Town) -> int:
    """How many updates were set aside."""

    def read(tx: Tx) -> int:
        return tx.count(DeadLetter, "at")

    return await town.store.run(read)


async def nothing_changes(town: Town, act: Any) -> None:
    """Whatever `act` does, the bot says nothing and keeps nothing of it, and goes on afterwards."""
    before, matters = town.heard(), await town.matters()
    act()
    await town.settle()
    assert town.since(before) == []
    assert await town.matters() == matters
    await town.say("赵敏", "/propose 日子还要过")
    assert len(await town.matters()) == len(matters) + 1


async def test_too_many_requests(town: Town) -> None:
    """429 pauses the chat it is about, for as long as Telegram asks, and no other."""
    other = await another(town)
    town.world.faults.add("sendMessage", status=429, retry_after=40, chat_id=town.group.id)
    start, calls = town.now, len(town.world.calls)
    town.world.say(town.people["李秀兰"], town.group, "/ticket 20260302001 路灯坏了")
    town.world.say(town.people["周倩"], other, "/propose 大门锁不上")
    await town.settle()
    told = {call.chat_id: call.time for call in sends(town, calls) if call.status == 200}
    assert told[town.group.id] >= start.timestamp() + 40
    assert told[other.id] < start.timestamp() + 10
    assert len(town.cards(1)) == 1
    assert DOUBT not in town.card(1).text


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 502}])
async def test_server_errors(town: Town, fault: dict[str, Any]) -> None:
    """After an error that leaves it open whether a message arrived, it comes again once, marked."""
    town.world.faults.add("sendMessage", **fault)
    await town.say("李秀兰", "/ticket 20260302001 路灯坏了")
    said = [message for message in town.heard() if "路灯坏了" in message.text]
    assert len(said) == 1
    assert DOUBT in said[0].text


async def test_a_cut_line(town: Town) -> None:
    """The line breaks after a message went out: it is there twice, and the second says so; taps count on it."""
    town.world.faults.add("sendMessage", kind="cut_after")
    await town.say("李秀兰", "/ticket 20260302001 路灯坏了")
    first, second = (message for message in town.heard() if "路灯坏了" in message.text)
    assert DOUBT not in first.text
    assert DOUBT in second.text
    await town.press("孙大爷", first, "附议")
    await town.press("张伟", second, "附议")
    assert await town.supporters(1) == 2


async def test_a_line_that_was_never_there(town: Town) -> None:
    """Telegram cannot be reached for a while: everything comes once when it can."""
    town.world.faults.add("sendMessage", status=429, retry_after=5, times=5)
    for text in ("路灯坏了", "垃圾没有人收"):
        town.world.say(town.people["赵敏"], town.group, f"/propose {text}")
    await town.settle()
    assert len(town.cards(1)) == len(town.cards(2)) == 1


async def test_an_edit_in_trouble(town: Town) -> None:
    """An edit that fails in any way is done again, and nothing is marked: it does no harm."""
    await town.say("赵敏", "/propose 路灯坏了")
    for fault in ({"status": 500}, {"status": 502}, {"kind": "cut_after"}, {"kind": "cut_before"}):
        town.world.faults.add("editMessageText", **fault)
    await town.press("孙大爷", town.card(1), "附议")
    assert "附议 1 人" in town.card(1).text
    assert len([message for message in town.heard() if "路灯坏了" in message.text]) == 1
    assert not any(DOUBT in message.text for message in town.heard())


async def test_a_toast_in_trouble(town: Town) -> None:
    """A toast that gets lost does not stop the tap from counting."""
    await town.say("赵敏", "/propose 路灯坏了")
    town.world.faults.add("answerCallbackQuery", status=500)
    town.world.press(town.people["孙大爷"], town.card(1), (0, 0))
    await town.settle()
    assert await town.supporters(1) == 1


async def test_blocked_in_private(town: Town) -> None:
    """Who cannot be reached in private is told in the group instead."""
    await town.whisper("陈师傅", "/start")
    await town.say("赵敏", "/propose 路灯坏了")
    await town.act("李秀兰", town.card(1), "受理")
    town.world.faults.add("sendMessage", status=403, chat_id=town.people["陈师傅"].id)
    before = town.heard()
    await town.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：7天")
    named = [text for text in town.since(before) if "陈师傅" in text]
    assert len(named) == 2  # the news, and what could not be told in private
    before = town.heard()
    await town.travel(timedelta(days=8, hours=12))
    assert any("期限" in text and "陈师傅" in text for text in town.since(before))


async def test_blocked_by_the_person(town: Town) -> None:
    """Somebody blocks the bot and lets it in again: it never insists, and then writes once more."""
    town.world.has_ephemeral_messages = False
    await town.whisper("孙大爷", "/start")
    await town.say("赵敏", "/propose 路灯坏了")
    town.world.block(town.people["孙大爷"])
    await town.settle()
    before = town.private("孙大爷")
    await town.press("孙大爷", town.card(1), "详情")
    assert town.private("孙大爷") == before
    town.world.unblock(town.people["孙大爷"])
    await town.settle()
    town.move(timedelta(minutes=2))
    await town.press("孙大爷", town.card(1), "详情")
    assert "路灯坏了" in town.private("孙大爷")[-1].text


async def test_upgraded_to_a_supergroup() -> None:
    """The group becomes a supergroup while the bot is down and after it: council, matters and reminders go along."""
    async with open_town(kind="group") as town:
        await town.say("赵敏", "/propose 路灯坏了")
        async with town.asleep():
            town.world.say(town.people["孙大爷"], town.group, "/propose 垃圾没有人收")
            town.group = town.world.migrate(town.group)
            town.world.say(town.people["张伟"], town.group, "/propose 电梯吱吱响")
        assert await town.matters() == {1: "submitted", 2: "submitted", 3: "submitted"}
        assert "电梯吱吱响" in town.card(3).text
        shown = await town.ask("孙大爷", "/matter 1")
        assert "附议" in await town.press("孙大爷", shown, "附议")
        assert any("附议 1 人" in card.text for card in town.cards(1))
        await town.travel(datetime(2026, 3, 5, 2, tzinfo=UTC))
        assert any("3月8日" in message.text for message in town.heard())
        assert town.world.violations == []


async def test_upgraded_in_the_middle_of_a_message() -> None:
    """Telegram says so only when a message is sent to the old id: it arrives in the new group, once."""
    async with open_town(kind="group") as town:
        old = town.group
        await town.say("赵敏", "/propose 路灯坏了")
        town.world.press(town.people["孙大爷"], town.card(1), (0, 0))
        town.world.say(town.people["孙大爷"], old, "/propose 垃圾没有人收")
        town.group = town.world.migrate(old)
        await town.settle()
        assert len([message for message in town.heard() if "垃圾没有人收" in message.text]) == 1
        assert await town.supporters(1) == 1
        await town.say("王建国", "/poll 3d 好吗？\n好\n不好")
        assert town.last().poll or town.heard()[-2].poll
        assert await town.faults() == []


async def test_kicked_and_back(town: Town) -> None:
    """Removed from the group the bot keeps everything and says nothing; back again, it goes on."""
    await town.say("赵敏", "/propose 路灯坏了")
    town.world.set_bot_status(town.group, "kicked")
    await town.settle()
    before, calls = town.heard(), len(town.world.calls)
    await town.travel(datetime(2026, 3, 9, tzinfo=UTC))
    assert town.heard() == before
    assert sends(town, calls) == []
    town.world.set_bot_status(town.group, "administrator")
    await town.settle()
    assert "路灯坏了" in (await town.ask("孙大爷", "/matters")).text
    await town.travel(datetime(2026, 3, 18, 20, tzinfo=UTC))
    assert any("3月18日" in text for text in town.since(before))


async def test_renamed(town: Town) -> None:
    """The council has the name of its group."""
    town.world.rename(town.group, "幸福里小区")
    await town.settle()
    assert "幸福里小区" in (await town.ask("王建国", "/setup")).text


async def test_topics() -> None:
    """In a group with topics the council speaks in the topic in which it was set up."""
    async with open_town(council=False) as town:
        town.group = town.world.add_group(
            "有话题的小区", town.people["王建国"], [town.people["赵敏"]], bot="administrator", is_forum=True
        )
        topic = town.world.add_topic(town.group, "议事")
        town.world.say(town.people["王建国"], town.group, "/setup", topic=topic)
        town.world.say(town.people["赵敏"], town.group, "/propose 路灯坏了", topic=topic)
        await town.settle()
        assert town.card(1).thread_id == topic
        assert len(await town.matters()) == 1
        del town.group.topics[topic]
        await town.act("王建国", town.card(1), "受理")
        assert "受理" in town.last().text
        assert town.world.violations == []


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": "hello"},
        {"message": None},
        {"message": []},
        {"message": {"message_id": 1}},
        {"message": {"message_id": 1, "date": "tomorrow", "chat": {"id": "x"}}},
        {"message": {"message_id": -1, "date": 0, "chat": {"id": 0, "type": "nonsense"}, "text": "/start"}},
        {"something_new": {"id": 1}},
        {"message": {"text": "长" * 500_000}},
        {"callback_query": {"id": "1"}},
        {"callback_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "x"}, "chat_instance": "1"}},
        {"poll": {"id": 7}},
        {"poll_answer": {"poll_id": "1", "option_ids": "x"}},
        {"my_chat_member": {"chat": {}}},
        {"chat_member": {}},
        {"edited_message": {"message_id": 7, "date": 1, "chat": {"id": -1, "type": "group"}}},
        {"channel_post": {"message_id": 7, "date": 1, "chat": {"id": -1, "type": "channel"}, "text": "/propose x y"}},
        {"inline_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "x"}, "query": "", "offset": ""}},
    ],
    ids=lambda update: str(update)[:60],  # one of them would fill the report
)
async def test_poison(town: Town, update: dict[str, Any]) -> None:
    """What nobody can make sense of is set aside or left; what comes after it is heard."""
    await nothing_changes(town, lambda: town.world.queue_raw_update(update))


async def test_an_update_that_always_fails(town: Town) -> None:
    """An update that fails three times is set aside; the next in the same chat goes on."""
    broken = {"message_id": 9, "date": 1, "chat": {"id": "no number", "type": "group", "title": "x"}, "text": "/start"}
    broken["from"] = town.people["赵敏"].as_json()
    await nothing_changes(town, lambda: town.world.queue_raw_update({"message": broken}))
    assert await set_aside(town) == 1


async def test_the_same_update_twice(town: Town) -> None:
    """An update that Telegram brings again has no second effect and gets no second answer."""
    again = []
    town.world.say(town.people["赵敏"], town.group, "/propose 路灯坏了")
    again += town.world.updates.read(100)
    await town.settle()
    for place in ((0, 0), (0, 1)):
        town.world.press(town.people["孙大爷"], town.card(1), place)
        again += town.world.updates.read(100)
        await town.settle()
    assert len(again) == 3
    before = town.heard()
    for update in again:
        town.world.queue_raw_update(update)
    await town.say("张伟", "今天天气真好")
    assert town.since(before) == []
    assert await town.matters() == {1: "submitted"}
    assert await town.supporters(1) == 1


async def test_talk_of_bots(town: Town) -> None:
    """Two bots never begin to talk to each other."""
    robot = town.people["机器人"] = town.world.add_user("机器人", username="other_bot")
    town.world.join(town.group, robot)
    robot.is_bot = True
    await nothing_changes(town, lambda: town.world.say(robot, town.group, "/propose 我是机器人"))


FORGED = [
    "",
    "x",
    "1",
    ":::::",
    "1:support:1:1::",
    "1:support:1:1::AAAAAAAAAAA",
    "0:support:1:1::AAAAAAAAAAA",
    "1:accept:1:1::AAAAAAAAAAA",
    "1:forget:0:0:yes:AAAAAAAAAAA",
    "1:support:99999999999:1::AAAAAAAAAAA",
    "1:support:-1:1::AAAAAAAAAAA",
    "1:support:1:1::" + "A" * 49,
    "附议",
    "\u202e\u0000",
    "../../etc/passwd",
    "{}",
]


@pytest.mark.parametrize("data", FORGED, ids=ascii)
async def test_forged(town: Town, data: str) -> None:
    """Bytes that we never wrote get a toast and change nothing."""
    await town.say("赵敏", "/propose 路灯坏了")
    before = town.heard()
    assert await town.forge("孙大爷", town.card(1), data)
    assert town.since(before) == []
    assert await town.matters() == {1: "submitted"}
    assert await town.supporters(1) == 0


async def test_forged_from_real_ones(town: Town) -> None:
    """Any one character changed in a button's bytes makes them worthless."""
    await town.say("赵敏", "/propose 路灯坏了")
    chance = random.Random(7)
    data = town.card(1).keyboard[0][0]["callback_data"]
    for place in range(len(data)):
        other = chance.choice([char for char in "0123456789abcXYZ:-_" if char != data[place]])
        town.move(timedelta(seconds=1))
        await town.forge("孙大爷", town.card(1), data[:place] + other + data[place + 1 :])
    assert await town.supporters(1) == 0
    await town.forge("孙大爷", town.card(1), data)
    assert await town.supporters(1) == 1


async def test_a_tap_on_a_message_that_is_gone(town: Town) -> None:
    """A tap on a card that was deleted meanwhile counts, or is told why not: it is answered in any case."""
    await town.say("赵敏", "/propose 路灯坏了")
    card = town.card(1)
    town.world.delete_message(card)
    data = card.keyboard[0][0]["callback_data"]
    assert await town.forge("孙大爷", card, data)


async def test_a_tap_without_a_message(town: Town) -> None:
    """A tap that names no message, as from an inline message, is answered."""
    query = {
        "id": "12345",
        "from": town.people["孙大爷"].as_json(),
        "inline_message_id": "x",
        "chat_instance": "1",
        "data": "1:support:1:1::AAAAAAAAAAA",
    }
    town.world.queue_raw_update({"callback_query": query})
    await town.settle()
    answers = [call.params for call in town.world.calls if call.method == "answerCallbackQuery"]
    assert answers[-1]["callback_query_id"] == "12345"


async def test_a_flood_of_proposals(town: Town) -> None:
    """Sixty proposals at once: all are kept and shown, at most twenty messages a minute, one a second."""
    chance = random.Random(3)
    texts = ["".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(12)) for _ in range(60)]
    start = town.now
    for place, text in enumerate(texts):
        town.world.say(town.people[("赵敏", "孙大爷", "张伟")[place % 3]], town.group, f"/propose {text}")
    await town.settle()
    assert len(await town.matters()) == 60
    for number, text in enumerate(texts, 1):
        assert text in town.card(number).text
        assert len(town.cards(number)) == 1
    assert town.world.limits.most_per_minute(town.group.id) <= 20
    assert town.world.limits.most_per_second(town.group.id) <= 1
    assert not [call for call in town.world.calls if call.status == 429]
    assert town.now - start >= timedelta(minutes=2)


async def test_a_flood_of_taps_by_one(town: Town) -> None:
    """Who taps hundreds of times is told to slow down; the others are heard as ever."""
    await town.say("赵敏", "/propose 路灯坏了")
    presses = [town.world.press(town.people["孙大爷"], town.card(1), (0, 0)) for _ in range(300)]
    await town.settle()
    toasts = Counter(press.text for press in presses)
    assert any("慢" in (text or "") or "快" in (text or "") for text in toasts)
    assert "附议" in await town.press("张伟", town.card(1), "附议")
    assert await town.supporters(1) in {1, 2}


async def test_faults_of_everything(town: Town) -> None:
    """A bad hour in which any call may fail: afterwards every matter is there once, and nothing is lost."""
    chance = random.Random(11)
    kinds: list[dict[str, Any]] = [
        {"status": 500},
        {"status": 502},
        {"status": 429, "retry_after": 3},
        {"kind": "cut_before"},
        {"kind": "cut_after"},
    ]
    texts = ["".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(12)) for _ in range(12)]
    for text in texts:
        town.world.faults.add(chance.choice(["*", "sendMessage", "getUpdates"]), **chance.choice(kinds))
        town.world.say(town.people["赵敏"], town.group, f"/propose {text}")
        await town.settle()
    assert sorted(await town.matters()) == list(range(1, 13))
    for number, text in enumerate(texts, 1):
        said = [message for message in town.heard() if text in message.text]
        plain = [message for message in said if DOUBT not in message.text]
        assert said, number
        assert len(plain) <= 1


async def test_long_texts_everywhere(town: Town) -> None:
    """The longest texts that are taken can be shown in every view."""
    long = "长😀" * 666
    await town.say("赵敏", f"/propose {long}")
    await town.act("李秀兰", town.card(1), "受理")
    await town.say("王建国", "/resolve 1 " + "决" * 990)
    await town.say("王建国", "刘" * 60, to=town.question("王建国"))
    await town.say("王建国", "7天", to=town.question("王建国"))
    for _ in range(6):
        await town.say("李秀兰", "/progress 1 " + "进" * 990)
    await town.photo("李秀兰", "/done 1 " + "完" * 900)
    for wish in ("/matter 1", "/matters", "/mine", "/stats"):
        before = town.heard()
        await town.say("赵敏", wish)
        assert town.since(before), wish
    refused = [call.description for call in town.world.calls if call.status == 400]
    assert not [words for words in refused if "not modified" not in words]


async def test_names_like_novels(town: Town) -> None:
    """A person with the longest of names, or none to speak of, is shown everywhere."""
    for name in ("名" * 64, "<b>&", "\u200b", "👨‍👩‍👧‍👦" * 8):
        town.people[name] = town.world.add_user(name, "姓" * 64)
        town.world.join(town.group, town.people[name])
        await town.say(name, f"/propose {name[:4]}的建议：{random.Random(name).random()}")
        offered = town.last()
        if "仍然提交" in labels(offered):
            await town.press(name, offered, "仍然提交")
    assert len(await town.matters()) == 4
    assert "</b>" not in (await town.ask("赵敏", "/matters")).text


def replied(message: Message) -> Message | None:
    """What a message of the bot answers."""
    return message.reply_to


async def test_answers_are_replies(town: Town) -> None:
    """Every answer in the group is seen by who asked alone, or is a reply to them: nobody wonders whom it is for."""
    for wish in ("/matters", "/mine", "/meeting", "/members", "/stats", "/propose", "/matter 9"):
        said = await town.say("赵敏", wish)
        answer = town.last()
        assert replied(answer) is said or answer.receiver is town.people["赵敏"]


async def test_three_days_down(town: Town) -> None:
    """Down over a meeting, two deadlines and a publication's end: each is told once, in order, and nothing absurd."""
    await town.say("王建国", "/ladder 2 社区：社区王主任")
    for number, text in enumerate(("路灯坏了", "电梯吱吱响", "垃圾没有人收"), 1):
        await town.say("赵敏", f"/propose {text}")
        await town.act("李秀兰", town.card(number), "受理")
    await town.say("王建国", "/resolve 3 每天收两次")
    await town.say("李秀兰", "/publish 3 7")  # until 9 March
    await town.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：3月8日")
    await town.say("陈师傅", "/ack 1")
    await town.travel(datetime(2026, 3, 6, 2, tzinfo=UTC))  # a Friday
    await town.say("王建国", "/resolve 2 请人修，承办：陈师傅，期限：3月20日")
    await town.travel(datetime(2026, 3, 8, 6, tzinfo=UTC))
    before = town.heard()
    async with town.asleep():
        town.move(datetime(2026, 3, 11, 6, tzinfo=UTC))  # a Wednesday, 14:00 in Shanghai
    await town.wake(town.now)
    missed, promised, untaken, published = town.since(before)
    assert "没有赶上" in missed
    assert "3月8日" in missed
    for told, number in ((promised, 1), (untaken, 2)):
        assert f"#{number}" in told
        assert "宽限一个工作日，到3月12日 周四" in told
    assert "办理的期限" in promised
    assert "签收的时间" in untaken  # its own day is later
    assert "#3" in published
    assert "公示到3月9日 周一就满期了" in published
    assert await town.matters() == {1: "in_progress", 2: "dispatched", 3: "resolved"}
    assert "3月12日" in town.card(1).text
    before = town.heard()
    async with town.asleep():
        town.move(timedelta(hours=2))
    await town.wake(town.now)
    assert town.since(before) == []
    await town.travel(datetime(2026, 3, 13, 2, tzinfo=UTC))
    assert len([text for text in town.since(before) if "来办" in text]) == 2
    assert await town.faults() == []

"""A reply that concerns its asker alone is shown to them, or goes the next way down, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from telegram import Update

from handlers.telegram.incoming import TelegramIncoming
from sandbox.model import ADMINISTRATOR, MEMBER, Message
from tests.stories.town import Town, labels, open_town, story_fixture

LAMP = "3号楼门口的路灯坏了"


async def proposed_lamp(town: Town) -> None:
    await town.say("赵敏", f"/propose {LAMP}")


proposed = story_fixture(proposed_lamp)


@pytest.fixture
async def plain() -> AsyncIterator[Town]:
    """A council in whose group the bot is a mere member, with a matter and the menu of commands."""
    async with open_town(bot=MEMBER, after=(proposed_lamp,)) as town:
        town.world.privacy_mode = False
        yield town
        assert town.world.violations == []
        assert await town.faults() == []


def public(town: Town) -> list[Message]:
    """What the bot has said before everybody."""
    return [said for said in town.heard() if said.receiver is None]


def alone(town: Town, who: str) -> list[Message]:
    """What the bot has shown in the group to one person alone, but for the receipt of what they proposed."""
    return [said for said in town.alone(who) if "补照片" not in labels(said)]


def calls(town: Town, method: str) -> list[Any]:
    return [call for call in town.world.calls if call.method == method]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("议题", "#1"),
        ("/mine", "#1"),
        ("/help", "小助手"),
        ("/matter 1", "经过"),
        ("/members", "王建国"),
        ("/stats", "议题"),
        ("/accept 1", "只有议事长和专人能受理"),
        ("/propse@yishi_bot", "没有 /propse"),
    ],
)
async def test_what_concerns_the_asker_is_shown_to_them_alone(proposed: Town, words: str, shown: str) -> None:
    """Lists, details, help and refusals asked for in the group are seen by the asker, and the group stays as it was."""
    before = len(public(proposed))
    await proposed.say("赵敏", words)
    assert [shown in said.text for said in alone(proposed, "赵敏")] == [True]
    assert len(public(proposed)) == before
    assert proposed.private("赵敏") == []


async def test_a_press_opens_the_way_for_a_mere_member(plain: Town) -> None:
    """A bot that does not administer the group shows the details to the one who pressed, and to nobody else."""
    before = len(public(plain))
    assert await plain.press("孙大爷", plain.card(1), "详情") == ""
    assert [LAMP in said.text for said in alone(plain, "孙大爷")] == [True]
    assert len(public(plain)) == before
    assert not plain.world.sees(plain.people["张伟"], alone(plain, "孙大爷")[0])


async def test_an_ephemeral_command_opens_it_as_well(plain: Town) -> None:
    """The commands of the menu that show something are seen by the bot alone, and answered in kind."""
    said = await plain.say("赵敏", "/mine")
    assert not plain.world.sees(plain.people["张伟"], said)
    assert ["#1" in shown.text for shown in alone(plain, "赵敏")] == [True]


async def test_typed_words_go_to_the_private_chat_of_a_mere_member(plain: Town) -> None:
    """Words that all have read cannot be answered alone: the answer is in the private chat, or one line says so."""
    before = public(plain)
    await plain.say("赵敏", "议题")
    (line,) = public(plain)[len(before) :]
    assert "私聊" in line.text
    assert labels(line) == ["💬 打开私聊"]
    assert line.keyboard[0][0]["url"] == "https://t.me/yishi_bot?start=c-1"
    await plain.whisper("赵敏", "/start c-1")
    await plain.say("赵敏", "议题")
    assert len(public(plain)) == len(before) + 1
    assert LAMP in plain.private("赵敏")[-1].text
    assert alone(plain, "赵敏") == []


async def test_a_refusal_stays_one_line_in_the_group_of_a_mere_member(plain: Town) -> None:
    """A refusal that cannot be shown to its person alone is read in the group, as it always was."""
    before = public(plain)
    said = await plain.say("赵敏", "受理 1")
    (line,) = public(plain)[len(before) :]
    assert "只有议事长和专人能受理" in line.text
    assert line.reply_to is said


async def test_a_list_turns_its_pages_for_one(proposed: Town) -> None:
    """The buttons of a private reply change it in place, by the methods for it, after a restart as well."""
    for thing in ("电梯", "垃圾", "大门", "井盖", "围墙", "车棚", "凉亭", "水管", "屋顶", "消防栓", "健身器材"):
        await proposed.say("孙大爷", f"/propose {thing * 3}")
    await proposed.say("赵敏", "议题")
    (shown,) = alone(proposed, "赵敏")
    first = shown.text
    before = len(public(proposed))
    async with proposed.asleep():
        pass
    await proposed.press("赵敏", shown, "下一页 ▶")
    assert shown.text != first
    assert LAMP in shown.text
    assert len(public(proposed)) == before
    assert len(alone(proposed, "赵敏")) == 1
    assert [call.status for call in calls(proposed, "editEphemeralMessageText")] == [200]


async def test_a_vanished_list_is_shown_anew(proposed: Town) -> None:
    """Where a private reply has vanished, its button shows what it asked for in a new one."""
    await proposed.say("赵敏", "/help")
    shown = alone(proposed, "赵敏")[-1]
    proposed.world.faults.add(
        "editEphemeralMessageText", status=400, description="Bad Request: message to edit not found"
    )
    await proposed.press("赵敏", shown, "⚙️ 更多")
    assert len(alone(proposed, "赵敏")) == 2
    assert "议事长" in alone(proposed, "赵敏")[-1].text


async def test_an_older_server_shows_it_once(proposed: Town) -> None:
    """A server that shows everybody a private reply is found out by its answer: it is deleted, and none follows."""
    proposed.world.has_ephemeral_messages = False
    before = public(proposed)
    await proposed.whisper("孙大爷", "/start c-1")
    await proposed.press("孙大爷", proposed.card(1), "详情")
    assert public(proposed) == before
    assert len(calls(proposed, "deleteMessage")) == 1
    assert LAMP in proposed.private("孙大爷")[-1].text
    assert private_calls(proposed) == 1
    assert "私聊" in await proposed.press("孙大爷", proposed.card(1), "详情")
    assert private_calls(proposed) == 1
    await proposed.say("孙大爷", "议题")
    assert public(proposed) == before
    assert len(proposed.private("孙大爷")) == 4


async def test_a_press_opens_the_private_chat_where_nothing_else_is_left(proposed: Town) -> None:
    """Who has no private chat is led there by the press itself, to the matter; the group reads nothing."""
    proposed.world.has_ephemeral_messages = False
    before = public(proposed)
    press = proposed.world.press(proposed.people["孙大爷"], proposed.card(1), "详情")
    assert (await press.answered())["url"] == "https://t.me/yishi_bot?start=c-1-m-1"
    await proposed.settle()
    assert public(proposed) == before
    await proposed.whisper("孙大爷", "/start c-1-m-1")
    assert "经过" in proposed.private("孙大爷")[-1].text


@pytest.mark.parametrize("kind", ["status", "cut_before"])
async def test_a_call_that_fails_takes_the_next_way_once(proposed: Town, kind: Any) -> None:
    """A call that Telegram refuses leads to the private chat; one whose fate nobody knows is not sent a second time."""
    await proposed.whisper("孙大爷", "/start c-1")
    told = len(proposed.private("孙大爷"))
    proposed.world.faults.add("sendMessage", kind=kind, status=400, description="Bad Request: USER_NOT_PARTICIPANT")
    await proposed.press("孙大爷", proposed.card(1), "详情")
    assert len(alone(proposed, "孙大爷")) == 0
    assert len(proposed.private("孙大爷")) == told + (kind == "status")


def private_calls(town: Town) -> int:
    """How many messages the bot has tried to show to one person alone, but for receipts of what was proposed."""
    tried = [call.params for call in town.world.calls if "ephemeral_message_parameters" in call.params]
    return len([params for params in tried if "补照片" not in str(params)])


@pytest.mark.parametrize(("waited", "tried"), [(14, 1), (15, 0)])
async def test_fifteen_seconds_count_from_the_arrival(proposed: Town, waited: int, tried: int) -> None:
    """A press that has waited for its turn for 15 seconds is answered by the next way down, without a call in vain."""
    await proposed.whisper("孙大爷", "/start c-1")
    before, card, person = len(proposed.private("孙大爷")), proposed.card(1), proposed.people["孙大爷"]
    data = next(button["callback_data"] for row in card.keyboard for button in row if button["text"] == "详情")
    query = {"id": "77", "from": person.as_json(), "message": card.as_json(), "chat_instance": "1", "data": data}
    bot, arrived = proposed.app.bot, proposed.now - timedelta(seconds=waited)
    update = Update.de_json({"update_id": 800_000_000, "callback_query": query}, bot)
    incoming = TelegramIncoming.receive(update, bot, proposed.store, proposed.now, arrived=arrived)
    await proposed.handle()(replace(incoming, press=""))  # no press that Telegram knows: the bot is an administrator
    await proposed.settle()
    assert private_calls(proposed) == tried
    assert len(proposed.private("孙大爷")) == before + 1 - tried


async def test_a_press_from_a_time_when_the_bot_was_down(plain: Town) -> None:
    """A press that Telegram itself finds too old is answered in the private chat, once."""
    await plain.whisper("孙大爷", "/start c-1")
    before = len(plain.private("孙大爷"))
    async with plain.asleep():
        plain.world.press(plain.people["孙大爷"], plain.card(1), "详情")
        plain.move(timedelta(seconds=16))
    assert alone(plain, "孙大爷") == []
    assert len(plain.private("孙大爷")) == before + 1


async def test_who_has_left_the_group_is_shown_nothing(proposed: Town) -> None:
    """Whoever has left the group before their press is read is shown nothing there."""
    card = proposed.card(1)
    await proposed.whisper("孙大爷", "/start c-1")
    async with proposed.asleep():
        proposed.world.press(proposed.people["孙大爷"], card, "详情")
        proposed.world.leave(proposed.group, proposed.people["孙大爷"])
    assert alone(proposed, "孙大爷") == []


async def test_private_replies_delay_no_card(proposed: Town) -> None:
    """Twenty-five looks at the details within a minute are seen at once, and the next card comes without a wait."""
    for _ in range(25):
        await proposed.press("孙大爷", proposed.card(1), "详情")
    assert len(alone(proposed, "孙大爷")) == 25
    at = proposed.now
    await proposed.say("赵敏", "提议 2号楼的门禁坏了")
    assert proposed.card(2)
    assert proposed.now - at < timedelta(seconds=5)


async def test_a_bot_that_becomes_an_administrator_answers_typed_words_alone(plain: Town) -> None:
    """From the moment it administers the group, the bot answers typed words to their writer alone."""
    plain.world.set_bot_status(plain.group, ADMINISTRATOR, by=plain.people["王建国"])
    await plain.settle()
    await plain.say("赵敏", "议题")
    assert [LAMP in said.text for said in alone(plain, "赵敏")] == [True]


async def test_the_page_offers_its_reader_what_they_may_do(proposed: Town) -> None:
    """Whoever looks at the details is offered their own acts and nothing else, and does them there."""
    for who, own in (("孙大爷", ["附议"]), ("李秀兰", ["附议", "受理", "不受理", "并案", "类别"])):
        await proposed.press(who, proposed.card(1), "详情")
        shown = labels(alone(proposed, who)[-1])
        assert [label for label in shown if label in {"附议", "受理", "不受理", "并案", "类别", "撤回", "详情"}] == own
    await proposed.press("李秀兰", alone(proposed, "李秀兰")[-1], "受理")
    assert await proposed.matters() == {1: "accepted"}


async def test_the_meeting_with_my_own_answer(proposed: Town) -> None:
    """/meeting shows each reader their own buttons, with ✓ on what they answered; the group's card counts it."""
    await proposed.say("王建国", "/convene 3月7日 19:30 凉亭 商量停车")
    group = proposed.meeting_card()
    mine = await proposed.ask("赵敏", "/meeting")
    assert labels(mine) == ["参加", "请假"]
    assert {"参加", "请假", "取消会议", "改期"} == set(labels(await proposed.ask("王建国", "/meeting")))
    await proposed.press("赵敏", mine, "请假")
    assert labels(mine) == ["参加", "✓ 请假", "不来了"]
    assert "请假 1 人：赵敏" in group.text
    async with proposed.asleep():
        pass
    await proposed.press("赵敏", mine, "参加")
    assert labels(mine) == ["✓ 参加", "请假", "不来了"]
    assert labels(await proposed.ask("赵敏", "/meeting")) == labels(mine)
    await proposed.press("赵敏", mine, "不来了")
    assert labels(mine) == ["参加", "请假"]
    assert "还没有人报名" in group.text


async def test_a_joining_code_is_shown_to_the_head_alone(proposed: Town) -> None:
    """The code of /parent is read by the head alone, and ending a relation to a parent is asked twice there too."""
    before = public(proposed)
    await proposed.say("王建国", "/parent")
    await proposed.press("王建国", alone(proposed, "王建国")[-1], "社区")
    assert "加入码" in alone(proposed, "王建国")[-1].text
    assert public(proposed) == before


async def test_a_number_that_is_used_again(proposed: Town) -> None:
    """A private reply under the number of one that was removed is its own: buttons show what belongs to it."""
    list_ = await proposed.ask("赵敏", "/matters")
    proposed.world.delete_message(list_)
    code = await proposed.ask("赵敏", "/nonsense@yishi_bot")
    assert code.message_id == list_.message_id
    await proposed.press("赵敏", code, "❓ 怎么用")
    assert "没有 /nonsense" in code.text
    assert "小助手" in alone(proposed, "赵敏")[-1].text


async def test_two_devices(proposed: Town) -> None:
    """The same private reply pressed on two devices within a second counts once, and both are answered."""
    shown = await proposed.ask("孙大爷", "/matter 1")
    presses = [proposed.world.press(proposed.people["孙大爷"], shown, "附议") for _ in range(2)]
    texts = {(await press.answered(5))["text"] for press in presses}
    await proposed.settle()
    assert len(texts) == 1
    assert await proposed.supporters(1) == 1


async def test_cancelling_while_the_answer_is_under_way(proposed: Town) -> None:
    """A guess that is cancelled before its preview went out leaves nothing that can be pressed."""
    proposed.world.say(proposed.people["孙大爷"], proposed.group, "@yishi_bot 电梯坏了")
    proposed.world.say(proposed.people["孙大爷"], proposed.group, "@yishi_bot 算了")
    await proposed.settle()
    for shown in alone(proposed, "孙大爷"):
        assert shown.is_deleted or labels(shown) == []
    assert await proposed.matters() == {1: "submitted"}

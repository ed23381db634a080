"""Messages that one member of a group sees alone (Bot API 10.2 and 10.3)."""

from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, EndPointNotFound

from sandbox import Message
from sandbox.model import ADMINISTRATOR, Press
from tests.sandbox.box import Box

KEYBOARD = {"inline_keyboard": [[{"text": "下一页", "callback_data": "next"}]]}

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")


@pytest.fixture
async def press(box: Box) -> Press:
    """李强 has pressed a button in the group, in which the bot is a mere member."""
    await box.bot.do_api_request("sendMessage", {"chat_id": box.group.id, "text": "议题 #12", "reply_markup": KEYBOARD})
    pressed = box.world.press(box.li, box.world.last_message(box.group), "下一页")
    await box.drain()
    return pressed


async def show(box: Box, to: int, press: Press | None = None, **more: Any) -> Any:
    """The bot shows a message to one person."""
    asked: dict[str, Any] = {"receiver_user_id": to} | ({"callback_query_id": press.id} if press else {})
    asked |= more.pop("asked", {})
    call = {"chat_id": box.group.id, "text": "您的", "ephemeral_message_parameters": asked}
    return await box.bot.do_api_request("sendMessage", call | more)


def administer(box: Box) -> None:
    box.world.set_bot_status(box.group, ADMINISTRATOR, by=box.wang)


async def test_a_press_opens_the_way_for_fifteen_seconds(box: Box, press: Press) -> None:
    """Within 15 seconds of a press its person can be shown a message, which has a number of its own and no other."""
    box.world.clock.advance(timedelta(seconds=15))
    shown = await show(box, box.li.id, press)
    assert (shown["message_id"], shown["ephemeral_message_id"], shown["receiver_user"]["id"]) == (0, 1, box.li.id)
    message = box.world.last_message(box.group)
    assert box.world.sees(box.li, message)
    assert not box.world.sees(box.wang, message)
    box.world.clock.advance(timedelta(seconds=1))
    with pytest.raises(BadRequest, match="Query_id_invalid"):
        await show(box, box.li.id, press)


async def test_a_press_opens_the_way_to_nobody_else(box: Box, press: Press) -> None:
    """Another's press is none; without one a mere member may show nothing; whoever is away or a bot gets nothing."""
    with pytest.raises(BadRequest, match="Query_id_invalid"):
        await show(box, box.wang.id, press)
    with pytest.raises(BadRequest, match="Bot_not_admin"):
        await show(box, box.li.id)
    administer(box)
    assert (await show(box, box.wang.id))["ephemeral_message_id"] == 1
    for away in (box.zhao.id, box.world.bot.id, 4711):
        with pytest.raises(BadRequest, match="User_"):
            await show(box, away)


async def test_a_private_chat_has_no_such_messages(box: Box) -> None:
    """In a private chat they are refused as if the bot were no administrator."""
    box.world.say(box.li, box.li, "/start")
    with pytest.raises(BadRequest, match="Bot_not_admin"):
        await show(box, box.li.id, chat_id=box.li.id)


@pytest.fixture
async def shown(box: Box) -> Message:
    """A message that 李强 alone sees, by a bot that administers the group."""
    administer(box)
    await show(box, box.li.id, reply_markup=KEYBOARD)
    await box.drain()
    return box.world.last_message(box.group)


async def test_it_has_methods_of_its_own(box: Box, shown: Message) -> None:
    """It is edited and deleted by its own methods, for its receiver alone, and never by the ordinary ones."""
    mine = {"chat_id": box.group.id, "receiver_user_id": box.li.id, "ephemeral_message_id": 1}
    assert await box.bot.do_api_request("editEphemeralMessageText", mine | {"text": "第二页", "reply_markup": KEYBOARD})
    assert shown.text == "第二页"
    assert await box.bot.do_api_request("editEphemeralMessageReplyMarkup", mine)
    assert shown.keyboard == []
    for call in (mine | {"receiver_user_id": box.wang.id}, mine | {"ephemeral_message_id": 2}):
        with pytest.raises(BadRequest):
            await box.bot.do_api_request("editEphemeralMessageText", call | {"text": "别人的"})
    for number in (0, -1):
        with pytest.raises(BadRequest, match="not found"):
            await box.bot.edit_message_text("普通的", box.group.id, number)
        with pytest.raises(BadRequest, match="not found"):
            await box.bot.delete_message(box.group.id, number)
    assert await box.bot.do_api_request("deleteEphemeralMessage", mine)
    assert shown.is_deleted
    assert (await show(box, box.li.id))["ephemeral_message_id"] == 1  # the number is given again


async def test_its_buttons_bring_its_number(box: Box, shown: Message) -> None:
    """A press on it arrives with its number and its receiver, and nobody else can press."""
    with pytest.raises(ValueError, match="does not see"):
        box.world.press(box.wang, shown, "下一页")
    press = box.world.press(box.li, shown, "下一页")
    (update,) = await box.updates()
    assert update.callback_query is not None
    message = update.callback_query.message
    assert message is not None
    assert message.message_id == 0
    assert message.api_kwargs["ephemeral_message_id"] == 1
    with pytest.raises(BadRequest, match="must be edited"):
        await show(box, box.li.id, press, asked={"replace_callback_query_message": True})


async def test_a_photo_has_its_caption_and_picture_changed(box: Box) -> None:
    """A photo for one person: caption and picture are changed by the methods for them."""
    administer(box)
    photo = box.world.send_photo(box.li, box.group).content["photo"][-1]["file_id"]
    call = {"chat_id": box.group.id, "photo": photo, "caption": "灯"}
    await box.bot.do_api_request("sendPhoto", call | {"ephemeral_message_parameters": {"receiver_user_id": box.li.id}})
    mine = {"chat_id": box.group.id, "receiver_user_id": box.li.id, "ephemeral_message_id": 1}
    await box.bot.do_api_request("editEphemeralMessageCaption", mine | {"caption": "换好的灯"})
    assert box.world.last_message(box.group).text == "换好的灯"
    media = {"type": "photo", "media": photo, "caption": "新灯"}
    await box.bot.do_api_request("editEphemeralMessageMedia", mine | {"media": media})
    assert box.world.last_message(box.group).text == "新灯"


async def test_what_cannot_be_shown_to_one(box: Box) -> None:
    """Polls, live locations and buttons that log in are refused."""
    administer(box)
    one = {"chat_id": box.group.id, "ephemeral_message_parameters": {"receiver_user_id": box.li.id}}
    poll = {"question": "装路灯吗？", "options": [{"text": "装"}, {"text": "不装"}]}
    place = {"latitude": 31.2, "longitude": 121.5, "live_period": 60}
    login = {"inline_keyboard": [[{"text": "登录", "login_url": {"url": "https://example.org"}}]]}
    for method, call in (
        ("sendPoll", poll),
        ("sendLocation", place),
        ("sendMessage", {"text": "a", "reply_markup": login}),
    ):
        with pytest.raises(BadRequest):
            await box.bot.do_api_request(method, one | call)
    assert box.world.bot_messages(box.group) == []


async def test_an_ephemeral_command(box: Box) -> None:
    """An ephemeral command is seen by the bot alone; for 15 seconds a bot that is a mere member can answer it so."""
    commands = [{"command": "mine", "description": "我的", "is_ephemeral": True}]
    scope = {"type": "all_group_chats"}
    await box.bot.do_api_request("setMyCommands", {"commands": commands, "scope": scope})
    await box.drain()
    said = box.world.say(box.li, box.group, "/mine")
    assert not box.world.sees(box.wang, said)
    (update,) = await box.updates()
    assert update.message is not None
    assert (update.message.message_id, update.message.api_kwargs["ephemeral_message_id"]) == (0, 1)
    answer: dict[str, Any] = {"reply_parameters": {"ephemeral_message_id": 1}}
    assert (await show(box, box.li.id, **answer))["ephemeral_message_id"] == 2
    with pytest.raises(BadRequest, match="not found"):
        await box.bot.do_api_request("sendMessage", {"chat_id": box.group.id, "text": "公开"} | answer)
    box.world.clock.advance(timedelta(seconds=16))
    with pytest.raises(BadRequest, match="too old"):
        await show(box, box.li.id, **answer)


async def test_an_older_server_shows_it_to_everybody(box: Box, press: Press) -> None:
    """A server from before reads over the parameter, and knows none of the methods."""
    box.world.has_ephemeral_messages = False
    shown = await show(box, box.li.id, press)
    assert shown["message_id"] > 0
    assert "ephemeral_message_id" not in shown
    assert box.world.sees(box.wang, box.world.last_message(box.group))
    mine = {"chat_id": box.group.id, "receiver_user_id": box.li.id, "ephemeral_message_id": 1}
    with pytest.raises(EndPointNotFound):
        await box.bot.do_api_request("deleteEphemeralMessage", mine)


async def test_it_does_not_count_among_the_messages_of_the_group(box: Box) -> None:
    """Thirty a second for all chats holds for it as well, twenty a minute in a group does not."""
    administer(box)
    for _ in range(30):
        await show(box, box.li.id)
    assert box.world.limits.most_per_minute(box.group.id) == 0
    with pytest.raises(Exception, match="Flood control"):
        await show(box, box.li.id)

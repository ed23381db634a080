"""getUpdates: what the bot is told, and how it takes it."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Update
from telegram.error import Conflict

from tests.sandbox.box import Box, browser


def texts(updates: list[Update]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_an_offset_confirms_what_came_before(box: Box) -> None:
    """Updates come again until a higher offset confirms them."""
    await box.drain()
    for word in ("/a", "/b", "/c"):
        box.world.say(box.wang, box.wang, word)
    first, second, _third = await box.updates()
    assert second.update_id == first.update_id + 1
    assert len(await box.updates()) == 3
    assert texts(await box.updates(offset=second.update_id)) == ["/b", "/c"]
    assert texts(await box.updates(limit=1)) == ["/b"]
    assert texts(await box.updates(offset=-1)) == ["/c"]
    assert texts(await box.updates()) == ["/c"]


async def test_a_waiting_call_wakes_at_once(box: Box) -> None:
    """A long poll ends with the first update and not before."""
    await box.drain()
    waiting = asyncio.create_task(box.updates(timeout=5))
    await box.world.wait_for(lambda: box.server.is_polled)
    assert not waiting.done()
    box.world.say(box.wang, box.wang, "/start")
    assert texts(await asyncio.wait_for(waiting, 1)) == ["/start"]


async def test_a_second_caller_ends_the_first(box: Box) -> None:
    """Of two open calls the older one is told of the conflict."""
    await box.drain()
    older = asyncio.create_task(box.updates(timeout=5))
    await box.world.wait_for(lambda: box.server.is_polled)
    newer = asyncio.create_task(box.updates(timeout=5))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot instance"):
        await older
    box.world.say(box.wang, box.wang, "/start")
    assert len(await newer) == 1


async def test_updates_are_kept_for_a_day(box: Box) -> None:
    """After 24 hours an update that nobody fetched is gone."""
    await box.drain()
    box.world.say(box.wang, box.wang, "早")
    box.world.clock.advance(timedelta(hours=23))
    box.world.say(box.wang, box.wang, "晚")
    assert texts(await box.updates()) == ["早", "晚"]
    box.world.clock.advance(timedelta(hours=2))
    assert texts(await box.updates()) == ["晚"]


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("今天天气好", False),
        ("#议事 修灯", False),
        ("/propose 修灯", True),
        ("/propose@yishi_bot 修灯", True),
        ("/propose@Yishi_Bot 修灯", True),
        ("/propose@other_bot 修灯", False),
        ("/propose修灯", False),
        ("你好 @yishi_bot", True),
        ("你好 @yishi_bots", False),
    ],
)
async def test_privacy_mode_hides_ordinary_talk(box: Box, text: str, is_seen: bool) -> None:  # noqa: FBT001 - a column of the table
    """With privacy on, the bot sees commands and mentions; with it off or as an administrator, everything."""
    await box.drain()
    said = box.world.say(box.li, box.group, text)
    assert texts(await box.updates()) == ([text] if is_seen else [])
    box.world.edit(box.li, said, text + " 。")
    assert len(await box.updates()) == (2 if is_seen else 0)
    await box.drain()
    box.world.privacy_mode = False
    box.world.say(box.li, box.group, text)
    box.world.privacy_mode = True
    box.world.set_bot_status(box.group, "administrator")
    box.world.say(box.li, box.group, text)
    assert texts(await box.updates(allowed_updates=["message"]))[::2] == [text, text]


async def test_privacy_mode_lets_replies_and_captions_through(box: Box) -> None:
    """A reply to the bot and a photo with a command are seen, a bare photo is not."""
    card = await box.bot.send_message(box.group.id, "卡片")
    await box.drain()
    box.world.send_photo(box.li, box.group, caption="路灯")
    box.world.send_photo(box.li, box.group, caption="/propose 路灯")
    box.world.say(box.li, box.group, "好", reply_to=box.world.chat(box.group).messages[card.message_id])
    photo, reply = (update.message for update in await box.updates())
    assert photo is not None
    assert photo.caption == "/propose 路灯"
    assert len(photo.photo) == 3
    assert reply is not None
    assert reply.reply_to_message == card


async def test_only_allowed_kinds_are_queued(box: Box) -> None:
    """chat_member comes only when it is named, and then only to an administrator; my_chat_member always."""
    await box.drain()
    box.world.set_bot_status(box.group, "administrator")
    box.world.kick(box.group, box.li)
    kinds = [update.to_dict().keys() - {"update_id"} for update in await box.updates()]
    assert kinds == [{"my_chat_member"}, {"message"}]
    await box.drain()
    await box.updates(allowed_updates=["chat_member"])
    box.world.join(box.group, box.zhao)
    (update,) = await box.updates()
    assert update.chat_member is not None
    assert (update.chat_member.old_chat_member.status, update.chat_member.new_chat_member.status) == ("left", "member")


async def test_anonymous_admins_and_channels_hide_who_they_are(box: Box) -> None:
    """Both come from Telegram's own accounts, with the chat they speak for."""
    await box.drain()
    box.world.say_as_anonymous_admin(box.group, "/setup")
    box.world.say_as_channel(box.group, "/setup")
    admin, channel = (update.message for update in await box.updates())
    assert admin is not None
    assert admin.from_user is not None
    assert admin.from_user.id == 1087968824
    assert admin.sender_chat == admin.chat
    assert channel is not None
    assert channel.from_user is not None
    assert channel.from_user.id == 136817688
    assert channel.sender_chat is not None
    assert channel.sender_chat.type == "channel"


async def test_poison_is_handed_on_as_it_is(box: Box) -> None:
    """Any JSON can stand in the queue."""
    await box.drain()
    box.world.queue_raw_update({"message": {"message_id": "not a number"}})
    async with browser() as client:
        answer = await client.get(f"{box.server.base_url}{box.world.token}/getUpdates")
    assert answer.json()["result"][0]["message"] == {"message_id": "not a number"}

"""getUpdates: what the bot is told, and how it takes it."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from telegram import Update
from telegram.error import Conflict

from tests.sandbox.town import Town


def texts(updates: list[Update]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_an_offset_confirms_what_came_before(town: Town) -> None:
    """Updates come again until a higher offset confirms them."""
    await town.drain()
    for word in ("/a", "/b", "/c"):
        town.world.say(town.wang, town.wang, word)
    first, second, _third = await town.updates()
    assert second.update_id == first.update_id + 1
    assert len(await town.updates()) == 3
    assert texts(await town.updates(offset=second.update_id)) == ["/b", "/c"]
    assert texts(await town.updates(limit=1)) == ["/b"]
    assert texts(await town.updates(offset=-1)) == ["/c"]
    assert texts(await town.updates()) == ["/c"]


async def test_a_waiting_call_wakes_at_once(town: Town) -> None:
    """A long poll ends with the first update and not before."""
    await town.drain()
    waiting = asyncio.create_task(town.updates(timeout=5))
    await town.world.wait_for(lambda: town.server.is_polled)
    assert not waiting.done()
    town.world.say(town.wang, town.wang, "/start")
    assert texts(await asyncio.wait_for(waiting, 1)) == ["/start"]


async def test_a_second_caller_ends_the_first(town: Town) -> None:
    """Of two open calls the older one is told of the conflict."""
    await town.drain()
    older = asyncio.create_task(town.updates(timeout=5))
    await town.world.wait_for(lambda: town.server.is_polled)
    newer = asyncio.create_task(town.updates(timeout=5))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot instance"):
        await older
    town.world.say(town.wang, town.wang, "/start")
    assert len(await newer) == 1


async def test_updates_are_kept_for_a_day(town: Town) -> None:
    """After 24 hours an update that nobody fetched is gone."""
    await town.drain()
    town.world.say(town.wang, town.wang, "早")
    town.world.clock.advance(timedelta(hours=23))
    town.world.say(town.wang, town.wang, "晚")
    assert texts(await town.updates()) == ["早", "晚"]
    town.world.clock.advance(timedelta(hours=2))
    assert texts(await town.updates()) == ["晚"]


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
async def test_privacy_mode_hides_ordinary_talk(town: Town, text: str, is_seen: bool) -> None:  # noqa: FBT001 - a column of the table
    """With privacy on, the bot sees commands and mentions; with it off or as an administrator, everything."""
    await town.drain()
    said = town.world.say(town.li, town.group, text)
    assert texts(await town.updates()) == ([text] if is_seen else [])
    town.world.edit(town.li, said, text + " 。")
    assert len(await town.updates()) == (2 if is_seen else 0)
    await town.drain()
    town.world.privacy_mode = False
    town.world.say(town.li, town.group, text)
    town.world.privacy_mode = True
    town.world.set_bot_status(town.group, "administrator")
    town.world.say(town.li, town.group, text)
    assert texts(await town.updates(allowed_updates=["message"]))[::2] == [text, text]


async def test_privacy_mode_lets_replies_and_captions_through(town: Town) -> None:
    """A reply to the bot and a photo with a command are seen, a bare photo is not."""
    card = await town.bot.send_message(town.group.id, "卡片")
    await town.drain()
    town.world.send_photo(town.li, town.group, caption="路灯")
    town.world.send_photo(town.li, town.group, caption="/propose 路灯")
    town.world.say(town.li, town.group, "好", reply_to=town.world.chat(town.group).messages[card.message_id])
    photo, reply = (update.message for update in await town.updates())
    assert photo is not None
    assert photo.caption == "/propose 路灯"
    assert len(photo.photo) == 3
    assert reply is not None
    assert reply.reply_to_message == card


async def test_only_allowed_kinds_are_queued(town: Town) -> None:
    """chat_member comes only when it is named, and then only to an administrator; my_chat_member always."""
    await town.drain()
    town.world.set_bot_status(town.group, "administrator")
    town.world.kick(town.group, town.li)
    kinds = [update.to_dict().keys() - {"update_id"} for update in await town.updates()]
    assert kinds == [{"my_chat_member"}, {"message"}]
    await town.drain()
    await town.updates(allowed_updates=["chat_member"])
    town.world.join(town.group, town.zhao)
    (update,) = await town.updates()
    assert update.chat_member is not None
    assert (update.chat_member.old_chat_member.status, update.chat_member.new_chat_member.status) == ("left", "member")


async def test_anonymous_admins_and_channels_hide_who_they_are(town: Town) -> None:
    """Both come from Telegram's own accounts, with the chat they speak for."""
    await town.drain()
    town.world.say_as_anonymous_admin(town.group, "/setup")
    town.world.say_as_channel(town.group, "/setup")
    admin, channel = (update.message for update in await town.updates())
    assert admin is not None
    assert admin.from_user is not None
    assert admin.from_user.id == 1087968824
    assert admin.sender_chat == admin.chat
    assert channel is not None
    assert channel.from_user is not None
    assert channel.from_user.id == 136817688
    assert channel.sender_chat is not None
    assert channel.sender_chat.type == "channel"


async def test_poison_is_handed_on_as_it_is(town: Town) -> None:
    """Any JSON can stand in the queue."""
    await town.drain()
    town.world.queue_raw_update({"message": {"message_id": "not a number"}})
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{town.server.base_url}{town.world.token}/getUpdates")
    assert answer.json()["result"][0]["message"] == {"message_id": "not a number"}

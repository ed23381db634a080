"""Faults on purpose, and the sending limits."""

import asyncio
from datetime import timedelta

import httpx
import pytest
import telegram
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from sandbox import World, create_app
from sandbox.faults import FaultKind
from tests.sandbox.town import Town


async def send(town: Town) -> telegram.Message:
    return await town.bot.send_message(town.group.id, "你好")


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, BadRequest), (403, Forbidden), (429, RetryAfter), (500, NetworkError), (502, NetworkError)],
)
async def test_a_bad_answer_comes_as_often_as_it_was_put_in(
    town: Town, status: int, error: type[telegram.error.TelegramError]
) -> None:
    """Two faults are two refusals without a message; the third call goes through."""
    town.world.faults.add("sendMessage", status=status, times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(error):
            await send(town)
    assert town.world.bot_messages(town.group) == []
    await send(town)
    assert len(town.world.bot_messages(town.group)) == 1
    assert [call.status for call in town.world.calls if call.method == "sendMessage"] == [status, status, 200]


@pytest.mark.parametrize(("kind", "messages"), [("cut_before", 0), ("cut_after", 1)])
async def test_a_cut_connection_leaves_the_bot_in_doubt(town: Town, kind: FaultKind, messages: int) -> None:
    """The client sees the same break whether or not the message was sent."""
    town.world.faults.add("sendMessage", kind=kind)
    with pytest.raises(NetworkError):
        await send(town)
    assert len(town.world.bot_messages(town.group)) == messages
    await send(town)


async def test_a_hanging_call_ends_with_the_clients_patience(town: Town) -> None:
    """No answer comes until the client gives up; nothing was sent."""
    town.world.faults.add("sendMessage", kind="hang")
    with pytest.raises(TimedOut):
        await town.bot.send_message(town.group.id, "你好", read_timeout=0.1)
    assert town.world.bot_messages(town.group) == []


async def test_a_slow_call_is_carried_out(town: Town) -> None:
    """A slow answer is an answer."""
    town.world.faults.add(kind="slow", seconds=0.01, chat_id=town.group.id)
    assert (await send(town)).text == "你好"
    assert len(town.world.faults) == 0


async def test_faults_in_one_chat_leave_the_others_alone(town: Town) -> None:
    """A fault with a chat waits for that chat."""
    other = town.world.add_group("别的", town.wang)
    town.world.faults.add(chat_id=other.id, status=403)
    await send(town)
    with pytest.raises(Forbidden):
        await town.bot.send_message(other.id, "你好")


async def test_a_wrong_token_or_method_is_refused(town: Town) -> None:
    """401 and 404, as Telegram says them."""
    async with httpx.AsyncClient() as stranger:
        answer = await stranger.get(f"{town.server.base_url}1:wrong/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    with pytest.raises(telegram.error.EndPointNotFound):
        await town.bot.do_api_request("sendPigeon")


async def test_a_group_takes_twenty_messages_a_minute(town: Town) -> None:
    """The 21st message or edit within a minute is refused with the seconds to wait, and goes through after them."""
    for _ in range(19):
        await send(town)
        town.world.clock.advance(timedelta(seconds=1))
    last = await send(town)
    with pytest.raises(RetryAfter) as refusal:
        await last.edit_text("二十一")
    assert refusal.value.retry_after == timedelta(seconds=41)
    town.world.clock.advance(timedelta(seconds=41))
    await last.edit_text("二十一")
    assert town.world.limits.most_per_minute(town.group.id) == 20
    assert town.world.limits.most_per_second(town.group.id) == 1


async def test_all_chats_together_take_thirty_a_second(town: Town) -> None:
    """The 31st message within a second is refused wherever it goes."""
    town.world.limits.group_per_minute = 100
    for _ in range(30):
        await send(town)
    town.world.say(town.wang, town.wang, "/start")
    with pytest.raises(RetryAfter):
        await town.bot.send_message(town.wang.id, "你好")
    town.world.clock.advance(timedelta(seconds=1))
    await town.bot.send_message(town.wang.id, "你好")


async def test_in_process_it_is_the_same_api() -> None:
    """Without a socket, through ASGI, calls and cuts work alike."""
    world = World()
    transport = httpx.ASGITransport(create_app(world))
    requests = [HTTPXRequest(httpx_kwargs={"transport": transport}) for _ in range(2)]
    async with telegram.Bot(
        world.token, base_url="http://box/bot", request=requests[0], get_updates_request=requests[1]
    ) as bot:
        wang = world.add_user("王")
        waiting = asyncio.create_task(bot.get_updates(timeout=5))
        world.say(wang, wang, "/start")
        (update,) = await waiting
        assert update.message is not None
        await bot.send_message(wang.id, "你好")
        world.faults.add("sendMessage", kind="cut_after")
        with pytest.raises(NetworkError):
            await bot.send_message(wang.id, "你好")
        assert len(world.bot_messages(wang)) == 2

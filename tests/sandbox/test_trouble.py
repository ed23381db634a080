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
from tests.sandbox.box import Box, browser


async def send(box: Box) -> telegram.Message:
    return await box.bot.send_message(box.group.id, "你好")


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, BadRequest), (403, Forbidden), (429, RetryAfter), (500, NetworkError), (502, NetworkError)],
)
async def test_a_bad_answer_comes_as_often_as_it_was_put_in(
    box: Box, status: int, error: type[telegram.error.TelegramError]
) -> None:
    """Two faults are two refusals without a message; the third call goes through."""
    box.world.faults.add("sendMessage", status=status, times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(error):
            await send(box)
    assert box.world.bot_messages(box.group) == []
    await send(box)
    assert len(box.world.bot_messages(box.group)) == 1
    assert [call.status for call in box.world.calls if call.method == "sendMessage"] == [status, status, 200]


@pytest.mark.parametrize(("kind", "messages"), [("cut_before", 0), ("cut_after", 1)])
async def test_a_cut_connection_leaves_the_bot_in_doubt(box: Box, kind: FaultKind, messages: int) -> None:
    """The client sees the same break whether or not the message was sent."""
    box.world.faults.add("sendMessage", kind=kind)
    with pytest.raises(NetworkError):
        await send(box)
    assert len(box.world.bot_messages(box.group)) == messages
    await send(box)


async def test_a_hanging_call_ends_with_the_clients_patience(box: Box) -> None:
    """No answer comes until the client gives up; nothing was sent."""
    box.world.faults.add("sendMessage", kind="hang")
    with pytest.raises(TimedOut):
        await box.bot.send_message(box.group.id, "你好", read_timeout=0.1)
    assert box.world.bot_messages(box.group) == []


async def test_a_slow_call_is_carried_out(box: Box) -> None:
    """A slow answer is an answer."""
    box.world.faults.add(kind="slow", seconds=0.01, chat_id=box.group.id)
    assert (await send(box)).text == "你好"
    assert len(box.world.faults) == 0


async def test_faults_in_one_chat_leave_the_others_alone(box: Box) -> None:
    """A fault with a chat waits for that chat."""
    other = box.world.add_group("别的", box.wang)
    box.world.faults.add(chat_id=other.id, status=403)
    await send(box)
    with pytest.raises(Forbidden):
        await box.bot.send_message(other.id, "你好")


async def test_a_wrong_token_or_method_is_refused(box: Box) -> None:
    """401 and 404, as Telegram says them."""
    async with browser() as stranger:
        answer = await stranger.get(f"{box.server.base_url}1:wrong/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    with pytest.raises(telegram.error.EndPointNotFound):
        await box.bot.do_api_request("sendPigeon")


async def test_a_group_takes_twenty_messages_a_minute(box: Box) -> None:
    """The 21st message or edit within a minute is refused with the seconds to wait, and goes through after them."""
    for _ in range(19):
        await send(box)
        box.world.clock.advance(timedelta(seconds=1))
    last = await send(box)
    with pytest.raises(RetryAfter) as refusal:
        await last.edit_text("二十一")
    assert refusal.value.retry_after == timedelta(seconds=41)
    box.world.clock.advance(timedelta(seconds=41))
    await last.edit_text("二十一")
    assert box.world.limits.most_per_minute(box.group.id) == 20
    assert box.world.limits.most_per_second(box.group.id) == 1


async def test_all_chats_together_take_thirty_a_second(box: Box) -> None:
    """The 31st message within a second is refused wherever it goes."""
    box.world.limits.group_per_minute = 100
    for _ in range(30):
        await send(box)
    box.world.say(box.wang, box.wang, "/start")
    with pytest.raises(RetryAfter):
        await box.bot.send_message(box.wang.id, "你好")
    box.world.clock.advance(timedelta(seconds=1))
    await box.bot.send_message(box.wang.id, "你好")


async def test_in_process_it_is_the_same_api() -> None:
    """Without a socket, through ASGI, calls and cuts work alike."""
    world = World()
    transport = httpx.ASGITransport(create_app(world))
    requests = [HTTPXRequest(httpx_kwargs={"transport": transport}) for _ in range(2)]
    async with telegram.Bot(
        world.token, base_url="http://town/bot", request=requests[0], get_updates_request=requests[1]
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

"""The other ways in and out: webhooks, people's acts over HTTP, the change feed."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import BadRequest, Conflict

from sandbox import Clock, Server, World
from tests.sandbox.box import Box, browser, open_box

ROOT = Path(__file__).parents[2]


async def test_a_webhook_gets_every_update_in_order_until_it_takes_it(box: Box) -> None:
    """A refused update is posted again before the next one, always with the secret."""
    seen: list[tuple[str | None, Any]] = []

    async def hook(request: Request) -> Response:
        seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), (await request.json())["message"]["text"]))
        return Response(status_code=503 if len(seen) == 1 else 200)

    await box.drain()
    async with Server(routes=[Route("/hook", hook, methods=["POST"])]) as listener:
        await box.bot.set_webhook(f"{listener.url}/hook", secret_token="s3cret")  # noqa: S106 - of this test only
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await box.updates()
        box.world.say(box.wang, box.wang, "/start")
        box.world.say(box.wang, box.wang, "你好")
        await box.world.wait_for(lambda: len(box.world.updates) == 0)
        assert (await box.bot.get_webhook_info()).pending_update_count == 0
        await box.bot.delete_webhook()
    assert seen == [("s3cret", "/start"), ("s3cret", "/start"), ("s3cret", "你好")]
    assert await box.updates() == []
    with pytest.raises(BadRequest, match="https url must be provided"):
        await box.bot.set_webhook("http://example.org/hook")


@pytest.fixture
async def outside(box: Box) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the people's side."""
    async with browser(f"{box.server.url}/control") as client:
        yield client


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://{host}", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "localhost:{port}", "Origin": "http://localhost:{port}"}, 200),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "rebound.example"}, 400),
        ({"Host": "rebound.example:{port}", "Origin": "http://rebound.example:{port}"}, 400),
        ({"Host": "127.0.0.1.rebound.example"}, 400),
    ],
)
async def test_pages_from_elsewhere_cannot_act(
    box: Box, outside: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    """Only the sandbox's own page and programs may act in it, and only under its own names."""
    place = {"host": f"127.0.0.1:{box.server.port}", "port": box.server.port}
    sent = {name: value.format_map(place) for name, value in headers.items()}
    before = len(box.world.users)
    answer = await outside.post("/add_user", json={"first_name": "新来的"}, headers=sent)
    assert answer.status_code == status
    assert len(box.world.users) - before == (status == 200)


async def test_people_can_be_played_from_another_process(box: Box, outside: httpx.AsyncClient) -> None:
    """Acts go in as JSON with ids, and what happened comes out."""

    async def act(name: str, **arguments: Any) -> Any:
        answer = await outside.post(f"/{name}", json=arguments)
        assert answer.status_code == 200, answer.text
        return answer.json()

    chen = await act("add_user", first_name="陈")
    group = await act("add_group", title="新小区", creator=chen["id"], members=[box.li.id])
    await act("promote", chat=group["id"], user=box.li.id)
    said = await act("say", user=chen["id"], chat=group["id"], text="/setup")
    await act("say", user=box.li.id, chat=group["id"], text="好", reply_to=[group["id"], said["message_id"]])
    sent = await box.bot.send_poll(group["id"], "?", ["a", "b"])
    await act("vote", user=chen["id"], message=[group["id"], sent.message_id], options=[1])
    messages = (await outside.get(f"/messages/{group['id']}")).json()
    assert [message.get("text") for message in messages[-3:]] == ["/setup", "好", None]
    assert messages[-1]["poll"]["options"][1]["voter_count"] == 1
    state = (await outside.get("/state")).json()
    assert group["id"] in {chat["id"] for chat in state["chats"]}
    calls = (await outside.get("/calls", params={"last": 1})).json()
    assert [(call["method"], call["status"]) for call in calls] == [("sendPoll", 200)]


async def test_the_answer_to_a_press_can_be_awaited_from_outside(box: Box, outside: httpx.AsyncClient) -> None:
    """A tap over HTTP gives an id under which the toast waits, or nothing when none comes."""
    card = await box.bot.send_message(box.group.id, "卡片")
    place = {"chat": box.group.id, "message_id": card.message_id}
    tap = {"user": box.li.id, "chat": box.group.id, "message": place, "data": "x"}
    press = (await outside.post("/forge_tap", json=tap)).json()
    assert (await outside.get(f"/press/{press['id']}", params={"within": 0})).json() is None
    await box.bot.answer_callback_query(press["id"], "好")
    assert (await outside.get(f"/press/{press['id']}")).json() == {"text": "好"}


async def test_time_privacy_and_faults_are_set_from_outside(box: Box, outside: httpx.AsyncClient) -> None:
    """The clock moves, privacy changes and trouble comes in as people's acts do."""
    now = (await outside.post("/advance", json={"seconds": 60})).json()
    assert datetime.fromisoformat(now) == box.world.clock.now()
    await outside.post("/move_to", json={"instant": "2027-01-01T00:00:00+00:00"})
    assert box.world.clock.now() == datetime(2027, 1, 1, tzinfo=UTC)
    await outside.post("/set_privacy", json={"on": False})
    assert not box.world.privacy_mode
    await outside.post("/add_fault", json={"method": "getMe", "status": 500})
    assert len(box.world.faults) == 1


@pytest.mark.parametrize(("act", "body"), [("explode", {}), ("say", {"user": 1}), ("say", {"colour": "red"})])
async def test_a_wrong_act_says_what_is_wrong(outside: httpx.AsyncClient, act: str, body: dict[str, Any]) -> None:
    """Unknown acts, people and arguments are refused with a reason."""
    answer = await outside.post(f"/{act}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_every_change_is_told_to_listeners(box: Box) -> None:
    """A listener hears of messages, edits, toasts and the clock until it stops listening."""
    heard: list[str] = []
    stop = box.world.listen(lambda event: heard.append(event["kind"]))
    said = box.world.say(box.wang, box.wang, "/start")
    box.world.edit(box.wang, said, "/help")
    box.world.delete_message(said)
    box.world.clock.advance(timedelta(seconds=1))
    stop()
    box.world.say(box.wang, box.wang, "/start")
    assert [kind for kind in heard if kind != "update"] == ["message", "edit", "delete", "clock"]


async def test_waiting_ends_with_the_change_or_says_what_was_last(box: Box) -> None:
    """A predicate is asked after every change, and a wait in vain names the bot's last calls."""
    waiting = asyncio.create_task(box.world.wait_for(lambda: box.world.bot_messages(box.group)))
    await box.bot.send_message(box.group.id, "你好")
    assert [message.text for message in await waiting] == ["你好"]
    with pytest.raises(TimeoutError, match="sendMessage 200"):
        await box.world.wait_for(lambda: False, 0)


async def test_the_clock_runs_unless_it_is_frozen() -> None:
    """A running clock goes on from where it was moved, and a poll ends by it while the bot waits."""
    world = World(clock=Clock())
    before = world.clock.now()
    world.clock.move_to(before + timedelta(days=1))
    assert world.clock.now() - before >= timedelta(days=1)
    async with open_box(world) as box:
        await box.drain()
        await box.bot.send_poll(box.group.id, "?", ["a", "b"], open_period=5)
        world.clock.advance(timedelta(seconds=4.9))
        (update,) = await box.updates(timeout=5)
        assert update.poll is not None
        assert update.poll.is_closed


async def test_the_module_serves_on_its_own() -> None:
    """`python -m sandbox` prints where it serves and with which token."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode().strip().partition(" = ")[2] for _ in range(2)]
    async with browser() as client:
        answer = await client.get(f"{lines[0]}{lines[1]}/getMe")
    process.terminate()
    await process.communicate()
    assert answer.json()["result"]["username"] == "yishi_bot"

"""The demo as `make demo` starts it: the real bot, and the council that it begins with."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.seed import PEOPLE, TITLE
from tests.stories.demo import STARTED_WITHIN, demo


@dataclass(frozen=True)
class Day:
    """What the demo's first day showed, and the folder that it kept its data in."""

    folder: Path
    state: Any
    messages: list[Any]


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The demo has told its example once, and was stopped."""

    async def play() -> Day:
        folder = tmp_path_factory.mktemp("demo")
        async with demo("--data", str(folder)) as client:
            return Day(folder, *await seen(client))

    return asyncio.run(play())


async def seen(client: httpx.AsyncClient) -> tuple[Any, list[Any]]:
    """What the sandbox knows, and the messages of the group."""
    state = (await client.get("/control/state")).json()
    group = next(chat["id"] for chat in state["chats"] if chat.get("title") == TITLE)
    return state, (await client.get(f"/control/messages/{group}")).json()


def test_the_demo_begins_with_a_council_at_work(first_day: Day) -> None:
    """People, roles, matters in every state, a poll that is open and a meeting to come: all told by people's acts."""
    state, messages = first_day.state, first_day.messages
    assert {user["first_name"] for user in state["users"] if not user["is_bot"]} == set(PEOPLE)
    assert state["violations"] == []
    words = [message.get("text") or message.get("caption") or "" for message in messages]
    heads = {text.split("\n")[0] for text in words}
    for number, label in ((1, "已销号"), (2, "办理中"), (3, "已受理"), (4, "列入议程"), (5, "已提出")):
        assert any(f"#{number} {label}" in head for head in heads), (number, label)
    (poll,) = [message["poll"] for message in messages if "poll" in message]
    assert (poll["is_closed"], poll["total_voter_count"]) == (False, 4)
    assert sum("photo" in message for message in messages) >= 4  # two from the handler and both told by the bot
    assert any("居委会二楼" in text and "张伟" in text for text in words)
    moments = [message["date"] for message in messages]
    assert moments == sorted(moments)


async def test_a_demo_that_kept_its_data_goes_on(first_day: Day) -> None:
    """Started again with the same folder, the bot remembers its council and takes no news for old ones."""
    async with demo("--data", str(first_day.folder)) as client:
        after, messages = await seen(client)
        assert [user["id"] for user in after["users"]] == [user["id"] for user in first_day.state["users"]]
        group = messages[0]["chat"]["id"]
        clerk = next(user["id"] for user in after["users"] if user["first_name"] == "李秀兰")
        await client.post("/control/say", json={"user": clerk, "chat": group, "text": "/matters"})
        async with asyncio.timeout(STARTED_WITHIN), client.stream("GET", "/page/events") as events:
            async for line in events.aiter_lines():
                if "共 5 个议题" in line:
                    break


async def test_people_and_groups_of_ones_own_are_kept(tmp_path: Path) -> None:
    """An empty demo that kept its data has its own people and groups again, and takes nobody new for one of them."""
    arguments = ("--no-seed", "--data", str(tmp_path))
    async with demo(*arguments) as client:
        owner = (await client.post("/page/person", json={"name": "赵敏", "username": "zhaomin"})).json()["id"]
        member = (await client.post("/page/person", json={"name": "孙大爷"})).json()["id"]
        await client.post("/page/group", json={"title": "新村", "owner": owner, "members": [member]})
        await client.post("/control/say", json={"user": owner, "chat": owner, "text": "/start"})
        await until(client, owner, "您好")
        before = (await client.get("/control/state")).json()
    async with demo(*arguments) as client:
        after = (await client.get("/control/state")).json()
        assert after["users"] == before["users"]
        (group,) = [chat for chat in before["chats"] if chat["type"] != "private"]
        assert [chat for chat in after["chats"] if chat["type"] != "private"] == [group]
        newcomer = (await client.post("/page/person", json={"name": "周倩"})).json()["id"]
        assert newcomer not in {user["id"] for user in before["users"]}
        await client.post("/control/say", json={"user": owner, "chat": group["id"], "text": "/setup"})
        await until(client, group["id"], "议事会已经设好")


async def test_the_demo_begins_anew(tmp_path: Path) -> None:
    """Asked by the page it begins with nobody, at the same address, and what it had kept lies beside, once."""
    async with demo("--no-seed", "--data", str(tmp_path)) as client:
        (await client.post("/page/person", json={"name": "赵敏"})).raise_for_status()
        assert (await client.post("/page/reset", json={"with_example": False})).json() == {}
        assert await people_after_reset(client) == []
        (await client.post("/page/person", json={"name": "孙大爷"})).raise_for_status()
    assert [people_in(tmp_path / "replaced-001"), people_in(tmp_path)] == [["赵敏"], ["孙大爷"]]


def people_in(folder: Path) -> list[str]:
    """The people whom a demo has kept in a folder."""
    return [person["first_name"] for person in json.loads((folder / "demo.json").read_text())["people"]]


async def people_after_reset(client: httpx.AsyncClient) -> list[str]:
    """Come back as a page does until the demo is ready; the names of the people that it shows first."""
    async with asyncio.timeout(STARTED_WITHIN):
        while True:
            try:
                async with client.stream("GET", "/page/events") as events:
                    async for line in events.aiter_lines():
                        state = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else None
                        if state and not any(person["first_name"] == "赵敏" for person in state["people"]):
                            return [person["first_name"] for person in state["people"]]
                        if state:
                            break
            except httpx.TransportError:
                await asyncio.sleep(0.05)  # a pause between two tries, as a page makes one


async def until(client: httpx.AsyncClient, chat: int, words: str) -> None:
    """Wait until the bot has said these words in a chat."""
    async with asyncio.timeout(STARTED_WITHIN), client.stream("GET", "/page/events") as events:
        async for line in events.aiter_lines():
            messages = (await client.get(f"/control/messages/{chat}")).json() if line.startswith("data:") else ()
            if any(message["from"]["is_bot"] and words in message.get("text", "") for message in messages):
                return

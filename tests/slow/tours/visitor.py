"""A visitor of the demo who does what a tour says, over HTTP and as the page would."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx

Json = dict[str, Any]
STEP_WITHIN = 30  # seconds
QUIET = 0.5  # after so many seconds without a change the bot waits for the clock
PAUSE = 3  # seconds that the clock goes on then: several of them are less than a private reply may take
JUMPS = 30  # to what is due, until a step that waits for something is done


class Visitor:
    """Follows the page's events and acts for the people of the steps."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._changed = asyncio.Event()
        self.messages: dict[int, dict[int, Json]] = {}
        self.tours: Json = {}

    async def take(self, tour: str) -> None:
        """Open a tour from its first step."""
        await self._post("/page/tour", tour=tour, again=True)
        await self.until(lambda: self.tours["open"] == tour)

    async def follow(self) -> list[str]:
        """Do each step of the open tour in its turn; return the words of those that were not ticked off."""
        for number in range(len(self._steps)):
            step = self._steps[number]
            if not step["is_done"]:
                await self._do(step, number)
        return [step["words"]["zh"] for step in self._steps if not step["is_done"]]

    @property
    def _steps(self) -> list[Json]:
        return next(tour["steps"] for tour in self.tours["tours"] if tour["id"] == self.tours["open"])

    async def _do(self, step: Json, number: int) -> None:
        def is_done() -> bool:
            return bool(self._steps[number]["is_done"])

        match step["act"]:
            case "say":
                await self._say(step)
            case "press":
                await self._press(step)
            case "make_group":
                state = (await self._client.get("/control/state")).json()
                others = [user["id"] for user in state["users"] if not user["is_bot"] and user["id"] != step["who"]]
                await self._post("/page/group", title=step["text"], owner=step["who"], members=others)
            case "move_time":
                for _ in range(JUMPS):
                    await self._post("/page/next")
                    if await self.until(is_done, within=1):
                        break
        assert await self.until(is_done), self._lately(step)

    async def _say(self, step: Json) -> None:
        """Write in the chat, as a reply to the bot's last message if the step says so."""
        last = [each["message_id"] for each in self._seen(step) if each["from"]["is_bot"]][-1:]
        reply_to = [step["chat"], *last] if step["is_reply"] else None
        await self._post("/control/say", user=step["who"], chat=step["chat"], text=step["text"], reply_to=reply_to)

    async def _press(self, step: Json) -> None:
        """Press the newest button of this name that the person sees, as soon as it is there."""

        def find() -> tuple[int, str] | None:
            for message in reversed(self._seen(step)):
                if step["under"] not in (message.get("text") or message.get("caption") or ""):
                    continue
                for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                    for button in row:
                        name, _, count = button["text"].rpartition(" ")
                        if step["text"] in {button["text"], name if count.isdecimal() else None}:
                            return message["message_id"], button["text"]
            return None

        assert await self.until(find), self._lately(step)
        number, label = find() or (0, "")
        await self._post("/control/press", user=step["who"], message=[step["chat"], number], button=label)

    def _lately(self, step: Json) -> str:
        """Return a step, and the last messages of its chat, for one who must find out why it is not done."""
        return f"{step} {[each.get('text') for each in self._seen(step)][-3:]}"

    def _seen(self, step: Json) -> list[Json]:
        """Return the messages of a step's chat that its person sees, oldest first."""
        replaced = {each.get("replaces") for each in self.messages.get(step["chat"], {}).values()}
        return [
            each
            for number, each in self.messages.get(step["chat"], {}).items()
            if number not in replaced and each.get("receiver_user", {}).get("id") in {None, step["who"]}
        ]

    async def until(self, is_true: Callable[[], object], within: float = STEP_WITHIN) -> bool:
        """Wait until something is true, and let the clock go on while the bot waits for it; return whether it is."""
        give_up = asyncio.get_running_loop().time() + within
        while not is_true():
            if asyncio.get_running_loop().time() > give_up:
                return False
            self._changed.clear()
            try:
                async with asyncio.timeout(QUIET):
                    await self._changed.wait()
            except TimeoutError:
                await self._post("/control/advance", seconds=PAUSE)
        return True

    async def listen(self) -> None:
        """Take in what the page is told, until the line is cut."""
        async with self._client.stream("GET", "/page/events", timeout=None) as answer:
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    self._take_in(json.loads(line.removeprefix("data: ")))
                    self._changed.set()

    def _take_in(self, event: Json) -> None:
        match event["kind"]:
            case "state":
                self.tours = event["tours"]
                self.messages = {
                    int(chat): {each["message_id"]: each for each in messages}
                    for chat, messages in event["messages"].items()
                }
            case "tours":
                self.tours = event["tours"]
            case "message" | "edit" | "poll" if not event["is_deleted"]:
                self.messages.setdefault(event["chat"], {})[event["message_id"]] = event["message"]
            case "delete":
                self.messages.get(event["chat"], {}).pop(event["message_id"], None)

    async def _post(self, path: str, **body: Any) -> Any:
        answer = await self._client.post(path, json=body)
        answer.raise_for_status()
        return answer.json()


@asynccontextmanager
async def visiting(client: httpx.AsyncClient) -> AsyncIterator[Visitor]:
    """A visitor who has the page open."""
    visitor = Visitor(client)
    listening = asyncio.create_task(visitor.listen())
    try:
        await visitor.until(lambda: visitor.tours)
        yield visitor
    finally:
        listening.cancel()

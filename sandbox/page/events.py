"""Changes of the world as server-sent events that a page can resume.

https://html.spec.whatwg.org/multipage/server-sent-events.html: a browser that was cut off asks again with the id of the
last event it got, and gets those it missed, or everything when they are no longer kept.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from typing import TYPE_CHECKING

from . import shown

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from sandbox.model import Json
    from sandbox.world import World

    from .tours import Tours

KEPT = 2000
PING_SECONDS = 15.0
_MENU_METHODS = frozenset({"setMyCommands", "deleteMyCommands"})
_ABOUT_A_MESSAGE = frozenset({"message", "edit", "poll"})


class Events:
    """The latest events of a world, numbered. A message is drawn when its event is sent, so it is always the newest."""

    def __init__(
        self, world: World, tours: Tours, is_ready: asyncio.Event | None = None, *, can_reset: bool = False
    ) -> None:
        self._world = world
        self._tours = tours
        self._is_ready = is_ready
        self._can_reset = can_reset
        self._run = secrets.token_hex(4)  # numbers of an earlier run mean nothing in this one
        self._last = 0
        self._kept: deque[tuple[int, Json]] = deque(maxlen=KEPT)
        self._readers: set[asyncio.Event] = set()
        world.listen(self._heard)

    async def stream(self, last_event_id: str | None) -> AsyncGenerator[str, None]:
        """Yield every event after `last_event_id` of this run; without one, the whole state first.

        A page that comes while the world is still being prepared gets nothing until it is ready.
        """
        if self._is_ready:
            await self._is_ready.wait()
        wake = asyncio.Event()
        self._readers.add(wake)
        try:
            seen = self._number(last_event_id)
            if seen is None:
                seen = self._last
                state = shown.everything(self._world) | {"tours": self._tours.as_json(), "can_reset": self._can_reset}
                yield self._told(seen, {"kind": "state", **state})
            while True:
                wake.clear()
                for number, event in [each for each in self._kept if each[0] > seen]:
                    seen = number
                    yield self._told(number, self._drawn(event))
                try:
                    async with asyncio.timeout(PING_SECONDS):
                        await wake.wait()
                except TimeoutError:
                    yield ": still here\n\n"  # or a page that has gone would never be noticed
        finally:
            self._readers.discard(wake)

    def _number(self, last_event_id: str | None) -> int | None:
        """The number to go on from, if every event after it is still kept."""
        run, _, number = (last_event_id or "").partition("-")
        if run != self._run or not number.isdecimal():
            return None
        first_kept = self._kept[0][0] if self._kept else self._last + 1
        return int(number) if first_kept - 1 <= int(number) <= self._last else None

    def _heard(self, event: Json) -> None:
        kept = _kept(event)
        if kept is None:
            return
        self._last += 1
        self._kept.append((self._last, kept))
        for reader in self._readers:
            reader.set()

    def _drawn(self, event: Json) -> Json:
        if event["kind"] == "town":
            return event | shown.town(self._world)
        if event["kind"] == "tours":
            return event | {"tours": self._tours.as_json()}
        if event["kind"] in _ABOUT_A_MESSAGE:
            message = self._world.chats[event["chat"]].messages[event["message_id"]]
            return event | {"message": shown.message(message), "is_deleted": message.is_deleted}
        return event

    def _told(self, number: int, event: Json) -> str:
        return f"id: {self._run}-{number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"


def _kept(event: Json) -> Json | None:
    """Return the part of a change that pages show; None for what concerns the bot's side only."""
    kind = event["kind"]
    if kind in _ABOUT_A_MESSAGE:
        message = event["message"]
        number = message["message_id"] or -message["ephemeral_message_id"]
        return {"kind": kind, "chat": message["chat"]["id"], "message_id": number}
    if kind in {"user", "member", "chat"} or (kind == "call" and event["method"] in _MENU_METHODS):
        return {"kind": "town"}
    return event if kind in {"delete", "toast", "clock", "tours"} else None

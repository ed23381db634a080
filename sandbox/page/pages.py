"""The routes of the page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from . import additions, pictures, refusals
from .events import Events
from .news import gather_news
from .tours import Tours

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.model import Chat, Json, User
    from sandbox.world import World

QUIET_JUMPS = 10  # so many due things without a word of the bot are passed over by one press

MAX_PHOTO = 10 * 1024 * 1024  # https://core.telegram.org/bots/api#sending-files
MAX_DOCUMENT = 50 * 1024 * 1024
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_POLICY = "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; frame-ancestors 'self'"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes(world: World, hooks: BotHooks | None = None) -> list[Route]:
    """The page's routes, with what it knows of the bot if that runs in the same process."""
    pages = Pages(world, hooks or BotHooks())
    return [
        Route("/", pages.index, methods=["GET"]),
        Route("/page/events", pages.events, methods=["GET"]),
        Route("/page/photo", pages.photo, methods=["POST"]),
        Route("/page/document", pages.document, methods=["POST"]),
        Route("/page/person", pages.person, methods=["POST"]),
        Route("/page/group", pages.group, methods=["POST"]),
        Route("/page/next", pages.next, methods=["POST"]),
        Route("/page/tours", pages.tours, methods=["GET"]),
        Route("/page/tour", pages.tour, methods=["POST"]),
        Route("/page/reset", pages.reset, methods=["POST"]),
        Route("/page/files/{file_id}", pages.file, methods=["GET"]),
        Route("/page/{name}", pages.asset, methods=["GET"]),
    ]


@dataclass(frozen=True)
class BotHooks:
    """Ways of the page to the bot that runs in the same process, each only if there is one.

    `next_due` says when the bot has something to do next, `settled` returns when it has done and said what is due now,
    `reset` lets the whole demo begin anew, with the example or empty, and `is_ready` is set when the example is told.
    """

    next_due: Callable[[], Awaitable[datetime | None]] | None = None
    settled: Callable[[], Awaitable[None]] | None = None
    reset: Callable[[bool], None] | None = None
    is_ready: asyncio.Event | None = None


class Pages:
    """The page of a world."""

    def __init__(self, world: World, hooks: BotHooks) -> None:
        self._world = world
        self._hooks = hooks
        self._tours = Tours(world)
        self._events = Events(world, self._tours, hooks.is_ready, can_reset=hooks.reset is not None)
        world.listen(self._tours.hear)  # after the events: a page hears first of what ticks a step off
        folder = files("sandbox.page") / "static"
        self._assets = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}

    async def index(self, _http: Request) -> Response:
        """The page itself."""
        return self._asset("index.html")

    async def asset(self, http: Request) -> Response:
        """A style, script or icon of the page."""
        return self._asset(http.path_params["name"])

    async def events(self, http: Request) -> Response:
        """Stream events, from now on or from where this browser was cut off."""
        stream = self._events.stream(http.headers.get("last-event-id"))
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def file(self, http: Request) -> Response:
        """Return a file that was sent."""
        file = self._world.files.by_id(http.path_params["file_id"])
        return pictures.download(file) if file else Response(status_code=404)

    async def person(self, http: Request) -> Response:
        """Add a person; 400 says which field was wrong."""
        return await self._add(http, additions.add_person)

    async def group(self, http: Request) -> Response:
        """Add a group with its members and the bot; 400 says which field was wrong."""
        return await self._add(http, additions.add_group)

    async def _add(self, http: Request, add: Callable[[World, Json], User | Chat]) -> Response:
        try:
            return JSONResponse(add(self._world, await http.json()).as_json())
        except additions.InvalidFieldError as mistake:
            return JSONResponse({"error": str(mistake), "field": mistake.field}, 400)
        except (ValueError, LookupError, TypeError, AttributeError) as mistake:
            return _refused(f"{type(mistake).__name__}: {mistake}")

    async def photo(self, http: Request) -> Response:
        """Send a photo for a person, with or without words; a refusal is a 400 with its reason."""
        return await self._upload(http, "photo", MAX_PHOTO, refusals.LARGE_PHOTO)

    async def document(self, http: Request) -> Response:
        """Send a file for a person, with or without words; a refusal is a 400 with its reason."""
        return await self._upload(http, "document", MAX_DOCUMENT, refusals.LARGE_FILE)

    async def _upload(self, http: Request, kind: str, limit: int, too_big: str) -> Response:
        if int(http.headers.get("content-length", "0")) > limit:
            return _refused(too_big, 413)
        async with http.form(max_files=1) as form:
            upload = form.get(kind)
            content = await upload.read() if isinstance(upload, UploadFile) else b""
            name = (upload.filename if isinstance(upload, UploadFile) else None) or "file"
            words = {key: str(value) for key, value in form.items() if key != kind}
        if kind == "photo" and pictures.kind_of(content) is None:
            return _refused(refusals.NO_PHOTO)
        if not content:
            return _refused(refusals.EMPTY_FILE)
        try:
            chat = self._world.chat(int(words["chat"]))
            reply_to = chat.messages[int(words["reply_to"])] if words.get("reply_to") else None
            user, caption = self._world.user(int(words["user"])), words.get("caption")
            if kind == "photo":
                sent = self._world.send_photo(user, chat, content, caption=caption, reply_to=reply_to)
            else:
                sent = self._world.send_document(user, chat, content, name, caption=caption, reply_to=reply_to)
        except (ValueError, LookupError) as mistake:
            return _refused(f"{type(mistake).__name__}: {mistake}")
        return JSONResponse(sent.as_json())

    async def next(self, _http: Request) -> Response:
        """Move the clock to the next thing that waits for its time; `due` is null when nothing does.

        `news` are the messages that the bot sent then. When it only did something in silence, the clock goes on.
        """
        with gather_news(self._world) as news:
            last = None
            for _ in range(QUIET_JUMPS):
                due = await self._jump()
                if due in {None, last} or self._hooks.settled is None:
                    break  # nothing waits, or what waits cannot be done now
                last = due
                await self._hooks.settled()
                if news:
                    break
        return JSONResponse({"due": due.isoformat() if due else None, "news": news})

    async def _jump(self) -> datetime | None:
        """Move the clock to what is due next, and return when that is."""
        waiting = [] if self._hooks.next_due is None else [await self._hooks.next_due()]
        if (poll_end := self._world.next_poll_end()) is not None:
            waiting.append(datetime.fromtimestamp(poll_end, UTC))
        due = min((each for each in waiting if each is not None), default=None)
        if due is not None and due > self._world.clock.now():
            self._world.clock.move_to(due)
        return due

    async def tours(self, _http: Request) -> Response:
        """Return the guided tours with their steps."""
        return JSONResponse(self._tours.as_json())

    async def tour(self, http: Request) -> Response:
        """Open the tour of this name, from its first step if `again`; null closes the open one."""
        try:
            asked = await http.json()
            if asked["tour"] is None:
                self._tours.leave()
            else:
                self._tours.take(asked["tour"], again=bool(asked.get("again")))
        except (ValueError, LookupError, TypeError, AttributeError) as mistake:
            return _refused(f"{type(mistake).__name__}: {mistake}")
        return JSONResponse(self._tours.as_json())

    async def reset(self, http: Request) -> Response:
        """Begin the demo anew, `with_example` or empty; 404 where that is not possible."""
        if self._hooks.reset is None:
            return Response(status_code=404)
        try:
            self._hooks.reset(bool((await http.json())["with_example"]))
        except (ValueError, LookupError, TypeError) as mistake:
            return _refused(f"{type(mistake).__name__}: {mistake}")
        return JSONResponse({})

    def _asset(self, name: str) -> Response:
        content = self._assets.get(name)
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type=_TYPES[name.rpartition(".")[2]], headers=_HEADERS)


def _refused(why: str, status: int = 400) -> Response:
    return JSONResponse({"error": why}, status)

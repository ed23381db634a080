"""The routes of the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from . import additions, pictures
from .events import Events

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.model import Chat, Json, User
    from sandbox.world import World

NextDue = Callable[[], Awaitable[datetime | None]]

MAX_PHOTO = 10 * 1024 * 1024  # https://core.telegram.org/bots/api#sending-files
MAX_DOCUMENT = 50 * 1024 * 1024
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_POLICY = "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; frame-ancestors 'none'"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes(world: World, next_due: NextDue | None = None) -> list[Route]:
    """The page's routes; `next_due` says when the bot has something to do next, for the button that goes there."""
    pages = Pages(world, next_due)
    return [
        Route("/", pages.index, methods=["GET"]),
        Route("/page/events", pages.events, methods=["GET"]),
        Route("/page/photo", pages.photo, methods=["POST"]),
        Route("/page/document", pages.document, methods=["POST"]),
        Route("/page/person", pages.person, methods=["POST"]),
        Route("/page/group", pages.group, methods=["POST"]),
        Route("/page/next", pages.next, methods=["POST"]),
        Route("/page/files/{file_id}", pages.file, methods=["GET"]),
        Route("/page/{name}", pages.asset, methods=["GET"]),
    ]


class Pages:
    """The page of a world."""

    def __init__(self, world: World, next_due: NextDue | None) -> None:
        self._world = world
        self._next_due = next_due
        self._events = Events(world)
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
        return await self._upload(http, "photo", MAX_PHOTO, "照片太大了，请选 10 MB 以内的。")

    async def document(self, http: Request) -> Response:
        """Send a file for a person, with or without words; a refusal is a 400 with its reason."""
        return await self._upload(http, "document", MAX_DOCUMENT, "文件太大了，请选 50 MB 以内的。")

    async def _upload(self, http: Request, kind: str, limit: int, too_big: str) -> Response:
        if int(http.headers.get("content-length", "0")) > limit:
            return _refused(too_big, 413)
        async with http.form(max_files=1) as form:
            upload = form.get(kind)
            content = await upload.read() if isinstance(upload, UploadFile) else b""
            name = (upload.filename if isinstance(upload, UploadFile) else None) or "file"
            words = {key: str(value) for key, value in form.items() if key != kind}
        if kind == "photo" and pictures.kind_of(content) is None:
            return _refused("这不是照片。请选 JPEG、PNG、GIF 或 WebP。")
        if not content:
            return _refused("这个文件是空的。")
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
        """Move the clock to the next thing that waits for its time; `due` is null when nothing does."""
        waiting = [] if self._next_due is None else [await self._next_due()]
        if (poll_end := self._world.next_poll_end()) is not None:
            waiting.append(datetime.fromtimestamp(poll_end, UTC))
        due = min((each for each in waiting if each is not None), default=None)
        if due is not None and due > self._world.clock.now():
            self._world.clock.move_to(due)
        return JSONResponse({"due": due.isoformat() if due else None})

    def _asset(self, name: str) -> Response:
        content = self._assets.get(name)
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type=_TYPES[name.rpartition(".")[2]], headers=_HEADERS)


def _refused(why: str, status: int = 400) -> Response:
    return JSONResponse({"error": why}, status)

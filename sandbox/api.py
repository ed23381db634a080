"""The Bot API over HTTP."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from . import schema
from .control import control_routes
from .delivery import Delivery
from .errors import ApiError, bad_request
from .methods import COUNTED, METHODS, ephemeral
from .methods.request import Request, Upload
from .state import Call
from .trouble import Cut, Hang

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.middleware import Middleware
    from starlette.requests import Request as HttpRequest
    from starlette.routing import BaseRoute

    from .faults import Fault
    from .model import Json
    from .world import World

_BAD_GATEWAY = 502
_BAD_GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_TOO_MANY = 429
_NO_ANSWER: dict[str, type[Response]] = {"hang": Hang, "cut_before": Cut}


def create_app(world: World, routes: Sequence[BaseRoute] = (), *, middleware: Sequence[Middleware] = ()) -> Starlette:
    """The ASGI application that serves a world: the Bot API, its files, `/control` for people's acts, and `routes`."""
    api = BotApi(world)
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", api.download, methods=["GET"]),
            *control_routes(world),
            *routes,
        ],
        middleware=middleware,
    )
    app.state.world = world
    app.state.delivery = api.delivery
    app.state.stop_waiting = api.closing.set
    return app


class BotApi:
    """Reads a request, carries it out and answers, with the faults and limits of the world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.delivery = Delivery(world)
        self.closing = asyncio.Event()  # ends the waiting of slow calls
        self._waiting: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getUpdates": self.delivery.get_updates,
            "setWebhook": self.delivery.set_webhook,
            "deleteWebhook": self.delivery.delete_webhook,
            "getWebhookInfo": self.delivery.get_webhook_info,
        }
        # Method names are case-insensitive (https://core.telegram.org/bots/api#making-requests).
        self._names = {name.lower(): name for name in (*METHODS, *self._waiting)}

    async def call(self, http: HttpRequest) -> Response:
        """Answer a method call of the bot."""
        if http.path_params["token"] != self._world.token:
            return _refused(ApiError(401, "Unauthorized"))
        method = self._names.get(http.path_params["method"].lower())
        if method is None or (method in ephemeral.METHODS and not self._world.has_ephemeral_messages):
            return _refused(ApiError(404, "Not Found"))
        if (written := http.path_params["method"]) != method:
            self._world.violations.append(f"{written}: the documentation writes {method}")
        try:
            raw, uploads = await _read(http)
        except ValueError:
            return _refused(bad_request("can't parse the request's body"))
        fault = self._world.faults.take(method, _number(raw.get("chat_id")))
        if fault and (trouble := await self._suffer(fault, method, raw)):
            return trouble
        answer = await self._answer(http, method, raw, uploads)
        if fault and fault.kind == "cut_after":
            return Cut()
        return answer

    async def download(self, http: HttpRequest) -> Response:
        """The content behind a file_path."""
        file = self._world.files.by_path(http.path_params["path"])
        if http.path_params["token"] != self._world.token or file is None:
            return _refused(ApiError(404, "Not Found"))
        return Response(file.content, media_type=file.mime_type)

    async def _answer(self, http: HttpRequest, method: str, raw: Json, uploads: dict[str, Upload]) -> Response:
        params = raw
        try:
            params = self._checked(method, raw)
            if method in self._waiting:
                result = await _unless_gone(http, self._waiting[method](params))
            else:
                result = self._do(method, params, uploads)
        except ApiError as refusal:
            self._log(method, params, refusal.code, refusal.description)
            return _refused(refusal)
        self._log(method, params, 200)
        return JSONResponse({"ok": True, "result": result})

    def _checked(self, method: str, raw: Json) -> Json:
        try:
            return schema.check(method, raw)
        except schema.ParameterError as mistake:
            self._world.violations.append(f"{method}: {mistake}")
            raise bad_request(str(mistake)) from None

    def _do(self, method: str, params: Json, uploads: dict[str, Upload]) -> Any:
        world = self._world
        world.close_due_polls()
        request = Request(world, params, uploads)
        chat_id = params.get("chat_id")
        if method not in COUNTED or not isinstance(chat_id, int):
            return METHODS[method](request)
        if method in ephemeral.METHODS or ephemeral.is_asked(request):
            chat_id = 0  # the group does not see it: it counts among all messages, and not among the group's
        world.limits.check(chat_id)
        result = METHODS[method](request)
        for _ in result if isinstance(result, list) else [result]:  # an album is several messages
            world.limits.record(chat_id)
        return result

    async def _suffer(self, fault: Fault, method: str, raw: Json) -> Response | None:
        """The answer that a fault causes; None when the call goes on."""
        self._world.changed("fault", method=method)
        if fault.kind == "slow":
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), fault.seconds)
            return None
        if fault.kind == "cut_after":
            return None
        self._log(method, raw, fault.status if fault.kind == "status" else 0, f"fault: {fault.kind}")
        if fault.kind == "body":
            return Response(fault.description, media_type="application/json")
        if fault.kind in _NO_ANSWER:
            return _NO_ANSWER[fault.kind]()
        if fault.status == _BAD_GATEWAY:
            return HTMLResponse(_BAD_GATEWAY_PAGE, fault.status)
        parameters = {}
        description = fault.description
        if fault.status == _TOO_MANY:
            parameters["retry_after"] = fault.retry_after or 1
            description = f"Too Many Requests: retry after {parameters['retry_after']}"
        return _refused(ApiError(fault.status, description, **parameters))

    def _log(self, method: str, params: Json, status: int, description: str = "") -> None:
        world = self._world
        call = Call(method, params, world.clock.timestamp(), _number(params.get("chat_id")), status, description)
        world.calls.append(call)
        world.changed("call", method=method, status=status, description=description)


def _refused(refusal: ApiError) -> Response:
    return JSONResponse(refusal.as_json(), refusal.code)


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


async def _read(http: HttpRequest) -> tuple[Json, dict[str, Upload]]:
    """The parameters of a request, from the query, a form or JSON; an uploaded file stands as attach://NAME."""
    params: Json = dict(http.query_params)
    kind = http.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "multipart/form-data":
        return await _read_multipart(http, params)
    body = await http.body()
    if kind == "application/json" and body:
        params |= json.loads(body)
    elif body:
        params |= parse_qsl(body.decode(), keep_blank_values=True)
    return params, {}


async def _read_multipart(http: HttpRequest, params: Json) -> tuple[Json, dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    async with http.form() as form:
        for key, value in form.multi_items():
            if not isinstance(value, UploadFile):
                params[key] = value
                continue
            mime_type = value.content_type or "application/octet-stream"
            uploads[key] = Upload(await value.read(), value.filename or key, mime_type)
            # A file field is itself a parameter (photo); one that another parameter points to is not.
            if f"attach://{key}" not in "".join(str(given) for given in params.values()):
                params[key] = f"attach://{key}"
    return params, uploads


async def _unless_gone(http: HttpRequest, work: Awaitable[Any]) -> Any:
    """Carry out a call that may wait, and drop it when the client has gone."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(http.receive())
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ApiError(499, "client closed the request")
        return task.result()
    finally:
        for each in (task, gone):
            each.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)

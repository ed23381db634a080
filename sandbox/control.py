"""People's acts over HTTP, for tests in another process and for the chat page."""

from __future__ import annotations

import base64
import inspect
from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .model import Chat, Message, Press, User

if TYPE_CHECKING:
    from starlette.requests import Request

    from .model import Json
    from .world import World

# A person's acts, each a method of World by the same name; ids stand for users and chats, {"chat": …, "message_id": …}
# or [chat, message_id] for messages, base64 for the content of files.
ACTS = frozenset(
    {
        "add_user",
        "add_group",
        "add_topic",
        "join",
        "add_members",
        "restrict",
        "leave",
        "pin",
        "kick",
        "promote",
        "demote",
        "tag",
        "set_bot_status",
        "block",
        "unblock",
        "delete_account",
        "rename",
        "migrate",
        "say",
        "send_photo",
        "send_voice",
        "send_document",
        "send_media",
        "send_contact",
        "send_location",
        "say_as_anonymous_admin",
        "say_as_channel",
        "edit",
        "delete_message",
        "press",
        "forge_tap",
        "vote",
        "queue_raw_update",
    }
)
_MESSAGE_KEYS = frozenset({"message", "reply_to"})
_USER_KEYS = frozenset({"user", "creator", "by", "whom"})


def control_routes(world: World) -> list[Route]:
    """The routes under /control."""
    control = Control(world)
    return [
        Route("/control/state", control.state, methods=["GET"]),
        Route("/control/calls", control.calls, methods=["GET"]),
        Route("/control/messages/{chat}", control.messages, methods=["GET"]),
        Route("/control/press/{id}", control.answer, methods=["GET"]),
        Route("/control/{act}", control.act, methods=["POST"]),
    ]


class Control:
    """Acts of people by name, and a view of the world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def act(self, http: Request) -> Response:
        """Run an act; the body holds its arguments by name. A refusal is a 400 with its reason."""
        name, arguments = http.path_params["act"], await http.json() if await http.body() else {}
        try:
            return JSONResponse(self._carry_out(name, arguments))
        except (ValueError, LookupError, TypeError) as mistake:
            return JSONResponse({"error": f"{type(mistake).__name__}: {mistake}"}, 400)

    async def state(self, _http: Request) -> Response:
        """Users, chats, members and the time."""
        world = self._world
        chats = [
            chat.as_json() | {"members": [member.as_json() for member in chat.members.values()]}
            for chat in world.chats.values()
        ]
        return JSONResponse(
            {
                "now": world.clock.now().isoformat(),
                "bot": world.bot.as_json(),
                "token": world.token,
                "privacy_mode": world.privacy_mode,
                "users": [user.as_json() for user in world.users.values()],
                "chats": chats,
                "pending_updates": len(world.updates),
                "violations": world.violations,
            }
        )

    async def calls(self, http: Request) -> Response:
        """The bot's last calls, newest last; ?last=N, 100 by default."""
        last = deque(self._world.calls, maxlen=int(http.query_params.get("last", "100")))
        return JSONResponse(
            [
                {
                    "method": call.method,
                    "params": call.params,
                    "time": call.time,
                    "chat_id": call.chat_id,
                    "status": call.status,
                    "description": call.description,
                }
                for call in last
            ]
        )

    async def messages(self, http: Request) -> Response:
        """All messages of a chat, oldest first."""
        chat = self._world.chat(int(http.path_params["chat"]))
        return JSONResponse([message.as_json() for message in chat.messages.values() if not message.is_deleted])

    async def answer(self, http: Request) -> Response:
        """The bot's answer to a press, waiting for it at most ?within=SECONDS; null when there is none."""
        press = self._world.presses[http.path_params["id"]]
        try:
            return JSONResponse(await press.answered(float(http.query_params.get("within", "5"))))
        except TimeoutError:
            return JSONResponse(None)

    def _carry_out(self, name: str, arguments: Json) -> Any:
        world = self._world
        if name == "advance":
            world.clock.advance(timedelta(seconds=arguments["seconds"]))
            return world.clock.now().isoformat()
        if name == "move_to":
            world.clock.move_to(datetime.fromisoformat(arguments["instant"]))
            return world.clock.now().isoformat()
        if name == "set_privacy":
            world.privacy_mode = bool(arguments["on"])
            return world.privacy_mode
        if name == "set_ephemeral":
            world.has_ephemeral_messages = bool(arguments["on"])
            return world.has_ephemeral_messages
        if name == "add_fault":
            world.faults.add(**arguments)
            return len(world.faults)
        if name not in ACTS:
            raise LookupError(f"no such act: {name}")
        method = getattr(world, name)
        wanted = inspect.signature(method).parameters
        return _as_json(method(**{key: self._read(key, value, wanted) for key, value in arguments.items()}))

    def _read(self, key: str, value: Any, wanted: Any) -> Any:  # noqa: PLR0911  # one return per kind: a table
        """Ids become the users, chats and messages they stand for."""
        world = self._world
        if key not in wanted:
            raise TypeError(f"no such argument: {key}; there are {', '.join(wanted)}")
        if value is None:
            return None
        if key in _USER_KEYS:
            return world.user(value)
        if key == "members":
            return [world.user(member) for member in value]
        if key == "chat":
            return world.chat(value)
        if key == "content":
            return base64.b64decode(value, validate=True)
        if key in _MESSAGE_KEYS:
            where, number = (value["chat"], value["message_id"]) if isinstance(value, dict) else value
            return world.chat(where).messages[number]
        return tuple(value) if key == "button" and isinstance(value, list) else value


def _as_json(value: Any) -> Any:
    if isinstance(value, User | Chat | Message):
        return value.as_json()
    if isinstance(value, Press):
        return {"id": value.id}
    return value

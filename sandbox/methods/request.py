"""A request of the bot, as the methods read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.errors import bad_request

if TYPE_CHECKING:
    from sandbox.files import File
    from sandbox.model import Chat, Json, Message
    from sandbox.world import World

_ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    content: bytes
    name: str
    mime_type: str


@dataclass(frozen=True, slots=True)
class Request:
    """The checked parameters of a call, with the files that came along and the world it acts in."""

    world: World
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.params[key]

    def get(self, key: str, default: Any = None) -> Any:
        """An optional parameter."""
        return self.params.get(key, default)

    @property
    def chat(self) -> Chat:
        """The chat named by chat_id, where the bot may speak."""
        return self.world.chat_for_bot(self.params["chat_id"])

    def message(self, missing: str) -> Message:
        """The message named by chat_id and message_id; `missing` is the refusal when it is not there."""
        if "chat_id" not in self.params:
            raise bad_request("chat_id is empty")
        message = self.chat.messages.get(self.params.get("message_id", 0))
        if message is None or message.is_deleted or message.receiver:
            raise bad_request(missing)
        return message

    def file(self, value: str, kind: str) -> File:
        """The file that a parameter names: one that was uploaded with the request, or one sent before (file_id)."""
        if value.startswith(_ATTACHED):
            upload = self.uploads.get(value.removeprefix(_ATTACHED))
            if upload is None or not upload.content:
                raise bad_request("file must be non-empty" if upload else "there is no file in the request")
            return self.world.files.keep(kind, upload.content, upload.name, upload.mime_type)
        file = self.world.files.by_id(value)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file

"""Photos, voices, documents, albums; and fetching files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import bad_request
from sandbox.files import media_content

from . import outgoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.model import Json

    from .request import Request

_ALBUM_SIZES = range(2, 11)


def send_photo(request: Request) -> Json:
    """https://core.telegram.org/bots/api#sendphoto."""
    return _send_file(request, "photo")


def send_voice(request: Request) -> Json:
    """https://core.telegram.org/bots/api#sendvoice."""
    return _send_file(request, "voice")


def send_document(request: Request) -> Json:
    """https://core.telegram.org/bots/api#senddocument."""
    return _send_file(request, "document")


def send_media_group(request: Request) -> list[Json]:
    """https://core.telegram.org/bots/api#sendmediagroup; photos and documents only."""
    if len(request["media"]) not in _ALBUM_SIZES:
        raise bad_request("wrong number of items in the media group")
    contents = [
        media_content(request.file(item["media"], item["type"])) | outgoing.caption_content(request.world, item)
        for item in request["media"]
    ]
    album = {"media_group_id": str(request.world.sequence())}
    return [outgoing.send(request, content | album).as_json() for content in contents]


def get_file(request: Request) -> Json:
    """https://core.telegram.org/bots/api#getfile."""
    return request.world.files.to_download(request["file_id"])


def _send_file(request: Request, kind: str) -> Json:
    chat = request.chat  # refused before the file is kept
    content = media_content(request.file(request[kind], kind)) | outgoing.caption_content(request.world, request.params)
    return outgoing.send(request, content).as_json() | {"chat": chat.as_json()}


SENDING: dict[str, Callable[[Request], Any]] = {
    "sendPhoto": send_photo,
    "sendVoice": send_voice,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
}
METHODS: dict[str, Callable[[Request], Any]] = SENDING | {"getFile": get_file}

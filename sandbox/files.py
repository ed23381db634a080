"""Files that people and the bot have sent."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from .errors import bad_request

MAX_DOWNLOAD = 20 * 1024 * 1024
# The photo for tests that do not care: the smallest valid GIF, which every browser shows.
SMALLEST_PICTURE = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `kind` is photo, voice, document, or one of those in `OTHER_MEDIA`."""

    file_id: str
    unique_id: str
    path: str
    kind: str
    content: bytes
    name: str
    mime_type: str

    def as_json(self) -> dict[str, Any]:
        """The fields that all file objects share."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """The file store: by file_id for the bot's calls, by path for downloads."""

    def __init__(self, numbers_from: int = 0) -> None:
        self._numbers_from = numbers_from
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def keep(self, kind: str, content: bytes, name: str, mime_type: str = "application/octet-stream") -> File:
        """Store a file and name it as Telegram does: an opaque file_id, a shorter unique id."""
        number = self._numbers_from + len(self._by_id) + 1
        digest = base64.urlsafe_b64encode(hashlib.sha256(f"{number}:{kind}".encode()).digest()).decode().rstrip("=")
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        file = File(
            file_id=f"AgACAgUAAx{digest}",
            unique_id=f"AQAD{digest[:12]}",
            path=f"{kind}s/file_{number}.{suffix}",
            kind=kind,
            content=content,
            name=name,
            mime_type=mime_type,
        )
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> File | None:
        """The file of this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> File | None:
        """The file behind a download address, if there is one."""
        return self._by_path.get(path)

    def to_download(self, file_id: str) -> dict[str, Any]:
        """The File object (getFile); refuses unknown files and those over 20 MB."""
        file = self.by_id(file_id)
        if file is None:
            raise bad_request("invalid file_id")
        if len(file.content) > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        return file.as_json() | {"file_path": file.path}


# Other media that people send, with what Telegram says of each beside the fields that all files share.
OTHER_MEDIA: dict[str, dict[str, Any]] = {
    "video": {"width": 640, "height": 480, "duration": 3, "mime_type": "video/mp4"},
    "animation": {"width": 320, "height": 240, "duration": 2, "mime_type": "video/mp4"},
    "video_note": {"length": 240, "duration": 3},
    "audio": {"duration": 3, "mime_type": "audio/mpeg", "title": "录音"},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
    },
}


def media_content(file: File) -> dict[str, Any]:
    """The field of a Message that shows this file."""
    if file.kind == "photo":
        # Telegram lists several sizes, the largest last; here they share one picture.
        return {"photo": [file.as_json() | {"width": side, "height": side} for side in (90, 320, 800)]}
    if file.kind == "voice":
        return {"voice": file.as_json() | {"duration": 3, "mime_type": "audio/ogg"}}
    if file.kind in OTHER_MEDIA:
        media = {file.kind: file.as_json() | OTHER_MEDIA[file.kind]}
        if file.kind == "animation":  # for old clients it is a document as well
            media["document"] = file.as_json() | {"file_name": file.name, "mime_type": "video/mp4"}
        return media
    return {"document": file.as_json() | {"file_name": file.name, "mime_type": file.mime_type}}

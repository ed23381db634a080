"""Files that came from people or the bot, handed to a browser so that none of them can act as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

if TYPE_CHECKING:
    from sandbox.files import File

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def kind_of(content: bytes) -> str | None:
    """The type of a picture by its first bytes, not its name; None for one that pages do not show."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def download(file: File) -> Response:
    """A picture to be shown, or any other file to be saved."""
    kind = kind_of(file.content) if file.kind == "photo" else None
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
    if kind is None:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    # A file_id never comes to mean another file.
    headers["Cache-Control"] = "private, max-age=3600, immutable"
    return Response(file.content, media_type=kind or "application/octet-stream", headers=headers)

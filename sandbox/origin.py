"""The sandbox is for this computer: neither a foreign name for it nor a page from elsewhere may act in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOriginMiddleware:
    """Refuses what a page of another origin sends. Programs, which send no Origin, are let in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, or hand on."""
        if scope["type"] == "http" and scope["method"] not in SAFE and _is_foreign(Headers(scope=scope)):
            await PlainTextResponse("only this page may do that", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    origin = headers.get("Origin")
    if origin is not None and origin != f"http://{headers.get('Host', '')}":
        return True
    return headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


# A name that leads here (DNS rebinding) would make any page one of ours.
GUARDS = (Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS), Middleware(SameOriginMiddleware))

"""The webhook: Telegram posts updates to a small web server (setWebhook)."""

import asyncio
import hmac
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.cancellation import run_until
from bot.ports import Clock
from handlers.telegram import config
from handlers.telegram.connection_limit import BoundedProtocol
from handlers.telegram.json_text import parse_json
from handlers.telegram.polling import TokenRefusedError
from handlers.telegram.update_queue import ALLOWED, Updates

log = logging.getLogger(__name__)

BODY_LIMIT = 1_000_000  # bytes
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
LONGEST_PAUSE = 60  # seconds
BODY_WITHIN = 10  # seconds for the body of a request
CONNECTIONS = 40  # the most Telegram opens: sixteen slow chats must not take all of them
STOP_WITHIN = 3  # seconds for requests in hand when the bot stops


class Webhook:
    """Feeds `updates` with what Telegram brings, until it is stopped. What is not answered with 200 comes again."""

    def __init__(self, bot: Bot, updates: Updates, clock: Clock, settings: config.Webhook) -> None:
        self._bot = bot
        self._updates = updates
        self._clock = clock
        self._settings = settings
        self._fault: Exception | None = None
        self.app = Starlette(routes=[Route("/{path:path}", self._receive, methods=["POST"])])
        self._server = _Server(
            uvicorn.Config(
                self.app,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=STOP_WITHIN,
                http=BoundedProtocol,
                ws="none",
            )
        )

    async def run(self) -> None:
        """Serve until `stop`; raises TokenRefusedError, OSError when the port is taken, and what the store raises."""
        family = socket.AF_INET6 if ":" in self._settings.listen else socket.AF_INET
        with socket.create_server((self._settings.listen, self._settings.port), family=family) as chat:
            if await run_until(self._updates.stopping, self._announce()):  # Telegram may come as soon as it is told
                await self._server.serve([chat])
        if self._fault:
            raise self._fault

    def stop(self) -> None:
        """Answer the requests in hand and let `run` return."""
        self._updates.stopping.set()
        self._server.should_exit = True

    async def _announce(self) -> bool:
        """Set the webhook at Telegram, retrying while it cannot be reached. Raises TokenRefusedError."""
        pause = 1
        while True:
            try:
                return await self._bot.set_webhook(
                    self._settings.url,
                    secret_token=self._settings.secret_token,
                    allowed_updates=ALLOWED,
                    max_connections=CONNECTIONS,
                )
            except InvalidToken as error:
                raise TokenRefusedError from error
            except TelegramError as error:
                log.warning("the webhook cannot be set, trying on: %s", error)
                await self._clock.wait(self._clock.now() + timedelta(seconds=pause), self._updates.stopping)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _receive(self, request: Request) -> Response:
        """Answer 200 when the update's effects are stored or it was set aside; after anything else it comes again."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._settings.secret_token.encode()):
            return _refused(403)
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_WITHIN):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > BODY_LIMIT:
                        return _refused(413)
        except TimeoutError:
            return _refused(408)
        try:
            raw = parse_json(body)
        except ValueError:
            return Response(status_code=400)
        try:
            is_done = await self._updates.accept(raw)
        except Exception as fault:  # noqa: BLE001  # run() raises it: nothing can be kept any more
            self._fault = fault
            self.stop()
            is_done = False
        return Response(status_code=200 if is_done else 500)


def _refused(status: int) -> Response:
    """Return a refusal after which the connection is closed, whatever of the request is still on its way."""
    return Response(status_code=status, headers={"Connection": "close"})


class _Server(uvicorn.Server):
    """A server that leaves the signals of the process to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

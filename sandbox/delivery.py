"""Delivery of updates to the bot: by long polling or a webhook, never both."""

from __future__ import annotations

import asyncio
import http.client
import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import ApiError, bad_request, conflict

if TYPE_CHECKING:
    from .model import Json
    from .world import World

MAX_WAIT = 50
MAX_UPDATES = 100
_WEBHOOK_SECONDS = 10
_RETRY_SECONDS = 0.5
_HTTP_OK = range(200, 300)


@dataclass
class Webhook:
    """The address that updates are posted to."""

    url: str
    secret_token: str | None
    allowed_updates: list[str]
    last_error: Json = field(default_factory=dict)


class Delivery:
    """The bot's way to its updates; one getUpdates at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._polling: asyncio.Future[ApiError] | None = None
        self._webhook: Webhook | None = None
        self._posting: asyncio.Task[None] | None = None

    @property
    def is_polled(self) -> bool:
        """Return whether a getUpdates call is open now."""
        return self._polling is not None

    async def get_updates(self, params: Json) -> list[Json]:
        """https://core.telegram.org/bots/api#getupdates; a newer call ends an older one that still waits."""
        if self._webhook:
            raise conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete it first")
        self._end_polling("other getUpdates request; make sure that only one bot instance is running")
        mine = self._polling = asyncio.get_running_loop().create_future()
        self._allow(params)
        if offset := params.get("offset", 0):
            self._world.updates.confirm_below(offset)
        self._world.changed("polling")
        limit = params.get("limit", MAX_UPDATES)
        try:
            await self._wait_for_updates(min(max(params.get("timeout", 0), 0), MAX_WAIT), mine)
            if mine.done():
                raise mine.result()
            return self._world.updates.read(limit if 1 <= limit <= MAX_UPDATES else MAX_UPDATES)
        finally:
            if self._polling is mine:
                self._polling = None

    async def set_webhook(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#setwebhook; plain http is taken for this machine only."""
        address = urlsplit(params["url"])
        if not params["url"]:
            return await self.delete_webhook(params)
        if address.scheme != "https" and address.hostname not in {"127.0.0.1", "localhost"}:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        await self._stop_posting()
        self._end_polling("setWebhook request")
        self._allow(params)
        if params.get("drop_pending_updates"):
            self._world.updates.clear()
        self._webhook = Webhook(params["url"], params.get("secret_token"), params.get("allowed_updates", []))
        self._posting = asyncio.create_task(self._post_updates(self._webhook))
        return True

    async def delete_webhook(self, params: Json) -> bool:
        """https://core.telegram.org/bots/api#deletewebhook."""
        await self._stop_posting()
        self._webhook = None
        if params.get("drop_pending_updates"):
            self._world.updates.clear()
        return True

    async def get_webhook_info(self, _params: Json) -> Json:
        """https://core.telegram.org/bots/api#getwebhookinfo."""
        hook = self._webhook
        info: Json = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates),
        }
        return info | hook.last_error if hook else info

    async def close(self) -> None:
        """Stop posting and end a call that still waits."""
        await self._stop_posting()
        self._end_polling("the end of the sandbox")

    def _allow(self, params: Json) -> None:
        if "allowed_updates" in params:
            self._world.updates.allowed = frozenset(params["allowed_updates"])

    def _end_polling(self, by: str) -> None:
        if self._polling and not self._polling.done():
            self._polling.set_result(conflict(f"terminated by {by}"))
            self._world.changed("polling")

    async def _wait_for_updates(self, seconds: float, mine: asyncio.Future[ApiError] | None = None) -> None:
        """Wait for the first update in real time; polls close by the sandbox's clock meanwhile."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while True:
            self._world.close_due_polls()
            left = end - loop.time()
            if len(self._world.updates) or left <= 0 or (mine and mine.done()):
                return
            await self._world.next_change(min(left, self._until_poll_end()))

    def _until_poll_end(self) -> float:
        due = self._world.next_poll_end()
        if due is None or self._world.clock.is_frozen:
            return math.inf
        return max(due - self._world.clock.timestamp(), 0)

    async def _post_updates(self, hook: Webhook) -> None:
        """Post one update after the other; one that is not taken is posted again before the next."""
        while True:
            await self._wait_for_updates(math.inf)
            for update in self._world.updates.read(1):
                status = await asyncio.to_thread(_post, hook, update)
                if status in _HTTP_OK:
                    self._world.updates.confirm_below(self._world.updates.first_id + 1)
                    self._world.changed("polling")
                else:
                    hook.last_error = {
                        "last_error_date": int(self._world.clock.timestamp()),
                        "last_error_message": f"Wrong response from the webhook: {status}",
                    }
                    self._world.changed("webhook", status=status)
                    await asyncio.sleep(_RETRY_SECONDS)

    async def _stop_posting(self) -> None:
        if self._posting:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
            self._posting = None


def _post(hook: Webhook, update: Any) -> int:
    """Post an update; 0 without an answer. Runs in a thread, because the standard library's client blocks."""
    address = urlsplit(hook.url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_WEBHOOK_SECONDS)
    headers = {"Content-Type": "application/json"}
    if hook.secret_token:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret_token
    try:
        connection.request("POST", address.path or "/", json.dumps(update), headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()

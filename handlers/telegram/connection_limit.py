"""Limits on the number of HTTP connections and on the time for a request's head.

Clients that open connections and send nothing must not shut out the platform, nor use up the files that the store
needs.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTIONS_LIMIT = 100  # well above what the webhook lets Telegram open, 40
HEAD_WITHIN = 5  # seconds until the head of a request is complete


class BoundedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 connection with a deadline for each request's head.

    When there are too many, the one that has been silent longest is closed: Telegram sends its request at once.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_at = self.loop.time()
        self._deadline: asyncio.TimerHandle | None = None

    @property
    def is_busy(self) -> bool:
        """Return whether a request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Start the deadline, and drop a silent connection when there are too many."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(HEAD_WITHIN, self._drop_if_silent)
        if len(self.connections) > CONNECTIONS_LIMIT:
            silent = [each for each in self.connections if isinstance(each, BoundedProtocol) and not each.is_busy]
            min(silent, key=lambda each: each.opened_at).drop()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; on a reused connection an unfinished head gets a deadline."""
        super().data_received(data)
        if self.is_busy:
            self._stop_deadline()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_WITHIN, self._drop_if_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the deadline."""
        self._stop_deadline()
        super().connection_lost(exc)

    def drop(self) -> None:
        """Close the connection at once."""
        self.transport.abort()

    def _stop_deadline(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _drop_if_silent(self) -> None:
        self._deadline = None
        if not self.is_busy:
            self.drop()

"""The bot's update queue, as getUpdates and webhooks read it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .clock import Clock

KEPT_SECONDS = 24 * 60 * 60
# https://core.telegram.org/bots/api#getupdates: these come only when they are named.
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_FIRST_UPDATE_ID = 700_000_001


class UpdateQueue:
    """Updates in order, until they are confirmed or a day old."""

    def __init__(self, clock: Clock, numbers_from: int = 0) -> None:
        self._clock = clock
        self._waiting: deque[tuple[float, Any]] = deque()
        self._next_id = _FIRST_UPDATE_ID + numbers_from
        self.allowed: frozenset[str] = frozenset()  # none named: all but the ones above

    def __len__(self) -> int:
        self._forget_old()
        return len(self._waiting)

    @property
    def first_id(self) -> int:
        """The number of the oldest update, or of the next one when nothing waits."""
        return self._next_id - len(self._waiting)

    def wants(self, kind: str) -> bool:
        """Return whether updates of this kind are queued, by the last allowed_updates."""
        return kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST

    def push(self, kind: str, payload: Any) -> None:
        """Queue an update of a kind, if the bot wants it."""
        if self.wants(kind):
            self.push_raw({kind: payload})

    def push_raw(self, update: Any) -> int:
        """Queue anything at all under the next update_id, which is returned; an update_id of its own is kept.

        What is no object is queued as it is, as a faulty proxy might bring it.
        """
        number = self._next_id
        self._next_id += 1
        queued = {"update_id": number, **update} if isinstance(update, dict) else update
        self._waiting.append((self._clock.timestamp(), queued))
        return number

    def confirm_below(self, offset: int) -> None:
        """Forget everything before `offset`; a negative one keeps only that many from the end."""
        self._forget_old()
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
            return
        for _ in range(min(offset - self.first_id, len(self._waiting))):
            self._waiting.popleft()

    def read(self, limit: int) -> list[Any]:
        """The oldest updates, at most `limit`, without confirming them."""
        self._forget_old()
        return [update for _, (_, update) in zip(range(limit), self._waiting, strict=False)]

    def clear(self) -> None:
        """Forget everything (drop_pending_updates)."""
        self._waiting.clear()

    def _forget_old(self) -> None:
        horizon = self._clock.timestamp() - KEPT_SECONDS
        while self._waiting and self._waiting[0][0] < horizon:
            self._waiting.popleft()

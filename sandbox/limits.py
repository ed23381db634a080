"""Telegram's limits on sending, and a count of what exceeded them.

Telegram's own figures (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this): into one group
at most 20 messages a minute, about one a second into one chat, about 30 a second in all.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from functools import partial
from typing import TYPE_CHECKING

from .errors import too_many_requests

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60.0
SECOND = 1.0


class _Window:
    """Events within the last `span` seconds, and the most there ever were."""

    def __init__(self, span: float) -> None:
        self._span = span
        self._times: deque[float] = deque()
        self.most = 0

    def count(self, now: float) -> int:
        while self._times and self._times[0] <= now - self._span:
            self._times.popleft()
        return len(self._times)

    def add(self, now: float) -> None:
        self._times.append(now)
        self.most = max(self.most, self.count(now))

    def wait(self, now: float) -> int:
        """Whole seconds until the oldest event leaves the window."""
        return max(1, math.ceil(self._times[0] + self._span - now))


class Limits:
    """Counts what the bot sends and edits; `now` returns seconds and is the sandbox's clock by default."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.enabled = True
        self.group_per_minute = 20
        self.all_per_second = 30
        self._groups: dict[int, _Window] = defaultdict(partial(_Window, MINUTE))
        self._chats: dict[int, _Window] = defaultdict(partial(_Window, SECOND))
        self._all = _Window(SECOND)

    def check(self, chat_id: int) -> None:
        """Refuse with 429 a message that would exceed a limit; a negative id is a group, 0 none in particular."""
        if not self.enabled:
            return
        now = self.now()
        if chat_id < 0 and self._groups[chat_id].count(now) >= self.group_per_minute:
            raise too_many_requests(self._groups[chat_id].wait(now))
        if self._all.count(now) >= self.all_per_second:
            raise too_many_requests(self._all.wait(now))

    def record(self, chat_id: int) -> None:
        """Count one message or edit that was carried out."""
        now = self.now()
        if chat_id:
            self._groups[chat_id].add(now)
            self._chats[chat_id].add(now)
        self._all.add(now)

    def most_per_minute(self, chat_id: int) -> int:
        """The most messages and edits this chat saw within any 60 seconds."""
        return self._groups[chat_id].most

    def most_per_second(self, chat_id: int) -> int:
        """The most messages and edits this chat saw within any second."""
        return self._chats[chat_id].most

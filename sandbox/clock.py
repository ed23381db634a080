"""Time that can be moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """The sandbox's time, in UTC.

    By default it runs with the real time plus an offset that can be moved. Given `frozen`, it stands at that instant
    and moves only when told, so that a test decides every moment itself.
    """

    def __init__(self, frozen: datetime | None = None) -> None:
        self._frozen = frozen
        self._offset = timedelta()
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_frozen(self) -> bool:
        """Return whether time stands still between moves."""
        return self._frozen is not None

    def now(self) -> datetime:
        """The present instant, with its zone (UTC)."""
        return (self._frozen or datetime.now(UTC)) + self._offset

    def timestamp(self) -> float:
        """Seconds since 1970, as Telegram counts."""
        return self.now().timestamp()

    def advance(self, by: timedelta) -> None:
        """Move time forward (or back) and tell the listeners."""
        self._offset += by
        for listener in self._listeners:
            listener()

    def move_to(self, instant: datetime) -> None:
        """Move time to an instant (with a zone) and tell the listeners."""
        self.advance(instant - self.now())

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call the listener after every move."""
        self._listeners.append(listener)

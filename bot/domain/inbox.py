"""What came in: which updates are done, and which were set aside because nothing could be made of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

KEPT = timedelta(hours=25)  # Telegram offers an update again for 24 hours
SET_ASIDE_KEPT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An update whose effects are kept; coming again it changes nothing."""

    update: int
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """The update's number."""
        return str(self.update)


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """An update that could not be read or failed three times, for whoever hosts the bot to look at."""

    update: int
    at: datetime  # UTC
    reason: str
    raw: str  # the update as JSON, shortened

    @property
    def key(self) -> str:
        """The update's number."""
        return str(self.update)

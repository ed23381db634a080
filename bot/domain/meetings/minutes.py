"""The minutes of a meeting (会议纪要): drafted from its records, corrected, confirmed by the head."""

from dataclasses import dataclass
from datetime import datetime, timedelta

REMINDED_AFTER = (timedelta(days=3), timedelta(days=7))  # after the close, while nobody has confirmed them
CORRECTIONS = 20


@dataclass(frozen=True, kw_only=True)
class Correction:
    """An addition to the minutes, or a correction."""

    person: int
    text: str
    at: datetime  # UTC


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Corrections and confirmation of a meeting's minutes; the rest is drawn from the meeting itself."""

    council: int
    meeting: int
    corrections: tuple[Correction, ...] = ()
    confirmed: datetime | None = None  # UTC
    confirmer: int | None = None

    @staticmethod
    def key_of(council: int, meeting: int) -> str:
        """Return the key of a meeting's minutes."""
        return f"{council}/{meeting}"

    @property
    def key(self) -> str:
        """Council and meeting."""
        return self.key_of(self.council, self.meeting)

"""Routine news of matters, collected for the daily digest."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class News:
    """A routine step of a matter that waits for the daily digest; `entry` is its place in the timeline."""

    council: int
    matter: int
    entry: int
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """Council, matter and step."""
        return f"{self.council}/{self.matter}/{self.entry}"

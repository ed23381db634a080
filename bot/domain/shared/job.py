"""Scheduled jobs: reminders, closings, deadlines, look-backs."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.shared.outbox_message import Params


@dataclass(frozen=True, kw_only=True)
class Job:
    """A scheduled job. `act` names a row of `scheduled_jobs.JOBS`, `about` its subject (meeting/3/7)."""

    id: str
    at: datetime  # UTC
    act: str
    about: str
    params: Params = field(default_factory=dict)

    @staticmethod
    def key_of(about: str, act: str, name: str = "") -> str:
        """Return the key of an act that waits for a subject; `name` tells several of one kind apart."""
        return f"{about}/{act}/{name}"

    @property
    def key(self) -> str:
        """The id."""
        return self.id

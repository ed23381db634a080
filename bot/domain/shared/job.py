"""Scheduled jobs: reminders, closings, deadlines, look-backs."""

from dataclasses import dataclass, field
from datetime import datetime

JobParams = dict[str, str | int | bool]  # which council, matter, meeting … the job is about


@dataclass(frozen=True, kw_only=True)
class Job:
    """A scheduled job. `act` names a row of `scheduled_jobs.JOBS`, `about` its subject (meeting/3/7)."""

    id: str
    at: datetime  # UTC
    act: str
    about: str
    params: JobParams = field(default_factory=dict)

    @staticmethod
    def key_of(about: str, act: str, name: str = "") -> str:
        """Return the key of an act that waits for a subject; `name` tells several of one kind apart."""
        return f"{about}/{act}/{name}"

    @property
    def key(self) -> str:
        """The id."""
        return self.id

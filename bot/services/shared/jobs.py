"""Scheduling and cancelling jobs in the transaction."""

from datetime import datetime, timedelta

from bot.domain.shared.job import Job, JobParams
from bot.ports import Tx

NO_PARAMS = JobParams()
LATE = timedelta(minutes=15)  # after this it is said that something comes late
IS_LATE = "late"  # `what` of a message that says so


def lateness(at: datetime, now: datetime) -> str:
    """Return IS_LATE when what was due at a time is done so late that it must be said, else ""."""
    return IS_LATE if now - at > LATE else ""


def schedule(tx: Tx, act: str, about: str, at: datetime, *, name: str = "", params: JobParams = NO_PARAMS) -> None:
    """Schedule `act` at `at` (UTC). There is one job for each act, subject and name: scheduling again moves it."""
    tx.put(Job(id=Job.key_of(about, act, name), at=at, act=act, about=about, params=params))


def cancel(tx: Tx, about: str, act: str | None = None) -> None:
    """Cancel all jobs of a subject, or only those of one kind."""
    for due in tx.find(Job, "about", about):
        if act in (None, due.act):
            tx.drop(Job, due.key)

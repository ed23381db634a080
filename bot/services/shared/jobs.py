"""Scheduling and cancelling jobs in the transaction."""

from datetime import datetime

from bot.domain.shared.job import Job, JobParams
from bot.ports import Tx

NO_PARAMS = JobParams()


def schedule(tx: Tx, act: str, about: str, at: datetime, *, name: str = "", params: JobParams = NO_PARAMS) -> None:
    """Schedule `act` at `at` (UTC). There is one job for each act, subject and name: scheduling again moves it."""
    tx.put(Job(id=Job.key_of(about, act, name), at=at, act=act, about=about, params=params))


def cancel(tx: Tx, about: str, act: str | None = None) -> None:
    """Cancel all jobs of a subject, or only those of one kind."""
    for due in tx.find(Job, "about", about):
        if act in (None, due.act):
            tx.drop(Job, due.key)

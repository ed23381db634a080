"""Put into the transaction what waits for its time, and take it out again."""

from datetime import datetime

from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import Params
from bot.ports import Tx


def schedule(tx: Tx, act: str, about: str, at: datetime, *, name: str = "", params: Params | None = None) -> None:
    """Do `act` at `at` (UTC). One row for each act, subject and name: waiting again moves it."""
    tx.put(Job(id=Job.key_of(about, act, name), at=at, act=act, about=about, params=params or {}))


def cancel(tx: Tx, about: str, act: str | None = None) -> None:
    """Wait no more for anything about this subject, or for this act alone."""
    for due in tx.find(Job, "about", about):
        if act in (None, due.act):
            tx.drop(Job, due.key)

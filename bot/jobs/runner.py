"""The runner of due jobs, each run once. It may be called at any time and as often as one likes."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.shared.inbox import SET_ASIDE_KEPT, UPDATE_KEPT, DeadLetter, ProcessedUpdate, ProcessedUpdates
from bot.domain.shared.job import Job
from bot.index_rows import SeenBlockRow, SeenRow, SetAsideRow
from bot.ports import Store, Tx
from bot.services.reactions import perform

log = logging.getLogger(__name__)

RunJob = Callable[[Tx, Job, datetime], None]

JOBS_IN_ONE_RUN = 1000  # due things in one tick, so that one that makes itself due again cannot hold the bot
TOGETHER = 20  # in one durable write, which may cost more than all they do
A_MOMENT = 0.02  # seconds after which others get their turn
PURGED_AT_ONCE = 500
TRIES = 5
RETRY_AFTER = timedelta(minutes=1)  # after a failure
LATER = timedelta(hours=1)  # after TRIES of them
DOWN = timedelta(hours=1)  # what is later than this was not done because nobody was there to do it


async def catch_up(store: Store, acts: Mapping[str, RunJob], now: datetime) -> None:
    """Run the handlers that `acts` has for jobs missed while the bot was down; the jobs stay due.

    The bot was down if a job is more than an hour late. Each handler has a transaction of its own; one that fails is
    logged, and its job is run as ever.
    """
    for key in await store.run(_missed, acts, now):
        try:
            await store.run(_prepare, acts, key, now)
        except Exception:  # one job that fails holds up no other
            log.exception("due thing %s could not be prepared", key)
            await store.run(_first, None)  # raises when nothing can be kept any more
        await asyncio.sleep(0)  # taps and messages go in between


async def run_due_jobs(store: Store, acts: Mapping[str, RunJob], now: datetime) -> int:
    """Run all jobs due at `now` (UTC), the oldest first, a few in one durable write; return how many were run.

    A job that fails is logged under its id and comes again in a minute, after five times in an hour: its `at` moves, so
    an act judges by its subject how late it is. It is never lost and never stops the others.
    """
    done, left = 0, JOBS_IN_ONE_RUN
    while left > 0:
        begun: list[str] = []
        try:
            await store.run(_do, acts, now, min(left, TOGETHER), begun)
        except Exception:  # as above; without a job begun the store itself failed
            if not begun:
                raise
            log.exception("due thing %s failed", begun[-1])
            await store.run(_put_off, begun[-1], now)  # those before it are still due
            left -= 1
        else:
            if not begun:
                break
            done += len(begun)
            left -= len(begun)
        await asyncio.sleep(0)  # taps and messages go in between
    await store.run(_purge, now)
    return done


async def next_due(store: Store) -> datetime | None:
    """Return when the next thing is due (UTC), or None."""
    due = await store.run(_first, None)
    return due.at if due else None


def _missed(tx: Tx, acts: Mapping[str, RunJob], now: datetime) -> list[str]:
    first = _first(tx, now)
    if first is None or now - first.at < DOWN:
        return []
    return [due.id for due in tx.find(Job, "at", upto=now) if due.act in acts]


def _prepare(tx: Tx, acts: Mapping[str, RunJob], key: str, now: datetime) -> None:
    due = tx.get(Job, key)
    if due and due.at <= now:
        perform(tx, acts[due.act], due, now)


def _first(tx: Tx, upto: datetime | None) -> Job | None:
    return next(iter(tx.find(Job, "at", upto=upto, limit=1)), None)


def _do(tx: Tx, acts: Mapping[str, RunJob], now: datetime, most: int, begun: list[str]) -> None:
    """Run at most `most` jobs, none after `A_MOMENT`; `begun` collects their ids: if one fails, it is the last."""
    since = time.monotonic()
    while len(begun) < most:
        due = _first(tx, now)
        if due is None:
            break
        begun.append(due.id)
        tx.drop(Job, due.id)
        perform(tx, acts[due.act], due, now)
        if time.monotonic() - since >= A_MOMENT:
            break


def _put_off(tx: Tx, key: str, now: datetime) -> None:
    due = tx.get(Job, key)
    if due:
        failures = due.params.failures + 1
        at = now + (RETRY_AFTER if failures < TRIES else LATER)
        tx.put(replace(due, at=at, params=replace(due.params, failures=failures)))


def _purge(tx: Tx, now: datetime) -> None:
    """Delete handled updates that cannot come again, and old dead letters; the rest of many at the next run."""
    for update in tx.rows(SeenRow, upto=now - UPDATE_KEPT, limit=PURGED_AT_ONCE):
        tx.drop(ProcessedUpdate, update.key)
    for block in tx.rows(SeenBlockRow, upto=now - UPDATE_KEPT, limit=PURGED_AT_ONCE):
        tx.drop(ProcessedUpdates, block.key)
    for letter in tx.rows(SetAsideRow, upto=now - SET_ASIDE_KEPT, limit=PURGED_AT_ONCE):
        tx.drop(DeadLetter, letter.key)

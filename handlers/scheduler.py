"""The alarm that runs due jobs: APScheduler rings at the next of them, and every minute to be sure."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.cancellation import run_until
from bot.domain.shared.job import Job
from bot.jobs.runner import RunJob, catch_up, next_due, run_due_jobs
from bot.ports import Clock, Store

TICK = timedelta(minutes=1)
RINGS_AT_ONCE = 1000  # the demo's clock may be moved again and again while one ring is still being heard


class Alarm:
    """Runs the jobs that are due, when the next one is and every minute to be sure."""

    def __init__(self, store: Store, acts: Mapping[str, RunJob], clock: Clock, on_return: Mapping[str, RunJob]) -> None:
        self._store = store
        self._acts = acts
        self._clock = clock
        self._on_return = on_return
        self._changed = asyncio.Event()
        self._armed: datetime | None = None
        self._stopping = asyncio.Event()
        self._fault: Exception | None = None
        self._one_at_a_time = asyncio.Lock()
        store.listen(self._changed.set, Job)

    async def run(self) -> None:
        """Ring until `stop`; raises what the store raises."""
        # A ring that comes late comes all the same, and several missed ones come as one. One that comes during another
        # waits for its turn in `_tick`: with max_instances=1 APScheduler would drop it.
        usual = {"misfire_grace_time": None, "coalesce": True, "max_instances": RINGS_AT_ONCE}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=usual)
        await run_until(self._stopping, catch_up(self._store, self._on_return, self._clock.now()))
        if self._stopping.is_set():
            return  # the rest is looked at when the bot starts again
        self._scheduler.add_job(self._tick, "interval", seconds=TICK.total_seconds(), id="minute")
        self._scheduler.start()
        self.ring()
        last = self._clock.now()
        while not self._stopping.is_set():
            self._changed.clear()
            if (now := self._clock.now()) < last:  # APScheduler would wait until the clock has caught up
                self._scheduler.reschedule_job("minute", trigger="interval", seconds=TICK.total_seconds())
                self.ring()
            last = now
            due = await next_due(self._store)
            if due and due != self._armed:
                self._ring_in(due - self._clock.now(), "next")
            self._armed = due
            await self._clock.wait(None, self._changed)
        self._scheduler.shutdown(wait=False)
        if self._fault:
            raise self._fault

    def ring(self) -> None:
        """Look now: at the start, or because the clock was moved."""
        self._ring_in(timedelta(), "now")
        self._armed = None
        self._changed.set()

    def stop(self) -> None:
        """Stop ringing: `run` returns."""
        self._stopping.set()
        self._changed.set()

    def _ring_in(self, left: timedelta, name: str) -> None:
        at = datetime.now(UTC) + max(left, timedelta())
        self._scheduler.add_job(self._tick, "date", run_date=at, id=name, replace_existing=True)

    async def _tick(self) -> None:
        try:
            async with self._one_at_a_time:
                await run_due_jobs(self._store, self._acts, self._clock.now())
        except Exception as fault:  # noqa: BLE001  # run() raises it: nothing can be kept any more
            self._fault = fault
            self.stop()

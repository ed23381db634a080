"""The computer's clock, and one that can be moved."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SystemClock, TravellingClock


async def test_waits_until() -> None:
    """Waiting ends when the instant has come, and not before."""
    clock = SystemClock()
    until = clock.now() + timedelta(milliseconds=20)
    await clock.wait(until, asyncio.Event())
    assert clock.now() >= until


async def test_past_instant() -> None:
    """Waiting for what is past does not wait."""
    await SystemClock().wait(datetime(2020, 1, 1, tzinfo=UTC), asyncio.Event())


@pytest.mark.parametrize("until", [None, datetime(2199, 1, 1, tzinfo=UTC)])
async def test_woken(until: datetime | None) -> None:
    """Whoever is woken waits no longer."""
    wake = asyncio.Event()
    waiting = asyncio.create_task(SystemClock().wait(until, wake))
    await asyncio.sleep(0)
    wake.set()
    await waiting


def test_now_is_utc() -> None:
    """The present instant carries UTC."""
    assert SystemClock().now().tzinfo is UTC


@pytest.mark.parametrize(("by", "said"), [(3600.0, True), (-6.0, True), (4.0, False)])
def test_jump(by: float, said: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:  # noqa: FBT001  # a table
    """A jump of the wall clock by more than 5 seconds is logged, once."""
    clock = SystemClock()
    real = SystemClock._offset()
    monkeypatch.setattr(SystemClock, "_offset", staticmethod(lambda: real + by))
    clock.now()
    clock.now()
    assert len([record for record in caplog.records if "jumped" in record.message]) == said


@pytest.mark.parametrize("until", [None, datetime(2199, 1, 1, tzinfo=UTC)])
async def test_set_back(until: datetime | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting ends when the clock is set back, so that whoever waits looks again at what was ahead."""
    clock = SystemClock()
    real = clock.now
    monkeypatch.setattr("bot.clock.LOOK_AGAIN", timedelta(milliseconds=20))
    waiting = asyncio.create_task(clock.wait(until, asyncio.Event()))
    await asyncio.sleep(0)
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=3))
    await asyncio.wait_for(waiting, 5)


class TestTravelling:
    """A clock that somebody moves."""

    async def test_moved(self) -> None:
        """Moving the clock to the instant ends the waiting for it; moving it less far does not."""
        at = datetime(2026, 3, 2, tzinfo=UTC)
        clock = TravellingClock(lambda: at)
        waiting = asyncio.create_task(clock.wait(at + timedelta(days=3), asyncio.Event()))
        for days in (0, 1, 2):
            await asyncio.sleep(0)
            assert not waiting.done()
            at += timedelta(days=days)
            clock.moved()
        await waiting

    async def test_runs(self) -> None:
        """Between two moves it runs by itself."""
        clock = TravellingClock(lambda: datetime.now(UTC))
        await clock.wait(clock.now() + timedelta(milliseconds=20), asyncio.Event())

    async def test_woken(self) -> None:
        """Whoever is woken waits no longer."""
        wake = asyncio.Event()
        waiting = asyncio.create_task(TravellingClock(lambda: datetime.now(UTC)).wait(None, wake))
        await asyncio.sleep(0)
        wake.set()
        await waiting

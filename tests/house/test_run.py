"""The front door, as the person who hosts the bot meets it."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SystemClock
from bot.domain.shared.job import Job
from bot.ports import Tx
from handlers.cli.configuration import Configuration
from handlers.cli.console import DONE
from handlers.cli.serve import serve_app
from handlers.scheduler import Alarm
from handlers.telegram.app import App
from handlers.telegram.config import Telegram
from sandbox import World
from storage.memory import MemoryStore
from tests.house.bot_process import House
from tests.house.conftest import Command
from tests.sandbox.box import browser


@pytest.mark.parametrize(
    "arguments", [[], ["backup", "x"], ["--config", "config.toml"], ["verify", "--config", "config.toml"]]
)
def test_no_configuration(arguments: list[str], command: Command) -> None:
    """Without a configuration file one line says what to do, and the exit code is 2."""
    code, printed = command(*arguments)
    assert code == 2
    assert len(printed.splitlines()) == 1
    assert "cp config.example.toml config.toml" in printed
    assert "make demo" in printed


async def test_wrong_configuration(house: House, command: Command) -> None:
    """Every mistake in the configuration is printed at once; `check` exits 1, the bot 2."""
    house.config.write_text("colour = 1\n[telegram]\nmode = 'x'")
    for arguments, expected in ((["check"], 1), ([], 2)):
        code, printed = command(*arguments)
        assert code == expected
        assert [line.split("：")[1].split()[0] for line in printed.splitlines()] == [
            "colour",
            "telegram.token",
            "telegram.mode",
        ]


async def test_wrong_holidays(house: House, command: Command) -> None:
    """Mistakes in `holidays.toml` beside the configuration end the bot with 2; `check` says those of both files."""
    beside = house.folder / "holidays.toml"
    beside.write_text("[2027]\nholidays = [2026-05-01, 2027-01-01]\nworkdays = [2027-01-04]")
    code, printed = command("--config", house.config)
    assert code == 2
    assert printed == (
        "holidays.toml：2027.holidays[1] 2026-05-01 不在 2027 年。应为：2027 年的日期\n"
        "holidays.toml：2027.workdays 2027-01-04 不是周末。应为：调休上班的星期六或星期日\n"
    )
    assert command("check") == (1, printed)
    house.config.write_text("colour = 1\n" + house.config.read_text())
    code, both = command("check")
    assert code == 1
    assert both.startswith("config.toml：colour ")
    assert both.endswith(printed)
    assert command() == (2, both.removesuffix(printed))


async def test_check_is_content(house: House, command: Command) -> None:
    """With nothing wrong, `check` says so."""
    assert house.config.exists()
    assert command("check") == (0, "配置和数据都没有问题。\n")


async def test_clean_end(house: House, world: World) -> None:
    """At SIGTERM the bot keeps everything, confirms, and exits 0 within 5 seconds."""
    async with house.bot(world) as process:
        process.terminate()
        async with asyncio.timeout(5):
            await process.wait()
    assert (process.returncode, house.printed) == (0, "")
    assert len(world.updates) == 0


async def test_menu(house: House, world: World) -> None:
    """A bot that has started tells Telegram its commands."""

    async def meanwhile(app: App, _: Alarm) -> None:
        told = await world.wait_for(lambda: [call for call in world.calls if call.method == "setMyCommands"][3:])
        assert [call.status for call in told] == [200]
        app.stop()

    settings = Telegram(world.token, house.server.base_url)
    assert await serve_app(Configuration(telegram=settings), MemoryStore(), SystemClock(), meanwhile=meanwhile) == DONE


async def test_demo(house: House) -> None:
    """The demo needs no configuration, prints its address once it serves, and ends cleanly."""
    house.config.unlink()
    process = await house.start("demo", "--port", "0", "--no-seed")
    assert process.stdout
    async with asyncio.timeout(20):
        line = (await process.stdout.readline()).decode()
    found = re.fullmatch(r"Demo: (http://127\.0\.0\.1:\d+)\n", line)
    assert found
    async with browser() as page:
        assert (await page.get(found[1])).status_code == 200
    process.terminate()
    _, err = await process.communicate()
    assert (process.returncode, err.decode()) == (0, "")


class Now:
    """A clock that runs, and can be moved."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.set_back = asyncio.Event()
        self.waited = asyncio.Event()  # set when somebody waits

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        assert until is None
        self.waited.set()
        waits = [asyncio.ensure_future(event.wait()) for event in (wake, self.set_back)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
            self.set_back.clear()


class TestAlarm:
    """The alarm clock."""

    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()

    @pytest.fixture
    def clock(self) -> Now:
        return Now()

    @pytest.fixture
    def rung(self) -> asyncio.Queue[str]:
        return asyncio.Queue()

    @pytest.fixture
    async def alarm(self, store: MemoryStore, clock: Now, rung: asyncio.Queue[str]) -> AsyncIterator[Alarm]:
        alarm = Alarm(store, {"ring": lambda _tx, due, _now: rung.put_nowait(due.id)}, clock, {})
        task = asyncio.create_task(alarm.run())
        yield alarm
        alarm.stop()
        async with asyncio.timeout(2):
            await task

    @staticmethod
    async def wait(store: MemoryStore, key: str, at: datetime) -> None:
        def put(tx: Tx) -> None:
            tx.put(Job(id=key, at=at, act="ring", about=key))

        await store.run(put)

    @pytest.mark.usefixtures("alarm")
    async def test_rings_when_due(self, store: MemoryStore, clock: Now, rung: asyncio.Queue[str]) -> None:
        """It rings when the next thing is due, also when an earlier one comes in meanwhile."""
        await asyncio.sleep(0)
        await self.wait(store, "later", clock.now() + timedelta(hours=1))
        await self.wait(store, "soon", clock.now() + timedelta(milliseconds=50))
        async with asyncio.timeout(5):
            assert await rung.get() == "soon"
        assert rung.empty()

    async def test_clock_is_set_back(self, clock: Now, alarm: Alarm) -> None:
        """The look of every minute starts anew when the clock goes back: it does not wait until it has caught up."""
        async with asyncio.timeout(5):
            await clock.waited.wait()
            planned = alarm._scheduler.get_job("minute").next_run_time
            clock.waited.clear()
            clock.ahead -= timedelta(hours=3)
            clock.set_back.set()
            await clock.waited.wait()
        assert alarm._scheduler.get_job("minute").next_run_time > planned

    async def test_clock_is_moved(self, store: MemoryStore, clock: Now, rung: asyncio.Queue[str], alarm: Alarm) -> None:
        """When the clock was moved it looks at once, and then knows how far the next thing is."""
        await self.wait(store, "tomorrow", clock.now() + timedelta(days=1))
        await self.wait(store, "after", clock.now() + timedelta(days=1, milliseconds=100))
        await asyncio.sleep(0)
        clock.ahead = timedelta(days=1)
        alarm.ring()
        async with asyncio.timeout(5):
            assert [await rung.get(), await rung.get()] == ["tomorrow", "after"]

    async def test_back_after_a_downtime(self, store: MemoryStore, clock: Now) -> None:
        """What came due while the bot was down is looked at once before it is done."""
        rung: asyncio.Queue[str] = asyncio.Queue()
        await self.wait(store, "missed", clock.now() - timedelta(hours=2))
        on_return = {"ring": lambda _tx, due, _now: rung.put_nowait(f"back for {due.id}")}
        alarm = Alarm(store, {"ring": lambda _tx, due, _now: rung.put_nowait(due.id)}, clock, on_return)
        task = asyncio.create_task(alarm.run())
        async with asyncio.timeout(5):
            assert [await rung.get(), await rung.get()] == ["back for missed", "missed"]
            alarm.stop()
            await task

    async def test_stopped_while_it_looks_back(self, store: MemoryStore, clock: Now) -> None:
        """Long lists of what came due meanwhile hold up nobody: it stops when told, and goes on at the next start."""
        for number in range(1000):
            await self.wait(store, f"missed {number}", clock.now() - timedelta(hours=2))
        looked_at: asyncio.Queue[str] = asyncio.Queue()
        done: list[str] = []
        on_return = {"ring": lambda _tx, due, _now: looked_at.put_nowait(due.id)}
        alarm = Alarm(store, {"ring": lambda _tx, due, _now: done.append(due.id)}, clock, on_return)
        task = asyncio.create_task(alarm.run())
        await looked_at.get()
        alarm.stop()
        async with asyncio.timeout(2):
            await task
        assert looked_at.qsize() < 999
        assert done == []

    async def test_store_fails(self, store: MemoryStore, clock: Now, monkeypatch: pytest.MonkeyPatch) -> None:
        """When nothing can be kept any more it ends with that error."""
        await self.wait(store, "now", clock.now())

        def full(*_: object) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(store, "keep", full)
        with pytest.raises(OSError, match="no space left"):
            await Alarm(store, {}, clock, {}).run()

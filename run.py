"""The front door: reads the configuration, opens the store, puts the bot together and runs it.

Each subcommand loads only what it needs, so that the bot starts fast.
"""

import argparse
import asyncio
import gc
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot import log
from bot.checked import ConfigError
from bot.config import Config, Storage, load, storage_of
from bot.ports import Clock, Store
from storage.errors import StorageError, StoreLockedError

if TYPE_CHECKING:
    from bot.clockwork import Act
    from handlers.app import App

DONE, PROBLEM, NOT_CONFIGURED, LOCKED = range(4)  # exit codes
LEFT_AT_ONCE = 130  # as the shell says it of Ctrl-C
NO_CONFIG = "找不到配置文件 {path}。请先执行 cp config.example.toml config.toml 并填好，或用 make demo 先看看。"
TICK = timedelta(minutes=1)
RINGS_AT_ONCE = 1000  # the demo's clock may be moved again and again while one ring is still being heard


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; give the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (NoConfigError, ConfigError) as error:
        return _fail(NOT_CONFIGURED, str(error))
    except StoreLockedError as error:
        return _fail(LOCKED, f"数据正在被另一个程序使用：{error}")
    except StorageError as error:
        return _fail(PROBLEM, f"数据有问题：{error}")
    except OSError as error:
        return _fail(PROBLEM, f"不能继续：{error}")
    except Exception:
        logging.getLogger(__name__).exception("this is a fault of the program")  # not by Python: the log hides tokens
        return PROBLEM


class NoConfigError(Exception):
    """There is no configuration file; `str()` says how to make one."""


def _config(options: argparse.Namespace) -> Config:
    try:
        return load(options.config, os.environ)
    except FileNotFoundError as error:
        raise NoConfigError(NO_CONFIG.format(path=options.config)) from error


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", type=Path, metavar="FILE", help="配置文件（默认 config.toml）")
    parser = argparse.ArgumentParser(prog="run.py", description="议事：给居民议事会用的 Telegram 机器人。")
    parser.add_argument("--config", type=Path, metavar="FILE", default=Path("config.toml"), help="配置文件")
    parser.set_defaults(run=_bot)
    commands = parser.add_subparsers(metavar="命令", help="不写命令就是运行机器人")

    def command(name: str, run: Callable[[argparse.Namespace], int], explained: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=explained, description=explained)
        made.set_defaults(run=run)
        return made

    demo = command("demo", _demo, "在浏览器里试用，不需要令牌，也不需要联网")
    demo.add_argument("--port", type=int, default=8765, help="0 表示随便找一个空的")
    demo.add_argument("--data", type=Path, metavar="DIR", help="数据放在这个文件夹；不写就只放在内存里")
    demo.add_argument("--no-seed", action="store_true", help="不要预先准备的小区和居民，在页面里自己添加")
    command("check", _check, "检查配置和数据，一次列出所有问题")
    command("backup", _backup, "把全部数据备份成一个文件").add_argument("file", type=Path, metavar="FILE")
    restore = command("restore", _restore, "从备份文件恢复")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--force", action="store_true", help="已有数据时也恢复；原有数据移到一边，不会删除")
    verify = command("verify", _verify, "核对全部记录和每一次表决，指出第一处不对的")
    verify.add_argument("file", type=Path, metavar="FILE", nargs="?", help="只核对这份导出的表决文件")
    command("rules", _rules, "列出表决规则：编号、地方、有效期、依据、核对日期")
    tally = command("tally", _tally, "计票：读一个 JSON 文件，算出每一项和结果，写成 JSON")
    tally.add_argument("file", metavar="FILE", help="- 表示从标准输入读")
    return parser


def _bot(options: argparse.Namespace) -> int:
    """Run the bot itself."""
    gc.disable()  # nothing becomes garbage while all is loaded: a tenth of the start; `_build` switches it on again
    from bot import holidays_file  # noqa: PLC0415  # as the head of this file says
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.services.holidays import use  # noqa: PLC0415
    from storage.tinydb import TinyStore  # noqa: PLC0415

    config = _config(options)
    use(holidays_file.load(options.config))
    webhook = config.telegram.webhook
    log.set_up(
        level=config.log.level,
        style=config.log.format,
        secrets=[config.telegram.token, webhook.secret_token if webhook else ""],
    )
    return asyncio.run(_serve(config, TinyStore.open(config.storage.folder), SystemClock()))


def _demo(options: argparse.Namespace) -> int:
    """Run a sandbox and the bot against it."""
    log.set_up(level="WARNING")
    return asyncio.run(_play(options))


def _check(options: argparse.Namespace) -> int:
    """Say everything that is wrong with the configuration and the data."""
    from bot import holidays_file  # noqa: PLC0415
    from storage.check import check  # noqa: PLC0415

    problems = []
    try:
        storage: Storage | None = _config(options).storage
    except NoConfigError as error:
        return _fail(PROBLEM, str(error))
    except ConfigError as error:
        problems.append(str(error))
        storage = storage_of(options.config)
    try:
        holidays_file.load(options.config)
    except ConfigError as error:
        problems.append(str(error))
    if storage and storage.folder.exists() and any(storage.folder.iterdir()):
        found = check(storage.folder)
        problems += [f"{storage.folder / each.file}：{each.wrong}。应为：{each.right}" for each in found]
    if problems:
        return _fail(PROBLEM, "\n".join(problems))
    _say("配置和数据都没有问题。")
    return DONE


def _backup(options: argparse.Namespace) -> int:
    """Write everything into one file."""
    from storage.backup import backup  # noqa: PLC0415

    opening = backup(_config(options).storage.folder, options.file)
    _say(f"已备份到 {options.file}。")
    if opening:
        _say(f"注意：有 {opening} 次不记名表决正在进行，这份备份能打开它们的选票。表决截止后，请把这份备份销毁。")
    return DONE


def _restore(options: argparse.Namespace) -> int:
    """Put back what a backup holds."""
    from storage.backup import restore  # noqa: PLC0415

    folder = _config(options).storage.folder
    restore(options.file, folder, force=options.force)
    _say(f"已从 {options.file} 恢复到 {folder}。")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    """Walk the record, hold every vote against it, and name the first thing that does not hold."""
    from storage.check import verify  # noqa: PLC0415

    if options.file:
        return _verify_file(options)
    broken = verify(_config(options).storage.folder)
    _say(f"记录不对，第一处：{broken[0]}（共 {len(broken)} 处）" if broken else "全部记录核对无误。")
    return PROBLEM if broken else DONE


def _verify_file(options: argparse.Namespace) -> int:
    """Check an exported vote by itself, and against the data where there is any."""
    from bot.papers.verdict import judged  # noqa: PLC0415
    from storage.check import verify  # noqa: PLC0415
    from storage.names import ours  # noqa: PLC0415

    file, wrong = judged(options.file.read_bytes())
    try:
        folder: Path | None = _config(options).storage.folder
    except NoConfigError:
        folder = None
    if folder and not (folder.is_dir() and ours(folder)):
        folder = None
    if folder and not wrong:
        wrong = verify(folder, file=file)
    if wrong:
        return _fail(PROBLEM, f"{options.file} 不对：{wrong[0]}（共 {len(wrong)} 处）")
    _say(f"{options.file} 核对无误：{len(file['yishi']['commitments'])} 张票，重新计票的结果与记录一致。")
    if not folder:
        _say("这里没有数据文件夹，所以只核对了文件本身。")
    return DONE


def _rules(_: argparse.Namespace) -> int:
    """List the voting rules, one a line."""
    from bot.papers.rulebook import HEADER, listed  # noqa: PLC0415

    for row in (HEADER, *listed()):
        _say(" | ".join(row).rstrip(" |"))
    return DONE


def _tally(options: argparse.Namespace) -> int:
    """Count what a file says; every reason why it cannot be counted has its line."""
    from bot.papers.calculator import calculate  # noqa: PLC0415
    from bot.papers.tally_file import Unusable  # noqa: PLC0415

    content = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    try:
        result = calculate(content, datetime.now(UTC).astimezone().date())
    except Unusable as error:
        return _fail(PROBLEM, "\n".join(error.lines))
    _say(json.dumps(result, ensure_ascii=False, indent=2))
    return DONE


async def _serve(
    config: Config, store: Store, clock: Clock, *, meanwhile: "Callable[[App, Alarm], Awaitable[None]] | None" = None
) -> int:
    """Run the bot until a signal; `meanwhile` is called once it is ready. Closes the store."""
    from handlers.app import running  # noqa: PLC0415
    from handlers.polling import TokenRefusedError  # noqa: PLC0415

    app, alarm = _build(config, store, clock)
    _on_signal(app.stop)
    ringing = asyncio.create_task(alarm.run())
    ringing.add_done_callback(lambda _: app.stop())
    try:
        async with running(app):
            if meanwhile:
                await meanwhile(app, alarm)
            await app.stopped.wait()
    except TokenRefusedError:
        return _fail(NOT_CONFIGURED, "Telegram 不认这个令牌。请到 @BotFather 核对，填进配置文件的 telegram.token。")
    finally:
        alarm.stop()
        await ringing
        await store.close()
    return DONE


def _build(config: Config, store: Store, clock: Clock) -> "tuple[App, Alarm]":
    """Put the bot together; nothing runs yet."""
    from bot import tellings  # noqa: PLC0415
    from bot.services.on_time import ACTS, ON_RETURN  # noqa: PLC0415
    from handlers.app import App  # noqa: PLC0415
    from handlers.routes import dispatcher  # noqa: PLC0415

    app = App(config, store, clock, dispatcher, tellings)
    gc.freeze()  # what is there now stays, stored documents included: the collector need not walk it ever again
    gc.enable()
    return app, Alarm(store, ACTS, clock, ON_RETURN)


async def _play(options: argparse.Namespace) -> int:
    """Serve the demo until a signal."""
    from bot.clock import TravellingClock  # noqa: PLC0415
    from bot.clockwork import next_due  # noqa: PLC0415
    from bot.config import Telegram  # noqa: PLC0415
    from bot.services.people import groups  # noqa: PLC0415
    from handlers.until import unless  # noqa: PLC0415
    from sandbox import Server, World  # noqa: PLC0415
    from sandbox.page import routes  # noqa: PLC0415
    from sandbox.people_file import PeopleFile  # noqa: PLC0415
    from sandbox.seed import seed, settle_in  # noqa: PLC0415
    from storage.memory import MemoryStore  # noqa: PLC0415
    from storage.tinydb import TinyStore  # noqa: PLC0415

    store = TinyStore.open(options.data) if options.data else MemoryStore()
    people = PeopleFile(options.data / "demo.json") if options.data else None
    is_kept = people is not None and people.exists
    is_new = not is_kept and not await store.run(groups)
    # The world begins anew each time, the store may not; the seconds since 2023 are numbers that no earlier world gave.
    world = World(numbers_from=0 if is_new else int(time.time()) - 1_700_000_000)
    clock = TravellingClock(world.clock.now)
    page = routes(world, lambda: next_due(store))
    async with Server(world, port=options.port, routes=page) as server:

        async def meanwhile(app: "App", alarm: Alarm) -> None:
            world.clock.on_move(clock.moved)
            world.clock.on_move(alarm.ring)
            if people and is_kept:
                people.read_into(world)
            elif not is_new:
                settle_in(world, bot="administrator")  # the data is older than the file with the people
            elif not options.no_seed:
                await unless(app.stopped, seed(world))
            if people and not app.stopped.is_set():
                people.follow(world)
            _say(f"Demo: {server.url}")

        telegram = Telegram(world.token, server.base_url, server.base_file_url)
        return await _serve(Config(telegram), store, clock, meanwhile=meanwhile)


class Alarm:
    """Calls the clockwork when something is due, and every minute to be sure."""

    def __init__(self, store: Store, acts: "Mapping[str, Act]", clock: Clock, on_return: "Mapping[str, Act]") -> None:
        self._store = store
        self._acts = acts
        self._clock = clock
        self._on_return = on_return
        self._changed = asyncio.Event()
        self._armed: datetime | None = None
        self._stopping = asyncio.Event()
        self._fault: Exception | None = None
        self._one_at_a_time = asyncio.Lock()
        store.listen(self._changed.set)

    async def run(self) -> None:
        """Ring until `stop`; raises what the store raises."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415

        from bot.clockwork import next_due, wake  # noqa: PLC0415
        from handlers.until import unless  # noqa: PLC0415

        # A ring that comes late comes all the same, and several missed ones come as one. One that comes during another
        # waits for its turn in `_tick`: with max_instances=1 APScheduler would drop it.
        usual = {"misfire_grace_time": None, "coalesce": True, "max_instances": RINGS_AT_ONCE}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=usual)
        await unless(self._stopping, wake(self._store, self._on_return, self._clock.now()))
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
        """Let `run` return."""
        self._stopping.set()
        self._changed.set()

    def _ring_in(self, left: timedelta, name: str) -> None:
        at = datetime.now(UTC) + max(left, timedelta())
        self._scheduler.add_job(self._tick, "date", run_date=at, id=name, replace_existing=True)

    async def _tick(self) -> None:
        from bot.clockwork import tick  # noqa: PLC0415

        try:
            async with self._one_at_a_time:
                await tick(self._store, self._acts, self._clock.now())
        except Exception as fault:  # noqa: BLE001  # run() raises it: nothing can be kept any more
            self._fault = fault
            self.stop()


def _on_signal(stop: Callable[[], None]) -> None:
    """Stop cleanly at SIGTERM and Ctrl-C; at the second one leave at once: what was acknowledged is on the disk."""
    signals = []

    def receive() -> None:
        signals.append(True)
        if len(signals) > 1:
            os._exit(LEFT_AT_ONCE)
        stop()

    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, receive)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fail(code: int, line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

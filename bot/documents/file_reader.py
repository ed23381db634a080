"""Reading strangers' files in a separate process: a thread would block the bot (the GIL) and cannot be ended.

The process gets the bytes and nothing else: no environment but what Python needs to start, no open file. Its answer is
validated like anything else that comes from a stranger.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import orjson
from cattrs import Converter
from cattrs.strategies import configure_union_passthrough

import bot
from bot.documents.worker_protocol import READY
from bot.domain.clues.sheet import ClueSheet
from bot.domain.duty.sheet import DutySheet
from bot.domain.grids.sheet import GridSheet
from bot.domain.points.point_lines import ListKind, PointSheet
from bot.domain.rolls.roll import Kind, RollSheet
from bot.domain.surveys.sheet import SurveySheet
from bot.threads import in_thread

T = TypeVar("T")

READERS = 2
READ_TIMEOUT = 60.0  # seconds; the limit of CPU time comes first where the machine is not busy
OUTPUT_LIMIT = 16 << 20  # bytes
CHUNK = 1 << 16  # bytes
STOPPED = (-signal.SIGTERM, -signal.SIGINT)  # a service that is stopped ends all its processes so
COMMAND = (sys.executable, "-m", "bot.documents.worker")
ROOT = Path(bot.__file__).parent.parent
ENVIRONMENT = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT")  # what Python may need to start


class ReaderError(Exception):
    """The process was ended by a limit, crashed, or gave an invalid answer; `str()` says which."""


class ReaderStopped(ReaderError):
    """The process did not start, was ended from outside or ran out of time, which says nothing about the file."""


class FileReader:
    """Runs reader processes, a few at a time; further files wait in order."""

    def __init__(self, command: Sequence[str] = COMMAND, within: float = READ_TIMEOUT) -> None:
        self.command = command
        self.within = within
        self._room = asyncio.Semaphore(READERS)

    @property
    def is_busy(self) -> bool:
        """Return whether another file is being read, so that the next one has to wait."""
        return self._room.locked()

    async def read_roll(self, content: bytes) -> RollSheet:
        """Read a roll; raises ReaderError, ReaderStopped."""
        return await self._read(content, "roll", RollSheet)

    async def read_duty(self, content: bytes) -> DutySheet:
        """Read a duty roster; raises ReaderError, ReaderStopped."""
        return await self._read(content, "duty", DutySheet)

    async def read_survey(self, content: bytes) -> SurveySheet:
        """Read the questions of a survey; raises ReaderError, ReaderStopped."""
        return await self._read(content, "survey", SurveySheet)

    async def read_grids(self, content: bytes) -> GridSheet:
        """Read a grid map; raises ReaderError, ReaderStopped."""
        return await self._read(content, "grids", GridSheet)

    async def read_points(self, content: bytes, kind: ListKind) -> PointSheet:
        """Read rules of points or prizes; raises ReaderError, ReaderStopped."""
        return await self._read(content, kind, PointSheet)

    async def read_clues(self, content: bytes) -> ClueSheet:
        """Read a file of clues; raises ReaderError, ReaderStopped."""
        return await self._read(content, "clues", ClueSheet)

    async def _read(self, content: bytes, parser: str, kind: type[T]) -> T:
        async with self._room:
            answer = await self._run(content, parser)
        return await in_thread(_decode, answer, kind)

    async def _run(self, content: bytes, parser: str) -> bytes:
        try:
            process = await asyncio.create_subprocess_exec(
                *self.command,
                parser,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                cwd=ROOT,
                start_new_session=True,  # Ctrl-C is for the bot, which ends it
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            )
        except OSError as error:  # no memory, too many processes, no such program
            raise ReaderStopped(f"could not be started: {error}") from error
        try:
            async with asyncio.timeout(self.within):
                answer, _ = await asyncio.gather(_answer(process), _feed(process, content))
                code = await process.wait()
        except TimeoutError as error:
            raise ReaderStopped(f"was not done within {self.within:g} seconds") from error
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await _drain(process)
                await process.wait()
        if code in STOPPED:
            raise ReaderStopped(f"was ended with {code}")
        if not answer.startswith(READY):
            raise ReaderStopped(f"did not start, and ended with {code}")
        if code:
            raise ReaderError(f"ended with {code}")
        return answer[len(READY) :]


async def _feed(process: asyncio.subprocess.Process, content: bytes) -> None:
    if process.stdin is None:
        raise ReaderError("has no way in")
    with suppress(BrokenPipeError, ConnectionResetError):  # it ended before it read everything
        process.stdin.write(content)
        await process.stdin.drain()
    process.stdin.close()


async def _answer(process: asyncio.subprocess.Process) -> bytes:
    if process.stdout is None:
        raise ReaderError("has no way out")
    answer = bytearray()
    while chunk := await process.stdout.read(CHUNK):
        answer += chunk
        if len(answer) > OUTPUT_LIMIT:
            raise ReaderError("its answer is too long")
    return bytes(answer)


async def _drain(process: asyncio.subprocess.Process) -> None:
    """Read the rest of the pipe of a process that ended, or the pipe stays open."""
    while process.stdout and await process.stdout.read(CHUNK):
        pass


def _strict(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind) or type(value) is not kind:  # True is an int as well
        raise TypeError(f"{kind.__name__} expected")
    return value


def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True, detailed_validation=False)
    configure_union_passthrough(str | int | bool | None, made)
    for kind in (str, int, bool):
        made.register_structure_hook(kind, _strict)
    made.register_structure_hook(Kind, lambda value, _: Kind(value))  # derives from str, and a JSON text is none
    return made


_CONVERTER = _converter()


def _decode(answer: bytes, kind: type[T]) -> T:
    try:
        return _CONVERTER.structure(orjson.loads(answer), kind)
    except Exception as error:  # whatever its parts are made of
        raise ReaderError("its answer is none") from error

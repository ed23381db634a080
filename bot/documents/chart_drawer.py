"""Drawing charts in a process of their own, started when the first one is wanted and ended after some idle minutes.

Loading the library takes about a second of CPU time and some 80 MB, and drawing holds the interpreter: a thread would
hold up the bot. A chart is a convenience: whatever goes wrong, the text goes without it.
"""

import logging
import os
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import orjson

import bot
from bot.ports import Chart
from bot.threads import in_thread

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "bot.documents.chart_worker")
ROOT = Path(bot.__file__).parent.parent
DRAWN_WITHIN = 10.0  # seconds, the start of the process included
IDLE = 300.0  # seconds
LENGTH = struct.Struct(">I")
ENVIRONMENT = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT")  # what Python may need to start


class ChartDrawer:
    """Draws charts, one at a time."""

    def __init__(self, command: Sequence[str] = COMMAND, within: float = DRAWN_WITHIN, idle: float = IDLE) -> None:
        self._command = command
        self._within = within
        self._idle = idle
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._rest: threading.Timer | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None  # the library's list of fonts, made once

    async def draw(self, chart: Chart) -> bytes | None:
        """Return the PNG of a chart; None when it cannot be drawn."""
        try:
            return await in_thread(self._draw, chart) or None
        except (OSError, ValueError, struct.error) as error:
            log.warning("a chart was not drawn: %s", error)
            return None

    def close(self) -> None:
        """End the process; a chart that is being drawn is given up."""
        if process := self._process:
            process.kill()
        with self._turn:
            self._end()
            if self._folder:
                self._folder.cleanup()
                self._folder = None

    def _draw(self, chart: Chart) -> bytes:
        if not self._turn.acquire(timeout=self._within):
            raise ValueError("too many are wanted at once")
        try:
            return self._draw_in_turn(orjson.dumps([asdict(panel) for panel in chart.panels]))
        finally:
            self._turn.release()

    def _draw_in_turn(self, request: bytes) -> bytes:
        if self._rest:
            self._rest.cancel()
        process = self._started()
        late = _timer(self._within, process.kill)
        try:
            return _exchange(process, request)
        except (OSError, ValueError, struct.error):
            self._end()
            raise
        finally:
            late.cancel()
            self._rest = _timer(self._idle, self._end_idle)

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the running process, a new one when there is none."""
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._folder = self._folder or tempfile.TemporaryDirectory(prefix="yishi-charts-")
            environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                start_new_session=True,  # Ctrl-C is for the bot, which ends it
                env={**environment, "MPLCONFIGDIR": self._folder.name, "OPENBLAS_NUM_THREADS": "1"},
            )
        return self._process

    def _end_idle(self) -> None:
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._rest:
            self._rest.cancel()
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def _timer(seconds: float, act: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """Send a request and return its answer; raises ValueError for none or one that is cut short."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process has no way in or out")
    process.stdin.write(LENGTH.pack(len(request)) + request)
    process.stdin.flush()
    head = process.stdout.read(LENGTH.size)
    length = LENGTH.unpack(head)[0] if len(head) == LENGTH.size else 0
    picture = process.stdout.read(length)
    if not length or len(picture) < length:
        raise ValueError("the process drew nothing")
    return picture

"""The demo as `make demo` starts it."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx

from tests.sandbox.box import browser

RUN = Path(__file__).parents[2] / "run.py"
STARTED_WITHIN = 60  # seconds, on a machine that does other things as well


@asynccontextmanager
async def demo(*arguments: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the running demo; at the end it stops cleanly and has complained about nothing."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(RUN), "demo", "--port", "0", *arguments, stdout=pipe, stderr=pipe
    )
    try:
        assert process.stdout
        async with asyncio.timeout(STARTED_WITHIN):
            line = (await process.stdout.readline()).decode()
        assert line.startswith("Demo: http://"), line
        async with browser(line.partition(": ")[2].strip()) as client:
            yield client
    finally:
        with suppress(ProcessLookupError):  # it has ended by itself: what it complained of says why
            process.send_signal(signal.SIGTERM)
        _, complaints = await process.communicate()
        assert (process.returncode, complaints.decode()) == (0, "")

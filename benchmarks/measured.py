"""The report of a bot that is measured: how much CPU time it has used."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable


async def listen(told: Callable[[], Awaitable[None]]) -> None:
    """Answer each line that comes in with the CPU seconds used, once everything is told; end with the last line."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.readline():
        await told()
        sys.stdout.write(f"{time.process_time()}\n")
        sys.stdout.flush()

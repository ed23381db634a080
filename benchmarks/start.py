"""The cost of an empty start: imports and building, without network, each time in a fresh process.

The CPU seconds of the whole process, the interpreter's own included. The bare library is `import telegram.ext` and one
`Application`. Ours is all that `run.py` loads and builds before it first speaks to Telegram, an empty store on disk
included.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

from benchmarks.figures import Figure, show

STARTS = 11
# As on a server: what was compiled once is kept. Installed packages always are, so ours must not be compiled each time.
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
END = "import json, time; print(json.dumps([time.process_time(), time.perf_counter() - begun]))"
BARE = """
import time
begun = time.perf_counter()
from telegram.ext import Application
Application.builder().token("1:a").build()
"""
OURS = """
import time
begun = time.perf_counter()
import gc, sys
gc.disable()  # as run.py does
from pathlib import Path
import run
from handlers.cli import serve
from bot.clock import SystemClock
from handlers.cli.configuration import parse_config
from storage.tinydb.store import TinyStore
config = parse_config({"telegram": {"token": "1:a"}}, "config.toml", {})
serve.log.set_up(secrets=["1:a"])
serve.build(config, TinyStore.open(Path(sys.argv[1])), SystemClock())
"""


def start(code: str, folder: str) -> tuple[float, float]:
    """Start once; give CPU and wall seconds."""
    command = [sys.executable, "-c", code + END, folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=COMPILED)  # noqa: S603  # ourselves
    cpu, wall = json.loads(done.stdout)
    return cpu, wall


def main() -> None:
    """Print the table."""
    spent: dict[str, list[tuple[float, float]]] = {BARE: [], OURS: []}
    for attempt in range(STARTS + 1):
        for code, times in spent.items():
            with tempfile.TemporaryDirectory(dir=".") as folder:
                seconds = start(code, folder)
            if attempt:  # the first may have to compile and to read from the disk
                times.append(seconds)
    figures = [
        Figure(
            f"an empty start, {what} seconds",
            statistics.median(each[place] for each in spent[OURS]),
            "s",
            statistics.median(each[place] for each in spent[BARE]),
            1.5,
        )
        for place, what in enumerate(("CPU", "wall"))
    ]
    show("An empty start against the bare library's import and build", figures)


if __name__ == "__main__":
    main()

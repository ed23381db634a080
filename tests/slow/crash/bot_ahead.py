"""The bot as `run.py` runs it, but with a clock that is ahead: as if the machine had been off until then."""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import log
from bot.clock import TravellingClock
from bot.config import load_config
from handlers.cli.serve import serve_app
from storage.tinydb.store import TinyStore


def main() -> None:
    config, ahead = load_config(Path(sys.argv[1]), os.environ), timedelta(seconds=float(sys.argv[2]))
    log.set_up(secrets=[config.telegram.token])
    clock = TravellingClock(lambda: datetime.now(UTC) + ahead)
    sys.exit(asyncio.run(serve_app(config, TinyStore.open(config.storage.folder), clock)))


if __name__ == "__main__":
    main()

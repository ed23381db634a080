"""The bot as `run.py` runs it, but with a clock that is ahead: as if the machine had been off until then."""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import log
from bot.clock import TravellingClock
from handlers.cli.configuration import load_config
from handlers.cli.serve import serve_app
from handlers.telegram.log_levels import QUIETER
from storage import open_store


def main() -> None:
    config, ahead = load_config(Path(sys.argv[1]), os.environ), timedelta(seconds=float(sys.argv[2]))
    log.set_up(secrets=[config.telegram.token], quieter=QUIETER)
    clock = TravellingClock(lambda: datetime.now(UTC) + ahead)
    sys.exit(asyncio.run(serve_app(config, open_store(config.storage.url), clock)))


if __name__ == "__main__":
    main()

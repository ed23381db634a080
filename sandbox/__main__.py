"""`python -m sandbox [--port N]`: a Telegram in a box, until Ctrl-C."""

import argparse
import asyncio
import contextlib
import sys

from .server import Server


async def _serve(port: int) -> None:
    async with Server(port=port) as server:
        sys.stdout.write(f"base_url = {server.base_url}\ntoken = {server.world.token}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the port and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Telegram in a box on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (default: 8081)")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args().port))


if __name__ == "__main__":
    main()

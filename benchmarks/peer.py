"""CPU seconds for each act, ours against the same job as a capable developer writes it (`benchmarks.peer_bot`).

Measured as in `benchmarks.updates`.
"""

import asyncio

from benchmarks.figures import show
from benchmarks.updates import CROWD, Row, matters, measure, propose, storm, tap

ROWS: tuple[Row, ...] = (
    ("proposal", propose, 1.3),
    (f"support tap, {CROWD} people on one card", storm, 1.0),
    ("support tap, each redraws a card of its own", tap, 1.0),
    ("list", matters, 1.3),
)


def main() -> None:
    """Print the table."""
    show("CPU seconds of the bot's process for one act, ours to the peer", asyncio.run(measure("peer", ROWS)))


if __name__ == "__main__":
    main()

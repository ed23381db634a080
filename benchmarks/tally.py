"""Counting: 20,000 ballots as the close of a vote counts them, and as the calculator does with a file."""

import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from benchmarks.figures import Figure, show
from bot.documents.calculator import calculate
from bot.domain.votes.rules import get_rule
from bot.domain.votes.tally import Choice, judge, measure_ballots

UNITS = 20_000
TURNS = 7
DAY = date(2026, 11, 22)
ID = "cn.owners.ordinary"


class Unit(NamedTuple):
    """A unit as an index row has it."""

    unit: str
    head: int
    area: str
    share: str


def seconds(act: Callable[[], object]) -> float:
    """Return the median of a few turns."""
    turns = []
    for _ in range(TURNS):
        start = time.perf_counter()
        act()
        turns.append(time.perf_counter() - start)
    return statistics.median(turns)


def main() -> None:
    """Measure and print."""
    choices = list(Choice)
    units = [Unit(f"{n // 100}-{n % 100}", n // 2, f"{50 + n % 97}.{n % 90 + 10}", "0") for n in range(UNITS)]
    ballots = {each.unit: choices[n % len(choices)] for n, each in enumerate(units)}
    file = json.dumps(
        {
            "rule": ID,
            "date": str(DAY),
            "units": [{"unit": each.unit, "owners": [f"o{each.head}"], "registered": each.area} for each in units],
            "ballots": [{"unit": unit, "choice": choice} for unit, choice in ballots.items()],
        }
    ).encode()
    closing = seconds(lambda: judge(get_rule(ID, DAY), measure_ballots(units, ballots)))
    calculator = seconds(lambda: calculate(file, DAY))
    show(
        f"Counting {UNITS} ballots",
        [
            Figure("as the close does: measured and judged", closing, "s", limit=1),
            Figure("as the calculator does: read, checked, counted, written", calculator, "s", limit=1),
        ],
    )


if __name__ == "__main__":
    main()

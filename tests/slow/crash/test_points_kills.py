"""Prizes redeemed on a store whose process is killed with signal 9: no points are lost, and no prize is had twice."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from storage.check import check, verify
from tests.slow.crash.points_worker import FIRST_STOCK, PRICE
from tests.slow.crash.test_seal_kills import one_life

OFFICES, LIVES = 4, 12


@pytest.mark.parametrize("limit", [0, 1 << 20], ids=["always compacting", "never compacting"])
def test_redemptions_survive_kills(tmp_path: Path, limit: int) -> None:
    """At each start what was paid is the price of what is held, and prizes in the shop and with people are all."""
    chance = random.Random(limit)
    command = [sys.executable, "-m", "tests.slow.crash.points_worker"]
    pipe = subprocess.PIPE
    starts = most = 0
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) as worker:  # noqa: S603  # ourselves
        for number in range(OFFICES):
            folder = tmp_path / f"{number}"
            for _life in range(LIVES):
                for words in one_life(worker, folder, limit, chance):
                    if words[0] != "found":
                        continue
                    made, held, stock, paid, flaws = map(int, words[1:])
                    assert stock + held == FIRST_STOCK
                    assert paid == PRICE * held
                    assert flaws == 0
                    starts, most = starts + 1, max(most, made)
            assert check(folder) == []
            assert verify(folder) == []
        assert worker.stdin
        worker.stdin.close()
    assert starts > OFFICES
    assert most > 0

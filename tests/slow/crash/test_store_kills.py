"""Real processes killed with signal 9 while they keep things."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

KILLS = 240
KILLS_PER_FOLDER = 20

Worker = subprocess.Popen[str]


@pytest.fixture
def worker() -> Iterator[Worker]:
    command = [sys.executable, "-m", "tests.slow.crash.store_worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) as started:  # noqa: S603  # ourselves
        yield started
        assert started.stdin
        started.stdin.close()


def kill_once(worker: Worker, folder: Path, limit: int, chance: random.Random) -> list[list[str]]:
    """Let a child work, kill it at a random moment, and give the lines it said, in words."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{folder} {limit}\n")
    child = int(worker.stdout.readline().split()[1])
    heard = []
    for _ in range(chance.randrange(30)):
        heard.append(worker.stdout.readline().split())
        assert heard[-1] != ["gone"], "it ended by itself"
    end = time.perf_counter() + chance.random() * 0.003
    while time.perf_counter() < end:
        pass  # the moment is left to chance: also within a write, a compaction or a start
    os.kill(child, signal.SIGKILL)
    while (words := worker.stdout.readline().split()) != ["gone"]:
        heard.append(words)
    return heard


@pytest.mark.parametrize("limit", [0, 3000], ids=["always compacting", "sometimes compacting"])
def test_a_killed_process_loses_nothing_and_doubles_nothing(tmp_path: Path, worker: Worker, limit: int) -> None:
    """After each kill the next start finds every acknowledged act once, at most one more, and a whole record."""
    chance = random.Random(limit)
    starts = 0
    for number in range(KILLS // 2):
        folder = tmp_path / f"{number // KILLS_PER_FOLDER}"
        if number % KILLS_PER_FOLDER == 0:
            acknowledged = 0
        for words in kill_once(worker, folder, limit, chance):
            if words[0] == "found":
                acts, notes, lines, broken = map(int, words[1:])
                assert acts in {acknowledged, acknowledged + 1}
                assert notes == min(acts, 100)
                assert lines == acts
                assert broken == 0
                acknowledged = acts
                starts += 1
            else:
                assert words == [f"{acknowledged + 1}"]
                acknowledged += 1
    assert starts > KILLS // 4

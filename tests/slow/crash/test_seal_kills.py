"""A secret vote on a store whose process is killed with signal 9, from its opening to its close."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.domain.votes.ballot import Seal
from bot.domain.votes.vote import Vote
from storage.check import check, verify
from storage.tinydb.store import TinyStore
from tests.services.booth import VOTERS
from tests.slow.crash.vote_worker import CASTS, said

Worker = subprocess.Popen[str]
VOTES = 12


def one_life(worker: Worker, folder: Path, limit: int, chance: random.Random) -> list[list[str]]:
    """Let a child work, kill it at a random moment, and give the lines it said, in words."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{folder} {limit}\n")
    child = int(worker.stdout.readline().split()[1])
    heard = []
    for _ in range(chance.randrange(8)):
        heard.append(worker.stdout.readline().split())
        assert heard[-1] != ["gone"], "it ended by itself"
        if heard[-1] == ["closed"]:
            break
    end = time.perf_counter() + chance.random() * 0.02
    while time.perf_counter() < end:
        pass  # the moment is left to chance: also within an opening or a close
    os.kill(child, signal.SIGKILL)
    while (words := worker.stdout.readline().split()) != ["gone"]:
        heard.append(words)
    return heard


@pytest.mark.parametrize("limit", [0, 1 << 20], ids=["always compacting", "never compacting"])
def test_seals_and_ballots_survive_kills(tmp_path: Path, limit: int) -> None:
    """Every acknowledged ballot counts as it was last cast; the key lies there until the close, and not any longer."""
    chance = random.Random(limit)
    command = [sys.executable, "-m", "tests.slow.crash.vote_worker"]
    pipe = subprocess.PIPE
    starts = 0
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) as worker:  # noqa: S603  # ourselves
        for number in range(VOTES):
            folder, done, state = tmp_path / f"{number}", 0, "open"
            while state == "open":
                for words in one_life(worker, folder, limit, chance):
                    if words[0] == "found":
                        kept, state, ballots, files, seals, broken = int(words[1]), words[2], *map(int, words[3:])
                        assert kept in {done, done + 1}
                        assert ballots == min(kept, len(VOTERS))
                        assert files == seals == (state == "open")
                        assert broken == 0
                        done = kept
                        starts += 1
                    elif words[0] == "closed":
                        state = "closed"
                    else:
                        done += 1
                        assert words == [f"{done}"]
            check_result(folder)
        assert worker.stdin
        worker.stdin.close()
    assert starts > 2 * VOTES


def check_result(folder: Path) -> None:
    """The totals are those of what everybody said last; the folder is sound and holds no key."""
    assert check(folder) == []
    assert verify(folder) == []
    store = TinyStore.open(folder)
    (vote,) = asyncio.run(store.run(lambda tx: tx.find(Vote, "matter")))
    assert asyncio.run(store.run(lambda tx: tx.secrets.get(Seal, vote.key))) is None
    asyncio.run(store.close())
    last = dict(said(number) for number in range(CASTS))
    assert vote.result
    assert vote.result.units == {"agree": 0, "against": 0, "abstain": 0} | Counter(last.values())

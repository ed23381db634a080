"""A program that holds a secret vote until it is killed; run by `test_seal_kills`, in the way of `store_worker`.

What is to be done next follows from what is kept, so each start goes on where the last one was cut off.
"""

import os
import signal
import sys
from pathlib import Path

from bot.domain.councils.council import Council
from bot.domain.votes.ballot import Ballot, Seal
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote, VoteState
from storage.tinydb.store import TinyStore
from tests import builders
from tests.services.booth import VOTERS, Booth
from tests.services.hall import Hall

ROUNDS = 6  # how often everybody votes, each time something else
CASTS = ROUNDS * len(VOTERS)


def say(*words: object) -> None:
    os.write(1, " ".join(map(str, words)).encode() + b"\n")


def said(number: int) -> tuple[str, Choice]:
    """Whose cast it is, and what they choose in it."""
    unit = list(VOTERS)[number % len(VOTERS)]
    return unit, list(Choice)[(number + number // len(VOTERS)) % len(Choice)]


def work(folder: Path, journal_limit: int) -> None:
    store = TinyStore.open(folder, journal_limit=journal_limit)
    hall = Hall(store=store)  # type: ignore[arg-type]  # a hall needs no more than every store has
    if not hall.every(Council):
        hall.do(builders.council)
    booth = Booth.of(hall) if not hall.council().roll else Booth(hall)
    for unit, account in VOTERS.items():
        hall.do(builders.tied, account, unit)
    if not hall.every(Vote):
        booth.opened("cn.owners.ordinary 不记名 3天 全体")
    (vote,) = hall.every(Vote)
    done = sum(line.what == "ballot" for line in hall.lines)
    files = len(list(folder.glob("apart-*")))
    say("found", done, vote.state, len(hall.every(Ballot)), files, len(hall.every(Seal)), len(booth.broken()))
    while vote.state is VoteState.OPEN:
        if done < CASTS:
            unit, choice = said(done)
            booth.cast_by(vote.number, VOTERS[unit], choice)
            done += 1
            say(done)
        else:
            booth.closed()
            (vote,) = hall.every(Vote)
    say("closed")
    signal.pause()


def main() -> None:
    for line in sys.stdin:
        folder, limit = line.split()
        child = os.fork()
        if not child:
            try:
                say("child", os.getpid())
                work(Path(folder), int(limit))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()

"""A program that keeps things until it is killed; run by `test_store_kills`.

For each folder named on its standard input it forks a child that opens the store there, says what it found and then
says the number of each act that was acknowledged, one line each. Forking saves the start of an interpreter a kill.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot.domain.shared.audit_log import ChainHead, broken_entries
from bot.ports import Tx
from storage.tinydb.store import TinyStore
from tests.storage.samples import TABLES, Box, Hidden, Note, hide, put_note, write_line


def say(*words: object) -> None:
    os.write(1, " ".join(map(str, words)).encode() + b"\n")


def look(tx: Tx) -> tuple[int, int, list[ChainHead]]:
    """Give the number of the last act, how many notes there are, and the head of the chain."""
    last = tx.get(Box, "last")
    head = tx.get(ChainHead, "1")
    hidden = tx.secrets.get(Hidden, "last")
    assert hidden == (Hidden(name="last", words=f"{last.size}") if last and last.size % 2 else None)
    return (last.size if last else 0), tx.count(Note, "number", 1), [head] if head else []


def act(tx: Tx, /, number: int) -> None:
    """One act over four tables and the record; the notes of the last hundred acts stay."""
    put_note(tx, 1, number % 100, text="字" * (number % 50))
    tx.put(Box(name="last", size=number))
    if number % 2:
        hide(tx, "last", f"{number}")
    else:
        tx.secrets.drop(Hidden, "last")
    write_line(tx, what=f"{number}")


async def work(folder: Path, journal_limit: int) -> None:
    store = TinyStore.open(folder, TABLES, journal_limit=journal_limit, segment_limit=4000)
    last, notes, heads = await store.run(look)
    record = list(store.record())
    say("found", last, notes, len(record), len(list(broken_entries(record, heads))))
    while True:
        last += 1
        await store.run(act, last)
        say(last)


def main() -> None:
    for line in sys.stdin:
        folder, limit = line.split()
        child = os.fork()
        if not child:
            try:
                say("child", os.getpid())
                asyncio.run(work(Path(folder), int(limit)))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()

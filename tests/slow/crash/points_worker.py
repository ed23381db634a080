"""A program in which two neighbours redeem the last prizes until it is killed; run by `test_points_kills`.

What is to be done next follows from what is kept, so each start goes on where the last one was cut off.
"""

import os
import signal
import sys
from pathlib import Path

from bot.domain.councils.council import Council
from bot.domain.points.account import PointEntry
from bot.domain.points.prize import Prize, PrizeOrder
from bot.domain.shared.errors import CouncilError
from bot.services.points import ledger
from storage.tinydb.store import TinyStore
from tests import builders, cast
from tests.services.hall import Hall
from tests.services.points.office import TOWEL, earn, opened, redeem, refuse

PEOPLE = (cast.RESIDENT, cast.NEIGHBOUR)
PRICE, FIRST_STOCK = 5, 20
EARNED = 150  # by each: more than all the prizes cost
ACTS = 80


def say(*words: object) -> None:
    os.write(1, " ".join(map(str, words)).encode() + b"\n")


def work(folder: Path, journal_limit: int) -> None:
    store = TinyStore.open(folder, journal_limit=journal_limit)
    hall = Hall(store=store)  # type: ignore[arg-type]  # a hall needs no more than every store has
    if not hall.every(Council):
        hall.do(builders.council)
    if not hall.every(Prize):
        for who in PEOPLE:
            hall.by(who)
        opened(hall)
    for number, who in enumerate(PEOPLE, 1):
        if not [each for each in hall.every(PointEntry) if each.account_number == number]:
            earn(hall, EARNED, who)
    orders = hall.every(PrizeOrder)
    held = sum(each.state in {"reserved", "fetched"} for each in orders)
    stock = hall.get(Prize, f"1/{TOWEL}").stock
    flaws = len(list(ledger.find_flaws(hall.tx(), 1)))
    paid = -sum(each.points for each in hall.every(PointEntry) if each.order)
    say("found", len(orders), held, stock, paid, flaws)
    for number in range(len(orders), ACTS):
        try:
            redeem(hall, PEOPLE[number % 2], TOWEL)
            if number % 3 == 0:
                refuse(hall, hall.last_number("prize_order"))  # type: ignore[arg-type]  # its name
        except CouncilError:
            refuse(hall, next(each.number for each in hall.every(PrizeOrder) if each.state == "reserved"))
        say(number)
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

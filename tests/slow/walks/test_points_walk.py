"""A thousand random reports, corrections and redemptions of one council's points."""

import random

from bot.domain.points.account import PointAccount, PointEntry
from bot.domain.points.prize import OrderState, Prize, PrizeOrder
from bot.domain.shared.errors import CouncilError
from tests import builders, cast
from tests.services.hall import Hall
from tests.services.points.office import is_sound, opened
from tests.services.points.test_ledger import PEOPLE, do_act

ACTS = ("report", "earn", "earn", "redeem", "redeem", "redeem", "fetch", "refuse", "cancel", "correct", "stock")
WANTED = 1000


def test_a_thousand_acts() -> None:
    """Whatever people do, no balance is below 0, and the sum of the ledger is the sum of the balances."""
    chance = random.Random(26)
    hall = Hall()
    hall.do(builders.council)
    for account in (cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER):
        hall.by(account)
    office, stocked, done = opened(hall), {1: 1, 2: 20}, 0
    while done < WANTED:
        act, number = chance.choice(ACTS), chance.randrange(1, 1 + max(30, office.last_number("prize_order")))  # type: ignore[arg-type]  # its name
        try:
            do_act(office, act, chance.choice(PEOPLE), number, stocked)
        except CouncilError:
            continue
        done += 1
        balances = [each.balance for each in office.every(PointAccount)]
        assert min(balances, default=0) >= 0
        if done % 50 == 0:
            assert is_sound(office)
            assert sum(balances) == sum(each.points for each in office.every(PointEntry))
    for prize, put in stocked.items():
        held = [each for each in office.every(PrizeOrder) if each.prize == prize]
        taken = sum(each.state in {OrderState.RESERVED, OrderState.FETCHED} for each in held)
        assert office.get(Prize, f"1/{prize}").stock + taken == put
    assert len(office.every(PrizeOrder)) > 100

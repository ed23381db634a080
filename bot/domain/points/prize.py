"""Prizes of the shop (积分超市), and reservations of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.shared.numbered_document import NumberedDocument

FETCHED_WITHIN = timedelta(days=7)


class OrderState(StrEnum):
    """States of a reservation."""

    RESERVED = "reserved"
    FETCHED = "fetched"
    REFUSED = "refused"  # by the keeper
    CANCELLED = "cancelled"  # by who reserved it
    OVER = "over"  # it was not fetched in time
    WITHDRAWN = "withdrawn"  # the prize was taken out of the shop


@dataclass(frozen=True, kw_only=True)
class Prize(NumberedDocument):
    """A prize: `stock` are those that nobody has reserved; `offered`: it is in the shop."""

    name: str
    price: int
    stock: int
    offered: bool = True


@dataclass(frozen=True, kw_only=True)
class PrizeOrder(NumberedDocument):
    """A reservation of one prize, paid for by an account when it is made, and to be fetched `until` then.

    `name` and `price` are those of that moment; `by` is who ended it, 0: the clock.
    """

    account_number: int
    person: int
    prize: int
    name: str
    price: int
    state: OrderState = OrderState.RESERVED
    by: int = 0
    at: datetime  # UTC
    until: datetime  # UTC
    fetched: datetime | None = None  # UTC

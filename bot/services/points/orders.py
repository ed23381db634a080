"""Prizes that are redeemed: reserved and paid for in one act, handed out by a keeper, or given back with the points.

The points are taken when a prize is reserved, so that a balance never promises more than it has; whatever ends a
reservation without the prize gives them back by an entry of its own.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed, is_allowed
from bot.domain.points.account import EntryKind
from bot.domain.points.errors import NoPrize, NotKeeper, NotYourOrder, OrderOver, PrizeGone, PrizeReserved
from bot.domain.points.prize import FETCHED_WITHIN, OrderState, Prize, PrizeOrder
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.points import accounts, ledger
from bot.services.shared import jobs
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_person, redraw_message, refresh_message

VIEW = "points.order"


def get_prize(tx: Tx, council: int, number: int) -> Prize:
    """Return a prize in the shop; raises NoPrize."""
    found = tx.get(Prize, Prize.key_of(council, number))
    if found is None or not found.offered:
        raise NoPrize
    return found


def press_redeem(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Reserve a prize and pay for it; the keepers are told.

    Raises NoPrize, PrizeGone, PrizeReserved, TooFewPoints, PointsNotReady, NoHousehold.
    """
    council, who = authorise_button(tx, intent, by, reply_to)
    order = redeem(tx, intent.council, intent.subject, who, now)
    for person in {who.person, *(keeper.person for keeper in list_keepers(tx, intent.council))}:
        _tell(tx, council, order, person, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    balance = accounts.get_account(tx, order.council, order.account_number).balance
    return Reply("prize_reserved", {"name": order.name, "balance": balance})


def redeem(tx: Tx, council: int, number: int, who: Member, now: datetime) -> PrizeOrder:
    """Reserve a prize for a person's account, in one act with its entry. Raises as `press_redeem`."""
    prize = get_prize(tx, council, number)
    account = accounts.open_account(tx, who)
    if tx.count(PrizeOrder, "account", council, account.number, prize.number, OrderState.RESERVED):
        raise PrizeReserved(name=prize.name)
    if prize.stock < 1:
        raise PrizeGone(name=prize.name)
    order = PrizeOrder(
        council=council,
        number=tx.next_number(council, Numbered.PRIZE_ORDER),
        account_number=account.number,
        person=who.person,
        prize=prize.number,
        name=prize.name,
        price=prize.price,
        at=now,
        until=now + FETCHED_WITHIN,
    )
    paid = ledger.draft_entry(
        account, EntryKind.REDEEMED, -prize.price, prize.name, now=now, by=who.person, person=who.person
    )
    ledger.enter(tx, replace(paid, order=order.number))
    tx.put(order)
    tx.put(replace(prize, stock=prize.stock - 1))
    params = JobParams(council=council, number=order.number)
    jobs.schedule(tx, "prize_order_over", _subject(order), order.until, params=params)
    return order


def list_keepers(tx: Tx, council: int) -> list[Member]:
    """Return those who hand prizes out: the keepers that the head chose, as far as they are here, or the officers."""
    chosen = members.members_of(tx, council, accounts.get_book(tx, council).keepers)
    here = [member for member in chosen.values() if member.present]
    return here or members.list_reachable_officers(tx, council)


def check_keeper(tx: Tx, who: Member) -> None:
    """Raise NotKeeper unless a person is a keeper, or an officer, who stands in for one."""
    keeps = who.person in accounts.get_book(tx, who.council).keepers
    if not keeps and not is_allowed(CouncilAct.POINTS, who):
        raise NotKeeper


def press_fetched(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record that a prize was fetched. Raises NotKeeper, OrderOver."""
    council, who, order = _kept(tx, intent, by, reply_to, now)
    _end(tx, council, order, OrderState.FETCHED, by=who.person, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("prize_fetched", {"name": order.name})


def press_refuse(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Refuse a reservation as a keeper, and give the points back. Raises NotKeeper, OrderOver."""
    council, who, order = _kept(tx, intent, by, reply_to, now)
    _give_back(tx, council, order, OrderState.REFUSED, by=who.person, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("prize_refused", {"name": order.name})


def press_cancel(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Cancel a reservation of one's own, with its points given back. Raises NotYourOrder, OrderOver."""
    council, who = authorise_button(tx, intent, by, reply_to)
    order = _open_order(tx, intent.council, intent.subject, now)
    account = accounts.get_account(tx, order.council, order.account_number)
    if who.person not in {order.person, *accounts.list_holders(tx, account)}:
        raise NotYourOrder
    _give_back(tx, council, order, OrderState.CANCELLED, by=who.person, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("prize_cancelled", {"name": order.name})


def must_ask_withdrawal(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that taking a prize out is asked about first; raises NotAllowed, NoPrize."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.POINTS, who)
    get_prize(tx, intent.council, intent.subject)
    return True


def press_withdraw(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a prize out of the shop. Raises NotAllowed, NoPrize."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.POINTS, who)
    prize = get_prize(tx, intent.council, intent.subject)
    withdraw_prize(tx, prize, who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("prize_withdrawn")


def withdraw_prize(tx: Tx, prize: Prize, who: Member, now: datetime) -> None:
    """Take a prize out of the shop, and give the points of its reservations back."""
    tx.put(replace(prize, offered=False, stock=0))
    council = members.get_council(tx, prize.council)
    for order in tx.find(PrizeOrder, "prize", prize.council, prize.number, OrderState.RESERVED):
        _give_back(tx, council, order, OrderState.WITHDRAWN, by=who.person, now=now)


def end_unfetched(tx: Tx, row: Job, now: datetime) -> None:
    """End a reservation that was not fetched in time, and give the points back."""
    order = tx.get(PrizeOrder, PrizeOrder.key_of(row.params.council, row.params.number))
    if order and order.state is OrderState.RESERVED:
        _give_back(tx, members.get_council(tx, order.council), order, OrderState.OVER, by=0, now=now)


def _kept(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[Council, Member, PrizeOrder]:
    council, who = authorise_button(tx, intent, by, reply_to)
    check_keeper(tx, who)
    return council, who, _open_order(tx, intent.council, intent.subject, now)


def _open_order(tx: Tx, council: int, number: int, now: datetime) -> PrizeOrder:
    order = tx.get(PrizeOrder, PrizeOrder.key_of(council, number))
    if order is None or order.state is not OrderState.RESERVED or now >= order.until:
        raise OrderOver
    return order


def _give_back(tx: Tx, council: Council, order: PrizeOrder, state: OrderState, *, by: int, now: datetime) -> None:
    """End a reservation without its prize: the points come back, and the prize to those in the shop."""
    account = accounts.get_account(tx, order.council, order.account_number)
    made = ledger.draft_entry(account, EntryKind.GIVEN_BACK, order.price, order.name, now=now, by=by)
    ledger.enter(tx, replace(made, order=order.number, person=order.person))
    prize = tx.get(Prize, Prize.key_of(order.council, order.prize))
    if prize and prize.offered:
        tx.put(replace(prize, stock=prize.stock + 1))
    _end(tx, council, order, state, by=by, now=now)
    member = tx.get(Member, Member.key_of(order.council, order.person))
    if by != order.person and member and member.open_chat:
        _tell(tx, council, order, order.person, now=now, state=state)


def _end(tx: Tx, council: Council, order: PrizeOrder, state: OrderState, *, by: int, now: datetime) -> None:
    fetched = now if state is OrderState.FETCHED else None
    tx.put(replace(order, state=state, by=by, fetched=fetched))
    jobs.cancel(tx, _subject(order))
    for person in {order.person, *(keeper.person for keeper in list_keepers(tx, council.number))}:
        redraw_message(tx, _message(order, person), now=now)


def _tell(
    tx: Tx, council: Council, order: PrizeOrder, person: int, *, now: datetime, state: OrderState | None = None
) -> None:
    member = tx.get(Member, Member.key_of(order.council, person))
    if member is None or member.open_chat is None:
        return  # who has no private chat finds it on the pages of the shop
    notify_person(
        tx,
        council,
        member,
        id=_message(order, person) + (f"/{state}" if state else ""),
        view=VIEW,
        params=MessageParams(council=order.council, number=order.number, person=person),
        now=now,
        respect_quiet_hours=state is not None,
        remember=True,
    )


def _message(order: PrizeOrder, person: int) -> str:
    return f"{_subject(order)}/{person}"


def _subject(order: PrizeOrder) -> str:
    return f"prize_order/{order.key}"


def drop_order(tx: Tx, order: PrizeOrder, now: datetime) -> None:
    """Cancel the reservation of a person who is erased; what was fetched stays."""
    if order.state is OrderState.RESERVED:
        _give_back(tx, members.get_council(tx, order.council), order, OrderState.CANCELLED, by=0, now=now)

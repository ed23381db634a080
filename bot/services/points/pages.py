"""Pages about points, loaded for one reader."""

from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.councils.permissions import CouncilAct, is_allowed
from bot.domain.points.account import PointAccount, PointEntry, month_of
from bot.domain.points.book import AccountKind
from bot.domain.points.claim import ClaimState, PointClaim, PointReview
from bot.domain.points.prize import OrderState, Prize, PrizeOrder
from bot.ports import Tx
from bot.read_models.points import (
    ShownEntries,
    ShownOrder,
    ShownOrders,
    ShownOutcome,
    ShownPoints,
    ShownResult,
    ShownRules,
    ShownShop,
)
from bot.services.councils import members
from bot.services.matters.listing import nearest_page
from bot.services.points import accounts, ledger, orders, review_jobs, reviews, rules, years
from bot.services.rolls.unit_links import units_of
from bot.services.shared.council_time import day_now

PAGE, RULES, ENTRIES, SHOP, ORDERS = "points", "points.rules", "points.entries", "points.shop", "points.orders"
NEWEST = 5
PER_PAGE = 8
ORDERS_PER_PAGE = 5
RESULTS_PER_PAGE = 20


def load_page(tx: Tx, council_number: int, person: int, now: datetime) -> ShownPoints:
    """Return the points of a person, as their page shows them."""
    council, book = members.get_council(tx, council_number), accounts.get_book(tx, council_number)
    who = tx.get(Member, Member.key_of(council_number, person)) or Member(council=council_number, person=person)
    account = accounts.find_account(tx, who)
    keeps = any(each.person == person for each in orders.list_keepers(tx, council_number))
    return ShownPoints(
        council=council,
        holder=accounts.show_holder(tx, account) if account else None,
        entries=tuple(_entries(tx, account, NEWEST)) if account else (),
        pending=tuple(_pending(tx, account)) if account else (),
        earned=years.get_earned(tx, account, month_of(day_now(council, now))) if account else 0,
        ready=book.kind is not None and bool(rules.list_rules(tx, council_number)),
        homeless=book.kind is AccountKind.HOUSEHOLD and not units_of(tx, council_number, person),
        to_review=_count_to_review(tx, who) if reviews.is_reviewer(tx, who) else None,
        to_hand_out=tx.count(PrizeOrder, "state", council_number, OrderState.RESERVED) if keeps else None,
        officer=is_allowed(CouncilAct.POINTS, who),
        head=is_allowed(CouncilAct.PRACTICES, who),
    )


def _entries(tx: Tx, account: PointAccount, limit: int, skip: int = 0) -> list[PointEntry]:
    where = account.council, account.number
    return tx.find(PointEntry, "account", *where, newest_first=True, skip=skip, limit=limit)


def _pending(tx: Tx, account: PointAccount) -> list[PointClaim]:
    where = account.council, account.number, ClaimState.PENDING
    return tx.find(PointClaim, "account", *where, newest_first=True, limit=NEWEST)


def _count_to_review(tx: Tx, who: Member) -> int:
    review = review_jobs.find_review(tx, who.council)
    return len(reviews.list_waiting_for(tx, review, who.person)) if review else 0


def load_rules(tx: Tx, council: int, account_number: int, whom: int) -> ShownRules:
    """Return the rules that can be reported, by an officer for an account."""
    holder = accounts.show_holder(tx, accounts.get_account(tx, council, account_number)) if account_number else None
    return ShownRules(members.get_council(tx, council), tuple(rules.list_rules(tx, council)), holder, whom)


def load_entries(tx: Tx, council: int, account_number: int, person: int, page: int) -> ShownEntries | None:
    """Return a page of the ledger of an account, for its holders and officers; None for others."""
    account = tx.get(PointAccount, PointAccount.key_of(council, account_number))
    who = tx.get(Member, Member.key_of(council, person))
    if account is None or who is None:
        return None
    officer = is_allowed(CouncilAct.POINTS, who)
    if not officer and person not in accounts.list_holders(tx, account):
        return None
    page, pages = nearest_page(page, tx.count(PointEntry, "account", council, account_number), PER_PAGE)
    entries = tuple(_entries(tx, account, PER_PAGE, (page - 1) * PER_PAGE))
    corrected = frozenset(each.number for each in entries if ledger.is_corrected(tx, each))
    shown = accounts.show_holder(tx, account)
    return ShownEntries(members.get_council(tx, council), shown, entries, corrected, page, pages, officer)


def load_result(tx: Tx, council: int, number: int, page: int) -> ShownResult | None:
    """Return a page of the entries that a review made; None when it decided nothing."""
    review = tx.get(PointReview, PointReview.key_of(council, number))
    total = tx.count(PointEntry, "review", council, number) if number else 0
    refused = tx.count(PointClaim, "review", council, number, ClaimState.REFUSED)
    if review is None or not total + refused:
        return None
    page, pages = nearest_page(page, total, RESULTS_PER_PAGE)
    skip = (page - 1) * RESULTS_PER_PAGE
    entries = tx.find(PointEntry, "review", council, number, skip=skip, limit=RESULTS_PER_PAGE)
    shown = tuple(
        (each, accounts.show_holder(tx, accounts.get_account(tx, council, each.account_number))) for each in entries
    )
    return ShownResult(members.get_council(tx, council), number, shown, total, refused, review.at, page, pages)


def load_outcome(tx: Tx, council: int, review: int, person: int) -> ShownOutcome:
    """Return what became of the reports of a person in a review."""
    found = tx.find(PointClaim, "outcome", council, person, review)
    return ShownOutcome(members.get_council(tx, council), tuple(reviews.show_claim(tx, each) for each in found))


def load_shop(tx: Tx, council: int, person: int, page: int) -> ShownShop:
    """Return a page of the shop for one person."""
    who = tx.get(Member, Member.key_of(council, person))
    account = accounts.find_account(tx, who) if who else None
    page, pages = nearest_page(page, tx.count(Prize, "offered", council, True), PER_PAGE)
    skip = (page - 1) * PER_PAGE
    reserved = tx.find(PrizeOrder, "waiting", council, account.number, OrderState.RESERVED) if account else []
    return ShownShop(
        council=members.get_council(tx, council),
        prizes=tuple(tx.find(Prize, "offered", council, True, skip=skip, limit=PER_PAGE)),
        balance=account.balance if account else None,
        orders=tuple(reserved[:NEWEST]),
        page=page,
        pages=pages,
        officer=who is not None and is_allowed(CouncilAct.POINTS, who),
    )


def load_order(tx: Tx, council: int, number: int, person: int) -> ShownOrder | None:
    """Return a reservation for one reader."""
    order = tx.get(PrizeOrder, PrizeOrder.key_of(council, number))
    return _show_order(tx, order, person) if order else None


def _show_order(tx: Tx, order: PrizeOrder, person: int) -> ShownOrder:
    who = tx.get(Member, Member.key_of(order.council, person))
    book = accounts.get_book(tx, order.council)
    return ShownOrder(
        council=members.get_council(tx, order.council),
        order=order,
        holder=accounts.show_holder(tx, accounts.get_account(tx, order.council, order.account_number)),
        person=tx.get(Member, Member.key_of(order.council, order.person)),
        mine=order.person == person,
        keeps=person in book.keepers or (who is not None and is_allowed(CouncilAct.POINTS, who)),
        keepers=tuple(orders.list_keepers(tx, order.council)),
    )


def load_orders(tx: Tx, council: int, person: int, page: int) -> ShownOrders:
    """Return the reservations that wait to be fetched, for a keeper."""
    total = tx.count(PrizeOrder, "state", council, OrderState.RESERVED)
    page, pages = nearest_page(page, total, ORDERS_PER_PAGE)
    skip = (page - 1) * ORDERS_PER_PAGE
    found = tx.find(PrizeOrder, "state", council, OrderState.RESERVED, skip=skip, limit=ORDERS_PER_PAGE)
    shown = tuple(_show_order(tx, each, person) for each in found)
    return ShownOrders(members.get_council(tx, council), shown, page, pages)

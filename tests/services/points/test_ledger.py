"""The ledger of points and the shop: entries never change, balances are their sums, no prize is promised twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.councils.council import Account
from bot.domain.points.account import PointAccount, PointEntry
from bot.domain.points.book import CarryOver
from bot.domain.points.errors import (
    EntryCorrected,
    NoEntry,
    NoPrize,
    NotKeeper,
    NotYourOrder,
    OrderOver,
    PointsSpent,
    PrizeGone,
    PrizeReserved,
    TooFewPoints,
)
from bot.domain.points.point_lines import ListKind
from bot.domain.points.prize import OrderState, PrizeOrder
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NotAllowed
from bot.services.councils import personal_data
from bot.services.points import accounts, ledger, lists, orders, points, years
from bot.services.reports import practice_figures
from bot.services.reports.dated_rows import Span
from storage.errors import AppendOnlyError
from tests import cast
from tests.cast import GROUP, private
from tests.effort import examples
from tests.services.hall import Hall
from tests.services.points.office import (
    SOAP,
    TOWEL,
    agreed,
    balance,
    earn,
    entries,
    is_sound,
    morning,
    opened,
    redeem,
    report,
    spend,
    stock,
)


@pytest.fixture
def office(hall: Hall) -> Hall:
    """A council whose members have accounts of points."""
    return opened(hall)


def press(hall: Hall, use: Callable[..., object], by: Account, subject: int = 1) -> object:
    return hall.tap(use, Intent("press", 1, subject), by)


def test_an_entry_never_changes(office: Hall) -> None:
    """The store refuses to change an entry and to drop one."""
    earn(office, 5)
    (entry,) = office.every(PointEntry)
    with pytest.raises(AppendOnlyError):
        office.do(lambda tx: tx.put(replace(entry, points=50)))
    with pytest.raises(AppendOnlyError):
        office.do(lambda tx: tx.drop(PointEntry, entry.key))
    office.do(lambda tx: tx.put(entry))
    assert entries(office) == [(5, 5)]


def test_flaws_are_found(office: Hall) -> None:
    """A balance that is not the sum of its entries is found, and so is one that is none of the entries'."""
    earn(office, 5)
    account = office.get(PointAccount, "1/1")
    office.do(lambda tx: tx.put(replace(account, balance=6)))
    assert list(ledger.find_flaws(office.tx(), 1)) == ["council 1, points, account 1: balance 6, the sum is 5"]
    office.do(lambda tx: tx.put(replace(account, balance=5)))
    wrong = replace(office.get(PointEntry, "1/1"), number=2, balance=11)
    office.do(lambda tx: (tx.put(wrong), tx.next_number(1, "point_entry")))
    assert "entry 2" in next(ledger.find_flaws(office.tx(), 1))


def test_a_correction_is_a_counter_entry(office: Hall) -> None:
    """An officer takes an entry back once, with a reason; not below 0, and no resident does."""
    earn(office, 5)
    earn(office, 5)
    correct = {"council": 1, "number": 1, "text": "报重了"}
    office.refuses(NotAllowed, ledger.correct_entry, by=office.member(cast.RESIDENT), **correct)
    clerk = office.member(cast.CLERK)
    office.at(ledger.correct_entry, by=clerk, **correct)
    office.refuses(EntryCorrected, ledger.correct_entry, by=clerk, **correct)
    office.refuses(NoEntry, ledger.correct_entry, by=clerk, **(correct | {"number": 3}))
    assert entries(office) == [(5, 5), (5, 10), (-5, 5)]
    spend(office, 1)
    office.refuses(PointsSpent, ledger.correct_entry, by=clerk, **(correct | {"number": 2}))
    assert years.get_earned(office.tx(), office.get(PointAccount, "1/1"), "2026-03") == 5
    assert is_sound(office)


def test_redeeming(office: Hall) -> None:
    """A prize is paid for when it is reserved, and fetched from a keeper; a second press promises nothing more."""
    earn(office, 12)
    order = redeem(office)
    assert (balance(office), stock(office)) == (2, 0)
    assert {each.chat for each in office.told("points.order")} == {private(cast.RESIDENT), private(cast.CLERK)}
    with pytest.raises(PrizeReserved):
        redeem(office)
    with pytest.raises(NotKeeper):
        press(office, orders.press_fetched, cast.RESIDENT)
    press(office, orders.press_fetched, cast.CLERK)
    for use, by in ((orders.press_fetched, cast.CLERK), (orders.press_cancel, cast.RESIDENT)):
        with pytest.raises(OrderOver):
            press(office, use, by)
    assert office.get(PrizeOrder, order.key).state is OrderState.FETCHED
    assert (balance(office), stock(office)) == (2, 0)
    with pytest.raises(TooFewPoints):
        redeem(office, prize=TOWEL)
    assert is_sound(office)


def test_the_last_prize_goes_once(office: Hall) -> None:
    """Of two who press for the last prize one has it, and the other keeps all their points."""
    earn(office, 10)
    earn(office, 10, cast.NEIGHBOUR)
    redeem(office)
    with pytest.raises(PrizeGone):
        redeem(office, cast.NEIGHBOUR)
    assert (balance(office, 1), balance(office, 2), stock(office)) == (0, 10, 0)


@pytest.mark.parametrize(
    ("use", "by", "state"),
    [
        (orders.press_refuse, cast.CLERK, OrderState.REFUSED),
        (orders.press_cancel, cast.RESIDENT, OrderState.CANCELLED),
        (orders.press_withdraw, cast.HEAD, OrderState.WITHDRAWN),
        (None, None, OrderState.OVER),
    ],
)
def test_a_reservation_without_its_prize(
    office: Hall, use: Callable[..., object] | None, by: Account, state: OrderState
) -> None:
    """Whatever ends a reservation without its prize gives the points back, once, and the prize to the shop."""
    earn(office, 10)
    order = redeem(office)
    if use is None:
        office.pass_time(timedelta(days=9))  # the bot was down when it was over
    else:
        press(office, use, by)
    assert entries(office) == [(10, 10), (-10, 0), (10, 10)]
    assert (office.get(PrizeOrder, order.key).state, stock(office)) == (state, 0 if use is orders.press_withdraw else 1)
    office.pass_time(timedelta(days=20))
    with pytest.raises(OrderOver):
        press(office, orders.press_fetched, cast.CLERK)
    assert is_sound(office)


def test_whose_reservation(office: Hall) -> None:
    """A neighbour cannot give back what somebody else has reserved, nor can a resident take a prize out."""
    earn(office, 10)
    redeem(office)
    with pytest.raises(NotYourOrder):
        press(office, orders.press_cancel, cast.NEIGHBOUR)
    with pytest.raises(NotAllowed):
        press(office, orders.press_withdraw, cast.RESIDENT)
    press(office, orders.press_withdraw, cast.CLERK)
    with pytest.raises(NoPrize):
        redeem(office)


def test_a_keeper_whom_the_head_chose(office: Hall) -> None:
    """A keeper hands prizes out; the officers stand in for one who leaves."""
    keeper = office.member(cast.NEIGHBOUR).person
    office.do(lambda tx: tx.put(replace(accounts.get_book(tx, 1), keepers=(keeper,))))
    earn(office, 20)
    redeem(office)
    assert {each.chat for each in office.told("points.order")} == {private(cast.RESIDENT), private(cast.NEIGHBOUR)}
    press(office, orders.press_fetched, cast.NEIGHBOUR)
    office.do(lambda tx: tx.put(replace(office.member(cast.NEIGHBOUR), present=False)))
    redeem(office, prize=TOWEL)
    press(office, orders.press_fetched, cast.CLERK, 2)
    assert balance(office) == 5


def test_the_prizes_are_written_anew(office: Hall) -> None:
    """A list changes what it names and adds what is new; 下架 gives reservations back; the rest stays as it is."""
    earn(office, 10)
    redeem(office)
    put = {"council": 1, "kind": ListKind.PRIZES, "by": office.member(cast.CLERK)}
    done = office.at(lists.write_list, text="毛巾 6分 3条\n雨伞 30分 2把\n洗衣液 下架", **put)
    assert done.params == {"new": 1, "changed": 1, "removed": 1}
    assert (balance(office), stock(office, TOWEL)) == (10, 3)
    office.refuses(NotAllowed, lists.write_list, text="毛巾 6分 3条", **(put | {"by": office.member(cast.RESIDENT)}))
    rules = put | {"kind": ListKind.RULES, "text": "打扫楼道 取消"}
    office.refuses(NotAllowed, lists.write_list, **rules)
    office.at(lists.write_list, **(rules | {"by": office.member(cast.HEAD)}))
    assert [title for title, *_ in lists.load_list(office.tx(), 1, ListKind.RULES)] == ["帮助邻居", "参加会议"]


@pytest.mark.parametrize(("rule", "left"), [(CarryOver.ALL, 15), (CarryOver.HALF, 12), (CarryOver.NONE, 8)])
def test_new_year(office: Hall, rule: CarryOver, left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """New Year leaves of the old year's balance what the rule says, once; what the new year brought stays."""
    monkeypatch.setattr(years, "CARRIED_AT_ONCE", 2)
    office.do(lambda tx: tx.put(replace(accounts.get_book(tx, 1), carry_over=rule)))
    office.do(lambda tx: years.schedule_jobs(tx, office.council(), office.now))
    for each in (cast.RESIDENT, cast.NEIGHBOUR, cast.HEAD, cast.CLERK, cast.CAPTAIN):
        earn(office, 7, each)
    office.now = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # half an hour into the year, in Shanghai
    earn(office, 8)
    office.pass_time(timedelta(days=2))  # the bot was down
    assert balance(office) == left
    assert [balance(office, each) for each in range(2, 6)] == [left - 8] * 4
    office.pass_time(timedelta(days=20))
    assert balance(office) == left
    assert office.waits("points_year")[0].at == datetime(2027, 12, 31, 16, 0, tzinfo=UTC)
    assert is_sound(office)


def test_the_board_of_the_first_ten(office: Hall) -> None:
    """On the first of a month the group reads who earned most in the one before, but nobody who does not want it."""
    office.do(lambda tx: years.schedule_jobs(tx, office.council(), office.now))
    for points_, each in enumerate((cast.RESIDENT, cast.NEIGHBOUR, cast.CLERK), 1):
        earn(office, 10 * points_, each)
    spend(office, 30, 3)
    office.tap(points.press_hide, Intent("points_hide", 1, 0, "hide"), cast.NEIGHBOUR)
    office.pass_time(timedelta(days=30))
    (told,) = office.told("points.board")
    assert (told.chat, told.params.first) == (GROUP, "2026-03")
    board = years.load_board(office.tx(), 1, "2026-03")
    assert [(holder.account.number, earned) for holder, earned in board.places] == [(3, 30), (1, 10)]
    office.pass_time(timedelta(days=31))
    assert len(office.told("points.board")) == 1  # nobody earned anything in April


def test_figures(office: Hall) -> None:
    """Statistics count the entries and the prizes that were fetched, a month those of its days, a parent the sums."""
    earn(office, 20)
    redeem(office)
    redeem(office, prize=TOWEL)
    press(office, orders.press_fetched, cast.CLERK)
    (figures,) = practice_figures.load_figures(office.tx(), office.council())
    assert figures.figures == {"entries": 3, "prizes": 1}
    month = Span(office.now - timedelta(days=1), office.now + timedelta(days=1))
    (figures,) = practice_figures.load_figures(office.tx(), office.council(), month)
    assert figures.figures == {"entries": 3, "prizes": 1}
    assert practice_figures.sum_figures(office.tx(), (1,))[0].figures == {"entries": 3, "prizes": 1}


def test_who_is_erased(office: Hall) -> None:
    """A reservation of a person who is erased is given back; their file has what is theirs."""
    earn(office, 10)
    redeem(office)
    office.do(personal_data.my_data, cast.RESIDENT.id, private(cast.RESIDENT))
    office.at(personal_data.erase_person, account=cast.RESIDENT.id, chat=private(cast.RESIDENT))
    assert (balance(office), stock(office)) == (10, 1)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("report", "earn", "redeem", "redeem", "fetch", "refuse", "cancel", "correct", "stock")),
        st.integers(0, 2),
        st.integers(1, 30),
    ),
    max_size=60,
)
PEOPLE = (cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER)


@settings(max_examples=examples(30), deadline=None)
@given(acts=ACTS)
def test_any_acts(first_hall: Hall, acts: list[tuple[str, int, int]]) -> None:
    """After any acts no balance is below 0, the sum of the ledger is that of the balances, and no prize is lost."""
    office = opened(first_hall.copy())
    stocked = {SOAP: 1, TOWEL: 20}
    for act, who, number in acts:
        try:
            do_act(office, act, PEOPLE[who], number, stocked)
        except CouncilError:
            continue
    every = office.every(PointAccount)
    assert all(each.balance >= 0 for each in every)
    assert sum(each.balance for each in every) == sum(points_ for points_, _ in entries(office))
    assert is_sound(office)
    for prize, put in stocked.items():
        held = [each for each in office.every(PrizeOrder) if each.prize == prize]
        taken = sum(each.state in {OrderState.RESERVED, OrderState.FETCHED} for each in held)
        assert stock(office, prize) + taken == put


def do_act(office: Hall, act: str, who: Account, number: int, stocked: dict[int, int]) -> None:
    """Do one of the acts that change balances and stocks."""
    prize = number % 2 + 1
    match act:
        case "report":
            claim = report(office, who, rule=2)
            morning(office)
            agreed(office, claim)
        case "earn":
            earn(office, number, who)
        case "redeem":
            redeem(office, who, prize)
        case "fetch":
            press(office, orders.press_fetched, cast.CLERK, number)
        case "refuse":
            press(office, orders.press_refuse, cast.CLERK, number)
        case "cancel":
            press(office, orders.press_cancel, who, number)
        case "correct":
            clerk = office.member(cast.CLERK)
            office.at(ledger.correct_entry, council=1, number=number, text="记错了", by=clerk)
        case _:
            stocked[prize] += number - stock(office, prize)
            name = {SOAP: "洗衣液 10", TOWEL: "毛巾 5"}[prize]
            text = f"{name}分 {number}件"
            office.at(lists.write_list, council=1, text=text, kind=ListKind.PRIZES, by=office.member(cast.CLERK))

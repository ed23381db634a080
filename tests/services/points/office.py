"""A council whose points are in use, for tests of what its people do with them."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.points.account import EntryKind, PointAccount, PointEntry
from bot.domain.points.book import AccountKind, PointBook
from bot.domain.points.claim import PointClaim
from bot.domain.points.point_lines import ListKind
from bot.domain.points.prize import Prize, PrizeOrder
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import Attachment
from bot.ports import Tx
from bot.services.points import accounts, claims, ledger, lists, orders, reviews
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.estate import HOMES, imported, moved_in
from tests.services.hall import Hall

PHOTO = Attachment("photo", "p1")
RULES = "打扫楼道 5分 每月2次\n帮助邻居 10分\n参加会议 2分"
PRIZES = "洗衣液 10分 1件\n毛巾 5分 20件"
MORNING = timedelta(hours=12, minutes=30)  # from the hall's evening to half past eight
SWEEP, HELP = 1, 2
SOAP, TOWEL = 1, 2


def opened(hall: Hall, kind: AccountKind = AccountKind.PERSON) -> Hall:
    """Points are switched on, with rules, prizes and the three usual reviewers."""
    for each in (cast.HEAD, cast.CLERK, cast.CAPTAIN, cast.RESIDENT, cast.NEIGHBOUR):
        hall.opens_private_chat(each)
    hall.do(lambda tx: tx.put(replace(hall.council(), practices=(Practice.POINTS,))))
    if kind is AccountKind.HOUSEHOLD:
        imported(hall, *HOMES)
        moved_in(hall, cast.RESIDENT, "3-1-501")
        moved_in(hall, cast.NEIGHBOUR, "5-1-101")
    reviewers = tuple(hall.member(each).person for each in (cast.HEAD, cast.CLERK, cast.CAPTAIN))
    hall.do(lambda tx: tx.put(PointBook(council=1, kind=kind, reviewers=reviewers)))
    for kind_, text in ((ListKind.RULES, RULES), (ListKind.PRIZES, PRIZES)):
        hall.at(lists.write_list, council=1, text=text, kind=kind_, by=hall.member(cast.HEAD))
    return hall


def report(hall: Hall, by: Account = cast.RESIDENT, rule: int = SWEEP, **wishes: object) -> PointClaim:
    """Report what a rule gives points for."""
    known: dict[str, object] = {"account_number": 0, "whom": 0, "text": "三单元", "attachments": (PHOTO,)} | wishes
    card = hall.at(
        claims.report, council=1, rule=rule, by=by, reply_to=back(f"report{hall.messages}", private(by)), **known
    )
    return hall.get(PointClaim, f"1/{card.params.number}")


def morning(hall: Hall) -> None:
    """Half past eight of the next day comes."""
    hall.pass_time(MORNING if hall.now.hour == 12 else timedelta(days=1))


def vote(hall: Hall, by: Account, claim: int, *, agrees: bool = True) -> str:
    """Press [同意] or [不同意]."""
    return hall.tap(reviews.press_vote(agrees), Intent("points_yes", 1, claim), by, chat=private(by)).key


def agreed(hall: Hall, claim: PointClaim) -> PointClaim:
    """Two of the three reviewers agree."""
    for each in (cast.HEAD, cast.CLERK):
        vote(hall, each, claim.number)
    return hall.get(PointClaim, claim.key)


def earn(hall: Hall, points: int, by: Account = cast.RESIDENT) -> None:
    """Enter points without a review."""

    def enter(tx: Tx) -> None:
        account = accounts.open_account(tx, hall.member(by))
        ledger.enter(tx, ledger.draft_entry(account, EntryKind.EARNED, points, "打扫楼道", now=hall.now))

    hall.do(enter)


def spend(hall: Hall, points: int, account: int = 1) -> None:
    """Take points off an account."""

    def enter(tx: Tx) -> None:
        found = accounts.get_account(tx, 1, account)
        ledger.enter(tx, ledger.draft_entry(found, EntryKind.REDEEMED, -points, "毛巾", now=hall.now))

    hall.do(enter)


def balance(hall: Hall, account: int = 1) -> int:
    """The balance of an account."""
    return hall.get(PointAccount, f"1/{account}").balance


def entries(hall: Hall) -> list[tuple[int, int]]:
    """The points and the balance of every entry, in their order."""
    every = sorted(hall.every(PointEntry), key=lambda each: each.number)
    return [(each.points, each.balance) for each in every]


def redeem(hall: Hall, by: Account = cast.RESIDENT, prize: int = SOAP) -> PrizeOrder:
    """Redeem a prize; give the newest reservation."""
    hall.tap(orders.press_redeem, Intent("prize_redeem", 1, prize), by, chat=private(by))
    return max(hall.every(PrizeOrder), key=lambda each: each.number)


def refuse(hall: Hall, number: int) -> None:
    """The clerk refuses a reservation, and the points come back."""
    hall.tap(orders.press_refuse, Intent("prize_refuse", 1, number), cast.CLERK)


def stock(hall: Hall, prize: int = SOAP) -> int:
    """How many of a prize nobody has reserved."""
    return hall.get(Prize, f"1/{prize}").stock


def is_sound(hall: Hall) -> bool:
    """Whether every balance is the sum of its entries."""
    return not list(ledger.find_flaws(hall.tx(), 1))

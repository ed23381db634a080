"""Rows of points in the tables of services."""

from dataclasses import asdict

from bot.domain.councils.council import Member
from bot.domain.councils.practice import Practice
from bot.domain.points.account import PointAccount, PointEntry
from bot.domain.points.book import PointBook
from bot.domain.points.claim import PointClaim
from bot.domain.points.prize import PrizeOrder
from bot.ports import Tx
from bot.services.councils.belongings import Json, of_member
from bot.services.matters import downtime
from bot.services.points import claims, orders, reviews, years
from bot.services.practice_services import PracticeServices


def _claim(_tx: Tx, claim: PointClaim, member: Member) -> Json:
    """Return a report without the people in it who are others, and without the answers of the reviewers."""
    names = ("number", "account_number", "title", "points", "text", "attachments", "state", "at")
    return {name: asdict(claim)[name] for name in names} | {"reported_by_you": claim.by == member.person}


POINTS_SERVICES = PracticeServices(
    practice=Practice.POINTS,
    jobs={
        "points_review": downtime.when_in_the_group(reviews.begin_review),
        "points_board": years.post_board,
        "points_year": years.carry_over,
        "prize_order_over": orders.end_unfetched,
    },
    after_leaving=(reviews.reviewer_left,),
    of_members=(
        of_member(PrizeOrder, "person", "prizes", erase=orders.drop_order),
        of_member(PointClaim, "person", "points_reported", _claim, erase=claims.drop_words),
        of_member(PointClaim, "by", "points_reported_for_others", _claim, erase=claims.drop_words),
        of_member(PointEntry, "person", "points"),
        of_member(PointAccount, "person", "points_account"),
    ),
    not_given_out={PointBook: "who reviews and who keeps the shop act for the council"},
    stays={
        PointBook: "it names those who review and keep the shop by numbers, who are no members any more",
        PointAccount: "its entries stay; it names whose it is by a number",
        PointEntry: "the ledger never changes; it names people by numbers",
    },
)

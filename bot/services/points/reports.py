"""Reports of points as they are kept: within the limit of a month, and waiting for the next review."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.councils.counter import Numbered
from bot.domain.points.account import PointAccount, month_of
from bot.domain.points.claim import ClaimState, PointClaim
from bot.domain.points.errors import MonthFull, NoClaim
from bot.domain.points.rule import PointRule
from bot.ports import Tx
from bot.services.councils import members
from bot.services.points import review_jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now


def get_claim(tx: Tx, council: int, number: int) -> PointClaim:
    """Return the report of this number; raises NoClaim."""
    found = tx.get(PointClaim, PointClaim.key_of(council, number))
    if found is None:
        raise NoClaim
    return found


def check_month(tx: Tx, rule: PointRule, account: PointAccount, now: datetime) -> None:
    """Raise MonthFull when a rule was reported as often as it counts this month; what was refused does not count."""
    if rule.times and _count_reported(tx, rule, account, now) >= rule.times:
        raise MonthFull(title=rule.title, times=rule.times)


def _count_reported(tx: Tx, rule: PointRule, account: PointAccount, now: datetime) -> int:
    where = rule.council, account.number, rule.number, _month(tx, rule.council, now)
    return sum(tx.count(PointClaim, "month", *where, state) for state in (ClaimState.PENDING, ClaimState.AGREED))


def _month(tx: Tx, council: int, now: datetime) -> str:
    return month_of(day_now(members.get_council(tx, council), now))


def put_claim(
    tx: Tx, rule: PointRule, account: PointAccount, person: int, *, by: int, now: datetime, source: str | None = None
) -> PointClaim:
    """Keep a report, and schedule the review that decides about it."""
    claim = PointClaim(
        council=rule.council,
        number=tx.next_number(rule.council, Numbered.POINT_CLAIM),
        account_number=account.number,
        rule=rule.number,
        title=rule.title,
        points=rule.points,
        month=_month(tx, rule.council, now),
        person=person,
        by=by,
        source=source,
        at=now,
    )
    tx.put(claim)
    review_jobs.schedule_review(tx, members.get_council(tx, rule.council), now)
    return claim


def take_back(tx: Tx, claim: PointClaim, who: Member | None, now: datetime) -> None:
    """Take a report back; nobody is asked about it any more."""
    tx.put(replace(claim, state=ClaimState.TAKEN_BACK))
    record_claim(tx, claim, "points_taken_back", who, now)
    review_jobs.end_if_decided(tx, claim.council, now)


def record_claim(tx: Tx, claim: PointClaim, what: str, who: Member | None, now: datetime) -> None:
    """Record what happened to a report."""
    person = who.person if who else None
    append_entry(tx, claim.council, what, person=person, now=now, facts={"number": claim.number})

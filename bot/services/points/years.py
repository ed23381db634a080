"""New months and years of points: the board of the first ten, and what New Year leaves of the balances.

Balances are carried over a few hundred at a time, each in a durable write of its own. What was earned or spent in the
new year, while the bot was down, stays out of it.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.councils.council import Council
from bot.domain.councils.counter import Numbered
from bot.domain.councils.practice import Practice
from bot.domain.points.account import EntryKind, PointAccount, PointEntry, PointMonth, month_of
from bot.domain.points.book import CarryOver, points_kept
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.local_time import DAY, local_time
from bot.domain.shared.message_params import MessageParams
from bot.index_rows import PointMonthRow
from bot.ports import Tx
from bot.read_models.points import ShownBoard
from bot.services.councils import members
from bot.services.points import accounts, ledger
from bot.services.points.review_jobs import job_subject
from bot.services.shared import jobs
from bot.services.shared.council_time import MORNING, day_now
from bot.services.shared.enqueue import notify_group

BOARD = "points.board"
FIRST = 10
READ_AT_ONCE = 20
CARRIED_AT_ONCE = 200
POSTED_WITHIN = timedelta(days=10)  # a board that comes later interests nobody


def schedule_jobs(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the next month's board and the next New Year."""
    today = day_now(council, now)
    params = JobParams(council=council.number)
    next_month = (today.replace(day=1) + 32 * DAY).replace(day=1)
    board = local_time(next_month, MORNING, council.zone)
    jobs.schedule(tx, "points_board", job_subject(council.number), board, params=params)
    if tx.get(Job, Job.key_of(job_subject(council.number), "points_year")) is None:
        year = local_time(date(today.year + 1, 1, 1), time(), council.zone)
        jobs.schedule(tx, "points_year", job_subject(council.number), year, params=params)


def post_board(tx: Tx, row: Job, now: datetime) -> None:
    """Post the first ten of the month that is over; not where points were switched off, or nobody has any."""
    council = members.get_council(tx, row.params.council)
    schedule_jobs(tx, council, now)
    month = month_of(day_now(council, row.at) - DAY)
    if Practice.POINTS not in council.practices or now - row.at > POSTED_WITHIN:
        return
    if load_board(tx, council.number, month).places:
        notify_group(
            tx,
            council,
            id=f"points_board/{council.number}/{month}",
            view=BOARD,
            params=MessageParams(council=council.number, first=month),
            now=now,
            respect_quiet_hours=True,
        )


def load_board(tx: Tx, council: int, month: str) -> ShownBoard:
    """Return the first ten of a month, without those who do not want to stand there."""
    places: list[tuple[PointAccount, int]] = []
    skip = 0
    while len(places) < FIRST:
        rows = tx.rows(PointMonthRow, council, month, newest_first=True, skip=skip, limit=READ_AT_ONCE)
        for row in rows:
            account = tx.get(PointAccount, PointAccount.key_of(council, row.account_number))
            if account and not account.hidden and row.earned > 0:
                places.append((account, row.earned))
        if len(rows) < READ_AT_ONCE:
            break
        skip += READ_AT_ONCE
    shown = tuple((accounts.show_holder(tx, account), earned) for account, earned in places[:FIRST])
    return ShownBoard(members.get_council(tx, council), month, shown)


def get_earned(tx: Tx, account: PointAccount, month: str) -> int:
    """Return what an account earned in a month."""
    found = tx.get(PointMonth, PointMonth.key_of(account.council, account.number, month))
    return found.earned if found else 0


def carry_over(tx: Tx, row: Job, now: datetime) -> None:
    """Leave of the balances of the old year what the rule says, for the next few accounts."""
    council = members.get_council(tx, row.params.council)
    year = date.fromisoformat(row.params.since).year if row.params.since else day_now(council, row.at).year
    rule = accounts.get_book(tx, council.number).carry_over
    begins = local_time(date(year, 1, 1), time(), council.zone)
    last = tx.last_number(council.number, Numbered.POINT_ACCOUNT) if rule is not CarryOver.ALL else 0
    first = row.params.number + 1
    for number in range(first, min(first + CARRIED_AT_ONCE, last + 1)):
        _carry(tx, accounts.get_account(tx, council.number, number), rule, begins=begins, year=year, now=now)
    if first + CARRIED_AT_ONCE <= last:
        params = replace(row.params, number=first + CARRIED_AT_ONCE - 1, since=date(year, 1, 1).isoformat())
        jobs.schedule(tx, "points_year", job_subject(council.number), now, params=params)
    else:
        following = local_time(date(year + 1, 1, 1), time(), council.zone)
        params = JobParams(council=council.number)
        jobs.schedule(tx, "points_year", job_subject(council.number), following, params=params)


def _carry(tx: Tx, account: PointAccount, rule: CarryOver, *, begins: datetime, year: int, now: datetime) -> None:
    at_midnight = account.balance - _sum_since(tx, account, begins)
    lost = min(at_midnight - points_kept(at_midnight, rule), account.balance)
    if lost > 0:
        ledger.enter(tx, ledger.draft_entry(account, EntryKind.CARRIED_OVER, -lost, str(year - 1), now=now))


def _sum_since(tx: Tx, account: PointAccount, begins: datetime) -> int:
    """Return the sum of the entries since New Year, which are few."""
    total = skip = 0
    while True:
        found = tx.find(
            PointEntry, "account", account.council, account.number, newest_first=True, skip=skip, limit=READ_AT_ONCE
        )
        for entry in found:
            if entry.at < begins:
                return total
            total += entry.points
        if len(found) < READ_AT_ONCE:
            return total
        skip += READ_AT_ONCE

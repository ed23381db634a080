"""Reminders of wishes: whom each state of a wish waits for too long, and the call for wishes of each month."""

from datetime import datetime, timedelta

from bot.domain.councils.council import Council, Member
from bot.domain.councils.practice import Practice
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reminder import ReminderKind
from bot.domain.wishes.wish import WAITS, Wish, WishState
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared import jobs, morning_jobs
from bot.services.shared.council_time import day_now, morning_after, next_working_month
from bot.services.shared.enqueue import notify_group
from bot.services.wishes.wish_cards import list_keepers, wish_subject

CALL = "wish_call"


def schedule_reminder(tx: Tx, wish: Wish, *, told: int = 0) -> None:
    """Schedule the reminder of a wish for the morning on which it has been in its state too long; none when it is over.

    `told`: 1 after the claimer was reminded; then the officers are.
    """
    jobs.cancel(tx, wish_subject(wish))
    if wish.state not in WAITS:
        return
    council = members.get_council(tx, wish.council)
    day = day_now(council, wish.since) + (1 + told) * WAITS[wish.state]
    at = morning_after(council, day - timedelta(days=1)) - morning_jobs.BEFORE_THE_LIST
    params = JobParams(council=wish.council, number=wish.number, told=told)
    jobs.schedule(tx, "wish_waits", wish_subject(wish), at, params=params)


def remind_on_time(tx: Tx, row: Job, now: datetime) -> None:
    """Remind those for whom a wish waits, in their list of the morning."""
    wish = tx.get(Wish, Wish.key_of(row.params.council, row.params.number))
    if wish is None or not wish.is_live:
        return
    council = members.get_council(tx, wish.council)
    if wish.state is WishState.OPEN or row.params.told:
        for officer in members.list_reachable_officers(tx, wish.council):
            morning_jobs.remind(tx, council, officer, ReminderKind.WISHES_STUCK, now=now)
        return
    if wish.state is WishState.CLAIMED:
        whom = [tx.get(Member, Member.key_of(wish.council, wish.claimer or 0))]
        schedule_reminder(tx, wish, told=1)
    else:
        whom = [*list_keepers(tx, wish)]
    for each in whom:
        morning_jobs.remind(tx, council, each, ReminderKind.WISH, number=wish.number, now=now)


def schedule_call(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the call for wishes of the next month."""
    at = next_working_month(council, now)
    jobs.schedule(tx, CALL, f"{CALL}/{council.number}", at, params=JobParams(council=council.number))


def call_for_wishes(tx: Tx, row: Job, now: datetime) -> None:
    """Call for wishes in the group, on the first working day of a month; where it is switched off, no more."""
    council = members.get_council(tx, row.params.council)
    if Practice.WISHES not in council.practices:
        return
    schedule_call(tx, council, now)
    params = MessageParams(
        council=council.number, first=f"{day_now(council, now):%Y-%m-01}", what=jobs.lateness(row.at, now)
    )
    notify_group(
        tx,
        council,
        id=f"{CALL}/{council.number}/{params.first}",
        view="wish.call",
        params=params,
        now=now,
        respect_quiet_hours=True,
    )

"""Reminders of clues that wait, in the list of the morning: of a handler without a result, of officers."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.clues.clue import LONG, REMINDED_AT, REMINDED_EVERY, Clue, ClueReport, ClueState
from bot.domain.councils.council import Council, Member
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.local_time import local_time, next_local
from bot.domain.shared.reminder import ReminderKind
from bot.index_rows import ClueGivenRow, ClueRemindRow
from bot.ports import Tx
from bot.read_models.clues import ShownWaitingClues
from bot.services.councils import members
from bot.services.shared import jobs, morning_jobs
from bot.services.shared.council_time import day_now

JOB = "clues_wait"


def schedule_next(tx: Tx, council: Council, *, now: datetime) -> None:
    """Schedule the look at clues that wait, for the first day on which somebody is to be reminded of one."""
    first = tx.rows(ClueRemindRow, council.number, limit=1)
    if not first:
        return
    on_its_day = local_time(date.fromisoformat(first[0].remind_on), REMINDED_AT, council.zone)
    at = on_its_day if on_its_day > now else next_local(REMINDED_AT, council.zone, now)
    jobs.schedule(tx, JOB, f"clues/{council.number}", at, params=JobParams(council=council.number))


def remind_of_waiting(tx: Tx, row: Job, now: datetime) -> None:
    """Remind handlers of clues without a result, and officers of those that nobody handles or that wait for long."""
    council = members.get_council(tx, row.params.council)
    today = day_now(council, now)
    officers = False
    for clue in tx.find(Clue, "remind", council.number, upto=today.isoformat()):
        handler = tx.get(Member, Member.key_of(council.number, clue.handler)) if clue.handler else None
        reached = handler is not None and handler.open_chat is not None
        if reached:
            morning_jobs.remind(tx, council, handler, ReminderKind.OWN_CLUES, now=now)
        officers = officers or not reached or _is_long(council, clue, today)
        tx.put(replace(clue, remind_on=today + REMINDED_EVERY))
    if officers:
        for officer in members.list_reachable_officers(tx, council.number):
            morning_jobs.remind(tx, council, officer, ReminderKind.CLUES, now=now)
    schedule_next(tx, council, now=now)


def _is_long(council: Council, clue: Clue, today: date) -> bool:
    return clue.given is not None and today - day_now(council, clue.given) >= LONG


def load_waiting(tx: Tx, council_number: int, now: datetime) -> ShownWaitingClues:
    """Return the numbers of clues that wait for the officers, as they are now."""
    council = members.get_council(tx, council_number)
    given = tx.rows(ClueGivenRow, council_number, ClueState.GIVEN, upto=(now - LONG).isoformat(timespec="microseconds"))
    return ShownWaitingClues(
        council=council,
        nobodys=tx.count(Clue, "state", council_number, ClueState.NEW),
        long=len(given),
        to_pass_on=tx.count(ClueReport, "waits", council_number, True),
    )

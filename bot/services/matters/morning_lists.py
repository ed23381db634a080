"""One message a person a morning: at nine on working days, what officers and handlers have not been told yet.

There is one job for a council as long as it has an open matter or a reminder waits. It finds by indexes what has become
so since the last list, so that each thing is said once, and takes the reminders along that the clock has left for it
(`bot/services/shared/morning_jobs.py`). Its messages are drawn anew when they are sent: what was settled meanwhile is
left out. Who belongs to two councils has a list of each, in its language and with its own working days.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.councils.council import Council, Member
from bot.domain.matters.matter import Matter
from bot.domain.matters.morning import (
    LATE_PARTS,
    REMINDER_FACTS,
    TO_HANDLER,
    TO_OFFICERS,
    WITH_HANDLER,
    Fact,
    new_duty,
    still_holds,
)
from bot.domain.matters.officer_duty import Part, waits_for
from bot.domain.matters.state import AT_WORK, State
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.local_time import DAY
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reminder import Reminder
from bot.domain.shared.working_days import add_working_days
from bot.index_rows import StateDueRow, TouchedRow
from bot.ports import Tx
from bot.read_models.matters import MorningList
from bot.services.councils import members
from bot.services.matters.assignments import days_to_acknowledge
from bot.services.shared import morning_jobs
from bot.services.shared.council_time import day_now, end_of_night
from bot.services.shared.enqueue import enqueue
from bot.services.shared.holidays import holidays

UNDECIDED = (State.SUBMITTED, State.RESOLVED, State.DONE)  # in which the officers' time for a decision can run
SOON = 2  # working days before a day that was promised
READ_AT_ONCE = 200

Facts = Mapping[Fact, list[Matter]]


def last_day_of(council: Council, part: Part, since: datetime) -> date:
    """Return the last day that the council allows its officers for a decision, in its zone."""
    begun = day_now(council, since)
    if part is Part.SORT:
        return add_working_days(begun, council.limits.accept, holidays()).day
    return begun + council.limits.post * DAY


def schedule_list(tx: Tx, matter: Matter, *, now: datetime) -> None:
    """Schedule the morning list of a council with an open matter, unless it is scheduled."""
    if matter.open and not morning_jobs.is_scheduled(tx, matter.council):
        morning_jobs.schedule_first(tx, members.get_council(tx, matter.council), now=now)


def schedule_earlier_list(tx: Tx, row: Job, now: datetime) -> None:
    """Run the reminder of a single matter, as earlier versions scheduled it: the council's list takes its place."""
    matter = tx.get(Matter, Matter.key_of(row.params.council, row.params.matter))
    if matter:
        schedule_list(tx, matter, now=now)


def send_lists(tx: Tx, row: Job, now: datetime) -> None:
    """Send each person with a private chat what is new to them, and schedule the next list."""
    council, since = members.get_council(tx, row.params.council), datetime.fromisoformat(row.params.since)
    if holidays().is_working_day(day_now(council, now)) is False:  # published after the list was scheduled
        morning_jobs.schedule_next(tx, council, row.params, now=now)
        return
    found = find_facts(tx, council, since, now)
    officers = members.list_reachable_officers(tx, council.number) if found.keys() & TO_OFFICERS else []
    handlers = {matter.assignment.handler for fact in TO_HANDLER for matter in found.get(fact, [])}
    reminded = {each.person for each in row.params.reminders}
    readers = {
        **members.members_of(tx, council.number, handlers | reminded),
        **{each.person: each for each in officers},
    }
    for member, chat in members.private_chats(readers.values()):
        officer = member in officers
        reminders = tuple(each for each in row.params.reminders if each.person == member.person)
        numbers = {
            matter.number
            for fact, matters in found.items()
            for matter in matters
            if _is_for(matter, fact, member, officer=officer)
        } | {each.number for each in reminders if each.kind in REMINDER_FACTS}
        enqueue(
            tx,
            id=f"{morning_jobs.job_subject(council.number)}/{member.person}/{day_now(council, now)}",
            chat=chat,
            group=False,
            view="morning",
            params=MessageParams(
                council=council.number,
                matter=min(numbers) if len(numbers) == 1 else 0,  # a reply to it is about this matter
                person=member.person,
                officer=officer,
                first=since.isoformat(),
                upto=now.isoformat(),
                reminders=reminders,
            ),
            now=now,
            not_before=end_of_night(council, now),
            remember=True,
        )
    if tx.count(Matter, "open", council.number, True):
        morning_jobs.schedule_next(tx, council, JobParams(since=now.isoformat()), now=now)


def load_list(
    tx: Tx,
    council: int,
    reader: Member,
    since: datetime,
    upto: datetime,
    *,
    officer: bool,
    reminders: Sequence[Reminder] = (),
) -> MorningList:
    """Return what is new to one person, of matters as they are now, with those they are reminded of: each once."""
    its_council = members.get_council(tx, council)
    found = find_facts(tx, its_council, since, upto)
    reminded = _reminded(tx, council, reminders)
    told: dict[Fact, tuple[Matter, ...]] = {}
    named: set[int] = set()
    for fact in Fact:
        mine = [matter for matter in found.get(fact, []) if _is_for(matter, fact, reader, officer=officer)]
        mine += reminded.get(fact, [])
        told[fact] = tuple(matter for matter in mine if matter.number not in named)
        named |= {matter.number for matter in mine}
    asked = {each.assignment.handler for fact in WITH_HANDLER for each in told[fact]}
    return MorningList(
        council=its_council,
        told={fact: matters for fact, matters in told.items() if matters},
        handlers=members.members_of(tx, council, asked),
    )


def _reminded(tx: Tx, council: int, reminders: Sequence[Reminder]) -> Facts:
    """Return the matters of reminders that are still true."""
    found: dict[Fact, list[Matter]] = defaultdict(list)
    for each in reminders:
        fact = REMINDER_FACTS.get(each.kind)
        matter = tx.get(Matter, Matter.key_of(council, each.number)) if fact else None
        if fact and matter and still_holds(matter, each):
            found[fact].append(matter)
    return found


def _is_for(matter: Matter, fact: Fact, reader: Member, *, officer: bool) -> bool:
    return officer if fact in TO_OFFICERS else matter.assignment.handler == reader.person


def find_facts(tx: Tx, council: Council, since: datetime, upto: datetime) -> Facts:
    """Return what has become so between two lists, by indexes of times and days; matters sent up are the parent's."""
    days = _Days.between(council, since, upto)
    found: dict[Fact, list[Matter]] = defaultdict(list)
    for matter in _touched(tx, council.number, since):
        duty = new_duty(matter)
        if duty and since <= duty[1] < upto and not matter.above:
            found[duty[0]].append(matter)
    for matter in _unsigned(tx, council.number):
        given = days_to_acknowledge(council, matter)
        if given and days.last <= given[1] < days.today:
            found[Fact.UNSIGNED].append(matter)
        elif given and days.last < given[0] <= days.today:
            found[Fact.SIGN].append(matter)
    for matter in _due(tx, council.number, days):
        for fact in days.facts_of(matter.assignment.due):
            found[fact].append(matter)
    for fact, matter in _late_decisions(tx, council, days):
        found[fact].append(matter)
    for matters in found.values():
        matters.sort(key=lambda matter: matter.number)
    return found


@dataclass(frozen=True)
class _Days:
    """The council's days of the last list, this one and the next, and up to where the last one looked ahead."""

    last: date
    today: date
    next: date
    told_today: date
    told_soon: date
    ahead: date

    @classmethod
    def between(cls, council: Council, since: datetime, upto: datetime) -> "_Days":
        last, today = day_now(council, since), day_now(council, upto)

        def later(day: date, n: int) -> date:
            return add_working_days(day, n, holidays()).day

        return cls(
            last,
            today,
            later(today, 1),
            later(last, 1),
            later(last, SOON + 1),
            later(today, SOON + 1) - DAY,
        )

    def facts_of(self, due: date | None) -> tuple[Fact, ...]:
        """Return what is new about a day that was promised."""
        if due is None:
            return ()
        if due < self.today:
            return (Fact.LATE, Fact.PAST)
        if self.told_today <= due < self.next:
            return (Fact.TODAY,)
        return (Fact.SOON,) if max(self.told_soon, self.next) <= due else ()


def _touched(tx: Tx, council: int, since: datetime) -> Iterator[Matter]:
    """Yield the matters to which something happened since then, the newest first, read a page at a time."""
    first, skip = since.isoformat(timespec="microseconds"), 0
    while rows := tx.rows(TouchedRow, council, newest_first=True, skip=skip, limit=READ_AT_ONCE):
        for row in rows:
            if row.touched < first:
                return
            if matter := tx.get(Matter, row.key):
                yield matter
        skip += READ_AT_ONCE


def _unsigned(tx: Tx, council: int) -> list[Matter]:
    waiting = tx.find(Matter, "state", council, State.DISPATCHED)
    return [matter for matter in waiting if not (matter.above or matter.assignment.paused)]


def _late_decisions(tx: Tx, council: Council, days: _Days) -> Iterator[tuple[Fact, Matter]]:
    """Yield the matters for whose decision the officers' time has run out since the last list."""
    for state in UNDECIDED:
        for matter in tx.find(Matter, "state", council.number, state):
            waits = waits_for(matter)
            if waits and not matter.above and days.last <= last_day_of(council, *waits) < days.today:
                yield LATE_PARTS[waits[0]], matter


def _due(tx: Tx, council: int, days: _Days) -> Iterator[Matter]:
    """Yield the matters at work whose day came since the last list, or comes soon."""
    for state in sorted(AT_WORK):
        for row in tx.rows(StateDueRow, council, state.value, upto=days.ahead.isoformat(), newest_first=True):
            if row.assignment__due < days.last.isoformat():
                break
            matter = tx.get(Matter, row.key)
            if matter and not (matter.above or matter.assignment.paused):
                yield matter

"""The clock of pledges: a reminder on the 25th for those who have done nothing, and the result of each month.

After a downtime each is done once and says that it is late; a reminder of a month that is over is left out.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Council, Member
from bot.domain.councils.practice import Practice
from bot.domain.pledges.pledge import PledgeMonth, month_of, next_reminder
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.index_rows import PledgeDeedRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.pledges.pledgers import list_pledgers
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now, next_working_month
from bot.services.shared.enqueue import notify_group, notify_person

REMIND, COUNT = "pledge_remind", "pledge_count"
REMINDER = "pledge.reminder"


def job_subject(council: int) -> str:
    """Return the subject of the jobs of a council's pledges."""
    return f"pledges/{council}"


def schedule_jobs(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the next reminder and the next count of a month."""
    _schedule(tx, council, REMIND, next_reminder(now, council.zone))
    _schedule(tx, council, COUNT, next_working_month(council, now))


def remind_pledgers(tx: Tx, row: Job, now: datetime) -> None:
    """Remind those in private who have done nothing this month; those whom the bot cannot write to are passed over."""
    council = members.get_council(tx, row.params.council)
    if Practice.PLEDGES not in council.practices:
        return
    _schedule(tx, council, REMIND, next_reminder(now, council.zone))
    month = month_of(row.at, council.zone)
    if month != month_of(now, council.zone):
        return
    nothing = _without_deed(tx, council, month)
    reached = [each for each in nothing if each.open_chat]
    what = jobs.lateness(row.at, now)
    for member in reached:
        notify_person(
            tx,
            council,
            member,
            id=f"{job_subject(council.number)}/reminder/{month}/{member.person}",
            view=REMINDER,
            params=MessageParams(council=council.number, person=member.person, what=what, first=month),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )
    tx.put(PledgeMonth(council=council.number, month=month, reminded=tuple(each.person for each in reached)))
    append_entry(tx, council.number, "pledges_reminded", person=None, now=now, facts={"n": len(reached)})


def count_month(tx: Tx, row: Job, now: datetime) -> None:
    """Count the month before: the head is told who has done nothing, in private, and the group the numbers alone."""
    council = members.get_council(tx, row.params.council)
    if Practice.PLEDGES not in council.practices:
        return
    _schedule(tx, council, COUNT, next_working_month(council, row.at))  # a month that was missed too is due at once
    day = day_now(council, row.at)
    month = f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"
    people, nothing = list_pledgers(tx, council.number, month), _without_deed(tx, council, month)
    if not people:
        return
    persons = {each.person for each in people}
    known = tx.get(PledgeMonth, PledgeMonth.key_of(council.number, month))
    result = replace(
        known or PledgeMonth(council=council.number, month=month),
        pledged=len(people),
        kept=len(people) - len(nothing),
        deeds=sum(row.person in persons for row in tx.rows(PledgeDeedRow, council.number, month)),
        nothing=tuple(each.person for each in nothing),
        closed=now,
    )
    tx.put(result)
    append_entry(tx, council.number, "pledges_counted", person=None, now=now, facts={"n": result.kept})
    _tell(tx, council, result, jobs.lateness(row.at, now), now)


def _tell(tx: Tx, council: Council, result: PledgeMonth, what: str, now: datetime) -> None:
    params = MessageParams(council=council.number, first=result.month, what=what)
    about = f"{job_subject(council.number)}/{result.month}"
    notify_group(tx, council, id=about, view="pledge.result", params=params, now=now, respect_quiet_hours=True)
    head = members.find_head(tx, council.number)
    if head and head.open_chat:  # names are never told in the group instead
        notify_person(
            tx,
            council,
            head,
            id=f"{about}/head",
            view="pledge.month",
            params=replace(params, person=head.person),
            now=now,
            respect_quiet_hours=True,
        )


def forget_in_months(tx: Tx, member: Member, _now: datetime) -> None:
    """Take a person who is erased out of the results of the months; the numbers stay."""
    for each in tx.find(PledgeMonth, "month", member.council):
        reminded = tuple(person for person in each.reminded if person != member.person)
        nothing = tuple(person for person in each.nothing if person != member.person)
        if (reminded, nothing) != (each.reminded, each.nothing):
            tx.put(replace(each, reminded=reminded, nothing=nothing))


def export_months(tx: Tx, member: Member) -> list[dict[str, object]]:
    """Return the months in which a person was reminded, or is on the head's list."""
    found = tx.find(PledgeMonth, "month", member.council)
    return [
        {"month": each.month, "reminded": member.person in each.reminded, "nothing": member.person in each.nothing}
        for each in found
        if member.person in {*each.reminded, *each.nothing}
    ]


def _without_deed(tx: Tx, council: Council, month: str) -> list[Member]:
    """Return the pledgers of a month who have done nothing in it."""
    did = {row.person for row in tx.rows(PledgeDeedRow, council.number, month)}
    return [each for each in list_pledgers(tx, council.number, month) if each.person not in did]


def _schedule(tx: Tx, council: Council, act: str, at: datetime) -> None:
    jobs.schedule(tx, act, job_subject(council.number), at, params=JobParams(council=council.number))

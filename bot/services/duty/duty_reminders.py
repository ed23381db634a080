"""Those on duty are reminded the evening before; the officers are told of days without anybody, a week ahead."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.councils.council import Council
from bot.domain.councils.practice import Practice
from bot.domain.duty.turn import DAY, LOOKED_AT, REMINDED_AT, TOLD_AHEAD, reminder_time
from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reminder import ReminderKind
from bot.ports import Tx
from bot.read_models.duty import ShownDutyDays
from bot.services.councils import members
from bot.services.duty import rosters
from bot.services.duty.rosters import REMINDER, reminder_id
from bot.services.shared import morning_jobs
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import notify_person

LATE = timedelta(hours=1)  # after the hour of a reminder
LATE_PART = "late"


def remind_on_time(tx: Tx, row: Job, now: datetime) -> None:
    """Remind those who are on duty tomorrow, and after a time without the bot those of today, late."""
    council = members.get_council(tx, row.params.council)
    remind_due(tx, council, now=now, late=now - row.at > LATE)
    rosters.schedule_next(tx, council, "duty_evening", REMINDED_AT, now)


def remind_due(tx: Tx, council: Council, *, now: datetime, late: bool = False) -> None:
    """Remind in private those whose turn is today or tomorrow, once its hour has come; each turn once.

    The officers are told of those whom the bot cannot write to.
    """
    today = day_now(council, now)
    for day in (today, today + DAY):
        if now < reminder_time(day, council.zone):
            continue
        unreached = False
        for shown in rosters.show_day(tx, council.number, day):
            if shown.turn.told:
                continue
            tx.put(replace(shown.turn, told=now))
            if shown.member is None or shown.member.open_chat is None:
                unreached = True
                continue
            part = LATE_PART if late and day == today else ""
            notify_person(
                tx,
                council,
                shown.member,
                id=reminder_id(shown.turn),
                view=REMINDER,
                params=MessageParams(
                    council=council.number, number=shown.turn.number, person=shown.member.person, part=part
                ),
                now=now,
                remember=True,
            )
        if unreached:
            _tell_officers(tx, council, "duty.unreached", day, now=now)


def look_for_gaps(tx: Tx, row: Job, now: datetime) -> None:
    """Make the turns of the weekly and monthly lines, and tell the officers of days without anybody, each once."""
    council = members.get_council(tx, row.params.council)
    rosters.schedule_next(tx, council, "duty_morning", LOOKED_AT, now)
    if Practice.DUTY not in council.practices:
        return
    today = day_now(council, now)
    rosters.fill_ahead(tx, council.number, today)
    roster = rosters.get_roster(tx, council.number)
    gaps = find_coming_gaps(tx, council.number, today)
    if set(gaps) - set(roster.gaps_told):
        _tell_of_gaps(tx, council, today, now=now)
    if gaps != roster.gaps_told:
        tx.put(replace(roster, gaps_told=gaps))


def _tell_of_gaps(tx: Tx, council: Council, today: date, *, now: datetime) -> None:
    """Tell the officers in the list of this morning, or where there is none, on a holiday, in a message of its own."""
    if day_now(council, morning_jobs.next_morning(council, now)) != today:
        _tell_officers(tx, council, "duty.gaps", today, now=now)
        return
    for officer in members.list_reachable_officers(tx, council.number):
        morning_jobs.remind(tx, council, officer, ReminderKind.DUTY_GAPS, now=now)


def find_coming_gaps(tx: Tx, council: int, today: date) -> tuple[date, ...]:
    """Return today and the days of the week ahead on which nobody is on duty."""
    return tuple(rosters.find_gaps(tx, council, today, TOLD_AHEAD + 1))


def load_gaps(tx: Tx, council_number: int, now: datetime) -> ShownDutyDays:
    """Return the days without anybody as they are now."""
    council = members.get_council(tx, council_number)
    gaps = find_coming_gaps(tx, council_number, day_now(council, now))
    return _with_turns(tx, council, gaps)


def load_unreached(tx: Tx, council_number: int, day: date) -> ShownDutyDays:
    """Return a day with those on duty to whom the bot cannot write."""
    council = members.get_council(tx, council_number)
    (found,) = _with_turns(tx, council, (day,)).days
    unreached = tuple(each for each in found[1] if each.member is None or each.member.open_chat is None)
    return ShownDutyDays(council, ((day, unreached),))


def _with_turns(tx: Tx, council: Council, days: Iterable[date]) -> ShownDutyDays:
    return ShownDutyDays(council, tuple((day, rosters.show_day(tx, council.number, day)) for day in days))


def _tell_officers(tx: Tx, council: Council, view: str, day: date, *, now: datetime) -> None:
    for officer in members.list_reachable_officers(tx, council.number):
        notify_person(
            tx,
            council,
            officer,
            id=f"{view}/{council.number}/{day}/{officer.person}",
            view=view,
            params=MessageParams(council=council.number, person=officer.person, first=day.isoformat()),
            now=now,
            remember=True,
        )

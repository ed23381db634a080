"""The duty roster of a council: its turns are made from lines, weekly and monthly ones ahead of time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.domain.councils.council import Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import SeveralPeople
from bot.domain.duty.errors import NoTurn, SeveralOfThatName
from bot.domain.duty.turn import (
    DAY,
    FILLED_AHEAD,
    LOOKED_AT,
    REMINDED_AT,
    DutyLine,
    DutyPerson,
    DutyRoster,
    DutyTurn,
    Part,
    merge_regular,
    regular_people,
)
from bot.domain.duty.typed_line import TypedLine
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.local_time import next_local
from bot.ports import Tx
from bot.read_models.duty import ShownTurn
from bot.services.councils import members
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now

NOBODY = DutyPerson()
REMINDER = "duty.reminder"


def get_roster(tx: Tx, council: int) -> DutyRoster:
    """Return the roster of a council, which its turns follow."""
    return tx.get(DutyRoster, DutyRoster.key_of(council)) or DutyRoster(council=council)


def get_turn(tx: Tx, council: int, number: int) -> DutyTurn:
    """Return the turn of this number; raises NoTurn."""
    found = tx.get(DutyTurn, DutyTurn.key_of(council, number))
    if found is None:
        raise NoTurn
    return found


def turns_on(tx: Tx, council: int, day: date) -> list[DutyTurn]:
    """Return the turns of a day: those on duty first."""
    return tx.find(DutyTurn, "day", council, day.isoformat())


def coming_turns(tx: Tx, council: int, person: int, today: date) -> list[DutyTurn]:
    """Return a person's turns from today on, the next first; a roster reaches about two months ahead."""
    newest = tx.find(DutyTurn, "person", council, person, newest_first=True, limit=2 * FILLED_AHEAD)
    return [turn for turn in reversed(newest) if turn.day >= today]


def reminder_id(turn: DutyTurn) -> str:
    """Return the id of the message that reminds somebody of a turn."""
    return f"duty_turn/{turn.key}/{turn.person}"


def show_turn(tx: Tx, turn: DutyTurn) -> ShownTurn:
    """Return a turn with the member whose it is; who left the council has it no more."""
    member = tx.get(Member, Member.key_of(turn.council, turn.person)) if turn.person else None
    return ShownTurn(turn, member if member and member.present else None)


def show_day(tx: Tx, council: int, day: date) -> tuple[ShownTurn, ...]:
    """Return the turns of a day that somebody has."""
    shown = (show_turn(tx, turn) for turn in turns_on(tx, council, day))
    return tuple(each for each in shown if each.is_held)


def find_gaps(tx: Tx, council: int, first: date, days: int) -> list[date]:
    """Return the days on which nobody is on duty."""
    every = (first + n * DAY for n in range(days))
    return [day for day in every if not any(each.turn.part is Part.ON_DUTY for each in show_day(tx, council, day))]


def match_lines(tx: Tx, council: int, typed: Sequence[TypedLine], by: Member) -> tuple[DutyLine, ...]:
    """Return typed lines with the members whom their names mean. Raises SeveralOfThatName."""

    def match(names: Iterable[str]) -> tuple[DutyPerson, ...]:
        return tuple(match_name(tx, council, name, by) for name in names)

    found: list[DutyLine] = []
    for line in typed:
        made = DutyLine(
            day=line.day,
            monthday=line.monthday,
            on_duty=match(line.on_duty),
            leads=match(line.leads),
            cleared=line.cleared,
        )
        found += [replace(made, weekday=each) for each in line.weekdays] or [made]
    return tuple(found)


def match_name(tx: Tx, council: int, name: str, by: Member) -> DutyPerson:
    """Return the member whom a name means, or the name of somebody whom the council does not know."""
    try:
        found = members.find_by_name(tx, council, name, by)
    except SeveralPeople as error:
        raise SeveralOfThatName(name=name) from error
    return DutyPerson(person=found.person) if found else DutyPerson(name=name)


def unknown_names(lines: Iterable[DutyLine]) -> tuple[str, ...]:
    """Return the names in lines that belong to no member."""
    every = (person.name for line in lines for person in (*line.on_duty, *line.leads))
    return tuple(dict.fromkeys(name for name in every if name))


def put_lines(tx: Tx, council: Council, lines: Iterable[DutyLine], *, now: datetime) -> None:
    """Put lines into force; turns that stay with the same person stay as they are, with what is asked about them."""
    lines, roster, today = tuple(lines), get_roster(tx, council.number), day_now(council, now)
    regular = merge_regular(roster.regular, (line for line in lines if line.day is None))
    tx.put(replace(roster, regular=regular))
    for line in lines:
        if line.day is None:
            continue
        for part in Part:
            people = (NOBODY,) if line.cleared else line.people(part)
            if people:
                phone = line.phone if part is Part.ON_DUTY else ""
                _set_turns(tx, council.number, line.day, part, people, phone=phone, regular=False)
    fill_ahead(tx, council.number, today)
    schedule_jobs(tx, council, now)


def fill_ahead(tx: Tx, council: int, today: date) -> None:
    """Make the turns that the weekly and monthly lines give; days that were set by themselves stay."""
    lines = get_roster(tx, council).regular
    for day in (today + n * DAY for n in range(FILLED_AHEAD)):
        there = turns_on(tx, council, day)
        for part in Part:
            of_part = [turn for turn in there if turn.part is part]
            people = regular_people(lines, day, part)
            if all(turn.regular for turn in of_part) and (people or of_part):
                _set_turns(tx, council, day, part, people, regular=True)


def _set_turns(
    tx: Tx, council: int, day: date, part: Part, people: Iterable[DutyPerson], *, phone: str = "", regular: bool
) -> None:
    wanted = list(people)
    for turn in turns_on(tx, council, day):
        if turn.part is not part:
            continue
        if turn.who in wanted:
            wanted.remove(turn.who)
            if (turn.phone, turn.regular) != (phone or turn.phone, regular):
                tx.put(replace(turn, phone=phone or turn.phone, regular=regular))
        else:
            tx.drop(DutyTurn, turn.key)
    for who in wanted:
        tx.put(
            DutyTurn(
                council=council,
                number=tx.next_number(council, Numbered.DUTY_TURN),
                day=day,
                part=part,
                person=who.person,
                name=who.name,
                phone=phone,
                regular=regular,
            )
        )


def job_subject(council: int) -> str:
    """Return the subject of the jobs of a council's roster."""
    return f"duty/{council}"


def schedule_jobs(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the evening's reminders and the morning's look for gaps, unless they are."""
    for act, at in (("duty_evening", REMINDED_AT), ("duty_morning", LOOKED_AT)):
        if tx.get(Job, Job.key_of(job_subject(council.number), act)) is None:
            schedule_next(tx, council, act, at, now)


def schedule_next(tx: Tx, council: Council, act: str, at: time, now: datetime) -> None:
    """Schedule a job of the roster for its next time."""
    params = JobParams(council=council.number)
    jobs.schedule(tx, act, job_subject(council.number), next_local(at, council.zone, now), params=params)


def empty_turn(tx: Tx, turn: DutyTurn, _now: datetime) -> None:
    """Take the person out of a turn who is erased, and out of the weekly and monthly lines: its day has a gap."""
    roster = get_roster(tx, turn.council)

    def keeps(people: tuple[DutyPerson, ...]) -> tuple[DutyPerson, ...]:
        return tuple(each for each in people if each.person != turn.person)

    lines = (replace(line, on_duty=keeps(line.on_duty), leads=keeps(line.leads)) for line in roster.regular)
    tx.put(replace(roster, regular=tuple(line for line in lines if line.on_duty or line.leads)))
    tx.put(replace(turn, person=0, name="", phone="", regular=False))

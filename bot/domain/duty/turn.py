"""Turns of duty: who is on duty, or leads, on a day; and the lines of a roster that make them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.shared.ids import AccountId
from bot.domain.shared.local_time import local_time
from bot.domain.shared.numbered_document import NumberedDocument

DAY = timedelta(days=1)
REMINDED_AT = time(18)  # of the day before
LOOKED_AT = time(8, 59)  # for days without anybody: ahead of the list of the morning
TOLD_AHEAD = 7  # days: so long before it a day without anybody is told
FILLED_AHEAD = 62  # days for which a weekly or monthly roster has its turns


class Part(StrEnum):
    """Parts of duty on one day."""

    ON_DUTY = "duty"
    LEADS = "lead"


@dataclass(frozen=True, kw_only=True)
class DutyPerson:
    """A member by number, or by `name` somebody whom the council does not know; neither: nobody."""

    person: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyTurn(NumberedDocument):
    """One person's part on one day of a council.

    Without `person` and `name` nobody has it. `regular`: a weekly or monthly line made it, and makes it anew when that
    line changes. `told` is when the person was reminded, `confirmed` when they said that they know.
    """

    day: date
    part: Part
    person: int = 0
    name: str = ""
    phone: str = ""
    regular: bool = False
    told: datetime | None = None  # UTC
    confirmed: datetime | None = None  # UTC

    @property
    def who(self) -> DutyPerson:
        """The one whose turn it is."""
        return DutyPerson(person=self.person, name=self.name)


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """A line of a roster: who has a `day`, a `weekday` (0: Monday) of each week, or a `monthday` of each month.

    A part for which nobody is named stays as it was; `cleared`: nobody has that day any more.
    """

    day: date | None = None
    weekday: int | None = None
    monthday: int = 0
    on_duty: tuple[DutyPerson, ...] = ()
    leads: tuple[DutyPerson, ...] = ()
    phone: str = ""
    cleared: bool = False

    @property
    def when(self) -> tuple[date | None, int | None, int]:
        """The day or days it is for."""
        return self.day, self.weekday, self.monthday

    def people(self, part: Part) -> tuple[DutyPerson, ...]:
        """Return those whom it names for a part."""
        return self.on_duty if part is Part.ON_DUTY else self.leads


@dataclass(frozen=True, kw_only=True)
class DutyRoster:
    """The weekly and monthly lines, the telephone and the known gaps of a council's roster.

    `regular` are its weekly and monthly lines, `telephone` is the office's, `gaps_told` the days without anybody that
    the officers know of.
    """

    council: int
    regular: tuple[DutyLine, ...] = ()
    telephone: str = ""
    gaps_told: tuple[date, ...] = ()

    @staticmethod
    def key_of(council: int) -> str:
        """Return the key of a council's roster."""
        return str(council)

    @property
    def key(self) -> str:
        """The council's number."""
        return self.key_of(self.council)


@dataclass(frozen=True, kw_only=True)
class DutyDraft(NumberedDocument):
    """Lines that wait for a yes of the officer who brought them. `past` days among them were left out."""

    account: AccountId
    lines: tuple[DutyLine, ...]
    past: int = 0
    at: datetime  # UTC


def merge_regular(old: Iterable[DutyLine], new: Iterable[DutyLine]) -> tuple[DutyLine, ...]:
    """Return the weekly and monthly lines after a change; a part that the new line does not name stays."""
    merged = {line.when: line for line in old}
    for line in new:
        if line.cleared:
            merged.pop(line.when, None)
            continue
        before = merged.get(line.when, line)
        merged[line.when] = DutyLine(
            weekday=line.weekday,
            monthday=line.monthday,
            on_duty=line.on_duty or before.on_duty,
            leads=line.leads or before.leads,
        )
    return tuple(merged.values())


def regular_people(lines: Iterable[DutyLine], day: date, part: Part) -> tuple[DutyPerson, ...]:
    """Return those whose regular turn a day is; a day of the month goes before a weekday."""
    every = tuple(lines)
    monthly = (line.people(part) for line in every if line.monthday == day.day)
    weekly = (line.people(part) for line in every if line.weekday == day.weekday())
    return next((people for people in (*monthly, *weekly) if people), ())


def reminder_time(day: date, zone: str) -> datetime:
    """Return when those are reminded who are on duty on a day (UTC)."""
    return local_time(day - DAY, REMINDED_AT, zone)

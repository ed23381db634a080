"""Pledgers, what they have done in a month, and the result of a month."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Role
from bot.domain.shared.deed import DeedKind
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.local_time import local_time
from bot.domain.shared.person_document import PersonDocument

REMINDED_ON = 25  # day of the month
REMINDED_AT = time(9)
OWN = "own"  # the kind of a deed that a person reports
NOT_COUNTED = frozenset({DeedKind.MEETING})  # sitting in a meeting is not what was pledged
REPORT_LIMIT = 200  # characters
UNDO_FOR = timedelta(minutes=10)
PLEDGING_ROLES = (Role.MEMBER, Role.CAPTAIN)  # roles that can be switched on as a whole


@dataclass(frozen=True, kw_only=True)
class Pledger(PersonDocument):
    """A person on the list of pledgers."""

    at: datetime  # UTC


@dataclass(frozen=True, kw_only=True)
class PledgeRoles:
    """The roles of a council whose holders are pledgers without being on the list."""

    council: int
    roles: tuple[Role, ...] = ()

    @staticmethod
    def key_of(council: int) -> str:
        """Return the key of a council's roles."""
        return str(council)

    @property
    def key(self) -> str:
        """The council."""
        return self.key_of(self.council)


@dataclass(frozen=True, kw_only=True)
class PledgeDeed:
    """A deed of a person that counts in a month (2026-03), once for each `source`.

    `kind` is a value of `DeedKind` with the `number` of what was done, or OWN with `text` and `photo`.
    """

    council: int
    source: str
    person: int
    month: str
    kind: str
    number: int = 0
    text: str = ""
    photo: Attachment | None = None
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """The source, which has the council."""
        return self.source


@dataclass(frozen=True, kw_only=True)
class PledgeMonth:
    """The result of a month: how many pledged, how many have done something, and who has not.

    `reminded` are those who were reminded on the 25th; `closed` is when it was counted, None before.
    """

    council: int
    month: str
    reminded: tuple[int, ...] = ()
    pledged: int = 0
    kept: int = 0
    deeds: int = 0
    nothing: tuple[int, ...] = ()
    closed: datetime | None = None  # UTC

    @staticmethod
    def key_of(council: int, month: str) -> str:
        """Return the key of a council's month."""
        return f"{council}/{month}"

    @property
    def key(self) -> str:
        """Council and month."""
        return self.key_of(self.council, self.month)


def month_of(instant: datetime, zone: str) -> str:
    """Return the month (2026-03) of an instant in a zone."""
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m}"


def first_day(month: str) -> date:
    """Return the first day of a month."""
    return date.fromisoformat(f"{month}-01")


def reminder_time(month: str, zone: str) -> datetime:
    """Return when those with nothing are reminded in a month (UTC), on a holiday too."""
    return local_time(first_day(month).replace(day=REMINDED_ON), REMINDED_AT, zone).astimezone(UTC)


def next_reminder(now: datetime, zone: str) -> datetime:
    """Return the next time at which pledgers are reminded (UTC)."""
    this_month = month_of(now, zone)
    soonest = reminder_time(this_month, zone)
    if soonest > now:
        return soonest
    later = first_day(this_month) + timedelta(days=31)
    return reminder_time(f"{later:%Y-%m}", zone)

"""An event of the neighbourhood (活动): what, when, where, for how many."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.numbered_document import NumberedDocument

WHAT_LIMIT = 500  # characters
PLACE_LIMIT = 100
MORE_LIMIT = 100  # for whom it is, or what to bring
PLACES_LIMIT = 9999
LASTS = timedelta(hours=3)  # after this it is over; nobody says before how long it will be
CHECK_IN_EARLY = timedelta(minutes=30)
NOTED_FOR = timedelta(days=7)  # after the end: so long it can be noted who was there
REMINDED_AT = time(18)


class EventState(StrEnum):
    """States of an event."""

    PLANNED = "planned"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Event(NumberedDocument):
    """An event. `places` 0: as many as like. Nobody signs up after `closes`.

    `moves` counts the changes of time or place, `held` is when it was, of one that is over.
    """

    what: str
    at: datetime  # UTC, the beginning
    closes: datetime  # UTC
    place: str
    places: int = 0
    whom: str = ""
    bring: str = ""
    by: int
    posted: datetime  # UTC
    state: EventState = EventState.PLANNED
    moves: int = 0
    held: datetime | None = None  # UTC
    attachments: tuple[Attachment, ...] = ()

    @property
    def title(self) -> str:
        """The first line of what it is."""
        return self.what.partition("\n")[0]

    @property
    def ends(self) -> datetime:
        """The end (UTC)."""
        return self.at + LASTS

    @property
    def checks_in_from(self) -> datetime:
        """From when people can check in (UTC)."""
        return self.at - CHECK_IN_EARLY

    def is_ahead(self, now: datetime) -> bool:
        """Return whether it is still to begin."""
        return self.state is EventState.PLANNED and now < self.at

    def takes_sign_ups(self, now: datetime) -> bool:
        """Return whether people can sign up now."""
        return self.is_ahead(now) and now < self.closes

    def takes_check_ins(self, now: datetime) -> bool:
        """Return whether people can check in now."""
        return self.state is EventState.PLANNED and self.checks_in_from <= now < self.ends

    def takes_notes(self, now: datetime) -> bool:
        """Return whether the organiser can note who was there."""
        return self.state is not EventState.CANCELLED and self.checks_in_from <= now < self.ends + NOTED_FOR


def reminder_time(event: Event, zone: str) -> datetime:
    """Return when those who come are reminded (UTC): at six in the evening of the day before, a holiday or not."""
    here = ZoneInfo(zone)
    eve = event.at.astimezone(here).date() - timedelta(days=1)
    return datetime.combine(eve, REMINDED_AT, here).astimezone(UTC)

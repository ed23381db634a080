"""A notice to the whole group (通知), and who has read it (已阅)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.notices.errors import BadNoticeTime
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.local_time import last_call
from bot.domain.shared.numbered_document import NumberedDocument

NOTICE_LIMIT = 1000  # characters
USUAL_TIME = timedelta(days=7)
SHORTEST_TIME, LONGEST_TIME = timedelta(days=1), timedelta(days=60)
REMINDED_AT = time(9)


class NoticeState(StrEnum):
    """States of a notice."""

    POSTED = "posted"
    OVER = "over"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Notice(NumberedDocument):
    """A notice. It is for the households of the roll of version `roll`, or with 0 for the members of the council.

    `edited` is when its words were corrected last, `reminded` when those were reminded who had not read it.
    """

    text: str
    by: int
    at: datetime  # UTC
    until: datetime  # UTC
    state: NoticeState = NoticeState.POSTED
    roll: int = 0
    attachments: tuple[Attachment, ...] = ()
    edited: datetime | None = None  # UTC
    reminded: datetime | None = None  # UTC

    def is_read_at(self, now: datetime) -> bool:
        """Return whether it can be marked as read now."""
        return self.state is NoticeState.POSTED and now < self.until


@dataclass(frozen=True, kw_only=True)
class NoticeRead:
    """A person has read a notice."""

    council: int
    notice: int
    person: int
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, notice: int, person: int) -> str:
        """Return the key of a person's reading of a notice."""
        return f"{council}/{notice}/{person}"

    @property
    def key(self) -> str:
        """Council, notice and person."""
        return self.key_of(self.council, self.notice, self.person)


def parse_notice(text: str) -> tuple[str, timedelta]:
    """Return the words of a notice, and how long it stands: a duration in front says so. Raises BadNoticeTime."""
    first, _, rest = text.strip().partition(" ")
    lasts = parse_duration(first) if rest.strip() else None
    if lasts is None:
        return text.strip(), USUAL_TIME
    if not SHORTEST_TIME <= lasts <= LONGEST_TIME:
        raise BadNoticeTime(most=LONGEST_TIME.days)
    return rest.strip(), lasts


def reminder_time(notice: Notice, zone: str) -> datetime:
    """Return when those are reminded who have not read it (UTC): nine in the morning of the day before it ends.

    What stands for too short a time for that is reminded of when half of it is over.
    """
    return last_call(notice.at, notice.until, REMINDED_AT, zone)

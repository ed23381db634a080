"""Scheduled jobs: reminders, closings, deadlines, look-backs."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.reminder import Reminder


@dataclass(frozen=True, kw_only=True)
class JobParams:
    """The numbers and keys by which a job finds its subject, and how often it was put off; 0 or "" where it has none.

    `draft`, `dialog` and `digest` are keys. `part` is the duty that officers were reminded of. `since` is
    the instant of the last morning list (ISO), and `reminders` wait for the next one. `told`: 1 after the first
    reminder of an overdue matter; the last year that a head was told about. A message that waits for the bot's return
    to its group has its view in `untold`; `away` is the days of the last wait for that.
    """

    council: int = 0
    matter: int = 0
    meeting: int = 0
    vote: int = 0
    poll: int = 0
    letter: int = 0
    mediation: int = 0
    number: int = 0  # of what a practice is about
    account: AccountId = field(default=AccountId(""))
    chat: ChatId = field(default=ChatId(""))
    draft: str = ""
    dialog: str = ""
    digest: str = ""
    part: str = ""
    since: str = ""
    reminders: tuple[Reminder, ...] = ()
    told: int = 0
    key: str = ""  # the sentence about the end of a term, of the person `whom` in this `role`
    whom: int = 0
    role: str = ""
    untold: str = ""
    away: int = 0
    failures: int = 0


@dataclass(frozen=True, kw_only=True)
class Job:
    """A scheduled job. `act` names a row of `scheduled_jobs.JOBS`, `about` its subject (meeting/3/7)."""

    id: str
    at: datetime  # UTC
    act: str
    about: str
    params: JobParams = JobParams()

    @staticmethod
    def key_of(about: str, act: str, name: str = "") -> str:
        """Return the key of an act that waits for a subject; `name` tells several of one kind apart."""
        return f"{about}/{act}/{name}"

    @property
    def key(self) -> str:
        """The id."""
        return self.id

"""The services of one practice, which the tables of jobs, departures and personal data take in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.councils.practice import Practice
from bot.domain.shared.ids import AccountId
from bot.domain.shared.job import Job
from bot.ports import Document, Tx
from bot.services.councils.belongings import Belongings

RunJob = Callable[[Tx, Job, datetime], None]


@dataclass(frozen=True, kw_only=True)
class PracticeServices:
    """The services of a practice.

    `jobs` run at their time, `after_switching_on` when the head has switched the practice on, `after_leaving` when a
    member has left the group. `count_on_agenda` says how many things a meeting of this number deals with besides
    matters. The rest declares the personal data in
    its tables, and why some of it is not given out, or stays when a person is erased.
    """

    practice: Practice
    jobs: Mapping[str, RunJob] = field(default_factory=dict)
    after_switching_on: tuple[Callable[[Tx, Council, datetime], None], ...] = ()
    after_leaving: tuple[Callable[[Tx, Member, datetime], None], ...] = ()
    count_on_agenda: Callable[[Tx, int, int], int] | None = None
    of_members: tuple[Belongings[Member], ...] = ()
    of_accounts: tuple[Belongings[AccountId], ...] = ()
    not_given_out: Mapping[type[Document], str] = field(default_factory=dict)
    stays: Mapping[type[Document], str] = field(default_factory=dict)

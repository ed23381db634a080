"""The council, its people and their roles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.councils.practice import Practice
from bot.domain.hierarchy.escalation_ladder import Ladder, Level, Limits
from bot.domain.matters.procedure import DEFAULT
from bot.domain.meetings.meeting_days import Schedule
from bot.domain.shared.ids import AccountId, ChatId, ThreadId
from bot.domain.shared.outbox_message import Right
from bot.domain.shared.person_document import PersonDocument
from bot.domain.shared.working_days import HolidayPolicy

NAME_LIMIT = 64


class Role(StrEnum):
    """Roles in a council, in the order of the roster."""

    HEAD = "head"  # 议事长
    CLERK = "clerk"  # 专人
    MEMBER = "member"  # 议事员
    CAPTAIN = "captain"  # 楼栋长
    HANDLER = "handler"  # 承办人
    TELLER = "teller"  # 监票人
    DEPUTY = "deputy"  # 人大代表


class Who(StrEnum):
    """Relations of a person to a matter, besides roles in the council."""

    ANYONE = "anyone"
    PROPOSER = "proposer"  # the one who proposed it, or recorded it for somebody
    IN_CHARGE = "in_charge"  # the handler of this matter
    SUPPORTER = "supporter"  # the one who proposed it, and those who support it


OFFICERS: frozenset[Role | Who] = frozenset({Role.HEAD, Role.CLERK})
IN_CHARGE: frozenset[Role | Who] = frozenset({Who.IN_CHARGE, Role.HEAD, Role.CLERK})

# Those with a seat: they vote by the council's own rule, and two thirds of them make a meeting.
SEATED = frozenset({Role.HEAD, Role.CLERK, Role.MEMBER, Role.CAPTAIN})


@dataclass(frozen=True)
class Account:
    """An account on the messaging platform; `deleted`: it no longer exists there.

    `human`: a person. A bot is none, nor is an account in whose name an administrator hides or a channel speaks.
    """

    id: AccountId
    name: str = ""
    username: str | None = None
    human: bool = True
    deleted: bool = False

    @property
    def acts(self) -> bool:
        """Return whether this account is a live person, who may hold a role and be counted."""
        return self.human and not self.deleted


@dataclass(frozen=True, kw_only=True)
class Member(PersonDocument):
    """A person in one council. `person` is the council's own number; after erasure nothing but that number is left.

    `rank` is the place of the highest role, None without one: the roster lists those who have a rank.
    `private_chat` is the one they opened with the bot; `reachable`: it is open still. `sector` is the group they
    represent (界别), or the party (代表方); `building` is a captain's; `term` is the last day of their term.
    """

    account: AccountId | None = None
    name: str = ""
    username: str | None = None
    roles: tuple[Role, ...] = ()
    rank: int | None = None
    present: bool = True
    reachable: bool = False
    private_chat: ChatId | None = None
    sector: str | None = None
    building: str | None = None
    term: date | None = None

    @property
    def open_chat(self) -> ChatId | None:
        """The private chat for messages of the bot; None when it may not write, or they have left."""
        return self.private_chat if self.reachable and self.present else None


@dataclass(frozen=True, kw_only=True)
class PrivateChat:
    """A private chat that somebody opened with the bot, which cannot write to anybody first."""

    account: AccountId
    chat: ChatId

    @staticmethod
    def key_of(account: AccountId) -> str:
        """Return the key of an account's private chat."""
        return str(account)

    @property
    def key(self) -> str:
        """The account."""
        return self.key_of(self.account)


@dataclass(frozen=True, kw_only=True)
class Council:
    """A council, which is a group chat. `zone` is an IANA name."""

    number: int
    chat: ChatId
    name: str
    language: str = "zh-CN"
    zone: str = "Asia/Shanghai"
    present: bool = True
    forbidden: tuple[Right, ...] = ()  # what the group does not let the bot do, as the officers were told
    thread: ThreadId | None = None
    schedule: Schedule | None = None
    place: str = ""
    holiday: HolidayPolicy = HolidayPolicy.NEXT
    reminders: tuple[str, ...] = ()
    reminder_time: str = "09:00"
    summaries: bool = True
    daily: bool = False  # routine news comes once a day, not one by one
    parties: tuple[str, ...] = ()  # who should be there at a meeting (四方), each by somebody
    procedure: str = DEFAULT  # of matters from now on; each keeps the one it began with
    level: Level = Level.COUNCIL  # its own place on the ladder
    parent: int | None = None  # the council that it is under
    ladder: Ladder = ()  # what it has set of the levels
    limits: Limits = field(default_factory=Limits)  # how long each step may take
    practices: tuple[Practice, ...] = ()  # those that are switched on
    roll: int = 0  # the version of the roll that is in force; 0: none was imported yet

    @staticmethod
    def key_of(number: int) -> str:
        """Return the key of a council."""
        return str(number)

    @property
    def key(self) -> str:
        """The number."""
        return self.key_of(self.number)


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """The initial settings of a new council, set by the operator of the bot."""

    language: str = "zh-CN"
    zone: str = "Asia/Shanghai"
    schedule: Schedule | None = None
    holiday: HolidayPolicy = HolidayPolicy.NEXT
    reminders: tuple[str, ...] = ("3d", "1d", "2h")
    reminder_time: str = "09:00"


def rank_of_roles(roles: Iterable[Role]) -> tuple[tuple[Role, ...], int | None]:
    """Return the roles in the roster's order, and the rank they make."""
    order = list(Role)
    ranked = tuple(sorted(set(roles), key=order.index))
    return ranked, order.index(ranked[0]) if ranked else None

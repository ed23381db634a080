"""Made-up documents for the storage tests, with every shape a real one has."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.councils.counter import Counter
from bot.domain.shared.audit_log import AuditEntry, ChainHead, link_entry
from bot.ports import SecretTable, Table, Tx

NOON = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, kw_only=True)
class Step:
    at: datetime
    what: str
    person: int | None = None
    facts: dict[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Cover:
    colour: Colour = Colour.BLUE
    pages: int | None = None


BARE = Cover()


@dataclass(frozen=True, kw_only=True)
class Note:
    box: int
    number: int
    text: str = ""
    colour: Colour = Colour.RED
    due: datetime | None = None
    day: date | None = None
    open: bool = True
    hour: time | None = None
    lasts: timedelta = timedelta(hours=1)
    tags: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    words: dict[int, str] = field(default_factory=dict)
    cover: Cover = BARE

    @property
    def key(self) -> str:
        return f"{self.box}/{self.number}"


@dataclass(frozen=True, kw_only=True)
class Box:
    name: str
    size: int = 0

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class Line:
    """A document that stays as it was put."""

    name: str
    points: int = 0

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """A secret."""

    name: str
    words: str

    @property
    def key(self) -> str:
        return self.name


class DueRow(NamedTuple):
    due: str
    key: str


class ColourRow(NamedTuple):
    box: int
    colour: str
    due: str
    key: str


class CoverRow(NamedTuple):
    cover__colour: str
    cover__pages: int
    key: str


class OpenRow(NamedTuple):
    open: bool
    number: int
    key: str


TABLES = (
    Table(
        "notes",
        Note,
        {
            "number": ("box", "number"),
            "due": DueRow,
            "colour": ColourRow,
            "open": OpenRow,
            "cover": CoverRow,
        },
    ),
    Table("boxes", Box, shared=True),
    Table("lines", Line, append_only=True),
    Table("counters", Counter),
    Table("heads", ChainHead),
    SecretTable("hidden", Hidden),
)


def put_note(tx: Tx, /, box: int, number: int, **fields: object) -> None:
    tx.put(Note(box=box, number=number, **fields))  # type: ignore[arg-type]  # the caller names real fields


def hide(tx: Tx, /, name: str, words: str) -> None:
    tx.secrets.put(Hidden(name=name, words=words))


def write_line(tx: Tx, /, council: int = 1, *, what: str = "done") -> AuditEntry:
    head, line = link_entry(tx.get(ChainHead, str(council)) or ChainHead(council=council), at=NOON, person=1, what=what)
    tx.put(head)
    tx.append(line)
    return line

"""Read models of matters and of lists of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from bot.domain.councils.council import Council, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.desk_place import DeskPlace, Queue
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Entry, Matter
from bot.domain.matters.morning import Fact
from bot.domain.matters.satisfaction import Rates
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import IncomingMessage
from bot.read_models.shared import Names


@dataclass(frozen=True)
class ShownMatter:
    """A matter with everything that its messages show; `signed` are the supporters of a formal proposal.

    `lines` are what practices say of it to one who looks at it closely.
    """

    council: Council
    matter: Matter
    names: Names
    supporters: int
    signed: tuple[Member, ...] = ()
    lines: tuple[Markup, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MatterReader:
    """The only reader of a matter: the acts they may do now, whether they support it, what they answered about it."""

    acts: frozenset[Act]
    supports: bool
    answered: Answer | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Words that may be a matter. `said` is None once they wait no longer; `kind` says how sure that is.

    `chosen` is what their author chose, `intent` whose and which they are, for the buttons.
    """

    said: IncomingMessage | None
    kind: str
    chosen: str
    intent: Intent
    group: bool


@dataclass(frozen=True)
class Page:
    """A page of a council's matters, the newest first; `page` and `pages` count from 1."""

    council: Council
    matters: tuple[Matter, ...]
    page: int
    pages: int
    total: int
    words: str
    which: str = ""


@dataclass(frozen=True, kw_only=True)
class KindCount:
    """Numbers of matters of one kind: closed as solved, closed without an answer, open, and all."""

    total: int
    open: int
    solved: int
    unverified: int

    @property
    def closed(self) -> int:
        """The number of closed matters, solved or unverified."""
        return self.solved + self.unverified

    @property
    def dropped(self) -> int:
        """The number of matters that were declined, merged or withdrawn."""
        return self.total - self.open - self.closed


@dataclass(frozen=True)
class ShownHazards:
    """A page of the hazards that are not closed yet; `today` in the council's zone."""

    council: Council
    counted: KindCount
    matters: tuple[Matter, ...]
    page: int
    pages: int
    today: date


@dataclass(frozen=True)
class ShownTickets:
    """A page of the hotline tickets that wait for an answer, each with the days it has waited."""

    council: Council
    answered: int
    waiting: int
    matters: tuple[tuple[Matter, int], ...]
    page: int
    pages: int


@dataclass(frozen=True)
class Mine:
    """The matters of one person in one council."""

    council: Council
    must_do: tuple[Matter, ...]
    proposed: tuple[Matter, ...]
    supported: tuple[Matter, ...]


@dataclass(frozen=True)
class Stats:
    """Numbers of a council's matters by state, category and kind."""

    council: Council
    total: int
    states: Mapping[State, int]
    categories: Mapping[Category, int]
    kinds: Mapping[Kind, KindCount]
    people: int
    mediations: int
    rates: Rates


@dataclass(frozen=True)
class ShownDigest:
    """Routine steps of matters for the digest, the oldest first; `total` counts all of them."""

    council: Council
    steps: tuple[tuple[Matter, Entry], ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The number of matters in each queue of the desk; `late` of those to be sorted have waited too long."""

    council: Council
    counts: Mapping[Queue, int]
    late: int


@dataclass(frozen=True, kw_only=True)
class DeskOption:
    """A value by which a list on the desk can be filtered, and how many matters of the list have it."""

    value: str
    number: int  # of a member, or of a name
    count: int
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class DeskList:
    """A page of a queue of the desk. `late` are the numbers of those that wait for longer than the council allows.

    `options` are the values of the filter that is being chosen.
    """

    council: Council
    place: DeskPlace
    matters: tuple[Matter, ...]
    names: Names
    late: frozenset[int]
    page: int
    pages: int
    total: int
    today: date
    options: tuple[DeskOption, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MorningList:
    """The news of one person in the morning: the matters of each fact, in the order of the list.

    `handlers` of those that an officer asks somebody about.
    """

    council: Council
    told: Mapping[Fact, tuple[Matter, ...]]
    handlers: Names = field(default_factory=dict)

"""The ports of the council: what it needs of a database, a messaging platform and a clock.

Nothing here knows which database or platform implements a port.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

from markupsafe import Markup

from bot.domain.councils.counter import Numbered
from bot.domain.matters.change import Change
from bot.domain.meetings.opened import MeetingOpened
from bot.domain.shared.audit_log import AuditEntry
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed
from bot.domain.shared.ids import ChatId, MessageId, ThreadId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.outbox_message import Right

P = ParamSpec("P")
R = TypeVar("R")
Note: TypeAlias = Change | Deed | MeetingOpened


class Document(Protocol):
    """A frozen dataclass that is kept, listed in `bot.schema`. Its key is unique in its table."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def key(self) -> str:
        """The natural key."""


class IndexRow(Protocol):
    """A `NamedTuple`: the fields of an index as stored (instants as text, enums as their values), then `key`."""

    @property
    def key(self) -> str:
        """The document's key."""


D = TypeVar("D", bound=Document)
W = TypeVar("W", bound=IndexRow)
Scalar = str | int | bool | datetime | Enum


@dataclass(frozen=True)
class Table:
    """The storage of one kind of document.

    An index is a name and the fields it sorts by, in order, or the class of its rows when they are read themselves; a
    document in which one of the fields is None is not in it.

    The documents of a `shared` table are read by most acts: a store may give the same value to several transactions.
    Nothing in it can be changed.

    The documents of a table that is `append_only` stay as they were put: a store refuses to change or drop one.
    """

    name: str
    kind: type[Document]
    indexes: Mapping[str, tuple[str, ...] | type[IndexRow]] = field(default_factory=dict)
    version: int = 1
    shared: bool = False
    append_only: bool = False

    def fields_of(self, index: str) -> tuple[str, ...]:
        """Return the fields that an index sorts by."""
        shape: Any = self.indexes[index]  # for mypy the class of a named tuple has no `_fields`
        fields: tuple[str, ...] = shape if isinstance(shape, tuple) else shape._fields[:-1]
        return fields


@dataclass(frozen=True)
class SecretTable(Table):
    """The storage of one kind of secret, by the `SecretStore` alone. It has no index."""


class SecretStore(Protocol):
    """Documents that can be destroyed: once one is dropped or replaced, nothing of it is left on any disk of ours.

    It is a part of its transaction: what is put and dropped is kept with all else or not at all. Backups hold secrets.
    """

    def get(self, kind: type[D], key: str, /) -> D | None:
        """Return the document, or None."""

    def put(self, doc: Document, /) -> None:
        """Store the document under its key, new or replaced."""

    def drop(self, kind: type[D], key: str, /) -> None:
        """Destroy the document; one that is not there is no error."""


class Tx(Protocol):
    """A transaction: it reads what it wrote; all of it is stored or nothing.

    `notes` are the changes of matters, openings of meetings and deeds of people that `bot.services.reactions.perform`
    has not reacted to yet, oldest first.
    """

    notes: list[Note]

    @property
    def secrets(self) -> SecretStore:
        """The documents that can be destroyed; the other methods do not know them."""

    def get(self, kind: type[D], key: str, /) -> D | None:
        """Return the document, or None."""

    def put(self, doc: Document, /) -> None:
        """Store the document under its key, new or replaced."""

    def drop(self, kind: type[D], key: str, /) -> None:
        """Remove the document; one that is not there is no error."""

    def find(
        self,
        kind: type[D],
        index: str,
        /,
        *prefix: Scalar,
        upto: Scalar | None = None,
        newest_first: bool = False,
        skip: int = 0,
        limit: int | None = None,
    ) -> list[D]:
        """Return the documents whose first index fields equal `prefix`, sorted by the fields that follow, then by key.

        `upto` bounds the field right after the prefix (inclusive). `newest_first` turns the order round.
        """

    def rows(
        self,
        row: type[W],
        /,
        *prefix: Scalar,
        upto: Scalar | None = None,
        newest_first: bool = False,
        skip: int = 0,
        limit: int | None = None,
    ) -> list[W]:
        """Return the rows of the index that has rows of this class, as `find` does but without reading documents."""

    def count(self, kind: type[D], index: str, /, *prefix: Scalar) -> int:
        """Count what `find` would return, without reading it."""

    def next_number(self, council: int, of: Numbered, /) -> int:
        """Return the number of a council's next thing of this kind: 1, 2, …; none is given twice."""

    def last_number(self, council: int, of: Numbered, /) -> int:
        """Return the last number that was given, or 0."""

    def append(self, line: AuditEntry, /) -> None:
        """Append a line to the record, in the same durable write as the documents."""


class Store(Protocol):
    """Runs acts, one at a time, and stores their effects before it returns their value."""

    async def run(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`; keep everything in one durable write, or nothing when it raises or leaves `tx.notes`."""

    def listen(self, callback: Callable[[], None], /, *kinds: type[Document]) -> None:
        """Call back after each transaction that changed a document of these kinds, or anything at all, was kept."""

    def record(self) -> Iterator[AuditEntry]:
        """Walk the whole record, oldest line first."""

    async def close(self) -> None:
        """Keep everything and let go of the data."""


class Clock(Protocol):
    """The time, and waiting for it. The sandbox and tests travel in it."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """Return when `until` (UTC) has come, `wake` is set or the clock was set back; None: no `until`."""


@dataclass(frozen=True)
class Button:
    """A button on a card: its label, and the intent of pressing it, the address it opens, or the text it copies.

    A text to copy has 1 to 256 characters and stands in the card as well: some platforms have no such button.
    `start:…` is the address of a private chat with the bot that begins with these words; the platform makes its own.
    """

    label: str
    intent: Intent | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True)
class PlatformPoll:
    """A poll in the platform's own form."""

    question: str
    options: tuple[str, ...]
    anonymous: bool
    multiple: bool


@dataclass(frozen=True)
class File:
    """A file made by the bot."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Series:
    """The numbers of one kind in a chart, one for each label of its panel."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Bars:
    """A panel of a chart: a bar for each label, made of its value in each series; `unit` stands behind the numbers.

    A bar of `whole` is as long as there is room; 0: the longest is.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    whole: float = 0


@dataclass(frozen=True)
class Chart:
    """A chart to be drawn above the text of a card; `alt` says in words what it shows."""

    panels: tuple[Bars, ...]
    alt: Markup


@dataclass(frozen=True)
class Picture:
    """A picture among several, and what it shows."""

    photo: Attachment
    caption: Markup


@dataclass(frozen=True)
class Card:
    """A drawn message: escaped HTML of the small common kind (b, i, code, blockquote, links), and buttons.

    A link to `person:…` mentions the account with that id.
    """

    text: Markup
    buttons: tuple[tuple[Button, ...], ...] = ()
    ask: str | None = None  # ask the reader for an answer to this message; the hint in the input field
    media: Attachment | None = None  # comes with the text as its caption
    album: tuple[Picture, ...] = ()  # two to ten, side by side above the text, instead of `media`
    poll: PlatformPoll | None = None
    file: File | None = None
    chart: Chart | None = None  # drawn when it is sent, or left out where that fails
    picture: File | None = None  # comes with the text as its caption
    qr: str | None = None  # an address, shown above the text as a picture to scan
    turning: bool = False  # that picture is another one each time: an edit brings it too
    notify: bool = True
    thread: ThreadId | None = None  # the topic it belongs to, on platforms that have topics


@dataclass(frozen=True)
class StopPoll:
    """The closing of a poll that was sent as this message; None: nobody knows it any more."""

    message: MessageId | None


@dataclass(frozen=True)
class Sent:
    """The message was sent. `poll` is the platform's id of the poll, if the card was one.

    `without`: the chat forbids this part of the card, which was left out.
    """

    message: MessageId
    poll: str | None = None
    without: Right | None = None


@dataclass(frozen=True)
class Later:
    """The message was not sent; try again after so many seconds. `chat_only`: other chats are not affected."""

    seconds: float
    chat_only: bool = True


@dataclass(frozen=True)
class InDoubt:
    """The message may have been sent or not: the connection broke after the request went out."""


class Why(Enum):
    """Reasons why a message can never be sent this way."""

    GONE = "gone"  # the chat refuses us: never started, blocked, removed
    NO_MESSAGE = "no_message"  # the message to edit or to stop is not there any more
    FORBIDDEN = "forbidden"  # the group does not let us send this kind of message now
    BAD = "bad"  # the platform does not take what we drew: our fault


@dataclass(frozen=True)
class Refused:
    """The message was surely not sent, and another try does not help."""

    why: Why
    detail: str = ""


@dataclass(frozen=True)
class Forbidden:
    """The message was not sent: the bot is in the chat and lacks a right that its administrators can grant."""

    right: Right


@dataclass(frozen=True)
class Moved:
    """The message was not sent: the chat has a new id."""

    chat: ChatId


@dataclass(frozen=True)
class Closed:
    """The poll is closed; how often each option was chosen and how many people took part."""

    counts: tuple[int, ...]
    voters: int


Outcome = Sent | Later | InDoubt | Refused | Forbidden | Moved


class Messenger(Protocol):
    """The outgoing side of a platform. It never raises for what the network or the platform did."""

    async def send(
        self, chat: ChatId, card: Card, *, reply_to: MessageId | None = None, doubtful: bool = False
    ) -> Outcome:
        """Send a new message; `doubtful` marks it as perhaps a repetition."""

    async def edit(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        """Make an earlier message show the card; unchanged counts as sent."""

    async def close_poll(self, chat: ChatId, message: MessageId) -> Closed | Outcome:
        """Close a poll and return its final counts; `Refused(NO_MESSAGE)` when it is not there any more."""

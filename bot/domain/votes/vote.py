"""The formal vote (表决): the fields frozen at its opening, the ballots, and their proofs.

In a vote by name (记名) a ballot holds its choice. In a secret one (不记名) it holds an envelope, sealed under the
vote's own key, which is destroyed at the close: docs/users/vote-proof.md.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.domain.shared.audit_log import AuditEntry
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.votes.motion import MotionSource

DRAFT_PATIENCE = timedelta(days=1)  # how long a vote that was put together waits to be opened
SHORTEST_VOTE = timedelta(seconds=30)
LONGEST_VOTE = timedelta(days=180)
URGED_BEFORE = timedelta(hours=24)  # the close; a vote that lasts no longer is never urged by itself
URGED_AGAIN = timedelta(hours=1)  # after an officer urged
SMALL_VOTE = 50  # units: in fewer, exact areas of a secret vote may betray who chose what


class VoteState(StrEnum):
    """States of a vote."""

    DRAFT = "draft"  # being put together
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"  # given up before the close, with a reason


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Totals over units: how many units and heads, how much area and share (exact decimals as text)."""

    units: int = 0
    heads: int = 0
    area: str = "0"
    share: str = "0"

    def plus(self, *, head: bool, area: str, share: str) -> "Totals":
        """Return the totals with one more unit; `head`: its head is a new one."""
        return Totals(
            units=self.units + 1,
            heads=self.heads + head,
            area=format(Decimal(self.area) + Decimal(area), "f"),
            share=format(Decimal(self.share) + Decimal(share), "f"),
        )


@dataclass(frozen=True, kw_only=True)
class Result:
    """The count at the close. Each of the maps has agree, against and abstain; absent ones count as nothing.

    `units` counts ballots, `heads` people, `area` and `share` exact decimals as text. `outcome` is the tally's.
    """

    outcome: str
    units: dict[str, int] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    area: dict[str, str] = field(default_factory=dict)
    share: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Vote(NumberedDocument):
    """A formal vote on a matter. Until it opens the fields that are asked for are None.

    `rule` is an id of the rule library as it holds on the day `on` (in the council's zone), `official` says 正式
    (else 意向), `scope` a building of the roll or "" for all. A draft has `lasts` or, for a fixed end, `closes`.
    `entitled` is fixed at the opening, `turnout` grows. `frozen` is the digest of everything fixed at the opening;
    `opened` and `closed` are the record's lines of the opening and of the close, `opened_head` and `closed_head` their
    hashes.
    `question` is what is voted on, `motion` from where it was taken; None in votes of before motions were asked for,
    on the words of the matter. `was` is the state the matter goes back to when nothing is decided.
    """

    matter: int
    state: VoteState = VoteState.DRAFT
    by: int  # the person who opens it
    at: datetime  # UTC
    rule: str | None = None
    on: date | None = None
    official: bool = False
    secret: bool | None = None
    lasts: timedelta | None = None
    scope: str | None = None
    question: str = ""
    motion: MotionSource | None = None
    roll: int = 0
    opens: datetime | None = None  # UTC
    closes: datetime | None = None  # UTC
    entitled: Totals = field(default_factory=Totals)
    turnout: Totals = field(default_factory=Totals)
    frozen: str = ""
    opened_head: str = ""
    closed_head: str = ""
    opened: AuditEntry | None = None
    closed: AuditEntry | None = None
    was: str = ""
    urged: datetime | None = None  # UTC; when those who have not voted were last reminded by an officer
    result: Result | None = None
    reason: str = ""  # why it was given up

    def takes(self, now: datetime) -> bool:
        """Return whether a ballot counts at `now` (UTC): the stored closing instant decides, not when it is counted."""
        return self.state is VoteState.OPEN and self.closes is not None and now < self.closes


def json_digest(value: object) -> str:
    """Return the SHA-256, in hex, of a JSON-able value in its one canonical form."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def opening_digest(vote: Vote, roll: str) -> str:
    """Return the digest of everything that is fixed when a vote opens; `roll` is the digest of its roll.

    It is `digest` of the list ["yishi.vote.1", council, number, matter, question, rule, on, official, secret, roll,
    scope, opens, closes, [units, heads, area, share]]: `on` as 2026-11-22, `opens` and `closes` in UTC as
    2026-11-22T05:00:00.000000+00:00, the entitled totals as they are kept.
    """
    entitled = vote.entitled
    return json_digest(
        [
            "yishi.vote.1",
            vote.council,
            vote.number,
            vote.matter,
            vote.question,
            vote.rule,
            vote.on and vote.on.isoformat(),
            vote.official,
            vote.secret,
            roll,
            vote.scope,
            _instant(vote.opens),
            _instant(vote.closes),
            [entitled.units, entitled.heads, entitled.area, entitled.share],
        ]
    )


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")


def result_digest(result: Result) -> str:
    """Return the digest of a result: what the record keeps of it."""
    return json_digest(asdict(result))

"""The audit log: an append-only, hash-chained record of the acts in a council.

An entry names people by their council-local number and holds no names and no words anybody wrote, so that erasing a
person never breaks the chain.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, TypedDict

GENESIS = "0" * 64

# The facts of an act: numbers, codes and digests, no names and no words. An entry's hash covers the facts that it has,
# so that an absent one and an empty one differ: a dictionary, its keys typed, and not a dataclass.
Facts = TypedDict(
    "Facts",
    {
        "account": int,  # of points
        "answer": str,
        "at": str,  # of a meeting, ISO
        "ballots": int,
        "bench": int,
        "category": str,
        "child": int,  # a council, as is `parent`
        "clue": int,
        "codes": int,
        "commitment": str,
        "counts": str,  # of a poll's options, joined by commas
        "digest": str,
        "due": str,  # ISO, as is `last`
        "entered": int,
        "event": int,
        "survey": int,
        "from": int,  # a level of the ladder, as is `to`
        "frozen": str,
        "handler": int,
        "heads": int,
        "host": int,
        "into": int,
        "kind": str,
        "language": str,
        "last": str,
        "level": int,
        "limit": str,
        "meeting": int,
        "n": int,
        "notice": int,
        "number": int,
        "office": int,  # the council above or below that did it
        "on": bool,
        "outcome": str,
        "paper": bool,
        "parent": int,
        "points": int,
        "poll": int,
        "procedure": str,
        "replaces": str,  # a commitment; "" for a first ballot
        "result": str,
        "role": str,
        "roll": int | str,  # its number, or its digest where a vote was opened
        "root": str,
        "stage": str,
        "star": int,
        "to": int,
        "units": int,
        "vote": int,
        "voters": int,
        "whom": int,
        "wish": int,
    },
    total=False,
)


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """An audited act. `seq` counts from 1 in each council; `hash` covers every other field, `prev` included."""

    council: int
    seq: int
    at: datetime  # UTC
    person: int | None  # council-local number; None: the clock did it
    what: str
    matter: int | None = None
    facts: Facts = field(default_factory=Facts)
    prev: str = GENESIS
    hash: str = ""

    def digest(self) -> str:
        """Return the SHA-256, in hex, that `hash` must hold."""
        body = self.__dict__ | {"at": self.at.isoformat(timespec="microseconds")}
        del body["hash"]
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ChainHead:
    """The newest entry of a council's chain, to which the next one links."""

    council: int
    seq: int = 0
    hash: str = GENESIS

    @staticmethod
    def key_of(council: int) -> str:
        """Return the key of the newest line of a council."""
        return str(council)

    @property
    def key(self) -> str:
        """The council's number."""
        return self.key_of(self.council)


def link_entry(
    head: ChainHead,
    *,
    at: datetime,
    person: int | None,
    what: str,
    matter: int | None = None,
    facts: Facts | None = None,
) -> tuple[ChainHead, AuditEntry]:
    """Link an act to the chain that ends in `head`; return the new head and the entry to append."""
    bare = AuditEntry(
        council=head.council,
        seq=head.seq + 1,
        at=at,
        person=person,
        what=what,
        matter=matter,
        facts=facts or Facts(),
        prev=head.hash,
    )
    line = replace(bare, hash=bare.digest())
    return ChainHead(council=head.council, seq=line.seq, hash=line.hash), line


class Link(NamedTuple):
    """The chain fields of an audit entry. `digest` is the hash computed from its content."""

    council: int
    seq: int
    prev: str
    hash: str
    digest: str


def broken_entries(lines: Iterable[AuditEntry], heads: Iterable[ChainHead]) -> Iterator[str]:
    """Yield a description of each entry that breaks its chain, in the order met."""
    return broken_links((Link(line.council, line.seq, line.prev, line.hash, line.digest()) for line in lines), heads)


def broken_links(links: Iterable[Link], heads: Iterable[ChainHead]) -> Iterator[str]:
    """Yield a description of each break in the chains, from the links of their entries alone.

    An entry holds when it is the next of its council, links to the one before and its hash is right. The last entry of
    each council must be its head: a truncated log shows there.
    """
    ends: dict[int, tuple[int, str]] = {}
    none = 0, GENESIS
    for link in links:
        seq, end = ends.get(link.council, none)
        if link.seq != seq + 1 or link.prev != end or link.digest != link.hash:
            yield f"council {link.council}, line {link.seq} (expected {seq + 1})"
        ends[link.council] = link.seq, link.hash
    kept = {head.council: (head.seq, head.hash) for head in heads}
    for council in sorted(ends.keys() | kept.keys()):
        last, head = ends.get(council, none), kept.get(council, none)
        if last != head:
            yield f"council {council}, head {head[0]}: the record ends at line {last[0]}"

"""Proofs: the file of a closed vote for anybody to check, and checks of stored votes against the audit log."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.domain.rolls.roll import Roll, Unit, sum_decimals
from bot.domain.shared.audit_log import ChainHead
from bot.domain.votes.ballot import Ballot
from bot.domain.votes.proof import Flaw, Proof, Raw, dump_proof, entry_holds, find_flaws, load_proof, sum_units
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote, VoteState, opening_digest
from bot.ports import Tx

Key = tuple[int, int]  # council, vote
PROOF_DOCUMENTS = (Vote, Ballot, Unit, Roll, ChainHead)  # what is read here


class Chain:
    """Audit entries about votes, collected while the audit log is read."""

    def __init__(self, head: Key = (0, 0)) -> None:
        """Start empty; `head` names one more entry whose hash is wanted, by council and number."""
        self.ballots: dict[Key, set[str]] = {}  # the commitments that no later one replaced
        self.opened: dict[Key, str] = {}  # the hash of the line
        self.ended: dict[Key, str] = {}
        self.lost: set[Key] = set()  # votes in which a ballot replaced one that was not there
        self.head = ""
        self._wanted = head

    def hear(self, line: Raw, hashed: str, /) -> None:
        """Add the next audit entry, as JSON, with its hash."""
        if (line["council"], line["seq"]) == self._wanted:
            self.head = hashed
        what = line["what"]
        if what not in {"ballot", "vote_open", "vote_close", "vote_void"}:
            return
        facts = line["facts"]
        key = line["council"], facts["vote"]
        if what == "vote_open":
            self.opened[key] = hashed
        elif what != "ballot":
            self.ended[key] = hashed
        else:
            live = self.ballots.setdefault(key, set())
            if facts["replaces"] and facts["replaces"] not in live:
                self.lost.add(key)
            live.discard(facts["replaces"])
            live.add(facts["commitment"])


def export_proof(tx: Tx, vote: Vote) -> bytes:
    """Return the file of a closed vote: valid input of the calculator, and all that `run.py verify` needs."""
    return json.dumps(dump_proof(make_proof(tx, vote)), ensure_ascii=False, indent=1).encode()


def make_proof(tx: Tx, vote: Vote) -> Proof:
    """Return the proof of a closed vote. In a named vote it holds every unit and ballot, without names of people."""
    cast = tx.find(Ballot, "vote", vote.council, vote.number)
    result = vote.result.units if vote.result else {}
    return Proof(
        vote=vote,
        digest=_digest(tx, vote),
        units=() if vote.secret else tuple(_entitled(tx, vote)),
        ballots=() if vote.secret else tuple(cast),
        choices=tuple(choice for choice in Choice for _ in range(result.get(choice, 0))) if vote.secret else (),
        commitments=tuple(ballot.commitment for ballot in cast),
        head=tx.get(ChainHead, ChainHead.key_of(vote.council)) or ChainHead(council=vote.council),
    )


def broken_votes(tx: Tx, chain: Chain) -> Iterator[tuple[Key, Flaw]]:
    """Check every stored vote against the audit log, and every vote in the audit log against the stored ones."""
    votes = {(vote.council, vote.number): vote for vote in tx.find(Vote, "matter")}
    opened = {key for key, vote in votes.items() if vote.state is not VoteState.DRAFT}
    for key in sorted(opened ^ chain.opened.keys()):
        yield key, Flaw.RECORD
    for key in sorted(opened & chain.opened.keys()):
        yield from ((key, flaw) for flaw in _flaws(tx, votes[key], chain))


def broken_lines(tx: Tx, chain: Chain, file: Raw) -> Iterator[Flaw]:
    """Check a consistent file against the audit log, read up to its head, and against the stored vote."""
    given = load_proof(file)
    key = given.vote.council, given.vote.number
    hashes = given.vote.opened_head, given.vote.closed_head, given.head.hash
    if hashes != (chain.opened.get(key), chain.ended.get(key), chain.head):
        yield Flaw.RECORD
    if set(given.commitments) != chain.ballots.get(key, set()):
        yield Flaw.BALLOTS
    vote = tx.get(Vote, Vote.key_of(int(key[0]), int(key[1])))
    if vote is None or dump_proof(replace(make_proof(tx, vote), head=given.head)) != file:
        yield Flaw.KEPT


def _flaws(tx: Tx, vote: Vote, chain: Chain) -> Iterator[Flaw]:
    key = vote.council, vote.number
    cast = tx.find(Ballot, "vote", *key)
    lines = chain.opened.get(key), chain.ended.get(key)
    kept = vote.opened and vote.opened.hash, vote.closed and vote.closed.hash
    if vote.state is VoteState.VOID:
        kept = kept[0], lines[1]
    if lines != kept or (vote.state is VoteState.OPEN) != (lines[1] is None):
        yield Flaw.RECORD
    if key in chain.lost or {ballot.commitment for ballot in cast} != chain.ballots.get(key, set()):
        yield Flaw.BALLOTS
    if not _turned_out(tx, vote, cast):
        yield Flaw.COUNT
    if vote.state is VoteState.CLOSED:
        yield from find_flaws(make_proof(tx, vote))
    else:
        roll = _digest(tx, vote)
        if not entry_holds(vote.opened, vote, "vote_open", {"frozen": opening_digest(vote, roll), "roll": roll}):
            yield Flaw.OPENED


def _turned_out(tx: Tx, vote: Vote, cast: list[Ballot]) -> bool:
    """Return whether the ballots add up to the turnout, and after the close to the whole count."""
    units = {unit.unit: unit for unit in _entitled(tx, vote)}
    voted = [units[ballot.unit] for ballot in cast if ballot.unit in units]
    turnout, result = sum_units(voted), vote.result
    if len(voted) != len(cast) or turnout != vote.turnout:
        return False
    counted = [(result.area, turnout.area), (result.share, turnout.share)] if result else []
    return all(Decimal(sum_decimals(parts.values())) == Decimal(whole) for parts, whole in counted)


def _entitled(tx: Tx, vote: Vote) -> list[Unit]:
    scope = (vote.scope,) if vote.scope else ()
    return tx.find(Unit, "roll", vote.council, vote.roll, *scope)


def _digest(tx: Tx, vote: Vote) -> str:
    roll = tx.get(Roll, Roll.key_of(vote.council, vote.roll))
    return roll.digest if roll else ""

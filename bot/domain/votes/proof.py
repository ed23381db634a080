"""The proof of a closed vote: the file that `/result` gives, and the checks of its consistency.

The file is valid input of the calculator (`run.py tally`): units and ballots of a vote by name, the totals of a secret
one. All that the calculator does not need stands under the key `yishi`. How to check it by hand:
docs/users/vote-proof.md.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.domain.rolls import roll
from bot.domain.rolls.roll import Kind, Unit, sum_decimals
from bot.domain.shared.audit_log import AuditEntry, ChainHead
from bot.domain.shared.errors import CouncilError
from bot.domain.votes.ballot import Ballot, commitments_digest
from bot.domain.votes.errors import NoRule
from bot.domain.votes.result import basis_of, count_result, tally_of
from bot.domain.votes.rules import Body, Measure, Rule, get_rule
from bot.domain.votes.tally import Choice, NotCountable
from bot.domain.votes.vote import Result, Totals, Vote, VoteState, opening_digest, result_digest

FORMAT = 1

Raw = dict[str, Any]


class Flaw(StrEnum):
    """Inconsistencies in a vote or its proof."""

    UNREADABLE = "unreadable"  # no file of a vote, or one whose parts do not fit together
    OPENED = "opened"  # the record's line of the opening
    CLOSED = "closed"  # the record's line of the close
    FROZEN = "frozen"  # what was fixed at the opening
    ROLL = "roll"
    BALLOTS = "ballots"  # a ballot is not the one that the record fixed
    COUNT = "count"  # counted again, something else comes out
    HEAD = "head"  # the end of the record
    RECORD = "record"  # the record in the data folder does not have it
    KEPT = "kept"  # the vote that the data folder keeps is another


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A closed vote with everything that proves it. `digest` is that of its whole roll.

    By name: `units` are all that were entitled, `ballots` hold their choices. Secret: `choices` alone, sorted.
    """

    vote: Vote
    digest: str
    units: tuple[Unit, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    choices: tuple[Choice, ...] = ()
    commitments: tuple[str, ...]
    head: ChainHead

    @property
    def rule(self) -> Rule:
        """Return the rule under which it was held; raises NoRule."""
        if self.vote.rule is None or self.vote.on is None:
            raise NoRule(rule=str(self.vote.rule))
        return get_rule(self.vote.rule, self.vote.on)


def dump_proof(proof: Proof) -> Raw:
    """Return the file's content, ready for JSON; raises NoRule."""
    vote = proof.vote
    basis = basis_of(proof.rule)
    file: Raw = {"rule": vote.rule, "date": str(vote.on), "silence": "strict"}
    if basis:
        file["basis"] = basis.value
    more: Raw = {
        "format": FORMAT,
        "council": vote.council,
        "vote": vote.number,
        "matter": vote.matter,
        "question": vote.question,
        "mode": "secret" if vote.secret else "named",
        "official": vote.official,
        "scope": vote.scope,
        "opens": _instant(vote.opens),
        "closes": _instant(vote.closes),
        "entitled": asdict(vote.entitled),
        "frozen": vote.frozen,
        "roll": proof.digest,
        "commitments": sorted(proof.commitments),
        "root": commitments_digest(proof.commitments),
        "result": vote.result and asdict(vote.result),
        "opened": _line(vote.opened),
        "closed": _line(vote.closed),
        "head": {"seq": proof.head.seq, "hash": proof.head.hash},
    }
    if vote.secret:
        file["measures"] = _measures(vote, proof.rule)
        more["ballots"] = sorted(proof.choices)
    else:
        units = sorted(proof.units, key=lambda unit: unit.unit)
        ballots = sorted(proof.ballots, key=lambda ballot: ballot.unit)
        file["units"] = [_unit(unit) for unit in units]
        file["ballots"] = [{"unit": ballot.unit, "choice": ballot.choice} for ballot in ballots]
        more["buildings"] = {unit.unit: unit.building for unit in units if unit.building}
        more["nonces"] = {ballot.unit: ballot.nonce for ballot in ballots}
        more["on_paper"] = [ballot.unit for ballot in ballots if ballot.paper]
    return file | {"yishi": more}


def load_proof(file: Raw) -> Proof:
    """Return what a file says, the other way round; raises one of many errors when it is no such file."""
    more = file["yishi"]
    vote = Vote(
        council=more["council"],
        number=more["vote"],
        matter=more["matter"],
        state=VoteState.CLOSED,
        by=more["opened"]["person"],
        at=datetime.fromisoformat(more["opens"]),
        rule=file["rule"],
        on=date.fromisoformat(file["date"]),
        official=more["official"],
        secret=more["mode"] == "secret",
        scope=more["scope"],
        question=more["question"],
        opens=datetime.fromisoformat(more["opens"]),
        closes=datetime.fromisoformat(more["closes"]),
        entitled=Totals(**more["entitled"]),
        frozen=more["frozen"],
        opened=_read_line(more["opened"]),
        closed=_read_line(more["closed"]),
        opened_head=more["opened"]["hash"],
        closed_head=more["closed"]["hash"],
        result=Result(**more["result"]),
    )
    paper = set(more.get("on_paper", ()))
    return Proof(
        vote=vote,
        digest=more["roll"],
        units=tuple(_read_unit(vote, unit, more["buildings"].get(unit["unit"], "")) for unit in file.get("units", ())),
        ballots=tuple(
            Ballot(
                council=vote.council,
                vote=vote.number,
                unit=ballot["unit"],
                head=0,
                paper=ballot["unit"] in paper,
                choice=Choice(ballot["choice"]),
                nonce=more["nonces"][ballot["unit"]],
            )
            for ballot in file.get("ballots", ())
        ),
        choices=tuple(map(Choice, more.get("ballots", ()))),
        commitments=tuple(more["commitments"]),
        head=ChainHead(council=vote.council, **more["head"]),
    )


def flaws_of_vote(file: object) -> list[Flaw]:
    """Check any file by itself; an empty list means that it is a vote's proof and consistent."""
    if not isinstance(file, dict):
        return [Flaw.UNREADABLE]
    try:
        proof = load_proof(file)
        if dump_proof(proof) != file:
            return [Flaw.UNREADABLE]
        return list(find_flaws(proof))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError, CouncilError):
        return [Flaw.UNREADABLE]


def find_flaws(proof: Proof) -> Iterator[Flaw]:
    """Check that the audit entries, frozen fields, roll, ballots, result and tally are consistent with each other."""
    vote = proof.vote
    result = vote.result or Result(outcome="")
    if not entry_holds(vote.opened, vote, "vote_open", {"frozen": vote.frozen, "roll": proof.digest}):
        yield Flaw.OPENED
    closing: dict[str, str | int] = {
        "outcome": result.outcome,
        "ballots": len(proof.commitments),
        "root": commitments_digest(proof.commitments),
        "result": result_digest(result),
    }
    if not entry_holds(vote.closed, vote, "vote_close", closing):
        yield Flaw.CLOSED
    if opening_digest(vote, proof.digest) != vote.frozen:
        yield Flaw.FROZEN
    if not vote.secret:
        if not _is_the_roll(proof):
            yield Flaw.ROLL
        if sorted(ballot.commitment for ballot in proof.ballots) != sorted(proof.commitments):
            yield Flaw.BALLOTS
    if not _counts(proof, result):
        yield Flaw.COUNT
    if vote.closed is None or not _goes_on(vote.closed, proof.head):
        yield Flaw.HEAD


def entry_holds(line: AuditEntry | None, vote: Vote, what: str, facts: Mapping[str, str | int]) -> bool:
    """Return whether an audit entry has the hash it claims and is this one of the vote's."""
    if line is None or line.digest() != line.hash:
        return False
    said = line.council, line.what, line.matter, line.facts
    return said == (vote.council, what, vote.matter, {"vote": vote.number, **facts})


def _is_the_roll(proof: Proof) -> bool:
    """Return whether the units are those of the roll; of a part of it only the sums are known."""
    vote = proof.vote
    return sum_units(proof.units) == vote.entitled and (
        bool(vote.scope) or roll.roll_digest(proof.units) == proof.digest
    )


def sum_units(units: Collection[Unit]) -> Totals:
    """Return the totals of units."""
    return Totals(
        units=len(units),
        heads=len({unit.head for unit in units}),
        area=sum_decimals(unit.area for unit in units),
        share=sum_decimals(unit.share for unit in units),
    )


def _counts(proof: Proof, result: Result) -> bool:
    vote = proof.vote
    try:
        if vote.secret:
            cast = Counter(proof.choices)
            is_complete = cast.total() == len(proof.commitments)
            is_said = {choice.value: cast[choice] for choice in Choice} == result.units
            return is_complete and is_said and tally_of(vote, proof.rule).outcome == result.outcome
        said = {ballot.unit: ballot.choice for ballot in proof.ballots if ballot.choice}
        return count_result(proof.rule, proof.units, said) == result
    except (NotCountable, ValueError):
        return False


def _goes_on(closed: AuditEntry, head: ChainHead) -> bool:
    return head.seq > closed.seq or (head.seq, head.hash) == (closed.seq, closed.hash)


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="microseconds")


def _line(line: AuditEntry | None) -> Raw | None:
    return None if line is None else {**asdict(line), "at": _instant(line.at)}


def _read_line(raw: Raw) -> AuditEntry:
    return AuditEntry(**{**raw, "at": datetime.fromisoformat(raw["at"])})


def _unit(unit: Unit) -> Raw:
    """Return a unit as the calculator reads it: its owners by the number of the head, never by name."""
    head = f"o{unit.head}"
    return {"unit": unit.unit, "owners": [head], "kind": unit.kind, "registered": unit.area, "share": unit.share}


def _read_unit(vote: Vote, raw: Raw, building: str) -> Unit:
    (owner,) = raw["owners"]
    return Unit(
        council=vote.council,
        roll=0,
        unit=raw["unit"],
        building=building,
        head=int(owner.removeprefix("o")),
        area=raw.get("registered", "0"),
        share=raw.get("share", "0"),
        kind=Kind(raw["kind"]),
    )


def _measures(vote: Vote, rule: Rule) -> Raw:
    """Return the totals of the measures that the rule counts."""
    result = vote.result or Result(outcome="")
    cast: dict[Measure, Raw] = {Measure.HEADS: result.heads, Measure.AREA: result.area, Measure.SHARE: result.share}
    of = vote.entitled
    heads = of.units if rule.body is Body.HOUSEHOLDS else of.heads
    entitled = {Measure.HEADS: heads, Measure.AREA: of.area, Measure.SHARE: of.share}
    return {measure.value: {"all": entitled[measure], **cast[measure]} for measure in rule.measures}

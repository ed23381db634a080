"""The close: the ballots are counted, the key of a secret vote is destroyed, the result is recorded and told once."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot import ballot_encryption
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, transition
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.job import Job
from bot.domain.votes.ballot import Ballot, Seal, commitments_digest
from bot.domain.votes.result import count_result
from bot.domain.votes.tally import Choice, Outcome
from bot.domain.votes.vote import Vote, VoteState, result_digest
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.reactions import perform
from bot.services.shared.enqueue import notify_group
from bot.services.votes import queries, votes


class Counted(NamedTuple):
    """A unit for the tally, from an index row: reading 20,000 documents would take seconds."""

    unit: str
    head: int
    area: str
    share: str


def close_vote_on_time(tx: Tx, row: Job, now: datetime) -> None:
    """Count a vote after its time, unless it was voided."""
    vote = tx.get(Vote, Vote.key_of(row.params.council, row.params.vote))
    if vote and vote.state is VoteState.OPEN:
        close_vote(tx, vote, now=now)


def close_vote(tx: Tx, vote: Vote, *, now: datetime) -> None:
    """Count an open vote: store and record its result, move the matter, tell the group, all in one transaction."""
    rule = queries.rule_of(tx, vote, now)
    if rule is None:
        raise ValueError(f"vote {vote.key} has no rule")
    cast = tx.find(Ballot, "vote", vote.council, vote.number)
    result = count_result(rule, load_entitled(tx, vote), open_ballots(tx, vote, cast))
    facts: Facts = {
        "vote": vote.number,
        "outcome": result.outcome,
        "ballots": len(cast),
        "root": commitments_digest(ballot.commitment for ballot in cast),
        "result": result_digest(result),
    }
    decided = vote.official and result.outcome == Outcome.PASSED
    matter = repository.get_matter(tx, vote.council, vote.matter)
    act = Act.DECIDED if decided else Act.VOTED
    entry = Entry(at=now, what=act, text=str(vote.number))
    if decided:
        matter = transition(matter, Act.DECIDED, entry=entry, resolution=vote.question)
    else:
        matter = votes.return_to_state_before(vote, transition(matter, Act.VOTED, entry=entry))
    line = perform(tx, repository.save, matter, act, by=None, now=now, news=False, facts=facts, recorded="vote_close")
    vote = replace(vote, state=VoteState.CLOSED, result=result, closed=line, closed_head=line.hash)
    votes.settle_vote(tx, vote, now=now)
    notify_group(
        tx,
        members.get_council(tx, vote.council),
        id=f"{queries.vote_subject(vote)}/result",
        view="vote.result",
        params=queries.params_of(vote),
        now=now,
        deliver_on_return=True,
        remember=True,
        reply_about=queries.vote_subject(vote),
    )


def load_entitled(tx: Tx, vote: Vote) -> list[Counted]:
    """Return the units that may vote."""
    rows = queries.entitled_rows(tx, vote)
    return [Counted(row.unit, row.head, row.area, row.share) for row in rows]


def open_ballots(tx: Tx, vote: Vote, cast: list[Ballot]) -> dict[str, Choice]:
    """Return the choice of each unit's ballot; the envelopes of a secret vote are opened."""
    if not vote.secret:
        return {ballot.unit: ballot.choice or Choice.ABSTAIN for ballot in cast}
    seal = tx.secrets.get(Seal, Seal.key_of(vote.council, vote.number))
    if seal is None:
        raise ValueError(f"the key of vote {vote.key} is gone")
    return {ballot.unit: Choice(ballot_encryption.unseal(seal.secret, ballot.sealed)) for ballot in cast}

"""Read votes, their rule, roll and entitled units."""

from datetime import datetime

from bot.domain.matters.state import State
from bot.domain.rolls.roll import Roll, sum_decimals
from bot.domain.shared.job import JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.votes import rules
from bot.domain.votes.errors import NoVote, VoteGone, VoteOver
from bot.domain.votes.rules import Body, Rule
from bot.domain.votes.vote import Totals, Vote, VoteState
from bot.index_rows import MatterStateRow, UnitRow
from bot.ports import Tx
from bot.read_models.votes import ShownVote
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.shared.council_time import day_now


def vote_subject(vote: Vote) -> str:
    """Return the subject of the jobs of a vote, which is also the id of its card."""
    return f"vote/{vote.key}"


def reminder_id(council: int, number: int, person: int) -> str:
    """Return the id of the private reminder of a person who has not voted."""
    return f"vote/{Vote.key_of(council, number)}/urge/{person}"


def job_params(vote: Vote) -> JobParams:
    """Return the params of the jobs of a vote."""
    return JobParams(council=vote.council, vote=vote.number)


def params_of(vote: Vote) -> MessageParams:
    """Return the params of messages about the vote."""
    return MessageParams(council=vote.council, vote=vote.number)


def get_vote(tx: Tx, council: int, number: int) -> Vote:
    """Return the vote of this number; raises VoteGone."""
    found = tx.get(Vote, Vote.key_of(council, number))
    if found is None:
        raise VoteGone
    return found


def newest_vote(tx: Tx, council: int, matter: int) -> Vote:
    """Return the newest vote on a matter that was ever opened; raises NoMatter, NoVote."""
    repository.get_matter(tx, council, matter)
    for vote in tx.find(Vote, "matter", council, matter, newest_first=True):
        if vote.state is not VoteState.DRAFT:
            return vote
    raise NoVote(number=matter)


def running_votes(tx: Tx, council: int, matter: int, now: datetime) -> Vote:
    """Return the vote on a matter that takes ballots now; raises NoMatter, NoVote, VoteOver."""
    vote = newest_vote(tx, council, matter)
    if not vote.takes(now):
        raise VoteOver
    return vote


def rule_of(tx: Tx, vote: Vote, now: datetime) -> Rule | None:
    """Return its rule: as it held when the vote opened, for a draft as it holds now."""
    if vote.rule is None:
        return None
    return rules.get_rule(vote.rule, vote.on or day_now(members.get_council(tx, vote.council), now))


def roll_of(tx: Tx, vote: Vote) -> Roll | None:
    """Return the version of the roll it is held by; None while it has none."""
    return tx.get(Roll, Roll.key_of(vote.council, vote.roll))


def is_held_by_council(vote: Vote) -> bool:
    """Return whether council members vote, not the units of the imported roll; known without reading the roll."""
    return vote.rule is not None and vote.on is not None and rules.get_rule(vote.rule, vote.on).body is Body.COUNCIL


def sum_entitled(tx: Tx, vote: Vote) -> Totals:
    """Return the totals of the entitled units, from the index alone: a roll has up to 20,000 units."""
    rows = entitled_rows(tx, vote)
    return Totals(
        units=len(rows),
        heads=len({row.head for row in rows}),
        area=sum_decimals(row.area for row in rows),
        share=sum_decimals(row.share for row in rows),
    )


def entitled_rows(tx: Tx, vote: Vote) -> list[UnitRow]:
    """Return the index rows of the units that may vote."""
    part = (vote.scope,) if vote.scope else ()
    return tx.rows(UnitRow, vote.council, vote.roll, *part)


def open_in(tx: Tx, council: int) -> list[Vote]:
    """Return the votes of a council that take ballots."""
    numbers = [row.number for row in tx.rows(MatterStateRow, council, State.VOTING)]
    found = (tx.find(Vote, "matter", council, number, newest_first=True) for number in numbers)
    return [vote for every in found for vote in every if vote.state is VoteState.OPEN]


def load_vote(tx: Tx, council: int, number: int, now: datetime) -> ShownVote | None:
    """Return a vote with what its messages say; reads neither units nor ballots."""
    vote = tx.get(Vote, Vote.key_of(council, number))
    rule = rule_of(tx, vote, now) if vote else None
    if vote is None or rule is None:
        return None
    return ShownVote(
        members.get_council(tx, council),
        vote,
        repository.get_matter(tx, council, vote.matter),
        rule,
    )

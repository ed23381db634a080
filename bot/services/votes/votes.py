"""Formal votes: lookups, totals, voiding, and the messages that show them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter, transition
from bot.domain.matters.state import State
from bot.domain.rolls.roll import Roll, sum_decimals
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId
from bot.domain.shared.job import JobParams
from bot.domain.shared.outbox_message import Params, SentMessage
from bot.domain.shared.reply import Reply
from bot.domain.votes import rules
from bot.domain.votes.errors import NoVote, VoteGone, VoteOver
from bot.domain.votes.rules import Body, Rule
from bot.domain.votes.vote import Paper, Seal, Totals, Vote, VoteState
from bot.ports import Tx
from bot.read_models.votes import ShownVote
from bot.schema import MatterStateRow, UnitRow
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.shared import jobs, questions
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_group, refresh_message, reply


def vote_subject(vote: Vote) -> str:
    """Return the subject of the jobs of a vote, which is also the id of its card."""
    return f"vote/{vote.key}"


def job_params(vote: Vote) -> JobParams:
    """Return the params of the jobs of a vote."""
    return JobParams(council=vote.council, vote=vote.number)


def params_of(vote: Vote) -> Params:
    """Return the params of messages about the vote."""
    return {"council": vote.council, "vote": vote.number}


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


# Given up


def ask_why_void(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the head for the reason to void an open vote."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(Act.VOID, who)
    vote = get_vote(tx, intent.council, intent.subject)
    if not vote.takes(now):
        raise VoteOver
    params: Params = {"vote": vote.number, "number": vote.matter}
    questions.ask_question(tx, name="vote_void", council=vote.council, by=by, now=now, reply_to=reply_to, params=params)
    return Reply("asked_below")


def void_vote(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Return an open vote up, with a reason: nothing is counted, the matter goes back to where it was."""
    check_allowed(Act.VOID, by)
    vote = get_vote(tx, council, number)
    if not vote.takes(now):
        raise VoteOver
    reason, _ = repository.clean_text(text, repository.REASON_LIMIT)
    entry = Entry(at=now, what=Act.VOID, person=by.person, text=reason)
    settle_vote(tx, replace(vote, state=VoteState.VOID, reason=reason), now=now)
    changed = return_to_state_before(
        vote, transition(repository.get_matter(tx, council, vote.matter), Act.VOID, entry=entry)
    )
    repository.save(tx, changed, Act.VOID, by=by, now=now, facts={"vote": number}, recorded="vote_void")
    return Reply("vote_voided", {"number": vote.matter})


def return_to_state_before(vote: Vote, matter: Matter) -> Matter:
    """Return a matter without a decision to its state before the vote."""
    return transition(matter, Act.AGENDA) if vote.was in {State.AGENDA, State.DELIBERATING} else matter


def settle_vote(tx: Tx, vote: Vote, *, now: datetime) -> None:
    """Store a vote that is over; its key and the papers without a witness are destroyed."""
    tx.put(vote)
    tx.secrets.drop(Seal, Seal.key_of(vote.council, vote.number))
    jobs.cancel(tx, vote_subject(vote))
    for paper in tx.find(Paper, "vote", vote.council, vote.number):
        drop_paper(tx, paper, now=now)
    refresh_vote_card(tx, vote, now=now)


def drop_paper(tx: Tx, paper: Paper, *, now: datetime) -> None:
    """Delete a waiting paper ballot; the messages to its witnesses no longer show the choice."""
    tx.drop(Paper, paper.key)
    for chat in paper.chats:
        for sent in tx.find(SentMessage, "about", paper_message_id(paper, chat)):
            refresh_message(tx, chat, sent.message, now=now)


def paper_message_id(paper: Paper, chat: ChatId) -> str:
    """Return the id of the message that asks for a witness of a paper ballot."""
    return f"paper/{paper.key}/{chat}"


# Shown


def refresh_vote_card(tx: Tx, vote: Vote, *, now: datetime) -> None:
    """Refresh the vote's card in its group."""
    notify_group(
        tx,
        members.get_council(tx, vote.council),
        id=vote_subject(vote),
        view="vote.card",
        params=params_of(vote),
        now=now,
        in_place=True,
        reply_about=f"card/{vote.council}/{vote.matter}",
    )


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


def ask_result(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show the result of the newest vote on a matter, with its files, or its status. Raises NoMatter, NoVote."""
    members.acting_member(tx, council, by, reply_to.chat)
    vote = newest_vote(tx, council, number)
    if vote.state is not VoteState.CLOSED:
        reply(tx, reply_to, "vote.status", params_of(vote), now=now)
        return
    reply(tx, reply_to, "vote.result", params_of(vote), now=now, remember=True)
    for view in ("vote.announcement", "vote.proof"):
        reply(tx, replace(reply_to, id=f"{reply_to.id}/{view}"), view, params_of(vote), now=now)

"""Formal votes: lookups, totals, voiding, and the messages that show them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter, transition
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.votes.ballot import Paper, Seal
from bot.domain.votes.errors import VoteOver
from bot.domain.votes.vote import Vote, VoteState
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.shared import jobs, questions
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_group, refresh_message, reply
from bot.services.votes.queries import get_vote, newest_vote, params_of, vote_subject

# Given up


def ask_why_void(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the head for the reason to void an open vote."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(Act.VOID, who)
    vote = get_vote(tx, intent.council, intent.subject)
    if not vote.takes(now):
        raise VoteOver
    params = QuestionParams(vote=vote.number, number=vote.matter)
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

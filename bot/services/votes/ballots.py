"""Ballots: cast by a button, changed until the close, proved by a receipt."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot import ballot_encryption
from bot.domain.councils.council import Account, Member
from bot.domain.rolls.roll import Unit
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, OldButton
from bot.domain.shared.ids import AccountId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply, Values
from bot.domain.votes.ballot import Ballot, Paper, Seal, new_receipt, receipt_of
from bot.domain.votes.errors import NotACouncillor, NotOnRoll, OutOfScope, VotedOnPaper, VoteOver
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote, VoteState
from bot.ports import Tx
from bot.services.councils import members
from bot.services.rolls import unit_links
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, enqueue, refresh_message, reply, reply_text
from bot.services.shared.send_queues import newest_sent
from bot.services.votes import queries, votes

NONCE_BYTES = 16
CAST = "cast"  # a reminder whose reader has voted


def press_choice(
    tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime, is_answer_kept: bool = False
) -> Reply:
    """Cast the ballots of a person by a button of the group's card or of a private reminder.

    The receipt goes to their private chat as well, unless the answer to the press `is_answer_kept` there.
    """
    _, who = authorise_button(tx, intent, by, reply_to)
    if intent.arg not in set(Choice):
        raise OldButton
    council, number, choice = intent.council, intent.subject, Choice(intent.arg)
    answer = cast_ballots(tx, council=council, number=number, by=who, choice=choice, now=now)
    _mark_reminder(tx, council, number, who, now=now)
    if who.open_chat and "code" in answer.params and not is_answer_kept:
        vote = queries.get_vote(tx, council, number)
        enqueue(
            tx,
            id=f"{queries.vote_subject(vote)}/receipt/{who.person}",  # one that waits is replaced by a later one
            chat=who.open_chat,
            group=False,
            view="vote.receipt",
            params=replace(queries.params_of(vote), code=str(answer.params["code"])),
            now=now,
        )
    return answer


def _mark_reminder(tx: Tx, council: int, number: int, voter: Member, *, now: datetime) -> None:
    """Redraw the private reminder of a person who has voted now: it stands there with its buttons until the close."""
    sent = newest_sent(tx, queries.reminder_id(council, number, voter.person))
    if sent:
        refresh_message(tx, sent.chat, sent.message, now=now, chosen=CAST)


def find_choice(tx: Tx, vote: Vote, voter: Member) -> Choice | None:
    """Return the choice of a person in a vote by name; None in a secret vote, and where their units say different."""
    units = units_of_voter(tx, vote, voter)
    found = [tx.get(Ballot, Ballot.key_of(vote.council, vote.number, unit.unit)) for unit in units]
    choices = {each.choice if each else None for each in found}
    return choices.pop() if len(choices) == 1 else None


def cast_ballots(tx: Tx, *, council: int, number: int, by: Member, choice: Choice, now: datetime) -> Reply:
    """Cast the ballots of all units linked to a person's account, with one receipt; the latest counts.

    The same choice again changes nothing in a vote by name, and the receipt stays good. In a secret vote every press
    makes a new envelope and a new receipt: nothing that is kept may show whether somebody changed their mind.
    What it costs grows with the person's own units alone. Raises VoteOver, VotedOnPaper, and what `theirs` raises.
    """
    vote = queries.get_vote(tx, council, number)
    if not vote.takes(now):
        raise VoteOver
    units = units_of_voter(tx, vote, by)
    before = {unit.unit: tx.get(Ballot, Ballot.key_of(vote.council, vote.number, unit.unit)) for unit in units}
    mine = [unit for unit in units if not _on_paper(before[unit.unit])]
    if not mine:
        raise VotedOnPaper
    params: Values = {"choice": choice, "units": len(mine)}
    if all(_says(before[unit.unit], choice) for unit in mine):
        return Reply("ballot_kept", params)
    code = new_receipt()
    for unit in mine:
        ballot = make_ballot(tx, vote, unit, choice, person=by.person, code=code)
        vote = keep_ballot(tx, vote, unit, ballot, before[unit.unit], by=by, now=now)
        if not queries.is_held_by_council(vote):
            _tell_the_others(tx, vote, unit, before[unit.unit], by, now=now)
    votes.refresh_vote_card(tx, vote, now=now)
    return Reply("ballot_changed" if any(before.values()) else "ballot_cast", {**params, "code": code})


def _on_paper(ballot: Ballot | None) -> bool:
    return ballot is not None and ballot.paper


def _says(ballot: Ballot | None, choice: Choice) -> bool:
    """Return whether a ballot openly says so; an envelope says nothing."""
    return ballot is not None and ballot.choice is choice


def units_of_voter(tx: Tx, vote: Vote, who: Member) -> list[Unit]:
    """Return the units whose ballots this person may cast in this vote.

    Raises NotOnRoll, OutOfScope, or NotACouncillor when there are none.
    """
    if queries.is_held_by_council(vote):
        units = _units(tx, vote, [str(who.person)])
        if not units:
            raise NotACouncillor
        return units
    units = _units(tx, vote, unit_links.units_of(tx, vote.council, who.person))
    if not units:
        raise NotOnRoll
    inside = [unit for unit in units if vote.scope in {"", unit.building}]
    if not inside:
        raise OutOfScope(scope=vote.scope or "")
    return inside


def _units(tx: Tx, vote: Vote, labels: Iterable[str]) -> list[Unit]:
    found = (tx.get(Unit, Unit.key_of(vote.council, vote.roll, label)) for label in labels)
    return [unit for unit in found if unit]


def make_ballot(tx: Tx, vote: Vote, unit: Unit, choice: Choice, *, person: int | None, code: str) -> Ballot:
    """Return the ballot to be stored: the choice with a nonce in a vote by name, else the choice in an envelope."""
    seal = tx.secrets.get(Seal, Seal.key_of(vote.council, vote.number)) if vote.secret else None
    return Ballot(
        council=vote.council,
        vote=vote.number,
        unit=unit.unit,
        head=unit.head,
        person=person,
        choice=None if vote.secret else choice,
        nonce="" if vote.secret else secrets.token_hex(NONCE_BYTES),
        sealed=ballot_encryption.seal(seal.secret, choice) if seal else "",
        receipt=receipt_of(code) or "",
    )


def keep_ballot(
    tx: Tx,
    vote: Vote,
    unit: Unit,
    ballot: Ballot,
    before: Ballot | None,
    *,
    by: Member,
    now: datetime,
    entered: int | None = None,
) -> Vote:
    """Store a ballot in place of the one before, record its commitment, and return the vote with its turnout.

    `by` is the person who cast it, on paper the one who witnessed it; `entered` is then the one who entered it.
    """
    if before is None:
        newcomer = tx.count(Ballot, "head", vote.council, vote.number, unit.head) == 0
        turnout = vote.turnout.plus(head=newcomer, area=unit.area, share=unit.share)
        vote = replace(vote, turnout=turnout)
        tx.put(vote)
    tx.put(ballot)
    facts: Facts = {
        "vote": vote.number,
        "commitment": ballot.commitment,
        "replaces": before.commitment if before else "",
        "paper": ballot.paper,
    }
    if entered is not None:
        facts["entered"] = entered
    append_entry(tx, vote.council, "ballot", person=by.person, now=now, matter=vote.matter, facts=facts)
    waiting = tx.get(Paper, Paper.key_of(vote.council, vote.number, unit.unit))
    if waiting:
        votes.drop_paper(tx, waiting, now=now)
    return vote


def _tell_the_others(tx: Tx, vote: Vote, unit: Unit, before: Ballot | None, by: Member, *, now: datetime) -> None:
    """Tell co-owners with accounts that another person cast or replaced the ballot of their unit."""
    if before and before.person == by.person:
        return
    others = [each for each in unit_links.accounts_of(tx, vote.council, unit.unit) if each.person != by.person]
    for other, chat in members.private_chats(others):
        enqueue(
            tx,
            id=f"{queries.vote_subject(vote)}/shared/{unit.unit}/{other.person}",
            chat=chat,
            group=False,
            view="vote.shared",
            params=replace(queries.params_of(vote), unit=unit.unit, whom=by.person),
            now=now,
        )


# Receipts


def check_receipt(tx: Tx, *, code: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:  # noqa: ARG001  # anybody may ask
    """Reply whether a ballot is in the count, never its choice. A replaced ballot is not in the count."""
    wanted = receipt_of(code)
    found = tx.find(Ballot, "receipt", wanted, limit=1) if wanted else []
    vote = tx.get(Vote, Vote.key_of(found[0].council, found[0].vote)) if found else None
    if vote is None or vote.state is VoteState.VOID:
        reply_text(tx, reply_to, Reply("receipt_unknown"), now=now)
        return
    reply_text(tx, reply_to, Reply("receipt_counts", {"number": vote.matter, "council": vote.council}), now=now)


def show_receipt(tx: Tx, *, code: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show a person the receipt that they were given in the group; any other code is looked up as `check_receipt`."""
    wanted = receipt_of(code)
    for ballot in tx.find(Ballot, "receipt", wanted, limit=1) if wanted else ():
        who = members.find_member(tx, ballot.council, by.id)
        if who and who.person == ballot.person:
            params = MessageParams(council=ballot.council, vote=ballot.vote, code=code)
            reply(tx, reply_to, "vote.receipt", params, now=now)
            return
    check_receipt(tx, code=code, by=by, now=now, reply_to=reply_to)


def load_my_votes(tx: Tx, account: AccountId) -> list[tuple[Vote, tuple[tuple[str, bool], ...]]]:
    """Return, for each open vote that a person may take part in, their units and whether each has a ballot."""
    found = []
    for member in members.list_memberships(tx, account):
        for vote in queries.open_in(tx, member.council):
            try:
                units = units_of_voter(tx, vote, member)
            except CouncilError:
                continue
            cast_ = tuple(
                (unit.unit, tx.get(Ballot, Ballot.key_of(vote.council, vote.number, unit.unit)) is not None)
                for unit in units
            )
            found.append((vote, cast_))
    return found

"""Paper ballots: entered by the clerk, counted once a second officer has witnessed them."""

from dataclasses import replace
from datetime import datetime

from bot import ballot_encryption
from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.permissions import PERMISSIONS, CouncilAct, check_allowed
from bot.domain.rolls.roll import Unit
from bot.domain.rolls.unit_labels import unit_label
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.domain.votes.ballot import Ballot, Paper, Seal
from bot.domain.votes.errors import HasVoted, NoSuchUnit, NoWitness, OwnPaper, PaperGone, SecretPaper, VoteOver
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote
from bot.ports import Tx
from bot.read_models.votes import ShownPaper
from bot.services.councils import members
from bot.services.rolls import rolls
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, enqueue, reply_text
from bot.services.votes import ballots, queries, votes


def check_unit(tx: Tx, *, council: int, number: int, text: str, by: Member, now: datetime) -> Unit:
    """Return the unit that a text means in the open vote on a matter.

    Raises NoVote, VoteOver, NoSuchUnit, HasVoted.
    """
    check_allowed(CouncilAct.PAPER, by)
    vote = queries.running_votes(tx, council, number, now)
    unit = _meant(tx, vote, text, by)
    if unit is None or vote.scope not in {"", unit.building}:
        raise NoSuchUnit
    if tx.get(Ballot, Ballot.key_of(vote.council, vote.number, unit.unit)):
        raise HasVoted
    return unit


def _meant(tx: Tx, vote: Vote, text: str, by: Member) -> Unit | None:
    """Return the unit named in a text: by its label in a vote of the roll, by a person's name in a council vote."""
    if queries.is_held_by_council(vote):
        meant = members.find_on_roster(tx, vote.council, text, by)
        return tx.get(Unit, Unit.key_of(vote.council, vote.roll, str(meant.person))) if meant else None
    label = unit_label(text)
    return rolls.find_unit(tx, vote.council, vote.roll, label) if label else None


def enter_paper(
    tx: Tx, *, council: int, number: int, unit: str, choice: Choice, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Enter a paper ballot, which waits for another person to witness it; a newer entry replaces it.

    Raises what `check_unit` raises; SecretPaper, NoWitness.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    meant = check_unit(tx, council=council, number=number, text=unit, by=who, now=now)
    its_council = members.get_council(tx, council)
    vote = queries.running_votes(tx, council, number, now)
    in_group = reply_to.chat == its_council.chat
    if vote.secret and in_group:
        raise SecretPaper
    doors = [] if in_group else [each.open_chat for each in witnesses(tx, council, who) if each.open_chat]
    if vote.secret and not doors:
        raise NoWitness
    chats = tuple(doors) or (its_council.chat,)
    seal = tx.secrets.get(Seal, Seal.key_of(vote.council, vote.number)) if vote.secret else None
    paper = Paper(
        council=council,
        vote=vote.number,
        unit=meant.unit,
        by=who.person,
        choice=None if vote.secret else choice,
        sealed=ballot_encryption.seal(seal.secret, choice) if seal else "",
        at=now,
        chats=chats,
    )
    before = tx.get(Paper, paper.key)
    if before:
        votes.drop_paper(tx, before, now=now)
    tx.put(paper)
    for chat in chats:
        _ask(tx, its_council, paper, chat, now=now, reply_to=reply_to.message if in_group else None)
    if not in_group:
        reply_text(
            tx, reply_to, Reply("paper_waits", {"unit": shown_unit(tx, vote, meant.unit), "council": council}), now=now
        )


def _ask(tx: Tx, council: Council, paper: Paper, chat: ChatId, *, now: datetime, reply_to: MessageId | None) -> None:
    params = MessageParams(council=council.number, vote=paper.vote, unit=paper.unit, by=paper.by)
    enqueue(
        tx,
        id=votes.paper_message_id(paper, chat),
        chat=chat,
        group=chat == council.chat,
        view="vote.paper",
        params=params,
        now=now,
        remember=True,
        reply_to=reply_to,
    )


def witnesses(tx: Tx, council: int, clerk: Member) -> list[Member]:
    """Return the officers who may witness what this clerk entered."""
    allowed = PERMISSIONS[CouncilAct.WITNESS]
    roster = members.list_roster(tx, council)
    return [each for each in roster if each.person != clerk.person and allowed.intersection(each.roles)]


def witness_paper(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Witness a paper ballot, by a second officer: from now on it counts.

    Raises NotAllowed, OwnPaper, VoteOver, and PaperGone, also when the unit has voted by a button meanwhile.
    """
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.WITNESS, who)
    vote = queries.get_vote(tx, intent.council, intent.subject)
    waiting = tx.find(Paper, "vote", vote.council, vote.number)
    paper = next((each for each in waiting if each.ticket == intent.arg), None)
    unit = tx.get(Unit, Unit.key_of(vote.council, vote.roll, paper.unit)) if paper else None
    if paper is None or unit is None:
        raise PaperGone
    if who.person == paper.by:
        raise OwnPaper
    if not vote.takes(now):
        raise VoteOver
    choice = paper.choice or Choice.ABSTAIN  # sealed, the envelope goes on as it is
    ballot = ballots.make_ballot(tx, vote, unit, choice, person=None, code="")
    ballot = replace(ballot, paper=True, sealed=paper.sealed)
    vote = ballots.keep_ballot(tx, vote, unit, ballot, None, by=who, now=now, entered=paper.by)
    votes.refresh_vote_card(tx, vote, now=now)
    return Reply("paper_counts", {"unit": shown_unit(tx, vote, unit.unit)})


def shown_unit(tx: Tx, vote: Vote, unit: str) -> str:
    """Return the label of a unit, or in a council vote the person's name."""
    if queries.is_held_by_council(vote):
        who = tx.get(Member, Member.key_of(vote.council, int(unit)))
        return who.name if who else ""
    return unit


def load_paper(tx: Tx, council: int, number: int, unit: str, by: int) -> ShownPaper | None:
    """Return a paper ballot, with its choice only while it waits for a witness."""
    vote = tx.get(Vote, Vote.key_of(council, number))
    if vote is None:
        return None
    paper = tx.get(Paper, Paper.key_of(vote.council, vote.number, unit))
    ballot = tx.get(Ballot, Ballot.key_of(vote.council, vote.number, unit))
    seal = tx.secrets.get(Seal, Seal.key_of(vote.council, vote.number)) if paper and paper.sealed else None
    choice = paper.choice if paper else None
    if paper and seal:
        choice = Choice(ballot_encryption.unseal(seal.secret, paper.sealed))
    return ShownPaper(
        members.get_council(tx, council),
        vote,
        shown_unit(tx, vote, unit),
        choice,
        ballot is not None and ballot.paper,
        tx.get(Member, Member.key_of(council, by)),
        paper.ticket if paper else "",
    )

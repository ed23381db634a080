"""Everything that is kept about one person: given out as a file, or erased."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain import errors
from bot.domain.councils.council import Account, Door, Member, Role
from bot.domain.letters.letter import Letter
from bot.domain.matters.matter import Feedback, Matter, Support
from bot.domain.mediation.mediation import Mediation
from bot.domain.meetings.meeting import Attendance, Rsvp
from bot.domain.polls.poll import Choice
from bot.domain.rolls.roll import Access, RollDraft
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.inbox import DeadLetter
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.question import Dialog, Draft, job_subject
from bot.domain.shared.reply import Reply
from bot.domain.votes.vote import Ballot
from bot.ports import Tx
from bot.services.councils import members, roles
from bot.services.letters import letters
from bot.services.matters import abandoned
from bot.services.matters.repository import refresh_card
from bot.services.mediation import mediations
from bot.services.rolls import rolls
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, notify_group, reply_text

FAREWELL = timedelta(hours=1)  # until what was on its way to somebody who was erased has arrived


def my_data(tx: Tx, account: int) -> bytes | None:
    """Return everything kept about an account, as JSON in UTF-8; None when nothing is.

    The words of an officer about other people's matters are the council's: they stand in its timelines.
    """
    if not members.known_anywhere(tx, account):
        return None
    everything = {
        "account": account,
        "may_be_written_to": tx.get(Door, Door.key_of(account)) is not None,
        "councils": [_in_council(tx, member) for member in tx.find(Member, "account", account)],
        "rolls_to_confirm": [asdict(each) for each in tx.find(RollDraft, "account", account)],
        "drafts": [_draft(draft, account) for draft in _drafts(tx, account)],
        "open_questions": [asdict(each) for each in tx.find(Dialog, "account", account)],
        "messages_to_you": [asdict(each) for each in tx.find(SentMessage, "chat", account)],
        "waiting_for_you": [asdict(each) for each in tx.find(OutboxMessage, "chat", account)],
    }
    return json.dumps(everything, ensure_ascii=False, indent=2, default=str).encode()


def _in_council(tx: Tx, member: Member) -> dict[str, Any]:
    who = member.council, member.person
    home = members.get_council(tx, member.council)
    feedback = tx.find(Feedback, "person", *who)
    supports = tx.find(Support, "person", *who)
    return {
        "council": home.name,
        "member": asdict(member),
        "proposed": [_matter(matter, member) for matter in tx.find(Matter, "proposer", *who)],
        "brought_in_for_others": [_matter(matter, member) for matter in tx.find(Matter, "recorder", *who)],
        "letters": [_letter(each) for each in tx.find(Letter, "author", *who)],
        "mediations": [_mediation(each, member) for each in mediations.mediations_of(tx, member)],
        "in_charge_of": [_matter(matter, member) for matter in tx.find(Matter, "handler", *who)],
        "on_duty_on_level": [rung.level for rung in home.ladder if rung.person == member.person],
        "supports": [asdict(each) for each in supports],
        "said_of_matters": _said(tx, member, {each.matter for each in supports} | {each.matter for each in feedback}),
        "feedback": [asdict(each) for each in feedback],
        "meetings": [asdict(each) for each in tx.find(Rsvp, "person", *who)],
        "attendance": [asdict(each) for each in tx.find(Attendance, "person", *who)],
        "polls": [asdict(each) for each in tx.find(Choice, "person", *who)],
        "units": [_unit(tx, tied) for tied in tx.find(Access, "person", *who)],
        "ballots": [_ballot(each) for each in tx.find(Ballot, "person", *who)],
    }


def _letter(letter: Letter) -> dict[str, Any]:
    """Return a letter of theirs, without who reads the box."""
    return {name: value for name, value in asdict(letter).items() if name != "readers"}


def _mediation(mediation: Mediation, member: Member) -> dict[str, Any]:
    """Return of a mediation what this person wrote and was written; who the others are stays theirs."""
    notes = [note for note in mediation.notes if member.person in {note.by, note.to}]
    mine: dict[str, Any] = {"number": mediation.number, "state": mediation.state, "at": mediation.at}
    mine |= {"text": mediation.text, "agreement": mediation.agreement, "due": mediation.due}
    return mine | {"notes": [{"at": note.at, "text": note.text} for note in notes]}


def _unit(tx: Tx, tied: Access) -> dict[str, Any]:
    """Return a unit that is tied to their account, as the roll has it, without the names of its owners."""
    unit = rolls.get_unit(tx, tied.council, tied.unit)
    return asdict(tied) | ({"area": unit.area, "share": unit.share} if unit else {})


def _ballot(ballot: Ballot) -> dict[str, Any]:
    """Return that they voted, and what where names stand on the ballots; of an envelope nobody knows."""
    return {"vote": ballot.vote, "unit": ballot.unit, "choice": ballot.choice}


def _matter(matter: Matter, member: Member) -> dict[str, Any]:
    """Return of a matter what is this person's: their proposal, and what they said and did."""
    mine: dict[str, Any] = {"number": matter.number, "state": matter.state, "at": matter.at}
    if matter.proposer == member.person:
        kept = asdict(matter)
        mine |= {name: kept[name] for name in ("text", "category", "source", "album", "attachments")}
    mine["timeline"] = [asdict(entry) for entry in matter.timeline if entry.person == member.person]
    return mine


def _said(tx: Tx, member: Member, numbers: set[int]) -> list[dict[str, Any]]:
    """Return what somebody wrote of matters that they support or were asked about, such as why they whistled."""
    found = (tx.get(Matter, Matter.key_of(member.council, number)) for number in sorted(numbers))
    every = (_matter(matter, member) for matter in found if matter and matter.proposer != member.person)
    return [each for each in every if each["timeline"]]


def _drafts(tx: Tx, account: int) -> Iterator[Draft]:
    """Return the drafts that somebody wrote or is named in. None waits longer than a day, so all are looked through."""
    return (draft for draft in tx.find(Draft, "at") if account in {draft.account, *draft.said.accounts})


def _draft(draft: Draft, account: int) -> dict[str, Any]:
    words = draft.said.text if draft.said.by.id == account else ""
    return {"number": draft.number, "at": draft.at, "text": words}


def erase_person(tx: Tx, *, account: int, now: datetime) -> bool:
    """Erase a person everywhere; what they brought up stays, unnamed. Gives whether anything was kept.

    Matters, supports and answers name only the council's own number, behind which nobody stands any more.
    """
    found = members.known_anywhere(tx, account)
    for member in tx.find(Member, "account", account):
        _forget_member(tx, member, account, now=now)
    tx.drop(Door, Door.key_of(account))
    waiting: list[Dialog | Draft] = [*_drafts(tx, account), *tx.find(Dialog, "account", account)]
    for each in waiting:
        tx.drop(type(each), each.key)
        jobs.cancel(tx, job_subject(each))
    rolls.erase_drafts(tx, account)
    for aside in tx.find(DeadLetter, "at"):
        if str(account) in aside.raw:
            tx.drop(DeadLetter, aside.key)
    _drop_chat(tx, account)
    jobs.schedule(tx, "forget_chat", f"chat/{account}", now + FAREWELL, params={"chat": account})
    return found


def _forget_member(tx: Tx, member: Member, account: int, *, now: datetime) -> None:
    append_entry(tx, member.council, "erased", person=member.person, now=now)
    jobs.cancel(tx, roles.term_of(member))
    tx.put(Member(council=member.council, person=member.person, present=False))
    for matter in tx.find(Matter, "proposer", member.council, member.person):
        # The original message would lead back to its author, and so would a voice.
        silent = tuple(each for each in matter.attachments if each.kind != "voice")
        tx.put(replace(matter, source=None, album=None, attachments=silent))
        refresh_card(tx, matter, now=now)  # the card names nobody from now on
    for answered in tx.find(Rsvp, "person", member.council, member.person):
        tx.drop(Rsvp, answered.key)
    for tied in tx.find(Access, "person", member.council, member.person):
        tx.drop(Access, tied.key)
    mediations.erase_mediation(tx, member, now=now)
    if member.present:
        abandoned.find_abandoned(tx, member.council, member.person, now=now)
    for letter in tx.find(Letter, "author", member.council, member.person):
        letters.drop_letter(tx, letter, now=now)
    home = members.get_council(tx, member.council)
    for telling in tx.find(OutboxMessage, "chat", home.chat):
        if telling.params.get("account") == account:
            tx.drop(OutboxMessage, telling.key)
    if Role.HEAD in member.roles:
        notify_group(
            tx,
            home,
            id=f"notice/{home.number}/head_erased/{member.person}",
            view="notice",
            params={"key": "head_erased", "council": home.number},
            now=now,
        )


def _drop_chat(tx: Tx, chat: int) -> None:
    for telling in tx.find(OutboxMessage, "chat", chat):
        tx.drop(OutboxMessage, telling.key)
    for posted in tx.find(SentMessage, "chat", chat):
        tx.drop(SentMessage, posted.key)
    tx.drop(SendQueue, SendQueue.key_of(chat))


def erase_chat(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given the time
    """The last word to somebody who was erased has arrived: forget the chat as well, unless they came back."""
    chat = int(row.params["chat"])
    if not members.known_anywhere(tx, chat):
        _drop_chat(tx, chat)


def press_erasure(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Reply:
    """Somebody confirms that they want to be forgotten, or thinks better of it."""
    if back.chat != by.id:
        raise errors.PrivateOnly
    if intent.arg != "yes":
        notice = Reply("not_forgotten")
    else:
        notice = Reply("forgotten" if erase_person(tx, account=by.id, now=now) else "forgetting_nothing")
    reply_text(tx, replace(back, message=None), notice, now=now)
    return notice

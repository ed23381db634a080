"""Export and erasure of personal data, declared for each table that has some.

The fields that hold personal data are listed in `bot.personal_fields`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from bot.domain.councils.command_menu import CommandMenu
from bot.domain.councils.council import Council, Member, PrivateChat
from bot.domain.letters.letter import Letter
from bot.domain.matters.matter import Feedback, Matter, Support
from bot.domain.mediation.mediation import Mediation
from bot.domain.meetings.meeting import Attendance, Meeting, Rsvp
from bot.domain.meetings.minutes import Minutes
from bot.domain.polls.poll import Poll, PollChoice
from bot.domain.rolls.file_reading import Reading
from bot.domain.rolls.roll import Access, Roll, RollDraft, Unit
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.inbox import DeadLetter
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.question import Dialog, Draft, job_subject
from bot.domain.votes.ballot import Ballot, Paper
from bot.domain.votes.vote import Vote
from bot.ports import Document, Tx
from bot.services.councils import command_menus, members, roles
from bot.services.councils.belongings import Belongings, Json, declare, drop, of_account, of_chat, of_member, show_whole
from bot.services.letters import letters
from bot.services.matters.repository import refresh_card
from bot.services.mediation import mediations
from bot.services.practices import PRACTICE_SERVICES
from bot.services.rolls import readings, rolls
from bot.services.shared import jobs

# Export of a document


def _mediation(_tx: Tx, mediation: Mediation, member: Member) -> Json:
    """Return the notes of a mediation that this person wrote or received; the others are not named."""
    notes = [note for note in mediation.notes if member.person in {note.by, note.to}]
    mine: Json = {"number": mediation.number, "state": mediation.state, "at": mediation.at}
    mine |= {"text": mediation.text, "agreement": mediation.agreement, "due": mediation.due}
    return mine | {"notes": [{"at": note.at, "text": note.text} for note in notes]}


def _unit(tx: Tx, tied: Access, _member: Member) -> Json:
    """Return a unit that is tied to their account, as the roll has it, without the names of its owners."""
    unit = rolls.get_unit(tx, tied.council, tied.unit)
    return asdict(tied) | ({"area": unit.area, "share": unit.share} if unit else {})


def _ballot(_tx: Tx, ballot: Ballot, _member: Member) -> Json:
    """Return that they voted, and in a vote by name their choice; nobody knows that of an envelope."""
    return {"vote": ballot.vote, "unit": ballot.unit, "choice": ballot.choice}


def _matter(_tx: Tx, matter: Matter, member: Member) -> Json:
    """Return the parts of a matter that are this person's: their proposal, and what they said and did."""
    mine: Json = {"number": matter.number, "state": matter.state, "at": matter.at}
    if matter.proposer == member.person:
        kept = asdict(matter)
        mine |= {name: kept[name] for name in ("text", "category", "source", "album", "attachments")}
    mine["timeline"] = [asdict(entry) for entry in matter.timeline if entry.person == member.person]
    return mine


def _duties(tx: Tx, member: Member) -> list[object]:
    """Return the levels of the council's ladder on which they are on duty."""
    council = members.get_council(tx, member.council)
    return [step.level for step in council.ladder if step.person == member.person]


def _said(tx: Tx, member: Member) -> list[Json]:
    """Return the words of a person about matters that they support or were asked about, such as why they called."""
    who = member.council, member.person
    numbers = {each.matter for each in tx.find(Support, "person", *who)}
    numbers |= {each.matter for each in tx.find(Feedback, "person", *who)}
    found = (tx.get(Matter, Matter.key_of(member.council, number)) for number in sorted(numbers))
    every = (_matter(tx, matter, member) for matter in found if matter and matter.proposer != member.person)
    return [each for each in every if each["timeline"]]


def _draft(_tx: Tx, draft: Draft, account: AccountId) -> Json:
    words = draft.said.text if draft.said.by.id == account else ""
    return {"number": draft.number, "at": draft.at, "text": words}


# Erasure of a document


def _unname_member(tx: Tx, member: Member, _now: datetime) -> None:
    """Erase all data of a member except the council's own number."""
    tx.put(Member(council=member.council, person=member.person, present=False))
    jobs.cancel(tx, roles.term_of(member))


def _unname(tx: Tx, matter: Matter, now: datetime) -> None:
    """Erase the parts of a matter that lead to its proposer: the source message and voice messages."""
    silent = tuple(each for each in matter.attachments if each.kind != "voice")
    tx.put(replace(matter, source=None, album=None, attachments=silent))
    refresh_card(tx, matter, now=now)  # the card names nobody from now on


def _drop_letter(tx: Tx, letter: Letter, now: datetime) -> None:
    letters.drop_letter(tx, letter, now=now)


def _drop_waiting(tx: Tx, waiting: Dialog | Draft, now: datetime) -> None:
    drop(tx, waiting, now)
    jobs.cancel(tx, job_subject(waiting))


def _drafts(tx: Tx, account: AccountId) -> Iterator[Draft]:
    """Return the drafts that a person wrote or is named in. None waits longer than a day, so all are read."""
    return (draft for draft in tx.find(Draft, "at") if account in {draft.account, *draft.said.accounts})


def _dead_letters(tx: Tx, account: AccountId) -> Iterator[DeadLetter]:
    """Return the dead letters in which the account occurs."""
    return (aside for aside in tx.find(DeadLetter, "at") if str(account) in aside.raw)


OF_A_MEMBER: tuple[Belongings[Member], ...] = (
    Belongings(Member, "member", lambda _tx, member: asdict(member), _unname_member),
    of_member(Matter, "proposer", "proposed", _matter, erase=_unname),
    of_member(Matter, "recorder", "brought_in_for_others", _matter),
    of_member(Letter, "author", "letters", erase=_drop_letter),
    Belongings(
        Mediation,
        "mediations",
        lambda tx, member: [_mediation(tx, each, member) for each in mediations.mediations_of(tx, member)],
        lambda tx, member, now: mediations.erase_mediation(tx, member, now=now),
    ),
    of_member(Matter, "assignment__handler", "in_charge_of", _matter),
    Belongings(Council, "on_duty_on_level", _duties),
    of_member(Support, "person", "supports"),
    Belongings(Matter, "said_of_matters", _said),
    of_member(Feedback, "person", "feedback"),
    of_member(Rsvp, "person", "meetings", erase=drop),
    of_member(Attendance, "person", "attendance", show_whole),
    of_member(PollChoice, "person", "polls"),
    of_member(Access, "person", "units", _unit, erase=drop),
    of_member(Ballot, "person", "ballots", _ballot),
    *(belongings for each in PRACTICE_SERVICES for belongings in each.of_members),
)
OF_AN_ACCOUNT: tuple[Belongings[AccountId], ...] = (
    Belongings(
        PrivateChat,
        "may_be_written_to",
        lambda tx, account: tx.get(PrivateChat, PrivateChat.key_of(account)) is not None,
        lambda tx, account, _now: tx.drop(PrivateChat, PrivateChat.key_of(account)),
    ),
    *(belongings for each in PRACTICE_SERVICES for belongings in each.of_accounts),
    of_account(RollDraft, "account", "rolls_to_confirm", erase=rolls.DRAFTS.drop),
    declare(Draft, "drafts", _drafts, _draft, _drop_waiting),
    of_account(Dialog, "account", "open_questions", erase=_drop_waiting),
    Belongings(CommandMenu, erase=lambda tx, account, _now: command_menus.erase_menus(tx, account)),
    Belongings(Reading, erase=lambda tx, account, _now: readings.erase_readings(tx, account)),
    declare(DeadLetter, "", _dead_letters, show_whole, drop),
)
# A private chat is forgotten once more when the last word to somebody who was erased has arrived.
OF_A_CHAT: tuple[Belongings[ChatId], ...] = (
    of_chat(SentMessage, "messages_to_you"),
    of_chat(OutboxMessage, "waiting_for_you"),
    Belongings(SendQueue, erase=lambda tx, chat, _now: tx.drop(SendQueue, SendQueue.key_of(chat))),
)

NOT_GIVEN_OUT: Mapping[type[Document], str] = {
    Meeting: "who opened and closed it, and who had a seat, is the council's; whoever was there has it as attendance",
    Minutes: "corrections and the confirmation are the council's paper",
    Poll: "question and options are the council's; what they chose is given out",
    Roll: "who imported it acted for the council",
    Unit: "the council's paper names owners and no account; what is tied to an account is given out",
    Vote: "who opened it acted for the council; their ballot is given out",
    Paper: "it waits for its witness; who entered it acted for the council",
    Reading: "it lasts a minute",
    CommandMenu: "it follows from their roles, which are given out",
    Job: "it repeats what it is about",
    SendQueue: "it says when messages went, not which",
    DeadLetter: "it is an update that nobody could read",
    **{kind: why for each in PRACTICE_SERVICES for kind, why in each.not_given_out.items()},
}
STAYS: Mapping[type[Document], str] = {
    Council: "on its ladder stands a number, or a name that the head wrote and changes",
    Support: "it counts on, by a number",
    Feedback: "it counts on, by a number",
    Poll: "question and options are the council's",
    PollChoice: "it counts on, by a number",
    Meeting: "it was held; it names numbers",
    Attendance: "it is the list as on paper",
    Minutes: "they are the council's paper; they name numbers",
    Roll: "it names who imported it by a number",
    Unit: "it is the council's paper, in which no account stands",
    Vote: "it names who opened it by a number",
    Ballot: "it counts on, by a number",
    Paper: "it waits for its witness; it names who entered it by a number",
    Job: "it goes with what it is about",
    **{kind: why for each in PRACTICE_SERVICES for kind, why in each.stays.items()},
}

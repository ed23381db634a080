"""Mediation between three people in private: words of one side reach the other through the mediator alone."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import NAME_LIMIT, Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.mediation.errors import MediationOver, SaidAlready, SameSide, SideUnreachable
from bot.domain.mediation.mediation import (
    IDLE,
    MEDIATION_KEPT,
    NOTES_LIMIT,
    PERMITTED,
    SIDE_PATIENCE,
    Mediation,
    MediationState,
    Note,
    can,
    part_of,
)
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton, PrivateOnly, TooShort
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.mediation import ShownMediation
from bot.services.councils import members
from bot.services.matters import assignments, repository
from bot.services.shared import jobs, questions
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import morning_after
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, enqueue, refresh_message, reply_text

WORDS_LIMIT = 1000
STATES = MediationState
ASKS = {"say": "mediation_say", "first": "mediation_say", "second": "mediation_say", "agree": "mediation_agree"}


def start_mediation(tx: Tx, *, council: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Ask two people whether they accept a mediation. `text`: both names, then its subject.

    Raises PrivateOnly, NotAllowed, TooShort, SeveralPeople, SameSide, SideUnreachable.
    """
    if reply_to.group:
        raise PrivateOnly
    who = members.get_member(tx, council, by.id)
    check_allowed(CouncilAct.MEDIATE, who)
    words = text.split(maxsplit=2)
    if len(words) < 3:  # noqa: PLR2004  # two names and what it is about
        raise TooShort
    first, second = (_meant(tx, council, word, who) for word in words[:2])
    if len({first.person, second.person, who.person}) < 3:  # noqa: PLR2004  # three people
        raise SameSide
    for side in (first, second):
        if side.open_chat is None:
            raise SideUnreachable(name=side.name)
    about, _ = repository.clean_text(words[2], WORDS_LIMIT)
    mediation = Mediation(
        council=council,
        number=tx.next_number(council, Numbered.MEDIATION),
        mediator=who.person,
        first=first.person,
        second=second.person,
        text=about,
        at=now,
    )
    append_entry(tx, council, "mediation", person=who.person, now=now)
    _keep(tx, mediation, now=now)


def _meant(tx: Tx, council: int, word: str, by: Member) -> Member:
    found = members.find_by_name(tx, council, word, by)
    if found is None:
        raise SideUnreachable(name=shown_text(word, NAME_LIMIT))
    return found


def _about(mediation: Mediation) -> str:
    return f"mediation/{mediation.key}"


def _params(mediation: Mediation) -> MessageParams:
    return MessageParams(council=mediation.council, mediation=mediation.number)


def _keep(tx: Tx, mediation: Mediation, *, reads: int | None = None, now: datetime) -> None:
    """Store a mediation in its new state, notify all three, and schedule its next job.

    `reads`: the person who has just pressed the card and reads it there.
    """
    tx.put(mediation)
    jobs.cancel(tx, _about(mediation))
    params = JobParams(council=mediation.council, mediation=mediation.number)
    match mediation.state:
        case STATES.ENDED:
            jobs.schedule(tx, "forget_mediation", _about(mediation), now + MEDIATION_KEPT, params=params)
        case STATES.AGREED if mediation.due:
            council = members.get_council(tx, mediation.council)
            at = max(now, morning_after(council, mediation.due))
            jobs.schedule(tx, "check_mediation", _about(mediation), at, params=params)
        case state:
            patience = IDLE if state is STATES.RUNNING else SIDE_PATIENCE
            jobs.schedule(tx, "mediation_over", _about(mediation), now + patience, params=params)
    for person in mediation.people:
        if person != reads:
            _tell(tx, mediation, person, "mediation", name=f"{mediation.state}/{now:%Y%m%d%H%M%S}", now=now)


def _tell(tx: Tx, mediation: Mediation, person: int, view: str, *, name: str, now: datetime, note: int = 0) -> None:
    """Send a message to one of the three people in private."""
    member = tx.get(Member, Member.key_of(mediation.council, person))
    if member and member.open_chat:
        params = replace(_params(mediation), person=person, note=note)
        id_ = f"{_about(mediation)}/{person}/{name}"
        enqueue(tx, id=id_, chat=member.open_chat, group=False, view=view, params=params, now=now, remember=True)


def get_mediation(tx: Tx, council: int, number: int) -> Mediation:
    """Return the mediation of this number; raises MediationOver."""
    found = tx.get(Mediation, Mediation.key_of(council, number))
    if found is None:
        raise MediationOver
    return found


def _for_act(tx: Tx, council: int, number: int, act: str, by: Member) -> Mediation:
    """Return the mediation, for its three people only, if the act is possible. Raises SaidAlready, MediationOver."""
    mediation = get_mediation(tx, council, number)
    if act not in PERMITTED or part_of(mediation, by.person) is None:
        raise OldButton
    if by.person in mediation.said and can(replace(mediation, said=()), act, by.person):
        raise SaidAlready
    if not can(mediation, act, by.person):
        raise MediationOver
    return mediation


def press_mediation(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Handle a button of a mediation, pressed by one of its three people."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if reply_to.group:
        raise OldButton
    act = intent.arg
    mediation = _for_act(tx, intent.council, intent.subject, act, who)
    if act in ASKS:
        params = QuestionParams(number=mediation.number, act=act)
        questions.ask_question(
            tx, name=ASKS[act], council=mediation.council, by=by, now=now, reply_to=reply_to, params=params
        )
        return Reply("asked_below")
    sent = tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message))
    reads = who.person if sent and sent.view == "mediation" else None
    if act in {"no", "leave", "end"}:
        _end(tx, mediation, reads=reads, now=now)
    elif act in {"nok", "broken"}:
        _keep(tx, replace(mediation, state=STATES.RUNNING, said=()), reads=reads, now=now)
    else:
        _agree(tx, mediation, who, reads=reads, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("ok")


def _agree(tx: Tx, mediation: Mediation, who: Member, *, reads: int | None, now: datetime) -> None:
    """Record the agreement of one side; when both agree, the mediation moves on."""
    said = (*mediation.said, who.person)
    if len(said) < len(mediation.sides):
        tx.put(replace(mediation, said=said))
        return
    if mediation.state is STATES.CHECKING:
        _end(tx, mediation, reads=reads, now=now)
        return
    state = STATES.RUNNING if mediation.state is STATES.ASKED else STATES.AGREED
    _keep(tx, replace(mediation, state=state, said=()), reads=reads, now=now)


def _end(tx: Tx, mediation: Mediation, *, reads: int | None = None, now: datetime) -> None:
    append_entry(tx, mediation.council, "mediation_end", person=None, now=now)
    _keep(tx, replace(mediation, state=STATES.ENDED, said=()), reads=reads, now=now)


def write_note(
    tx: Tx, *, council: int, number: int, as_: str, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Send a note from a side to the mediator, or from the mediator to a side."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    mediation = _for_act(tx, council, number, as_, who)
    words, _ = repository.clean_text(text, WORDS_LIMIT)
    to = {"say": mediation.mediator, "first": mediation.first, "second": mediation.second}[as_]
    if len(mediation.notes) >= NOTES_LIMIT:
        raise MediationOver
    note = Note(by=who.person, to=to, text=words, at=now)
    changed = replace(mediation, notes=(*mediation.notes, note))
    tx.put(changed)
    place = len(changed.notes) - 1
    _tell(tx, changed, to, "mediation.note", name=f"note{place}", now=now, note=place)
    reply_text(tx, reply_to, Reply("note_sent", {"council": council}), now=now)


def write_agreement(
    tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Store the agreement that the mediator wrote down, and ask for the day by which it is fulfilled."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    mediation = _for_act(tx, council, number, "agree", who)
    words, _ = repository.clean_text(text, WORDS_LIMIT)
    tx.put(replace(mediation, state=STATES.RUNNING, said=(), agreement=words, due=None))
    params = QuestionParams(number=number)
    questions.ask_question(tx, name="mediation_day", council=council, by=by, now=now, reply_to=reply_to, params=params)


def agreement_day(
    tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Store the day of the agreement, and ask both sides whether they agree. Raises NoSuchDay, PastDay."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    mediation = _for_act(tx, council, number, "agree", who)
    day = assignments.parse_due_day(members.get_council(tx, council), text, now)
    _keep(tx, replace(mediation, state=STATES.PROPOSED, said=(), due=day), now=now)


def check_kept(tx: Tx, row: Job, now: datetime) -> None:
    """Ask both sides whether the agreement was kept, after its day."""
    mediation = tx.get(Mediation, Mediation.key_of(row.params.council, row.params.mediation))
    if mediation and mediation.state is STATES.AGREED:
        _keep(tx, replace(mediation, state=STATES.CHECKING, said=()), now=now)


def end_mediation(tx: Tx, row: Job, now: datetime) -> None:
    """End a mediation that nobody continued for long."""
    mediation = tx.get(Mediation, Mediation.key_of(row.params.council, row.params.mediation))
    if mediation and mediation.state is not STATES.ENDED:
        _end(tx, mediation, now=now)


def erase_mediations(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given the time
    """Delete a mediation some time after its end: only its number remains used."""
    tx.drop(Mediation, Mediation.key_of(row.params.council, row.params.mediation))


def mediations_of(tx: Tx, member: Member) -> list[Mediation]:
    """Return the mediations of a member."""
    who = member.council, member.person
    return [each for index in ("first", "second", "mediator") for each in tx.find(Mediation, index, *who)]


def erase_mediation(tx: Tx, member: Member, *, now: datetime) -> None:
    """End and delete all mediations of an erased member.

    No audit entry is written: beside that of the erasure it would tell whose mediation it was.
    """
    for mediation in mediations_of(tx, member):
        if mediation.state is not STATES.ENDED:
            _keep(tx, replace(mediation, state=STATES.ENDED), now=now)
        tx.drop(Mediation, mediation.key)
        jobs.cancel(tx, _about(mediation))


def load_mediation(tx: Tx, council: int, number: int, person: int) -> ShownMediation | None:
    """Return a mediation as one of the three sees it; None when it is deleted."""
    mediation = tx.get(Mediation, Mediation.key_of(council, number))
    if mediation is None or part_of(mediation, person) is None:
        return None
    return ShownMediation(
        members.get_council(tx, council), mediation, members.members_of(tx, council, mediation.people), person
    )

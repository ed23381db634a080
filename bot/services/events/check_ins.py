"""Presence at an event: by the button on its card, or noted by the organiser for a person without a phone."""

from datetime import datetime

from bot.domain.councils.council import NAME_LIMIT, Account, Member
from bot.domain.councils.errors import NoSuchPerson
from bot.domain.councils.names import split_names
from bot.domain.events.errors import NoCheckIn, NotOrganiser, TooLateToNote
from bot.domain.events.event import NOTED_FOR, Event
from bot.domain.events.sign_up import CheckIn
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed, DeedKind
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.events.event_cards import get_event, is_organiser, show_in_group
from bot.services.matters.repository import clean_text
from bot.services.meetings.attendance import NAMES_IN_LINE, TAKE_BACK
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message


def press_check_in(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record that a person is at an event, signed up or not; again it changes nothing. Raises NoEvent, NoCheckIn."""
    _, who = authorise_button(tx, intent, by, reply_to)
    event = get_event(tx, intent.council, intent.subject)
    if not event.takes_check_ins(now):
        raise NoCheckIn(number=event.number)
    entered = _enter(tx, _check_in(event, who, now), who, now)
    if entered:
        show_in_group(tx, event, now=now)
    if not reply_to.group:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("event_there" if entered else "event_there_already")


def note_there(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Record people without a phone, one or several names, or 撤销 before a mistake.

    Raises NotOrganiser, TooLateToNote, TooShort, TooLong, NoSuchPerson.
    """
    event = get_event(tx, council, number)
    check_notes(event, by, now)
    back = TAKE_BACK.match(text)
    words = split_names(text[back.end() if back else 0 :])
    people = [_written(tx, event, each, by, now) for each in words][:NAMES_IN_LINE]
    if back:
        noted = sum(_take_back(tx, each, by, now) for each in people)
    else:
        noted = sum(_enter(tx, each, by, now) for each in people)
    show_in_group(tx, event, now=now)
    return Reply("event_noted_absent" if back else "event_noted", {"n": noted})


def check_notes(event: Event, by: Member, now: datetime) -> None:
    """Raise what stands against noting who was there: NotOrganiser, NoCheckIn before the event, TooLateToNote."""
    if not is_organiser(event, by):
        raise NotOrganiser(number=event.number)
    if now < event.checks_in_from:
        raise NoCheckIn(number=event.number)
    if not event.takes_notes(now):
        raise TooLateToNote(days=NOTED_FOR.days)


def _check_in(event: Event, who: Member, now: datetime) -> CheckIn:
    return CheckIn(council=event.council, event=event.number, person=who.person, at=now)


def _written(tx: Tx, event: Event, text: str, by: Member, now: datetime) -> CheckIn:
    name, _ = clean_text(text, NAME_LIMIT, shortest=1)
    member = members.find_by_name(tx, event.council, name, by)
    person = member.person if member else None
    return CheckIn(
        council=event.council,
        event=event.number,
        person=person,
        name="" if member else name,
        by=by.person,
        at=now,
    )


def _enter(tx: Tx, check_in: CheckIn, by: Member, now: datetime) -> bool:
    """Record a person as there; return False when they were recorded before."""
    if tx.get(CheckIn, check_in.key):
        return False
    tx.put(check_in)
    _record(tx, check_in, "event_there", by, now)
    return True


def _take_back(tx: Tx, check_in: CheckIn, by: Member, now: datetime) -> bool:
    if tx.get(CheckIn, check_in.key) is None:
        raise NoSuchPerson
    tx.drop(CheckIn, check_in.key)
    _record(tx, check_in, "event_not_there", by, now)
    return True


def _record(tx: Tx, check_in: CheckIn, what: str, by: Member, now: datetime) -> None:
    facts: Facts = {"event": check_in.event, "whom": check_in.person or 0}
    append_entry(tx, check_in.council, what, person=by.person, now=now, facts=facts)
    if check_in.person is not None:
        tx.notes.append(
            Deed(
                council=check_in.council,
                person=check_in.person,
                kind=DeedKind.EVENT,
                number=check_in.event,
                at=now,
                undone=what == "event_not_there",
            )
        )

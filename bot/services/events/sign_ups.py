"""The list of an event: signing up, leaving, and the waiting list that moves up by itself.

As long as there are places nobody waits: whatever frees a place, or adds some, gives it to the first who waits, in the
same transaction. What one press costs does not grow with the list: places are counted by the index.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.events.errors import EventOver, SignUpClosed
from bot.domain.events.event import Event
from bot.domain.events.sign_up import SignUp, has_room
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.events.event_cards import get_event, show_in_group, tell_person
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message


def press_sign_up(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Sign a person up, or put them on the waiting list; again it changes nothing.

    Raises NoEvent, EventOver, SignUpClosed, NotMember.
    """
    _, who = authorise_button(tx, intent, by, reply_to)
    event = get_event(tx, intent.council, intent.subject)
    mine = tx.get(SignUp, SignUp.key_of(event.council, event.number, who.person))
    if not event.is_ahead(now):
        raise EventOver(number=event.number)
    if mine is None and not event.takes_sign_ups(now):
        raise SignUpClosed(number=event.number)
    if mine:
        return Reply("event_waits_already" if mine.waits else "event_signed_already")
    coming = _count(tx, event, waits=False)
    mine = SignUp(
        council=event.council,
        event=event.number,
        person=who.person,
        order=tx.next_number(event.council, Numbered.SIGN_UP),
        waits=not has_room(event.places, coming),
        at=now,
    )
    tx.put(mine)
    _record(tx, event, "event_waits" if mine.waits else "event_signed", who.person, now)
    _show(tx, event, reply_to, now=now)
    if mine.waits:
        return Reply("event_waits", {"n": _count(tx, event, waits=True)})
    return Reply("event_signed", {"n": coming + 1})


def press_leave(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a person off the list; the first who waits moves up. Raises NoEvent, EventOver, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    event = get_event(tx, intent.council, intent.subject)
    if not event.is_ahead(now):
        raise EventOver(number=event.number)
    mine = tx.get(SignUp, SignUp.key_of(event.council, event.number, who.person))
    if mine is None:
        return Reply("event_not_signed")
    _take_off(tx, event, mine, now=now)
    _show(tx, event, reply_to, now=now)
    return Reply("event_left")


def fill_places(tx: Tx, event: Event, *, now: datetime) -> None:
    """Move those who wait up to free places, the first first, and tell them."""
    while has_room(event.places, _count(tx, event, waits=False)):
        first = tx.find(SignUp, "event", event.council, event.number, True, limit=1)
        if not first:
            return
        tx.put(replace(first[0], waits=False))
        _record(tx, event, "event_moved_up", first[0].person, now)
        tell_person(tx, event, first[0].person, "event.moved_up", name=f"up{first[0].order}", now=now)


def take_off_lists(tx: Tx, member: Member, now: datetime) -> None:
    """Free the places of a person who left the group, in all events to come."""
    for mine in tx.find(SignUp, "person", member.council, member.person):
        free_place(tx, mine, now, only_ahead=True)


def free_place(tx: Tx, mine: SignUp, now: datetime, *, only_ahead: bool = False) -> None:
    """Take a person off the list of an event; of one that is over only for who is erased."""
    event = get_event(tx, mine.council, mine.event)
    if event.is_ahead(now):
        _take_off(tx, event, mine, now=now)
        show_in_group(tx, event, now=now)
    elif not only_ahead:
        tx.drop(SignUp, mine.key)


def _take_off(tx: Tx, event: Event, mine: SignUp, *, now: datetime) -> None:
    tx.drop(SignUp, mine.key)
    _record(tx, event, "event_left", mine.person, now)
    fill_places(tx, event, now=now)


def _count(tx: Tx, event: Event, *, waits: bool) -> int:
    return tx.count(SignUp, "event", event.council, event.number, waits)


def _show(tx: Tx, event: Event, reply_to: ReplyTo, *, now: datetime) -> None:
    """Show what a press has changed: in the group, and in the private message that was pressed."""
    show_in_group(tx, event, now=now)
    if not reply_to.group:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)


def _record(tx: Tx, event: Event, what: str, person: int, now: datetime) -> None:
    append_entry(tx, event.council, what, person=person, now=now, facts={"event": event.number})

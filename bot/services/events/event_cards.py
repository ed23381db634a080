"""Cards of events: shown in the group, told to everybody on the list, and loaded for one reader."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.councils.council import OFFICERS, Member
from bot.domain.events.errors import NoEvent
from bot.domain.events.event import Event, EventState
from bot.domain.events.sign_up import CheckIn, SignUp
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.index_rows import SignUpRow
from bot.ports import Tx
from bot.read_models.events import ListedPerson, OwnPlace, ShownEvent, ShownEvents, ShownSignUps
from bot.services.councils import members
from bot.services.shared.council_time import end_of_night
from bot.services.shared.enqueue import notify_group, notify_person

PAGE = "event.page"
LISTED = 10  # events of a list
NAMED = 30  # of those who come, on a card
AHEAD_COUNTED = 500  # of those who wait longer than somebody; more are not told apart


def event_subject(event: Event) -> str:
    """Return the subject of an event's jobs, which is the id of the message that shows it in the group."""
    return f"event/{event.key}"


def get_event(tx: Tx, council: int, number: int) -> Event:
    """Return the event of this number; raises NoEvent."""
    found = tx.get(Event, Event.key_of(council, number))
    if found is None:
        raise NoEvent(number=number)
    return found


def is_organiser(event: Event, who: Member) -> bool:
    """Return whether a person may change an event: who organises it, and every officer."""
    return who.person == event.by or bool(OFFICERS.intersection(who.roles))


def params_of(event: Event, person: int = 0) -> MessageParams:
    """Return the params of a message about an event, for one person or for all."""
    return MessageParams(council=event.council, number=event.number, person=person)


def page_of(event: Event, who: Member) -> PrivateReply:
    """Return the page of an event for one person."""
    return PrivateReply(PAGE, params_of(event, who.person), remember=True)


def show_in_group(tx: Tx, event: Event, *, now: datetime) -> None:
    """Show an event in its group, or what has changed in it."""
    council = members.get_council(tx, event.council)
    notify_group(
        tx, council, id=event_subject(event), view="event.card", params=params_of(event), now=now, in_place=True
    )


def tell_person(tx: Tx, event: Event, person: int, view: str, *, name: str, now: datetime) -> None:
    """Tell a person on the list something, in private if that is open, else in the group; before the event begins.

    It waits for the end of the night unless the event begins first.
    """
    council = members.get_council(tx, event.council)
    morning = end_of_night(council, now)
    notify_person(
        tx,
        council,
        tx.get(Member, Member.key_of(event.council, person)),
        id=f"{event_subject(event)}/{name}/{person}",
        view=view,
        params=params_of(event, person),
        now=now,
        respect_quiet_hours=morning is None or morning < event.at,
        remember=True,
    )


def list_reachable(tx: Tx, event: Event, *, waiting: bool) -> Iterator[Member]:
    """Return the people on the list to whom the bot can write in private; with `waiting` also those who wait."""
    for each in tx.find(SignUp, "event", event.council, event.number):
        member = tx.get(Member, Member.key_of(event.council, each.person))
        if member and member.open_chat and (waiting or not each.waits):
            yield member


def load_event(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownEvent | None:
    """Return an event as one person may see it; 0: as all may."""
    event = tx.get(Event, Event.key_of(council, number))
    if event is None:
        return None
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    first = tx.rows(SignUpRow, council, number, False, limit=NAMED)
    return ShownEvent(
        council=members.get_council(tx, council),
        event=event,
        now=now,
        coming=tx.count(SignUp, "event", council, number, False),
        waiting=tx.count(SignUp, "event", council, number, True),
        there=tx.count(CheckIn, "event", council, number),
        names=tuple(tx.get(Member, Member.key_of(council, row.person)) for row in first),
        reader=reader,
        own=_own_place(tx, event, person) if reader else None,
        is_organiser=reader is not None and is_organiser(event, reader),
    )


def _own_place(tx: Tx, event: Event, person: int) -> OwnPlace:
    where = event.council, event.number
    mine = tx.get(SignUp, SignUp.key_of(*where, person))
    ahead = 0
    if mine and mine.waits:
        ahead = len(tx.rows(SignUpRow, *where, True, upto=mine.order, limit=AHEAD_COUNTED + 1)) - 1
    there = tx.get(CheckIn, CheckIn(council=event.council, event=event.number, person=person, at=event.at).key)
    return OwnPlace(mine, ahead, ahead < AHEAD_COUNTED, there is not None)


def load_events(tx: Tx, council: int, person: int, now: datetime) -> ShownEvents:
    """Return the events that are still to end, as one person finds them."""
    found = tx.find(Event, "state", council, EventState.PLANNED, limit=LISTED)
    listed = tuple(
        (each, tx.get(SignUp, SignUp.key_of(council, each.number, person)) is not None)
        for each in found
        if now < each.ends
    )
    return ShownEvents(members.get_council(tx, council), listed)


def load_sign_ups(tx: Tx, council: int, number: int) -> ShownSignUps | None:
    """Return everybody on the list of an event, and who was there without signing up."""
    event = tx.get(Event, Event.key_of(council, number))
    if event is None:
        return None
    signed = tx.find(SignUp, "event", council, number)
    there = {each.key: each for each in tx.find(CheckIn, "event", council, number)}
    people = [
        ListedPerson(tx.get(Member, Member.key_of(council, each.person)), "", each, there.pop(each.key, None))
        for each in signed
    ]
    people += [
        ListedPerson(tx.get(Member, Member.key_of(council, each.person or 0)), each.name, None, each)
        for each in there.values()
    ]
    return ShownSignUps(members.get_council(tx, council), event, tuple(people))

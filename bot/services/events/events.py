"""Events: organised, changed, moved and cancelled."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.events.errors import BadSignUpEnd, EventOver, EventUnclear, NotOrganiser
from bot.domain.events.event import MORE_LIMIT, PLACE_LIMIT, WHAT_LIMIT, Event, EventState, reminder_time
from bot.domain.events.event_text import EventText, add_answer, parse_event, parse_places
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.date_parsing import parse_moment
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.job import JobParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.events import check_ins
from bot.services.events.event_cards import (
    event_subject,
    get_event,
    is_organiser,
    list_reachable,
    page_of,
    params_of,
    show_in_group,
    tell_person,
)
from bot.services.events.sign_ups import fill_places
from bot.services.matters.repository import clean_text
from bot.services.meetings.planning import parse_begin
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_by_button, authorise_button, send_in_private
from bot.services.shared.enqueue import ReplyTo, notify_group, reply_page


def read_text(tx: Tx, council: int, text: str, now: datetime) -> EventText:
    """Return the parts of an event that the words say. Raises BadPlaces."""
    its_council = members.get_council(tx, council)
    return parse_event(text, day_now(its_council, now), ZoneInfo(its_council.zone))


def read_answer(tx: Tx, council: int, so_far: EventText, answer: tuple[str, str], now: datetime) -> EventText:
    """Return the parts of an event with the answer to one of them, which is named first. Raises BadPlaces."""
    its_council = members.get_council(tx, council)
    return add_answer(so_far, *answer, day_now(its_council, now), ZoneInfo(its_council.zone))


def check_when(tx: Tx, council: int, when: str, now: datetime) -> None:
    """Raise what is wrong with the day and time of an event: NoSuchMoment, PastDay."""
    parse_begin(members.get_council(tx, council), when, now)


def post_event(
    tx: Tx,
    *,
    council: int,
    text: str,
    attachments: tuple[Attachment, ...] = (),
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> PrivateReply:
    """Announce an event in the group, and return its page for the organiser; in private that is the reply.

    Raises NotAllowed, EventUnclear, NoSuchMoment, PastDay, BadPlaces, BadSignUpEnd, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.EVENT, who)
    its_council = members.get_council(tx, council)
    said = read_text(tx, council, text, now)
    if not (said.what and said.when and said.place):
        raise EventUnclear
    at, _ = parse_begin(its_council, said.when, now)
    event = Event(
        council=council,
        number=tx.next_number(council, Numbered.EVENT),
        what=clean_text(said.what, WHAT_LIMIT)[0],
        at=at,
        closes=_sign_up_end(its_council, said.closes, at, now),
        place=clean_text(said.place, PLACE_LIMIT, shortest=1)[0],
        places=int(said.places or 0),
        whom=clean_text(said.whom, MORE_LIMIT, shortest=0)[0],
        bring=clean_text(said.bring, MORE_LIMIT, shortest=0)[0],
        by=who.person,
        posted=now,
        attachments=attachments,
    )
    tx.put(event)
    record_event(tx, event, "event_posted", who, now)
    _schedule(tx, its_council, event, now)
    show_in_group(tx, event, now=now)
    return reply_page(tx, reply_to, page_of(event, who), now=now)


def _sign_up_end(council: Council, text: str, at: datetime, now: datetime) -> datetime:
    """Return until when people can sign up, the beginning unless it is said. Raises BadSignUpEnd."""
    if not text:
        return at
    zone = ZoneInfo(council.zone)
    parsed = parse_moment(text, day_now(council, now), zone)
    if parsed is None or not now < parsed[0] <= at:
        raise BadSignUpEnd
    return parsed[0]


def _schedule(tx: Tx, council: Council, event: Event, now: datetime) -> None:
    """Schedule what happens to an event at its time, in place of what was scheduled before."""
    subject, params = event_subject(event), JobParams(council=event.council, number=event.number)
    jobs.cancel(tx, subject)
    for act, at in (
        ("event_eve", reminder_time(event, council.zone)),
        ("event_opens", event.checks_in_from),
        ("event_closed", event.closes),
        ("event_over", event.ends),
    ):
        if at > now:
            jobs.schedule(tx, act, subject, at, params=params)


def move_event(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Move an event to another time, and to another place where one is said; everybody on its list is told.

    The sign-up ends as long before it as it did. Raises NotOrganiser, EventOver, NoSuchMoment, PastDay, TooLong.
    """
    event = check_change(tx, council, number, by, now)
    its_council = members.get_council(tx, council)
    at, rest = parse_begin(its_council, text, now)
    place = clean_text(rest, PLACE_LIMIT, shortest=0)[0] or event.place
    moved = replace(event, at=at, closes=at - (event.at - event.closes), place=place, moves=event.moves + 1)
    tx.put(moved)
    record_event(tx, moved, "event_moved", by, now)
    _schedule(tx, its_council, moved, now)
    _tell_all(tx, moved, "event.moved", now=now)
    return Reply("event_moved", {"number": number})


def change_places(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Change the number of places. More of them go to those who wait; with fewer, nobody who has one loses it.

    Raises NotOrganiser, EventOver, BadPlaces.
    """
    event = check_change(tx, council, number, by, now)
    changed = replace(event, places=int(parse_places(text)))
    tx.put(changed)
    record_event(tx, changed, "event_places", by, now)
    fill_places(tx, changed, now=now)
    show_in_group(tx, changed, now=now)
    return Reply("event_places", {"number": number})


def change_words(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Change what an event is. Raises NotOrganiser, EventOver, TooShort, TooLong."""
    event = check_change(tx, council, number, by, now)
    changed = replace(event, what=clean_text(text, WHAT_LIMIT)[0])
    tx.put(changed)
    record_event(tx, changed, "event_rewritten", by, now)
    show_in_group(tx, changed, now=now)
    return Reply("event_rewritten", {"number": number})


def must_ask_cancellation(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:
    """Return that cancelling is asked about first; raises what stands against it: NotOrganiser, EventOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_change(tx, intent.council, intent.subject, who, now)
    return True


def press_cancel(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Cancel an event; everybody on its list is told. Raises NotOrganiser, EventOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    event = check_change(tx, intent.council, intent.subject, who, now)
    cancelled = replace(event, state=EventState.CANCELLED, moves=event.moves + 1)
    tx.put(cancelled)
    jobs.cancel(tx, event_subject(event))
    record_event(tx, cancelled, "event_cancelled", who, now)
    _tell_all(tx, cancelled, "event.cancelled", now=now)
    return Reply("event_cancelled", {"number": event.number})


def _tell_all(tx: Tx, event: Event, view: str, *, now: datetime) -> None:
    """Tell the group what has changed, and in private everybody on the list."""
    show_in_group(tx, event, now=now)
    council, name = members.get_council(tx, event.council), f"{event_subject(event)}/change{event.moves}"
    notify_group(tx, council, id=name, view=view, params=params_of(event), now=now)
    for member in list_reachable(tx, event, waiting=True):
        tell_person(tx, event, member.person, view, name=f"change{event.moves}", now=now)


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of an event for the one who pressed its button. Raises NoEvent, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    return page_of(get_event(tx, intent.council, intent.subject), who)


def find_calendar(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:
    """Return the calendar file of an event for the one who pressed its button. Raises NoEvent, NotMember."""
    return replace(find_page(tx, intent=intent, by=by, reply_to=reply_to, now=now), view="event.ics", remember=False)


def send_list(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Send the organiser the list of sign-ups as a file, in private. Raises NotOrganiser, PrivateOnly."""
    _, who = authorise_button(tx, intent, by, reply_to)
    event = get_event(tx, intent.council, intent.subject)
    if not is_organiser(event, who):
        raise NotOrganiser(number=event.number)
    return send_in_private(tx, "event.list", params_of(event), who=who, reply_to=reply_to, now=now)


def ask_change(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the organiser for the words that a button needs. Raises NotOrganiser, EventOver, NoCheckIn, TooLateToNote."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if intent.act == "event_present":
        check_ins.check_notes(get_event(tx, intent.council, intent.subject), who, now)
    else:
        check_change(tx, intent.council, intent.subject, who, now)
    return ask_by_button(tx, intent.act, intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def check_change(tx: Tx, council: int, number: int, by: Member, now: datetime) -> Event:
    """Return an event that its organiser changes before it begins. Raises NoEvent, NotOrganiser, EventOver."""
    event = get_event(tx, council, number)
    if not is_organiser(event, by):
        raise NotOrganiser(number=number)
    if not event.is_ahead(now):
        raise EventOver(number=number)
    return event


def record_event(tx: Tx, event: Event, what: str, who: Member | None, now: datetime) -> None:
    """Record what happened to an event."""
    person = who.person if who else None
    append_entry(tx, event.council, what, person=person, now=now, facts={"event": event.number})

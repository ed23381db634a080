"""Jobs of an event at their time: the reminder on its eve, check-in, the end of the sign-up, thanks.

After a downtime each is done once, and says so when it is late; what would be pointless by now is left out.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.events.event import Event, EventState
from bot.domain.events.sign_up import SignUp
from bot.domain.shared.job import Job
from bot.ports import Tx
from bot.services.councils import members
from bot.services.events.event_cards import (
    event_subject,
    list_reachable,
    page_of,
    params_of,
    show_in_group,
    tell_person,
)
from bot.services.events.events import record_event
from bot.services.events.sign_ups import fill_places
from bot.services.shared import jobs
from bot.services.shared.enqueue import notify_group, notify_person

THANKS_AFTER = timedelta(days=3)  # nobody is thanked later than that


def remind_of_event(tx: Tx, row: Job, now: datetime) -> None:
    """Remind those who come, in private, on the eve; late, if the bot was down, as long as the event is to begin."""
    event = _find(tx, row)
    if event is None or not event.is_ahead(now):
        return
    fill_places(tx, event, now=now)
    for member in list_reachable(tx, event, waiting=False):
        tell_person(tx, event, member.person, "event.reminder", name=f"eve{event.moves}", now=now)
    record_event(tx, event, "event_reminded", None, now)


def open_check_in(tx: Tx, row: Job, now: datetime) -> None:
    """Show on the card of an event that people can check in."""
    event = _find(tx, row)
    if event:
        show_in_group(tx, event, now=now)


def close_sign_up(tx: Tx, row: Job, now: datetime) -> None:
    """End the sign-up, and tell the organiser how many come; not when the event is over by now."""
    event = _find(tx, row)
    if event is None or now >= event.ends:
        return
    show_in_group(tx, event, now=now)
    record_event(tx, event, "event_closed", None, now)
    _tell_organisers(tx, event, "event.closed", what=jobs.lateness(event.closes, now), now=now)


def end_event(tx: Tx, row: Job, now: datetime) -> None:
    """End an event: thank everybody in the group, and give the organiser the numbers."""
    event = _find(tx, row)
    if event is None:
        return
    over = replace(event, state=EventState.OVER, held=event.at)
    tx.put(over)
    jobs.cancel(tx, event_subject(over))
    record_event(tx, over, "event_over", None, now)
    show_in_group(tx, over, now=now)
    what = jobs.lateness(over.ends, now)
    if now - over.ends < THANKS_AFTER and tx.count(SignUp, "event", over.council, over.number):
        notify_group(
            tx,
            members.get_council(tx, over.council),
            id=f"{event_subject(over)}/thanks",
            view="event.thanks",
            params=replace(params_of(over), what=what),
            now=now,
            respect_quiet_hours=True,
        )
    _tell_organisers(tx, over, "event.ended", what=what, now=now)


def _find(tx: Tx, row: Job) -> Event | None:
    """Return the event of a job that is neither over nor cancelled."""
    event = tx.get(Event, Event.key_of(row.params.council, row.params.number))
    return event if event and event.state is EventState.PLANNED else None


def _tell_organisers(tx: Tx, event: Event, view: str, *, what: str, now: datetime) -> None:
    """Tell whoever organises an event in private; where they left or cannot be reached, the officers."""
    council = members.get_council(tx, event.council)
    for member in members.list_author_or_officers(tx, event.council, event.by):
        notify_person(
            tx,
            council,
            member,
            id=f"{event_subject(event)}/{view}/{member.person}",
            view=view,
            params=replace(page_of(event, member).params, what=what),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )

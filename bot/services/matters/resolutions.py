"""Resolutions of matters."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import DecidedByVote, SameResolution, WrongState
from bot.domain.matters.matter import Entry, Matter, can, check_permitted, transition
from bot.domain.matters.officer_duty import last_entry
from bot.domain.matters.state import State
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.matters import assignments
from bot.services.matters.procedures import check_ballot
from bot.services.matters.repository import clean_text, get_matter, save

WORDS_LIMIT = 1000


def resolve_matter(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Record the resolution; its assignment follows (`assign`). Raises StagesMissing."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.RESOLVE, by)
    check_ballot(tx, matter, now)
    words, _ = clean_text(text, WORDS_LIMIT)
    entry = Entry(at=now, what=Act.RESOLVE, person=by.person, text=words)
    # Corrected before anybody works on it, a resolution replaces the one before; the timeline shows both.
    changed = transition(matter, Act.RESOLVE, entry=entry, resolution=words, publication=None)
    save(tx, changed, Act.RESOLVE, by=by, now=now)
    return Reply("did_resolve", {"number": number})


def is_amendment(tx: Tx, *, council: int, number: int) -> bool:
    """Return whether new words for the resolution of a matter come after it was handed over."""
    return can(get_matter(tx, council, number), Act.AMEND)


def check_amendable(matter: Matter, by: Member) -> None:
    """Raise what stands against changing a resolution after it was handed over: DecidedByVote, WrongState."""
    check_permitted(matter, Act.AMEND, by)
    if not matter.resolution:
        raise WrongState(number=matter.number, act=Act.AMEND, state=matter.state)
    taken = last_entry(matter, Act.RESOLVE, Act.DECIDED)
    if taken and taken.what is Act.DECIDED:
        raise DecidedByVote(number=matter.number)


def amend_resolution(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Change the resolution of a matter that was handed over; its handler is told in private.

    State, handler and deadline stay. A resolution that was publicised is to be publicised and handed over again.
    Raises DecidedByVote, SameResolution.
    """
    matter = get_matter(tx, council, number)
    check_amendable(matter, by)
    words, _ = clean_text(text, WORDS_LIMIT)
    if words == matter.resolution:
        raise SameResolution(number=number, act=Act.AMEND, state=matter.state)
    taken = matter.assignment if matter.publication and matter.assignment.is_given else None
    entry = Entry(at=now, what=Act.AMEND, person=by.person, text=words, taken=taken)
    changed = transition(matter, Act.AMEND, entry=entry, resolution=words)
    if matter.publication:
        assignments.cancel_deadlines(tx, matter)
        released = matter.assignment.released()
        changed = replace(changed, state=State.RESOLVED, publication=None, assignment=released)
    place = len(matter.timeline)
    assignments.notify_persons(tx, changed, [matter.assignment.handler], "matter.step", now=now, entry=place)
    save(tx, changed, Act.AMEND, by=by, now=now)
    return Reply("amended_to_publish" if matter.publication else "did_amend", {"number": number})

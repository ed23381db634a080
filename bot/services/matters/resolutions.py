"""Resolutions of matters."""

from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import (
    Entry,
    check_permitted,
    transition,
)
from bot.domain.shared.reply import Reply
from bot.ports import Tx
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

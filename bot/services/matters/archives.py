"""Archiving of matters, a month after they were closed."""

from datetime import datetime, timedelta

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NotDeliberated, TooEarly
from bot.domain.matters.matter import Entry, Matter, check_permitted, was_deliberated
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.closings import close
from bot.services.matters.repository import get_matter, save
from bot.services.shared.council_time import day_now

AFTER = timedelta(days=30)
CLOSING = frozenset({Act.CLOSE, Act.UNVERIFIED})  # the acts that do it


def check_archivable(tx: Tx, matter: Matter, now: datetime) -> None:
    """Raise NotDeliberated, and TooEarly until the matter has been closed for long enough."""
    council = members.get_council(tx, matter.council)
    first = day_now(council, closed_at(matter)) + AFTER
    if not was_deliberated(matter):
        raise NotDeliberated(number=matter.number)
    if day_now(council, now) < first:
        raise TooEarly(number=matter.number, day=first.isoformat())


def archive_matter(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Archive a closed matter; one of the ten kinds must have been deliberated. Raises TooEarly, NotDeliberated."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.ARCHIVE, by)
    check_archivable(tx, matter, now)
    entry = Entry(at=now, what=Act.ARCHIVE, person=by.person)
    save(tx, close(tx, matter, Act.ARCHIVE, entry=entry, by=by.person), Act.ARCHIVE, by=by, now=now)
    return Reply("did_archive", {"number": number})


def closed_at(matter: Matter) -> datetime:
    """Return when a matter was closed last (UTC)."""
    return next((entry.at for entry in reversed(matter.timeline) if entry.what in CLOSING), matter.at)

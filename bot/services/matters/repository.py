"""A matter is read, changed and kept: with its record line, its card and its news."""

from dataclasses import replace
from datetime import datetime

from bot.domain import errors
from bot.domain.councils.council import Member
from bot.domain.matters.matter import ANSWERED, Matter
from bot.domain.shared.audit_log import AuditEntry
from bot.domain.shared.masking import clean, masked
from bot.domain.shared.outbox_message import Params
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import officer_reminders
from bot.services.matters.announcements import tell_news
from bot.services.shared.audit import record
from bot.services.shared.enqueue import notify_group

SHORTEST = 2
REASON_LIMIT = 500


def card(matter: Matter) -> str:
    """Name the one message that shows the matter in its group."""
    return f"card/{matter.key}"


def get(tx: Tx, council: int, number: int) -> Matter:
    """Return the matter of this number; raises NoMatter."""
    found = tx.get(Matter, f"{council}/{number}")
    if found is None:
        raise errors.NoMatter(number=number)
    return found


def cleaned(text: str, limit: int, *, shortest: int = SHORTEST) -> tuple[str, bool]:
    """Return the text as it may be kept and repeated, and whether a private number was masked in it.

    Raises TooShort, TooLong.
    """
    if len(text) > limit:
        raise errors.TooLong(limit=limit, length=len(text))
    kept, hidden = masked(clean(text, 2 * limit))
    if len(kept) < shortest:
        raise errors.TooShort
    return kept, hidden


def keep(
    tx: Tx,
    matter: Matter,
    what: str,
    *,
    by: Member | None,
    now: datetime,
    news: bool = True,
    facts: Params | None = None,
) -> AuditEntry:
    """Keep a changed matter: record it, redraw its card, tell the group when it is news; give the record's line."""
    tx.put(replace(matter, touched=now))
    _answer_merged(tx, matter, answered=matter.state in ANSWERED)
    person = by.person if by else None
    line = record(tx, matter.council, what, person=person, now=now, matter=matter.number, facts=facts)
    show(tx, matter, now=now)
    officer_reminders.follow(tx, matter, now=now)
    if news:
        tell_news(tx, matter, what, by_clock=by is None, now=now, reply_about=card(matter))
    if matter.above or matter.below:
        from bot.services.hierarchy import mirroring  # noqa: PLC0415  # it keeps the other one, and comes here again

        mirroring.follow(tx, matter, what, now=now)
    return line


def _answer_merged(tx: Tx, matter: Matter, *, answered: bool) -> None:
    """A ticket that was merged is answered with what it was merged into, and not before."""
    for merged in tx.find(Matter, "into", matter.council, matter.number):
        if merged.ticket and merged.answered is not answered:
            tx.put(replace(merged, answered=answered))
        _answer_merged(tx, merged, answered=answered)


def show(tx: Tx, matter: Matter, *, now: datetime, reply_to: int | None = None) -> None:
    """Draw the matter's card in its group anew."""
    notify_group(
        tx,
        members.council(tx, matter.council),
        id=card(matter),
        view="matter.card",
        params={"council": matter.council, "matter": matter.number},
        now=now,
        live=True,
        reply_to=reply_to,
    )

"""Reading a matter, and saving it with its audit entry. Further reactions to a change: `bot.services.reactions`."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.change import Change
from bot.domain.matters.errors import NoMatter
from bot.domain.matters.matter import Matter, Support
from bot.domain.matters.state import ANSWERED_STATES
from bot.domain.shared.audit_log import AuditEntry, Facts
from bot.domain.shared.errors import TooLong, TooShort
from bot.domain.shared.ids import MessageId
from bot.domain.shared.masking import mask_reporting, normalize_text
from bot.domain.shared.message_params import MessageParams
from bot.ports import Tx
from bot.read_models.matters import ShownMatter
from bot.services.councils import members
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import notify_group

SHORTEST_TEXT = 2
REASON_LIMIT = 500


def card_id(matter: Matter) -> str:
    """Return the id of the message that shows the matter in its group."""
    return f"card/{matter.key}"


def get_matter(tx: Tx, council: int, number: int) -> Matter:
    """Return the matter of this number; raises NoMatter."""
    found = tx.get(Matter, Matter.key_of(council, number))
    if found is None:
        raise NoMatter(number=number)
    return found


def load_matter(tx: Tx, council: int, number: int) -> ShownMatter | None:
    """Return a matter with everything its messages say."""
    matter = tx.get(Matter, Matter.key_of(council, number))
    if matter is None:
        return None
    persons = {
        matter.proposer,
        matter.recorder,
        matter.assignment.handler,
        *(entry.person for entry in matter.timeline),
        *(person for entry in matter.timeline for person in entry.handlers),
    }
    return ShownMatter(
        members.get_council(tx, council),
        matter,
        members.members_of(tx, council, persons),
        tx.count(Support, "matter", council, number),
    )


def is_supported_by(tx: Tx, matter: Matter, person: int) -> bool:
    """Return whether a person supports the matter, or proposed it."""
    if person in matter.proposers:
        return True
    return tx.get(Support, Support.key_of(matter.council, matter.number, person)) is not None


def list_supporters(tx: Tx, matter: Matter) -> list[int]:
    """Return the supporters of a matter, in the order they came."""
    return [support.person for support in tx.find(Support, "matter", matter.council, matter.number)]


def clean_text(text: str, limit: int, *, shortest: int = SHORTEST_TEXT) -> tuple[str, bool]:
    """Return the text to be stored, and whether a private number was masked in it.

    Raises TooShort, TooLong.
    """
    if len(text) > limit:
        raise TooLong(limit=limit, length=len(text))
    kept, hidden = mask_reporting(normalize_text(text, 2 * limit))
    if len(kept) < shortest:
        raise TooShort
    return kept, hidden


def save(
    tx: Tx,
    matter: Matter,
    act: Act,
    *,
    by: Member | None,
    now: datetime,
    news: bool = True,
    facts: Facts | None = None,
    recorded: str = "",
) -> AuditEntry:
    """Store a changed matter with its audit entry, which is returned, and note the change for `reactions.perform`.

    `by`: None for the clock; `news`: the group is told; `recorded`: the act's name in the audit log, if it differs.
    """
    tx.put(replace(matter, touched=now))
    _answer_merged(tx, matter, answered=matter.state in ANSWERED_STATES)
    person = by.person if by else None
    tx.notes.append(Change(matter=matter, act=act, at=now, by_clock=by is None, news=news))
    return append_entry(tx, matter.council, recorded or act, person=person, now=now, matter=matter.number, facts=facts)


def _answer_merged(tx: Tx, matter: Matter, *, answered: bool) -> None:
    """Mark the tickets merged into a matter as answered together with it, and not before."""
    for merged in tx.find(Matter, "into", matter.council, matter.number):
        if merged.ticket and merged.answered is not answered:
            tx.put(replace(merged, answered=answered))
        _answer_merged(tx, merged, answered=answered)


def refresh_card(tx: Tx, matter: Matter, *, now: datetime, reply_to: MessageId | None = None) -> None:
    """Refresh the matter's card in its group."""
    notify_group(
        tx,
        members.get_council(tx, matter.council),
        id=card_id(matter),
        view="matter.card",
        params=MessageParams(council=matter.council, matter=matter.number),
        now=now,
        in_place=True,
        reply_to=reply_to,
    )

"""Sources of clues (线索来源): departments that the officers name, each perhaps with a contact among the members."""

from dataclasses import replace
from datetime import datetime

from bot.domain.clues.clue import ClueReport, ClueSource
from bot.domain.clues.draft import SOURCE_LIMIT
from bot.domain.clues.errors import NoSource, SourceInUse, SourceKnown, TooManySources
from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.clues import ListedSource, ShownSources
from bot.services.clues.readers import authorise_officer, find_reachable
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import ask_by_button
from bot.services.shared.enqueue import ReplyTo, redraw_message, refresh_message

PAGE, LIST = "clue.source", "clue.sources"
SOURCES_LIMIT = 30
NO_CONTACT = frozenset({"不用", "没有", "none"})


def list_sources(tx: Tx, council: int) -> list[ClueSource]:
    """Return the sources of a council, the oldest first."""
    return tx.find(ClueSource, "number", council)


def get_source(tx: Tx, council: int, number: int) -> ClueSource:
    """Return the source of this number; raises NoSource."""
    found = tx.get(ClueSource, ClueSource.key_of(council, number))
    if found is None:
        raise NoSource
    return found


def find_source(tx: Tx, council: int, name: str) -> ClueSource | None:
    """Return the source of this name, or None."""
    return next((each for each in list_sources(tx, council) if each.name == name), None)


def add_source(tx: Tx, council: int, name: str, who: Member, *, now: datetime) -> ClueSource:
    """Return the source of a name, added when it is new. Raises TooShort, TooLong, TooManySources."""
    words, _ = clean_text(name, SOURCE_LIMIT)
    if known := find_source(tx, council, words):
        return known
    if len(list_sources(tx, council)) >= SOURCES_LIMIT:
        raise TooManySources(most=SOURCES_LIMIT)
    source = ClueSource(council=council, number=tx.next_number(council, Numbered.CLUE_SOURCE), name=words)
    tx.put(source)
    append_entry(tx, council, "clue_source", person=who.person, now=now, facts={"number": source.number})
    return source


def ask_change(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer for the contact or the new name of a source. Raises NotAllowed, PrivateOnly, NoSource."""
    _, who = authorise_officer(tx, intent, by, reply_to)
    get_source(tx, intent.council, intent.subject)
    return ask_by_button(tx, intent.act, intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def name_source(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Add a source from the list of sources. Raises NotAllowed, SourceKnown, TooShort, TooLong, TooManySources."""
    check_allowed(CouncilAct.CLUE, by)
    if find_source(tx, council, text.strip()):
        raise SourceKnown(name=text.strip())
    source = add_source(tx, council, text, by, now=now)
    redraw_message(tx, list_id(council, by.person), now=now)
    return Reply("clue_source_added", {"name": source.name})


def rename_source(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Rename a source. Raises NotAllowed, NoSource, SourceKnown, TooShort, TooLong."""
    check_allowed(CouncilAct.CLUE, by)
    source = get_source(tx, council, number)
    words, _ = clean_text(text, SOURCE_LIMIT)
    known = find_source(tx, council, words)
    if known and known != source:
        raise SourceKnown(name=words)
    _change(tx, replace(source, name=words), by, now=now)
    return Reply("clue_source_renamed", {"name": words})


def set_contact(
    tx: Tx, *, council: int, number: int, name: str, whom: Account | None, by: Member, now: datetime
) -> Reply:
    """Set the member whom the bot tells the results of a source's clues; 不用 takes them away.

    Raises NotAllowed, NoSource, CannotWriteTo, SeveralOfThatName.
    """
    check_allowed(CouncilAct.CLUE, by)
    source = get_source(tx, council, number)
    if whom is None and name.strip().casefold() in NO_CONTACT:
        _change(tx, replace(source, contact=0), by, now=now)
        return Reply("clue_contact_gone", {"name": source.name})
    contact = find_reachable(tx, council, name, whom, by)
    _change(tx, replace(source, contact=contact.person), by, now=now)
    return Reply("clue_contact_set", {"council": council, "whom": contact.person, "name": source.name})


def _change(tx: Tx, source: ClueSource, by: Member, *, now: datetime) -> None:
    tx.put(source)
    append_entry(tx, source.council, "clue_source", person=by.person, now=now, facts={"number": source.number})
    redraw_message(tx, page_id(source, by.person), now=now)
    redraw_message(tx, list_id(source.council, by.person), now=now)


def press_drop_source(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take away a source from which no clue came. Raises NotAllowed, PrivateOnly, NoSource, SourceInUse."""
    _, who = authorise_officer(tx, intent, by, reply_to)
    source = get_source(tx, intent.council, intent.subject)
    if tx.count(ClueReport, "source", source.council, source.number):
        raise SourceInUse(name=source.name)
    tx.drop(ClueSource, source.key)
    append_entry(tx, source.council, "clue_source_gone", person=who.person, now=now, facts={"number": source.number})
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    redraw_message(tx, list_id(source.council, who.person), now=now)
    return Reply("clue_source_gone", {"name": source.name})


def drop_contact(tx: Tx, source: ClueSource, now: datetime) -> None:  # noqa: ARG001  # as everything that is erased
    """Take a contact who is erased out of their source."""
    tx.put(replace(source, contact=0))


def find_contact(tx: Tx, source: ClueSource) -> Member | None:
    """Return the contact of a source, as long as the bot can write to them in private."""
    contact = tx.get(Member, Member.key_of(source.council, source.contact)) if source.contact else None
    return contact if contact and contact.present and contact.open_chat else None


# Pages


def list_id(council: int, person: int) -> str:
    """Return the id of the message that shows somebody the sources."""
    return f"clue_sources/{council}/{person}"


def page_id(source: ClueSource, person: int) -> str:
    """Return the id of the message that shows somebody a source."""
    return f"clue_source/{source.key}/{person}"


def find_list(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the list of sources for an officer. Raises NotAllowed, PrivateOnly."""
    council, who = authorise_officer(tx, intent, by, reply_to)
    params = MessageParams(council=council.number, person=who.person)
    return PrivateReply(LIST, params, remember=True, about=list_id(council.number, who.person))


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a source for an officer. Raises NotAllowed, PrivateOnly, NoSource."""
    _, who = authorise_officer(tx, intent, by, reply_to)
    source = get_source(tx, intent.council, intent.subject)
    params = MessageParams(council=source.council, number=source.number, person=who.person)
    return PrivateReply(PAGE, params, remember=True, about=page_id(source, who.person))


def load_sources(tx: Tx, council: int) -> ShownSources:
    """Return the sources of a council."""
    listed = tuple(_listed(tx, each) for each in list_sources(tx, council))
    return ShownSources(members.get_council(tx, council), listed)


def load_source(tx: Tx, council: int, number: int) -> ShownSources | None:
    """Return one source; None when it was taken away."""
    source = tx.get(ClueSource, ClueSource.key_of(council, number))
    return ShownSources(members.get_council(tx, council), (_listed(tx, source),)) if source else None


def _listed(tx: Tx, source: ClueSource) -> ListedSource:
    return ListedSource(source, find_contact(tx, source), tx.count(ClueReport, "source", source.council, source.number))

"""Lists of clues: by state and by source for officers, their own for handlers, and all of them as a file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.clues.clue import Clue, ClueSource, ClueState, MeetingClues
from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.permissions import CouncilAct, is_allowed
from bot.domain.meetings.meeting import Meeting
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton, PrivateOnly
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.index_rows import ClueStateRow, SourceClueRow
from bot.ports import Tx
from bot.read_models.clues import ClueWords, ExportedClue, ExportedClues, ShownClue, ShownClues
from bot.services.clues import results, sources
from bot.services.clues.readers import authorise_officer, is_handler
from bot.services.councils import members
from bot.services.matters.listing import nearest_page
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply

PAGE, FILE = "clues", "clues.file"
PER_PAGE = 6
BY_SOURCE = "from"  # ahead of a source's number, where a list is of that source


def page_of(council: int, who: Member) -> PrivateReply:
    """Return the list of clues for one person."""
    return PrivateReply(PAGE, MessageParams(council=council, person=who.person, page=1), remember=True)


def show_list(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Reply with the list of clues of the one who asks in private. Raises PrivateOnly, NotMember."""
    if reply_to.group:
        raise PrivateOnly
    page = page_of(council, members.get_member(tx, council, by.id))
    reply(tx, reply_to, page.view, page.params, now=now, remember=True)


def find_list(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the list of clues for the one who pressed, or of a source. Raises PrivateOnly, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if reply_to.group:
        raise PrivateOnly
    params = MessageParams(council=intent.council, person=who.person, page=1, which=_which(intent.arg))
    return PrivateReply(PAGE, params, remember=True)


def press_turn(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Turn a list of clues to another page, or to another part of them. Raises PrivateOnly, OldButton."""
    authorise_button(tx, intent, by, reply_to)
    if reply_to.group:
        raise PrivateOnly
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, page=max(1, intent.subject), which=_which(intent.arg))
    return Reply("ok")


def _which(arg: str) -> str:
    """Return the part of the clues that a button names; raises OldButton."""
    of_source = arg.startswith(BY_SOURCE) and arg.removeprefix(BY_SOURCE).isdecimal()
    if arg and arg not in set(ClueState) and not of_source:
        raise OldButton
    return arg


def press_file(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Send an officer all clues by source as a file. Raises NotAllowed, PrivateOnly."""
    council, who = authorise_officer(tx, intent, by, reply_to)
    reply(tx, reply_to, FILE, MessageParams(council=council.number, person=who.person), now=now)
    return Reply("ok")


# What the pages show


def show_clue(tx: Tx, clue: Clue, reader: Member | None = None) -> ShownClue:
    """Return a clue with what its sources said."""
    named = {each.number: each for each in sources.list_sources(tx, clue.council)}
    return ShownClue(
        council=members.get_council(tx, clue.council),
        clue=clue,
        said=tuple(ClueWords(named.get(each.source), each) for each in results.reports_of(tx, clue)),
        handler=tx.get(Member, Member.key_of(clue.council, clue.handler)) if clue.handler else None,
        reader=reader,
        officer=reader is not None and is_allowed(CouncilAct.CLUE, reader),
    )


def load_clue(tx: Tx, council: int, number: int, person: int) -> ShownClue | None:
    """Return a clue to its handler or an officer; None to everybody else, and to who handled it before."""
    clue, reader = tx.get(Clue, Clue.key_of(council, number)), tx.get(Member, Member.key_of(council, person))
    if clue is None or reader is None or not reader.present:
        return None
    if not is_allowed(CouncilAct.CLUE, reader) and not is_handler(clue, reader):
        return None
    return show_clue(tx, clue, reader)


def load_list(tx: Tx, council_number: int, person: int, which: str, page: int) -> ShownClues:
    """Return a page of clues: to an officer of a state or source, to anybody else of what they have in hand."""
    council, reader = members.get_council(tx, council_number), tx.get(Member, Member.key_of(council_number, person))
    if reader is None or not reader.present:
        return ShownClues(council=council, officer=False, clues=())
    if not is_allowed(CouncilAct.CLUE, reader):
        return _cut(tx, council, [clue.key for clue in load_own(tx, council_number, person)], page)
    if which.startswith(BY_SOURCE):
        number = int(which.removeprefix(BY_SOURCE))
        rows = tx.rows(SourceClueRow, council_number, number)
        keys = list(dict.fromkeys(Clue.key_of(council_number, row.clue) for row in rows))
        source = tx.get(ClueSource, ClueSource.key_of(council_number, number))
        return replace(_cut(tx, council, keys, page), officer=True, source=source, which=which)
    counts = {state: tx.count(Clue, "state", council_number, state) for state in ClueState}
    state = ClueState(which) if which else next((each for each in ClueState if counts[each]), ClueState.NEW)
    page, pages = nearest_page(page, counts[state], PER_PAGE)
    found = tx.rows(ClueStateRow, council_number, state, skip=(page - 1) * PER_PAGE, limit=PER_PAGE)
    return ShownClues(
        council=council,
        officer=True,
        clues=_show_all(tx, (row.key for row in found)),
        counts=counts,
        to_pass_on=results.count_waiting(tx, council_number),
        sources=len(sources.list_sources(tx, council_number)),
        which=state,
        page=page,
        pages=pages,
        total=counts[state],
    )


def _cut(tx: Tx, council: Council, keys: list[str], page: int) -> ShownClues:
    """Return a page of these clues."""
    page, pages = nearest_page(page, len(keys), PER_PAGE)
    shown = _show_all(tx, keys[(page - 1) * PER_PAGE : page * PER_PAGE])
    return ShownClues(council=council, officer=False, clues=shown, page=page, pages=pages, total=len(keys))


def _show_all(tx: Tx, keys: Iterable[str]) -> tuple[ShownClue, ...]:
    found = (tx.get(Clue, key) for key in keys)
    return tuple(show_clue(tx, clue) for clue in found if clue)


def load_own(tx: Tx, council: int, person: int) -> tuple[Clue, ...]:
    """Return the clues that a handler has in hand."""
    return tuple(tx.find(Clue, "handler", council, person, ClueState.GIVEN))


def load_export(tx: Tx, council: int, now: datetime) -> ExportedClues:
    """Return every report of a clue with its result, by source."""
    discussed: dict[int, list[Meeting]] = defaultdict(list)
    for each in tx.find(MeetingClues, "meeting", council):
        meeting = tx.get(Meeting, Meeting.key_of(council, each.meeting))
        for number in each.clues:
            discussed[number] += [meeting] if meeting else []
    lines = [
        ExportedClue(shown, words, tuple(discussed[shown.clue.number]))
        for state in ClueState
        for clue in tx.find(Clue, "state", council, state)
        for shown in (show_clue(tx, clue),)
        for words in shown.said
    ]
    lines.sort(key=lambda line: (line.words.report.source, line.words.report.number))
    return ExportedClues(members.get_council(tx, council), now, tuple(lines))

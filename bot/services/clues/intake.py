"""Clues as officers bring them: one typed, or many in a file; alike ones are offered as one clue."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.clues.clue import CLUE_LIMIT, Clue, ClueSource, ClueState
from bot.domain.clues.draft import SOURCE_LIMIT, ClueDraft, ClueLine, split_source
from bot.domain.clues.errors import ClueDraftGone, TooManySources
from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.matter import comparable_text
from bot.domain.matters.similarity import rank_alike
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton, PrivateOnly
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.index_rows import ClueStateRow
from bot.ports import Tx
from bot.read_models.clues import ShownClueDraft
from bot.services.clues import clue_lists, clues, sources
from bot.services.clues.readers import authorise_officer, get_clue
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared import questions
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import ask_by_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.shared.held_drafts import HeldDrafts

DRAFTS = HeldDrafts(ClueDraft, "clue_draft", "forget_clue_draft")

PREVIEW = "clue.draft"
COMPARED = 500  # the newest clues of each state that a new one is compared with
ALIKE_SHOWN = 3
OPEN = (ClueState.NEW, ClueState.GIVEN)


def write_clue(tx: Tx, *, council: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> PrivateReply:
    """Record a typed clue, or ask for its source, or whether one that is alike is the same; return what shows it.

    Raises PrivateOnly, NotAllowed, TooShort, TooLong.
    """
    if reply_to.group:
        raise PrivateOnly
    who = members.get_member(tx, council, by.id)
    check_allowed(CouncilAct.CLUE, who)
    words, _ = clean_text(text, CLUE_LIMIT)
    name, said = split_source(words)
    source = sources.find_source(tx, council, name) if name else None
    if source:
        shown = _go_on(tx, council, source, said, who, by=by, now=now)
    else:
        shown = _show_draft(hold_draft(tx, council, (ClueLine(text=words),), by=by, now=now), who)
    reply(tx, reply_to, shown.view, shown.params, now=now, remember=True, about=shown.about)
    return shown


def _go_on(
    tx: Tx, council: int, source: ClueSource, text: str, who: Member, *, by: Account, now: datetime
) -> PrivateReply:
    """Record a clue with its source, unless one is alike: then it is asked whether that is the same."""
    name, rest = split_source(text)
    line = ClueLine(text=rest if name == source.name else text, source=source.name)
    if offered := find_alike(tx, council, line.text):
        return _show_draft(hold_draft(tx, council, (line,), by=by, now=now, offered=tuple(offered)), who)
    clue = clues.record_clue(tx, members.get_council(tx, council), source, line.text, who, now=now)
    return clues.page_of(clue, who)


def find_alike(tx: Tx, council: int, text: str) -> list[int]:
    """Return the numbers of clues that say nearly the same, the nearest first: open ones, else some with a result."""
    plain = comparable_text(text)
    for states in (OPEN, (ClueState.DONE,)):
        if found := rank_alike(plain, _known(tx, council, states)):
            return found[:ALIKE_SHOWN]
    return []


def load_known(tx: Tx, council: int) -> list[tuple[int, str]]:
    """Return numbers and plain words of the clues with which those of a file are compared."""
    return _known(tx, council, OPEN)


def _known(tx: Tx, council: int, states: Sequence[ClueState]) -> list[tuple[int, str]]:
    rows = (tx.rows(ClueStateRow, council, state, newest_first=True, limit=COMPARED) for state in states)
    return [(row.number, row.plain) for each in rows for row in each]


# Drafts


def hold_draft(
    tx: Tx,
    council: int,
    lines: tuple[ClueLine, ...],
    *,
    by: Account,
    now: datetime,
    offered: tuple[int, ...] = (),
) -> ClueDraft:
    """Keep clues until it is chosen what becomes of them, in place of earlier ones of the same officer."""
    number = tx.next_number(council, Numbered.CLUE_DRAFT)
    draft = ClueDraft(council=council, number=number, account=by.id, lines=lines, offered=offered, at=now)
    return DRAFTS.hold(tx, draft, now=now)


def _take_draft(tx: Tx, council: int, number: int, by: Account, now: datetime) -> ClueDraft:
    draft = tx.get(ClueDraft, ClueDraft.key_of(council, number))
    if draft is None or draft.account != by.id:
        raise ClueDraftGone
    DRAFTS.drop(tx, draft, now)
    return draft


def _show_draft(draft: ClueDraft, who: Member) -> PrivateReply:
    params = MessageParams(council=draft.council, number=draft.number, person=who.person)
    return PrivateReply(PREVIEW, params, remember=True)


def press_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Do what an officer chose for clues that wait: their source, the clue that they join, or that they are new.

    Raises NotAllowed, PrivateOnly, ClueDraftGone, NoSource, NoClue, OldButton.
    """
    council, who = authorise_officer(tx, intent, by, reply_to)
    draft = _take_draft(tx, council.number, intent.subject, by, now)
    kind, rest = intent.arg[:1], intent.arg[1:]
    line = draft.lines[0]
    match kind:
        case "s" if rest.isdecimal():
            source = sources.get_source(tx, council.number, int(rest))
            shown = _go_on(tx, council.number, source, line.text, who, by=by, now=now)
        case "p" if written := split_source(line.text)[0]:
            source = sources.add_source(tx, council.number, written, who, now=now)
            shown = _go_on(tx, council.number, source, line.text, who, by=by, now=now)
        case "j" if rest.isdecimal() and int(rest) in draft.offered:
            clue = get_clue(tx, council.number, int(rest))
            clues.add_report(tx, clue, _source_of(tx, line, council, who, now=now), line.text, who, now=now)
            shown = clues.page_of(clue, who)
        case "n":
            source = _source_of(tx, line, council, who, now=now)
            shown = clues.page_of(clues.record_clue(tx, council, source, line.text, who, now=now), who)
        case "m" | "a":
            _record_all(tx, council, draft, who, joined=kind == "m", now=now)
            shown = clue_lists.page_of(council.number, who)
        case "x":
            refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen="x")
            return Reply("clue_draft_left")
        case _:
            raise OldButton
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen=kind)
    reply(tx, reply_to, shown.view, shown.params, now=now, remember=True, about=shown.about)
    return Reply("ok")


def _source_of(tx: Tx, line: ClueLine, council: Council, who: Member, *, now: datetime) -> ClueSource:
    return sources.add_source(tx, council.number, line.source, who, now=now)


def _record_all(tx: Tx, council: Council, draft: ClueDraft, who: Member, *, joined: bool, now: datetime) -> None:
    """Record the clues of a file; `joined`: those that are alike as one clue with all its sources."""
    recorded: dict[int, Clue] = {}
    for place, line in enumerate(draft.lines, 1):
        source = _source_of(tx, line, council, who, now=now)
        known = get_clue(tx, council.number, line.alike) if line.alike else recorded.get(line.first)
        if joined and known:
            clues.add_report(tx, known, source, line.text, who, now=now)
        else:
            recorded[place] = clues.record_clue(tx, council, source, line.text, who, now=now)
    append_entry(tx, council.number, "clues_read", person=who.person, now=now, facts={"n": len(draft.lines)})


def ask_source(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask for the name of a source; the subject is the clue that waits for it. Raises NotAllowed, PrivateOnly."""
    _, who = authorise_officer(tx, intent, by, reply_to)
    return ask_by_button(tx, "clue_source", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def ask_file(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Send an officer an empty file, and ask for one that is filled in. Raises NotAllowed, PrivateOnly."""
    council, who = authorise_officer(tx, intent, by, reply_to)
    template = replace(reply_to, id=f"{reply_to.id}/template")
    reply(tx, template, "clues.template", MessageParams(council=council.number, person=who.person), now=now)
    questions.ask_question(tx, name="clue_file", council=council.number, by=by, now=now, reply_to=reply_to)
    return Reply("asked_below")


def name_source(
    tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> PrivateReply:
    """Add the source of a clue that waits for it, and go on with the clue.

    Raises NotAllowed, ClueDraftGone, TooShort, TooLong, TooManySources.
    """
    who = members.get_member(tx, council, by.id)
    check_allowed(CouncilAct.CLUE, who)
    draft = _take_draft(tx, council, number, by, now)
    source = sources.add_source(tx, council, text, who, now=now)
    shown = _go_on(tx, council, source, draft.lines[0].text, who, by=by, now=now)
    reply(tx, reply_to, shown.view, shown.params, now=now, remember=True, about=shown.about)
    return shown


def hold_sheet(tx: Tx, *, council: int, lines: tuple[ClueLine, ...], by: Account, now: datetime) -> ClueDraft:
    """Keep the clues of a file until it is chosen what becomes of them. Raises NotAllowed, TooManySources."""
    check_allowed(CouncilAct.CLUE, members.get_member(tx, council, by.id))
    lines = tuple(
        replace(line, text=shown_text(line.text, CLUE_LIMIT), source=shown_text(line.source, SOURCE_LIMIT))
        for line in lines
    )
    named = {each.name for each in sources.list_sources(tx, council)} | {line.source for line in lines}
    if len(named) > sources.SOURCES_LIMIT:
        raise TooManySources(most=sources.SOURCES_LIMIT)
    return hold_draft(tx, council, lines, by=by, now=now)


def load_draft(tx: Tx, council: int, number: int) -> ShownClueDraft | None:
    """Return clues that wait for a choice; None when they do not wait any more."""
    draft = tx.get(ClueDraft, ClueDraft.key_of(council, number))
    if draft is None:
        return None
    known = tuple(sources.list_sources(tx, council))
    named = dict.fromkeys(line.source for line in draft.lines if line.source)
    found = (tx.get(Clue, Clue.key_of(council, each)) for each in draft.offered)
    return ShownClueDraft(
        council=members.get_council(tx, council),
        draft=draft,
        sources=known,
        written=split_source(draft.lines[0].text)[0],
        new_sources=tuple(name for name in named if name not in {each.name for each in known}),
        alike=tuple(clue_lists.show_clue(tx, each) for each in found if each),
        joined=tuple((line.text, _text_joined(tx, draft, line)) for line in draft.lines if line.is_alike),
    )


def _text_joined(tx: Tx, draft: ClueDraft, line: ClueLine) -> str:
    """Return the words with which a line says the same."""
    return get_clue(tx, draft.council, line.alike).text if line.alike else draft.lines[line.first - 1].text

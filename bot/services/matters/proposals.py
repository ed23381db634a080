"""Proposals: submit, edit, attach and support a matter, and find similar ones."""

from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import is_allowed
from bot.domain.matters import kind
from bot.domain.matters.acts import Act
from bot.domain.matters.category import guess_category
from bot.domain.matters.change import Change
from bot.domain.matters.errors import OwnMatter
from bot.domain.matters.matter import (
    ATTACHMENT_LIMIT,
    MATTER_TEXT_LIMIT,
    Entry,
    Matter,
    Origin,
    Support,
    can,
    check_permitted,
    comparable_text,
    is_done_here,
    transition,
)
from bot.domain.matters.similarity import rank_alike
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question import Draft
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.index_rows import OpenMatterRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text, get_matter, refresh_card, save
from bot.services.reports import summaries
from bot.services.shared import unkept
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, reply

SIMILAR_WINDOW = 500  # the newest open matters that a new one is compared with
SIMILAR_SHOWN = 3


def find_similar(tx: Tx, council: int, text: str) -> list[int]:
    """Return the numbers of open matters that say nearly the same and can be supported, the nearest first."""
    ranked = _rank_alike(tx, council, text, is_open=True)
    return list(islice((number for number in ranked if _takes_support(get_matter(tx, council, number))), SIMILAR_SHOWN))


def find_alike(tx: Tx, council: int, text: str) -> list[int]:
    """Return the numbers of the matters that a text may be about: of open ones, without any of ended ones."""
    return (_rank_alike(tx, council, text, is_open=True) or _rank_alike(tx, council, text, is_open=False))[
        :SIMILAR_SHOWN
    ]


def _rank_alike(tx: Tx, council: int, text: str, *, is_open: bool) -> list[int]:
    rows = tx.rows(OpenMatterRow, council, is_open, newest_first=True, limit=SIMILAR_WINDOW)
    return rank_alike(comparable_text(text), ((row.number, row.plain) for row in rows))


def _takes_support(matter: Matter) -> bool:
    return can(matter, Act.SUPPORT) and is_done_here(matter, Act.SUPPORT)


def submit_matter(
    tx: Tx,
    council: int,
    said: IncomingMessage,
    by: Account,
    *,
    now: datetime,
    reply_to: ReplyTo,
    origin: Origin = Origin.RESIDENT,
    origin_number: int = 0,
    reporter: str = "",
    ticket: str | None = None,
) -> Matter:
    """Store a new matter with its words cleaned.

    Its proposer is the author of the words, its recorder the one who brought them in for another. For a neighbour known
    by name alone, the writer of a letter, a hotline caller and who said something at a bench meeting, the recorder
    stands as the proposer.
    """
    recorded = origin in {Origin.BEHALF, Origin.LETTER, Origin.TICKET, Origin.BENCH}
    caller = members.register_member(tx, council, by)
    quoted = said.by.acts and said.by.id != by.id
    author = members.register_member(tx, council, said.by, acting=False) if quoted else caller
    its_council = members.get_council(tx, council)
    matter = Matter(
        council=council,
        number=tx.next_number(council, Numbered.MATTER),
        text=said.text,
        plain=comparable_text(said.text),
        category=guess_category(said.text),
        kind=kind.guess_kind(said.text),
        proposer=author.person,
        recorder=caller.person if recorded or author.person != caller.person else None,
        origin=origin,
        origin_number=origin_number,
        reporter=reporter,
        ticket=ticket,
        answered=False if ticket else None,
        at=now,
        source=None if recorded else said.source,
        album=said.album,
        attachments=said.attachments[:ATTACHMENT_LIMIT],
        procedure=its_council.procedure,
        level=its_council.level,
        timeline=(Entry(at=now, what=Act.RECORD if recorded else Act.SUBMIT, person=author.person),),
    )
    tx.put(replace(matter, touched=now))
    summaries.schedule_summary(tx, its_council, now=now)
    tx.notes.append(Change(matter=matter, act=Act.SUBMIT, at=now, by_clock=False, news=False))
    append_entry(tx, council, Act.SUBMIT, person=caller.person, now=now, matter=matter.number)
    in_group = reply_to.chat == its_council.chat
    refresh_card(tx, matter, now=now, reply_to=reply_to.message if in_group else None)
    if not in_group:
        params = MessageParams(council=council, matter=matter.number)
        reply(tx, reply_to, "matter.submitted", params, now=now, remember=True)
    return matter


def hint_masked(tx: Tx, person: Member, reply_to: ReplyTo, *, now: datetime) -> None:
    """Tell a person, in private if possible, that a number in their words was hidden."""
    if person.open_chat and person.open_chat != reply_to.chat:
        reply_to = ReplyTo(reply_to.id, person.open_chat, group=False)
    told = MessageParams.of_reply(Reply("masked", {"council": person.council}))
    reply(tx, replace(reply_to, id=f"{reply_to.id}/masked"), "notice", told, now=now)


def is_source(tx: Tx, source: str) -> bool:
    """Return whether a proposal came from this message."""
    return tx.count(Matter, "source", source) > 0


def edit_text(tx: Tx, *, said: IncomingMessage, text: str, now: datetime) -> None:
    """Edit the proposal after its author edited the message, within ten minutes; later it stays."""
    for matter in tx.find(Matter, "source", said.source):
        if now - matter.at > UNDO_TIME or not can(matter, Act.EDIT):
            continue
        kept, _ = clean_text(text, MATTER_TEXT_LIMIT)
        if kept != matter.text:
            author = members.find_member(tx, matter.council, said.by.id)
            rewrite_matter(tx, matter, kept, by=author, now=now)


def rewrite_matter(tx: Tx, matter: Matter, words: str, *, by: Member | None, now: datetime) -> None:
    """Change the words of a matter; its card follows, and the timeline keeps that they changed."""
    entry = Entry(at=now, what=Act.EDIT, person=by.person if by else None)
    changed = transition(matter, Act.EDIT, entry=entry, text=words, plain=comparable_text(words))
    save(tx, changed, Act.EDIT, by=by, now=now, news=False)


def add_to_album(tx: Tx, *, said: IncomingMessage, now: datetime) -> bool:
    """Add a picture of an album to the matter or draft that its caption became; return whether there is one."""
    if not said.attachments:
        return False
    matters = tx.find(Matter, "album", said.album or "")
    for matter in matters:
        author = members.find_member(tx, matter.council, said.by.id)
        if author and author.person == matter.proposer:
            _attach(tx, matter, said, author, now=now)
    drafts = [draft for draft in tx.find(Draft, "account", said.by.id) if draft.said.album == said.album]
    for draft in drafts:
        more = tuple(dict.fromkeys((*draft.said.attachments, *said.attachments)))
        if len(more) <= ATTACHMENT_LIMIT:
            text = (
                draft.said.text or clean_text(said.text, MATTER_TEXT_LIMIT, shortest=0)[0]
            )  # the words of an album may stand below a later picture
            tx.put(replace(draft, said=replace(draft.said, text=text, attachments=more)))
    return bool(matters or drafts)


def is_card(tx: Tx, chat: ChatId, message: MessageId | None) -> bool:
    """Return whether a message is the card of a matter."""
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    return sent is not None and sent.about.startswith("card/")


def attach_files(tx: Tx, *, said: IncomingMessage, to: MessageId, now: datetime, reply_to: ReplyTo) -> None:
    """Attach a picture, voice message or place sent as a reply to the card, by its proposer or an officer.

    An attachment that cannot be stored is mentioned.
    """
    sent = tx.get(SentMessage, SentMessage.key_of(said.chat, to))
    matter = tx.get(Matter, sent.about.removeprefix("card/")) if sent else None
    who = members.find_member(tx, matter.council, said.by.id) if matter else None
    if matter and who and is_allowed(Act.ATTACH, who, proposers=matter.proposers):
        if said.attachments:
            _attach(tx, matter, said, who, now=now)
        if said.unkept:
            unkept.mention_unkept(tx, said=said, reply_to=reply_to, now=now)


def _attach(tx: Tx, matter: Matter, said: IncomingMessage, by: Member, *, now: datetime) -> None:
    attachments = (*matter.attachments, *said.attachments)
    if can(matter, Act.ATTACH) and len(attachments) <= ATTACHMENT_LIMIT:
        save(tx, transition(matter, Act.ATTACH, attachments=attachments), Act.ATTACH, by=by, now=now, news=False)


def support_matter(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Support a matter; said or pressed again it takes nothing back. Raises OwnMatter, WrongState."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.SUPPORT, by)
    if by.person == matter.proposer:
        raise OwnMatter
    wanted = Support(council=council, matter=number, person=by.person, at=now)
    if tx.get(Support, wanted.key):
        return Reply("supported_already", {"number": number, "total": _count_support(tx, matter)})
    tx.put(wanted)
    append_entry(tx, council, Act.SUPPORT, person=by.person, now=now, matter=number)
    refresh_card(tx, matter, now=now)
    return Reply("supported", {"number": number, "total": _count_support(tx, matter)})


def withdraw_support(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Withdraw a person's support; without one nothing changes. Raises WrongState."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.SUPPORT, by)
    key = Support.key_of(council, number, by.person)
    if tx.get(Support, key):
        tx.drop(Support, key)
        append_entry(tx, council, "unsupport", person=by.person, now=now, matter=number)
        refresh_card(tx, matter, now=now)
    return Reply("unsupported", {"number": number, "total": _count_support(tx, matter)})


def _count_support(tx: Tx, matter: Matter) -> int:
    return tx.count(Support, "matter", matter.council, matter.number)

"""Previews: words that may be a matter are shown to their author, who chooses what becomes of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.matter import ATTACHMENT_LIMIT, MATTER_TEXT_LIMIT
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, SentMessage
from bot.domain.shared.question import Draft
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.letters import letters
from bot.services.matters import detail_page, drafts, proposals
from bot.services.matters.repository import clean_text
from bot.services.shared import private_replies, unkept
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply, reply_text

TOGETHER = timedelta(minutes=10)  # so soon after a picture its words come, or a picture after words
DRAFTS_LOOKED_AT = 20  # the newest of one person


def _about(key: str) -> str:
    return f"preview/{key}"


def _is_known(tx: Tx, about: str) -> bool:
    return bool(tx.get(OutboxMessage, about) or tx.find(SentMessage, "about", about))


def _unused_number(tx: Tx, account: AccountId, now: datetime) -> int:
    """Return a number that no preview of this person had: an old button must never mean new words."""
    number = int(now.timestamp())
    while _is_known(tx, _about(Draft.key_of(account, number))):
        number += 1
    return number


def _previews(tx: Tx, account: AccountId, chat: ChatId) -> list[Draft]:
    """Return what a person was shown in a chat and has not decided on, the newest first."""
    waiting = tx.find(Draft, "account", account, newest_first=True, limit=DRAFTS_LOOKED_AT)
    here = (draft for draft in waiting if draft.said.chat == chat)
    return [draft for draft in here if draft.is_preview or _is_known(tx, _about(draft.key))]


def show_preview(
    tx: Tx,
    *,
    said: IncomingMessage,
    kind: str,
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
    council: int = 0,
) -> None:
    """Show words, pictures, a voice message or a place as what could be a matter. Raises TooLong.

    `kind` says how sure that is: "" for a proposal, "unsure", or "question" after a matter that was not found. In
    private, words that follow a picture (or the other way round) are joined to it. `council` is that of the group.
    """
    said = replace(said, text=clean_text(said.text, MATTER_TEXT_LIMIT, shortest=0)[0])
    said = _joined(tx, said, now=now) if said.private else said
    number = drafts.keep_draft(tx, said, by, now=now, least=_unused_number(tx, by.id, now), is_preview=True)
    _show(tx, number, council, kind, by=by, now=now, reply_to=reply_to)


def _show(tx: Tx, number: int, council: int, kind: str, *, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    params = MessageParams(council=council, draft=number, account=by.id, what=kind)
    about = _about(Draft.key_of(by.id, number))
    reply(tx, reply_to, "preview", params, now=now, remember=True, about=about)


def show_again(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show in private the words that could not be shown in the group to their author alone. Raises DraftGone."""
    draft = drafts.get_draft(tx, by.id, number)
    tx.put(replace(draft, is_preview=True))
    _show(tx, number, council, "", by=by, now=now, reply_to=reply_to)


def _joined(tx: Tx, said: IncomingMessage, *, now: datetime) -> IncomingMessage:
    """Return a message together with the one just before it, when one of them has words and the other has none."""
    for before in islice(_previews(tx, said.by.id, said.chat), 1):
        attachments = (*before.said.attachments, *said.attachments)
        is_part = bool(before.said.text) != bool(said.text) or not (before.said.text or said.text)
        if is_part and attachments and len(attachments) <= ATTACHMENT_LIMIT and now - before.at <= TOGETHER:
            drafts.take_draft(tx, said.by.id, before.number)
            _redraw(tx, before, now=now, chosen="joined")
            worded = said if said.text else before.said
            return replace(worded, attachments=attachments, album=said.album or before.said.album)
    return said


def _redraw(tx: Tx, draft: Draft, *, now: datetime, chosen: str = "") -> list[MessageId]:
    """Redraw what shows a preview; return the messages that its author alone sees, which are redrawn elsewhere."""
    about = _about(draft.key)
    alone = tx.find(SentMessage, "about", private_replies.about_shown(draft.account, about))
    for sent in (*alone, *tx.find(SentMessage, "about", about)):
        refresh_message(tx, sent.chat, sent.message, now=now, chosen=chosen)
    return [sent.message for sent in alone]


def grow_album(tx: Tx, *, said: IncomingMessage, now: datetime, reply_to: ReplyTo) -> list[MessageId]:
    """Add a picture of an album to its matter, draft or letter; in private the first of them is shown as a preview.

    An attachment that cannot be stored is mentioned. Return the previews to redraw that their author alone sees.
    """
    alone = []
    of_matter = proposals.add_to_album(tx, said=said, now=now)
    of_letter = letters.album_grew(tx, said=said, now=now)
    for draft in _previews(tx, said.by.id, said.chat):
        if draft.said.album == said.album:
            alone += _redraw(tx, draft, now=now)
    if said.private and said.attachments and not (of_matter or of_letter):
        show_preview(tx, said=said, kind="", by=said.by, now=now, reply_to=reply_to)
    if said.unkept and said.private:
        unkept.mention_unkept(tx, said=said, reply_to=reply_to, now=now)
    return alone


def is_shown(tx: Tx, said: IncomingMessage) -> bool:
    """Return whether a message is shown to its author, who has not decided what becomes of it."""
    return any(draft.said.source == said.source for draft in _previews(tx, said.by.id, said.chat))


def edit_preview(tx: Tx, *, said: IncomingMessage, text: str, now: datetime) -> list[MessageId]:
    """Follow an edit of words whose author has not decided what becomes of them; too long ones stay as they were.

    Return the previews to redraw that their author alone sees.
    """
    alone = []
    for draft in _previews(tx, said.by.id, said.chat):
        if draft.said.source == said.source and len(text) <= MATTER_TEXT_LIMIT:
            kept, _ = clean_text(text, MATTER_TEXT_LIMIT, shortest=0)
            tx.put(replace(draft, said=replace(draft.said, text=kept)))
            alone += _redraw(tx, draft, now=now)
    return alone


def get_preview(tx: Tx, *, intent: Intent, by: Account) -> Draft:
    """Return the words below which a button was pressed. Raises NotAllowed for anybody else, DraftGone."""
    if intent.arg != str(by.id):
        raise NotAllowed(act=CouncilAct.PROPOSE, who="proposer")
    return drafts.get_draft(tx, by.id, intent.subject)


def mark_preview(tx: Tx, *, draft: Draft, chosen: str, now: datetime) -> bool:
    """Redraw a preview whose words wait no longer; return whether they do not."""
    is_over = tx.get(Draft, draft.key) is None
    if is_over:
        _redraw(tx, draft, now=now, chosen=chosen)
    return is_over


def drop_preview(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Drop the words of a preview: nothing of them is kept."""
    draft = get_preview(tx, intent=intent, by=by)
    drafts.take_draft(tx, by.id, draft.number)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen="dropped")
    return Reply("dropped")


def is_waiting(tx: Tx, chat: ChatId, account: AccountId) -> bool:
    """Return whether something waits for a person's choice in a chat."""
    return any(draft.said.chat == chat for draft in tx.find(Draft, "account", account, limit=DRAFTS_LOOKED_AT))


def drop_newest(tx: Tx, *, by: Account, now: datetime, reply_to: ReplyTo) -> list[MessageId]:
    """Drop what waits for a person's choice in a chat; say so, also when nothing does.

    Return the previews that only that person sees: they are over.
    """
    alone = []
    waiting = tx.find(Draft, "account", by.id, newest_first=True, limit=DRAFTS_LOOKED_AT)
    here = [draft for draft in waiting if draft.said.chat == reply_to.chat]
    for draft in here:
        drafts.take_draft(tx, by.id, draft.number)
        alone += _redraw(tx, draft, now=now, chosen="dropped")
    reply_text(tx, reply_to, Reply("dropped" if here else "nothing_waits"), now=now)
    return alone


def answer_or_preview(
    tx: Tx, *, council: int, said: IncomingMessage, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Show the matter that a question names by its thing, or the few it may be; without one, its words as a preview."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    found = proposals.find_alike(tx, council, said.text)
    if len(found) == 1:
        detail_page.show_matter(tx, council=council, number=found[0], by=who, now=now, reply_to=reply_to)
    elif found:
        reply(tx, reply_to, "asked_about", MessageParams(council=council, matters=tuple(found)), now=now, remember=True)
    else:
        here = council if reply_to.group else 0
        show_preview(tx, said=said, kind="question", by=by, now=now, reply_to=reply_to, council=here)

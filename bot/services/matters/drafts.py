"""Drafts of matters: compared with open matters, and kept until the proposer chooses."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.matter import MATTER_TEXT_LIMIT
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import DraftGone, NotAllowed
from bot.domain.shared.ids import AccountId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.job import JobParams
from bot.domain.shared.masking import mask
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import ANSWER_PATIENCE, Draft, job_subject
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.proposals import find_similar, hint_masked, submit_matter, support_matter
from bot.services.matters.repository import clean_text, get_matter
from bot.services.shared import jobs
from bot.services.shared.dispatch import authorise_button, check_button_place
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply


def propose_matter(
    tx: Tx,
    *,
    council: int,
    said: IncomingMessage,
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
    wordless: bool = False,
) -> int | None:
    """Propose a matter; return its number, or None when similar ones are offered first.

    `wordless`: its words only name an attachment, so it is similar to nothing. `said` holds words and attachments; `by`
    is the person who asks: taking up a neighbour's message leaves the neighbour the proposer. Raises TooShort, TooLong,
    NotAPerson.
    """
    text, hidden = clean_text(said.text, MATTER_TEXT_LIMIT)
    said = replace(said, text=text)
    like = [] if wordless else find_similar(tx, council, text)
    number = None
    if like:
        person = members.register_member(tx, council, by).person
        draft = keep_draft(tx, said, by, now=now)
        params = MessageParams(council=council, draft=draft, person=person, matters=tuple(like))
        reply(tx, reply_to, "similar", params, now=now, remember=True)
    else:
        number = submit_matter(tx, council, said, by, now=now, reply_to=reply_to).number
    if hidden:
        hint_masked(tx, members.register_member(tx, council, by), reply_to, now=now)
    return number


def keep_draft(
    tx: Tx, said: IncomingMessage, by: Account, *, now: datetime, least: int = 1, is_preview: bool = False
) -> int:
    """Keep words that wait for a choice of their author; return their number, which is `least` or above."""
    waiting = tx.find(Draft, "account", by.id, newest_first=True, limit=1)
    number = max(waiting[0].number + 1 if waiting else 1, least)
    held = Draft(number=number, account=by.id, said=_without_numbers(said), is_preview=is_preview, at=now)
    tx.put(held)
    jobs.schedule(tx, "forget_draft", job_subject(held), now + ANSWER_PATIENCE, params=JobParams(draft=held.key))
    return number


def _without_numbers(said: IncomingMessage) -> IncomingMessage:
    """Mask private numbers in a draft before it is stored."""
    by, *mentions = (replace(account, name=mask(account.name)) for account in (said.by, *said.mentions))
    answers = said.answers and _without_numbers(said.answers)
    return replace(said, text=mask(said.text), by=by, mentions=tuple(mentions), answers=answers)


def hold_draft(tx: Tx, *, said: IncomingMessage, now: datetime, reply_to: ReplyTo) -> None:
    """Store a private proposal of a person in several councils, and ask which council is meant."""
    number = keep_draft(tx, said, said.by, now=now)
    reply(tx, reply_to, "which_council", MessageParams(account=said.by.id, draft=number), now=now, remember=True)


def is_album_held(tx: Tx, said: IncomingMessage) -> bool:
    """Return whether other pictures of an album wait for a choice of their author."""
    return any(draft.said.album == said.album for draft in tx.find(Draft, "account", said.by.id))


def get_draft(tx: Tx, account: AccountId, number: int) -> Draft:
    """Return a waiting draft of this account; raises DraftGone."""
    found = tx.get(Draft, Draft.key_of(account, number))
    if found is None:
        raise DraftGone
    return found


def take_draft(tx: Tx, account: AccountId, number: int) -> Draft:
    """Return a waiting draft, which waits no longer; raises DraftGone."""
    found = get_draft(tx, account, number)
    tx.drop(Draft, found.key)
    jobs.cancel(tx, job_subject(found))
    return found


def submit_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Submit a draft although similar matters are open; only its author may."""
    check_button_place(tx, intent, reply_to)
    members.get_member(tx, intent.council, by.id)
    if intent.arg != str(by.id):
        raise NotAllowed(act=CouncilAct.PROPOSE, who="proposer")
    held = take_draft(tx, by.id, intent.subject)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen="submit")
    where = replace(reply_to, message=held.said.message if held.said.chat == reply_to.chat else None)
    matter = submit_matter(tx, intent.council, held.said, by, now=now, reply_to=where)
    return Reply("submitted", {"number": matter.number})


def similar_to_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Support the similar matter that was offered, instead of submitting the draft."""
    _, who = authorise_button(tx, intent, by, reply_to)
    matter = get_matter(tx, intent.council, intent.subject)
    is_own = who.person == matter.proposer
    if intent.arg.isdecimal() and tx.get(Draft, Draft.key_of(by.id, int(intent.arg))):
        take_draft(tx, by.id, int(intent.arg))
        refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen="own" if is_own else "like")
    if is_own:
        return Reply("own_matter")
    return support_matter(tx, council=matter.council, number=matter.number, by=who, now=now)

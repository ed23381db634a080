"""Words on their way to a matter: compared with what is open, held until somebody chooses."""

from dataclasses import replace
from datetime import datetime

from bot.domain import errors
from bot.domain.councils.council import Account
from bot.domain.matters.matter import TEXT_LIMIT, Support
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.masking import mask
from bot.domain.shared.outbox_message import Params
from bot.domain.shared.question import PATIENCE, Draft, about
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.matters import hint_masked, similar, support
from bot.services.matters.matters import submit as keep_matter
from bot.services.matters.repository import cleaned
from bot.services.matters.repository import get as get_matter
from bot.services.shared import jobs
from bot.services.shared.dispatch import at_home, presser
from bot.services.shared.enqueue import ReplyTo, answer, refresh_message


def propose(
    tx: Tx, *, council: int, said: IncomingMessage, by: Account, now: datetime, back: ReplyTo, wordless: bool = False
) -> int | None:
    """Bring up a matter; give its number, or None when similar ones are offered first.

    `wordless`: its words only name what came along, so they are like nothing.

    `said` holds the words and what came along; `by` is who asks for it: capturing a neighbour's message leaves
    the neighbour the proposer. Raises TooShort, TooLong, NotAPerson.
    """
    person = members.known(tx, council, by)
    text, hidden = cleaned(said.text, TEXT_LIMIT)
    said = replace(said, text=text)
    like = [] if wordless else similar(tx, council, text)
    number = None
    if like:
        params: Params = {"council": council, "draft": _draft(tx, said, by, now=now), "person": person.person}
        params |= {f"matter{place}": near for place, near in enumerate(like)}
        answer(tx, back, "similar", params, now=now, keep=True)
    else:
        number = keep_matter(tx, council, said, by, now=now, back=back).number
    if hidden:
        hint_masked(tx, person, back, now=now)
    return number


def _draft(tx: Tx, said: IncomingMessage, by: Account, *, now: datetime) -> int:
    waiting = tx.find(Draft, "account", by.id, newest_first=True, limit=1)
    number = waiting[0].number + 1 if waiting else 1
    held = Draft(number=number, account=by.id, said=_without_numbers(said), at=now)
    tx.put(held)
    jobs.wait(tx, "forget_draft", about(held), now + PATIENCE, params={"draft": held.key})
    return number


def _without_numbers(said: IncomingMessage) -> IncomingMessage:
    """Mask what is kept before anybody has read it."""
    by, *mentions = (replace(account, name=mask(account.name)) for account in (said.by, *said.mentions))
    answers = said.answers and _without_numbers(said.answers)
    return replace(said, text=mask(said.text), by=by, mentions=tuple(mentions), answers=answers)


def hold(tx: Tx, *, said: IncomingMessage, now: datetime, back: ReplyTo) -> None:
    """Somebody who lives in several councils says something to the bot alone: keep it and ask which is meant."""
    number = _draft(tx, said, said.by, now=now)
    answer(tx, back, "which_council", {"account": said.by.id, "draft": number}, now=now, keep=True)


def get(tx: Tx, account: int, number: int) -> Draft:
    """Return a waiting draft of this account; raises DraftGone."""
    found = tx.get(Draft, f"{account}/{number}")
    if found is None:
        raise errors.DraftGone
    return found


def _take(tx: Tx, account: int, number: int) -> Draft:
    found = get(tx, account, number)
    tx.drop(Draft, found.key)
    jobs.forget(tx, about(found))
    return found


def submit(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Reply:
    """Submit a draft although similar matters are open; only its author may."""
    at_home(tx, intent, back.chat)
    members.member(tx, intent.council, by.id)
    if intent.arg != str(by.id):
        raise errors.NotAllowed(act="propose", who="proposer")
    held = _take(tx, by.id, intent.subject)
    refresh_message(tx, back.chat, back.message or 0, now=now, chosen="submit")
    where = replace(back, message=held.said.message if held.said.chat == back.chat else None)
    matter = keep_matter(tx, intent.council, held.said, by, now=now, back=where)
    return Reply("submitted", {"number": matter.number})


def like(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Reply:
    """Support the matter that was offered instead of proposing the same again; supported already, it stays so."""
    _, who = presser(tx, intent, by, back.chat)
    if intent.arg.isdecimal() and tx.get(Draft, f"{by.id}/{intent.arg}"):
        _take(tx, by.id, int(intent.arg))
        refresh_message(tx, back.chat, back.message or 0, now=now, chosen="like")
    matter = get_matter(tx, intent.council, intent.subject)
    if tx.get(Support, f"{matter.key}/{who.person}") or who.person == matter.proposer:
        total = tx.count(Support, "matter", matter.council, matter.number)
        return Reply("supported", {"number": matter.number, "total": total})
    return support(tx, council=matter.council, number=matter.number, by=who, now=now)

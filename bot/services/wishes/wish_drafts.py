"""Recording a wish for somebody, part by part in private; posting it shows the group what it may read.

Its parts are kept in a document of their own and not with the questions, which mask telephones: the contact must stay
as it was written.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton, PrivateOnly, TooLong, TooShort
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.masking import mask, mask_name, normalize_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.domain.wishes.errors import WishDraftGone
from bot.domain.wishes.masked_words import hide_person
from bot.domain.wishes.wish import PART_LIMITS, PARTS, Wish, WishDraft
from bot.ports import Tx
from bot.read_models.wishes import ShownDraft
from bot.services.councils import members
from bot.services.shared import jobs, questions
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.wishes.wish_cards import page_of, record_wish, show_in_group
from bot.services.wishes.wish_waits import schedule_reminder

DRAFT = "wish.draft"
KEPT = timedelta(days=7)
PUBLIC = ("text", "whom")  # parts that the group reads


def begin_wish(tx: Tx, *, council: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Begin to record a wish, in place of one that was not posted. Raises PrivateOnly, NotAllowed, TooLong."""
    if reply_to.group:
        raise PrivateOnly
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.WISH, who)
    draft = WishDraft(council=council, person=who.person, text=_clean("text", text) if text else "", at=now)
    params = JobParams(council=council, whom=who.person)
    jobs.schedule(tx, "forget_wish_draft", draft_subject(draft), now + KEPT, params=params)
    _go_on(tx, draft, by, reply_to, now)


def answer_part(tx: Tx, *, council: int, part: str, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Keep a part of the wish that a person records. Raises WishDraftGone, TooShort, TooLong."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    draft = _get_draft(tx, council, who.person)
    _go_on(tx, draft.with_part(part, _clean(part, text)), by, reply_to, now)


def ask_part(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask for another word in place of a part. Raises WishDraftGone, OldButton."""
    _, who = authorise_button(tx, intent, by, reply_to)
    _get_draft(tx, intent.council, who.person)
    if intent.arg not in PARTS or reply_to.group:
        raise OldButton
    questions.ask_question(tx, name=f"wish_{intent.arg}", council=intent.council, by=by, now=now, reply_to=reply_to)
    return Reply("asked_below")


def post_wish(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Show the group a wish that was recorded, without name and contact.

    Raises WishDraftGone, NotAllowed, OldButton.
    """
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.WISH, who)
    draft = _get_draft(tx, intent.council, who.person)
    if draft.missing or reply_to.group:
        raise OldButton
    wish = Wish(
        council=draft.council,
        number=tx.next_number(draft.council, Numbered.WISH),
        text=_shown(draft, draft.text),
        whom=_shown(draft, draft.whom),
        masked=mask_name(draft.name),
        name=draft.name,
        contact=draft.contact,
        by=who.person,
        at=now,
        since=now,
    )
    tx.put(wish)
    drop_draft(tx, draft, now)
    record_wish(tx, wish, "wish_posted", who, now)
    schedule_reminder(tx, wish)
    show_in_group(tx, wish, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    page = page_of(wish, who)
    reply(tx, reply_to, page.view, page.params, now=now, remember=True)
    return Reply("wish_posted", {"number": wish.number})


def press_drop(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Drop the wish that a person records. Raises WishDraftGone."""
    _, who = authorise_button(tx, intent, by, reply_to)
    drop_draft(tx, _get_draft(tx, intent.council, who.person), now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("wish_dropped")


def forget_draft(tx: Tx, row: Job, now: datetime) -> None:
    """Delete a wish that nobody went on recording."""
    draft = tx.get(WishDraft, WishDraft.key_of(row.params.council, row.params.whom))
    if draft:
        drop_draft(tx, draft, now)


def drop_draft(tx: Tx, draft: WishDraft, _now: datetime) -> None:
    """Delete a wish that was being recorded."""
    tx.drop(WishDraft, draft.key)
    jobs.cancel(tx, draft_subject(draft))


def drop_drafts(tx: Tx, member: Member, now: datetime) -> None:
    """Delete the wish that a person was recording who left the group."""
    draft = tx.get(WishDraft, WishDraft.key_of(member.council, member.person))
    if draft:
        drop_draft(tx, draft, now)


def draft_subject(draft: WishDraft) -> str:
    """Return the subject of the job that deletes a wish that is being recorded."""
    return f"wish_draft/{draft.key}"


def load_draft(tx: Tx, council: int, person: int) -> ShownDraft | None:
    """Return the wish that a person records, with the words as the group would read them."""
    draft = tx.get(WishDraft, WishDraft.key_of(council, person))
    if draft is None:
        return None
    shown = replace(draft, whom=_shown(draft, draft.whom))
    return ShownDraft(members.get_council(tx, council), shown, _shown(draft, draft.text), mask_name(draft.name))


def _go_on(tx: Tx, draft: WishDraft, by: Account, reply_to: ReplyTo, now: datetime) -> None:
    """Keep the parts that are known, and ask for the next; with all of them show what the group would read."""
    tx.put(draft)
    if draft.missing:
        questions.ask_question(
            tx, name=f"wish_{draft.missing}", council=draft.council, by=by, now=now, reply_to=reply_to
        )
        return
    params = MessageParams(council=draft.council, person=draft.person)
    reply(tx, reply_to, DRAFT, params, now=now, remember=True)


def _clean(part: str, text: str) -> str:
    """Return a part as it is kept; telephones are masked where the group reads it. Raises TooShort, TooLong."""
    limit = PART_LIMITS[part]
    if len(text) > limit:
        raise TooLong(limit=limit, length=len(text))
    kept = normalize_text(text, 2 * limit)
    if not kept:
        raise TooShort
    return mask(kept) if part in PUBLIC else " ".join(kept.split())


def _shown(draft: WishDraft, text: str) -> str:
    return hide_person(text, draft.name, draft.contact)


def _get_draft(tx: Tx, council: int, person: int) -> WishDraft:
    draft = tx.get(WishDraft, WishDraft.key_of(council, person))
    if draft is None:
        raise WishDraftGone
    return draft

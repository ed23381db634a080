"""Words and pictures that reply to a card in the group: its author chooses what is recorded of them."""

from datetime import datetime

from bot.domain.councils.council import OFFICERS, Account, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import TooManyRemarks
from bot.domain.matters.matter import Entry, Matter, check_permitted, transition
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import AccountId
from bot.domain.shared.incoming_message import Attachment, IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import drafts, progress, repository
from bot.services.matters.possible_acts import possible_acts
from bot.services.matters.resolutions import WORDS_LIMIT
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message

RECORDED = (Act.PROGRESS, Act.DONE, Act.REMARK)
REMARKS_LIMIT = 50  # of one matter: its page is read as a whole


def hold_reply(
    tx: Tx, *, council: int, number: int, said: IncomingMessage, by: Account, now: datetime, reply_to: ReplyTo
) -> tuple[PrivateReply, bool] | None:
    """Hold a reply to a card until its author chooses what to record, and return the choices.

    With them whether the author works on the matter, and expects to be asked. None when nothing can be recorded, and
    for a picture without words that is simply attached.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    matter = repository.get_matter(tx, council, number)
    acts = possible_acts(tx, matter, who, now)
    # The words of an album may stand below a picture that comes later.
    is_attached = not said.text.strip() and said.album is None and Act.ATTACH in acts
    if is_attached or not acts.intersection(RECORDED) or len(said.text) > WORDS_LIMIT:
        return None
    draft = drafts.keep_draft(tx, said, by, now=now)
    params = MessageParams(council=council, matter=number, person=who.person, account=by.id, draft=draft)
    return PrivateReply("matter.reply", params, remember=True), _works_on(matter, who)


def _works_on(matter: Matter, who: Member) -> bool:
    return any(role in OFFICERS for role in who.roles) or who.person == matter.assignment.handler


def can_report(tx: Tx, *, council: int, number: int, by: AccountId, now: datetime) -> bool:
    """Return whether a person works on a matter, and what they say of it can be recorded now."""
    who, matter = members.find_member(tx, council, by), repository.get_matter(tx, council, number)
    acts = possible_acts(tx, matter, who, now) if who and _works_on(matter, who) else frozenset()
    return bool(acts.intersection(RECORDED))


def press_reply(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record a reply as its author chose. Raises DraftGone, and what stands against the act."""
    act, _, number = intent.arg.partition("-")
    if act not in RECORDED or not number.isdecimal():
        raise OldButton
    _council, who = authorise_button(tx, intent, by, reply_to)
    said = drafts.take_draft(tx, by.id, int(number)).said
    record = {Act.PROGRESS: progress.report_progress, Act.DONE: progress.report_done, Act.REMARK: add_remark}[Act(act)]
    notice = record(
        tx,
        council=intent.council,
        number=intent.subject,
        by=who,
        text=said.text,
        attachments=said.attachments,
        now=now,
    )
    if not reply_to.group:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen=act)
    return notice


def add_remark(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...] = (),
    now: datetime,
) -> Reply:
    """Add a remark to the timeline, which the group is not told of. Raises TooManyRemarks."""
    matter = repository.get_matter(tx, council, number)
    check_permitted(matter, Act.REMARK, by)
    if sum(entry.what == Act.REMARK for entry in matter.timeline) >= REMARKS_LIMIT:
        raise TooManyRemarks(number=number)
    words, _ = repository.clean_text(text, WORDS_LIMIT, shortest=0 if attachments else 1)
    entry = Entry(at=now, what=Act.REMARK, person=by.person, text=words, attachments=attachments)
    repository.save(tx, transition(matter, Act.REMARK, entry=entry), Act.REMARK, by=by, now=now, news=False)
    return Reply("did_remark", {"number": number})

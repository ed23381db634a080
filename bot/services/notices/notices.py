"""Notices: posted, corrected and withdrawn by officers, marked as read, and over at their time."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import OFFICERS, Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.notices.errors import NoNotice, NoticeOver
from bot.domain.notices.notice import (
    NOTICE_LIMIT,
    Notice,
    NoticeRead,
    NoticeState,
    parse_notice,
    reminder_time,
)
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.notices import ShownNotice, ShownNotices
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.notices import readers
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import ask_by_button, authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_group, notify_person, refresh_message, reply_page

PAGE = "notice.page"
LISTED = 10  # notices of a list


def notice_subject(notice: Notice) -> str:
    """Return the subject of a notice's jobs, which is the id of the message that shows it in the group."""
    return f"notice/{notice.key}"


def get_notice(tx: Tx, council: int, number: int) -> Notice:
    """Return the notice of this number; raises NoNotice."""
    found = tx.get(Notice, Notice.key_of(council, number))
    if found is None:
        raise NoNotice(number=number)
    return found


def post_notice(
    tx: Tx,
    *,
    council: int,
    text: str,
    attachments: tuple[Attachment, ...] = (),
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> PrivateReply:
    """Post a notice in the group, and return its page for the officer; in private that is the reply.

    Raises NotAllowed, BadNoticeTime, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.NOTICE, who)
    words, lasts = parse_notice(text)
    words, _ = clean_text(words, NOTICE_LIMIT)
    its_council = members.get_council(tx, council)
    notice = Notice(
        council=council,
        number=tx.next_number(council, Numbered.NOTICE),
        text=words,
        by=who.person,
        at=now,
        until=now + lasts,
        roll=its_council.roll,
        attachments=attachments,
    )
    tx.put(notice)
    _record(tx, notice, "notice_posted", who, now)
    params = JobParams(council=council, number=notice.number)
    jobs.schedule(tx, "remind_readers", notice_subject(notice), reminder_time(notice, its_council.zone), params=params)
    jobs.schedule(tx, "notice_over", notice_subject(notice), notice.until, params=params)
    _show_in_group(tx, notice, now=now)
    return reply_page(tx, reply_to, page_of(notice, who), now=now)


def page_of(notice: Notice, who: Member) -> PrivateReply:
    """Return the page of a notice for one person."""
    return PrivateReply(PAGE, replace(params_of(notice), person=who.person), remember=True)


def params_of(notice: Notice) -> MessageParams:
    """Return the params of a message about a notice."""
    return MessageParams(council=notice.council, number=notice.number)


def press_read(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record that a person has read a notice; again it changes nothing. Raises NoNotice, NoticeOver, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    notice = _open_notice(tx, intent.council, intent.subject, now)
    read = NoticeRead(council=notice.council, notice=notice.number, person=who.person, at=now)
    if tx.get(NoticeRead, read.key):
        return Reply("notice_read_already")
    tx.put(read)
    _show_in_group(tx, notice, now=now)
    if not reply_to.group:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("notice_read")


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a notice for the one who pressed its button. Raises NoNotice, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    return page_of(get_notice(tx, intent.council, intent.subject), who)


def press_remind(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Remind those who have not read a notice, once. Raises NotAllowed, NoticeOver, RemindedAlready."""
    notice, who = _authorise(tx, intent, by, reply_to, now)
    told = readers.remind_readers(tx, notice, now=now)
    _record(tx, notice, "notice_reminded", who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("readers_reminded", {"n": told})


def ask_new_words(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer for the corrected words of a notice. Raises NotAllowed, NoticeOver."""
    _, who = _authorise(tx, intent, by, reply_to, now)
    return ask_by_button(tx, "notice_text", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def correct_notice(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Change the words of a notice; its card says when. Raises NotAllowed, NoticeOver, TooShort, TooLong."""
    check_allowed(CouncilAct.NOTICE, by)
    notice = _open_notice(tx, council, number, now)
    words, _ = clean_text(text, NOTICE_LIMIT)
    changed = replace(notice, text=words, edited=now)
    tx.put(changed)
    _record(tx, changed, "notice_corrected", by, now)
    _show_in_group(tx, changed, now=now)
    return Reply("notice_corrected", {"number": number})


def must_ask_withdrawal(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:
    """Return that withdrawing is asked about first; raises what stands against it: NotAllowed, NoticeOver."""
    _authorise(tx, intent, by, reply_to, now)
    return True


def press_withdraw(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Withdraw a notice: its card says so and no longer shows the words. Raises NotAllowed, NoticeOver."""
    notice, who = _authorise(tx, intent, by, reply_to, now)
    _end(tx, replace(notice, state=NoticeState.WITHDRAWN), now=now)
    _record(tx, notice, "notice_withdrawn", who, now)
    return Reply("notice_withdrawn", {"number": notice.number})


def remind_on_time(tx: Tx, row: Job, now: datetime) -> None:
    """Remind those who have not read a notice, unless an officer did, or its time was over while the bot was down."""
    notice = tx.get(Notice, Notice.key_of(row.params.council, row.params.number))
    if notice is None or not notice.is_read_at(now) or notice.reminded:
        return
    readers.remind_readers(tx, notice, now=now)
    _record(tx, notice, "notice_reminded", None, now)


def end_notice(tx: Tx, row: Job, now: datetime) -> None:
    """End a notice at its time, and tell its author how many have read it."""
    notice = tx.get(Notice, Notice.key_of(row.params.council, row.params.number))
    if notice is None or notice.state is not NoticeState.POSTED:
        return
    over = replace(notice, state=NoticeState.OVER)
    _end(tx, over, now=now)
    _record(tx, over, "notice_over", None, now)
    author = tx.get(Member, Member.key_of(notice.council, notice.by))
    if author and author.open_chat:
        notify_person(
            tx,
            members.get_council(tx, notice.council),
            author,
            id=f"{notice_subject(over)}/over",
            view=PAGE,
            params=page_of(over, author).params,
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )


def load_notice(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownNotice | None:
    """Return a notice as one person may see it; 0: as all may."""
    notice = tx.get(Notice, Notice.key_of(council, number))
    if notice is None:
        return None
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    return ShownNotice(
        council=members.get_council(tx, council),
        notice=notice,
        read=tx.count(NoticeRead, "notice", council, number),
        is_open=notice.is_read_at(now),
        has_read=_has_read(tx, notice, person) if reader else None,
        unread=readers.load_unread(tx, notice) if reader and OFFICERS.intersection(reader.roles) else None,
    )


def load_notices(tx: Tx, council: int, person: int, now: datetime) -> ShownNotices:
    """Return the notices that stand now as one person finds them."""
    found = tx.find(Notice, "state", council, NoticeState.POSTED, newest_first=True, limit=LISTED)
    listed = tuple((each, _has_read(tx, each, person)) for each in found if each.is_read_at(now))
    return ShownNotices(members.get_council(tx, council), listed)


def _has_read(tx: Tx, notice: Notice, person: int) -> bool:
    return tx.get(NoticeRead, NoticeRead.key_of(notice.council, notice.number, person)) is not None


def _open_notice(tx: Tx, council: int, number: int, now: datetime) -> Notice:
    notice = get_notice(tx, council, number)
    if not notice.is_read_at(now):
        raise NoticeOver(number=number)
    return notice


def _authorise(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[Notice, Member]:
    """Return the notice of an officer's button, which stands still, and the officer."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.NOTICE, who)
    return _open_notice(tx, intent.council, intent.subject, now), who


def _end(tx: Tx, notice: Notice, *, now: datetime) -> None:
    tx.put(notice)
    jobs.cancel(tx, notice_subject(notice))
    _show_in_group(tx, notice, now=now)


def _show_in_group(tx: Tx, notice: Notice, *, now: datetime) -> None:
    """Show a notice in its group, or what has changed in it."""
    council: Council = members.get_council(tx, notice.council)
    notify_group(
        tx, council, id=notice_subject(notice), view="notice.card", params=params_of(notice), now=now, in_place=True
    )


def _record(tx: Tx, notice: Notice, what: str, who: Member | None, now: datetime) -> None:
    person = who.person if who else None
    append_entry(tx, notice.council, what, person=person, now=now, facts={"notice": notice.number})

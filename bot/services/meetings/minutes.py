"""Minutes of a meeting: drafted at its end, corrected by replies, confirmed by the head."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed, is_allowed
from bot.domain.meetings.errors import MinutesConfirmed
from bot.domain.meetings.meeting import EntryCode, Meeting, Rsvp
from bot.domain.meetings.minutes import CORRECTIONS, REMINDED_AFTER, Correction, Minutes
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.reply import Reply
from bot.domain.votes.vote import Vote, VoteState
from bot.ports import Tx
from bot.read_models.meetings import ShownSitting
from bot.read_models.votes import ShownVote
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.matters.repository import clean_text
from bot.services.meetings.attendance import load_presence
from bot.services.meetings.meeting_cards import job_params
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import enqueue, notify_group, redraw_message, refresh_message
from bot.services.shared.morning_jobs import remind
from bot.services.votes import queries

CORRECTION_LIMIT = 500
VIEWS = frozenset({"minutes", "minutes.nag"})  # the messages that a reply corrects


def minutes_subject(minutes: Minutes) -> str:
    """Return the subject of the jobs of the minutes."""
    return f"minutes/{minutes.key}"


def draft_minutes(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Draft and send the minutes of a meeting that ended, and schedule reminders to confirm them."""
    minutes = Minutes(council=meeting.council, meeting=meeting.number)
    tx.put(minutes)
    for after in REMINDED_AFTER:
        jobs.schedule(
            tx, "nag_minutes", minutes_subject(minutes), now + after, name=f"{after.days}d", params=job_params(meeting)
        )
    _tell(tx, minutes, now=now)


def withdraw_minutes(tx: Tx, meeting: Meeting) -> None:
    """Withdraw the draft of a meeting that goes on. Raises MinutesConfirmed."""
    found = tx.get(Minutes, Minutes.key_of(meeting.council, meeting.number))
    if found and found.confirmed:
        raise MinutesConfirmed
    if found:
        tx.drop(Minutes, found.key)
        jobs.cancel(tx, minutes_subject(found))


def refresh_drafts(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Redraw the draft that was posted of a meeting that goes on."""
    draft = Minutes(council=meeting.council, meeting=meeting.number)
    redraw_message(tx, f"{minutes_subject(draft)}/minutes/0", now=now)


def _tell(tx: Tx, minutes: Minutes, *, now: datetime) -> None:
    """Send the present minutes to the group, as a message and as a file."""
    council = members.get_council(tx, minutes.council)
    params = MessageParams(council=minutes.council, meeting=minutes.meeting)
    version = len(minutes.corrections) + bool(minutes.confirmed)
    for view in ("minutes", "minutes.file"):
        notify_group(
            tx,
            council,
            id=f"{minutes_subject(minutes)}/{view}/{version}",
            view=view,
            params=params,
            now=now,
            remember=True,
        )


def _get(tx: Tx, council: int, number: int) -> Minutes:
    found = tx.get(Minutes, Minutes.key_of(council, number))
    if found is None:
        raise OldButton
    return found


def minutes_behind(tx: Tx, chat: ChatId, message: MessageId, by: Account) -> tuple[int, int] | None:
    """Return council and meeting of the minutes that a message shows, for a member of that council."""
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    if sent is None or sent.view not in VIEWS:
        return None
    council = sent.params.council
    return (council, sent.params.meeting) if members.find_member(tx, council, by.id) else None


def handle_reply(tx: Tx, *, council: int, number: int, by: Member, text: str, source: str, now: datetime) -> Reply:
    """Handle a reply to the minutes: an officer's corrects them, anybody else's is passed on to the clerks."""
    if is_allowed(CouncilAct.MINUTES, by):
        return correct_minutes(tx, council=council, number=number, by=by, text=text, now=now)
    if _get(tx, council, number).confirmed:
        raise MinutesConfirmed
    words, _ = clean_text(text, CORRECTION_LIMIT)
    readers = members.private_chats(members.list_clerks(tx, council))
    for clerk, chat in readers:
        enqueue(
            tx,
            id=f"minutes/{council}/{number}/wish/{source}/{clerk.person}",
            chat=chat,
            group=False,
            view="minutes.wish",
            params=MessageParams(council=council, meeting=number, whom=by.person, text=words),
            now=now,
        )
    return Reply("minutes_wish_passed_on" if readers else "minutes_wish")


def correct_minutes(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Add a correction to the minutes and send them again; not once they are confirmed.

    Raises NotAllowed, TooShort, TooLong, MinutesConfirmed.
    """
    check_allowed(CouncilAct.MINUTES, by)
    minutes = _get(tx, council, number)
    if minutes.confirmed or len(minutes.corrections) >= CORRECTIONS:
        raise MinutesConfirmed
    words, _ = clean_text(text, CORRECTION_LIMIT)
    corrected = replace(minutes, corrections=(*minutes.corrections, Correction(person=by.person, text=words, at=now)))
    tx.put(corrected)
    append_entry(tx, council, "minutes_corrected", person=by.person, now=now, facts={"meeting": number})
    _tell(tx, corrected, now=now)
    return Reply("minutes_corrected")


def confirm_minutes(
    tx: Tx, *, council: int, number: int, by: Member, shown: tuple[ChatId, MessageId], now: datetime
) -> Reply:
    """Confirm the minutes, by the head; `shown` is the message with the button. Raises NotAllowed, MinutesConfirmed."""
    check_allowed(CouncilAct.CONFIRM_MINUTES, by)
    minutes = _get(tx, council, number)
    if minutes.confirmed:
        raise MinutesConfirmed
    confirmed = replace(minutes, confirmed=now, confirmer=by.person)
    tx.put(confirmed)
    jobs.cancel(tx, minutes_subject(minutes))
    append_entry(tx, council, "minutes_confirmed", person=by.person, now=now, facts={"meeting": number})
    refresh_message(tx, *shown, now=now)
    redraw_message(tx, f"{minutes_subject(minutes)}/minutes/{len(minutes.corrections)}", now=now)
    its_council, params = members.get_council(tx, council), MessageParams(council=council, meeting=number)
    notify_group(
        tx,
        its_council,
        id=f"{minutes_subject(minutes)}/confirmed",
        view="minutes.file",
        params=params,
        now=now,
        remember=True,
    )
    return Reply("minutes_confirmed")


def remind_clerk(tx: Tx, due_row: Job, now: datetime) -> None:
    """Remind the head in the morning, or without a private chat the group, that the minutes are not confirmed.

    Only the later of two reminders that are due is sent.
    """
    minutes = tx.get(Minutes, Minutes.key_of(due_row.params.council, due_row.params.meeting))
    if minutes is None or minutes.confirmed:
        return
    if any(row.at <= now for row in tx.find(Job, "about", minutes_subject(minutes)) if row.act == "nag_minutes"):
        return
    council, head = members.get_council(tx, minutes.council), members.find_head(tx, minutes.council)
    remind(tx, council, head, ReminderKind.MINUTES, number=minutes.meeting, now=now)


def load_minutes(tx: Tx, council: int, number: int) -> ShownSitting | None:
    """Return a meeting that is or was held, with everything its messages and its minutes say."""
    meeting = tx.get(Meeting, Meeting.key_of(council, number))
    if meeting is None or meeting.opened is None:
        return None
    answers = tx.find(Rsvp, "meeting", council, number, False)
    minutes = tx.get(Minutes, Minutes.key_of(council, number))
    agenda = tuple(repository.get_matter(tx, council, each) for each in meeting.agenda)
    said = (person for matter in agenda for entry in matter.timeline for person in (entry.person, *entry.handlers))
    persons = (meeting.opener, meeting.closer, minutes.confirmer if minutes else None)
    corrected = (each.person for each in minutes.corrections) if minutes else ()
    excused = members.members_of(tx, council, (each.person for each in answers))
    codes = [each for each in tx.find(EntryCode, "meeting", council, number) if bool(each.until) == meeting.on_site]
    return ShownSitting(
        members.get_council(tx, council),
        meeting,
        load_presence(tx, meeting),
        agenda,
        tuple(excused.values()),
        members.members_of(tx, council, (*persons, *said, *corrected, *(each.assignment.handler for each in agenda))),
        minutes,
        codes[0] if codes else None,
        tuple(_votes(tx, meeting, minutes)) if meeting.closed else (),
    )


def _votes(tx: Tx, meeting: Meeting, minutes: Minutes | None) -> Iterator[ShownVote]:
    """Return the votes on its matters that closed after its opening, and before its minutes were confirmed."""
    until = minutes.confirmed if minutes else None
    for number in meeting.agenda:
        for vote in tx.find(Vote, "matter", meeting.council, number):
            at = vote.closed.at if vote.state is VoteState.CLOSED and vote.closed else None
            is_of_it = at and meeting.opened and meeting.opened <= at <= (until or at)
            if at and is_of_it and (shown := queries.load_vote(tx, meeting.council, vote.number, at)):
                yield shown

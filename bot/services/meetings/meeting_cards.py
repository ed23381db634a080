"""Messages that show a meeting, refreshed when it moves, is cancelled or ends."""

from dataclasses import replace
from datetime import datetime

from bot.domain.meetings.meeting import Meeting
from bot.domain.shared.job import JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, SentMessage
from bot.domain.shared.reminder import ReminderKind
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.enqueue import notify_group, refresh_message
from bot.services.shared.morning_jobs import remind

CARDS = frozenset({"meeting", "meeting.reminder", "meeting.agenda", "meeting.news"})  # views that show a meeting


def job_subject(meeting: Meeting) -> str:
    """Return the subject of the jobs of a meeting."""
    return f"meeting/{meeting.key}"


def job_params(meeting: Meeting) -> JobParams:
    """Return the params of the jobs of a meeting."""
    return JobParams(council=meeting.council, meeting=meeting.number)


def params_of(meeting: Meeting) -> MessageParams:
    """Return the params of messages about the meeting."""
    return MessageParams(council=meeting.council, meeting=meeting.number)


def redraw_cards(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Refresh every message that shows the meeting: buttons of a day that is over or cancelled disappear."""
    for sent in tx.find(SentMessage, "meeting", meeting.key):
        if sent.view in CARDS:
            refresh_message(tx, sent.chat, sent.message, now=now, urgent=False)


def redraw_newest(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Refresh the newest message of the group that shows the meeting."""
    shown = [sent for sent in tx.find(SentMessage, "meeting", meeting.key) if sent.group and sent.view in CARDS]
    if shown:
        newest = max(shown, key=lambda sent: sent.at)
        refresh_message(tx, newest.chat, newest.message, now=now, urgent=False)


def announce_meeting(tx: Tx, meeting: Meeting, what: str, *, now: datetime, respect_quiet_hours: bool = False) -> None:
    """Announce a change of the meeting in the group; with `respect_quiet_hours`, not at night."""
    notify_group(
        tx,
        members.get_council(tx, meeting.council),
        id=_news_id(meeting, what),
        view="meeting.news",
        params=replace(params_of(meeting), what=what),
        now=now,
        respect_quiet_hours=respect_quiet_hours,
        remember=True,
    )


def is_told(tx: Tx, meeting: Meeting, what: str) -> bool:
    """Return whether the group has this news of the meeting, or is about to have it."""
    name = _news_id(meeting, what)
    return tx.get(OutboxMessage, name) is not None or bool(tx.find(SentMessage, "about", name, limit=1))


def _news_id(meeting: Meeting, what: str) -> str:
    return f"{job_subject(meeting)}/{what}/{meeting.at.isoformat()}"


def tell_unopened(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Tell the group that a meeting day passed without a meeting, and the head in the morning list what to do."""
    council, head = members.get_council(tx, meeting.council), members.find_head(tx, meeting.council)
    if not is_told(tx, meeting, "missed"):  # the bot was down meanwhile, and says that instead
        announce_meeting(tx, meeting, "unopened", now=now, respect_quiet_hours=True)
    remind(tx, council, head, ReminderKind.UNOPENED, number=meeting.number, now=now)

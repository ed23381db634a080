"""Ends of terms: the head is reminded a month before and on the last day. No role ends by the clock."""

from datetime import datetime

from bot.domain.shared.job import Job
from bot.domain.shared.reminder import ReminderKind
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.morning_jobs import remind


def remind_of_term_end(tx: Tx, row: Job, now: datetime) -> None:
    """Remind the head in the morning, or without a private chat in the group, of a term that ends in a month or today.

    When both reminders are due, only the later one is sent.
    """
    if any(other.at <= now for other in tx.find(Job, "about", row.about)):
        return
    about = row.params
    council = members.get_council(tx, about.council)
    head = members.find_head(tx, council.number)
    remind(tx, council, head, ReminderKind(about.key), whom=about.whom, role=about.role, now=now)

"""Ends of terms: the head is reminded a month before and on the last day. No role ends by the clock."""

from datetime import datetime

from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.enqueue import notify_person


def remind_of_term_end(tx: Tx, row: Job, now: datetime) -> None:
    """Remind the head of a term that ends in a month or today; in the group when there is no private chat.

    When both reminders are due, only the later one is sent.
    """
    if any(other.at <= now for other in tx.find(Job, "about", row.about)):
        return
    about = row.params
    council = members.get_council(tx, about.council)
    head = members.find_head(tx, council.number)
    notify_person(
        tx,
        council,
        head,
        id=row.id,
        view="term",
        params=MessageParams.of_reply(
            Reply(about.key, {"council": about.council, "whom": about.whom, "role": about.role})
        ),
        now=now,
        remember=True,
    )

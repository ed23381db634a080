"""Opinions from bench meetings that become matters: the record says which, and the matter says from which record."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.hosts.bench_meeting import BenchOpinion
from bot.domain.hosts.errors import NoOpinion
from bot.domain.matters.matter import Origin
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.hosts.bench_meetings import check_change
from bot.services.matters import proposals
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message


def press_matter(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Make a matter of an opinion, once. Raises NoBenchMeeting, NotHost, NoOpinion."""
    council, who = authorise_button(tx, intent, by, reply_to)
    meeting = check_change(tx, intent.council, intent.subject, who)
    place = int(intent.arg) if intent.arg.isdecimal() else 0
    opinion = tx.get(BenchOpinion, BenchOpinion.key_of(meeting.council, meeting.number, place))
    if opinion is None:
        raise NoOpinion
    if opinion.matter:
        return Reply("opinion_is_matter", {"number": opinion.matter})
    said = IncomingMessage(chat=reply_to.chat, message=None, group=reply_to.group, by=by, text=opinion.text)
    matter = proposals.submit_matter(
        tx,
        meeting.council,
        said,
        by,
        now=now,
        reply_to=ReplyTo(reply_to.id, council.chat, group=True),
        origin=Origin.BENCH,
        origin_number=meeting.number,
    )
    tx.put(replace(opinion, matter=matter.number))
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("opinion_made_matter", {"number": matter.number})

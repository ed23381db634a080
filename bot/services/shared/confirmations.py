"""Checks before an act that is asked about once, and its question in a chat that cannot show it to one person."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.acts import Act
from bot.domain.meetings.errors import MeetingRunning
from bot.domain.meetings.meeting import EARLY
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.votes.errors import VoteOver
from bot.ports import Tx
from bot.services.councils import members
from bot.services.meetings import meetings
from bot.services.meetings.attendance import find_open_meeting, get_open_meeting
from bot.services.shared.dispatch import check_button_place
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.votes.queries import get_vote

CONFIRMED_ACTS: Mapping[str, Act | CouncilAct] = {
    "close": CouncilAct.ADJOURN,
    "open": CouncilAct.OPEN,
    "cancel": CouncilAct.CONVENE,
    "vote_void": Act.VOID,
}


def must_ask(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:
    """Return whether the act of a button is asked about first; raises what stands against it."""
    check_button_place(tx, intent, reply_to)
    who = members.find_member(tx, intent.council, by.id) or Member(council=intent.council, person=0)
    check_allowed(CONFIRMED_ACTS[intent.act], who)
    if intent.act == "close":
        get_open_meeting(tx, intent.council, intent.subject)
    elif intent.act == "vote_void":
        if not get_vote(tx, intent.council, intent.subject).takes(now):
            raise VoteOver
    else:
        meeting = meetings.get_planned(tx, intent.council, intent.subject)
        if intent.act == "open":
            if find_open_meeting(tx, intent.council):
                raise MeetingRunning
            return meeting.at - now > EARLY
    return True


def ask_if_sure(
    tx: Tx,
    *,
    params: MessageParams,
    intent: Intent,  # noqa: ARG001  # of every button
    by: Account,  # noqa: ARG001  # of every button
    reply_to: ReplyTo,
    now: datetime,
) -> None:
    """Ask in the chat whether the act is meant, where it cannot be asked of one person alone."""
    reply(tx, reply_to, "sure", params, now=now, remember=True)


def show_outcome(tx: Tx, *, chat: ChatId, message: MessageId, chosen: str, now: datetime) -> None:
    """Make the question say what came of it."""
    refresh_message(tx, chat, message, now=now, chosen=chosen)

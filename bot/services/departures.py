"""Departures of members from the group, and what each capability that waits for people does then."""

from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.shared.ids import ChatId
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import abandoned
from bot.services.practices import PRACTICE_SERVICES


def member_left(tx: Tx, *, chat: ChatId, who: Account, now: datetime) -> None:
    """Record that a member left the group, with all that follows; who left before changes nothing."""
    found = members.find_member(tx, members.council_of(tx, chat).number, who.id)
    abandoned.handler_left(tx, chat=chat, who=who, now=now)
    if found and found.present:
        for practice in PRACTICE_SERVICES:
            for react in practice.after_leaving:
                react(tx, found, now)

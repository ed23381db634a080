"""Departures of members from the group, and what each capability that waits for people does then."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.shared.ids import ChatId
from bot.ports import Tx
from bot.services.councils import members
from bot.services.events import sign_ups
from bot.services.matters import abandoned

AFTER_LEAVING: tuple[Callable[[Tx, Member, datetime], None], ...] = (sign_ups.take_off_lists,)


def member_left(tx: Tx, *, chat: ChatId, who: Account, now: datetime) -> None:
    """Record that a member left the group, with all that follows; who left before changes nothing."""
    found = members.find_member(tx, members.council_of(tx, chat).number, who.id)
    abandoned.handler_left(tx, chat=chat, who=who, now=now)
    if found and found.present:
        for react in AFTER_LEAVING:
            react(tx, found, now)

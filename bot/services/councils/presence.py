"""The bot's presence in a group, proved by what it receives, and the rights that the group withholds from it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, Right
from bot.ports import Tx
from bot.services.councils import command_menus, members
from bot.services.matters import downtime
from bot.services.shared import holding
from bot.services.shared.enqueue import enqueue, notify_group


def is_news(tx: Tx, chat: ChatId) -> bool:
    """Return whether hearing something from this group changes anything; it writes nothing."""
    return tx.count(Council, "present", chat, False) > 0 or tx.count(OutboxMessage, "held", chat) > 0


def mark_heard(tx: Tx, *, chat: ChatId, now: datetime, rights_changed: bool = False) -> None:
    """Record that the bot is in the group, since it received something, and retry what the group had forbidden."""
    for council in tx.find(Council, "chat", chat):
        forbidden = () if rights_changed else council.forbidden
        if not council.present or forbidden != council.forbidden:
            tx.put(replace(council, present=True, forbidden=forbidden))
        if not council.present:
            command_menus.plan_council(tx, council.number)
            downtime.bot_returned(tx, council, now)
    holding.retry_held(tx, chat, now, everything=rights_changed)


def report_forbidden(tx: Tx, *, chat: ChatId, right: Right, now: datetime) -> None:
    """Notify officers, and the group where possible, of a missing right: once, until it is granted again."""
    for council in tx.find(Council, "chat", chat):
        if right in council.forbidden:
            continue
        council = replace(council, forbidden=(*council.forbidden, right))  # noqa: PLW2901  # the same council, a step on
        tx.put(council)
        params = MessageParams(council=council.number, right=right.value)
        name = f"forbidden/{council.number}/{right}"
        for officer, private_chat in members.private_chats(members.list_reachable_officers(tx, council.number)):
            id_ = f"{name}/{officer.person}"
            enqueue(tx, id=id_, chat=private_chat, group=False, view="forbidden", params=params, now=now)
        if right not in {Right.TEXT, Right.TOPIC}:
            notify_group(tx, council, id=name, view="forbidden", params=params, now=now)


def mark_allowed(tx: Tx, *, chat: ChatId, rights: frozenset[Right]) -> None:
    """Record that the group grants these rights, so that taking them again is reported anew."""
    for council in tx.find(Council, "chat", chat):
        if not rights.isdisjoint(council.forbidden):
            tx.put(replace(council, forbidden=tuple(right for right in council.forbidden if right not in rights)))

"""Matters whose handler has left: officers are notified, so that they assign them again."""

from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import AT_WORK
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.message_params import MessageParams
from bot.ports import Tx
from bot.services.councils import members, roles
from bot.services.shared.enqueue import enqueue, notify_group

MATTERS_LISTED = 8


def handler_left(tx: Tx, *, chat: ChatId, who: Account, now: datetime) -> None:
    """Record that a member left the group, and notify officers of work assigned to them."""
    council = members.council_of(tx, chat)
    found = members.find_member(tx, council.number, who.id)
    roles.mark_left(tx, chat=chat, who=who, now=now)
    if found and found.present:
        find_abandoned(tx, council.number, found.person, now=now)


def report_unreachable(tx: Tx, council: int, account: AccountId, *, now: datetime) -> None:
    """Mark a person who cannot be reached in private any more, and notify officers of work assigned to them."""
    found = members.find_member(tx, council, account)
    if found and found.present:
        find_abandoned(tx, council, found.person, now=now, present=True)


def find_abandoned(tx: Tx, council: int, person: int, *, now: datetime, present: bool = False) -> None:
    """Notify officers of work assigned to a person who is gone, or, still `present`, cannot be reached in private.

    In private; of a person who left also in the group, when no officer can be reached in private.
    """
    if not list_unfinished(tx, council, person):
        return
    its_council, officers = members.get_council(tx, council), members.list_reachable_officers(tx, council)
    id_, params = f"orphans/{council}/{person}", MessageParams(council=council, whom=person, present=present)
    for officer, chat in members.private_chats(officers):
        enqueue(tx, id=f"{id_}/{officer.person}", chat=chat, group=False, view="orphans", params=params, now=now)
    if not (officers or present):
        notify_group(tx, its_council, id=id_, view="orphans", params=params, now=now)


def list_unfinished(tx: Tx, council: int, person: int) -> list[Matter]:
    """Return the unfinished matters of a handler, the newest first, a bounded number."""
    found = tx.find(Matter, "handler", council, person, True, newest_first=True, limit=MATTERS_LISTED)
    return [matter for matter in found if matter.state in AT_WORK]

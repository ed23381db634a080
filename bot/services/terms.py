"""Terms that end: the head is told a month before and on the last day. Nobody loses a role by the clock."""

from datetime import datetime

from bot.domain.council import Member
from bot.domain.due import Due
from bot.ports import Tx
from bot.services import people
from bot.services.telling import tell


def ends(tx: Tx, row: Due, now: datetime) -> None:
    """A term ends in a month, or today: tell the head, in the group when there is no private chat.

    When both have come while nobody looked, the later one is told.
    """
    if any(other.at <= now for other in tx.find(Due, "about", row.about)):
        return
    home = people.council(tx, int(row.params["council"]))
    member = tx.get(Member, f"{home.number}/{row.params['whom']}")
    head = people.head(tx, home.number)
    if member is None or not (member.roles and member.term):
        return
    door = head.door if head else None
    if door or home.present:
        tell(tx, id=row.id, chat=door or home.chat, view="term", params=row.params, now=now, keep=True)

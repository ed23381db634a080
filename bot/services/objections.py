"""Objections on their way to who answers them: each is told to the clerk in private, with a button to answer."""

from datetime import datetime

from bot.domain.council import Member
from bot.domain.matter import Matter
from bot.domain.telling import Posted
from bot.ports import Tx
from bot.services import people
from bot.services.telling import redraw, tell


def _about(matter: Matter, place: int, reader: Member) -> str:
    posted = matter.publication.posted.isoformat() if matter.publication else ""
    return f"objection/{matter.key}/{posted}/{place}/{reader.person}"


def tell_readers(tx: Tx, matter: Matter, *, by: Member, now: datetime) -> None:
    """Tell the newest objection to the clerks, or to the head when there is none; nobody else is told for want of one.

    `by` is who objects: they know.
    """
    place = len(matter.publication.objections) - 1 if matter.publication else 0
    for reader in people.clerks(tx, matter.council):
        if reader.door and reader.person != by.person:
            tell(
                tx,
                id=_about(matter, place, reader),
                chat=reader.door,
                view="objection",
                params={"council": matter.council, "matter": matter.number, "place": place},
                now=now,
                keep=True,
            )


def answered(tx: Tx, matter: Matter, place: int, *, now: datetime) -> None:
    """Draw an objection that was answered anew wherever somebody has it."""
    for reader in people.roster(tx, matter.council):
        for posted in tx.find(Posted, "about", _about(matter, place, reader)):
            redraw(tx, posted.chat, posted.message, now=now)

"""Private messages about objections: to the clerk with a button to answer, and the answer to the objector."""

from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.matters.matter import Matter
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.enqueue import enqueue, refresh_message


def _about(matter: Matter, place: int, reader: Member) -> str:
    posted = matter.publication.posted.isoformat() if matter.publication else ""
    return f"objection/{matter.key}/{posted}/{place}/{reader.person}"


def notify_readers(tx: Tx, matter: Matter, *, by: Member, now: datetime) -> None:
    """Send the newest objection to the clerks, or to the head without any; to nobody else.

    `by` is the person who objects, who is left out.
    """
    place = len(matter.publication.objections) - 1 if matter.publication else 0
    readers = [clerk for clerk in members.list_clerks(tx, matter.council) if clerk.person != by.person]
    for reader, chat in members.private_chats(readers):
        enqueue(
            tx,
            id=_about(matter, place, reader),
            chat=chat,
            group=False,
            view="objection",
            params=MessageParams(council=matter.council, matter=matter.number, place=place),
            now=now,
            remember=True,
        )


def notify_objector(tx: Tx, matter: Matter, place: int, *, by: Member, now: datetime) -> None:
    """Send the answer to the person who objected, and refresh the objection in the officers' chats.

    Without a private chat the group's news tells them. `by` is the person who answered, who is left out.
    """
    objections = matter.publication.objections if matter.publication else ()
    objector = tx.get(Member, Member.key_of(matter.council, objections[place].person))
    if objector and objector.open_chat and objector.person != by.person:
        enqueue(
            tx,
            id=f"{_about(matter, place, objector)}/answer",
            chat=objector.open_chat,
            group=False,
            view="objection.answer",
            params=MessageParams(council=matter.council, matter=matter.number, place=place),
            now=now,
            remember=True,
        )
    for reader in members.list_roster(tx, matter.council):
        for sent in tx.find(SentMessage, "about", _about(matter, place, reader)):
            refresh_message(tx, sent.chat, sent.message, now=now)

"""Tickets of the city's hotline (12345): entered by an officer, each answered, the others listed."""

from dataclasses import replace
from datetime import datetime

from bot.domain import errors
from bot.domain.councils.council import Account, check
from bot.domain.matters import hotline_ticket
from bot.domain.matters.matter import TEXT_LIMIT, Matter, Origin
from bot.domain.shared.incoming_message import IncomingMessage
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import matters, repository
from bot.services.matters.listing import PAGE, within
from bot.services.shared.council_time import today
from bot.services.shared.enqueue import ReplyTo
from bot.shown import ShownTickets


def enter(
    tx: Tx, *, council: int, number: str, said: IncomingMessage, by: Account, now: datetime, back: ReplyTo
) -> None:
    """Bring up what somebody called the hotline for; the recorder stands in the caller's place.

    Raises BadTicket, TicketKnown for one that is a matter already, TooShort, TooLong.
    """
    who = members.actor(tx, council, by, back.chat)
    check("ticket", who)
    read = hotline_ticket.read(number)
    if read is None:
        raise errors.BadTicket
    for known in tx.find(Matter, "ticket", council, read, limit=1):
        raise errors.TicketKnown(ticket=read, number=known.number)
    text, hidden = repository.cleaned(said.text, TEXT_LIMIT)
    words = replace(said, by=by, text=text, answers=None)
    matters.submit(tx, council, words, by, now=now, back=back, origin=Origin.TICKET, ticket=read)
    if hidden:
        matters.hint_masked(tx, who, back, now=now)


def page(tx: Tx, council: int, number: int, now: datetime) -> ShownTickets:
    """Return a page of the tickets without an answer, the oldest first."""
    home = members.council(tx, council)
    answered, waiting = (tx.count(Matter, "answered", council, given) for given in (True, False))
    number, pages = within(number, waiting)
    found = tx.find(Matter, "answered", council, False, skip=(number - 1) * PAGE, limit=PAGE)
    waits = tuple((matter, (today(home, now) - today(home, matter.at)).days) for matter in found)
    return ShownTickets(home, answered, waiting, waits, number, pages)

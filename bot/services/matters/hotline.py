"""Tickets of the city's hotline (12345): entered by an officer, each with its answer, and the list of open ones."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters import hotline_ticket
from bot.domain.matters.errors import BadTicket, TicketKnown
from bot.domain.matters.matter import MATTER_TEXT_LIMIT, Matter, Origin
from bot.domain.shared.incoming_message import IncomingMessage
from bot.ports import Tx
from bot.read_models.matters import ShownTickets
from bot.services.councils import members
from bot.services.matters import proposals, repository
from bot.services.matters.listing import MATTERS_PER_PAGE, nearest_page
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import ReplyTo


def enter_ticket(
    tx: Tx, *, council: int, number: str, said: IncomingMessage, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Record a hotline ticket as a matter; the recorder acts in the caller's place.

    Raises BadTicket, TicketKnown for a ticket that is a matter already, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.TICKET, who)
    read = hotline_ticket.parse_ticket(number)
    if read is None:
        raise BadTicket
    for known in tx.find(Matter, "ticket", council, read, limit=1):
        raise TicketKnown(ticket=read, number=known.number)
    text, hidden = repository.clean_text(said.text, MATTER_TEXT_LIMIT)
    words = replace(said, by=by, text=text, answers=None)
    proposals.submit_matter(tx, council, words, by, now=now, reply_to=reply_to, origin=Origin.TICKET, ticket=read)
    if hidden:
        proposals.hint_masked(tx, who, reply_to, now=now)


def load_ticket_page(tx: Tx, council: int, number: int, now: datetime) -> ShownTickets:
    """Return a page of the tickets without an answer, the oldest first."""
    its_council = members.get_council(tx, council)
    answered, waiting = (tx.count(Matter, "answered", council, given) for given in (True, False))
    number, pages = nearest_page(number, waiting)
    found = tx.find(Matter, "answered", council, False, skip=(number - 1) * MATTERS_PER_PAGE, limit=MATTERS_PER_PAGE)
    waits = tuple((matter, (day_now(its_council, now) - day_now(its_council, matter.at)).days) for matter in found)
    return ShownTickets(its_council, answered, waiting, waits, number, pages)

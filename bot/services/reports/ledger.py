"""The ledger (台账): a row for each matter, read in portions so that nobody has to wait for it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from bot.domain.councils.council import Account, Council
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoMatter
from bot.domain.matters.matter import Answer, Entry, Matter
from bot.domain.shared.errors import NoSuchPeriod
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.reply import Reply
from bot.domain.shared.reporting_period import Period, parse_period
from bot.index_rows import FeedbackRow
from bot.ports import Tx
from bot.read_models.reports import LedgerAsked, LedgerRow
from bot.read_models.shared import Names
from bot.services.councils import members
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import ReplyTo, reply_text

PORTION = 100  # matters that are read at once; taps and messages go in between

MessageLink = Callable[[ChatId, MessageId], str]  # a chat and a message -> its address; "" when it has none


def ask_for_ledger(tx: Tx, *, council: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> LedgerAsked:
    """Return the ledger asked for after checks; in the group reply that it comes in private.

    Raises NotAllowed, NoSuchPeriod.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.LEDGER, who)
    its_council = members.get_council(tx, council)
    period = parse_period(text, day_now(its_council, now)) if text.strip() else None
    if period is None and text.strip():
        raise NoSuchPeriod
    chat = who.open_chat or reply_to.chat
    if chat != reply_to.chat:
        reply_text(tx, reply_to, Reply("ledger_privately", {"council": council}), now=now)
    return LedgerAsked(its_council, *_numbers(tx, its_council, period), chat, reply_to.chat, period)


def _numbers(tx: Tx, council: Council, period: Period | None) -> tuple[int, int]:
    """Return the first number of a period and the one after its last: numbers grow with the time of proposing."""
    last = tx.last_number(council.number, Numbered.MATTER)
    if period is None:
        return 1, last + 1

    def since(instant: datetime) -> int:
        return 1 + bisect_left(range(1, last + 1), instant, key=lambda number: _proposed(tx, council, number))

    begins, ends = period.bounds(council.zone)
    return since(begins), since(ends)


def _proposed(tx: Tx, council: Council, number: int) -> datetime:
    matter = tx.get(Matter, Matter.key_of(council.number, number))
    if matter is None:
        raise NoMatter(number=number)
    return matter.at


def load_portion(tx: Tx, council: Council, first: int, end: int, link: MessageLink) -> list[LedgerRow]:
    """Return the rows of the matters with these numbers."""
    found = [
        matter for number in range(first, end) if (matter := tx.get(Matter, Matter.key_of(council.number, number)))
    ]
    closings = [None if matter.open else _newest(matter, Act.CLOSE) for matter in found]
    persons = {matter.assignment.handler for matter in found} | {closing.person for closing in closings if closing}
    known = members.members_of(tx, council.number, persons)  # the same few stand in most lines
    return [_row(tx, council, *each, known, link=link) for each in zip(found, closings, strict=True)]


def _row(
    tx: Tx, council: Council, matter: Matter, closing: Entry | None, persons: Names, *, link: MessageLink
) -> LedgerRow:
    rows = tx.rows(FeedbackRow, matter.council, matter.number)
    this_round = sum(row.round == matter.reopened for row in rows)
    return LedgerRow(
        matter,
        persons.get(matter.assignment.handler or 0),
        persons.get(closing.person or 0) if closing else None,
        Counter(Answer(row.answer) for row in rows),
        max(0, len(matter.asked) - this_round),
        source_link(council.chat, matter.source, link),
        _evidence(tx, council, matter, link),
    )


def _newest(matter: Matter, what: Act) -> Entry | None:
    return next((entry for entry in reversed(matter.timeline) if entry.what == what), None)


def _evidence(tx: Tx, council: Council, matter: Matter, link: MessageLink) -> str:
    """Return the address of the newest message with a picture; "" when there is none to be seen any more."""
    for place in range(len(matter.timeline), 0, -1):
        if matter.timeline[place - 1].attachments:
            sent = tx.find(SentMessage, "about", f"news/{matter.key}/{place}")
            if sent:
                return source_link(council.chat, sent[-1].key, link)
    return source_link(council.chat, matter.source, link) if matter.attachments else ""


def source_link(group: ChatId, source: str | None, link: MessageLink) -> str:
    """Return the address of a message in the council's group; "" for one elsewhere, or without an address."""
    chat, _, message = (source or "").partition("/")
    return link(group, MessageId(message)) if chat == group else ""

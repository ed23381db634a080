"""Lists of matters, the matters of one person, and their counts."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.councils.counter import Numbered
from bot.domain.matters.category import Category
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Feedback, Matter, Support, comparable_text
from bot.domain.matters.satisfaction import Rates
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.reply import Reply
from bot.index_rows import MatterRow, OpenMatterRow
from bot.ports import Tx
from bot.read_models.matters import KindCount, Mine, Page, Stats
from bot.services.councils import members
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, ShownChanges, refresh_message, reply

MATTERS_PER_PAGE = 10
SEARCH_LIMIT = 5000
MINE_PER_SECTION = 10  # of each kind
LIST_FILTERS = {"open": True, "ended": False}  # which part of the matters somebody wants to see


def load_page(tx: Tx, council: int, number: int, words: str = "", which: str = "") -> Page:
    """Return a page of the matters, all or those of a filter (`LIST_FILTERS`); a page too far is the last.

    With words, of the newest `SEARCH_LIMIT` those in whose beginning (PLAIN_LIMIT) all the words stand.
    """
    its_council = members.get_council(tx, council)
    index = ("open", council, LIST_FILTERS[which]) if which in LIST_FILTERS else ("number", council)
    if not words:
        total = tx.count(Matter, *index)
        number, pages = nearest_page(number, total)
        found = tx.find(Matter, *index, newest_first=True, skip=(number - 1) * MATTERS_PER_PAGE, limit=MATTERS_PER_PAGE)
        return Page(its_council, tuple(found), number, pages, total, "", which)
    wanted = [comparable_text(word) for word in words.split()]
    rows: Sequence[MatterRow | OpenMatterRow]
    if which in LIST_FILTERS:
        rows = tx.rows(OpenMatterRow, council, LIST_FILTERS[which], newest_first=True, limit=SEARCH_LIMIT)
    else:
        rows = tx.rows(MatterRow, council, newest_first=True, limit=SEARCH_LIMIT)
    hits = [row.key for row in rows if all(word in row.plain for word in wanted)]
    number, pages = nearest_page(number, len(hits))
    keys = hits[(number - 1) * MATTERS_PER_PAGE : number * MATTERS_PER_PAGE]
    shown = [matter for key in keys if (matter := tx.get(Matter, key))]
    return Page(its_council, tuple(shown), number, pages, len(hits), words, which)


def nearest_page(number: int, total: int, per_page: int = MATTERS_PER_PAGE) -> tuple[int, int]:
    """Return the page nearest to a number, and the number of pages."""
    pages = max(1, -(-total // per_page))
    return min(max(1, number), pages), pages


def load_mine(tx: Tx, account: AccountId, council: int | None = None) -> list[Mine]:
    """Return the matters that a person handles, proposed and supports, in one council or in all of theirs."""
    found = []
    for member in members.list_memberships(tx, account):
        if council not in (None, member.council):
            continue
        where = member.council, member.person
        supports = tx.find(Support, "person", *where, newest_first=True, limit=MINE_PER_SECTION)
        supported = [tx.get(Matter, Matter.key_of(support.council, support.matter)) for support in supports]
        found.append(
            Mine(
                members.get_council(tx, member.council),
                tuple(tx.find(Matter, "handler", *where, True, newest_first=True, limit=MINE_PER_SECTION)),
                tuple(tx.find(Matter, "proposer", *where, newest_first=True, limit=MINE_PER_SECTION)),
                tuple(matter for matter in supported if matter),
            )
        )
    return found


def load_stats(tx: Tx, council_number: int) -> Stats:
    """Count a council's matters by state, category and kind."""
    council = members.get_council(tx, council_number)
    return Stats(
        council,
        tx.count(Matter, "number", council_number),
        {state: tx.count(Matter, "state", council_number, state) for state in State},
        {category: tx.count(Matter, "category", council_number, category) for category in Category},
        {kind: count_kind(tx, council_number, kind) for kind in Kind},
        tx.last_number(council_number, Numbered.PERSON),
        tx.last_number(council_number, Numbered.MEDIATION),
        load_rates(tx, council_number),
    )


def count_kind(tx: Tx, council: int, kind: Kind) -> KindCount:
    """Count the matters of a kind, from indexes alone."""
    return KindCount(
        total=tx.count(Matter, "kind", council, kind),
        open=tx.count(Matter, "kind", council, kind, True),
        solved=tx.count(Matter, "solved", council, kind, True),
        unverified=tx.count(Matter, "solved", council, kind, False),
    )


def load_rates(tx: Tx, council: int) -> Rates:
    """Count the figures of the rates, from indexes alone."""
    in_time = tx.count(Matter, "acknowledged", council, True)
    return Rates(
        answers={answer: tx.count(Feedback, "answer", council, answer) for answer in Answer},
        handed=in_time + tx.count(Matter, "acknowledged", council, False),
        in_time=in_time,
        solved=tx.count(Matter, "verified", council, True),
        unverified=tx.count(Matter, "verified", council, False),
        overdue=tx.count(Matter, "marked_overdue", council, True),
    )


def turn_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Turn a list to another page, in place."""
    authorise_button(tx, intent, by, reply_to)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, **page_of(intent))
    return Reply("ok")


def page_of(intent: Intent) -> ShownChanges:
    """Return what a button changes that turns a list to another page."""
    return {"page": intent.subject}


def choose_list(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Show another part of the matters in a list, in place, from its first page on."""
    authorise_button(tx, intent, by, reply_to)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, **list_of(intent))
    return Reply("ok")


def list_of(intent: Intent) -> ShownChanges:
    """Return what a button changes that chooses another part of the matters."""
    return {"page": 1, "which": intent.arg}


def turn_help(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:  # noqa: ARG001  # anybody
    """Show another section of the help, in place; below it when the message is too old to be known."""
    if is_help(tx, reply_to.chat, reply_to.message):
        refresh_message(tx, reply_to.chat, reply_to.message, now=now, **section_of(intent))
    else:
        reply(tx, reply_to, "help", MessageParams(section=intent.arg), now=now, remember=True)
    return Reply("ok")


def is_help(tx: Tx, chat: ChatId, message: MessageId | None) -> bool:
    """Return whether a message is known to show the help."""
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    return sent is not None and sent.view == "help"


def section_of(intent: Intent) -> ShownChanges:
    """Return what a button changes that turns the help to another section."""
    return {"section": intent.arg}

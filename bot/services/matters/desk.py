"""The desk 工作台 of the officers: counts of its queues, and lists with filters, drawn from indexes where they help."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zlib import crc32

from bot.domain.councils.council import OFFICERS, Account, Council, Member
from bot.domain.councils.errors import OfficersOnly
from bot.domain.matters.desk import QUEUE_STATES, SOON, is_in_queue, is_meant
from bot.domain.matters.desk_place import DeskPlace, Filter, Queue, move
from bot.domain.matters.matter import Matter, comparable_text
from bot.domain.matters.officer_duty import waits_for
from bot.domain.matters.similarity import list_buildings
from bot.domain.matters.state import AT_WORK, State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.reply import Reply
from bot.domain.shared.working_days import add_working_days
from bot.index_rows import MatterStateRow, OpenMatterRow, PausedRow, StateDueRow
from bot.ports import Tx
from bot.read_models.matters import Desk, DeskList, DeskOption
from bot.services.councils import members
from bot.services.matters.morning_lists import last_day_of
from bot.services.shared import questions
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.shared.holidays import holidays

MATTERS_PER_PAGE = 7  # with what stands above and below them, twelve lines
READ_LIMIT = 5000  # documents that one list reads, where no index answers
OPTIONS_SHOWN = 12  # of a filter
FIRST_MARK = 10**6  # greater than any member's number
VIEW = "desk"
DECIDED = (Queue.POST, Queue.ASSIGN)


def check_officer(member: Member | None) -> Member:
    """Return an officer; raises OfficersOnly for anybody else."""
    if member is None or not member.present or not OFFICERS & set(member.roles):
        raise OfficersOnly
    return member


def find_officer(tx: Tx, *, council: int, by: Account) -> Member:
    """Return the officer of a council behind an account; raises OfficersOnly."""
    return check_officer(members.find_member(tx, council, by.id))


# Counts


def load_desk(tx: Tx, council: int, now: datetime) -> Desk:
    """Count the matters of each queue: by indexes, and of those that need the documents at most `READ_LIMIT`."""
    its_council = members.get_council(tx, council)
    today, soon = _days(its_council, now)
    counts = {queue: _count(tx, council, queue, today, soon) for queue in Queue}
    waiting = tx.find(Matter, "state", council, State.SUBMITTED, limit=READ_LIMIT)
    late = sum(is_late(its_council, matter, now) for matter in waiting)
    return Desk(council=its_council, counts=counts | _count_decided(tx, council, today, soon), late=late)


def _count(tx: Tx, council: int, queue: Queue, today: date, soon: date) -> int:
    if queue in DECIDED:
        return 0  # counted together
    if queue is Queue.ALL:
        return tx.count(Matter, "open", council, True)
    if queue in {Queue.SOON, Queue.OVERDUE}:
        return len(_keys(tx, council, queue, today, soon))
    return sum(tx.count(Matter, "state", council, state) for state in QUEUE_STATES[queue])


def _count_decided(tx: Tx, council: int, today: date, soon: date) -> dict[Queue, int]:
    """Count what is to be posted and what is to be handed over; only the matters themselves say which."""
    states = sorted(frozenset[State]().union(*(QUEUE_STATES[queue] for queue in DECIDED)))
    found = [matter for state in states for matter in tx.find(Matter, "state", council, state, limit=READ_LIMIT)]
    return {queue: sum(is_in_queue(matter, queue, today, soon) for matter in found) for queue in DECIDED}


def is_late(council: Council, matter: Matter, now: datetime) -> bool:
    """Return whether a matter has waited for the officers longer than the council allows."""
    waits = waits_for(matter)
    return waits is not None and day_now(council, now) > last_day_of(council, *waits)


def _days(council: Council, now: datetime) -> tuple[date, date]:
    """Return the council's day, and the last day that counts as near."""
    today = day_now(council, now)
    return today, add_working_days(today, SOON, holidays()).day


# Lists


def load_list(tx: Tx, council: int, place: DeskPlace, now: datetime) -> DeskList:
    """Return a page of a queue, with the filters of the place; a page too far is the last."""
    its_council = members.get_council(tx, council)
    today, soon = _days(its_council, now)
    keys = _keys(tx, council, Queue(place.queue or Queue.ALL), today, soon)
    options: tuple[DeskOption, ...] = ()
    if place.menu:
        chosen = Filter(place.menu)
        options = _options(tx, council, chosen, _filtered(tx, keys, place.without(chosen)))
    if place.is_filtered:
        keys = [matter.key for matter in _filtered(tx, keys, place)]
    pages = max(1, -(-len(keys) // MATTERS_PER_PAGE))
    page = min(max(1, place.page), pages)
    shown_keys = keys[(page - 1) * MATTERS_PER_PAGE : page * MATTERS_PER_PAGE]
    shown = tuple(matter for key in shown_keys if (matter := tx.get(Matter, key)))
    return DeskList(
        council=its_council,
        place=place,
        matters=shown,
        names=members.members_of(tx, council, [place.handler, place.person, *(m.assignment.handler for m in shown)]),
        late=frozenset(matter.number for matter in shown if is_late(its_council, matter, now)),
        page=page,
        pages=pages,
        total=len(keys),
        today=today,
        options=options,
    )


def _keys(tx: Tx, council: int, queue: Queue, today: date, soon: date) -> list[str]:
    """Return the keys of the matters in a queue: what is due first, or what came first, stands first."""
    if queue is Queue.ALL:
        return [row.key for row in tx.rows(OpenMatterRow, council, True)]
    if queue in {Queue.SOON, Queue.OVERDUE}:
        first, last = (date.min, today - timedelta(days=1)) if queue is Queue.OVERDUE else (today, soon)
        due = [
            row
            for state in AT_WORK
            for row in tx.rows(StateDueRow, council, state.value, upto=last.isoformat())
            if row.assignment__due >= first.isoformat()
        ]
        paused = {row.key for row in tx.rows(PausedRow, council)} if due else set()
        due.sort(key=lambda row: (row.assignment__due, _number(row.key)))
        return [row.key for row in due if row.key not in paused]
    if queue in DECIDED:
        found = (
            matter
            for state in QUEUE_STATES[queue]
            for matter in tx.find(Matter, "state", council, state, limit=READ_LIMIT)
        )
        return sorted((m.key for m in found if is_in_queue(m, queue, today, soon)), key=_number)
    rows = (row for state in QUEUE_STATES[queue] for row in tx.rows(MatterStateRow, council, state.value))
    return [row.key for row in sorted(rows, key=lambda row: row.number)]


def _number(key: str) -> int:
    return int(key.partition("/")[2])


def _filtered(tx: Tx, keys: Iterable[str], place: DeskPlace) -> list[Matter]:
    """Return the matters that the filters let through, of the first `READ_LIMIT`."""
    words = tuple(filter(None, map(comparable_text, place.words.split())))
    found = (tx.get(Matter, key) for key in list(keys)[:READ_LIMIT])
    return [matter for matter in found if matter and is_meant(matter, place, words)]


def _options(tx: Tx, council: int, chosen: Filter, matters: Iterable[Matter]) -> tuple[DeskOption, ...]:
    """Return the values of a filter that the matters have, the most frequent first."""
    counted: Counter[tuple[str, int, str]] = Counter()
    for matter in matters:
        given = matter.assignment
        match chosen:
            case Filter.STATE:
                counted[matter.state.value, 0, ""] += 1
            case Filter.CATEGORY:
                counted[matter.category.value, 0, ""] += 1
            case Filter.BUILDING:
                counted.update((building, 0, "") for building in list_buildings(matter.plain))
            case Filter.HANDLER if given.handler:
                counted["", given.handler, ""] += 1
            case Filter.HANDLER if given.handler_name:
                counted["", name_mark(given.handler_name), given.handler_name] += 1
    top = counted.most_common(OPTIONS_SHOWN)
    known = members.members_of(tx, council, [number for (_, number, name), _count in top if not name])
    return tuple(
        DeskOption(value=value, number=number, count=n, name=name or (known[number].name if number in known else ""))
        for (value, number, name), n in top
    )


def name_mark(name: str) -> int:
    """Return the number that stands for a handler without an account behind a button; it is no member's."""
    return FIRST_MARK + crc32(name.encode()) % 10**8


# Buttons


def turn(tx: Tx, *, place: DeskPlace, intent: Intent, by: Account, now: datetime, reply_to: ReplyTo) -> DeskPlace:
    """Return the place to which an officer turns the desk; raises OldButton, OfficersOnly."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_officer(who)
    if intent.arg == "handler" and intent.subject >= FIRST_MARK:
        listed = load_list(tx, council.number, replace(place, menu=Filter.HANDLER.value), now).options
        name = next((each.name for each in listed if each.number == intent.subject), "")
        return replace(place, page=1, menu="", handler=0, handler_name=name)
    return move(place, intent.arg, intent.subject)


def press(tx: Tx, *, intent: Intent, by: Account, now: datetime, reply_to: ReplyTo) -> Reply:
    """Turn the desk in place; one that is too old to be known is shown anew below."""
    sent = find_shown_desk(tx, reply_to.chat, reply_to.message)
    place = turn(tx, place=sent.params.desk if sent else DeskPlace(), intent=intent, by=by, now=now, reply_to=reply_to)
    if sent:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now, desk=place, reply=None)
    else:
        officer = find_officer(tx, council=intent.council, by=by)
        params = MessageParams(council=intent.council, person=officer.person, desk=place)
        reply(tx, reply_to, VIEW, params, now=now, remember=True)
    return Reply("ok")


def ask_search(tx: Tx, *, intent: Intent, by: Account, now: datetime, reply_to: ReplyTo) -> Reply:
    """Ask an officer for the words that the desk is searched for."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_officer(who)
    questions.ask_question(tx, name="desk_words", council=council.number, by=by, now=now, reply_to=reply_to)
    return Reply("asked_below")


def find_shown_desk(tx: Tx, chat: ChatId, message: MessageId | None) -> SentMessage | None:
    """Return what is known of a message that shows the desk."""
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    return sent if sent and sent.view == VIEW else None


def show_list_again(tx: Tx, *, chat: ChatId, message: MessageId, notice: Reply | None, now: datetime) -> None:
    """Redraw the list of a desk after an act on one of its matters; `notice` says what was done."""
    sent = find_shown_desk(tx, chat, message)
    if sent:
        place = replace(sent.params.desk, matter=0, menu="")
        refresh_message(tx, chat, message, now=now, desk=place, reply=notice)

"""Rounds of stars: begun by officers or by the month, ended by a poll among the nominees, or called off."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import OFFICERS, Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.councils.practice import Practice
from bot.domain.polls.poll import USUAL_LENGTH, Asked, Poll
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.domain.stars.errors import BadCandidates, NominationsOver, NoStarRound
from bot.domain.stars.star_round import (
    LEAST,
    MOST,
    WHAT_LIMIT,
    Nomination,
    Nominee,
    StarRound,
    StarState,
    list_nominees,
    parse_round,
)
from bot.ports import Tx
from bot.read_models.stars import ShownRound, ShownRounds
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.polls import polls
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import next_working_month
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_group, refresh_message, reply_page

PAGE, LIST = "star.page", "stars"
LISTED = 10  # rounds of a list
MONTHLY = "star_month"


def get_round(tx: Tx, council: int, number: int) -> StarRound:
    """Return the round of this number. Raises NoStarRound."""
    found = tx.get(StarRound, StarRound.key_of(council, number))
    if found is None:
        raise NoStarRound(number=number)
    return found


def get_open_round(tx: Tx, council: int, number: int) -> StarRound:
    """Return a round that takes nominations. Raises NoStarRound, NominationsOver."""
    found = get_round(tx, council, number)
    if found.state is not StarState.NOMINATING:
        raise NominationsOver(number=number)
    return found


def begin_round(tx: Tx, *, council: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> PrivateReply:
    """Ask the group for nominations, and return the round's page for the officer; in private that is the reply.

    Raises NotAllowed, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.STAR, who)
    what, monthly = parse_round(text)
    begun = _begin(tx, council, clean_text(what, WHAT_LIMIT)[0], who.person, monthly=monthly, now=now)
    _record(tx, begun, "star_begun", who, now)
    return reply_page(tx, reply_to, page_of(begun, who), now=now)


def _begin(tx: Tx, council: int, what: str, by: int, *, monthly: bool, now: datetime) -> StarRound:
    number = tx.next_number(council, Numbered.STAR_ROUND)
    begun = StarRound(council=council, number=number, what=what, by=by, at=now, monthly=monthly)
    tx.put(begun)
    if monthly:
        _schedule_next(tx, begun, now)
    show_in_group(tx, begun, now=now)
    return begun


def _schedule_next(tx: Tx, shown: StarRound, now: datetime) -> None:
    at = next_working_month(members.get_council(tx, shown.council), now)
    params = JobParams(council=shown.council, number=shown.number)
    jobs.schedule(tx, MONTHLY, round_subject(shown), at, params=params)


def begin_month(tx: Tx, row: Job, now: datetime) -> None:
    """Begin the round of a new month, like the one before.

    While that takes nominations still, or stars are switched off, it waits for another month.
    """
    before = tx.get(StarRound, StarRound.key_of(row.params.council, row.params.number))
    council = members.get_council(tx, row.params.council)
    if before is None or not before.monthly:
        return
    if before.state is StarState.NOMINATING or Practice.STARS not in council.practices:
        _schedule_next(tx, before, now)
        return
    tx.put(replace(before, monthly=False))
    begun = _begin(tx, before.council, before.what, before.by, monthly=True, now=now)
    _record(tx, begun, "star_begun", None, now)


def press_stop_monthly(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Stop beginning a round like this each month. Raises NotAllowed, NoStarRound."""
    shown, who = _authorise(tx, intent, by, reply_to)
    tx.put(replace(shown, monthly=False))
    jobs.cancel(tx, round_subject(shown))
    _record(tx, shown, "star_not_monthly", who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("star_not_monthly")


def press_leave_out(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Leave a nominee out of the poll, or take them in again. Raises NotAllowed, NominationsOver, NoStarRound."""
    shown, who = _authorise(tx, intent, by, reply_to)
    shown = get_open_round(tx, shown.council, shown.number)
    person, _, place = intent.arg.partition("-")
    key = f"{shown.key}/{person}/{place}"
    nomination = tx.get(Nomination, key)
    if nomination is None:
        return Reply("nomination_gone")
    name = nomination.name
    others = tuple(each for each in shown.left_out if each != name)
    tx.put(replace(shown, left_out=others if name in shown.left_out else (*others, name)))
    _record(tx, shown, "star_left_out", who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("star_taken_in" if name in shown.left_out else "star_left_out", {"name": name})


def must_ask_poll(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that closing the nominations is asked about first. Raises NotAllowed, NominationsOver, BadCandidates."""
    shown, _ = _authorise(tx, intent, by, reply_to)
    _list_candidates(tx, get_open_round(tx, shown.council, shown.number))
    return True


def press_poll(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Close the nominations and open a poll among the nominees. Raises NotAllowed, NominationsOver, BadCandidates."""
    shown, who = _authorise(tx, intent, by, reply_to)
    shown = get_open_round(tx, shown.council, shown.number)
    options = tuple(each.name for each in _list_candidates(tx, shown))
    asked = Asked(f"⭐ {shown.what}", options, anonymous=True, multiple=True, lasts=USUAL_LENGTH)
    chat = members.get_council(tx, shown.council).chat
    in_group = ReplyTo(reply_to.id, chat, group=True)
    number = polls.ask_poll(tx, by=by, asked=asked, now=now, reply_to=in_group, council=shown.council)
    polled = replace(shown, state=StarState.POLLED, poll=number)
    tx.put(polled)
    _record(tx, polled, "star_polled", who, now)
    show_in_group(tx, polled, now=now)
    return Reply("star_polled")


def must_ask_cancellation(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that calling a round off is asked about first. Raises NotAllowed, NominationsOver."""
    shown, _ = _authorise(tx, intent, by, reply_to)
    get_open_round(tx, shown.council, shown.number)
    return True


def press_cancel(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Call a round off; no other follows by itself. Raises NotAllowed, NominationsOver."""
    shown, who = _authorise(tx, intent, by, reply_to)
    cancelled = replace(get_open_round(tx, shown.council, shown.number), state=StarState.CANCELLED, monthly=False)
    tx.put(cancelled)
    jobs.cancel(tx, round_subject(cancelled))
    _record(tx, cancelled, "star_cancelled", who, now)
    show_in_group(tx, cancelled, now=now)
    return Reply("star_cancelled")


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a round for the one who pressed. Raises NoStarRound, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    page = page_of(get_round(tx, intent.council, intent.subject), who)
    return page if reply_to.has_one_reader else replace(page, params=params_of(intent.council, intent.subject))


def params_of(council: int, number: int, person: int = 0) -> MessageParams:
    """Return the params of a message about a round."""
    return MessageParams(council=council, number=number, person=person)


def page_of(shown: StarRound, who: Member) -> PrivateReply:
    """Return the page of a round for one person."""
    return PrivateReply(PAGE, params_of(shown.council, shown.number, who.person), remember=True)


def round_subject(shown: StarRound) -> str:
    """Return the subject of a round's jobs, which is the id of the message that shows it in the group."""
    return f"star/{shown.key}"


def show_in_group(tx: Tx, shown: StarRound, *, now: datetime) -> None:
    """Show a round in its group, or what has changed in it."""
    council, params = members.get_council(tx, shown.council), params_of(shown.council, shown.number)
    notify_group(tx, council, id=round_subject(shown), view="star.card", params=params, now=now, in_place=True)


def load_round(tx: Tx, council: int, number: int, person: int) -> ShownRound | None:
    """Return a round for one reader; officers see who was nominated before all do."""
    shown = tx.get(StarRound, StarRound.key_of(council, number))
    if shown is None:
        return None
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    is_officer = reader is not None and bool(OFFICERS.intersection(reader.roles))
    sees_all = is_officer or shown.state is StarState.POLLED
    nominees = _list_nominees(tx, shown) if reader and sees_all else ()
    return ShownRound(
        council=members.get_council(tx, council),
        round=shown,
        nominations=tx.count(Nomination, "round", council, number),
        poll=tx.get(Poll, Poll.key_of(council, shown.poll)) if shown.poll else None,
        nominees=nominees if is_officer else tuple(each for each in nominees if not each.is_left_out),
        own=tuple(tx.find(Nomination, "person", council, person, number)) if reader else (),
        has_reader=reader is not None,
        is_officer=is_officer,
    )


def load_rounds(tx: Tx, council: int) -> ShownRounds:
    """Return the newest rounds."""
    found = tx.find(StarRound, "at", council, newest_first=True, limit=LISTED)
    return ShownRounds(members.get_council(tx, council), tuple(found))


def _list_nominees(tx: Tx, shown: StarRound) -> tuple[Nominee, ...]:
    return list_nominees(tx.find(Nomination, "round", shown.council, shown.number), shown.left_out)


def _list_candidates(tx: Tx, shown: StarRound) -> list[Nominee]:
    found = [each for each in _list_nominees(tx, shown) if not each.is_left_out]
    if not LEAST <= len(found) <= MOST:
        raise BadCandidates(n=len(found), least=LEAST, most=MOST)
    return found


def _authorise(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> tuple[StarRound, Member]:
    """Return the round of an officer's button, and the officer. Raises NotAllowed, NoStarRound."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.STAR, who)
    return get_round(tx, intent.council, intent.subject), who


def _record(tx: Tx, shown: StarRound, what: str, who: Member | None, now: datetime) -> None:
    append_entry(tx, shown.council, what, person=who.person if who else None, now=now, facts={"star": shown.number})

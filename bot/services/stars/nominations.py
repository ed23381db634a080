"""Nominations for stars: made by anybody, in private or in the group, and taken back."""

from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.domain.stars.errors import NominatedAlready, NoStarRound, TooManyNominations
from bot.domain.stars.star_round import (
    NAME_LIMIT,
    NOMINATIONS_LIMIT,
    REASON_LIMIT,
    Nomination,
    StarRound,
    StarState,
    parse_nomination,
)
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import ask_by_button, authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply_page
from bot.services.stars.star_rounds import get_open_round, page_of, show_in_group


def get_newest_open(tx: Tx, council: int) -> StarRound:
    """Return the newest round that takes nominations. Raises NoStarRound."""
    found = tx.find(StarRound, "state", council, StarState.NOMINATING, newest_first=True, limit=1)
    if not found:
        raise NoStarRound
    return found[0]


def nominate(
    tx: Tx, *, council: int, number: int = 0, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> PrivateReply:
    """Nominate somebody in a round, 0: in the newest, and return its page with what this person nominated.

    Raises NoStarRound, NominationsOver, NominatedAlready, TooManyNominations, NominationUnclear, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    if not number:
        number = get_newest_open(tx, council).number
    shown = get_open_round(tx, council, number)
    name, reason = parse_nomination(text)
    name = clean_text(name, NAME_LIMIT, shortest=1)[0]
    own = tx.find(Nomination, "person", council, who.person, number)
    if any(each.name == name for each in own):
        raise NominatedAlready(name=name)
    free = set(range(1, NOMINATIONS_LIMIT + 1)) - {each.place for each in own}
    if not free:
        raise TooManyNominations(most=NOMINATIONS_LIMIT)
    tx.put(
        Nomination(
            council=council,
            round=number,
            person=who.person,
            place=min(free),
            name=name,
            reason=clean_text(reason, REASON_LIMIT, shortest=0)[0],
            at=now,
        )
    )
    _record(tx, shown, "star_nominated", who, now)
    show_in_group(tx, shown, now=now)
    return reply_page(tx, reply_to, page_of(shown, who), now=now)


def ask_nomination(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the one who pressed whom they nominate. Raises NoStarRound, NominationsOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    get_open_round(tx, intent.council, intent.subject)
    return ask_by_button(tx, "nominate", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def press_take_back(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take back one's own nomination; again it changes nothing. Raises NominationsOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    shown = get_open_round(tx, intent.council, intent.subject)
    place = int(intent.arg) if intent.arg.isdecimal() else 0
    key = Nomination.key_of(shown.council, shown.number, who.person, place)
    if tx.get(Nomination, key):
        tx.drop(Nomination, key)
        _record(tx, shown, "star_nomination_back", who, now)
        show_in_group(tx, shown, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("nomination_back")


def _record(tx: Tx, shown: StarRound, what: str, who: Member, now: datetime) -> None:
    append_entry(tx, shown.council, what, person=who.person, now=now, facts={"star": shown.number})

"""The settings of points, which the head makes: who has an account, who reviews and keeps the shop, when, New Year."""

import re
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import NoSuchPerson
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.points.book import AccountKind, CarryOver, PointBook, parse_review_time
from bot.domain.points.errors import AccountsChosen, NoRollForPoints
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.points import ShownBook
from bot.services.councils import members
from bot.services.points import accounts, review_jobs, reviews, rules, years
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message

PAGE = "points.settings"
NOBODY = frozenset({"不设", "没有", "none"})
_PARTED = re.compile(r"[、，,;；\n]|\s+(?=[@＠\u4e00-\u9fff])")


def load_settings(tx: Tx, council: int) -> ShownBook:
    """Return the settings with the names of those who review and keep the shop."""
    book = accounts.get_book(tx, council)
    named = members.members_of(tx, council, (*book.reviewers, *book.keepers))
    return ShownBook(
        council=members.get_council(tx, council),
        book=book,
        reviewers=tuple(named[each] for each in book.reviewers if each in named and named[each].present),
        keepers=tuple(named[each] for each in book.keepers if each in named and named[each].present),
        rules=tuple(rules.list_rules(tx, council)),
        begun=tx.last_number(council, Numbered.POINT_CLAIM) > 0,
    )


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of the settings. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PRACTICES, who)
    return PrivateReply(PAGE, MessageParams(council=intent.council, person=who.person), remember=True)


def press_setting(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Choose who has an account, before the first report, or what New Year leaves.

    Raises NotAllowed, AccountsChosen, NoRollForPoints.
    """
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PRACTICES, who)
    book = accounts.get_book(tx, intent.council)
    if intent.arg in set(AccountKind):
        kind = AccountKind(intent.arg)
        if kind is not book.kind and tx.last_number(intent.council, Numbered.POINT_CLAIM):
            raise AccountsChosen
        if kind is AccountKind.HOUSEHOLD and not council.roll:
            raise NoRollForPoints
        book = replace(book, kind=kind)
        years.schedule_jobs(tx, council, now)
    elif intent.arg in set(CarryOver):
        book = replace(book, carry_over=CarryOver(intent.arg))
    else:
        raise OldButton
    _put(tx, book, who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("points_set")


def ask_setting(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the head for what a button sets. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PRACTICES, who)
    return ask_presser(tx, intent.act, by=by, who=who, reply_to=reply_to, now=now)


def set_reviewers(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Set the reviewers by their names. Raises NotAllowed, NoSuchPerson, SeveralPeople."""
    people = _read_people(tx, council, by, text)
    _put(tx, replace(accounts.get_book(tx, council), reviewers=people), by, now)
    reviews.decide_again(tx, council, now)
    return Reply("points_reviewers_set", {"n": len(people)})


def set_keepers(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Set the keepers of the shop by their names. Raises NotAllowed, NoSuchPerson, SeveralPeople."""
    people = _read_people(tx, council, by, text)
    _put(tx, replace(accounts.get_book(tx, council), keepers=people), by, now)
    return Reply("points_keepers_set", {"n": len(people)})


def _read_people(tx: Tx, council: int, by: Member, text: str) -> tuple[int, ...]:
    check_allowed(CouncilAct.PRACTICES, by)
    if text.strip() in NOBODY:
        return ()
    found = [members.find_by_name(tx, council, each, by) for each in _PARTED.split(text.strip()) if each.strip()]
    if None in found:
        raise NoSuchPerson
    return tuple(dict.fromkeys(each.person for each in found if each))


def set_time(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Set the hour of the review. Raises NotAllowed, BadReviewTime."""
    check_allowed(CouncilAct.PRACTICES, by)
    hour = parse_review_time(text)
    _put(tx, replace(accounts.get_book(tx, council), review_at=hour), by, now)
    review_jobs.move_review(tx, members.get_council(tx, council), now)
    return Reply("points_time_set", {"time": hour})


def _put(tx: Tx, book: PointBook, who: Member, now: datetime) -> None:
    tx.put(book)
    append_entry(tx, book.council, "points_settings", person=who.person, now=now)

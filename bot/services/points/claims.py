"""Reports of points: by who did it, by an officer, or by themselves where a deed was noted. None counts yet."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.points.claim import WITHOUT_WORDS, ClaimState, PointClaim
from bot.domain.points.errors import ClaimDecided, NotReporter
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.points import accounts, reports, rules
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply

CLAIM = "points.claim"
TEXT_LIMIT = 200


def report(
    tx: Tx,
    *,
    council: int,
    rule: int,
    account_number: int,
    whom: int,
    text: str,
    attachments: tuple[Attachment, ...],
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> PrivateReply:
    """Report what a rule gives points for: one's own, or as an officer that of an account (`whom`: the member).

    Return its card, which in private is the reply. Raises NotAllowed, NoPointRule, MonthFull, NoHousehold, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    found = rules.get_rule(tx, council, rule)
    if account_number:
        check_allowed(CouncilAct.POINTS, who)
    holder = accounts.get_account(tx, council, account_number) if account_number else accounts.open_account(tx, who)
    words, _ = clean_text("" if text in WITHOUT_WORDS else text, TEXT_LIMIT, shortest=0)
    reports.check_month(tx, found, holder, now)
    claim = reports.put_claim(tx, found, holder, whom if account_number else who.person, by=who.person, now=now)
    claim = replace(claim, text=words, attachments=attachments)
    tx.put(claim)
    reports.record_claim(tx, claim, "points_reported", who, now)
    card = card_of(claim, who)
    if not reply_to.group:
        reply(tx, reply_to, card.view, card.params, now=now, remember=True)
    return card


def card_of(claim: PointClaim, who: Member) -> PrivateReply:
    """Return the card of a report for who reported it."""
    params = MessageParams(council=claim.council, number=claim.number, person=who.person)
    return PrivateReply(CLAIM, params, remember=True)


def press_take_back(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a report back that was not decided yet. Raises NoClaim, NotReporter, ClaimDecided."""
    _, who = authorise_button(tx, intent, by, reply_to)
    claim = reports.get_claim(tx, intent.council, intent.subject)
    if claim.by != who.person:
        raise NotReporter
    if claim.state is not ClaimState.PENDING:
        raise ClaimDecided
    reports.take_back(tx, claim, who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("point_claim_taken_back")


def drop_words(tx: Tx, claim: PointClaim, _now: datetime) -> None:
    """Take the words and pictures out of a report of a person who is erased; its points stay."""
    tx.put(replace(claim, text="", attachments=()))

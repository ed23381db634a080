"""Points as people ask for them: their page, the pages behind its buttons, what officers begin, the ledger's file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.points.account import PointEntry, month_of
from bot.domain.points.errors import NoSuchAccount
from bot.domain.points.point_lines import ListKind
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import ChatId
from bot.domain.shared.local_time import local_time
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.points import LedgerLine
from bot.services.councils import members
from bot.services.points import accounts, ledger, orders, pages, rules, years
from bot.services.points.lists import MAY_EDIT
from bot.services.shared import questions
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply

ASKED = {ListKind.RULES: "point_rules", ListKind.PRIZES: "prizes"}
LINES_AT_ONCE = 500  # of the ledger's file


def _page(view: str, check: Callable[[Tx, Member], None] | None = None) -> Callable[..., PrivateReply]:
    """Return what finds a page of the one who pressed its button."""

    def find(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
        _, who = authorise_button(tx, intent, by, reply_to)
        if check:
            check(tx, who)
        return PrivateReply(view, MessageParams(council=intent.council, person=who.person, page=1), remember=True)

    return find


find_points = _page(pages.PAGE)
find_shop = _page(pages.SHOP)
find_orders = _page(pages.ORDERS, orders.check_keeper)


def find_rules(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the rules that the one who pressed can report. Raises PointsNotReady, NoHousehold."""
    _, who = authorise_button(tx, intent, by, reply_to)
    accounts.open_account(tx, who)
    return PrivateReply(pages.RULES, MessageParams(council=intent.council, person=who.person), remember=True)


def find_board(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:
    """Return the board of this month."""
    council, _ = authorise_button(tx, intent, by, reply_to)
    month = month_of(day_now(council, now))
    return PrivateReply(years.BOARD, MessageParams(council=intent.council, first=month))


def find_entries(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the ledger of an account, of one's own without a subject. Raises NoSuchAccount."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if intent.subject:
        account = accounts.get_account(tx, intent.council, intent.subject)
        if who.person not in accounts.list_holders(tx, account):
            check_allowed(CouncilAct.POINTS, who)
    else:
        mine = accounts.find_account(tx, who)
        if mine is None:
            raise NoSuchAccount(name="")
        account = mine
    return entries_of(account.council, account.number, who)


def entries_of(council: int, account_number: int, who: Member) -> PrivateReply:
    """Return the ledger of an account for one person."""
    params = MessageParams(council=council, number=account_number, person=who.person, page=1)
    return PrivateReply(pages.ENTRIES, params, remember=True)


def find_result(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the whole result of a review for one person, page by page."""
    _, who = authorise_button(tx, intent, by, reply_to)
    params = MessageParams(council=intent.council, number=intent.subject, person=who.person, page=1)
    return PrivateReply("points.result", params, remember=True)


def press_hide(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take an account off the lists that others read, or put it back. Raises PointsNotReady, NoHousehold."""
    _, who = authorise_button(tx, intent, by, reply_to)
    account, hidden = accounts.open_account(tx, who), intent.arg == "hide"
    tx.put(replace(account, hidden=hidden))
    append_entry(tx, intent.council, "points_hidden", person=who.person, now=now, facts={"on": hidden})
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("points_hidden" if hidden else "points_shown")


def ask_report(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask for words and a photo of what a rule gives points for; the choice is the account that an officer names.

    Raises NoPointRule, PointsNotReady, NoHousehold, NotAllowed.
    """
    _, who = authorise_button(tx, intent, by, reply_to)
    rule = rules.get_rule(tx, intent.council, intent.subject)
    account, _dot, whom = intent.arg.partition(".")
    if account:
        check_allowed(CouncilAct.POINTS, who)
    else:
        accounts.open_account(tx, who)
    if not (account + whom).isdecimal() and account:
        raise OldButton
    params = QuestionParams(number=rule.number, name=rule.title, then=account, whom=int(whom or 0))
    return ask_presser(tx, "points_report", params, who=who, by=by, reply_to=reply_to, now=now)


def ask_for_whom(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer whose points they want to see or report. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.POINTS, who)
    return ask_presser(tx, intent.act, who=who, by=by, reply_to=reply_to, now=now)


def show_named(tx: Tx, *, council: int, name: str, then: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show an officer what can be reported for a household or member, or their ledger.

    Raises NotAllowed, NoSuchAccount, NoHousehold, PointsNotReady, SeveralPeople.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.POINTS, who)
    account, whom = accounts.open_named(tx, council, name.strip(), who)
    shown = entries_of(council, account.number, who)
    if then == "points_for":
        shown = replace(shown, view=pages.RULES, params=replace(shown.params, whom=whom))
    reply(tx, reply_to, shown.view, shown.params, now=now, remember=True)


def ask_correction(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer why an entry is taken back. Raises NotAllowed, NoEntry, EntryCorrected, PointsSpent."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.POINTS, who)
    entry = ledger.get_correctable(tx, intent.council, intent.subject)
    params = QuestionParams(number=entry.number, name=f"#{entry.number} {entry.title}")
    return ask_presser(tx, "points_correct", params, who=who, by=by, reply_to=reply_to, now=now)


def begin_list(
    tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime
) -> tuple[ChatId, ListKind] | None:
    """Ask for rules or prizes, typed or as a file, in private; None: there is no private chat. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    kind = ListKind(intent.arg)
    check_allowed(MAY_EDIT[kind], who)
    if who.open_chat is None:
        return None
    to = ReplyTo(reply_to.id, who.open_chat, group=False)
    questions.ask_question(tx, name=ASKED[kind], council=intent.council, by=by, now=now, reply_to=to)
    return who.open_chat, kind


def find_ledger(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[ChatId, int] | None:
    """Return an officer's private chat and the number of the last entry; None without a chat. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.POINTS, who)
    if who.open_chat is None:
        return None
    append_entry(tx, intent.council, "points_ledger", person=who.person, now=now)
    return who.open_chat, tx.last_number(intent.council, Numbered.POINT_ENTRY)


def load_ledger(tx: Tx, council: int, upto: int, now: datetime) -> tuple[LedgerLine, ...]:
    """Return entries of this year and the last, the newest first, from the number `upto` back; none: that is all."""
    its_council = members.get_council(tx, council)
    begins = local_time(date(day_now(its_council, now).year - 1, 1, 1), time(), its_council.zone)
    lines = []
    for number in range(upto, max(0, upto - LINES_AT_ONCE), -1):
        entry = tx.get(PointEntry, PointEntry.key_of(council, number))
        if entry is None or entry.at < begins:
            break
        holder = accounts.show_holder(tx, accounts.get_account(tx, council, entry.account_number))
        lines.append(LedgerLine(entry, holder, members.members_of(tx, council, (entry.person, entry.by))))
    return tuple(lines)

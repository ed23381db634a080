"""The page of pledges: for a pledger what they have done this month, for the head who pledges."""

from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed, is_allowed
from bot.domain.pledges.errors import NoPledgeMonth
from bot.domain.pledges.pledge import PledgeDeed, PledgeMonth, Pledger, month_of
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.pledges import PledgeList, ShownPledgeMonth, ShownPledges
from bot.services.councils import members
from bot.services.pledges import pledge_deeds, pledgers
from bot.services.shared.dispatch import ask_by_button, authorise_button, send_in_private
from bot.services.shared.enqueue import ReplyTo, notify_group, refresh_message, reply

PAGE = "pledges"
LISTED = 5  # of one's own deeds


def press_join(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Put the one who pressed on the list of pledgers; again it changes nothing. Raises NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    joined = pledgers.add_pledger(tx, who, who, now)
    _refresh(tx, reply_to, now)
    return Reply("pledge_joined" if joined else "pledge_joined_already")


def press_leave(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take the one who pressed off the list. Raises PledgedByRole."""
    _, who = authorise_button(tx, intent, by, reply_to)
    pledgers.remove_pledger(tx, who, who, now)
    _refresh(tx, reply_to, now)
    return Reply("pledge_left")


def press_role(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Make a role pledge as a whole, or no more. Raises NotAllowed, OldButton."""
    _, who = authorise_button(tx, intent, by, reply_to)
    pledgers.toggle_role(tx, intent.council, intent.arg, who, now)
    _refresh(tx, reply_to, now)
    return Reply("ok")


def ask_names(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the head whom to put on the list, or to take off. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PLEDGERS, who)
    return ask_by_button(tx, intent.act, intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def ask_report(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask a pledger what they have done. Raises NoPledge."""
    _, who = authorise_button(tx, intent, by, reply_to)
    pledge_deeds.check_report(tx, intent.council, by)
    return ask_by_button(tx, "pledge", intent=intent, by=by, who=who, reply_to=reply_to, now=now)


def press_undo(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take back the newest report of the one who pressed. Raises NoReportToUndo."""
    _, who = authorise_button(tx, intent, by, reply_to)
    pledge_deeds.undo_report(tx, intent.council, who, now)
    _refresh(tx, reply_to, now)
    return Reply("pledge_undone")


def press_call(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the group who will pledge, with a button. Raises NotAllowed."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PLEDGERS, who)
    month = month_of(now, council.zone)
    params = MessageParams(council=council.number)
    notify_group(tx, council, id=f"pledge_call/{council.number}/{month}", view="pledge.call", params=params, now=now)
    return Reply("pledge_called")


def send_month(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Send the head the list of the newest month that was counted, in private. Raises NotAllowed, NoPledgeMonth."""
    who = _check_head(tx, intent, by, reply_to)
    newest = tx.find(PledgeMonth, "month", intent.council, newest_first=True, limit=2)
    counted = next((each for each in newest if each.closed), None)
    if counted is None:
        raise NoPledgeMonth
    return _send(tx, "pledge.month", counted.month, who=who, reply_to=reply_to, now=now)


def send_list(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Send the head this month's pledgers with their deeds as a file, in private. Raises NotAllowed, PrivateOnly."""
    who = _check_head(tx, intent, by, reply_to)
    month = month_of(now, members.get_council(tx, intent.council).zone)
    return _send(tx, "pledge.list", month, who=who, reply_to=reply_to, now=now)


def _send(tx: Tx, view: str, month: str, *, who: Member, reply_to: ReplyTo, now: datetime) -> Reply:
    params = MessageParams(council=who.council, person=who.person, first=month)
    return send_in_private(tx, view, params, who=who, reply_to=reply_to, now=now)


def _check_head(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> Member:
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PLEDGERS, who)
    return who


def keep_report(
    tx: Tx,
    *,
    council: int,
    text: str,
    attachments: tuple[Attachment, ...],
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> PrivateReply:
    """Keep what a pledger says that they did, and return their page; in private that is the reply.

    Raises NoPledge, NoPledgePhoto, TooShort, TooLong.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    pledge_deeds.report_deed(tx, council=council, by=who, text=text, attachments=attachments, now=now)
    page = PrivateReply(PAGE, MessageParams(council=council, person=who.person), remember=True)
    if not reply_to.group:
        reply(tx, reply_to, page.view, page.params, now=now, remember=True)
    return page


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of pledges for the one who pressed its button. Raises NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    return PrivateReply(PAGE, MessageParams(council=intent.council, person=who.person), remember=True)


def load_pledges(tx: Tx, number: int, person: int, now: datetime) -> ShownPledges:
    """Return the pledges of a council as one person may see them; 0: as all may."""
    council = members.get_council(tx, number)
    month = month_of(now, council.zone)
    reader = tx.get(Member, Member.key_of(number, person)) if person else None
    newest = tx.find(PledgeDeed, "person", number, person, newest_first=True, limit=LISTED) if reader else []
    is_head = reader is not None and is_allowed(CouncilAct.PLEDGERS, reader)
    return ShownPledges(
        council=council,
        month=month,
        deeds=tx.count(PledgeDeed, "month", number, month),
        roles=pledgers.roles_of(tx, number),
        reader=reader,
        is_listed=reader is not None and tx.get(Pledger, Pledger.key_of(number, person)) is not None,
        has_role=reader is not None and pledgers.has_pledging_role(tx, reader),
        mine=tuple(each for each in newest if each.month == month),
        can_undo=reader is not None and pledge_deeds.find_undoable(tx, number, person, now) is not None,
        pledgers=len(pledgers.list_pledgers(tx, number, month)) if is_head else None,
    )


def load_month(tx: Tx, number: int, month: str) -> ShownPledgeMonth | None:
    """Return the result of a month, with those who have done nothing."""
    found = tx.get(PledgeMonth, PledgeMonth.key_of(number, month))
    if found is None or found.closed is None:
        return None
    people = members.members_of(tx, number, found.nothing)
    return ShownPledgeMonth(members.get_council(tx, number), found, tuple(people.get(each) for each in found.nothing))


def load_list(tx: Tx, number: int, month: str, now: datetime) -> PledgeList:
    """Return every pledger of a month with what they have done."""
    deeds: dict[int, list[PledgeDeed]] = {}
    for each in tx.find(PledgeDeed, "month", number, month):
        deeds.setdefault(each.person, []).append(each)
    people = pledgers.list_pledgers(tx, number, month)
    rows = tuple((each, tuple(deeds.get(each.person, ()))) for each in people)
    return PledgeList(members.get_council(tx, number), month, rows, now)


def _refresh(tx: Tx, reply_to: ReplyTo, now: datetime) -> None:
    if not reply_to.group:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)

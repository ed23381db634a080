"""The council as a whole: set up, renamed, moved to another chat, left by the bot."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import NAME_LIMIT, Account, Council, Defaults, Member, Role
from bot.domain.councils.errors import AdminOnly, NotAPerson
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.procedure import PROCEDURES
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import ChatId, ThreadId
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.councils import ShownCouncil
from bot.services.councils import command_menus, members, roles, unpublished_years
from bot.services.hierarchy import joining
from bot.services.matters import downtime
from bot.services.meetings import meetings, planning
from bot.services.polls import polls
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, enqueue, notify_group, refresh_message, reply

RESULTS = frozenset({"vote.result", "poll.result"})
LANGUAGES = ("zh-CN", "en")


def set_up(
    tx: Tx,
    *,
    name: str,
    by: Account,
    admin: bool,
    hears_all: bool,
    defaults: Defaults,
    now: datetime,
    thread: ThreadId | None = None,
    reply_to: ReplyTo,
) -> int:
    """Make the group a council with the caller as its head, or show its settings; return the council's number.

    An administrator of the group becomes head also when the council has lost its own. Raises AdminOnly, NotAPerson.
    """
    if not by.acts:
        raise NotAPerson
    found = tx.find(Council, "chat", reply_to.chat)
    is_new = not found or members.find_head(tx, found[0].number) is None
    if found:
        council = found[0]
        if not council.present:
            council = replace(council, present=True)
            tx.put(council)
            command_menus.plan_council(tx, council.number)
        if admin and thread and thread != council.thread:
            council = replace(
                council, thread=thread
            )  # the group has topics now: the council speaks in the one it is called
            tx.put(council)
    elif not admin:
        raise AdminOnly
    else:
        council = Council(
            number=tx.count(Council, "chat") + 1,
            chat=reply_to.chat,
            name=shown_text(name, NAME_LIMIT),
            language=defaults.language,
            zone=defaults.zone,
            thread=thread,
            holiday=defaults.holiday,
            reminders=defaults.reminders,
            reminder_time=defaults.reminder_time,
            schedule=defaults.schedule,
        )
        tx.put(council)
        append_entry(tx, council.number, "council", person=None, now=now)
        planning.plan_next(tx, council.number, now=now)
        unpublished_years.schedule_year_check(tx, council, now=now)
    if members.find_head(tx, council.number) is None:
        if not admin:
            raise AdminOnly
        head = roles.take_over_council(tx, council, by)
        append_entry(
            tx, council.number, "appoint", person=head.person, now=now, facts={"whom": head.person, "role": Role.HEAD}
        )
    shown = MessageParams(council=council.number, hears_all=hears_all)
    if is_new or not hears_all:  # what the bot must be allowed is for all to read
        reply_to = reply_to.for_all
    elif reply_to.has_one_reader:
        shown = replace(shown, person=members.acting_member(tx, council.number, by, reply_to.chat).person)
    reply(tx, reply_to, "setup", shown, now=now, remember=True)
    return council.number


def load_settings(tx: Tx, council_number: int) -> ShownCouncil | None:
    """Return what is set in a council."""
    council = tx.get(Council, Council.key_of(council_number))
    if council is None:
        return None
    clerk = any(Role.CLERK in member.roles for member in members.list_roster(tx, council_number))
    return ShownCouncil(
        council, members.find_head(tx, council_number), meetings.find_upcoming(tx, council_number), clerk
    )


def press_language(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Set the council's language; the message with the button changes at once."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.LANGUAGE, who)
    if intent.arg not in LANGUAGES:
        raise OldButton
    if intent.arg != council.language:
        tx.put(replace(council, language=intent.arg))
        append_entry(tx, council.number, "language", person=who.person, now=now, facts={"language": intent.arg})
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("language_set")


def show_procedure(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show the council's procedure, with a button for each other one."""
    members.acting_member(tx, council, by, reply_to.chat)
    reply(tx, reply_to, "procedure", MessageParams(council=council), now=now, remember=True)


def choose_procedure(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Set the procedure of new matters; matters under way keep theirs."""
    council, who = authorise_button(tx, intent, by, reply_to)
    if intent.arg not in PROCEDURES:
        raise OldButton
    _set_procedure(tx, council, intent.arg, who, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("procedure_set", {"procedure": intent.arg})


def name_procedure(tx: Tx, *, council: int, procedure: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Set the procedure by its name, and show it."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    _set_procedure(tx, members.get_council(tx, council), procedure, who, now=now)
    show_procedure(tx, council=council, by=by, now=now, reply_to=reply_to)


def _set_procedure(tx: Tx, council: Council, procedure: str, who: Member, *, now: datetime) -> None:
    check_allowed(CouncilAct.PROCEDURE, who)
    if procedure == council.procedure:
        return
    tx.put(replace(council, procedure=procedure))
    append_entry(tx, council.number, "procedure", person=who.person, now=now, facts={"procedure": procedure})


def rename_council(tx: Tx, *, chat: ChatId, name: str) -> None:
    """Rename the council after its group."""
    council = members.council_of(tx, chat)
    tx.put(replace(council, name=shown_text(name, NAME_LIMIT)))


def mark_bot_present(tx: Tx, *, chat: ChatId, now: datetime) -> None:
    """Record that the bot was added to a group: a council resumes, another group gets the welcome."""
    found = tx.find(Council, "chat", chat)
    if found:
        tx.put(replace(found[0], present=True))
        command_menus.plan_council(tx, found[0].number)
        if not found[0].present:
            downtime.bot_returned(tx, found[0], now)
    else:
        enqueue(tx, id=f"welcome/{chat}", chat=chat, group=True, view="welcome", now=now)


def mark_bot_absent(tx: Tx, *, chat: ChatId, now: datetime, refused: OutboxMessage | None = None) -> None:
    """Record that the bot was removed from the group: all data stays, nothing is sent there any more.

    A result that waited to be sent, or was `refused` just now, is sent when the bot is back.
    """
    for council in tx.find(Council, "chat", chat):
        tx.put(replace(council, present=False))
        command_menus.plan_council(tx, council.number)
        if council.present:
            joining.notify_waiting_children(tx, council, now=now)
    waiting = tx.find(OutboxMessage, "chat", chat)
    for outgoing in [*waiting, refused] if refused else waiting:
        tx.drop(OutboxMessage, outgoing.key)
        if outgoing.view in RESULTS:
            notify_group(
                tx,
                members.get_council(tx, outgoing.params.council),
                id=outgoing.id,
                view=outgoing.view,
                params=outgoing.params,
                now=now,
                deliver_on_return=True,
            )
        if outgoing.view == "poll.close":
            # The final counts cannot be asked for any more: the newest received are the result.
            polls.close_poll(tx, outgoing.params.council, outgoing.params.poll, None, now=now)


def move_chat(tx: Tx, *, old: ChatId, new: ChatId) -> None:
    """Replace the group's id everywhere after it changed. Its old messages cannot be edited any more.

    The bot counts as present in the new group, whatever the old one says of the bot's leaving.
    """
    for council in tx.find(Council, "chat", old):
        tx.put(replace(council, chat=new, present=True))
        command_menus.move_menus(tx, council.number, old)
    for outgoing in tx.find(OutboxMessage, "chat", old):
        tx.put(replace(outgoing, chat=new, reply_to=None))
    for sent in tx.find(SentMessage, "chat", old):
        tx.drop(SentMessage, sent.key)
    queue = tx.get(SendQueue, SendQueue.key_of(old))
    if queue:
        tx.drop(SendQueue, queue.key)
        there = tx.get(SendQueue, SendQueue.key_of(new)) or SendQueue(chat=new, group=True)
        tx.put(replace(there, next=queue.next or there.next))

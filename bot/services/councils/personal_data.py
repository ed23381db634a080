"""Export and erasure of everything stored about a person.

The parts that each table contributes are declared in `bot.services.councils.personal_tables`.
"""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Account, Member, Role
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import command_menus, members
from bot.services.councils.personal_tables import OF_A_CHAT, OF_A_MEMBER, OF_AN_ACCOUNT
from bot.services.matters import abandoned
from bot.services.shared import jobs, private_replies
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, notify_group, reply_text

FAREWELL = timedelta(hours=1)  # until what was on its way to somebody who was erased has arrived


def my_data(tx: Tx, account: AccountId, chat: ChatId) -> bytes | None:
    """Return everything stored about an account and its private chat, as JSON in UTF-8; None when there is nothing.

    The words of an officer about other people's matters are the council's: they stand in its timelines.
    """
    if not members.known_anywhere(tx, account):
        return None
    everything: dict[str, object] = {"account": account}
    everything["councils"] = [_in_council(tx, member) for member in tx.find(Member, "account", account)]
    everything |= {row.section: row.export(tx, account) for row in OF_AN_ACCOUNT if row.export}
    everything |= {row.section: row.export(tx, chat) for row in OF_A_CHAT if row.export}
    return json.dumps(everything, ensure_ascii=False, indent=2, default=str).encode()


def _in_council(tx: Tx, member: Member) -> dict[str, object]:
    name = members.get_council(tx, member.council).name
    return {"council": name} | {row.section: row.export(tx, member) for row in OF_A_MEMBER if row.export}


def erase_person(tx: Tx, *, account: AccountId, chat: ChatId, now: datetime) -> bool:
    """Erase a person and their private chat; their matters stay without a name. Return whether anything was stored.

    Matters, supports and answers hold only the council's own number, which leads to nobody any more.
    """
    found = members.known_anywhere(tx, account)
    for member in tx.find(Member, "account", account):
        _erase_member(tx, member, account, now=now)
    for row in OF_AN_ACCOUNT:
        if row.erase:
            row.erase(tx, account, now)
    for each in OF_A_CHAT:
        if each.erase:
            each.erase(tx, chat, now)
    params = JobParams(account=account, chat=chat)
    jobs.schedule(tx, "forget_chat", f"chat/{chat}", now + FAREWELL, params=params)
    return found


def _erase_member(tx: Tx, member: Member, account: AccountId, *, now: datetime) -> None:
    append_entry(tx, member.council, "erased", person=member.person, now=now)
    for row in OF_A_MEMBER:
        if row.erase:
            row.erase(tx, member, now)
    if member.present:
        abandoned.find_abandoned(tx, member.council, member.person, now=now)
    council = members.get_council(tx, member.council)
    for outgoing in tx.find(OutboxMessage, "chat", council.chat):
        if outgoing.params.account == account:
            tx.drop(OutboxMessage, outgoing.key)
    private_replies.forget_shown(tx, council.chat, account)
    if Role.HEAD in member.roles:
        notify_group(
            tx,
            council,
            id=f"notice/{council.number}/head_erased/{member.person}",
            view="notice",
            params=MessageParams.of_reply(Reply("head_erased", {"council": council.number})),
            now=now,
        )


def erase_chat(tx: Tx, row: Job, now: datetime) -> None:
    """Erase the private chat of an erased person after the last message to them, unless they came back."""
    chat = row.params.chat
    if members.known_anywhere(tx, row.params.account):
        return
    command_menus.forget_menus(tx, row.params.account)
    for each in OF_A_CHAT:
        if each.erase:
            each.erase(tx, chat, now)


def press_erasure(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Erase the person who confirms their wish to be forgotten, or drop the wish. Raises PrivateOnly."""
    if reply_to.group:
        raise PrivateOnly
    if intent.arg != "yes":
        notice = Reply("not_forgotten")
    else:
        notice = Reply(
            "forgotten" if erase_person(tx, account=by.id, chat=reply_to.chat, now=now) else "forgetting_nothing"
        )
    reply_text(tx, replace(reply_to, message=None), notice, now=now)
    return notice

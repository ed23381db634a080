"""The parties expected at a meeting (四方), set by the head in words or with a button."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply


def show_parties(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show the parties, with buttons to change them."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    params = MessageParams(council=council, person=who.person if reply_to.has_one_reader else 0)
    reply(tx, reply_to, "parties", params, now=now, remember=True)


def choose_parties(
    tx: Tx, *, council: int, parties: tuple[str, ...], by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Set the parties from a text."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    _keep(tx, members.get_council(tx, council), who, parties, now=now)
    reply(tx, reply_to, "parties", MessageParams(council=council), now=now, remember=True)


def press_parties(
    tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime, usual: Mapping[str, tuple[str, ...]]
) -> Reply:
    """Set the usual four or five parties, or none, by a button; its message shows the change at once."""
    council, who = authorise_button(tx, intent, by, reply_to)
    if intent.arg not in usual:
        raise OldButton
    _keep(tx, council, who, usual[intent.arg], now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("parties_set" if usual[intent.arg] else "parties_off")


def _keep(tx: Tx, council: Council, who: Member, parties: tuple[str, ...], *, now: datetime) -> None:
    check_allowed(CouncilAct.PARTIES, who)
    if parties == council.parties:
        return
    tx.put(replace(council, parties=parties))
    append_entry(tx, council.number, "parties", person=who.person, now=now, facts={"n": len(parties)})

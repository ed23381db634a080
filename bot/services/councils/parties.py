"""The parties that should be there at a meeting (四方): the head chooses which, by words or by a button."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain import errors
from bot.domain.councils.council import Account, Council, Member, check
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.audit import record
from bot.services.shared.dispatch import presser
from bot.services.shared.enqueue import ReplyTo, answer, refresh_message


def show(tx: Tx, *, council: int, by: Account, now: datetime, back: ReplyTo) -> None:
    """Show which they are, with buttons to change them."""
    members.actor(tx, council, by, back.chat)
    answer(tx, back, "parties", {"council": council}, now=now, keep=True)


def choose(tx: Tx, *, council: int, parties: tuple[str, ...], by: Account, now: datetime, back: ReplyTo) -> None:
    """Choose them by words."""
    who = members.actor(tx, council, by, back.chat)
    _keep(tx, members.council(tx, council), who, parties, now=now)
    answer(tx, back, "parties", {"council": council}, now=now, keep=True)


def press(
    tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime, usual: Mapping[str, tuple[str, ...]]
) -> Reply:
    """Choose the usual four or five, or none, by a button; the message with the button shows it at once."""
    home, who = presser(tx, intent, by, back.chat)
    if intent.arg not in usual:
        raise errors.OldButton
    _keep(tx, home, who, usual[intent.arg], now=now)
    refresh_message(tx, back.chat, back.message or 0, now=now)
    return Reply("parties_set" if usual[intent.arg] else "parties_off")


def _keep(tx: Tx, home: Council, who: Member, parties: tuple[str, ...], *, now: datetime) -> None:
    check("parties", who)
    tx.put(replace(home, parties=parties))
    record(tx, home.number, "parties", person=who.person, now=now, facts={"n": len(parties)})

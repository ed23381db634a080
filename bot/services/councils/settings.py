"""What the head chooses for the council: routine news one by one or once a day, summaries or none."""

from dataclasses import replace
from datetime import datetime

from bot.domain import errors
from bot.domain.councils.council import Account, Council, Member, check
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.reports import summaries
from bot.services.shared import jobs
from bot.services.shared.audit import record
from bot.services.shared.dispatch import presser
from bot.services.shared.enqueue import ReplyTo, answer, refresh_message, say

YES, NO = "yes", "no"


def show(tx: Tx, *, council: int, what: str, by: Account, now: datetime, back: ReplyTo) -> None:
    """Show how it is, with buttons to change it."""
    members.actor(tx, council, by, back.chat)
    answer(tx, back, "choice", {"council": council, "what": what}, now=now, keep=True)


def choose(tx: Tx, *, council: int, what: str, on: bool, by: Account, now: datetime, back: ReplyTo) -> None:
    """Change it by words."""
    who = members.actor(tx, council, by, back.chat)
    say(tx, back, _choose(tx, members.council(tx, council), who, what, on=on, now=now), now=now)


def press(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Reply:
    """Change it by a button; the message with the button shows it at once."""
    home, who = presser(tx, intent, by, back.chat)
    if intent.arg not in {YES, NO}:
        raise errors.OldButton
    notice = _choose(tx, home, who, intent.act, on=intent.arg == YES, now=now)
    refresh_message(tx, back.chat, back.message or 0, now=now)
    return notice


def _choose(tx: Tx, home: Council, who: Member, what: str, *, on: bool, now: datetime) -> Reply:
    check(what, who)
    if what == "digest":
        key = "digest_on" if on else "digest_off"
        tx.put(replace(home, daily=on))
    else:
        key = "summary_on" if on else "summary_off"
        home = replace(home, summaries=on)
        tx.put(home)
        jobs.forget(tx, summaries.about(home.number))
        summaries.begin(tx, home, now=now)
    record(tx, home.number, what, person=who.person, now=now, facts={"on": on})
    return Reply(key, {"council": home.number})

"""Settings that the head chooses for the council: routine news at once or once a day, summaries or none."""

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
from bot.services.reports import summaries
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply, reply_text

YES, NO = "yes", "no"


def show_settings(tx: Tx, *, council: int, what: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show a setting, with buttons to change it."""
    members.acting_member(tx, council, by, reply_to.chat)
    reply(tx, reply_to, "choice", MessageParams(council=council, what=what), now=now, remember=True)


def choose_setting(tx: Tx, *, council: int, what: str, on: bool, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Change a setting by a text."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    reply_text(tx, reply_to, _choose(tx, members.get_council(tx, council), who, what, on=on, now=now), now=now)


def press_setting(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Change a setting by a button; its message shows the change at once."""
    council, who = authorise_button(tx, intent, by, reply_to)
    if intent.arg not in {YES, NO}:
        raise OldButton
    notice = _choose(tx, council, who, intent.act, on=intent.arg == YES, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return notice


def _choose(tx: Tx, council: Council, who: Member, what: str, *, on: bool, now: datetime) -> Reply:
    check_allowed(CouncilAct(what), who)
    is_digest = what == "digest"
    key = ("digest_on" if on else "digest_off") if is_digest else ("summary_on" if on else "summary_off")
    if on is (council.daily if is_digest else council.summaries):
        return Reply(key, {"council": council.number})
    if is_digest:
        tx.put(replace(council, daily=on))
    else:
        council = replace(council, summaries=on)
        tx.put(council)
        jobs.cancel(tx, summaries.job_subject(council.number))
        summaries.schedule_summary(tx, council, now=now)
    append_entry(tx, council.number, what, person=who.person, now=now, facts={"on": on})
    return Reply(key, {"council": council.number})

"""How somebody's wish reaches a use case: who they are here, whether the button is from here, where the answer goes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain import errors
from bot.domain.councils.council import Account, Council, Member, check
from bot.domain.matters.matter import Answer, forward, permit
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.outbox_message import Params
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import escalation
from bot.services.matters import followups, procedures, repository
from bot.services.matters.announcements import put_off
from bot.services.meetings import meetings
from bot.services.shared import questions
from bot.services.shared.enqueue import ReplyTo, say

UseCase = Callable[..., Reply]
UNTOLD = frozenset({"did_call_too", "minutes_wish", "minutes_wish_passed_on"})  # of which the group has no news


def command(
    tx: Tx,
    *,
    use_case: UseCase,
    by: Account,
    back: ReplyTo,
    now: datetime,
    council: int | None = None,
    **wishes: Any,
) -> None:
    """Do what a typed command asks. In the group its news is the answer; elsewhere, and later, a sentence says so."""
    number = council or members.where(tx, back.chat, by.id)
    notice = use_case(tx, council=number, by=members.actor(tx, number, by, back.chat), now=now, **wishes)
    home = members.council(tx, number)
    if back.chat != home.chat or notice.key in UNTOLD or put_off(home, notice.key.removeprefix("did_")):
        say(tx, back, Reply(notice.key, {**notice.params, "council": number}), now=now)


def at_home(tx: Tx, intent: Intent, chat: int) -> Council:
    """Return the council a button is about; raises OldButton for one that was carried into another group."""
    home = members.council(tx, intent.council)
    if chat < 0 and chat != home.chat:
        raise errors.OldButton
    return home


def presser(tx: Tx, intent: Intent, by: Account, chat: int) -> tuple[Council, Member]:
    """Return the council a button is about, and who pressed it there; raises OldButton, NotMember, NotAPerson."""
    at_home(tx, intent, chat)
    who = members.actor(tx, intent.council, by, chat)
    return members.council(tx, intent.council), who  # read last: hearing somebody may have changed it


def press(
    tx: Tx, *, use_case: UseCase, intent: Intent, by: Account, back: ReplyTo, now: datetime, **wishes: Any
) -> Reply:
    """Do what a button asks about the matter or meeting it names."""
    _, who = presser(tx, intent, by, back.chat)
    return use_case(tx, council=intent.council, number=intent.subject, by=who, now=now, **wishes)


def ask_first(tx: Tx, *, intent: Intent, act: str, ask: str, by: Account, back: ReplyTo, now: datetime) -> Reply:
    """A button wants words: ask for them, unless this person may not do it or it cannot be done now."""
    _, who = presser(tx, intent, by, back.chat)
    params: Params = {"number": intent.subject}
    if act == "convene":
        check(act, who)
        meetings.planned(tx, intent.council, intent.subject)
    elif act == "whistle":
        escalation.check(tx, repository.get(tx, intent.council, intent.subject), who, now)
    elif act == "why_not":
        followups.check_asked(repository.get(tx, intent.council, intent.subject), who)
    else:
        matter = repository.get(tx, intent.council, intent.subject)
        permit(matter, forward(matter) if act == "progress" else act, who)
        if act == "stage":
            procedures.next_stage(tx, matter, now)
    questions.ask(tx, name=ask, council=intent.council, by=by, now=now, back=back, params=params)
    return Reply("asked_below")


def feedback(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Reply:
    """Somebody says whether a matter is solved; discontent is asked for its reason first."""
    if intent.arg == Answer.NO:
        return ask_first(tx, intent=intent, act="why_not", ask="why_not", by=by, back=back, now=now)
    if intent.arg not in set(Answer):
        raise errors.OldButton
    return press(tx, use_case=followups.feedback, intent=intent, by=by, back=back, now=now, answer=Answer(intent.arg))

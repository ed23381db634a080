"""Everything that is kept about one person: given out as a file, or erased."""

import json
from dataclasses import asdict, replace
from datetime import datetime

from bot.domain import errors
from bot.domain.council import Account, Door, Member, Role
from bot.domain.dialog import Dialog, Draft
from bot.domain.intents import Intent
from bot.domain.matter import Feedback, Matter, Support
from bot.domain.meeting import Rsvp
from bot.domain.notice import Notice
from bot.domain.poll import Choice
from bot.domain.telling import Posted, Telling
from bot.ports import Tx
from bot.services import people
from bot.services.record import record
from bot.services.telling import ReplyTo, say, tell


def my_data(tx: Tx, account: int) -> bytes | None:
    """Give everything kept about an account, as JSON in UTF-8; None when nothing is."""
    members = tx.find(Member, "account", account)
    if not members:
        return None
    councils = [
        {
            "council": people.council(tx, member.council).name,
            "member": asdict(member),
            "proposed": [asdict(each) for each in tx.find(Matter, "proposer", member.council, member.person)],
            "supports": [asdict(each) for each in tx.find(Support, "person", member.council, member.person)],
            "feedback": [asdict(each) for each in tx.find(Feedback, "person", member.council, member.person)],
            "meetings": [asdict(each) for each in tx.find(Rsvp, "person", member.council, member.person)],
            "polls": [asdict(each) for each in tx.find(Choice, "person", member.council, member.person)],
        }
        for member in members
    ]
    drafts = [asdict(each) for each in tx.find(Draft, "account", account)]
    dialogs = [asdict(each) for each in tx.find(Dialog, "account", account)]
    everything = {"account": account, "councils": councils, "drafts": drafts, "open_questions": dialogs}
    return json.dumps(everything, ensure_ascii=False, indent=2, default=str).encode()


def forget(tx: Tx, *, account: int, now: datetime) -> bool:
    """Erase a person everywhere; what they brought up stays, unnamed. Gives whether anything was kept.

    Matters, supports and answers name only the council's own number, behind which nobody stands any more.
    """
    members = tx.find(Member, "account", account)
    for member in members:
        record(tx, member.council, "erased", person=member.person, now=now)
        was_head = Role.HEAD in member.roles
        tx.put(Member(council=member.council, person=member.person, present=False))
        for matter in tx.find(Matter, "proposer", member.council, member.person):
            # The original message would lead back to its author.
            tx.put(replace(matter, source=None, album=None))
        for answered in tx.find(Rsvp, "person", member.council, member.person):
            tx.drop(Rsvp, answered.key)
        if was_head:
            tell(
                tx,
                id=f"notice/{member.council}/head_erased/{member.person}",
                chat=people.council(tx, member.council).chat,
                view="notice",
                params={"key": "head_erased", "council": member.council},
                now=now,
            )
    tx.drop(Door, str(account))
    for draft in tx.find(Draft, "account", account):
        tx.drop(Draft, draft.key)
    for dialog in tx.find(Dialog, "account", account):
        tx.drop(Dialog, dialog.key)
    for telling in tx.find(Telling, "chat", account):
        tx.drop(Telling, telling.key)
    for posted in tx.find(Posted, "chat", account):
        tx.drop(Posted, posted.key)
    return bool(members)


def press(tx: Tx, *, intent: Intent, by: Account, back: ReplyTo, now: datetime) -> Notice:
    """Somebody confirms that they want to be forgotten, or thinks better of it."""
    if back.chat != by.id:
        raise errors.PrivateOnly
    if intent.arg != "yes":
        notice = Notice("not_forgotten")
    else:
        notice = Notice("forgotten" if forget(tx, account=by.id, now=now) else "forgetting_nothing")
    say(tx, replace(back, message=None), notice, now=now)
    return notice

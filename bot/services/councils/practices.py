"""Practices that the head switches on and off. One that is off begins nothing new, and goes on with what it began."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Council
from bot.domain.councils.errors import PracticeOff
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.councils.practice import Practice
from bot.domain.councils.settings_page import SettingsPage
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import command_menus, members, settings_pages
from bot.services.practices import PRACTICE_SERVICES
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo


def check_on(tx: Tx, council: int, practice: Practice) -> None:
    """Raise PracticeOff unless the council wants the practice."""
    if practice not in members.get_council(tx, council).practices:
        raise PracticeOff(practice=practice)


def press_practice(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Switch a practice on (subject 1) or off (0); pressed again it changes nothing. Raises NotAllowed, OldButton."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PRACTICES, who)
    if intent.arg not in set(Practice):
        raise OldButton
    practice, on = Practice(intent.arg), intent.subject == 1
    if on is not (practice in council.practices):
        wanted = {*council.practices, practice} if on else {*council.practices} - {practice}
        tx.put(replace(council, practices=tuple(each for each in Practice if each in wanted)))
        append_entry(tx, council.number, "practice", person=who.person, now=now, facts={"kind": practice, "on": on})
        command_menus.plan_council(tx, council.number)
        if on:
            _begin(tx, council, practice, now)
    settings_pages.turn_page(tx, reply_to, SettingsPage.PRACTICES, now=now)
    return Reply("practice_on" if on else "practice_off_now", {"practice": practice})


def _begin(tx: Tx, council: Council, practice: Practice, now: datetime) -> None:
    """Schedule what a practice does by itself, now that it is switched on."""
    for each in PRACTICE_SERVICES:
        for begin in each.after_switching_on if each.practice is practice else ():
            begin(tx, council, now)

"""The settings of a council as pages with buttons, and the first steps of a new one: days, place, clerk."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zlib import crc32

from bot.domain.councils.council import Account, Council, Member, Role
from bot.domain.councils.permissions import check_allowed, is_allowed
from bot.domain.councils.settings_page import (
    ACT_OF_PAGE,
    ASK,
    KEEP,
    NEXT_STEP,
    USUAL_SCHEDULES,
    SettingsPage,
    page_of,
)
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.meetings.meeting import PLACE_LIMIT
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply, SentMessage
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.ports import Tx
from bot.read_models.councils import ShownSettings
from bot.services.councils import members, roles
from bot.services.hierarchy import joining, ladder_settings
from bot.services.matters.repository import clean_text
from bot.services.meetings import meetings, planning
from bot.services.shared import private_replies, questions
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, ShownChanges, notify_group, refresh_message, reply
from bot.services.shared.send_queues import newest_sent

VIEW = "settings"
CLERKS_OFFERED = 8
NO_MESSAGE = MessageId("")
PAGE_OF_ACT: Mapping[str, SettingsPage] = {
    "set_limit": SettingsPage.LIMITS,
    "set_practice": SettingsPage.PRACTICES,
}  # buttons that stay on their page
LOOKED_THROUGH = 60  # people of a council, to offer some of them


def load_page(tx: Tx, council_number: int, section: str, person: int) -> ShownSettings:
    """Return a page of the settings as this person may see it."""
    council, page = members.get_council(tx, council_number), page_of(section)
    reader = tx.get(Member, Member.key_of(council_number, person)) or Member(council=council_number, person=0)
    listed = members.list_roster(tx, council_number)
    clerks = tuple(each for each in listed if Role.CLERK in each.roles)
    return ShownSettings(
        council=council,
        page=page,
        next=meetings.find_upcoming(tx, council_number),
        clerks=clerks,
        known=_could_be_clerk(tx, council_number) if page in {SettingsPage.CLERK, SettingsPage.FIRST_CLERK} else (),
        ladder=ladder_settings.load_ladder(tx, council_number),
        parent=joining.load_parent(tx, council_number),
        part=section.partition(".")[2],
        may=is_allowed(ACT_OF_PAGE.get(page, ACT_OF_PAGE[SettingsPage.DAYS]), reader),
    )


def _could_be_clerk(tx: Tx, council: int) -> tuple[Member, ...]:
    """Return present people of a council who hold neither of the two offices."""
    found = tx.find(Member, "name", council, limit=LOOKED_THROUGH)
    free = (each for each in found if each.present and each.account and not {Role.HEAD, Role.CLERK} & set(each.roles))
    return tuple(sorted(free, key=lambda each: each.person)[:CLERKS_OFFERED])


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page that a button opens, for the one who pressed. Raises OldButton, NotMember, NotAPerson."""
    council, who = authorise_button(tx, intent, by, reply_to)
    return PrivateReply(VIEW, _params(council.number, who, intent.arg), remember=True)


def open_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Show the page that a button opens, in place where the message shows one already."""
    council, who = authorise_button(tx, intent, by, reply_to)
    if is_settings(tx, reply_to):
        turn_page(tx, reply_to, page_after(intent), now=now)
    else:
        reply(
            tx, replace(reply_to, message=None), VIEW, _params(council.number, who, intent.arg), now=now, remember=True
        )
    return Reply("ok")


def is_settings(tx: Tx, reply_to: ReplyTo) -> bool:
    """Return whether a message is known to show a page of the settings."""
    sent = tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message))
    return sent is not None and sent.view == VIEW


def changes_of(intent: Intent) -> ShownChanges:
    """Return what a button changes in the message: another page, or the next step."""
    return {"section": page_after(intent)}


def page_after(intent: Intent) -> str:
    """Return the section that follows a button: what it opens, the next step, or what it has changed."""
    if intent.act == VIEW:
        return intent.arg
    if intent.act in PAGE_OF_ACT:
        return PAGE_OF_ACT[intent.act]
    page, _, value = intent.arg.partition(".")
    return page_of(page) if value == ASK else NEXT_STEP.get(page_of(page), page_of(page))


def press_days(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Set usual meeting days, or ask for others."""
    council, who, value = _authorise(tx, intent, by, reply_to)
    if value == ASK:
        return _ask(tx, "set_days", intent, by, reply_to, now=now)
    if value != KEEP:
        if value not in USUAL_SCHEDULES:
            raise OldButton
        planning.keep_schedule(tx, replace(council, schedule=USUAL_SCHEDULES[value]), who, now=now)
    turn_page(tx, reply_to, page_after(intent), now=now)
    return Reply("level_set")


def press_place(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime, place: str | None) -> Reply:
    """Set the usual place of the meetings, or ask for another. `place` is what the button stands for."""
    council, who, value = _authorise(tx, intent, by, reply_to)
    if value == ASK:
        return _ask(tx, "set_place", intent, by, reply_to, now=now)
    if value != KEEP:
        if place is None:
            raise OldButton
        planning.keep_schedule(tx, replace(council, place=place), who, now=now)
    turn_page(tx, reply_to, page_after(intent), now=now)
    return Reply("level_set")


def press_clerk(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Make a member the clerk; the group reads it, as with /role."""
    council, _, value = _authorise(tx, intent, by, reply_to)
    if value != KEEP:
        chosen = members.get_person(tx, council.number, intent.subject)
        if chosen.account is None:
            raise OldButton
        if Role.CLERK not in chosen.roles:
            whom = Account(chosen.account, chosen.name, chosen.username)
            to_group = ReplyTo(reply_to.id, council.chat, group=True)
            roles.appoint_member(tx, by=by, whom=whom, role=Role.CLERK, now=now, reply_to=to_group)
    turn_page(tx, reply_to, page_after(intent), now=now)
    return Reply("level_set")


def press_limit(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Set a time limit to a usual value. Raises NotAllowed, OldButton, NoSuchLimit."""
    council, who = authorise_button(tx, intent, by, reply_to)
    limit: str | Level = intent.arg
    if intent.arg.isdecimal() and int(intent.arg) in set(Level):
        limit = Level(int(intent.arg))
    ladder_settings.change_limit(tx, council, who, limit, intent.subject, now=now)
    turn_page(tx, reply_to, page_after(intent), now=now)
    return Reply("level_set")


def announce_days(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Tell the group the regular meeting days, once in ten minutes unless they have changed."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(ACT_OF_PAGE[SettingsPage.DAYS], who)
    params = MessageParams(council=council.number)
    days = crc32(repr((council.schedule, council.place, council.holiday)).encode())
    id_ = f"schedule/{council.number}/{days}"
    told = newest_sent(tx, id_)
    if told is None or now - told.at > UNDO_TIME:
        notify_group(tx, council, id=id_, view="schedule", params=params, now=now, remember=True)
    return Reply("days_announced")


def write_days(tx: Tx, *, council: int, text: str, section: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Set the meeting days that the head has written. Raises BadSchedule, UnclearPlace, TooLong, NotAllowed."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    planning.write_schedule(tx, members.get_council(tx, council), who, text, now=now)
    _answered(tx, council, who, section, now=now, reply_to=reply_to)


def write_place(
    tx: Tx, *, council: int, text: str, section: str, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Set the place that the head has written. Raises TooLong, TooShort, NotAllowed."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    place, _ = clean_text(text, PLACE_LIMIT, shortest=1)
    planning.keep_schedule(tx, replace(members.get_council(tx, council), place=place), who, now=now)
    _answered(tx, council, who, section, now=now, reply_to=reply_to)


def _answered(tx: Tx, council: int, who: Member, section: str, *, now: datetime, reply_to: ReplyTo) -> None:
    """Show the page after an answer."""
    page = page_of(section)
    reply(tx, reply_to, VIEW, _params(council, who, NEXT_STEP.get(page, page)), now=now, remember=True)


def _authorise(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> tuple[Council, Member, str]:
    """Return the council, who pressed, and the value that the button stands for. Raises NotAllowed."""
    council, who = authorise_button(tx, intent, by, reply_to)
    page, _, value = intent.arg.partition(".")
    check_allowed(ACT_OF_PAGE.get(page_of(page), ACT_OF_PAGE[SettingsPage.DAYS]), who)
    return council, who, value


def _ask(tx: Tx, name: str, intent: Intent, by: Account, reply_to: ReplyTo, *, now: datetime) -> Reply:
    if private_replies.find_shown(tx, reply_to.chat, reply_to.message or NO_MESSAGE):
        reply_to = replace(reply_to, message=None)  # the others do not see that one
    params = QuestionParams(then=intent.arg.partition(".")[0])
    questions.ask_question(tx, name=name, council=intent.council, by=by, now=now, reply_to=reply_to, params=params)
    return Reply("asked_below")


def turn_page(tx: Tx, reply_to: ReplyTo, page: str, *, now: datetime) -> None:
    """Show another page in place; what one person sees alone in a group is changed past the outbox."""
    if private_replies.find_shown(tx, reply_to.chat, reply_to.message or NO_MESSAGE) is None:
        refresh_message(tx, reply_to.chat, reply_to.message, now=now, section=page)


def _params(council: int, who: Member, section: str) -> MessageParams:
    return MessageParams(council=council, section=section, person=who.person)

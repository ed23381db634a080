"""Duty as people ask for it and officers keep it: the page, typed lines, a roster to confirm, turns that are known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.domain.councils.council import OFFICERS, Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.duty.errors import DutyDraftGone, NotYourTurn
from bot.domain.duty.sheet import DutySheet
from bot.domain.duty.turn import DAY, DutyDraft, DutyLine, DutyTurn
from bot.domain.duty.typed_line import TypedLine, parse_duty
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId
from bot.domain.shared.masking import normalize_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.shared.sheet_problem import SheetProblem
from bot.ports import Tx
from bot.read_models.duty import ShownDuty, ShownDutyDraft, ShownReminder, Turns
from bot.services.councils import members
from bot.services.duty import duty_reminders, rosters, sheets, swaps
from bot.services.shared import questions
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.shared.held_drafts import HeldDrafts

DRAFTS = HeldDrafts(DutyDraft, "duty_draft", "forget_duty_draft")

PAGE, PREVIEW = "duty", "duty.draft"
SHOWN_DAYS = 7
MINE_SHOWN = 5
TELEPHONE_LIMIT = 30


def write_lines(tx: Tx, *, council: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> PrivateReply:
    """Put typed lines into force; with a name of no member they wait for a yes. Return what shows it.

    Raises NotAllowed, BadDutyLine, DutyDayOver, SeveralOfThatName.
    """
    its_council, who = _officer(tx, council, by, reply_to)
    typed = parse_duty(text, day_now(its_council, now))
    shown = take_lines(tx, its_council, who, typed, by=by, now=now)
    if not reply_to.group:
        reply(tx, reply_to, shown.view, shown.params, now=now, remember=True)
    return shown


def take_lines(
    tx: Tx, council: Council, who: Member, typed: Iterable[TypedLine], *, by: Account, now: datetime
) -> PrivateReply:
    """Put lines into force, or hold them when they name somebody who is no member."""
    lines = rosters.match_lines(tx, council.number, tuple(typed), who)
    if rosters.unknown_names(lines):
        draft = hold_draft(tx, council.number, lines, by=by, now=now)
        return PrivateReply(PREVIEW, MessageParams(council=council.number, number=draft.number), remember=True)
    put_into_force(tx, council, lines, who, now=now)
    return page_of(council.number, who)


def hold_draft(
    tx: Tx, council: int, lines: tuple[DutyLine, ...], *, by: Account, now: datetime, past: int = 0
) -> DutyDraft:
    """Keep lines until they are confirmed, in place of earlier ones."""
    number = tx.next_number(council, Numbered.DUTY_DRAFT)
    draft = DutyDraft(council=council, number=number, account=by.id, lines=lines, past=past, at=now)
    return DRAFTS.hold(tx, draft, now=now)


def press_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Put the lines that wait into force, or drop them. Raises NotAllowed, DutyDraftGone."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.DUTY, who)
    draft = tx.get(DutyDraft, DutyDraft.key_of(intent.council, intent.subject))
    if draft is None or draft.account != by.id:
        raise DutyDraftGone
    DRAFTS.drop(tx, draft, now)
    if intent.arg != "yes":
        refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen="no")
        return Reply("duty_cancelled")
    today = day_now(council, now)
    lines = tuple(line for line in draft.lines if line.day is None or line.day >= today)
    put_into_force(tx, council, lines, who, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen="yes")
    return Reply("duty_written")


def put_into_force(tx: Tx, council: Council, lines: tuple[DutyLine, ...], who: Member, *, now: datetime) -> None:
    """Put lines into force, end the swaps that they cross, and remind those whose hour has come."""
    rosters.put_lines(tx, council, lines, now=now)
    append_entry(tx, council.number, "duty", person=who.person, now=now, facts={"n": len(lines)})
    swaps.end_changed(tx, council, now=now)
    duty_reminders.remind_due(tx, council, now=now)


def load_draft(tx: Tx, council_number: int, number: int, now: datetime) -> ShownDutyDraft | None:
    """Return lines that wait for a yes, with what they would change; None when they do not wait any more."""
    draft = tx.get(DutyDraft, DutyDraft.key_of(council_number, number))
    if draft is None:
        return None
    council, today = members.get_council(tx, council_number), day_now(members.get_council(tx, council_number), now)
    named = members.members_of(
        tx, council_number, (each.person for line in draft.lines for each in (*line.on_duty, *line.leads))
    )
    days = {line.day for line in draft.lines if line.day}
    changed = [turn for day in days for turn in rosters.turns_on(tx, council_number, day) if _is_changed(draft, turn)]
    return ShownDutyDraft(
        council=council,
        draft=draft,
        names=named,
        unknown=rosters.unknown_names(draft.lines),
        replaced=len({turn.day for turn in changed}),
        gaps=tuple(day for day in _between(days, today) if day not in days and _is_gap(tx, council_number, day)),
        swaps=sum(swaps.find_running(tx, turn) is not None for turn in changed),
    )


def _is_changed(draft: DutyDraft, turn: DutyTurn) -> bool:
    lines = [line for line in draft.lines if line.day == turn.day]
    return any(line.cleared or (line.people(turn.part) and turn.who not in line.people(turn.part)) for line in lines)


def _between(days: set[date], today: date) -> Iterable[date]:
    first, last = max(min(days, default=today), today), max(days, default=today)
    return (first + n * DAY for n in range((last - first).days + 1))


def _is_gap(tx: Tx, council: int, day: date) -> bool:
    return bool(rosters.find_gaps(tx, council, day, 1))


def load_page(tx: Tx, council_number: int, person: int, now: datetime) -> ShownDuty:
    """Return who is on duty in the coming days, as one person may see it; 0: as all may."""
    council, roster = members.get_council(tx, council_number), rosters.get_roster(tx, council_number)
    today, reader = day_now(council, now), tx.get(Member, Member.key_of(council_number, person))
    officer = bool(reader and OFFICERS & set(reader.roles))
    days = tuple(
        (day, rosters.show_day(tx, council_number, day)) for day in (today + n * DAY for n in range(SHOWN_DAYS))
    )
    return ShownDuty(
        council=council,
        today=today,
        days=days,
        telephone=roster.telephone,
        mine=tuple(rosters.coming_turns(tx, council_number, person, today)[:MINE_SHOWN]) if reader else (),
        officer=officer,
        gaps=duty_reminders.find_coming_gaps(tx, council_number, today) if officer else (),
    )


def page_of(council: int, who: Member) -> PrivateReply:
    """Return the page of duty for one person."""
    return PrivateReply(PAGE, MessageParams(council=council, person=who.person), remember=True)


def press_known(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record that somebody knows of their turn; again it changes nothing. Raises NoTurn, NotYourTurn."""
    _, who = authorise_button(tx, intent, by, reply_to)
    turn = rosters.get_turn(tx, intent.council, intent.subject)
    if turn.person != who.person:
        raise NotYourTurn
    if turn.confirmed is None:
        tx.put(replace(turn, confirmed=now))
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("duty_known")


def load_reminder(tx: Tx, council_number: int, number: int, now: datetime, *, late: bool) -> ShownReminder | None:
    """Return a turn with the others of its day; None when the roster has it no more."""
    turn = tx.get(DutyTurn, DutyTurn.key_of(council_number, number))
    if turn is None:
        return None
    council = members.get_council(tx, council_number)
    others = tuple(each for each in rosters.show_day(tx, council_number, turn.day) if each.turn.number != number)
    running = swaps.find_running(tx, turn) is not None
    return ShownReminder(council, turn, others, day_now(council, now), late, running)


def ask_for_day(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer who is on duty on a day; the subject is its ordinal, 0: they write the day themselves."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.DUTY, who)
    day = date.fromordinal(intent.subject).isoformat() if intent.subject else ""
    ask = "duty_day" if day else "duty"
    return ask_presser(tx, ask, QuestionParams(day=day), by=by, who=who, reply_to=reply_to, now=now)


def begin_file(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[ChatId, date] | None:
    """Ask an officer for a file in private; return their chat and the next month. None: they have no private chat."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.DUTY, who)
    if who.open_chat is None:
        return None
    to = ReplyTo(reply_to.id, who.open_chat, group=False)
    questions.ask_question(tx, name="duty_file", council=intent.council, by=by, now=now, reply_to=to)
    today = day_now(council, now)
    return who.open_chat, (today.replace(day=1) + 32 * DAY).replace(day=1)


def find_month(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[ChatId, date] | None:
    """Return an officer's private chat and this month; None: they have no private chat. Raises NotAllowed."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.DUTY, who)
    today = day_now(council, now)
    return (who.open_chat, today.replace(day=1)) if who.open_chat else None


def load_month(tx: Tx, council: int, first: date) -> dict[date, Turns]:
    """Return the turns of a month."""
    days = (first + n * DAY for n in range(31))
    return {day: rosters.show_day(tx, council, day) for day in days if day.month == first.month}


def hold_sheet(
    tx: Tx, *, council: int, sheet: DutySheet, by: Account, now: datetime
) -> DutyDraft | tuple[SheetProblem, ...]:
    """Keep the lines of a file until they are confirmed; with anything wrong in it return that, and keep nothing.

    Raises NotAllowed.
    """
    who = members.get_member(tx, council, by.id)
    check_allowed(CouncilAct.DUTY, who)
    today = day_now(members.get_council(tx, council), now)
    lines, problems = sheets.match_sheet(tx, council, sheet, who, today)
    if problems:
        return problems
    coming = tuple(line for line in lines if line.day and line.day >= today)
    if not coming:
        return (SheetProblem(0, "all_past"),)
    return hold_draft(tx, council, coming, by=by, now=now, past=len(lines) - len(coming))


def ask_telephone(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the head for the office's telephone. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PRACTICES, who)
    return ask_presser(tx, "duty_telephone", by=by, who=who, reply_to=reply_to, now=now)


def set_telephone(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Set the office's telephone, which everybody is shown; 不写 takes it away. Raises NotAllowed."""
    check_allowed(CouncilAct.PRACTICES, by)
    written = normalize_text(text, TELEPHONE_LIMIT)
    telephone = "" if written in {"不写", "没有", "none"} else written
    tx.put(replace(rosters.get_roster(tx, council), telephone=telephone))
    append_entry(tx, council, "duty_telephone", person=by.person, now=now)
    return Reply("duty_telephone_set" if telephone else "duty_telephone_gone")


def _officer(tx: Tx, council: int, by: Account, reply_to: ReplyTo) -> tuple[Council, Member]:
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.DUTY, who)
    return members.get_council(tx, council), who

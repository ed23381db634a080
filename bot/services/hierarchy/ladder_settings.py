"""Settings of the council's ladder and limits: who is on duty on each level, and the time of each step."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import NAME_LIMIT, Account, Council, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.hierarchy import escalation_ladder
from bot.domain.hierarchy.errors import NoSuchLimit
from bot.domain.hierarchy.escalation_ladder import MOST_CALLERS, MOST_DAYS, Level, Limits
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.hierarchy import ShownLadder
from bot.services.councils import members
from bot.services.hierarchy.relations import find_parent
from bot.services.shared import questions
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, reply

LEVEL_NAME_LIMIT = 20  # characters of a level's own name


def load_ladder(tx: Tx, council_number: int) -> ShownLadder:
    """Return the ladder with the present members who are on duty."""
    council = members.get_council(tx, council_number)
    known = members.members_of(tx, council_number, [step.person for step in council.ladder])
    return ShownLadder(
        council, {number: member for number, member in known.items() if member.present}, find_parent(tx, council)
    )


def press_level(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask for the new value of a level or limit after its button was pressed, if the person may change it."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.LADDER if intent.act == "rung" else CouncilAct.LIMITS, who)
    params = QuestionParams(limit=intent.arg) if intent.act == "limit" else QuestionParams(level=intent.subject)
    if intent.act == "rung" and intent.subject not in set(Level):
        raise OldButton
    questions.ask_question(
        tx, name=intent.act, council=council.number, by=by, now=now, reply_to=reply_to, params=params
    )
    return Reply("asked_below")


def staff_level(
    tx: Tx,
    *,
    council: int,
    level: Level,
    by: Account,
    name: str = "",
    who: str = "",
    mentioned: Account | None = None,
    used: bool = True,
    now: datetime,
    reply_to: ReplyTo,
) -> None:
    """Set the person on duty on a level and the level's name, or mark the level as unused.

    A name or a person left out stays as it was. Raises NotAllowed, SeveralPeople.
    """
    head = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.LADDER, head)
    its_council = members.get_council(tx, council)
    step = replace(escalation_ladder.step_of(its_council.ladder, level), used=used)
    if name:
        step = replace(step, name=shown_text(name, LEVEL_NAME_LIMIT))
    if mentioned and mentioned.acts:
        step = replace(
            step, person=members.register_member(tx, council, mentioned, acting=False).person, person_name=""
        )
    elif who:
        found = members.find_by_name(tx, council, who, head)
        on_duty = found.person if found else None
        step = replace(step, person=on_duty, person_name="" if found else shown_text(who, NAME_LIMIT))
    changed = replace(its_council, ladder=escalation_ladder.with_step(its_council.ladder, step))
    _keep(tx, changed, head, "ladder", {"level": level}, now=now, reply_to=reply_to)


def vacate_level(tx: Tx, *, council: int, level: Level, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Remove the person on duty from a level."""
    head = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.LADDER, head)
    its_council = members.get_council(tx, council)
    step = replace(escalation_ladder.step_of(its_council.ladder, level), person=None, person_name="", used=True)
    changed = replace(its_council, ladder=escalation_ladder.with_step(its_council.ladder, step))
    _keep(tx, changed, head, "ladder", {"level": level}, now=now, reply_to=reply_to)


def set_limit(
    tx: Tx, *, council: int, limit: str | Level, number: int, by: Account, now: datetime, reply_to: ReplyTo
) -> None:
    """Set the time limit of a step from now on; running deadlines stay. Raises NotAllowed, NoSuchLimit."""
    head = members.acting_member(tx, council, by, reply_to.chat)
    change_limit(tx, members.get_council(tx, council), head, limit, number, now=now)
    reply(tx, reply_to, "limits", MessageParams(council=council), now=now, remember=True)


def change_limit(tx: Tx, council: Council, head: Member, limit: str | Level, number: int, *, now: datetime) -> None:
    """Store the time limit of a step. Raises NotAllowed, NoSuchLimit, OldButton."""
    check_allowed(CouncilAct.LIMITS, head)
    most = MOST_CALLERS if limit == "callers" else MOST_DAYS
    if not 1 <= number <= most:
        raise NoSuchLimit(least=1, most=most)
    changed = replace(council, limits=_with(council.limits, limit, number))
    if changed != council:
        _store(tx, changed, head, "limits", {"limit": str(limit), "number": number}, now=now)


def _with(limits: Limits, limit: str | Level, number: int) -> Limits:
    match limit:
        case Level():
            return replace(limits, levels=(*limits.levels[:limit], number, *limits.levels[limit + 1 :]))
        case "accept":
            return replace(limits, accept=number)
        case "acknowledge":
            return replace(limits, acknowledge=number)
        case "post":
            return replace(limits, post=number)
        case "callers":
            return replace(limits, callers=number)
    raise OldButton


def _keep(tx: Tx, council: Council, head: Member, what: str, facts: Facts, *, now: datetime, reply_to: ReplyTo) -> None:
    """Store the new setting, and show it."""
    _store(tx, council, head, what, facts, now=now)
    reply(tx, reply_to, what, MessageParams(council=council.number), now=now, remember=True)


def _store(tx: Tx, council: Council, head: Member, what: str, facts: Facts, *, now: datetime) -> None:
    tx.put(council)
    append_entry(tx, council.number, what, person=head.person, now=now, facts=facts)

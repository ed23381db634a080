"""The dialog of an assignment: handler and day, each asked for when it is missing."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.domain.councils.council import Account, Member
from bot.domain.hierarchy import escalation_ladder
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter, check_permitted
from bot.domain.shared import masking
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.date_parsing import DATE_TEXT_LIMIT, parse_day
from bot.domain.shared.errors import CouncilError, DialogGone, PastThisYear
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.shared.working_days import Moved
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import assignments, repository, resolutions
from bot.services.matters.procedures import check_stages, still_missing
from bot.services.reactions import perform
from bot.services.shared import questions
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import run_command
from bot.services.shared.enqueue import ReplyTo, reply_text
from bot.services.shared.holidays import holidays

USUAL_DAY_WORDS = frozenset({"按时限", "时限", "usual"})  # what is typed for the day that the limits give


def hand_over(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Account,
    who: str = "",
    mentioned: Account | None = None,
    day: str = "",
    now: datetime,
    reply_to: ReplyTo,
    sure: bool = True,
) -> None:
    """Assign a resolved matter to a person by a day; what is missing or not understood is asked for.

    `sure`: a name that is not on the list is meant as written; otherwise it is asked about first.
    """
    member = members.acting_member(tx, council, by, reply_to.chat)
    matter = repository.get_matter(tx, council, number)
    check_permitted(matter, Act.ASSIGN, member)
    check_stages(tx, matter, Act.ASSIGN, now)
    params = QuestionParams(number=number)
    if mentioned is None and _is_day(tx, council, who, now) and not _is_day(tx, council, day, now):
        who, day = day, who  # a day alone, or before the name
    if not who.strip() and mentioned is None:
        params = replace(params, day=masking.shown_text(day, DATE_TEXT_LIMIT))
        questions.ask_question(tx, name="assign_who", council=council, by=by, now=now, reply_to=reply_to, params=params)
        return
    handler = assignments.find_handler(tx, council=council, text=who, mentioned=mentioned, by=member)
    if isinstance(handler, str) and not sure:
        params = replace(params, name=handler, day=masking.shown_text(day, DATE_TEXT_LIMIT))
        questions.ask_question(
            tx, name="assign_name", council=council, by=by, now=now, reply_to=reply_to, params=params
        )
        return
    usual = _usual(tx, matter, now).day
    known = replace(params, handler=handler.person if isinstance(handler, Member) else handler, usual=usual.isoformat())
    try:
        until = _day(tx, matter, day, now)
    except PastThisYear as doubt:
        doubtful = known.in_doubt(doubt, "assign_day")
        questions.ask_question(tx, name=doubt.key, council=council, by=by, now=now, reply_to=reply_to, params=doubtful)
        return
    except CouncilError as refusal:
        wrong = Reply(refusal.key) if day.strip() else None
        questions.ask_question(
            tx, name="assign_day", council=council, by=by, now=now, reply_to=reply_to, params=known, wrong=wrong
        )
        return
    _assign(tx, council, number, handler, until, by=by, now=now, reply_to=reply_to)


def confirm_assignment(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Handle [是] or [重新选] on the question whether an unlisted name is meant. Raises DialogGone."""
    asked = questions.find_unsent_question(tx, reply_to.chat, by.id, now)
    if asked is None or (asked.ask, asked.council, asked.params.number) != ("assign_name", *_about(intent)):
        raise DialogGone
    who = asked.params.name if intent.arg == "yes" else ""
    questions.close_question_after(
        tx,
        asked,
        now,
        hand_over,
        council=asked.council,
        number=asked.params.number,
        by=by,
        who=who,
        day=asked.params.day,
        now=now,
        reply_to=reply_to,
    )
    return Reply("ok")


def _about(intent: Intent) -> tuple[int, int]:
    return intent.council, intent.subject


def _is_day(tx: Tx, council: int, text: str, now: datetime) -> bool:
    """Return whether a text is a day, and so no person."""
    said = text.strip()
    return (
        said.casefold() in USUAL_DAY_WORDS
        or parse_day(said, day_now(members.get_council(tx, council), now)) is not None
    )


def _usual(tx: Tx, matter: Matter, now: datetime) -> Moved:
    """Return the usual deadline of the matter's level, counted from today."""
    council = members.get_council(tx, matter.council)
    return escalation_ladder.last_day(council.limits, matter.level, day_now(council, now), holidays())


def _day(tx: Tx, matter: Matter, text: str, now: datetime) -> tuple[date, bool]:
    """Return the day named in a text, or the usual one, and whether it is known; raises NoSuchDay, PastDay."""
    if text.strip().casefold() in USUAL_DAY_WORDS:
        usual = _usual(tx, matter, now)
        return usual.day, usual.known
    return assignments.parse_due_day(members.get_council(tx, matter.council), text, now), True


def _assign(
    tx: Tx,
    council: int,
    number: int,
    handler: Member | str,
    until: tuple[date, bool],
    *,
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> None:
    day, known = until
    use_case = partial(assignments.assign_matter, number=number, handler=handler, day=day, known=known)
    run_command(tx, use_case=use_case, by=by, reply_to=reply_to, now=now, council=council)


def set_day(
    tx: Tx, *, council: int, number: int, by: Account, handler: int | str, day: str, now: datetime, reply_to: ReplyTo
) -> None:
    """Handle the answer to the question for the deadline; raises NoSuchDay, PastDay, NoSuchPerson."""
    members.acting_member(tx, council, by, reply_to.chat)  # a stranger learns nothing of days and people
    until = _day(tx, repository.get_matter(tx, council, number), day, now)
    person = members.get_person(tx, council, handler) if isinstance(handler, int) else handler
    _assign(tx, council, number, person, until, by=by, now=now, reply_to=reply_to)


def choose_assignment(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Account,
    text: str,
    who: str = "",
    mentioned: Account | None = None,
    day: str = "",
    now: datetime,
    reply_to: ReplyTo,
) -> None:
    """Record a resolution and assign it; a missing handler or day is asked for."""
    member = members.acting_member(tx, council, by, reply_to.chat)
    perform(tx, resolutions.resolve_matter, council=council, number=number, by=member, text=text, now=now)
    if missing := still_missing(tx, repository.get_matter(tx, council, number), Act.ASSIGN, now):
        reply_text(tx, reply_to, Reply("resolved_not_yet", {"number": number, "missing": ",".join(missing)}), now=now)
        return
    hand_over(
        tx, council=council, number=number, by=by, who=who, mentioned=mentioned, day=day, now=now, reply_to=reply_to
    )

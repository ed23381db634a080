"""The questions of a survey in the making: added one at a time or from a table, reworded, moved, taken out."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.shared.sheet_problem import SheetProblem
from bot.domain.surveys.question_text import parse_question
from bot.domain.surveys.sheet import SurveySheet, read_questions
from bot.domain.surveys.survey import (
    QUESTION_LIMIT,
    TYPED,
    QuestionKind,
    Survey,
    check_can_change,
    check_room,
)
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared import questions
from bot.services.shared.dispatch import ask_presser
from bot.services.shared.enqueue import ReplyTo, refresh_message
from bot.services.surveys.drafts import authorise_change, keep_changed, open_change, show_page
from bot.services.surveys.surveys import count_begun, get_survey, page_of


def ask_question(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer for a question of the kind on the button. Raises NotAllowed, SurveyBegun, TooManyQuestions."""
    survey, who = authorise_change(tx, intent, by, reply_to)
    if intent.arg not in set(QuestionKind):
        raise OldButton
    check_room(len(survey.questions) + 1)
    name = "survey_typed" if QuestionKind(intent.arg) in TYPED | {QuestionKind.SCALE} else "survey_choice"
    params = QuestionParams(number=survey.number, then=intent.arg)
    return ask_presser(tx, name, params, who=who, by=by, reply_to=reply_to, now=now)


def ask_rewording(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer for the new words of a question. Raises NotAllowed, SurveyBegun, OldButton."""
    survey, who = authorise_change(tx, intent, by, reply_to)
    place = _place(survey, intent.arg)
    kind = survey.questions[place].kind
    name = "survey_typed" if kind in TYPED | {QuestionKind.SCALE} else "survey_choice"
    params = QuestionParams(number=survey.number, then=kind, numbers=str(place + 1))
    return ask_presser(tx, name, params, who=who, by=by, reply_to=reply_to, now=now)


def ask_table(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> ChatId | None:
    """Ask an officer for a table of questions in private; return their chat. None: they have no private chat.

    Raises NotAllowed, SurveyBegun, SurveyOver.
    """
    survey, who = authorise_change(tx, intent, by, reply_to)
    if who.open_chat is None:
        return None
    to, params = ReplyTo(reply_to.id, who.open_chat, group=False), QuestionParams(number=survey.number)
    questions.ask_question(tx, name="survey_file", council=intent.council, by=by, now=now, reply_to=to, params=params)
    return who.open_chat


def put_question(
    tx: Tx,
    *,
    council: int,
    number: int,
    kind: str,
    place: int | None,
    text: str,
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> PrivateReply:
    """Add a question, or with a `place` change the one there.

    Raises NotAllowed, SurveyBegun, SurveyOver, TooManyQuestions, BadOptions, TooShort, TooLong.
    """
    survey, who = open_change(tx, council, number, by, reply_to)
    made = parse_question(QuestionKind(kind), text)
    words, _ = clean_text(made.text, QUESTION_LIMIT)
    made = replace(made, text=words)
    every = list(survey.questions)
    if place is None:
        every.append(made)
    elif place < len(every):
        every[place] = made
    check_room(len(every))
    offers = survey.offers if place is None else None  # the words of an answer may have changed
    changed = replace(survey, questions=tuple(every), offers=offers)
    keep_changed(tx, changed, who, now)
    return show_page(tx, changed, who, reply_to, now)


def put_table(
    tx: Tx, *, council: int, number: int, sheet: SurveySheet, by: Account, now: datetime
) -> PrivateReply | tuple[SheetProblem, ...]:
    """Add the questions of a table; with anything wrong in it return that, and add nothing.

    Raises NotAllowed, SurveyBegun, SurveyOver, TooManyQuestions.
    """
    who = members.get_member(tx, council, by.id)
    check_allowed(CouncilAct.SURVEY, who)
    survey = get_survey(tx, council, number)
    check_can_change(survey, count_begun(tx, survey))
    read, problems = read_questions(sheet)
    if problems:
        return problems
    check_room(len(survey.questions) + len(read))
    changed = replace(survey, questions=(*survey.questions, *read))
    keep_changed(tx, changed, who, now)
    return page_of(changed, who)


def press_remove(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take a question out. Raises NotAllowed, SurveyBegun, SurveyOver, OldButton."""
    survey, who = authorise_change(tx, intent, by, reply_to)
    place = _place(survey, intent.arg)
    every = (*survey.questions[:place], *survey.questions[place + 1 :])
    keep_changed(tx, replace(survey, questions=every, offers=None), who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, which="edit", page=0)
    return Reply("survey_question_gone")


def press_move_up(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Move a question before the one above it. Raises NotAllowed, SurveyBegun, SurveyOver, OldButton."""
    survey, who = authorise_change(tx, intent, by, reply_to)
    place = _place(survey, intent.arg)
    every = list(survey.questions)
    every.insert(max(0, place - 1), every.pop(place))
    keep_changed(tx, replace(survey, questions=tuple(every), offers=None), who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, which="edit", page=max(1, place))
    return Reply("ok")


def _place(survey: Survey, arg: str) -> int:
    """Return the place of the question that a button names, counted from 1 there. Raises OldButton."""
    if not arg.isdecimal() or not 1 <= int(arg) <= len(survey.questions):
        raise OldButton
    return int(arg) - 1

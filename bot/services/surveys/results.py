"""The result of a survey for its officers, for the group and as a file, and what came of it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.surveys.answers import SurveyResult
from bot.domain.surveys.errors import SurveyRunning, TooFewAnswers
from bot.domain.surveys.survey import LEAST_ANONYMOUS, OUTCOME_LIMIT, Survey, SurveyState
from bot.ports import Tx
from bot.read_models.surveys import ShownResponses, ShownSurveyResult
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_group
from bot.services.surveys.responses import list_responses
from bot.services.surveys.surveys import (
    authorise_officer,
    get_survey,
    load_survey,
    params_of,
    record_survey,
    show_in_group,
    survey_subject,
)


def find_result(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the result of a survey for an officer. Raises NotAllowed, SurveyRunning, TooFewAnswers."""
    survey, who = authorise_officer(tx, intent, by, reply_to)
    check_shown(survey)
    page = int(intent.arg) if intent.arg.isdecimal() else 1
    return PrivateReply("survey.result", replace(params_of(survey, who.person), page=page), remember=True)


def find_sheet(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:
    """Return the result of a survey as a file for an officer. Raises NotAllowed, SurveyRunning, TooFewAnswers."""
    return replace(find_result(tx, intent=intent, by=by, reply_to=reply_to, now=now), view="survey.sheet")


def must_ask_publishing(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that showing the result to the group is asked about first. Raises NotAllowed, SurveyRunning."""
    survey, _ = authorise_officer(tx, intent, by, reply_to)
    check_shown(survey)
    return True


def press_publish(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Show the result of a survey to the group. Raises NotAllowed, SurveyRunning, TooFewAnswers."""
    survey, who = authorise_officer(tx, intent, by, reply_to)
    check_shown(survey)
    council = members.get_council(tx, survey.council)
    id_ = f"{survey_subject(survey)}/result"
    params = replace(params_of(survey), page=1)
    notify_group(tx, council, id=id_, view="survey.result", params=params, now=now, remember=True)
    record_survey(tx, survey, "survey_result", who, now)
    return Reply("survey_published", {"number": survey.number})


def check_shown(survey: Survey) -> None:
    """Raise what stands against showing the answers: SurveyRunning, TooFewAnswers."""
    if survey.state is not SurveyState.CLOSED:
        raise SurveyRunning(number=survey.number)
    if not survey.shows_answers:
        raise TooFewAnswers(number=survey.number, least=LEAST_ANONYMOUS)


def note_outcome(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Note what came of a survey, and tell the group. Raises NotAllowed, SurveyRunning, TooShort, TooLong."""
    survey = check_outcome(tx, council, number, by)
    words, _ = clean_text(text, OUTCOME_LIMIT)
    noted = replace(survey, outcome=words)
    tx.put(noted)
    record_survey(tx, noted, "survey_outcome", by, now)
    show_in_group(tx, noted, now=now)
    its_council, id_ = members.get_council(tx, council), f"{survey_subject(noted)}/outcome"
    notify_group(tx, its_council, id=id_, view="survey.outcome", params=params_of(noted), now=now, in_place=True)
    return Reply("survey_outcome", {"number": number})


def check_outcome(tx: Tx, council: int, number: int, by: Member) -> Survey:
    """Return a survey whose outcome an officer notes. Raises NotAllowed, SurveyRunning."""
    check_allowed(CouncilAct.SURVEY, by)
    survey = get_survey(tx, council, number)
    if survey.state is not SurveyState.CLOSED:
        raise SurveyRunning(number=number)
    return survey


def ask_outcome(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer what came of a survey. Raises NotAllowed, SurveyRunning."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_outcome(tx, intent.council, intent.subject, who)
    params = QuestionParams(number=intent.subject)
    return ask_presser(tx, "survey_outcome", params, who=who, by=by, reply_to=reply_to, now=now)


def load_result(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownSurveyResult | None:
    """Return what came out of a survey."""
    shown = load_survey(tx, council, number, person, now)
    if shown is None:
        return None
    return ShownSurveyResult(shown, tx.get(SurveyResult, SurveyResult.key_of(council, number)))


def load_responses(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownResponses | None:
    """Return what came out of a survey, and of one with names the answers of each person."""
    found = load_result(tx, council, number, person, now)
    if found is None or found.result is None:
        return None
    every = [] if found.shown.survey.anonymous else list_responses(tx, found.shown.survey)
    people = tuple((tx.get(Member, Member.key_of(council, each.person)), each.answers) for each in every)
    return ShownResponses(found.shown, found.result, people)

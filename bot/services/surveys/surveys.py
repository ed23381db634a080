"""Surveys as they are found, shown and recorded."""

from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed, is_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.surveys.answers import SurveyResponse
from bot.domain.surveys.errors import NoSurvey
from bot.domain.surveys.survey import Survey, SurveyState
from bot.ports import Tx
from bot.read_models.surveys import ShownSurvey, ShownSurveys
from bot.services.councils import members
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_group

PAGE = "survey.page"
LISTED = 10  # surveys of a list


def survey_subject(survey: Survey) -> str:
    """Return the subject of a survey's jobs, which is the id of the message that shows it in the group."""
    return f"survey/{survey.key}"


def get_survey(tx: Tx, council: int, number: int) -> Survey:
    """Return the survey of this number; raises NoSurvey."""
    found = tx.get(Survey, Survey.key_of(council, number))
    if found is None:
        raise NoSurvey(number=number)
    return found


def authorise_officer(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> tuple[Survey, Member]:
    """Return the survey of an officer's button, and the officer. Raises NotAllowed, NoSurvey."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.SURVEY, who)
    return get_survey(tx, intent.council, intent.subject), who


def params_of(survey: Survey, person: int = 0) -> MessageParams:
    """Return the params of a message about a survey, for one person or for all."""
    return MessageParams(council=survey.council, number=survey.number, person=person)


def page_of(survey: Survey, who: Member) -> PrivateReply:
    """Return the page of a survey for one person."""
    return PrivateReply(PAGE, params_of(survey, who.person), remember=True)


def count_begun(tx: Tx, survey: Survey) -> int:
    """Count those who have begun to answer."""
    return survey.begun or tx.count(SurveyResponse, "survey", survey.council, survey.number)


def show_in_group(tx: Tx, survey: Survey, *, now: datetime) -> None:
    """Show a survey in its group, or what has changed in it; a draft is not shown."""
    if survey.state is SurveyState.DRAFT:
        return
    council = members.get_council(tx, survey.council)
    notify_group(
        tx, council, id=survey_subject(survey), view="survey.card", params=params_of(survey), now=now, in_place=True
    )


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of a survey for the one who pressed its button. Raises NoSurvey, NotMember."""
    _, who = authorise_button(tx, intent, by, reply_to)
    return page_of(get_survey(tx, intent.council, intent.subject), who)


def load_survey(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownSurvey | None:
    """Return a survey as one person may see it; 0: as all may."""
    survey = tx.get(Survey, Survey.key_of(council, number))
    if survey is None:
        return None
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    is_officer = reader is not None and is_allowed(CouncilAct.SURVEY, reader)
    if survey.state is SurveyState.DRAFT and not is_officer:
        return None
    own = tx.get(SurveyResponse, SurveyResponse.key_of(council, number, person)) if reader else None
    return ShownSurvey(
        council=members.get_council(tx, council),
        survey=survey,
        now=now,
        begun=count_begun(tx, survey),
        done=survey.done or tx.count(SurveyResponse, "survey", council, number, True),
        reader=reader,
        is_officer=is_officer,
        has_begun=own is not None,
        is_done=own is not None and own.done,
    )


def load_surveys(tx: Tx, council: int, person: int, now: datetime) -> ShownSurveys:
    """Return the surveys that one person can answer or, as an officer, work on, the newest first."""
    states = (SurveyState.OPEN, SurveyState.DRAFT, SurveyState.CLOSED)
    found = [
        load_survey(tx, council, each.number, person, now)
        for state in states
        for each in tx.find(Survey, "state", council, state, newest_first=True, limit=LISTED)
    ]
    listed = [each for each in found if each and (each.is_open or each.is_officer)]
    return ShownSurveys(members.get_council(tx, council), tuple(listed[:LISTED]))


def record_survey(tx: Tx, survey: Survey, what: str, who: Member | None, now: datetime) -> None:
    """Record what happened to a survey; who answered it is never recorded."""
    person = who.person if who else None
    append_entry(tx, survey.council, what, person=person, now=now, facts={"survey": survey.number})

"""The reminder and the end of a survey: its answers are counted, those of an anonymous one and its key destroyed."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Account, Member
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.job import Job
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.domain.surveys.answers import SurveyInvitee, SurveyResponse, SurveyResult, count_answers
from bot.domain.surveys.survey import (
    Survey,
    SurveyKey,
    SurveyState,
    check_takes_answers,
)
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared import jobs
from bot.services.shared.enqueue import ReplyTo, notify_person
from bot.services.shared.questions import drop_question
from bot.services.surveys.form_pages import WORDS
from bot.services.surveys.responses import find_invitee, get_secret, open_envelope
from bot.services.surveys.surveys import (
    PAGE,
    authorise_officer,
    params_of,
    record_survey,
    show_in_group,
    survey_subject,
)

LATE = timedelta(minutes=15)  # after this it is said that something comes late
IS_LATE = "late"


def remind_of_survey(tx: Tx, row: Job, now: datetime) -> None:
    """Remind those in private, once, who have begun and not finished, and those with a role who have not begun."""
    survey = tx.get(Survey, Survey.key_of(row.params.council, row.params.number))
    if survey is None or not survey.takes_answers(now) or survey.reminded:
        return
    tx.put(replace(survey, reminded=now))
    council = members.get_council(tx, survey.council)
    begun = {each.person: each.done for each in tx.find(SurveyResponse, "survey", survey.council, survey.number)}
    asked = {person for person, done in begun.items() if not done}
    asked |= {each.person for each in members.list_roster(tx, survey.council) if each.person not in begun}
    for person in sorted(asked):
        member = tx.get(Member, Member.key_of(survey.council, person))
        if member and member.present and member.open_chat:
            notify_person(
                tx,
                council,
                member,
                id=f"{survey_subject(survey)}/reminder/{person}",
                view="survey.reminder",
                params=params_of(survey, person),
                now=now,
                respect_quiet_hours=True,
                remember=True,
            )
    record_survey(tx, survey, "survey_reminded", None, now)


def close_on_time(tx: Tx, row: Job, now: datetime) -> None:
    """Close a survey at its end; after a downtime that is said."""
    survey = tx.get(Survey, Survey.key_of(row.params.council, row.params.number))
    if survey and survey.state is SurveyState.OPEN and survey.until:
        close_survey(tx, survey, None, is_late=now - survey.until > LATE, now=now)


def must_ask_closing(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:
    """Return that an early end is asked about first. Raises NotAllowed, SurveyNotOpen, SurveyOver."""
    survey, _ = authorise_officer(tx, intent, by, reply_to)
    check_takes_answers(survey, now)
    return True


def press_close(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Close a survey before its end. Raises NotAllowed, SurveyNotOpen, SurveyOver."""
    survey, who = authorise_officer(tx, intent, by, reply_to)
    check_takes_answers(survey, now)
    close_survey(tx, survey, who, is_late=False, now=now)
    return Reply("survey_closed", {"number": survey.number})


def close_survey(tx: Tx, survey: Survey, who: Member | None, *, is_late: bool, now: datetime) -> None:
    """Count the answers of a survey and tell officers and group that it is over.

    Of an anonymous one every envelope is opened once, counted with all others, and destroyed together with the key.
    """
    begun = tx.find(SurveyResponse, "survey", survey.council, survey.number)
    done = [each for each in begun if each.done]
    closed = replace(survey, state=SurveyState.CLOSED, closed=now, begun=len(begun), done=len(done))
    if survey.anonymous:
        secret = get_secret(tx, survey)
        every = [open_envelope(secret, each) for each in done]
        tx.secrets.drop(SurveyKey, SurveyKey.key_of(survey.council, survey.number))
    else:
        every = [each.answers for each in done]
    for each in begun:
        _end_form(tx, survey, each)
    if closed.shows_answers:
        counted = count_answers(survey.questions, every)
        tx.put(SurveyResult(council=survey.council, survey=survey.number, questions=counted))
    tx.put(closed)
    jobs.cancel(tx, survey_subject(survey))
    record_survey(tx, closed, "survey_over", who, now)
    show_in_group(tx, closed, now=now)
    _tell_officers(tx, closed, is_late=is_late, now=now)


def _end_form(tx: Tx, survey: Survey, response: SurveyResponse) -> None:
    """End the form of a person: what they type next is no answer any more, and what they did not hand in is deleted.

    Of an anonymous survey their envelope is deleted as well, and with it that they took part.
    """
    member = tx.get(Member, Member.key_of(survey.council, response.person))
    if member and member.account and member.open_chat:
        waiting = tx.get(Dialog, Dialog.key_of(member.open_chat, member.account))
        if waiting and waiting.ask == WORDS:
            drop_question(tx, waiting)
    if not response.done and (wish := find_invitee(tx, survey, response.person)):
        tx.drop(SurveyInvitee, wish.key)
    if survey.anonymous or not response.done:
        tx.drop(SurveyResponse, response.key)


def _tell_officers(tx: Tx, survey: Survey, *, is_late: bool, now: datetime) -> None:
    """Tell whoever made a survey that it is over; where they left or cannot be reached, the officers."""
    council = members.get_council(tx, survey.council)
    for member in members.list_author_or_officers(tx, survey.council, survey.by):
        notify_person(
            tx,
            council,
            member,
            id=f"{survey_subject(survey)}/over/{member.person}",
            view=PAGE,
            params=replace(params_of(survey, member.person), what=IS_LATE if is_late else "over"),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )

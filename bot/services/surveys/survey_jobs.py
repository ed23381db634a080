"""The reminder and the end of a survey: its answers are counted, those of an anonymous one and its key destroyed."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Account, Member
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.job import Job
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
from bot.services.surveys.responses import get_secret, list_responses, open_envelope
from bot.services.surveys.surveys import (
    PAGE,
    authorise_officer,
    count_begun,
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
    done = list_responses(tx, survey)
    begun = count_begun(tx, survey)
    closed = replace(survey, state=SurveyState.CLOSED, closed=now, begun=begun, done=len(done))
    if survey.anonymous:
        secret = get_secret(tx, survey)
        every = [open_envelope(secret, each) for each in done]
        _forget_people(tx, survey)
    else:
        every = [each.answers for each in done]
    if closed.shows_answers:
        counted = count_answers(survey.questions, every)
        tx.put(SurveyResult(council=survey.council, survey=survey.number, questions=counted))
    tx.put(closed)
    jobs.cancel(tx, survey_subject(survey))
    record_survey(tx, closed, "survey_over", who, now)
    show_in_group(tx, closed, now=now)
    _tell_officers(tx, closed, is_late=is_late, now=now)


def _forget_people(tx: Tx, survey: Survey) -> None:
    """Destroy the envelopes of an anonymous survey and their key, and the wishes of those who did not hand theirs in.

    Who began and who finished is forgotten as well: the numbers are kept.
    """
    where = survey.council, survey.number
    for each in tx.find(SurveyResponse, "survey", *where):
        wish = SurveyInvitee.key_of(*where, each.person)
        if not each.done and tx.get(SurveyInvitee, wish):
            tx.drop(SurveyInvitee, wish)
        tx.drop(SurveyResponse, each.key)
    tx.secrets.drop(SurveyKey, SurveyKey.key_of(*where))


def _tell_officers(tx: Tx, survey: Survey, *, is_late: bool, now: datetime) -> None:
    """Tell whoever made a survey that it is over; where they left or cannot be reached, the officers."""
    council = members.get_council(tx, survey.council)
    author = tx.get(Member, Member.key_of(survey.council, survey.by))
    is_there = author is not None and author.present and author.open_chat is not None
    for member in [author] if is_there else members.list_reachable_officers(tx, survey.council):
        if member:
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

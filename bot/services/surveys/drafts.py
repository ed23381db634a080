"""Surveys in the making: questions, one at a time or from a table, name or no name, how long, and posting."""

from dataclasses import replace
from datetime import datetime

from bot import ballot_encryption
from bot.domain.councils.council import Account, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.errors import OldButton
from bot.domain.shared.job import JobParams
from bot.domain.shared.local_time import last_call
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.surveys.survey import (
    TITLE_LIMIT,
    Survey,
    SurveyChoice,
    SurveyKey,
    SurveyState,
    check_can_change,
    check_days,
    check_ready,
    end_of,
)
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.shared import jobs
from bot.services.shared.council_time import MORNING
from bot.services.shared.dispatch import ask_presser
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply
from bot.services.surveys.surveys import (
    authorise_officer,
    count_begun,
    get_survey,
    page_of,
    record_survey,
    show_in_group,
    survey_subject,
)

LOOKS = frozenset({"", "edit", "offer", "invite"})  # the parts of a survey's page


def start_survey(tx: Tx, *, council: int, text: str, by: Account, now: datetime, reply_to: ReplyTo) -> PrivateReply:
    """Begin a survey of this title, which nobody but officers sees. Raises NotAllowed, TooShort, TooLong."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.SURVEY, who)
    title, _ = clean_text(text, TITLE_LIMIT)
    survey = Survey(
        council=council, number=tx.next_number(council, Numbered.SURVEY), title=title, by=who.person, made=now
    )
    tx.put(survey)
    return show_page(tx, survey, who, reply_to, now)


def ask_days(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer for how long a survey is open. Raises NotAllowed, SurveyBegun."""
    survey, who = authorise_change(tx, intent, by, reply_to)
    params = QuestionParams(number=survey.number)
    return ask_presser(tx, "survey_days", params, who=who, by=by, reply_to=reply_to, now=now)


def press_look(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Turn the page of a survey to another part of it. Raises NotAllowed, OldButton."""
    authorise_officer(tx, intent, by, reply_to)
    which, page, chosen = [*intent.arg.split("."), "0", "0"][:3]
    if which not in LOOKS or not (page.isdecimal() and chosen.isdecimal()):
        raise OldButton
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, which=which, page=int(page), chosen=chosen)
    return Reply("ok")


def press_anonymous(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Make a survey anonymous, or one with names. Raises NotAllowed, SurveyBegun, SurveyOver."""
    survey, who = authorise_change(tx, intent, by, reply_to)
    changed = replace(survey, anonymous=intent.arg != "named", offers=None)
    if changed.state is SurveyState.OPEN:
        _put_key(tx, changed)
    keep_changed(tx, changed, who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("ok")


def press_offer(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Set the answer below which an anonymous survey offers an invitation, or take it away.

    Raises NotAllowed, SurveyBegun, SurveyOver, OldButton.
    """
    survey, who = authorise_change(tx, intent, by, reply_to)
    offers = read_choice(survey, intent.arg) if intent.arg else None
    keep_changed(tx, replace(survey, offers=offers), who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, which="", page=0)
    return Reply("ok")


def set_days(
    tx: Tx, *, council: int, number: int, text: str, by: Account, now: datetime, reply_to: ReplyTo
) -> PrivateReply:
    """Set for how many days a survey is open. Raises NotAllowed, SurveyBegun, SurveyOver, BadSurveyTime."""
    survey, who = open_change(tx, council, number, by, reply_to)
    changed = replace(survey, days=check_days(parse_duration(text.strip())))
    if survey.opened:
        changed = replace(changed, until=end_of(changed, survey.opened))
        _schedule(tx, changed)
    keep_changed(tx, changed, who, now)
    return show_page(tx, changed, who, reply_to, now)


def must_ask_posting(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that posting is asked about first; raises what stands against it: NotAllowed, NoQuestions."""
    survey, _ = authorise_change(tx, intent, by, reply_to)
    check_ready(survey)
    return survey.state is SurveyState.DRAFT


def press_post(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Post a survey in the group; again it changes nothing. Raises NotAllowed, NoQuestions."""
    survey, who = authorise_officer(tx, intent, by, reply_to)
    check_ready(survey)
    if survey.state is not SurveyState.DRAFT:
        return Reply("survey_posted_already", {"number": survey.number})
    posted = replace(survey, state=SurveyState.OPEN, opened=now, until=end_of(survey, now))
    _put_key(tx, posted)
    tx.put(posted)
    _schedule(tx, posted)
    record_survey(tx, posted, "survey_posted", who, now)
    show_in_group(tx, posted, now=now)
    return Reply("survey_posted", {"number": posted.number})


def must_ask_dropping(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return that dropping a draft is asked about first. Raises NotAllowed, NoSurvey."""
    authorise_officer(tx, intent, by, reply_to)
    return True


def press_drop(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:  # noqa: ARG001  # as of every button
    """Drop a survey that was not posted. Raises NotAllowed, SurveyBegun."""
    survey, _ = authorise_officer(tx, intent, by, reply_to)
    if survey.state is not SurveyState.DRAFT:
        return Reply("survey_posted_already", {"number": survey.number})
    tx.drop(Survey, survey.key)
    return Reply("survey_dropped", {"number": survey.number})


def copy_survey(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:
    """Return the page of a new draft with the questions of another survey. Raises NotAllowed, NoSurvey."""
    survey, who = authorise_officer(tx, intent, by, reply_to)
    copied = Survey(
        council=survey.council,
        number=tx.next_number(survey.council, Numbered.SURVEY),
        title=survey.title,
        by=who.person,
        made=now,
        questions=survey.questions,
        anonymous=survey.anonymous,
        days=survey.days,
        offers=survey.offers,
    )
    tx.put(copied)
    return page_of(copied, who)


def read_choice(survey: Survey, text: str) -> SurveyChoice:
    """Return the answer that a button names by the places of question and option. Raises OldButton."""
    question, _, option = text.partition(".")
    if not (question.isdecimal() and option.isdecimal()):
        raise OldButton
    choice = SurveyChoice(int(question), int(option))
    if choice.question >= len(survey.questions) or choice.option >= len(survey.questions[choice.question].choices):
        raise OldButton
    return choice


def authorise_change(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo) -> tuple[Survey, Member]:
    """Return a survey whose questions can be changed, and the officer who pressed its button."""
    survey, who = authorise_officer(tx, intent, by, reply_to)
    check_can_change(survey, count_begun(tx, survey))
    return survey, who


def open_change(tx: Tx, council: int, number: int, by: Account, reply_to: ReplyTo) -> tuple[Survey, Member]:
    """Return a survey whose questions can be changed, and the officer who typed."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    check_allowed(CouncilAct.SURVEY, who)
    survey = get_survey(tx, council, number)
    check_can_change(survey, count_begun(tx, survey))
    return survey, who


def keep_changed(tx: Tx, survey: Survey, who: Member, now: datetime) -> None:
    """Keep a changed survey; of one that is posted the group sees the change."""
    tx.put(survey)
    if survey.state is SurveyState.OPEN:
        record_survey(tx, survey, "survey_changed", who, now)
        show_in_group(tx, survey, now=now)


def _put_key(tx: Tx, survey: Survey) -> None:
    """Keep a key for the envelopes of an anonymous survey, and none for another."""
    key = SurveyKey.key_of(survey.council, survey.number)
    if not survey.anonymous:
        if tx.secrets.get(SurveyKey, key):
            tx.secrets.drop(SurveyKey, key)
    elif tx.secrets.get(SurveyKey, key) is None:
        secret = ballot_encryption.new_key()
        tx.secrets.put(SurveyKey(council=survey.council, survey=survey.number, secret=secret))


def _schedule(tx: Tx, survey: Survey) -> None:
    """Schedule the reminder and the end of a survey."""
    if survey.opened is None or survey.until is None:
        return
    zone = members.get_council(tx, survey.council).zone
    subject, params = survey_subject(survey), JobParams(council=survey.council, number=survey.number)
    reminded = last_call(survey.opened, survey.until, MORNING, zone)
    jobs.schedule(tx, "survey_reminder", subject, reminded, params=params)
    jobs.schedule(tx, "survey_over", subject, survey.until, params=params)


def show_page(tx: Tx, survey: Survey, who: Member, reply_to: ReplyTo, now: datetime) -> PrivateReply:
    """Return the page of a survey for an officer; in private that is the reply."""
    page = page_of(survey, who)
    if not reply_to.group:
        reply(tx, reply_to, page.view, page.params, now=now, remember=True)
    return page

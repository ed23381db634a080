"""The message with a person's form: which page it shows, and whether the next words in the chat answer it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import OutboxMessage, SentMessage
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.surveys.survey import TYPED, Survey, SurveyState
from bot.ports import Tx
from bot.read_models.surveys import ShownForm
from bot.services.shared import questions
from bot.services.shared.enqueue import ReplyTo, enqueue, refresh_message
from bot.services.shared.send_queues import newest_sent
from bot.services.surveys.responses import find_invitee, find_response, read_answers
from bot.services.surveys.surveys import load_survey, params_of

FORM = "survey.form"
WORDS = "survey_words"  # the question that takes what is typed
LATE = "late"  # what was typed came too long after the question to be its answer
NOT_BEGUN, FIRST = 0, 1  # pages: what is said before the first answer, and the first question


def form_id(survey: Survey, person: int) -> str:
    """Return the id of the message with the form of a person."""
    return f"survey/{survey.key}/form/{person}"


def show_form(tx: Tx, survey: Survey, who: Member, chat: ChatId, *, now: datetime) -> None:
    """Show the form at the end of a private chat: where a person left it, or what is said before the first answer."""
    show_below(tx, survey, who, chat, _find_page(tx, survey, who), now=now)


def _find_page(tx: Tx, survey: Survey, who: Member) -> int:
    """Return the page on which a person left their form.

    It does not follow from their answers: the page stands on the disk, and would say what they did not answer.
    """
    response, message = find_response(tx, survey, who.person), form_id(survey, who.person)
    if response is None:
        return NOT_BEGUN
    if response.done:
        return len(survey.questions) + 1
    shown = tx.get(OutboxMessage, message) or newest_sent(tx, message)
    return max(FIRST, shown.params.page if shown else FIRST)


def load_form(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownForm | None:
    """Return a survey with the answers that one person has given so far; None when it is over or gone."""
    shown = load_survey(tx, council, number, person, now)
    if shown is None or shown.reader is None or shown.survey.state is SurveyState.CLOSED:
        return None
    response = find_response(tx, shown.survey, person)
    is_invited = find_invitee(tx, shown.survey, person) is not None
    return ShownForm(shown, read_answers(tx, shown.survey, response), is_invited)


def turn_form(tx: Tx, survey: Survey, who: Member, reply_to: ReplyTo, page: int, *, now: datetime) -> None:
    """Turn the form that was pressed to a page."""
    _wait_for_words(tx, survey, who, reply_to.chat, page, now=now)
    if tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message)) is None:
        _send(tx, survey, who, reply_to.chat, page, now=now)
        return
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, page=page, which="")


def show_below(tx: Tx, survey: Survey, who: Member, chat: ChatId, page: int, *, now: datetime, which: str = "") -> None:
    """Show a page of the form below everything else in the chat."""
    _wait_for_words(tx, survey, who, chat, page, now=now)
    _send(tx, survey, who, chat, page, now=now, which=which)


def _send(tx: Tx, survey: Survey, who: Member, chat: ChatId, page: int, *, now: datetime, which: str = "") -> None:
    params = replace(params_of(survey, who.person), page=page, which=which)
    enqueue(
        tx,
        id=form_id(survey, who.person),
        chat=chat,
        view=FORM,
        params=params,
        now=now,
        group=False,
        urgent=True,
        remember=True,
    )


def _wait_for_words(tx: Tx, survey: Survey, who: Member, chat: ChatId, page: int, *, now: datetime) -> None:
    """Take the next words in the chat as the answer to a question that is typed; to another, as no answer at all."""
    if who.account is None:
        return
    waiting = tx.get(Dialog, Dialog.key_of(chat, who.account))
    is_open = survey.state is SurveyState.OPEN
    if is_open and FIRST <= page <= len(survey.questions) and survey.questions[page - 1].kind in TYPED:
        params = QuestionParams(number=survey.number, numbers=str(page))
        dialog = Dialog(
            chat=chat,
            account=who.account,
            ask=WORDS,
            council=survey.council,
            params=params,
            about=f"{form_id(survey, who.person)}/words",
            at=now,
        )
        questions.keep_question(tx, dialog, now=now)
    elif waiting and waiting.ask == WORDS:
        questions.drop_question(tx, waiting)

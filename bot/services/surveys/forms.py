"""The form of a survey in a private chat: one message, one question at a time, changed until the end.

Every press rewrites the person's answers, whether it answers, skips or changes: what lies on the disk of an anonymous
survey says how often somebody pressed, not what.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, is_allowed
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton, PrivateOnly, TooShort
from bot.domain.shared.ids import ChatId
from bot.domain.shared.masking import mask, normalize_text
from bot.domain.shared.outbox_message import PrivateReply, SentMessage
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.domain.surveys.answers import (
    ANSWER_LIMIT,
    SurveyInvitee,
    SurveyResponse,
    has_ticked,
    put_answer,
    read_typed,
    tick,
)
from bot.domain.surveys.errors import NotTicked
from bot.domain.surveys.survey import CHOICES, TYPED, QuestionKind, Survey, SurveyState, check_takes_answers
from bot.ports import Tx
from bot.read_models.surveys import ShownForm
from bot.services.councils import members
from bot.services.shared import questions
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, enqueue, refresh_message
from bot.services.shared.private_replies import find_private_chat
from bot.services.surveys.drafts import read_choice
from bot.services.surveys.responses import find_invitee, find_response, keep_answers, read_answers, with_answers
from bot.services.surveys.surveys import get_survey, load_survey, params_of, show_in_group

FORM = "survey.form"
WORDS = "survey_words"  # the question that takes what is typed
LATE = "late"  # what was typed came too long after the question to be its answer
NOT_BEGUN, FIRST = 0, 1  # pages: what is said before the first answer, and the first question


def form_id(survey: Survey, person: int) -> str:
    """Return the id of the message with the form of a person."""
    return f"survey/{survey.key}/form/{person}"


def press_fill(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Show a person their form in private, where they left it. Raises NoSurvey, SurveyOver, PrivateOnly."""
    _, who = authorise_button(tx, intent, by, reply_to)
    survey = _get_shown(tx, intent.council, intent.subject, who, now)
    chat = reply_to.chat if not reply_to.group else who.open_chat
    if chat is None:
        raise PrivateOnly
    show_form(tx, survey, who, chat, now=now)
    return Reply("sent_privately" if reply_to.group else "ok")


def is_reachable(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> bool:  # noqa: ARG001  # as of every button
    """Return whether a person has opened a private chat with the bot."""
    return find_private_chat(tx, intent.council, by.id) is not None


def find_door(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:
    """Return the way into the private chat for a person who has not opened it. Raises NoSurvey, SurveyOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    survey = _get_shown(tx, intent.council, intent.subject, who, now)
    return PrivateReply("survey.door", params_of(survey, who.person))


def open_from_link(tx: Tx, *, council: int, number: int, by: Account, now: datetime, chat: ChatId) -> None:
    """Show the form of a survey to a person who came by its link. Raises NoSurvey, NotMember, SurveyOver."""
    who = members.get_member(tx, council, by.id)
    survey = _get_shown(tx, council, number, who, now)
    show_form(tx, survey, who, chat, now=now)


def show_form(tx: Tx, survey: Survey, who: Member, chat: ChatId, *, now: datetime) -> None:
    """Show the form at the end of a private chat: where a person left it, or what is said before the first answer."""
    response = find_response(tx, survey, who.person)
    page = NOT_BEGUN if response is None else _next_open(survey, read_answers(tx, survey, response))
    _show_below(tx, survey, who, chat, page, now=now)


def _next_open(survey: Survey, answers: tuple[str, ...]) -> int:
    """Return the page of the first question without an answer, or the one behind the last."""
    return next((place + 1 for place, answer in enumerate(answers) if not answer), len(survey.questions) + 1)


def press_begin(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Begin to answer; again it goes on. Raises NoSurvey, SurveyOver."""
    survey, who = _authorise(tx, intent, by, reply_to, now)
    _get_response(tx, survey, who, now)
    _turn(tx, survey, who, reply_to, FIRST, now=now)
    return Reply("ok")


def press_turn(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Turn to another page of the form. Raises NoSurvey, SurveyOver, OldButton."""
    _, who = authorise_button(tx, intent, by, reply_to)
    survey = _get_shown(tx, intent.council, intent.subject, who, now)
    _turn(tx, survey, who, reply_to, _page(survey, intent.arg), now=now)
    return Reply("ok")


def press_tick(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Choose an option; where just one counts the next question follows.

    Raises SurveyNotOpen, SurveyOver, OldButton.
    """
    survey, who = _authorise(tx, intent, by, reply_to, now)
    choice = read_choice(survey, intent.arg)
    question = survey.questions[choice.question]
    response = _get_response(tx, survey, who, now)
    answers = read_answers(tx, survey, response)
    ticked = tick(question, answers[choice.question], choice.option)
    answers = put_answer(answers, choice.question, ticked, len(survey.questions))
    keep_answers(tx, survey, response, answers)
    _drop_wish(tx, survey, who, answers)
    page = choice.question + 1
    stays = question.kind is QuestionKind.SEVERAL or _is_offered(survey, choice.question, answers)
    _turn(tx, survey, who, reply_to, page if stays else page + 1, now=now)
    return Reply("survey_kept")


def press_next(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Leave a question as it is, answered or not, for the next one. Raises SurveyNotOpen, SurveyOver, OldButton."""
    survey, who = _authorise(tx, intent, by, reply_to, now)
    page = _page(survey, intent.arg)
    response = _get_response(tx, survey, who, now)
    keep_answers(tx, survey, response, read_answers(tx, survey, response))
    if survey.questions[page - 1].kind in TYPED:  # as after an answer in words, which stands above the next question
        _show_below(tx, survey, who, reply_to.chat, page + 1, now=now)
    else:
        _turn(tx, survey, who, reply_to, page + 1, now=now)
    return Reply("ok")


def press_clear(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take the answer to a question back. Raises SurveyNotOpen, SurveyOver, OldButton."""
    survey, who = _authorise(tx, intent, by, reply_to, now)
    page = _page(survey, intent.arg)
    response = _get_response(tx, survey, who, now)
    answers = put_answer(read_answers(tx, survey, response), page - 1, "", len(survey.questions))
    keep_answers(tx, survey, response, answers)
    _drop_wish(tx, survey, who, answers)
    _turn(tx, survey, who, reply_to, page, now=now)
    return Reply("survey_cleared")


def answer_words(
    tx: Tx,
    *,
    council: int,
    number: int,
    page: str,
    text: str,
    late: bool,
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
) -> None:
    """Take what was typed as the answer to the question of a page, and show the next one below.

    What comes `late` may be about something else: it is not kept, and the question is shown again.
    Raises SurveyOver, NotMember, BadNumber, AnswerTooLong, TooShort.
    """
    who = members.acting_member(tx, council, by, reply_to.chat)
    survey = get_survey(tx, council, number)
    check_takes_answers(survey, now)
    place = _page(survey, page) - 1
    if late:
        _show_below(tx, survey, who, reply_to.chat, place + 1, now=now, which=LATE)
        return
    answer = read_typed(survey.questions[place], mask(normalize_text(text, 2 * ANSWER_LIMIT)))
    if not answer:
        raise TooShort
    response = _get_response(tx, survey, who, now)
    answers = put_answer(read_answers(tx, survey, response), place, answer, len(survey.questions))
    keep_answers(tx, survey, response, answers)
    _show_below(tx, survey, who, reply_to.chat, place + 2, now=now)


def press_hand_in(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Hand the answers in; they can still be changed until the end. Raises SurveyNotOpen, SurveyOver."""
    survey, who = _authorise(tx, intent, by, reply_to, now)
    response = _get_response(tx, survey, who, now)
    if not response.done:
        response = replace(response, done=True)
        keep_answers(tx, survey, response, read_answers(tx, survey, response))
        show_in_group(tx, survey, now=now)
    _turn(tx, survey, who, reply_to, len(survey.questions) + 1, now=now)
    return Reply("survey_handed_in")


def press_wish(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Leave the wish to be invited, by name, or take it back. Raises NotTicked, SurveyOver.

    Only who ticked the answer that offers it can; the officers learn this one answer of theirs, and no other.
    """
    survey, who = _authorise(tx, intent, by, reply_to, now)
    response = find_response(tx, survey, who.person)
    if survey.offers is None or response is None or not has_ticked(read_answers(tx, survey, response), survey.offers):
        raise NotTicked(number=survey.number)
    mine = SurveyInvitee(council=survey.council, survey=survey.number, person=who.person)
    if intent.arg == "no":
        tx.drop(SurveyInvitee, mine.key)
    else:
        tx.put(mine)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("survey_wish_gone" if intent.arg == "no" else "survey_wish_kept")


def load_form(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownForm | None:
    """Return a survey with the answers that one person has given so far; None when it is over or gone."""
    shown = load_survey(tx, council, number, person, now)
    if shown is None or shown.reader is None or shown.survey.state is SurveyState.CLOSED:
        return None
    response = find_response(tx, shown.survey, person)
    is_invited = find_invitee(tx, shown.survey, person) is not None
    return ShownForm(shown, read_answers(tx, shown.survey, response), is_invited)


def drop_response(tx: Tx, response: SurveyResponse, now: datetime) -> None:
    """Delete the answers of a person who is erased; what was counted already counts on, without them."""
    tx.drop(SurveyResponse, response.key)
    survey = tx.get(Survey, Survey.key_of(response.council, response.survey))
    if survey and survey.state is SurveyState.OPEN:
        show_in_group(tx, survey, now=now)


def _get_shown(tx: Tx, council: int, number: int, who: Member, now: datetime) -> Survey:
    """Return a survey whose form a person may see: an officer also that of a draft, as a preview."""
    survey = get_survey(tx, council, number)
    if survey.state is not SurveyState.DRAFT or not is_allowed(CouncilAct.SURVEY, who):
        check_takes_answers(survey, now)
    return survey


def _authorise(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[Survey, Member]:
    """Return the survey of a button that answers it, and the one who pressed. Raises SurveyNotOpen, SurveyOver."""
    _, who = authorise_button(tx, intent, by, reply_to)
    survey = get_survey(tx, intent.council, intent.subject)
    check_takes_answers(survey, now)
    if reply_to.group:
        raise OldButton  # a form stands in a private chat alone
    return survey, who


def _get_response(tx: Tx, survey: Survey, who: Member, now: datetime) -> SurveyResponse:
    """Return the answers of a person, begun now if they had not."""
    found = find_response(tx, survey, who.person)
    if found:
        return found
    empty = SurveyResponse(council=survey.council, survey=survey.number, person=who.person)
    begun = with_answers(tx, survey, empty, ("",) * len(survey.questions))
    tx.put(begun)
    show_in_group(tx, survey, now=now)
    return begun


def _page(survey: Survey, arg: str) -> int:
    """Return the page that a button names: from 1, one more than there are questions. Raises OldButton."""
    if not arg.isdecimal() or int(arg) > len(survey.questions) + 1:
        raise OldButton
    return int(arg)


def _is_offered(survey: Survey, place: int, answers: tuple[str, ...]) -> bool:
    """Return whether an invitation is offered below a question as it is answered."""
    offers = survey.offers
    return offers is not None and survey.anonymous and offers.question == place and has_ticked(answers, offers)


def _drop_wish(tx: Tx, survey: Survey, who: Member, answers: tuple[str, ...]) -> None:
    """Drop the wish to be invited of a person whose answer is another by now."""
    if survey.offers and not has_ticked(answers, survey.offers) and (wish := find_invitee(tx, survey, who.person)):
        tx.drop(SurveyInvitee, wish.key)


def _turn(tx: Tx, survey: Survey, who: Member, reply_to: ReplyTo, page: int, *, now: datetime) -> None:
    """Turn the form that was pressed to a page."""
    _wait_for_words(tx, survey, who, reply_to.chat, page, now=now)
    if tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message)) is None:
        _send(tx, survey, who, reply_to.chat, page, now=now)
        return
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, page=page, which="")


def _show_below(
    tx: Tx, survey: Survey, who: Member, chat: ChatId, page: int, *, now: datetime, which: str = ""
) -> None:
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
    if is_open and FIRST <= page <= len(survey.questions) and survey.questions[page - 1].kind not in CHOICES:
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

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
from bot.domain.shared.outbox_message import PrivateReply
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
from bot.domain.surveys.survey import TYPED, QuestionKind, Survey, SurveyState, check_takes_answers
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message
from bot.services.shared.private_replies import find_private_chat
from bot.services.surveys.drafts import read_choice
from bot.services.surveys.form_pages import FIRST, LATE, show_below, show_form, turn_form
from bot.services.surveys.responses import find_invitee, find_response, keep_answers, read_answers, with_answers
from bot.services.surveys.surveys import get_survey, params_of, show_in_group


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


def press_begin(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Begin to answer; again it goes on. Raises NoSurvey, SurveyOver."""
    survey, who = _authorise(tx, intent, by, reply_to, now)
    _get_response(tx, survey, who, now)
    turn_form(tx, survey, who, reply_to, FIRST, now=now)
    return Reply("ok")


def press_turn(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Turn to another page of the form. Raises NoSurvey, SurveyOver, OldButton."""
    _, who = authorise_button(tx, intent, by, reply_to)
    survey = _get_shown(tx, intent.council, intent.subject, who, now)
    turn_form(tx, survey, who, reply_to, _page(survey, intent.arg), now=now)
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
    stays = question.kind is QuestionKind.SEVERAL or survey.offers_at(choice.question)
    turn_form(tx, survey, who, reply_to, page if stays else page + 1, now=now)
    return Reply("survey_kept")


def press_next(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Leave a question as it is, answered or not, for the next one. Raises SurveyNotOpen, SurveyOver, OldButton."""
    _leave_question(tx, intent, by, reply_to, now, is_cleared=False)
    return Reply("ok")


def press_clear(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take the answer to a question back, and go on to the next. Raises SurveyNotOpen, SurveyOver, OldButton."""
    _leave_question(tx, intent, by, reply_to, now, is_cleared=True)
    return Reply("survey_cleared")


def _leave_question(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime, *, is_cleared: bool) -> None:
    survey, who = _authorise(tx, intent, by, reply_to, now)
    page = _page(survey, intent.arg)
    if page > len(survey.questions):
        raise OldButton
    response = _get_response(tx, survey, who, now)
    answers = read_answers(tx, survey, response)
    if is_cleared:
        answers = put_answer(answers, page - 1, "", len(survey.questions))
    keep_answers(tx, survey, response, answers)
    _drop_wish(tx, survey, who, answers)
    if survey.questions[page - 1].kind in TYPED:  # as after an answer in words, which stands above the next question
        show_below(tx, survey, who, reply_to.chat, page + 1, now=now)
    else:
        turn_form(tx, survey, who, reply_to, page + 1, now=now)


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
        show_below(tx, survey, who, reply_to.chat, place + 1, now=now, which=LATE)
        return
    answer = read_typed(survey.questions[place], mask(normalize_text(text, 2 * ANSWER_LIMIT)))
    if not answer:
        raise TooShort
    response = _get_response(tx, survey, who, now)
    answers = put_answer(read_answers(tx, survey, response), place, answer, len(survey.questions))
    keep_answers(tx, survey, response, answers)
    show_below(tx, survey, who, reply_to.chat, place + 2, now=now)


def press_hand_in(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Hand the answers in; they can still be changed until the end. Raises SurveyNotOpen, SurveyOver."""
    survey, who = _authorise(tx, intent, by, reply_to, now)
    response = _get_response(tx, survey, who, now)
    if not response.done:
        response = replace(response, done=True)
        keep_answers(tx, survey, response, read_answers(tx, survey, response))
        show_in_group(tx, survey, now=now)
    turn_form(tx, survey, who, reply_to, len(survey.questions) + 1, now=now)
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
    if not arg.isdecimal() or not 1 <= int(arg) <= len(survey.questions) + 1:
        raise OldButton
    return int(arg)


def _drop_wish(tx: Tx, survey: Survey, who: Member, answers: tuple[str, ...]) -> None:
    """Drop the wish to be invited of a person whose answer is another by now."""
    if survey.offers and not has_ticked(answers, survey.offers) and (wish := find_invitee(tx, survey, who.person)):
        tx.drop(SurveyInvitee, wish.key)

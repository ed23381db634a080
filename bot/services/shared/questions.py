"""Questions to one person: asked once, answered by a reply, deleted after a month."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Concatenate

from bot.domain.councils.council import Account
from bot.domain.matters.matter import ATTACHMENT_LIMIT
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import DialogGone, QuestionToAnother
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import Attachment, IncomingMessage
from bot.domain.shared.job import JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question import LEFT, MEMORY, OVER, Dialog, Draft, job_subject, question_mark
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import P, R, Tx
from bot.services.councils import members
from bot.services.shared import jobs
from bot.services.shared.enqueue import ReplyTo, redraw_message, refresh_message, reply, reply_text
from bot.services.shared.private_replies import about_shown, find_shown

NOTHING_KNOWN = QuestionParams()


def ask_question(
    tx: Tx,
    *,
    name: str,
    council: int,
    by: Account,
    now: datetime,
    reply_to: ReplyTo,
    params: QuestionParams = NOTHING_KNOWN,
    wrong: Reply | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> None:
    """Ask a person a question, in place of one that waits. `wrong` says what was wrong with the answer before.

    What was typed so far is stored with it, with private numbers masked.
    """
    if reply_to.group:
        members.acting_member(tx, council, by, reply_to.chat)  # who is asked before the others is asked by name
    dialog = Dialog(
        chat=reply_to.chat,
        account=by.id,
        ask=name,
        council=council,
        params=params.masked(),
        attachments=attachments,
        about=reply_to.id,
        desk=_desk_of(tx, reply_to, by.id, params),
        at=now,
    )
    keep_question(tx, dialog, now=now)
    about = about_question(reply_to.chat) if reply_to.alone is not None else ""
    shown = replace(question_params(tx, dialog), wrong=wrong)
    reply(tx, reply_to, "ask", shown, now=now, remember=True, about=about)


def keep_question(tx: Tx, dialog: Dialog, *, now: datetime) -> None:
    """Keep a question in place of the one that waits for that person there."""
    before = tx.get(Dialog, dialog.key)
    tx.put(dialog)
    jobs.schedule(tx, "forget_dialog", job_subject(dialog), now + MEMORY, params=JobParams(dialog=dialog.key))
    if before and before.about != dialog.about:
        redraw_message(tx, before.about, now=now, chosen=OVER)


def about_question(chat: ChatId) -> str:
    """Return what a message is about that shows a question in a group to the person asked alone."""
    return f"question/{chat}"


def find_alone(tx: Tx, chat: ChatId, account: AccountId) -> list[SentMessage]:
    """Return the messages that show questions in a group to the person asked alone."""
    return tx.find(SentMessage, "about", about_shown(account, about_question(chat)))


def add_pictures(tx: Tx, dialog: Dialog, pictures: tuple[Attachment, ...], *, now: datetime) -> list[MessageId]:
    """Add pictures to a question that shows an answer before the group reads it: an album comes one by one.

    Return the messages to redraw that the person asked alone sees. Raises DialogGone.
    """
    if tx.get(Dialog, dialog.key) != dialog:
        raise DialogGone
    tx.put(replace(dialog, attachments=(*dialog.attachments, *pictures)[:ATTACHMENT_LIMIT]))
    redraw_message(tx, dialog.about, now=now)
    return [sent.message for sent in find_alone(tx, dialog.chat, dialog.account)]


def _desk_of(tx: Tx, reply_to: ReplyTo, account: AccountId, params: QuestionParams) -> MessageId | None:
    """Return the message with the officers' desk that a question comes from, or that the one before it came from."""
    sent = tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message))
    if sent and sent.view == "desk":
        return reply_to.message
    before = tx.get(Dialog, Dialog.key_of(reply_to.chat, account))
    return before.desk if before and before.params.number == params.number else None


def return_to_desk(tx: Tx, answered: Dialog | Draft | None, *, now: datetime) -> None:
    """Redraw the desk from which a question came that is answered now; the next question remembers it."""
    if not isinstance(answered, Dialog) or answered.desk is None:
        return
    following = tx.get(Dialog, answered.key)
    if following:
        tx.put(replace(following, desk=following.desk or answered.desk))
    elif find_shown(tx, answered.chat, answered.desk) is None:  # one that a person sees alone is no outbox message
        refresh_message(tx, answered.chat, answered.desk, now=now)


def question_params(tx: Tx, dialog: Dialog) -> MessageParams:
    """Return the params from which the question is drawn."""
    return MessageParams(council=dialog.council, person=_number(tx, dialog), ask=dialog.ask, known=dialog.params)


def _number(tx: Tx, dialog: Dialog) -> int:
    """Return the member number of the person who is asked, 0 for a stranger: the question shows no account."""
    person = members.find_member(tx, dialog.council, dialog.account)
    return person.person if person else 0


def find_unsent_question(tx: Tx, chat: ChatId, account: AccountId, now: datetime) -> Dialog | None:
    """Return the question that a person has not answered yet."""
    dialog = tx.get(Dialog, Dialog.key_of(chat, account))
    return dialog if dialog and now - dialog.at <= MEMORY else None


def find_question(tx: Tx, words: IncomingMessage, now: datetime) -> Dialog | None:
    """Return the question that a message answers, if it answers one.

    In a group only a reply to the question itself does; where the bot alone reads them, also the next words without
    one: those of another day are asked about, unless the question itself was about words. What it alone reads in a
    group is a reply to something that its author alone sees there; the platform need not say to what.
    Raises DialogGone for a question of theirs that was answered, waited too long, or was replaced by a newer one.
    """
    dialog = find_unsent_question(tx, words.chat, words.by.id, now)
    replied_to = words.answers.message if words.answers and words.answers.ours else None
    if replied_to is None:
        is_over = dialog is not None and dialog.is_late(now) and dialog.params.text is not None
        return dialog if words.only_to_us and not is_over else None
    sent = tx.get(SentMessage, SentMessage.key_of(words.chat, replied_to))
    if dialog is None:
        if sent and sent.view == "ask" and _is_asked(tx, sent, words.by.id):
            raise DialogGone
        return None
    if sent is None or sent.view != "ask" or sent.params.person != _number(tx, dialog):
        return None
    if not shows_question(tx, sent.params, dialog):
        raise DialogGone  # an older question, about something else
    return dialog


def shows_question(tx: Tx, params: MessageParams, dialog: Dialog) -> bool:
    """Return whether a message with these params asks this question, and not an older one."""
    return replace(params, wrong=None, chosen="") == question_params(tx, dialog)


def _is_asked(tx: Tx, sent: SentMessage, account: AccountId) -> bool:
    """Return whether it was this person whom a question of ours asked."""
    person = members.find_member(tx, sent.params.council, account)
    return person is not None and person.person == sent.params.person


def find_pressed_question(tx: Tx, *, reply_to: ReplyTo, account: AccountId, mark: int, now: datetime) -> Dialog:
    """Return the question of a person below which a button with this mark stands.

    Raises DialogGone when it was answered or left, QuestionToAnother when it is somebody else's.
    """
    dialog = find_unsent_question(tx, reply_to.chat, account, now)
    if dialog and mark_of_question(tx, dialog) == mark:
        return dialog
    sent = tx.get(SentMessage, SentMessage.key_of(reply_to.chat, reply_to.message))
    if sent and sent.view == "ask" and reply_to.group and not _is_asked(tx, sent, account):
        raise QuestionToAnother
    raise DialogGone


def mark_of_question(tx: Tx, dialog: Dialog) -> int:
    """Return the mark that the buttons below a question bear."""
    return question_mark(dialog.ask, dialog.params, _number(tx, dialog))


def leave_question(tx: Tx, dialog: Dialog, *, now: datetime, reply_to: ReplyTo | None = None) -> None:
    """Leave a question; its message says so, and a reply if one is wanted. Raises DialogGone."""
    if tx.get(Dialog, dialog.key) != dialog:
        raise DialogGone
    drop_question(tx, dialog)
    if reply_to:
        reply_text(tx, reply_to, left_reply(dialog), now=now)
    redraw_message(tx, dialog.about, now=now, chosen=LEFT)


def leave_for_another(
    tx: Tx, dialog: Dialog, *, now: datetime, reply_to: ReplyTo | None, is_answer: bool = False
) -> None:
    """Leave a question whose person does something else first.

    `is_answer`: what they do brings what the question asks for.
    """
    drop_question(tx, dialog)
    if reply_to and not is_answer:
        reply_text(tx, reply_to, left_reply(dialog, first=True), now=now)
    redraw_message(tx, dialog.about, now=now, chosen=OVER if is_answer else LEFT)


def press_leave(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Leave the question below which the button stands. Raises DialogGone, QuestionToAnother."""
    dialog = find_pressed_question(tx, reply_to=reply_to, account=by.id, mark=intent.subject, now=now)
    leave_question(tx, dialog, now=now)
    return left_reply(dialog)


def left_reply(dialog: Dialog, *, first: bool = False) -> Reply:
    """Return the sentence that a question is left and nothing was kept; `first`: something else is done first."""
    return Reply("question_left_first" if first else "question_left", {"council": dialog.council})


def drop_question(tx: Tx, waiting: Dialog | Draft) -> None:
    """Forget a question or a draft that waits."""
    tx.drop(type(waiting), waiting.key)
    jobs.cancel(tx, job_subject(waiting))


def close_question_after(
    tx: Tx,
    waiting: Dialog | Draft | None,
    now: datetime,
    act: Callable[Concatenate[Tx, P], R],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Run the act that an answer leads to, and close its question; the act may ask the next one.

    Raises DialogGone when the question was answered already.
    """
    if waiting is None:
        return act(tx, *args, **kwargs)
    if tx.get(type(waiting), waiting.key) != waiting:
        raise DialogGone
    drop_question(tx, waiting)
    value = act(tx, *args, **kwargs)
    if isinstance(waiting, Dialog):
        redraw_message(tx, waiting.about, now=now, chosen=OVER)  # its buttons are over; behind what the act tells
    return value

"""Leaving a question: by words, by its button, or by doing something else first."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation import commands
from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.handler_types import Press
from bot.domain.councils.council import Account
from bot.domain.councils.errors import SeveralCouncils
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.ids import AccountId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import CONFIRMED, Dialog
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.shared import questions
from bot.services.shared.enqueue import ReplyTo

# The buttons below questions themselves.
OF_QUESTIONS = frozenset({"leave", "answer_with", "assign_name", "vote_motion", *CONFIRMED})


async def leave_question(call: CommandContext) -> bool:
    """Leave the question that waits for this person in this chat; return whether there was one."""
    dialog = await call.incoming.read(questions.find_unsent_question, call.said.chat, call.by.id, call.now)
    if dialog:
        await leave_by_words(call, dialog)
    return dialog is not None


async def leave_by_words(call: CommandContext, dialog: Dialog) -> None:
    """Leave a question by words, and say so."""
    await call.keep_only(questions.leave_question, dialog, now=call.now, reply_to=call.reply_to)


@dataclass
class LeavingFirst:
    """The question of a person in a chat that something else leaves, in the transaction of that act.

    `of` is the question that the act brings the answer of: that one is closed without a word. So is the one that the
    button which was `pressed` asks again.
    """

    reply_to: ReplyTo
    account: AccountId
    now: datetime
    of: str = ""
    pressed: Intent | None = None
    replies: tuple[PrivateReply, ...] = ()  # what the person is told alone in a group, once it is kept

    def __call__(self, tx: Tx) -> None:
        """Leave it; in private the person is told in the same transaction."""
        dialog = questions.find_unsent_question(tx, self.reply_to.chat, self.account, self.now)
        if dialog is None:
            self.replies = ()
            return
        is_answer = dialog.ask == self.of or (self.pressed is not None and _is_asked_by(dialog, self.pressed))
        where = None if self.reply_to.group else replace(self.reply_to, id=f"{self.reply_to.id}/left", message=None)
        questions.leave_for_another(tx, dialog, now=self.now, reply_to=where, is_answer=is_answer)
        notice = MessageParams.of_reply(questions.left_reply(dialog, first=True))
        self.replies = (PrivateReply("notice", notice, leads=True),) if self.reply_to.group and not is_answer else ()

    def take_replies(self) -> tuple[PrivateReply, ...]:
        """Return what the person is told alone in a group, once: above the answer to what they did."""
        replies, self.replies = self.replies, ()
        return replies


def _is_asked_by(dialog: Dialog, pressed: Intent) -> bool:
    """Return whether a button asks a question, or one that came after it: their names begin with that of its act."""
    is_same = (dialog.council, dialog.params.number) == (pressed.council, pressed.subject)
    return is_same and (dialog.ask == pressed.act or dialog.ask.startswith(f"{pressed.act}_"))


async def run_command(call: CommandContext, name: str) -> None:
    """Run a typed command, which leaves the question that waits for its sender in this chat."""
    leaving = LeavingFirst(call.reply_to, call.by.id, call.now, of=name)
    call = replace(call, incoming=replace(call.incoming, before=leaving))
    try:
        await commands.run_command(call, name)
    except SeveralCouncils:
        raise
    except CouncilError as refusal:
        await call.refuse(refusal)
    if leaving.replies and call.can_show_alone:
        call.show_replies(())


async def run_press(tap: ButtonContext, press: Press) -> Reply | None:
    """Run the act of a button, which leaves the question that waits for this person in this chat."""
    if tap.intent.act in OF_QUESTIONS:
        return await press(tap)
    leaving = LeavingFirst(tap.reply_to, tap.by.id, tap.now, pressed=tap.intent)
    tap = replace(tap, incoming=replace(tap.incoming, before=leaving))
    try:
        answer = await press(tap)
    except CouncilError as refusal:
        if await tap.incoming.read(questions.find_unsent_question, tap.chat, tap.by.id, tap.now):
            await tap.keep(_leave_only)  # it is left by a press in vain as well
        answer = Reply(refusal.key, refusal.params)
    if leaving.replies and tap.can_show_alone:
        tap.show_besides(())
    return answer


async def press_leave(tap: ButtonContext) -> Reply:
    """Handle [取消] below a question. Raises DialogGone, QuestionToAnother."""
    return await tap.keep(questions.press_leave)


def _leave_only(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> None:  # of every button
    """Leave the question that waits, which is done ahead of every act."""

"""Dispatch of updates to their handlers."""

import logging
from dataclasses import dataclass

import telegram
from telegram import CallbackQuery, Message, PollAnswer

from bot.conversation.buttons import answer_press
from bot.conversation.context import BotContext, ButtonContext, CommandContext
from bot.conversation.incoming import OverLimit
from bot.conversation.router import handle_edit
from bot.conversation.typed_choices import receive_message
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.messages.registry import words_for
from bot.services.polls import polls
from bot.services.shared.enqueue import reply_text
from bot.views.shared.replies import reply_sentence
from handlers.telegram import callback_data, groups
from handlers.telegram.features import FEATURES
from handlers.telegram.ids import chat_id, ephemeral_id, pressed_id
from handlers.telegram.incoming import TelegramIncoming
from handlers.telegram.keyboard import scope_of
from handlers.telegram.message_reader import account, is_group, said
from handlers.telegram.platform import TelegramPlatform

log = logging.getLogger(__name__)

ALERT_FROM = 60  # characters; longer does not fit into a toast on a phone, and a code must stay to be noted down


@dataclass(frozen=True)
class Dispatcher:
    """Handles an update: a message, an edit, a button press, a choice in a poll, or a change of a group."""

    bot: BotContext
    platform: TelegramPlatform

    async def __call__(self, incoming: TelegramIncoming) -> None:
        """Handle the update; a sender over a limit is told once to wait."""
        await groups.heard(incoming, self.platform.id)
        try:
            await self._handle(incoming)
        except OverLimit as over:
            await self._refuse(incoming, over)

    async def _handle(self, incoming: TelegramIncoming) -> None:
        update = incoming.update
        if update.message:
            await self._on_message(incoming, update.message)
        elif update.edited_message:
            await self._on_edit(incoming, update.edited_message)
        elif update.callback_query:
            await self._on_press(incoming, update.callback_query)
        elif update.poll_answer:
            await _on_choice(incoming, update.poll_answer)
        elif update.poll:
            await _on_counts(incoming, update.poll)
        elif update.my_chat_member:
            await groups.bot_status(incoming, update.my_chat_member)
        elif update.chat_member:
            await groups.status(incoming, update.chat_member)

    async def _refuse(self, incoming: TelegramIncoming, over: OverLimit) -> None:
        """Ask a sender over the hourly limit to wait, once an hour; later only the button stops spinning."""
        query, message = incoming.update.callback_query, incoming.update.effective_message
        chat = message.chat.id if message else 0
        if over.must_tell:
            log.warning("update %s is refused: its sender did too much within an hour", incoming.number)
        if query and over.must_tell:
            await self._toast(query, over.reply, chat)
        elif query:
            self.bot.background(self.platform.messenger.answer(query.id))
        elif message and over.must_tell:
            call = self._call(incoming, message)
            if call.can_show_alone:
                call.show_replies((PrivateReply("notice", MessageParams.of_reply(over.reply)),))
            else:
                await incoming.store.run(reply_text, call.reply_to, over.reply, now=incoming.now)

    async def _on_message(self, incoming: TelegramIncoming, message: Message) -> None:
        """Handle a message, or a notice of the platform about the group."""
        if await groups.service(incoming, message):
            return
        if message.from_user and message.from_user.is_bot and message.sender_chat is None:
            return  # two bots that answer each other never stop
        await receive_message(self._call(incoming, message))

    async def _on_edit(self, incoming: TelegramIncoming, message: Message) -> None:
        """Handle an edited message, within ten minutes."""
        if message.edit_date and message.edit_date - message.date > UNDO_TIME:
            return  # the bot may read both late, but the neighbours have read the old words all that time
        await handle_edit(self._call(incoming, message))

    def _call(self, incoming: TelegramIncoming, message: Message) -> CommandContext:
        return CommandContext(self.bot, incoming.limited(self.bot.acts), said(message, self.platform.id))

    async def _on_press(self, incoming: TelegramIncoming, query: CallbackQuery) -> None:
        """Handle the press of a button; a press with foreign data is answered as an old button."""
        message, data = query.message, query.data or ""
        chat = message.chat.id if message else 0
        intent = callback_data.decode(data, key=self.platform.key, scope=scope_of(chat, callback_data.peek(data)))
        if intent is None or message is None:
            await self._toast(query, Reply("old_button"), chat)
            return
        where = chat_id(message.chat), pressed_id(message, query.from_user)  # of an old one only the number is known
        by, private = account(query.from_user), not is_group(message.chat)
        alone = ephemeral_id(message) is not None
        tap = ButtonContext(self.bot, incoming, intent, by, *where, private=private, alone=alone)
        if (reply := await answer_press(tap)) is not None:
            await self._toast(query, reply, chat)

    async def _toast(self, query: CallbackQuery, reply: Reply, chat: int) -> None:
        """Answer a button press in the council's language, in the background: a slow answer holds up no other."""
        council = callback_data.peek(query.data or "")
        speak = await self.bot.store.run(words_for, ChatId(str(chat)), council, self.bot.clock.now(), FEATURES)
        text = reply_sentence(speak, reply.key, reply.params).striptags()
        alert = len(text) > ALERT_FROM or "code" in reply.params
        self.bot.background(self.platform.messenger.answer(query.id, text, alert=alert))


async def _on_choice(incoming: TelegramIncoming, answer: PollAnswer) -> None:
    """Handle a choice in a poll: new, changed or withdrawn."""
    who = account(answer.user, answer.voter_chat)
    await incoming.keep(polls.record_choice, native=answer.poll_id, by=who, options=tuple(answer.option_ids))


async def _on_counts(incoming: TelegramIncoming, poll: telegram.Poll) -> None:
    """Store the new counts of a poll."""
    counts = tuple(option.voter_count for option in poll.options)
    await incoming.keep(polls.record_counts, native=poll.id, counts=counts, voters=poll.total_voter_count)

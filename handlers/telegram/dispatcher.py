"""Where each update goes."""

import logging
import math
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import CallbackQuery, Message, PollAnswer
from telegram import Poll as NativePoll

from bot.conversation.buttons import TAPS
from bot.conversation.context import CommandContext
from bot.conversation.desk import BotContext
from bot.conversation.router import hear, route
from bot.conversation.tap import ButtonContext
from bot.domain import errors
from bot.domain.matters.matter import EDIT_WINDOW
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.reply import Reply
from bot.services.matters import matters
from bot.services.polls import polls
from bot.services.shared.enqueue import ReplyTo, reply_text
from handlers.telegram import callback_data, groups
from handlers.telegram.incoming import OverLimit
from handlers.telegram.keyboard import scope_of
from handlers.telegram.message_reader import account, said
from handlers.telegram.toasts import toast
from handlers.telegram.update_queue import Incoming, Repeated

log = logging.getLogger(__name__)

Handle = Callable[[Incoming], Awaitable[None]]

# Buttons that a person may press to and fro, each time with a line in the record.
TO_AND_FRO = frozenset({"support", "rsvp", "answer", "withdraw", "restore", "categorise", "kind"})
# Buttons for those who have done enough for an hour: they may still vote, erase themselves, and cut off an account.
NEVER_REFUSED = frozenset({"cast", "witness", "forget", "not_me", "unlink"})


def dispatcher(desk: BotContext) -> Handle:
    """Return what handles one update with the things on this desk."""

    async def handle(incoming: Incoming) -> None:
        await groups.heard(incoming, desk.me.id)
        try:
            await _handle(desk, incoming)
        except OverLimit as over:
            await _refuse(desk, incoming, over)

    return handle


async def _handle(desk: BotContext, incoming: Incoming) -> None:
    update = incoming.update
    if update.message:
        await on_message(desk, incoming, update.message)
    elif update.edited_message:
        await on_edit(desk, incoming.limited(desk.acts), update.edited_message)
    elif update.callback_query:
        await on_tap(desk, incoming, update.callback_query)
    elif update.poll_answer:
        await on_choice(incoming, update.poll_answer)
    elif update.poll:
        await on_counts(incoming, update.poll)
    elif update.my_chat_member:
        await groups.bot_status(incoming, update.my_chat_member)
    elif update.chat_member:
        await groups.status(incoming, update.chat_member)


async def _refuse(desk: BotContext, incoming: Incoming, over: OverLimit) -> None:
    """Ask somebody who has done enough to wait, once an hour; later only the button stops spinning."""
    query, message = incoming.update.callback_query, incoming.update.effective_message
    chat = message.chat.id if message else 0
    minutes = math.ceil(over.wait / timedelta(minutes=1))
    if over.limit is desk.presses:
        notice = Reply("too_many_presses", {"minutes": minutes})
    else:
        notice = Reply("too_many_acts", {"minutes": minutes})
    if over.must_tell:
        log.warning("update %s is refused: its sender did too much within an hour", incoming.update.update_id)
    if query and over.must_tell:
        await toast(desk, query.id, notice, chat=chat, council=callback_data.peek(query.data or ""))
    elif query:
        desk.beside(desk.messenger.answer(query.id))
    elif message and over.must_tell:
        back = ReplyTo(f"re/{incoming.update.update_id}", chat, message.message_id)
        await incoming.store.run(reply_text, back, notice, now=incoming.now)


async def on_message(desk: BotContext, incoming: Incoming, message: Message) -> None:
    """Somebody said something, or something happened to the group."""
    if await groups.service(incoming, message):
        return
    if message.from_user and message.from_user.is_bot and message.sender_chat is None:
        return  # two bots that answer each other never stop
    words = said(message, desk.me.id)
    await hear(CommandContext(desk, incoming.limited(desk.acts), words))


async def on_edit(desk: BotContext, incoming: Incoming, message: Message) -> None:
    """Take an edited message: within ten minutes its proposal follows. No command runs again."""
    if message.edit_date and message.edit_date - message.date > EDIT_WINDOW:
        return  # the bot may read both late, but the neighbours have read the old words all that time
    words = said(message, desk.me.id)
    found = route(words, desk.me.username or "")
    text = found[1] if found and found[0] == "propose" else words.text
    if not await incoming.read(matters.is_source, words.source):
        return
    try:
        await incoming.keep(matters.edit_text, said=words, text=text, now=incoming.now)
    except errors.CouncilError as refusal:
        back = ReplyTo(f"re/{incoming.update.update_id}", words.chat, words.message)
        await incoming.keep(reply_text, back, Reply(refusal.key, refusal.params), now=incoming.now)


async def on_tap(desk: BotContext, incoming: Incoming, query: CallbackQuery) -> None:
    """Somebody pressed a button: it is ours or it is nothing, and it is answered in any case."""
    message = query.message
    chat = message.chat.id if message else 0
    council = callback_data.peek(query.data or "")
    intent = callback_data.decode(query.data or "", key=desk.key, scope=scope_of(chat, council))
    try:
        if intent is None or message is None or intent.act not in TAPS:
            raise errors.OldButton
        incoming = _limited(desk, incoming, intent)
        incoming.check_limits()  # before anything is looked up for it
        tap = ButtonContext(desk, incoming, intent, account(query.from_user), chat, message.message_id)
        notice = await TAPS[intent.act](tap)
    except errors.CouncilError as refusal:
        notice = Reply(refusal.key, refusal.params)
    except Repeated:
        notice = Reply("ok")
    await toast(desk, query.id, notice, chat=chat, council=council)


def _limited(desk: BotContext, incoming: Incoming, intent: Intent) -> Incoming:
    """Return the tap with the limits that its button counts for."""
    if intent.act in NEVER_REFUSED:
        return incoming
    if intent.act in TO_AND_FRO:
        incoming = incoming.limited(desk.presses, intent.act, intent.council, intent.subject)
    return incoming.limited(desk.acts)


async def on_choice(incoming: Incoming, answer: PollAnswer) -> None:
    """Take a choice in a poll, a new one, or one that is taken back."""
    who = account(answer.user, answer.voter_chat)
    await incoming.keep(polls.record_choice, native=answer.poll_id, by=who, options=tuple(answer.option_ids))


async def on_counts(incoming: Incoming, poll: NativePoll) -> None:
    """A poll has new numbers."""
    counts = tuple(option.voter_count for option in poll.options)
    await incoming.keep(polls.record_counts, native=poll.id, counts=counts, voters=poll.total_voter_count)

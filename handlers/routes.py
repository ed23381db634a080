"""Where each update goes."""

from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, Message, PollAnswer
from telegram import Poll as NativePoll

from bot.domain import errors
from bot.domain.matter import EDIT_WINDOW
from bot.domain.notice import Notice
from bot.services import matters, polls
from bot.services.telling import ReplyTo, say
from handlers import callback_data, groups
from handlers.buttons import scope_of
from handlers.call import Call
from handlers.desk import Desk
from handlers.hearing import hear, route
from handlers.said import account, said
from handlers.tap import Tap
from handlers.taps import TAPS
from handlers.toasts import toast
from handlers.updates import Incoming, Repeated

Handle = Callable[[Incoming], Awaitable[None]]


def dispatcher(desk: Desk) -> Handle:
    """Give what handles one update with the things on this desk."""

    async def handle(incoming: Incoming) -> None:
        update = incoming.update
        await groups.heard(incoming, desk.me.id)
        if update.message:
            await on_message(desk, incoming, update.message)
        elif update.edited_message:
            await on_edit(desk, incoming, update.edited_message)
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

    return handle


async def on_message(desk: Desk, incoming: Incoming, message: Message) -> None:
    """Somebody said something, or something happened to the group."""
    if await groups.service(incoming, message):
        return
    if message.from_user and message.from_user.is_bot and message.sender_chat is None:
        return  # two bots that answer each other never stop
    words = said(message, desk.me.id)
    await hear(Call(desk, incoming, words))


async def on_edit(desk: Desk, incoming: Incoming, message: Message) -> None:
    """Somebody changed what they had said: within ten minutes their proposal follows. No command runs again."""
    if message.edit_date and message.edit_date - message.date > EDIT_WINDOW:
        return  # the bot may read both late, but the neighbours have read the old words all that time
    words = said(message, desk.me.id)
    found = route(words, desk.me.username or "")
    text = found[1] if found and found[0] == "propose" else words.text
    if not await incoming.read(matters.is_source, words.source):
        return
    try:
        await incoming.keep(matters.edited, said=words, text=text, now=incoming.now)
    except errors.CouncilError as refusal:
        back = ReplyTo(f"re/{incoming.update.update_id}", words.chat, words.message)
        await incoming.keep(say, back, Notice(refusal.key, refusal.params), now=incoming.now)


async def on_tap(desk: Desk, incoming: Incoming, query: CallbackQuery) -> None:
    """Somebody pressed a button: it is ours or it is nothing, and it is answered in any case."""
    message = query.message
    chat = message.chat.id if message else 0
    council = callback_data.peek(query.data or "")
    intent = callback_data.decode(query.data or "", key=desk.key, scope=scope_of(chat, council))
    try:
        if intent is None or message is None or intent.act not in TAPS:
            raise errors.OldButton
        tap = Tap(desk, incoming, intent, account(query.from_user), chat, message.message_id)
        notice = await TAPS[intent.act](tap)
    except errors.CouncilError as refusal:
        notice = Notice(refusal.key, refusal.params)
    except Repeated:
        notice = Notice("ok")
    await toast(desk, query.id, notice, chat=chat, council=council)


async def on_choice(incoming: Incoming, answer: PollAnswer) -> None:
    """Somebody chose in a poll, chose again, or took their choice back."""
    who = account(answer.user, answer.voter_chat)
    await incoming.keep(polls.chosen, native=answer.poll_id, by=who, options=tuple(answer.option_ids))


async def on_counts(incoming: Incoming, poll: NativePoll) -> None:
    """A poll has new numbers."""
    counts = tuple(option.voter_count for option in poll.options)
    await incoming.keep(polls.counted, native=poll.id, counts=counts, voters=poll.total_voter_count)

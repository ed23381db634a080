"""The way in for messages: on a platform without buttons one may be the number of a choice on a message of ours."""

import re

from bot.conversation.buttons import answer_press
from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.router import handle_message
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.reply import Reply
from bot.services.shared.enqueue import ReplyTo, reply_text

NUMBER = re.compile(r"(\d{1,2})[\ufe0f\u20e3.。、]*")  # also as a keycap, or with the stop that stands behind it


async def receive_message(call: CommandContext) -> None:
    """Handle a message: the choice whose number it replies with, or what it says. Raises OverLimit."""
    press = None if call.bot.platform.features.buttons else await _find_press(call)
    if press is None:
        await handle_message(call)
        return
    answer = await answer_press(press)
    if answer is not None and answer != Reply("ok"):
        reply_to = ReplyTo(f"{call.incoming.reply_id}/choice", call.said.chat, call.said.message, group=call.said.group)
        await call.bot.store.run(reply_text, reply_to, answer, now=call.now)


async def _find_press(call: CommandContext) -> ButtonContext | None:
    """Return the press that the message stands for: it replies to a message of ours with the number of a choice."""
    said, number = call.said, NUMBER.fullmatch(call.said.text.strip())
    if number is None or said.answers is None or said.answers.message is None:
        return None
    message = said.answers.message
    sent = await call.incoming.read(lambda tx: tx.get(SentMessage, SentMessage.key_of(said.chat, message)))
    place = int(number[1])
    if sent is None or not 0 < place <= len(sent.choices):
        return None
    incoming, intent = call.incoming.unlimited(), sent.choices[place - 1]  # a press has limits of its own
    return ButtonContext(call.bot, incoming, intent, call.by, said.chat, message, private=said.private)

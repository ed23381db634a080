"""The short answer that a tap gets at once."""

from bot.conversation.desk import BotContext
from bot.domain.shared.reply import Reply
from bot.messages.registry import words_for
from bot.views.shared.replies import reply_sentence

ALERT_FROM = 60  # characters; longer does not fit into a toast on a phone, and a code must stay to be noted down


async def toast(desk: BotContext, query: str, notice: Reply, *, chat: int, council: int) -> None:
    """Answer a tap in the council's language, beside the way in: nobody waits for a slow answer to somebody else."""
    speak = await desk.store.run(words_for, chat, council, desk.clock.now())
    text = reply_sentence(speak, notice.key, notice.params).striptags()
    desk.beside(desk.messenger.answer(query, text, alert=len(text) > ALERT_FROM or "code" in notice.params))

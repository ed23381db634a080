"""A bare bot: what the library gives, a handler for commands and one for buttons, nothing kept."""

import asyncio
import sys

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from benchmarks.stock_polling import poll

TOAST, REDRAW = "附议", "重画"  # one is only answered, the other redraws the message as well
BOARD = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in (TOAST, REDRAW)]])


async def command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same again."""
    if update.message and update.effective_chat:
        await context.bot.send_message(update.effective_chat.id, update.message.text or "", reply_markup=BOARD)


async def tap(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer with a toast."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    await context.bot.answer_callback_query(query.id, "收到")
    if query.data == REDRAW:
        chat, message = query.message.chat.id, query.message.message_id
        await context.bot.edit_message_text(query.id, chat_id=chat, message_id=message, reply_markup=BOARD)


async def run(base_url: str, token: str) -> None:
    """Poll as the library does it, until the benchmark is over."""
    application = Application.builder().token(token).base_url(base_url).build()
    application.add_handler(CommandHandler(["setup", "propose", "matters"], command))
    application.add_handler(CallbackQueryHandler(tap))
    await poll(application)


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:3]))

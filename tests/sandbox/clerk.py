"""A bot of a few lines, for tests of the page: cards, questions, polls and toasts without the council behind them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import CallbackQuery, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.sandbox.box import Box

HOSTILE = '<b>粗</b> & <script>alert("x")</script> <img src=x onerror=alert(1)>'


class Clerk:
    """Polls and answers until its task is cancelled."""

    def __init__(self, box: Box) -> None:
        self._town = box
        self._bot = box.bot
        self._supporters: set[int] = set()

    async def run(self) -> None:
        offset = None
        while True:
            for update in await self._town.updates(offset, timeout=5):
                offset = update.update_id + 1
                if update.message and update.message.text:
                    await self._hear(update.message)
                elif update.callback_query:
                    await self._pressed(update.callback_query)

    async def _hear(self, message: Message) -> None:
        chat = message.chat.id
        match (message.text or "").split()[0]:
            case "/card":
                await self._bot.send_message(chat, self._card(), parse_mode="HTML", reply_markup=_buttons())
            case "/ask":
                mark = ForceReply(selective=True, input_field_placeholder="写下原因")
                await message.reply_text("为什么？", reply_markup=mark)
            case "/poll":
                await self._bot.send_poll(chat, "装路灯吗？", ["装", "不装"], is_anonymous=False)
            case "/start":
                await self._bot.send_message(chat, "您好！")

    async def _pressed(self, query: CallbackQuery) -> None:
        if query.data == "rules":
            await query.answer("这是一段要自己关掉的话。", show_alert=True)
            return
        self._supporters ^= {query.from_user.id}
        await query.answer(f"已附议，一共 {len(self._supporters)} 人。")
        await query.edit_message_text(self._card(), parse_mode="HTML", reply_markup=_buttons())

    def _card(self) -> str:
        return f"<b>#12</b> 路灯坏了\n附议 {len(self._supporters)} 人"


def _buttons() -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton("附议", callback_data="support"), InlineKeyboardButton("说明", callback_data="rules")]
    return InlineKeyboardMarkup([row])


@asynccontextmanager
async def at_work(box: Box) -> AsyncIterator[Clerk]:
    clerk = Clerk(box)
    task = asyncio.create_task(clerk.run())
    try:
        yield clerk
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

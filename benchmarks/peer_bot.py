"""The same job as a capable developer writes it in an afternoon: the library's stock Application, and sqlite3.

Proposals, support with a toast and the card drawn anew, the list. What it tells and the buttons it shows are ours, so
that both send the same bytes. Every act is one durable transaction (WAL, `synchronous=FULL`), as ours is.
"""

import asyncio
import sqlite3
import sys
from html import escape
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from benchmarks.stock_polling import poll

SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE matters (chat, number, text, author, message, PRIMARY KEY (chat, number));
CREATE TABLE supports (chat, number, person, PRIMARY KEY (chat, number, person));
"""
ROWS = (("附议", "详情"), ("受理", "不受理", "并案"), ("类别", "撤回"))
PAGE = 10


class Peer:
    """The handlers."""

    def __init__(self, file: Path) -> None:
        self.db = sqlite3.connect(file)
        self.db.executescript(SCHEMA)

    def card(self, chat: int, number: int) -> tuple[str, InlineKeyboardMarkup]:
        """Return a matter's message and its buttons."""
        text, author = self.db.execute(
            "SELECT text, author FROM matters WHERE chat=? AND number=?", (chat, number)
        ).fetchone()
        count = self.db.execute("SELECT count(*) FROM supports WHERE chat=? AND number=?", (chat, number)).fetchone()[0]
        rows = [[InlineKeyboardButton(label, callback_data=f"{label}:{number}") for label in row] for row in ROWS]
        shown = (
            f"🆕 <b>#{number}</b> 已提出\n{escape(text)}\n\n附议 {count} 人\n提出人：{escape(author)}\n类别：群众诉求"
        )
        return shown, InlineKeyboardMarkup(rows)

    async def propose(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Keep a matter and post its card."""
        if not (update.message and update.effective_user):
            return
        chat, author = update.message.chat.id, update.effective_user.full_name
        with self.db:
            number = self.db.execute("SELECT count(*) + 1 FROM matters WHERE chat=?", (chat,)).fetchone()[0]
            self.db.execute(
                "INSERT INTO matters VALUES (?, ?, ?, ?, NULL)", (chat, number, " ".join(context.args or ()), author)
            )
        text, buttons = self.card(chat, number)
        sent = await update.message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=buttons)
        with self.db:
            self.db.execute("UPDATE matters SET message=? WHERE chat=? AND number=?", (sent.message_id, chat, number))

    async def support(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Support, or take it back; answer with a toast, and draw the card anew."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        support = query.message.chat.id, int((query.data or "").partition(":")[2]), query.from_user.id
        with self.db:
            gone = self.db.execute("DELETE FROM supports WHERE chat=? AND number=? AND person=?", support).rowcount
            if not gone:
                self.db.execute("INSERT INTO supports VALUES (?, ?, ?)", support)
        await query.answer("已取消附议" if gone else "已附议")
        text, buttons = self.card(*support[:2])
        await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=buttons)

    async def matters(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Post the list's first page."""
        if update.message is None or update.effective_chat is None:
            return
        chat = update.effective_chat
        newest = "SELECT number, text FROM matters WHERE chat=? ORDER BY number DESC LIMIT ?"
        found = self.db.execute(newest, (chat.id, PAGE)).fetchall()
        total = self.db.execute("SELECT count(*) FROM matters WHERE chat=?", (chat.id,)).fetchone()[0]
        lines = "\n".join(f"🆕 <b>#{number}</b> {escape(text)}（已提出）" for number, text in found)
        text = f"📋 {escape(chat.title or '')}：共 {total} 个议题\n\n{lines}\n\n点下面的编号，看一个议题的全部经过。"
        numbers = [InlineKeyboardButton(f"#{number}", callback_data=f"详情:{number}") for number, _ in found]
        boards = [InlineKeyboardButton(label, callback_data=label) for label in ("全部", "办理中", "已结")]
        buttons = InlineKeyboardMarkup([numbers[:5], numbers[5:], boards])
        await update.message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=buttons)


async def run(base_url: str, token: str, folder: Path) -> None:
    """Poll as the library does it, until the benchmark is over."""
    peer = Peer(folder / "peer.sqlite")
    application = Application.builder().token(token).base_url(base_url).build()
    application.add_handler(CommandHandler("propose", peer.propose))
    application.add_handler(CommandHandler("matters", peer.matters))
    application.add_handler(CallbackQueryHandler(peer.support, pattern="^附议"))
    await poll(application)


if __name__ == "__main__":
    _, base, secret, place = sys.argv
    asyncio.run(run(base, secret, Path(place)))

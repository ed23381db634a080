"""One press of a button: who pressed what where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.context import CommandContext
from bot.conversation.desk import BotContext
from bot.domain.councils.council import Account
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.question import Draft
from bot.domain.shared.reply import Reply
from bot.services.shared import dispatch
from bot.services.shared.dispatch import UseCase
from bot.services.shared.enqueue import ReplyTo
from handlers.telegram.update_queue import Incoming


@dataclass(frozen=True)
class ButtonContext:
    """`message` is the one of ours that carries the button."""

    desk: BotContext
    incoming: Incoming
    intent: Intent
    by: Account
    chat: int
    message: int

    @property
    def now(self) -> datetime:
        """The time of this update (UTC)."""
        return self.incoming.now

    @property
    def back(self) -> ReplyTo:
        """Where an answer in words goes: below the message with the button."""
        return ReplyTo(f"re/{self.incoming.update.update_id}", self.chat, self.message)

    async def keep(self, use: Callable[..., Any], /, **wishes: Any) -> Any:
        """Run an act that wants to know which button was pressed, by whom, when, and where an answer goes."""
        return await self.incoming.keep(use, intent=self.intent, by=self.by, back=self.back, now=self.now, **wishes)

    async def press(self, use_case: UseCase, **wishes: Any) -> Reply:
        """Do a use case about the matter or meeting that the button names."""
        notice: Reply = await self.keep(dispatch.press_button, use_case=use_case, **wishes)
        return notice

    async def ask(self, act: str, ask: str | None = None) -> Reply:
        """Ask for the words that the button wants."""
        notice: Reply = await self.keep(dispatch.ask_for_words, act=act, ask=ask or act)
        return notice

    def call(self, draft: Draft | None = None) -> CommandContext:
        """Return the command that a button stands for, or the words that waited for it."""
        words = draft.said if draft else IncomingMessage(chat=self.chat, message=0, by=self.by)
        return CommandContext(self.desk, self.incoming, words, council=self.intent.council or None, answering=draft)

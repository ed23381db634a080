"""The shapes of what the tables of commands, buttons and questions call."""

from collections.abc import Awaitable, Callable

from bot.conversation.context import ButtonContext, CommandContext
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply

Run = Callable[[CommandContext], Awaitable[None]]
Press = Callable[[ButtonContext], Awaitable[Reply | None]]  # None: the press is answered once it is known how
HandleAnswer = Callable[[CommandContext, Dialog], Awaitable[None]]

"""The shapes of what the tables of commands, buttons and questions call."""

from collections.abc import Awaitable, Callable
from functools import partial

from bot.conversation.context import ButtonContext, CommandContext
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.services.shared import dispatch
from bot.services.shared.use_cases import ButtonUseCase

Run = Callable[[CommandContext], Awaitable[None]]
Press = Callable[[ButtonContext], Awaitable[Reply | None]]  # None: the press is answered once it is known how
HandleAnswer = Callable[[CommandContext, Dialog], Awaitable[None]]


def keep_press(use: ButtonUseCase[Reply]) -> Press:
    """Return the press of a button that runs a use case and answers with its reply."""

    async def press(tap: ButtonContext) -> Reply:
        return await tap.keep(use)

    return press


def show_press(find: ButtonUseCase[PrivateReply]) -> Press:
    """Return the press of a button that shows what `find` returns: in a group to the one who pressed alone."""

    async def press(tap: ButtonContext) -> Reply | None:
        if not tap.can_show_alone:
            return await tap.keep(partial(dispatch.reply_with, find=find))
        tap.show_alone((await tap.keep(find),))
        return None

    return press

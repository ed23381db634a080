"""The shapes of what the tables of commands, buttons and questions call."""

from collections.abc import Awaitable, Callable
from functools import partial

from bot.conversation.context import ButtonContext, CommandContext
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.services.shared import dispatch, private_replies
from bot.services.shared.enqueue import ShownChanges
from bot.services.shared.use_cases import ButtonUseCase

Run = Callable[[CommandContext], Awaitable[None]]
Press = Callable[[ButtonContext], Awaitable[Reply | None]]  # None: the press is answered once it is known how
HandleAnswer = Callable[[CommandContext, Dialog], Awaitable[None]]


def keep_press(use: ButtonUseCase[Reply]) -> Press:
    """Return the press of a button that runs a use case and answers with its reply."""

    async def press(tap: ButtonContext) -> Reply:
        return await tap.keep(use)

    return press


async def show_besides(tap: ButtonContext, find: ButtonUseCase[PrivateReply]) -> None:
    """Show what `find` returns to the one who pressed a card of the group, alone, besides the answer."""
    if not tap.private and not tap.alone:
        page = await tap.incoming.read(find, intent=tap.intent, by=tap.by, reply_to=tap.reply_to, now=tap.now)
        tap.show_besides((page,))


def show_press(find: ButtonUseCase[PrivateReply]) -> Press:
    """Return the press of a button that shows what `find` returns: in a group to the one who pressed alone."""

    async def press(tap: ButtonContext) -> Reply | None:
        if not tap.can_show_alone:
            return await tap.keep(partial(dispatch.reply_with, find=find))
        tap.show_alone((await tap.keep(find),))
        return None

    return press


def turn_press(use: ButtonUseCase[Reply], changes: Callable[[Intent], ShownChanges]) -> Press:
    """Return the press of a button that changes its message in place.

    What all can see is changed by the outbox, what one person alone sees at once.
    """

    async def press(tap: ButtonContext) -> Reply | None:
        shown = await tap.incoming.read(private_replies.find_shown, tap.chat, tap.message)
        if shown is None:
            return await tap.keep(use)
        await tap.keep(dispatch.check_button)
        tap.change_alone(private_replies.change_shown(shown, changes(tap.intent)))
        return None

    return press

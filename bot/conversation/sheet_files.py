"""Tables that officers send to a practice: read in the background, and previewed or refused line by line."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot.conversation.context import CommandContext
from bot.conversation.platform import FileTooLarge
from bot.conversation.rolls import Page, look_through, read_file
from bot.domain.councils.permissions import CouncilAct
from bot.domain.rolls.errors import TooManyFiles
from bot.domain.shared.incoming_message import SentFile
from bot.domain.shared.sheet_problem import SheetProblem
from bot.locales import Words
from bot.ports import Card
from bot.services.rolls import readings

T = TypeVar("T")

TOO_BIG = (SheetProblem(0, "too_big"),)


def sent_table(call: CommandContext) -> SentFile | None:
    """Return the file that came with a command in private, or that it answers."""
    if not call.said.private:
        return None
    return call.said.file or (call.said.answers.file if call.said.answers and not call.args else None)


async def read_table(
    call: CommandContext,
    file: SentFile,
    act: CouncilAct,
    *,
    draw: Callable[[Words], Card],
    read: Callable[[Page], Callable[[bytes], Awaitable[T]]],
    show: Callable[[Page, int, T | None], Awaitable[Card]],
) -> None:
    """Say by `draw` that a file is read, `read` it in the background, and `show` what came of it.

    `show` gets the council, and None for a file that is too big. Raises NotAllowed, TooManyFiles.
    """
    await call.check(act)
    if not call.bot.files.take(call.by.id, call.now):
        raise TooManyFiles
    call, council = replace(call, said=replace(call.said, unkept="")), await call.where()
    reading = await call.keep(partial(readings.begin_reading, council=council))

    async def look(page: Page) -> Card:
        try:
            sheet, _ = await read_file(page, file, read(page))
        except FileTooLarge:
            return await show(page, council, None)
        return await show(page, council, sheet)

    call.bot.background(look_through(call.bot, reading, draw, look), is_long=True)

"""Commands about parent and child councils."""

from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.councils.join_code import parse_code
from bot.domain.councils.permissions import CouncilAct
from bot.domain.shared.errors import GroupOnly, TooManyGuesses
from bot.domain.shared.message_params import MessageParams
from bot.services.hierarchy import joining


async def show_or_join_parent(call: CommandContext) -> None:
    """Show the council's parent, or join one by its code. Raises TooManyGuesses after many codes."""
    if call.said.private:
        raise GroupOnly
    await call.check(CouncilAct.PARENT)
    if not call.args.strip():
        await call.keep(partial(joining.show_parent, council=await call.where()))
        return
    if not call.bot.codes.take(call.by.id, call.now):
        raise TooManyGuesses
    await call.keep(partial(joining.join_parent, code=parse_code(call.args)))


async def show_children(call: CommandContext) -> None:
    """List the child councils."""
    await call.show_own("branches", MessageParams(council=await call.where(), page=1))

"""Councils under a parent: what heads say in the group."""

from bot.conversation.context import CommandContext
from bot.domain import errors
from bot.domain.councils.join_code import parse_code
from bot.domain.councils.permissions import CouncilAct
from bot.services.hierarchy import child_councils, joining


async def parent(call: CommandContext) -> None:
    """Show whom the council is under, or bring the code of another. Whoever tries many codes has to wait."""
    if call.said.private:
        raise errors.GroupOnly
    await call.check(CouncilAct.PARENT)
    if not call.args.strip():
        await call.keep(joining.show_parent, council=await call.where())
        return
    if not call.bot.codes.take(call.by.id, call.now):
        raise errors.TooManyGuesses
    await call.keep(joining.join_parent, code=parse_code(call.args))


async def branches_(call: CommandContext) -> None:
    """List the councils below."""
    await call.keep(child_councils.show_children, council=await call.where())

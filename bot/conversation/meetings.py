"""Commands about meeting days."""

from collections.abc import Callable
from functools import partial

from bot.conversation.context import CommandContext, check_in_group
from bot.domain.councils.permissions import CouncilAct
from bot.domain.meetings.errors import BadSchedule
from bot.domain.shared.errors import (
    DOUBTS,
    NoSuchMoment,
    PastDay,
)
from bot.ports import R
from bot.services.councils import members
from bot.services.meetings import meetings, planning, possible_acts


async def show_meeting(call: CommandContext) -> None:
    """Show the next meeting."""
    await call.keep(partial(meetings.show_meetings, council=await call.where()))


async def set_schedule(call: CommandContext) -> None:
    """Set the regular meeting days."""
    await _plan(call, CouncilAct.SCHEDULE, planning.set_schedule)


async def convene_meeting(call: CommandContext) -> None:
    """Call an extraordinary meeting; in the group the head alone is shown what they may do with it."""
    meeting = await _plan(call, CouncilAct.CONVENE, planning.convene_meeting)
    if meeting and call.can_show_alone:
        head = await call.incoming.read(members.get_member, meeting.council, call.by.id)
        call.show_besides((possible_acts.menu_of(meeting, head),))


async def _plan(call: CommandContext, act: CouncilAct, use: Callable[..., R]) -> R | None:
    """Plan a meeting from the words; missing or unclear parts are asked for, and None is returned."""
    check_in_group(call)
    await call.check(act)
    if not call.args.strip():
        await call.ask(act)
        return None
    try:
        return await call.keep(partial(use, text=call.args))
    except DOUBTS as doubt:
        if call.answering:
            raise
        await call.confirm(act, doubt)
    except (BadSchedule, NoSuchMoment, PastDay) as wrong:
        if call.answering:
            raise
        await call.ask(act, wrong=wrong)
    return None

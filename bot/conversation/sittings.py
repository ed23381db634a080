"""Sessions of a meeting: commands and buttons, the check-in code, replies that correct the minutes."""

import re
from dataclasses import replace
from functools import partial

from bot.conversation.context import ButtonContext, CommandContext
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.acts import Act
from bot.domain.shared.button_intent import OFF, ON
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.services.meetings import attendance, attendance_corrections, calendar_file, minutes, sessions
from bot.views.shared import labels

SWITCHED = {ON: True, OFF: False}
CODE = re.compile(r"c-(?P<code>[A-Z]{8,32})")  # letters alone; c-3 and c-3-m-12 lead to a council and a matter


async def open_meeting(call: CommandContext) -> None:
    """Open the meeting."""
    await call.check(CouncilAct.OPEN)
    await call.do(sessions.open_meeting)


async def call_next(call: CommandContext) -> None:
    """Call the next matter."""
    await call.check(CouncilAct.NEXT)
    await call.do(sessions.call_next)


async def send_calendar(call: CommandContext) -> None:
    """Send the calendar file."""
    await call.keep(partial(calendar_file.ask_for_calendar, council=await call.where()))


async def close_meeting(call: CommandContext) -> None:
    """Close the meeting."""
    await call.check(CouncilAct.ADJOURN)
    meeting = await call.incoming.read(attendance.get_open_meeting, await call.where())
    await call.do(sessions.close_meeting)
    if call.can_show_alone:
        params = MessageParams(council=meeting.council, what="close", place=meeting.number, chosen="meeting_closed")
        call.show_replies((PrivateReply("sure", params),))


async def record_present(call: CommandContext) -> None:
    """Record people without a phone as present."""
    await call.check(CouncilAct.PRESENT)
    if not call.args.strip():
        await call.ask("present")
        return
    await call.do(partial(attendance_corrections.correct_present, text=call.args))


async def record_opinion(call: CommandContext) -> None:
    """Record the opinion agreed on a matter."""
    await call.check(Act.OPINION)
    found = call.number()
    if found is None:
        await call.ask_number(Act.OPINION)
    elif not found[1]:
        await call.ask(Act.OPINION, QuestionParams(number=found[0]))
    else:
        await call.do(partial(sessions.record_opinion, number=found[0], text=found[1]))


async def find_council_of_code(call: CommandContext, code: str) -> int:
    """Return the council whose meeting a code belongs to; raises OldEntryCode."""
    return await call.incoming.read(attendance.council_of_code, code)


async def check_in_by_code(call: CommandContext, code: str) -> None:
    """Check in by the scanned code."""
    await call.keep(partial(attendance.by_code, code=code))


async def take_correction(call: CommandContext, message: MessageId) -> bool:
    """Handle a reply to the minutes; thanks, and other talk, are ignored. Return whether it was one."""
    found = await call.incoming.read(minutes.minutes_behind, call.said.chat, message, call.by)
    said = call.said.text.strip()
    if found is None or not said or labels.THANKS.fullmatch(said):
        return False
    council, number = found
    await replace(call, council=council).do(
        partial(minutes.handle_reply, number=number, text=said, source=call.said.source)
    )
    return True


def _shown(tap: ButtonContext) -> tuple[ChatId, MessageId]:
    return tap.chat, tap.message


async def press_check_in(tap: ButtonContext) -> Reply:
    """Check in by the button [签到]."""
    return await tap.press(partial(attendance.check_in, shown=_shown(tap)))


async def press_next(tap: ButtonContext) -> Reply:
    """Call the next matter by the button [下一项]; an older one that was pressed again leads no further."""
    called = int(tap.intent.arg) if tap.intent.arg.isdecimal() else None
    return await tap.press(partial(sessions.call_next, called=called))


async def press_prompts(tap: ButtonContext) -> Reply:
    """Switch the rules of debate on or off, as the button says."""
    return await tap.press(partial(sessions.switch_prompts, on=SWITCHED.get(tap.intent.arg)))


async def press_on_site(tap: ButtonContext) -> Reply:
    """Switch checking in by the code in the room alone on or off, as the button says."""
    return await tap.press(partial(sessions.on_site, on=SWITCHED.get(tap.intent.arg)))


async def press_confirm(tap: ButtonContext) -> Reply:
    """Confirm the minutes by the button [确认纪要]."""
    return await tap.press(partial(minutes.confirm_minutes, shown=_shown(tap)))

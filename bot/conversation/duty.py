"""Commands, buttons and answers about duty."""

from dataclasses import replace
from functools import partial

from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.practice import Practice
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.services.duty import duty, swaps


async def show_or_write(call: CommandContext) -> None:
    """Show who is on duty to the one who asks; with words put them into the roster."""
    if not call.args:
        await call.show_own(duty.PAGE, MessageParams(council=await call.where()))
        return
    shown = await call.keep_here(partial(duty.write_lines, text=call.args))
    if call.said.group:
        call.show_receipt(shown)


async def answer_lines(call: CommandContext, _dialog: Dialog) -> None:
    """Handle the lines of a roster."""
    await show_or_write(call)


async def answer_day(call: CommandContext, dialog: Dialog) -> None:
    """Handle the names for a day."""
    await show_or_write(replace(call, args=f"{dialog.params.day} {call.args}"))


async def answer_partner(call: CommandContext, dialog: Dialog) -> None:
    """Handle with whom a turn shall be swapped."""
    whom = next(iter(call.said.mentions), None)
    await call.do(partial(swaps.ask_swap, number=dialog.params.number, name=call.args, whom=whom))


async def answer_telephone(call: CommandContext, _dialog: Dialog) -> None:
    """Handle the office's telephone."""
    await call.do(partial(duty.set_telephone, text=call.args))


async def _known(tap: ButtonContext) -> Reply:
    return await tap.keep(duty.press_known)


async def _draft(tap: ButtonContext) -> Reply:
    return await tap.keep(duty.press_draft)


async def _day(tap: ButtonContext) -> Reply:
    return await tap.keep(duty.ask_for_day)


async def _telephone(tap: ButtonContext) -> Reply:
    return await tap.keep(duty.ask_telephone)


async def _swap(tap: ButtonContext) -> Reply:
    return await tap.keep(swaps.ask_with_whom)


async def _swap_yes(tap: ButtonContext) -> Reply:
    return await tap.keep(swaps.press_yes)


async def _swap_no(tap: ButtonContext) -> Reply:
    return await tap.keep(swaps.press_no)


async def _swap_back(tap: ButtonContext) -> Reply:
    return await tap.keep(swaps.press_take_back)


ROWS = PracticeRows(
    Practice.DUTY,
    commands={"duty": show_or_write},
    buttons={
        "duty_known": _known,
        "duty_draft": _draft,
        "duty_day": _day,
        "duty_telephone": _telephone,
        "duty_swap": _swap,
        "duty_swap_yes": _swap_yes,
        "duty_swap_no": _swap_no,
        "duty_swap_back": _swap_back,
    },
    answers={
        "duty": answer_lines,
        "duty_day": answer_day,
        "duty_swap": answer_partner,
        "duty_telephone": answer_telephone,
    },
)

"""Commands, buttons and answers about duty."""

from dataclasses import replace
from datetime import date
from functools import partial

from bot.conversation.context import BotContext, ButtonContext, CommandContext
from bot.conversation.handler_types import keep_press
from bot.conversation.practice_rows import PracticeRows
from bot.conversation.rolls import Page
from bot.conversation.sheet_files import TOO_BIG, read_table, sent_table
from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.duty.sheet import DutySheet
from bot.domain.duty.turn import DutyDraft
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.messages.registry import words_for
from bot.ports import Card
from bot.services.duty import duty, swaps
from bot.threads import in_thread
from bot.views.duty.files import duty_problems_card, month_card, reading_duty_card
from bot.views.duty.rosters import draft_card, draft_over_card


async def show_or_write(call: CommandContext) -> None:
    """Show who is on duty to the one who asks; with words put them into the roster."""
    if file := sent_table(call):
        show = partial(_show_sheet, by=call.by)
        await read_table(
            call,
            file,
            CouncilAct.DUTY,
            draw=reading_duty_card,
            read=lambda page: page.bot.reader.read_duty,
            show=show,
        )
        return
    if not call.args:
        await call.show_own(duty.PAGE, MessageParams(council=await call.where()))
        return
    shown = await call.keep_here(partial(duty.write_lines, text=call.args))
    if call.said.group:
        call.show_receipt(shown)


async def _show_sheet(page: Page, council: int, sheet: DutySheet | None, *, by: Account) -> Card:
    """Return the preview of a roster's file, or everything that is wrong with it."""
    store, now = page.bot.store, page.bot.clock.now()
    sheet = sheet or DutySheet(problems=TOO_BIG)
    held = await store.run(duty.hold_sheet, council=council, sheet=sheet, by=by, now=now)
    if not isinstance(held, DutyDraft):
        return duty_problems_card(page.words, held)
    await page.remember_view(duty.PREVIEW, MessageParams(council=council, number=held.number))
    shown = await store.run(duty.load_draft, council, held.number, now)
    return draft_card(page.words, shown) if shown else draft_over_card(page.words, "")


async def _send_month(bot: BotContext, chat: ChatId, council: int, first: date, *, empty: bool) -> None:
    from bot.documents.duty_month import make_month  # noqa: PLC0415  # a spreadsheet that only this needs

    words = await bot.store.run(words_for, chat, council, bot.clock.now(), bot.platform.features)
    days = {} if empty else await bot.store.run(duty.load_month, council, first)
    content = await in_thread(make_month, words, first, days)
    await bot.messenger.send(chat, month_card(words, first, content, empty=empty))


async def _file(tap: ButtonContext) -> Reply:
    """Ask for a file, and offer an empty one for the next month."""
    found = await tap.keep(duty.begin_file)
    if found is None:
        return Reply("file_privately")
    tap.bot.background(_send_month(tap.bot, found[0], tap.intent.council, found[1], empty=True))
    return Reply("asked_privately")


async def _month(tap: ButtonContext) -> Reply:
    """Send the roster of this month as a file, in private."""
    found = await tap.keep(duty.find_month)
    if found is None:
        return Reply("file_privately")
    tap.bot.background(_send_month(tap.bot, found[0], tap.intent.council, found[1], empty=False))
    return Reply("file_sent")


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


ROWS = PracticeRows(
    Practice.DUTY,
    commands={"duty": show_or_write},
    buttons={
        "duty_known": keep_press(duty.press_known),
        "duty_draft": keep_press(duty.press_draft),
        "duty_day": keep_press(duty.ask_for_day),
        "duty_telephone": keep_press(duty.ask_telephone),
        "duty_file": _file,
        "duty_month": _month,
        "duty_swap": keep_press(swaps.ask_with_whom),
        "duty_swap_yes": keep_press(swaps.press_yes),
        "duty_swap_no": keep_press(swaps.press_no),
        "duty_swap_back": keep_press(swaps.press_take_back),
    },
    answers={
        "duty": answer_lines,
        "duty_file": answer_lines,
        "duty_day": answer_day,
        "duty_swap": answer_partner,
        "duty_telephone": answer_telephone,
    },
)

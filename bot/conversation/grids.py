"""Commands, buttons and answers about grids."""

from dataclasses import replace
from datetime import date
from functools import partial

from bot.conversation.context import BotContext, ButtonContext, CommandContext
from bot.conversation.handler_types import HandleAnswer, keep_press
from bot.conversation.practice_rows import PracticeRows
from bot.conversation.rolls import Page
from bot.conversation.sheet_files import TOO_BIG, read_table, sent_table
from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.grids.grid import GridDraft
from bot.domain.grids.sheet import GridSheet
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.messages.registry import words_for
from bot.ports import Card
from bot.services.grids import checks, grid_page, grid_people, leaves, maps, months, problems
from bot.services.matters import closings
from bot.threads import in_thread
from bot.views.grids.files import grid_problems_card, map_card, month_file_card, reading_grids_card
from bot.views.grids.grids import draft_card, draft_over_card


async def show_grids(call: CommandContext) -> None:
    """Show the grids to the one who asks; with words the grid that they mean. A file is read as a new map."""
    if file := sent_table(call):
        await read_table(
            call,
            file,
            CouncilAct.GRIDS,
            draw=reading_grids_card,
            read=lambda page: page.bot.reader.read_grids,
            show=partial(_show_sheet, by=call.by),
        )
        return
    view = grid_page.FOUND if call.args else grid_page.PAGE
    await call.show_own(view, MessageParams(council=await call.where(), words=call.args))


async def _show_sheet(page: Page, council: int, sheet: GridSheet | None, *, by: Account) -> Card:
    """Return the preview of a map's file, or everything that is wrong with it."""
    store, now = page.bot.store, page.bot.clock.now()
    sheet = sheet or GridSheet(problems=TOO_BIG)
    held = await store.run(maps.hold_sheet, council=council, sheet=sheet, by=by, now=now)
    if not isinstance(held, GridDraft):
        return grid_problems_card(page.words, held)
    await page.remember_view(maps.PREVIEW, MessageParams(council=council, number=held.number))
    shown = await store.run(maps.load_draft, council, held.number)
    return draft_card(page.words, shown) if shown else draft_over_card(page.words, "")


async def _send_map(bot: BotContext, chat: ChatId, council: int, version: int) -> None:
    """Send a version of the map as a file; 0: an empty one."""
    from bot.documents.grid_map import make_map  # noqa: PLC0415  # a spreadsheet that only this needs

    words = await bot.store.run(words_for, chat, council, bot.clock.now(), bot.platform.features)
    grids, names = await bot.store.run(maps.load_lines, council, version)
    content = await in_thread(make_map, words, grids, names)
    await bot.messenger.send(chat, map_card(words, content, number=version))


async def _send_month(bot: BotContext, chat: ChatId, council: int, first: date) -> None:
    """Send the checks of a month as a file, which is read a day at a time."""
    from bot.documents.grid_month import MonthBook  # noqa: PLC0415  # as above

    words = await bot.store.run(words_for, chat, council, bot.clock.now(), bot.platform.features)
    days = await bot.store.run(months.load_days, council, first)
    book = MonthBook(words, first, days)
    for each in days:
        book.add(each.day, await bot.store.run(months.load_day_checks, council, each.day))
    await bot.messenger.send(chat, month_file_card(words, first, await in_thread(book.content)))


async def _file(tap: ButtonContext) -> Reply:
    """Ask for a file, and offer an empty one."""
    chat = await tap.keep(maps.begin_file)
    if chat is None:
        return Reply("file_privately")
    tap.bot.background(_send_map(tap.bot, chat, tap.intent.council, 0))
    return Reply("asked_privately")


async def _map(tap: ButtonContext) -> Reply:
    """Send a version of the map as a file, in private."""
    chat = await tap.keep(maps.find_map)
    if chat is None:
        return Reply("file_privately")
    tap.bot.background(_send_map(tap.bot, chat, tap.intent.council, tap.intent.subject))
    return Reply("file_sent")


async def _month(tap: ButtonContext) -> Reply:
    """Send the checks of a month as a file, in private."""
    found = await tap.keep(months.find_month)
    if found is None:
        return Reply("file_privately")
    tap.bot.background(_send_month(tap.bot, found[0], tap.intent.council, found[1]))
    return Reply("file_sent")


async def answer_file(call: CommandContext, _dialog: Dialog) -> None:
    """Handle the file of a map."""
    await show_grids(call)


async def answer_hour(call: CommandContext, _dialog: Dialog) -> None:
    """Handle when the cards of a day are sent."""
    await call.do(partial(grid_page.set_hour, text=call.args))


async def answer_leave(call: CommandContext, _dialog: Dialog) -> None:
    """Handle until when a person is on leave."""
    await call.do(partial(leaves.begin_leave, text=call.args))


def _answer_person(*, deputy: bool) -> HandleAnswer:
    """Return what handles the name of another officer of a grid, or deputy."""

    async def answer(call: CommandContext, dialog: Dialog) -> None:
        whom = next(iter(call.said.mentions), None)
        use = partial(grid_people.change_person, number=dialog.params.number, text=call.args, whom=whom, deputy=deputy)
        await call.do(use)

    return answer


async def answer_matter(call: CommandContext, dialog: Dialog) -> None:
    """Handle what a check found."""
    said = replace(call.said, text=call.args, answers=None)
    await call.keep(partial(problems.bring_up, council=await call.where(), number=dialog.params.number, said=said))


async def answer_spot(call: CommandContext, dialog: Dialog) -> None:
    """Handle what was done about it on the spot; without a photo that is asked for."""
    if not any(each.kind == "photo" for each in call.said.attachments):
        await call.ask("grid_photo", QuestionParams(number=dialog.params.number, so_far=call.args))
        return
    said = replace(call.said, text=dialog.params.so_far or call.args, answers=None)
    council = await call.where()
    done = await call.keep(
        partial(problems.record_on_the_spot, council=council, number=dialog.params.number, said=said)
    )
    if receipt := closings.find_receipt(done, council):
        call.show_receipt(receipt)


ROWS = PracticeRows(
    Practice.GRIDS,
    commands={"grids": show_grids},
    buttons={
        "grid_fine": keep_press(checks.press_fine),
        "grid_found": keep_press(checks.press_found),
        "grid_tell": keep_press(problems.press_tell),
        "grid_leave": keep_press(leaves.ask_leave),
        "grid_back": keep_press(leaves.press_back),
        "grid_person": keep_press(grid_people.ask_person),
        "grid_draft": keep_press(maps.press_draft),
        "grid_match": keep_press(maps.press_match),
        "grid_hour": keep_press(grid_page.ask_hour),
        "grid_weekends": keep_press(grid_page.press_weekends),
        "grid_file": _file,
        "grid_map": _map,
        "grid_month": _month,
    },
    answers={
        "grid_file": answer_file,
        "grid_hour": answer_hour,
        "grid_leave": answer_leave,
        "grid_officer": _answer_person(deputy=False),
        "grid_deputy": _answer_person(deputy=True),
        "grid_matter": answer_matter,
        "grid_spot": answer_spot,
        "grid_photo": answer_spot,
    },
    published=frozenset({"grid_matter", "grid_spot"}),
)

"""Commands, buttons and answers about clues; all of it in private."""

from functools import partial

from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.handler_types import keep_press, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.conversation.rolls import Page
from bot.conversation.sheet_files import TOO_BIG, read_table, sent_table
from bot.domain.clues.draft import ClueLine, group_lines
from bot.domain.clues.sheet import ClueSheet
from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.ports import Card
from bot.services.clues import clue_lists, clues, intake, results, sources
from bot.threads import in_thread
from bot.views.clues.intake import clue_draft_card, clue_draft_over_card, clue_problems_card, reading_clues_card


async def record_clue(call: CommandContext) -> None:
    """Record a typed clue, or read a file of clues; without either ask for one. Raises PrivateOnly, NotAllowed."""
    if not call.said.private:
        raise PrivateOnly
    await call.check(CouncilAct.CLUE)
    if file := sent_table(call):
        await read_table(
            call,
            file,
            CouncilAct.CLUE,
            draw=reading_clues_card,
            read=lambda page: page.bot.reader.read_clues,
            show=partial(_show_sheet, by=call.by),
        )
    elif call.posted_text.strip():
        await call.keep_here(partial(intake.write_clue, text=call.posted_text))
    else:
        await call.ask("clue")


async def _show_sheet(page: Page, council: int, sheet: ClueSheet | None, *, by: Account) -> Card:
    """Return the preview of a file of clues with those that are alike, or everything that is wrong with it."""
    store, now = page.bot.store, page.bot.clock.now()
    sheet = sheet or ClueSheet(problems=TOO_BIG)
    if sheet.problems:
        return clue_problems_card(page.words, sheet.problems)
    known = await store.run(intake.load_known, council)
    lines = [ClueLine(text=line.text, source=line.source) for line in sheet.lines]
    grouped = await in_thread(group_lines, lines, known)
    draft = await store.run(intake.hold_sheet, council=council, lines=grouped, by=by, now=now)
    shown = await store.run(intake.load_draft, council, draft.number)
    return clue_draft_card(page.words, shown) if shown else clue_draft_over_card(page.words, "")


async def show_clues(call: CommandContext) -> None:
    """Show the clues to an officer, and to anybody else those that they handle. Raises PrivateOnly."""
    await call.keep_here(clue_lists.show_list)


async def answer_clue(call: CommandContext, _dialog: Dialog) -> None:
    """Handle a clue, or a file of them."""
    await record_clue(call)


async def answer_source(call: CommandContext, dialog: Dialog) -> None:
    """Handle the name of a new source: of a clue that waits for it, or for the list."""
    if dialog.params.number:
        await call.keep_here(partial(intake.name_source, number=dialog.params.number, text=call.args))
    else:
        await call.do(partial(sources.name_source, text=call.args))


async def answer_rename(call: CommandContext, dialog: Dialog) -> None:
    """Handle the new name of a source."""
    await call.do(partial(sources.rename_source, number=dialog.params.number, text=call.args))


async def answer_contact(call: CommandContext, dialog: Dialog) -> None:
    """Handle who is the contact of a source."""
    whom = next(iter(call.said.mentions), None)
    await call.do(partial(sources.set_contact, number=dialog.params.number, name=call.args, whom=whom))


async def answer_handler(call: CommandContext, dialog: Dialog) -> None:
    """Handle who is to handle a clue."""
    whom = next(iter(call.said.mentions), None)
    await call.do(partial(clues.give_clue, number=dialog.params.number, name=call.args, whom=whom))


async def answer_result(call: CommandContext, dialog: Dialog) -> None:
    """Handle the result of a clue."""
    await call.do(partial(clues.write_result, number=dialog.params.number, text=call.args))


async def answer_back(call: CommandContext, dialog: Dialog) -> None:
    """Handle why a clue is given back."""
    await call.do(partial(clues.give_back, number=dialog.params.number, text=call.args))


async def _type(tap: ButtonContext) -> Reply:
    """Ask an officer for a clue."""
    await record_clue(tap.call())
    return Reply("ok")


ROWS = PracticeRows(
    Practice.CLUES,
    commands={"clue": record_clue, "clues": show_clues},
    buttons={
        "clues": show_press(clue_lists.find_list),
        "clues_turn": keep_press(clue_lists.press_turn),
        "clues_file": keep_press(clue_lists.press_file),
        "clues_import": keep_press(intake.ask_file),
        "clue_type": _type,
        "clue_draft": keep_press(intake.press_draft),
        "clue_source": keep_press(intake.ask_source),
        "clue_open": show_press(clues.find_page),
        **dict.fromkeys(("clue_give", "clue_result", "clue_back"), keep_press(clues.ask_about)),
        "clue_again": keep_press(clues.press_again),
        "clue_results": show_press(results.find_waiting),
        "clue_passed": keep_press(results.press_passed_on),
        "clue_sources": show_press(sources.find_list),
        "clue_source_open": show_press(sources.find_page),
        "clue_source_gone": keep_press(sources.press_drop_source),
        **dict.fromkeys(("clue_contact", "clue_rename"), keep_press(sources.ask_change)),
    },
    answers={
        **dict.fromkeys(("clue", "clue_file"), answer_clue),
        "clue_source": answer_source,
        "clue_rename": answer_rename,
        "clue_contact": answer_contact,
        "clue_give": answer_handler,
        "clue_result": answer_result,
        "clue_back": answer_back,
    },
)

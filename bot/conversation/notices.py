"""Commands, buttons and answers about notices."""

from functools import partial

from bot.conversation.confirmations import ask_first
from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.handler_types import keep_press
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.services.notices import notices


async def post_notice(call: CommandContext) -> None:
    """Post the typed words, or the message that the command answers, as a notice."""
    await call.check(CouncilAct.NOTICE)
    captured = call.said.captured
    text = "\n".join(part for part in (call.args, captured.text if captured else "") if part.strip())
    if not text.strip():
        await call.ask("notice")
        return
    pictures = (*(captured.attachments if captured else ()), *call.said.attachments)
    page = await call.keep_here(partial(notices.post_notice, text=text, attachments=pictures))
    call.show_receipt(page)


async def show_notices(call: CommandContext) -> None:
    """Show the notices that stand now, with what the one who asks has read."""
    await call.show_own("notices", MessageParams(council=await call.where()))


async def answer_words(call: CommandContext, dialog: Dialog) -> None:
    """Handle the corrected words of a notice."""
    await call.do(partial(notices.correct_notice, number=dialog.params.number, text=call.args))


async def answer_notice(call: CommandContext, _dialog: Dialog) -> None:
    """Handle the words of a new notice."""
    await post_notice(call)


async def open_page(tap: ButtonContext) -> Reply | None:
    """Show the page of a notice, in a group to the one who pressed alone."""
    if not tap.can_show_alone:
        return await tap.keep(notices.open_page)
    tap.show_alone((await tap.keep(notices.find_page),))
    return None


ROWS = PracticeRows(
    Practice.NOTICES,
    commands={"notice": post_notice, "notices": show_notices},
    buttons={
        "notice_read": keep_press(notices.press_read),
        "notice_open": open_page,
        "notice_remind": keep_press(notices.press_remind),
        "notice_edit": keep_press(notices.ask_new_words),
        "notice_withdraw": ask_first(notices.must_ask_withdrawal, keep_press(notices.press_withdraw)),
    },
    answers={"notice": answer_notice, "notice_text": answer_words},
)

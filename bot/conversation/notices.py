"""Commands, buttons and answers about notices."""

from functools import partial

from bot.conversation.confirmations import ask_first
from bot.conversation.context import CommandContext
from bot.conversation.handler_types import keep_press, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.services.notices import notices


async def post_notice(call: CommandContext) -> None:
    """Post the typed words, or the message that the command answers, as a notice."""
    await call.check(CouncilAct.NOTICE)
    text = call.posted_text
    if not text:
        await call.ask("notice")
        return
    page = await call.keep_here(partial(notices.post_notice, text=text, attachments=call.posted_attachments))
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


ROWS = PracticeRows(
    Practice.NOTICES,
    commands={"notice": post_notice, "notices": show_notices},
    buttons={
        "notice_read": keep_press(notices.press_read),
        "notice_open": show_press(notices.find_page),
        "notice_remind": keep_press(notices.press_remind),
        "notice_edit": keep_press(notices.ask_new_words),
        "notice_withdraw": ask_first(notices.must_ask_withdrawal, keep_press(notices.press_withdraw)),
    },
    answers={"notice": answer_notice, "notice_text": answer_words},
    published=frozenset({"notice", "notice_text"}),
)

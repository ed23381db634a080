"""Commands, buttons and answers about pledges."""

from functools import partial

from bot.conversation.context import CommandContext
from bot.conversation.handler_types import HandleAnswer, keep_press, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.practice import Practice
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.services.pledges import pledge_deeds, pledgers, pledges


async def show_pledges(call: CommandContext) -> None:
    """Show what the one who asks has done this month, and to the head who pledges."""
    await call.show_own(pledges.PAGE, MessageParams(council=await call.where()))


async def report_deed(call: CommandContext) -> None:
    """Keep what a pledger says that they did; missing words or a missing photo are asked for."""
    await call.incoming.read(pledge_deeds.check_report, await call.where(), call.by)
    await _report(call, call.posted_text)


async def answer_report(call: CommandContext, dialog: Dialog) -> None:
    """Handle the words of a report, or the photo that it lacked."""
    await _report(call, dialog.params.so_far or call.args)


async def _report(call: CommandContext, text: str) -> None:
    if not text.strip():
        await call.ask("pledge")
    elif not call.posted_attachments:
        await call.ask("pledge_photo", QuestionParams(so_far=text))
    else:
        report = partial(pledges.keep_report, text=text, attachments=call.posted_attachments)
        call.show_receipt(await call.keep_here(report))


def _change_list(*, is_added: bool) -> HandleAnswer:
    """Return what handles the names of those who are put on the list, or taken off."""

    async def answer(call: CommandContext, _dialog: Dialog) -> None:
        await call.do(partial(pledgers.change_list, text=call.args, is_added=is_added))

    return answer


ROWS = PracticeRows(
    Practice.PLEDGES,
    commands={"pledges": show_pledges, "pledge": report_deed},
    buttons={
        "pledge_open": show_press(pledges.find_page),
        "pledge_join": keep_press(pledges.press_join),
        "pledge_leave": keep_press(pledges.press_leave),
        "pledge_report": keep_press(pledges.ask_report),
        "pledge_undo": keep_press(pledges.press_undo),
        "pledge_role": keep_press(pledges.press_role),
        "pledge_call": keep_press(pledges.press_call),
        "pledge_month": keep_press(pledges.send_month),
        "pledge_list": keep_press(pledges.send_list),
        **dict.fromkeys(("pledge_add", "pledge_remove"), keep_press(pledges.ask_names)),
    },
    answers={
        **dict.fromkeys(("pledge", "pledge_photo"), answer_report),
        "pledge_add": _change_list(is_added=True),
        "pledge_remove": _change_list(is_added=False),
    },
)

"""Commands, buttons and answers about stars."""

from functools import partial

from bot.conversation.confirmations import ask_first
from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.handler_types import keep_press, show_press
from bot.conversation.practice_rows import PracticeRows
from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.domain.polls.errors import NoPolls
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.services.stars import nominations, star_rounds


async def begin_round(call: CommandContext) -> None:
    """Ask the group for nominations."""
    await call.check(CouncilAct.STAR)
    if not call.bot.platform.features.polls:
        raise NoPolls
    if not call.args.strip():
        await call.ask("star")
        return
    call.show_receipt(await call.keep_here(partial(star_rounds.begin_round, text=call.args)))


async def show_rounds(call: CommandContext) -> None:
    """Show the newest rounds."""
    await call.show_own(star_rounds.LIST, MessageParams(council=await call.where()))


async def nominate(call: CommandContext) -> None:
    """Nominate somebody in the newest round; without words they are asked for."""
    if call.args.strip():
        call.show_receipt(await call.keep_here(partial(nominations.nominate, text=call.args)))
        return
    newest = await call.incoming.read(nominations.get_newest_open, await call.where())
    await call.ask("nominate", QuestionParams(number=newest.number))


async def answer_round(call: CommandContext, _dialog: Dialog) -> None:
    """Handle what a round is about."""
    await begin_round(call)


async def answer_nomination(call: CommandContext, dialog: Dialog) -> None:
    """Handle whom a person nominates."""
    nominate_there = partial(nominations.nominate, number=dialog.params.number, text=call.args)
    call.show_receipt(await call.keep_here(nominate_there))


async def _press_poll(tap: ButtonContext) -> Reply:
    """Open the poll, on a platform that has polls."""
    if not tap.bot.platform.features.polls:
        raise NoPolls
    return await tap.keep(star_rounds.press_poll)


ROWS = PracticeRows(
    Practice.STARS,
    commands={"stars": show_rounds, "nominate": nominate, "star": begin_round},
    buttons={
        "star_open": show_press(star_rounds.find_page),
        "star_nominate": keep_press(nominations.ask_nomination),
        "star_back": keep_press(nominations.press_take_back),
        "star_leave_out": keep_press(star_rounds.press_leave_out),
        "star_poll": ask_first(star_rounds.must_ask_poll, _press_poll),
        "star_cancel": ask_first(star_rounds.must_ask_cancellation, keep_press(star_rounds.press_cancel)),
        "star_stop": keep_press(star_rounds.press_stop_monthly),
    },
    answers={"star": answer_round, "nominate": answer_nomination},
    published=frozenset({"star"}),
)

"""Commands for kinds of matters, photos of solved hazards, and tickets of the city's hotline."""

from dataclasses import replace
from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import BadTicket
from bot.domain.matters.hotline_ticket import parse_ticket
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.services.matters import classification, hotline, progress
from bot.views.shared import labels


async def correct_kind(call: CommandContext) -> None:
    """Correct the kind of a matter; without a word, or with an unknown one, the kinds are offered."""
    await call.check(Act.KIND)
    found = call.number(bare=True)
    if found is None:
        await call.ask_number(Act.KIND)
        return
    number, word = found
    wanted = labels.KINDS_BY_WORD.get(word.casefold())
    if wanted is None:
        await call.keep(partial(classification.kind_menu, council=await call.where(), number=number))
    else:
        await call.keep(
            partial(classification.choose_kind, council=await call.where(), number=number, kind=wanted.value)
        )


async def list_hazards(call: CommandContext) -> None:
    """Show the hazards that are not closed yet."""
    await call.show("hazards", MessageParams(council=await call.where(), page=1), remember=True)


async def ask_done_photo(call: CommandContext) -> None:
    """Ask for the photo of a hazard that was reported done in words."""
    number, text = call.number() or (0, "")
    await call.keep(partial(classification.ask_photo, council=await call.where(), number=number, text=text))


async def answer_done_photo(call: CommandContext, dialog: Dialog) -> None:
    """Handle the photo of a solved hazard; its words are added below those before."""
    text = "\n".join(words for words in (dialog.params.text, call.args.strip()) if words)
    await call.do(
        partial(progress.report_done, number=dialog.params.number, text=text, attachments=call.said.attachments)
    )


async def enter_ticket(call: CommandContext) -> None:
    """Record a hotline ticket: its number is asked for first, then its subject."""
    await call.check(CouncilAct.TICKET)
    number, text = [*call.args.split(maxsplit=1), "", ""][:2]
    if not text:
        if number and parse_ticket(number):
            await call.ask("ticket_what", QuestionParams(so_far=number))
            return
        if call.answering:
            raise BadTicket
        await call.ask("ticket")
        return
    said = replace(call.said, text=text)
    await call.keep(partial(hotline.enter_ticket, council=await call.where(), number=number, said=said))


async def list_tickets(call: CommandContext) -> None:
    """Show the tickets that wait for an answer."""
    await call.show("tickets", MessageParams(council=await call.where(), page=1), remember=True)

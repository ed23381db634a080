"""Commands of a mediation: its start, and the words that its buttons ask for."""

from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.councils.permissions import CouncilAct
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.question import Dialog
from bot.services.mediation import mediations


async def start_mediation(call: CommandContext) -> None:
    """Ask two people whether they accept a mediation."""
    if not call.said.private:
        raise PrivateOnly
    await call.check(CouncilAct.MEDIATE)
    if not call.args.strip():
        await call.ask("mediate")
        return
    await call.keep(partial(mediations.start_mediation, council=await call.where(), text=call.args))


async def answer_note(call: CommandContext, dialog: Dialog) -> None:
    """Handle a note from one of the three people of a mediation to another."""
    act, number = dialog.params.act, dialog.params.number
    await call.keep(partial(mediations.write_note, council=dialog.council, number=number, as_=act, text=call.args))


async def answer_agreement(call: CommandContext, dialog: Dialog) -> None:
    """Handle the text of an agreement."""
    await call.keep(
        partial(mediations.write_agreement, council=dialog.council, number=dialog.params.number, text=call.args)
    )


async def answer_agreement_day(call: CommandContext, dialog: Dialog) -> None:
    """Handle the day by which an agreement is to be fulfilled."""
    await call.keep(
        partial(mediations.agreement_day, council=dialog.council, number=dialog.params.number, text=call.args)
    )

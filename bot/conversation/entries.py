"""Commands for matters entered by a captain or officer: for a neighbour without a phone, or done on the spot."""

from dataclasses import replace
from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoName
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.matters import closings, recorded_by_others
from bot.views.shared import labels

LONGEST_NAME = 8  # a longer word is a name and a matter without a space between them


async def record_on_behalf(call: CommandContext) -> None:
    """Propose a matter for a neighbour without a phone: the name is asked for first, then the words."""
    council = await call.where()
    await call.check(CouncilAct.BEHALF)
    name, text = [*call.args.split(maxsplit=1), "", ""][:2]
    if name and not text and call.said.attachments:
        text = await _wordless(call, council)
    if not text and 0 < len(name) <= LONGEST_NAME:
        await call.ask("behalf_what", QuestionParams(so_far=name), wrong=NoName() if call.answering else None)
        return
    if not text:
        if call.answering:
            raise NoName
        await call.ask("behalf")
        return
    await call.keep(
        partial(recorded_by_others.record_on_behalf, council=council, name=name, said=replace(call.said, text=text))
    )


async def record_on_the_spot(call: CommandContext) -> None:
    """Record work done on the spot, reported by oneself or by the neighbour whose message the command answers."""
    council = await call.where()
    await call.check(Act.ON_THE_SPOT)
    reported, call = call.said.captured, call.with_captured()
    text = "\n".join(part for part in (reported.text if reported else "", call.args) if part.strip())
    if not text and call.said.attachments:
        text = await _wordless(call, council)
    reporter = reported.by if reported else None
    if not text:
        await call.ask("spot")
    elif any(each.kind == "photo" for each in call.said.attachments):
        pictures = call.said.attachments
        await _keep_on_the_spot(call, council, text, pictures, reporter)
    else:
        await call.keep(partial(recorded_by_others.ask_photo, council=council, text=text, reporter=reporter))


async def answer_spot_photo(call: CommandContext, dialog: Dialog) -> None:
    """Handle the photo that proves work done on the spot."""
    params = dialog.params
    await _keep_on_the_spot(call, dialog.council, params.text or "", call.said.attachments, params.reporter)


async def _keep_on_the_spot(
    call: CommandContext,
    council: int,
    text: str,
    attachments: tuple[Attachment, ...],
    reporter: Account | int | None,
) -> None:
    said = await call.keep(
        partial(
            recorded_by_others.record_on_the_spot,
            council=council,
            text=text,
            attachments=attachments,
            reporter=reporter,
        )
    )
    if receipt := closings.find_receipt(said, council):
        call.show_receipt(receipt)


async def _wordless(call: CommandContext, council: int) -> str:
    speak = words(await call.incoming.read(language_of, call.said.chat, council))
    return str(speak(labels.WORDLESS[call.said.attachments[0].kind]))

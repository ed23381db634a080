"""Commands of the letter box: writing a letter, and the clerk's answers to its questions."""

from dataclasses import replace
from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.shared.errors import PrivateOnly
from bot.domain.shared.question import Dialog
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.letters import letters
from bot.views.shared import labels


async def write_or_show_letters(call: CommandContext) -> None:
    """Store the typed letter; without words, show a clerk the waiting letters, and ask anybody else for theirs."""
    if not call.said.private:
        raise PrivateOnly
    council = await call.where()
    text = call.args
    if not text.strip() and call.said.attachments:
        speak = words(await call.incoming.read(language_of, call.said.chat, council))
        text = str(speak(labels.WORDLESS[call.said.attachments[0].kind]))
    if text.strip():
        await call.keep(
            partial(letters.write_letter, council=council, said=replace(call.said, text=text, answers=None))
        )
    elif await call.incoming.read(letters.has_waiting_letters, council, call.by):
        await call.keep(partial(letters.show_letters, council=council))
    else:
        await call.ask("letter")


async def answer_reply(call: CommandContext, dialog: Dialog) -> None:
    """Handle the text of a reply to a letter."""
    await call.keep(
        partial(letters.reply_to_letter, council=dialog.council, number=dialog.params.number, text=call.args)
    )


async def answer_decline(call: CommandContext, dialog: Dialog) -> None:
    """Handle the reason for declining a letter."""
    await call.keep(
        partial(letters.decline_letter, council=dialog.council, number=dialog.params.number, text=call.args)
    )


async def answer_make_matter(call: CommandContext, dialog: Dialog) -> None:
    """Handle the words of a matter made of a letter: the letter's own, or better ones."""
    text = None if call.args.strip().casefold() in labels.AS_IT_IS else call.args
    await call.keep(partial(letters.make_matter, council=dialog.council, number=dialog.params.number, text=text))

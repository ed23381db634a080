"""The council's settings as pages with buttons, and the answers to what a page asks."""

from collections.abc import Callable
from functools import partial

from bot.conversation.context import ButtonContext, CommandContext
from bot.conversation.handler_types import Press
from bot.domain.shared.ids import MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.reply import Reply
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.councils import members, settings_pages
from bot.services.shared import private_replies
from bot.services.shared.use_cases import ButtonUseCase
from bot.views.councils.settings import place_name

Write = Callable[..., None]


async def show_settings(call: CommandContext) -> None:
    """Show the settings: in a group to the one who asked alone."""
    council = await call.where()
    member = await call.incoming.read(members.find_member, council, call.by.id)
    params = MessageParams(council=council, section="all", person=member.person if member else 0)
    await call.show_here(settings_pages.VIEW, params, remember=True)


async def press_page(tap: ButtonContext) -> Reply | None:
    """Open a page: in place under a page, and else anew, in a group for the one who pressed alone."""
    if await tap.incoming.read(settings_pages.is_settings, tap.reply_to):
        return await change_page(settings_pages.open_page)(tap)
    if not tap.can_show_alone:
        return await tap.keep(settings_pages.open_page)
    tap.show_alone((await tap.keep(settings_pages.find_page),))
    return None


def change_page(use: ButtonUseCase[Reply]) -> Press:
    """Do what a button of a page says, and show what follows from it in place."""

    async def press(tap: ButtonContext) -> Reply | None:
        shown = await tap.incoming.read(private_replies.find_shown, tap.chat, tap.message or MessageId(""))
        reply = await tap.keep(use)
        if shown is None or shown.view != settings_pages.VIEW:
            return reply
        tap.change_alone(private_replies.change_shown(shown, settings_pages.changes_of(tap.intent)))
        return None

    return press


async def press_place(tap: ButtonContext) -> Reply | None:
    """Set the place that a button stands for, in the council's language."""
    speak = words(await tap.incoming.read(language_of, tap.chat, tap.intent.council))
    place = place_name(speak, tap.intent.arg.partition(".")[2])
    return await change_page(partial(settings_pages.press_place, place=place))(tap)


async def answer_days(call: CommandContext, dialog: Dialog) -> None:
    """Handle the meeting days that the head has written."""
    await _answer(call, dialog, settings_pages.write_days)


async def answer_place(call: CommandContext, dialog: Dialog) -> None:
    """Handle the place that the head has written."""
    await _answer(call, dialog, settings_pages.write_place)


async def _answer(call: CommandContext, dialog: Dialog, write: Write) -> None:
    await call.keep(partial(write, council=dialog.council, text=call.args, section=dialog.params.then))

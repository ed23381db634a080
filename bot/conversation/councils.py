"""Commands about a council and the caller's place in it."""

from contextlib import suppress
from functools import partial

from bot.conversation.context import CommandContext, check_in_group, check_in_private
from bot.domain.councils.council import OFFICERS
from bot.domain.councils.errors import NotAPerson, SeveralCouncils
from bot.domain.shared.errors import (
    PlatformSlow,
)
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.councils import councils, members
from bot.views.shared import labels


async def show_mine(call: CommandContext) -> None:
    """Show the person's own matters; in a group only those of its council."""
    council = 0
    with suppress(SeveralCouncils):  # all of theirs are shown
        council = await call.where()
    council = 0 if call.said.private else council
    await call.show("mine", MessageParams(account=call.by.id, council=call.council or council))


async def show_members(call: CommandContext) -> None:
    """Show the roster."""
    council = await call.where()
    who = await call.incoming.read(members.find_member, council, call.by.id)
    await call.show("members", MessageParams(council=council, officer=bool(who and OFFICERS.intersection(who.roles))))


async def show_stats(call: CommandContext) -> None:
    """Show the counts."""
    await call.show("stats", MessageParams(council=await call.where()))


async def set_up_council(call: CommandContext) -> None:
    """Make the group a council."""
    check_in_group(call)
    if not call.by.acts:
        raise NotAPerson
    await call.keep(
        partial(
            councils.set_up,
            name=call.said.group_name,
            admin=await call.bot.platform.is_administrator(call.said.chat, call.by.id),
            hears_all=await _hears_everything(call),
            defaults=call.bot.defaults,
            thread=call.said.topic,
        )
    )


async def _hears_everything(call: CommandContext) -> bool:
    """Return whether the bot hears the whole group; not known, it is taken for granted: only a hint depends on it."""
    try:
        return await call.bot.platform.hears_everything(call.said.chat)
    except PlatformSlow:
        return True


async def show_my_data(call: CommandContext) -> None:
    """Send a person everything that is stored about them."""
    await _show_if_known(call, "my_data")


async def ask_to_forget(call: CommandContext) -> None:
    """Ask for confirmation before everything about a person is erased."""
    await _show_if_known(call, "confirm_forget")


async def _show_if_known(call: CommandContext, view: str) -> None:
    """Show a message about the caller's own data in private, or that nothing is stored about them."""
    check_in_private(call)
    if await call.incoming.read(members.known_anywhere, call.by.id):
        await call.show(view, MessageParams(account=call.by.id))
    else:
        await call.show("notice", MessageParams.of_reply(Reply("forgetting_nothing")))


async def show_or_choose_procedure(call: CommandContext) -> None:
    """Show the council's procedure; the head chooses another by a button, or by its name: /procedure 四议两公开."""
    council, text = await call.where(), call.args.strip().casefold()
    speak = words(await call.incoming.read(language_of, call.said.chat, council))
    named = {str(speak(label)).casefold(): code for code, label in labels.PROCEDURE_LABELS.items()}
    chosen = {**named, **{label: code for code, label in labels.PROCEDURE_LABELS.items()}}.get(text)
    if chosen is None:
        await call.show_own("procedure", MessageParams(council=council))
    else:
        await call.keep(partial(councils.name_procedure, council=council, procedure=chosen))

"""Help, the first contact, and the councils that a person is in."""

import asyncio
import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.conversation import (
    rolls,
    sittings,
)
from bot.conversation.context import CommandContext
from bot.domain.councils.council import Account
from bot.domain.shared.errors import (
    CouncilError,
    DraftGone,
    PlatformSlow,
)
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.votes.ballot import format_receipt
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import detail_page, previews
from bot.services.rolls import invitations
from bot.services.shared.enqueue import ReplyTo
from bot.services.surveys import forms
from bot.services.votes import ballots
from bot.views.shared.help_pages import HelpPage

RECEIPT = re.compile(r"r-(?P<code>[0-9A-Z]{12})")
LINK = re.compile(r"c-(?P<council>\d{1,9})(?:-m-(?P<matter>\d{1,9})|-d-(?P<draft>\d{1,12})|-s-(?P<survey>\d{1,9}))?")


async def show_help(call: CommandContext) -> None:
    """Show the menu of the help."""
    await call.show("help", MessageParams(section=HelpPage.MENU), remember=True)


async def start_chat(call: CommandContext) -> None:
    """Record the open private chat and show the menu; a deep link leads to its council or matter."""
    if not call.said.private:
        await call.show("menu", MessageParams(council=await call.where()))
        return
    if call.args.startswith("h-"):
        await rolls.open_unit_link(call, invitations.parse_unit_code(call.args))
        return
    if scanned := sittings.CODE.fullmatch(call.args.strip()):
        await _look_for(call, await sittings.find_council_of_code(call, scanned["code"]))
        await sittings.check_in_by_code(call, scanned["code"])
        return
    if receipt := RECEIPT.fullmatch(call.args.strip()):
        await call.keep(partial(_opened_for_receipt, code=receipt["code"]))
        return
    linked = LINK.fullmatch(call.args.strip())
    council, number = map(int, (linked["council"], linked["matter"] or 0)) if linked else (0, 0)
    if council:
        await _look_for(call, council)
    if linked and linked["draft"]:
        await call.keep(partial(_opened_for_preview, council=council, number=int(linked["draft"])))
        return
    if linked and linked["survey"]:
        await call.keep(partial(_opened_for_survey, council=council, number=int(linked["survey"])))
        return
    await call.keep(partial(_opened, council=council, number=number))


def _opened(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Greet a person, and show the matter of their link, if it is of a council of theirs."""
    members.open_private_chat(tx, by=by, now=now, reply_to=reply_to)
    if number:
        with suppress(CouncilError):
            detail_page.show_by_number(
                tx, council=council, number=number, by=by, now=now, reply_to=replace(reply_to, id=f"{reply_to.id}/link")
            )


def _opened_for_preview(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Greet a person, and show the words that they said to the bot in the group, if they wait still."""
    members.open_private_chat(tx, by=by, now=now, reply_to=reply_to)
    with suppress(DraftGone):
        previews.show_again(tx, council=council, number=number, by=by, now=now, reply_to=reply_to)


def _opened_for_survey(tx: Tx, *, council: int, number: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Greet a person who came to answer a survey, and show it."""
    members.open_private_chat(tx, by=by, now=now, reply_to=reply_to)
    forms.open_from_link(tx, council=council, number=number, by=by, now=now, chat=reply_to.chat)


def _opened_for_receipt(tx: Tx, *, code: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Greet a person who voted in the group, and show them their receipt."""
    members.open_private_chat(tx, by=by, now=now, reply_to=reply_to)
    below = replace(reply_to, id=f"{reply_to.id}/receipt")
    ballots.show_receipt(tx, code=format_receipt(code), by=by, now=now, reply_to=below)


async def _look_for(call: CommandContext, council: int) -> None:
    """Register the caller if they are in the council's group; a member may go on while the platform is silent."""
    try:
        await find_councils(call, council)
    except PlatformSlow:
        member = await call.incoming.read(members.find_member, council, call.by.id)
        if member is None or not member.present:
            raise


async def find_councils(call: CommandContext, council: int | None = None) -> bool:
    """Register a stranger in a private chat with the councils whose groups they are in; return whether there is one.

    No platform tells a bot in which groups a person is, so the councils are asked, a bounded number, all at once.
    Raises PlatformSlow when none was found and not all were answered.
    """
    groups = await call.incoming.read(members.list_groups, council)
    found = await asyncio.gather(*(_is_in(call, chat) for _, chat in groups))
    for (number, _), is_in in zip(groups, found, strict=True):
        if is_in:
            await call.bot.store.run(members.register_member, number, call.by)
    if None in found and True not in found:
        raise PlatformSlow
    return True in found


async def _is_in(call: CommandContext, chat: ChatId) -> bool | None:
    """Return whether the caller is in a group; None when the platform does not answer."""
    try:
        return await call.bot.platform.is_member(chat, call.by.id)
    except PlatformSlow:
        return None

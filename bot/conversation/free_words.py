"""Words to the bot that are no command: in private, with its name in a group, and as a reply to a card."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.conversation import commands
from bot.conversation.context import CommandContext
from bot.conversation.matters import show_page
from bot.conversation.replied_matter import find_replied_matter
from bot.domain.matters.free_words import Understood, begins_proposal, recognise, take_proposal
from bot.domain.matters.free_words_examples import Meaning
from bot.domain.matters.matter import comparable_text
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.ids import MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.services.matters import card_replies, drafts, previews, proposals
from bot.services.matters.repository import SHORTEST_TEXT
from bot.services.shared import private_replies, unkept
from bot.services.shared.enqueue import reply_text

TAG = re.compile(r"(?:^|(?<=\s))[#＃](?:议事|议题)(?![厅会日员长室代规团箱表\s:：])(?=\S)")
RECORDABLE = frozenset({Meaning.PROPOSE, Meaning.UNSURE, Meaning.ASK_MATTER})  # below a card
COMMANDS = {Meaning.ASK_MINE: "mine", Meaning.ASK_MEETING: "meeting", Meaning.HOW_TO: "help"}


def without_address(text: str, address: str) -> str:
    """Return a text without the bot's name by which it is mentioned."""
    return re.sub(rf"\s*{re.escape(address)}(?![a-zA-Z0-9_])\s*", " ", text, flags=re.IGNORECASE).strip()


def said_to_bot(words: IncomingMessage, address: str) -> str | None:
    """Return what a group's message says to the bot: with its name, a hashtag, or 提议 without a space; else None."""
    text = words.text.strip()
    addressed = without_address(text, address)
    if addressed != text:
        return take_proposal(TAG.sub("", addressed))
    if TAG.search(text):
        return TAG.sub("", text).strip()
    return take_proposal(text) if begins_proposal(text) else None


def proposed(words: IncomingMessage, address: str) -> str:
    """Return the words that a message would propose."""
    spoken = said_to_bot(words, address)
    return take_proposal(words.text) if spoken is None else spoken


async def answer_private(call: CommandContext, answer_to: MessageId | None) -> None:
    """Answer words, pictures, a voice message or a place in private; `answer_to` is the bot's message they reply to."""
    text = take_proposal(call.said.text)
    if call.said.unkept and not text and not call.said.attachments:
        await call.keep_nothing()
        return
    behind = await find_replied_matter(call, answer_to)
    if behind and _is_recordable(call.said) and await _can_report(call, behind):
        await offer_to_record(call, behind)
    else:
        await _answer(call, text, behind)


def _is_recordable(said: IncomingMessage) -> bool:
    """Return whether a reply to a card is more than a question, thanks or support."""
    if said.attachments:
        return True
    wants = recognise(said.text, answers_matter=True)
    return wants.meaning in RECORDABLE - {Meaning.ASK_MATTER} and len(comparable_text(said.text)) >= SHORTEST_TEXT


async def answer_mention(call: CommandContext, text: str, answer_to: MessageId | None) -> None:
    """Answer what a group's message says to the bot."""
    await _answer(call, text, await find_replied_matter(call, answer_to))


async def answer_reply(call: CommandContext, answer_to: MessageId) -> None:
    """Answer a reply to a card in the group: support its matter, say how it goes, or offer to record the words."""
    behind = await find_replied_matter(call, answer_to)
    if behind is None:
        return
    wants = recognise(call.said.text, answers_matter=True)
    if wants.number in {None, behind[1]} and wants.meaning in {Meaning.SUPPORT, Meaning.ASK_MATTER}:
        await _about_matter(replace(call, council=behind[0]), wants.meaning, behind[1])
    elif wants.meaning in RECORDABLE and len(comparable_text(call.said.text)) >= SHORTEST_TEXT:
        await offer_to_record(call, behind)


async def take_album(call: CommandContext, answer_to: MessageId | None) -> None:
    """Take a picture of an album: with the others that came, or as the first one, which may reply to a card."""
    said = call.said
    behind = await find_replied_matter(call, answer_to) if said.attachments else None
    grow = partial(previews.grow_album, said=said, reply_to=call.reply_to)
    if (
        behind is None
        or await call.incoming.read(drafts.is_album_held, said)
        or (said.private and not await _can_report(call, behind))
    ):
        await call.redraw_alone(await call.keep_only(grow, now=call.now))
        return
    hold = _holding(call, behind)
    with suppress(CouncilError):  # it is talk, which is refused nothing
        taken = await call.keep_only(lambda tx: hold(tx, by=call.by, now=call.now) or grow(tx, now=call.now))
        if isinstance(taken, tuple):
            await _offer(call, *taken)
        else:
            await call.redraw_alone(taken)


async def _can_report(call: CommandContext, behind: tuple[int, int]) -> bool:
    """Return whether the author works on the matter that they reply to, and can record something of it."""
    council, number = behind
    report = partial(card_replies.can_report, council=council, number=number, by=call.by.id, now=call.now)
    return await call.incoming.read(report)


def _holding(call: CommandContext, behind: tuple[int, int]) -> Callable[..., tuple[PrivateReply, bool] | None]:
    """Return the use case that holds a reply to a card until its author chooses what to record."""
    council, number = behind
    return partial(card_replies.hold_reply, council=council, number=number, said=call.said, reply_to=call.reply_to)


async def take_addition(call: CommandContext, answer_to: MessageId) -> None:
    """Attach what was sent as a reply to a card, or offer its author what can be recorded of it."""
    behind = None if call.said.private else await find_replied_matter(call, answer_to)
    attach = partial(proposals.attach_files, said=call.said, to=answer_to, reply_to=call.reply_to)
    if behind and not call.said.attachments and call.can_show_alone:
        await call.keep_only(lambda _: None)
        call.show_replies((PrivateReply("notice", unkept.describe_unkept(call.said)),))
        return
    if behind is None or not call.said.attachments:
        await call.keep_only(attach, now=call.now)
        return
    hold = _holding(call, behind)
    held = await call.keep_only(lambda tx: hold(tx, by=call.by, now=call.now) or attach(tx, now=call.now))
    if held:
        await _offer(call, *held)


async def offer_to_record(call: CommandContext, behind: tuple[int, int]) -> None:
    """Offer the author of a reply to a card what can be recorded of it, alone."""
    council, number = behind
    with suppress(CouncilError):  # it is talk, which is refused nothing
        held = await call.keep(partial(card_replies.hold_reply, council=council, number=number, said=call.said))
        if held:
            await _offer(call, *held)


async def _offer(call: CommandContext, offer: PrivateReply, works_on_it: bool) -> None:  # noqa: FBT001  # a held pair
    """Offer what can be recorded to the author alone.

    Who works on the matter is asked in private, or by a line, where that cannot be; of the others it is talk.
    """
    if call.can_show_alone and works_on_it:
        call.show_replies((offer,))
    elif call.can_show_alone:
        call.show_besides((offer,))
    elif works_on_it:
        send = partial(private_replies.send_another_way, reply_to=call.reply_to, account=call.by.id, replies=(offer,))
        await call.bot.store.run(send, now=call.now)


async def cancel(call: CommandContext, *, addressed: bool) -> None:
    """Drop what waits for this person's choice in the chat; in a group other bots may be meant if nothing does."""
    if call.said.private or addressed or await call.incoming.read(previews.is_waiting, call.said.chat, call.by.id):
        await call.remove_alone(await call.keep(previews.drop_newest))


async def _answer(call: CommandContext, text: str, behind: tuple[int, int] | None) -> None:
    """Do what words want that were said to the bot, or show them as what could be a matter."""
    wants = Understood(Meaning.PROPOSE)
    if not call.said.attachments:
        wants = recognise(text, answers_matter=behind is not None)
    number = wants.number
    if behind and number in {None, behind[1]}:
        call, number = replace(call, council=behind[0]), behind[1]
    meaning = wants.meaning
    if meaning in {Meaning.SUPPORT, Meaning.ASK_MATTER} and number:
        await _about_matter(call, meaning, number)
    elif meaning is Meaning.SUPPORT:
        await commands.run_command(call, "matters")
    elif meaning is Meaning.ASK_MATTER:
        said = replace(call.said, text=text, answers=None)
        await commands.run_as_member(call, lambda asking: _ask_about(asking, said))
    elif meaning in COMMANDS:
        await commands.run_command(replace(call, args=""), COMMANDS[meaning])
    elif meaning is Meaning.THANKS:
        await call.run_and_close(reply_text, call.reply_to, Reply("you_are_welcome"), now=call.now)
    elif meaning is Meaning.CANCEL:
        await call.remove_alone(await call.keep(previews.drop_newest))
    elif len(comparable_text(text)) < SHORTEST_TEXT and not call.said.attachments:
        await commands.run_command(replace(call, args=""), "help")
    else:
        await _preview(call, text, "" if meaning is Meaning.PROPOSE else "unsure")


async def _ask_about(call: CommandContext, said: IncomingMessage) -> None:
    """Answer a question about a matter that is named by its thing: in a group to the one who asked alone."""
    await call.keep_here(partial(previews.answer_or_preview, said=said))


async def _about_matter(call: CommandContext, meaning: Meaning, number: int) -> None:
    async def run(asking: CommandContext) -> None:
        if meaning is Meaning.SUPPORT:
            await asking.do(partial(proposals.support_matter, number=number))
        else:
            await show_page(asking, number)

    await commands.run_as_member(call, run)


async def _preview(call: CommandContext, text: str, kind: str) -> None:
    said = replace(call.said, text=text, answers=None)
    council = 0 if call.said.private else await call.where()
    await call.keep(partial(previews.show_preview, said=said, kind=kind, council=council))

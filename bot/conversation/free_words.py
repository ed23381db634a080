"""Words to the bot that are no command: in private, with its name in a group, and as a reply to a card."""

import re
from dataclasses import replace
from functools import partial

from bot.conversation import commands
from bot.conversation.context import CommandContext
from bot.conversation.matters import show_page
from bot.conversation.replied_matter import find_replied_matter
from bot.domain.matters.free_words import Understood, begins_proposal, recognise, take_proposal
from bot.domain.matters.free_words_examples import Meaning
from bot.domain.matters.matter import comparable_text
from bot.domain.shared.ids import MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.reply import Reply
from bot.services.matters import previews, proposals
from bot.services.matters.repository import SHORTEST_TEXT
from bot.services.shared.enqueue import reply_text

TAG = re.compile(r"(?:^|(?<=\s))[#＃](?:议事|议题)(?![厅会日员长室代规团箱表\s:：])(?=\S)")
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
    else:
        await _answer(call, text, await find_replied_matter(call, answer_to))


async def answer_mention(call: CommandContext, text: str, answer_to: MessageId | None) -> None:
    """Answer what a group's message says to the bot."""
    await _answer(call, text, await find_replied_matter(call, answer_to))


async def answer_reply(call: CommandContext, answer_to: MessageId) -> None:
    """Answer a reply to a card in the group that supports its matter or asks about it; other talk is left alone."""
    behind = await find_replied_matter(call, answer_to)
    if behind is None:
        return
    wants = recognise(call.said.text, answers_matter=True)
    if wants.number in {None, behind[1]} and wants.meaning in {Meaning.SUPPORT, Meaning.ASK_MATTER}:
        await _about_matter(replace(call, council=behind[0]), wants.meaning, behind[1])


async def cancel(call: CommandContext, *, addressed: bool) -> None:
    """Drop what waits for this person's choice in the chat; in a group other bots may be meant if nothing does."""
    if call.said.private or addressed or await call.incoming.read(previews.is_waiting, call.said.chat, call.by.id):
        await call.keep(previews.drop_newest)


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
        await commands.run_as_member(
            call, lambda asking: asking.keep_here(partial(previews.answer_or_preview, said=said))
        )
    elif meaning in COMMANDS:
        await commands.run_command(replace(call, args=""), COMMANDS[meaning])
    elif meaning is Meaning.THANKS:
        await call.run_and_close(reply_text, call.reply_to, Reply("you_are_welcome"), now=call.now)
    elif meaning is Meaning.CANCEL:
        await call.keep(previews.drop_newest)
    elif len(comparable_text(text)) < SHORTEST_TEXT and not call.said.attachments:
        await commands.run_command(replace(call, args=""), "help")
    else:
        await _preview(call, text, "" if meaning is Meaning.PROPOSE else "unsure")


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

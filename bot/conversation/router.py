"""Routing of messages: a command, a Chinese word, an answer to a question of ours, or ordinary talk."""

import re
from dataclasses import replace
from datetime import datetime

from bot.conversation import commands, free_words, leaving, rolls, sittings, voting
from bot.conversation.answer_handlers import BY_FILE
from bot.conversation.answers import take_answer
from bot.conversation.context import CommandContext
from bot.conversation.desk import search_shown_desk
from bot.conversation.replied_matter import find_replied_matter
from bot.domain.councils.errors import SeveralCouncils
from bot.domain.shared.errors import CouncilError, DialogGone
from bot.domain.shared.ids import MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, SentMessage
from bot.domain.shared.platform_features import PlatformFeatures
from bot.domain.shared.question import Dialog
from bot.messages.registry import draw
from bot.ports import Card, Tx
from bot.services.councils import members
from bot.services.matters import drafts, previews, proposals
from bot.services.rolls import invitations
from bot.services.shared import questions
from bot.views.shared.command_list import COMMANDS

SLASH = re.compile(r"/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)", re.IGNORECASE)
HASHTAG = re.compile(r"(?:^|\s)[#＃](?:议事|议题)(?:[\s:：]+|$)")
WITH_WORDS = frozenset({"propose", "hazards", "letter"})  # commands of which words alone are the content
NUMBER_ALONE = re.compile(r"[#＃](\d{1,9})")
ENDS_OF_QUESTION = " ?？。.!！"
SHOWING = frozenset({"video", "audio", "pdf", "file"})  # attachments that document a matter; a sticker does not
COMMAND_WORDS = {command.word: command.name for command in COMMANDS if command.word}
ASKED = {words: command.name for command in COMMANDS for words in command.asked}
_WORDS = "|".join(sorted(COMMAND_WORDS, key=len, reverse=True))
WORD = re.compile(rf"({_WORDS})(?:\s*(?P<colon>[:：])\s*|\s+|$)")


def parse_command(words: IncomingMessage, me: str, address: str) -> tuple[str, str] | None:
    """Return the command's name and the words after it; None for ordinary talk. `me` is the bot's user name.

    `address` is the same as people write it to mention the bot.
    `/x@other_bot` is not ours. A Chinese word counts alone or with a space behind it; with a colon in private, and of
    commands whose content is words alone: neighbours begin announcements with the others. #议事 counts anywhere.
    """
    text = words.text.strip()
    slash = SLASH.match(text)
    if slash:
        return None if _is_for_another(slash, me) else (slash[1].lower(), text[slash.end() :].strip())
    addressed = free_words.without_address(text, address)
    is_said_to_us = words.only_to_us or addressed != text
    text = addressed if text.casefold().startswith(address.casefold()) else text
    word = WORD.match(text.removeprefix("/").removeprefix("／"))  # as a Chinese keyboard writes it
    if word and (not word["colon"] or is_said_to_us or COMMAND_WORDS[word[1]] in WITH_WORDS):
        return COMMAND_WORDS[word[1]], word.string[word.end() :].strip()
    if asked := ASKED.get(text.rstrip(ENDS_OF_QUESTION).casefold()):
        return asked, ""
    alone = NUMBER_ALONE.fullmatch(text)
    if alone:
        return "matter", alone[1]
    tag = HASHTAG.search(text)
    if tag:
        return "propose", f"{text[: tag.start()]} {text[tag.end() :]}".strip()
    return None


def _is_for_another(slash: re.Match[str], me: str) -> bool:
    """Return whether a command is addressed to another bot."""
    return slash[2] is not None and slash[2].casefold() != me.casefold()


async def handle_message(call: CommandContext) -> None:
    """Route a message to its command, question or talk; a refusal becomes a reply. Raises OverLimit."""
    call = replace(call, said=call.bot.albums.join(call.said, call.incoming.number, call.now))
    try:
        await _hear(call)
    except SeveralCouncils:
        await call.incoming.keep(
            questions.close_question_after,
            call.answering,
            call.now,
            drafts.hold_draft,
            said=call.said,
            now=call.now,
            reply_to=call.reply_to,
        )
    except CouncilError as refusal:
        await call.refuse(refusal)
    if call.said.private and call.said.message:
        await call.bot.store.run(members.mark_reachable, call.by.id, call.said.chat)


async def handle_edit(call: CommandContext) -> None:
    """Handle an edited message: its proposal is edited too. No command runs again. Raises OverLimit."""
    words = call.said
    if words.message is None:
        return  # it is known by nothing
    found = parse_command(words, call.bot.platform.name, call.bot.platform.address)
    text = found[1] if found and found[0] == "propose" else words.text
    if not found:
        text = free_words.proposed(words, call.bot.platform.address)
    if not await call.incoming.read(proposals.is_source, words.source):
        if await call.incoming.read(previews.is_shown, words):
            alone = await call.incoming.keep(previews.edit_preview, said=words, text=text, now=call.now)
            await call.redraw_alone(alone)
        return
    try:
        await call.incoming.keep(proposals.edit_text, said=words, text=text, now=call.now)
    except CouncilError as refusal:
        await call.refuse(refusal)


async def _hear(call: CommandContext) -> None:
    words, me = call.said, call.bot.platform.name
    slash = SLASH.match(words.text.strip())
    if slash and _is_for_another(slash, me):
        return
    found = parse_command(words, me, call.bot.platform.address)
    if found and found[0] == "cancel" and slash:
        if not await leaving.leave_question(call):
            await free_words.cancel(call, addressed=slash[2] is not None)
        return
    answer_to = words.answers.message if words.answers and words.answers.ours else None
    if (answer_to or words.only_to_us) and not slash:  # /cancel answers no question
        dialog = await _question(call, found[0] if found else "")
        is_talk = dialog is not None and dialog.ask in BY_FILE and not words.file and not answer_to
        if dialog and not is_talk and (answer_to or found is None or found[0] == "matter"):
            # "#12" and 议题 are answers where a question is answered, and commands elsewhere.
            text = found[1] if found and found[0] in {dialog.ask, "matter"} else words.text
            await take_answer(replace(call, said=replace(words, text=text)), dialog)
            return
    if found and found[0] in commands.RUN:
        name, args = found
        await leaving.run_command(replace(call, args=args), name)
    elif found and slash and (words.private or slash[2]):  # in a group it may be meant for another bot
        await call.show("unknown_command", MessageParams(command=found[0]))
    elif not (answer_to and words.text.strip() and await search_shown_desk(call)):
        await _talk(call, answer_to)


async def _talk(call: CommandContext, answer_to: MessageId | None) -> None:
    """Handle a message that is no command and answers no question. `answer_to` is the bot's message it replies to."""
    words = call.said
    is_addition = bool(answer_to) and (bool(words.attachments) or (words.unkept in SHOWING and not words.text))
    if is_addition and words.private:
        is_addition = await call.incoming.read(proposals.is_card, words.chat, answer_to)
    spoken = None if words.private or is_addition else free_words.said_to_bot(words, call.bot.platform.address)
    is_alone = words.alone and not (is_addition or words.album)
    if spoken is None and is_alone and await find_replied_matter(call, answer_to) is None:
        spoken = words.text
    if words.album and (words.attachments or words.unkept) and spoken is None:
        await free_words.take_album(call, answer_to)
    elif answer_to and is_addition:
        await free_words.take_addition(call, answer_to)
    elif words.private:
        await _talk_in_private(call, answer_to)
    elif answer_to and await _take_reply(call, words.text if spoken is None else spoken, answer_to):
        return
    elif spoken is not None:
        await free_words.answer_mention(call, spoken, answer_to)
    elif answer_to:
        await free_words.answer_reply(call, answer_to)


async def _talk_in_private(call: CommandContext, answer_to: MessageId | None) -> None:
    words = call.said
    if words.file and await rolls.is_roll(call, words.file):
        await commands.run_command(call, "roll")
    elif code := invitations.parse_unit_code(words.text):
        await rolls.open_unit_link(call, code)
    elif not (answer_to and await voting.take_end(call, answer_to)):
        await free_words.answer_private(call, answer_to)


async def _take_reply(call: CommandContext, text: str, answer_to: MessageId) -> bool:
    """Handle a reply in a group to the draft of a vote or to minutes; return whether it was one."""
    call = replace(call, said=replace(call.said, text=text))
    return await voting.take_end(call, answer_to) or await sittings.take_correction(call, answer_to)


async def _question(call: CommandContext, command: str) -> Dialog | None:
    """Return the question of ours that the words answer; raises DialogGone, but not at a command."""
    try:
        return await call.incoming.read(_waiting, call.said, call.now, call.bot.platform.features)
    except DialogGone:
        if command in {"", "matter"}:  # "#12" is an answer where a question is answered
            raise
        return None


def _waiting(tx: Tx, words: IncomingMessage, now: datetime, platform: PlatformFeatures) -> Dialog | None:
    """Return the question that the words answer; also one that was sent just before a crash.

    Of that one nothing was stored, so it is recognised by its text.
    """
    replied = words.answers if words.answers and words.answers.ours else None
    found = questions.find_question(tx, words, now)
    lost = questions.find_unsent_question(tx, words.chat, words.by.id, now) if replied and not found else None
    if replied is None or lost is None or tx.get(SentMessage, replied.source):
        return found
    question = OutboxMessage(
        id="", chat=words.chat, group=words.group, view="ask", params=questions.question_params(tx, lost), due=now
    )
    card = draw(tx, question, now, platform)
    is_asked = isinstance(card, Card) and " ".join(replied.text.split()).endswith(card.text.striptags())
    return lost if is_asked else None

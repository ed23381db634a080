"""Asking a poll: by a command with its question, or about a matter by a button."""

from functools import partial

from bot.conversation.context import ButtonContext, CommandContext, check_in_group
from bot.domain.matters.acts import Act
from bot.domain.polls import poll
from bot.domain.polls.errors import BadPoll, NoPolls
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.polls import polls
from bot.views.polls.polls import USUAL_OPTIONS


async def ask_poll(call: CommandContext) -> None:
    """Ask the group in a native poll."""
    check_in_group(call)
    if not call.bot.platform.features.polls:
        raise NoPolls
    await call.check(Act.POLL)
    if not call.args.strip():
        await call.ask(Act.POLL)
        return
    try:
        asked = poll.parse_poll(call.args, await _usual_options(call, 0))
    except BadPoll as wrong:
        if wrong.params["why"] in poll.OF_OPTIONS:
            question, options = poll.split_poll(call.args)
            await call.ask("poll_options", QuestionParams(so_far=question), wrong=wrong if options else None)
            return
        if call.answering:
            raise
        await call.ask(Act.POLL, wrong=wrong)
        return
    await call.keep(partial(polls.ask_poll, asked=asked))


async def press_poll(tap: ButtonContext) -> Reply:
    """Ask how long the group shall be asked about a matter."""
    if not tap.bot.platform.features.polls:
        raise NoPolls
    return await tap.ask(Act.POLL, "poll_days")


async def answer_days(call: CommandContext, dialog: Dialog) -> None:
    """Ask the group about a matter for as long as the answer says; a bare number is one of days."""
    said = "".join(call.args.split())
    lasts = f"{said}天" if said.isdecimal() else said
    if parse_duration(lasts) is None:
        raise BadPoll(why="duration")
    asked = poll.parse_poll(f"{lasts} {dialog.params.number}", await _usual_options(call, dialog.council))
    await call.keep(partial(polls.ask_poll, asked=asked, council=dialog.council))


async def _usual_options(call: CommandContext, council: int) -> tuple[str, ...]:
    """Return the options of a question about a matter, in the council's language."""
    speak = words(await call.incoming.read(language_of, call.said.chat, council))
    return tuple(str(speak(option)) for option in USUAL_OPTIONS)

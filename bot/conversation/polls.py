"""The command that asks a poll."""

from functools import partial

from bot.conversation.context import CommandContext, check_in_group
from bot.domain.matters.acts import Act
from bot.domain.polls import poll
from bot.domain.polls.errors import BadPoll, NoPolls
from bot.domain.shared.question_params import QuestionParams
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
    speak = words(await call.incoming.read(language_of, call.said.chat, 0))
    try:
        asked = poll.parse_poll(call.args, tuple(str(speak(option)) for option in USUAL_OPTIONS))
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

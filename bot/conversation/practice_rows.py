"""The rows that a practice brings to a conversation: commands, which work where it is switched on, buttons, answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.conversation.context import CommandContext
from bot.conversation.handler_types import HandleAnswer, Press, Run
from bot.domain.councils.errors import NoCouncil, PracticeOff, SeveralCouncils
from bot.domain.councils.practice import Practice
from bot.services.councils.practices import check_on

SAID_TO_US = ("/", "／", "@")


@dataclass(frozen=True)
class PracticeRows:
    """The rows of one practice for the tables of commands, buttons and answers.

    `published` are the questions whose answers the group reads.
    """

    practice: Practice
    commands: Mapping[str, Run]
    buttons: Mapping[str, Press]
    answers: Mapping[str, HandleAnswer]
    published: frozenset[str] = frozenset()


def commands_of(every: Iterable[PracticeRows]) -> dict[str, Run]:
    """Return the commands of all practices; where one is off, its command says so."""
    return {name: _run_where_on(rows.practice, run) for rows in every for name, run in rows.commands.items()}


def buttons_of(every: Iterable[PracticeRows]) -> dict[str, Press]:
    """Return the buttons of all practices; those of what has begun work to its end, whatever is switched off."""
    return {name: press for rows in every for name, press in rows.buttons.items()}


def answers_of(every: Iterable[PracticeRows]) -> dict[str, HandleAnswer]:
    """Return what answers the questions of all practices."""
    return {name: answer for rows in every for name, answer in rows.answers.items()}


def _run_where_on(practice: Practice, run: Run) -> Run:
    async def run_if_on(call: CommandContext) -> None:
        try:
            await call.incoming.read(check_on, await call.where(), practice)
        except (PracticeOff, NoCouncil, SeveralCouncils):
            if call.said.group and not call.said.text.lstrip().startswith(SAID_TO_US):
                await call.keep_nothing()  # a word that neighbours use as well is no command where nobody wants it
                return
            raise
        await run(call)

    return run_if_on

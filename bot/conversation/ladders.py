"""Commands for the ladder and its limits, and for the whistle that escalates a matter."""

import re
from dataclasses import replace
from functools import partial

from bot.conversation.context import CommandContext
from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct
from bot.domain.hierarchy.errors import NoSuchLevel, NoSuchLimit
from bot.domain.hierarchy.escalation_ladder import Level, steps
from bot.domain.matters.acts import Act
from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import escalation, ladder_settings
from bot.services.matters import repository
from bot.views.shared import labels

VACANT = frozenset({"空缺", "空着", "vacant"})
UNUSED = frozenset({"不设", "不用", "unused"})
LEVEL_NAME = re.compile(r"([^:：]{1,20})[:：]\s*(.*)", re.DOTALL)
LIMIT_NUMBER = re.compile(
    rf"(\d{{1,4}}|{SMALL_NUMBER})\s*(?:个?工作日|[天日人位个]|(?:working )?days?|d|supporters?)?", re.IGNORECASE
)


async def show_or_set_ladder(call: CommandContext) -> None:
    """Show the ladder, or set who is on duty on a level: /ladder 2 王主任, /ladder 2 党支部：王主任.

    As a reply to a person /ladder 2 means them. Words without a level show the ladder: its buttons ask for the rest.
    """
    first, _, rest = call.args.strip().partition(" ")
    council = await call.where()
    if not first:
        await call.show_own("ladder", MessageParams(council=council))
        return
    await call.check(CouncilAct.LADDER)
    level = await _level(call, first)
    if level is None and first.isdecimal():
        raise NoSuchLevel
    if level is None:
        await call.show_own("ladder", MessageParams(council=council))
    elif rest.strip() or _answered(call):
        await _set(call, level, rest)
    else:
        await call.ask("rung", QuestionParams(level=level.value))


def _answered(call: CommandContext) -> Account | None:
    """Return whose message the command answers, as /role does."""
    answers = call.said.answers
    return answers.by if answers and not answers.ours else None


async def answer_level(call: CommandContext, dialog: Dialog) -> None:
    """Handle the answer to who is on duty."""
    await _set(call, Level(dialog.params.level or 0), call.args)


async def _set(call: CommandContext, level: Level, text: str) -> None:
    council, said = await call.where(), text.strip()
    if said.casefold() in VACANT:
        await call.keep(partial(ladder_settings.vacate_level, council=council, level=level))
        return
    named = LEVEL_NAME.fullmatch(said)
    await call.keep(
        partial(
            ladder_settings.staff_level,
            council=council,
            level=level,
            name=named[1].strip() if named else "",
            who="" if said.casefold() in UNUSED else (named[2] if named else said).strip(),
            mentioned=next(iter(call.said.mentions), _answered(call)),
            used=said.casefold() not in UNUSED,
        )
    )


async def _level(call: CommandContext, word: str) -> Level | None:
    """Return the level named by a word: a number, L2, its usual name, or the council's own name for it."""
    council = await call.incoming.read(members.get_council, await call.where())
    own = {each.name: each.level for each in steps(council.ladder) if each.name}
    return own.get(word, labels.LEVEL_WORDS.get(word.casefold()))


async def show_or_set_limits(call: CommandContext) -> None:
    """Show the limits, or set one: /limits 签收 2. Words without a limit show them as well."""
    first, _, rest = call.args.strip().partition(" ")
    council = await call.where()
    if not first:
        await call.show_own("limits", MessageParams(council=council))
        return
    await call.check(CouncilAct.LIMITS)
    which: str | Level | None = labels.LIMIT_WORDS.get(first.casefold())
    if which is None:
        which = await _level(call, first)
    if which is None:
        await call.show_own("limits", MessageParams(council=council))
    elif rest.strip():
        await _limit(call, which, rest)
    else:
        await call.ask("limit", QuestionParams(limit=_written(which)))


async def answer_limit(call: CommandContext, dialog: Dialog) -> None:
    """Handle the answer to how long a step may take."""
    written = dialog.params.limit
    await _limit(call, Level(int(written)) if written.isdecimal() else written, call.args)


def _written(which: str | Level) -> str:
    return str(which.value) if isinstance(which, Level) else which


async def _limit(call: CommandContext, which: str | Level, text: str) -> None:
    found = LIMIT_NUMBER.fullmatch(text.strip())
    number = parse_number(found[1]) if found else 0
    try:
        await call.keep(partial(ladder_settings.set_limit, council=await call.where(), limit=which, number=number))
    except NoSuchLimit as wrong:
        if call.answering:
            raise
        await call.ask("limit", QuestionParams(limit=_written(which)), wrong=wrong)


async def blow_whistle(call: CommandContext) -> None:
    """Escalate a matter to the next level, or to one named first; the reason is asked for."""
    found = call.number()
    if found is None:
        await call.ask_number(Act.WHISTLE)
        return
    number, text = found
    await call.incoming.read(_check, await call.where(), number, call)
    first, _, rest = text.partition(" ")
    to = None if first.isdecimal() else await _level(call, first)  # two weeks are no level
    await _blow(call, number, text if to is None else rest.strip(), to)


async def _blow(call: CommandContext, number: int, reason: str, to: Level | None) -> None:
    if reason:
        await call.do(partial(escalation.call_upwards, number=number, reason=reason, to=to))
    elif to is None:
        await call.ask(Act.WHISTLE, QuestionParams(number=number))
    else:
        await call.ask(Act.WHISTLE, QuestionParams(number=number, level=to.value))


async def answer_why(call: CommandContext, dialog: Dialog) -> None:
    """Handle the reason for an escalation; a level named before still counts."""
    level = dialog.params.level
    said = replace(call.said, answers=None)
    to = None if level is None else Level(level)
    await _blow(replace(call, said=said), dialog.params.number, call.args.strip(), to)


def _check(tx: Tx, council: int, number: int, call: CommandContext) -> None:
    """Raise what stands against it before somebody is asked for words in vain."""
    who = members.find_member(tx, council, call.by.id) or Member(council=council, person=0)
    escalation.check_can_call(tx, repository.get_matter(tx, council, number), who, call.now)

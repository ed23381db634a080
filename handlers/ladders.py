"""The ladder and the limits: what the head sets, and the whistle that sends a matter up."""

import re

from bot.domain import errors
from bot.domain.council import Council, Member
from bot.domain.dialog import Dialog
from bot.domain.ladder import Level, rungs
from bot.ports import Tx
from bot.services import climbing, matters, people
from bot.services import rungs as settings
from bot.views import labels
from handlers.call import Call

VACANT = frozenset({"空缺", "空着", "vacant"})
UNUSED = frozenset({"不设", "不用", "unused"})
NAMED = re.compile(r"([^:：]{1,20})[:：]\s*(.*)", re.DOTALL)
NUMBER = re.compile(r"(\d{1,4})\s*(?:个?工作日|[天日人位个])?")


async def ladder(call: Call) -> None:
    """Show the ladder, or say who is on duty on a level: /ladder 2 王主任, /ladder 2 党支部：王主任."""
    first, _, rest = call.args.strip().partition(" ")
    council = await call.where()
    if not first:
        await call.keep(settings.show, council=council, what="ladder")
        return
    await call.check("ladder")
    level = await _level(call, first)
    if level is None:
        raise errors.NoSuchLevel
    if rest.strip():
        await _set(call, level, rest)
    else:
        await call.ask("rung", level=level.value)


async def rung(call: Call, dialog: Dialog) -> None:
    """The answer to who is on duty."""
    await _set(call, Level(int(dialog.params["level"])), call.args)


async def _set(call: Call, level: Level, text: str) -> None:
    council, said = await call.where(), text.strip()
    if said in VACANT:
        await call.keep(settings.vacate, council=council, level=level)
        return
    named = NAMED.fullmatch(said)
    await call.keep(
        settings.set_rung,
        council=council,
        level=level,
        name=named[1].strip() if named else "",
        who="" if said in UNUSED else (named[2] if named else said).strip(),
        mentioned=next(iter(call.said.mentions), None),
        used=said not in UNUSED,
    )


async def _level(call: Call, word: str) -> Level | None:
    """Give the level that a word names: a number, L2, its usual name, or the council's own name for it."""
    home = await call.incoming.read(people.council, await call.where())
    return _named(home, word) or labels.LEVEL_WORDS.get(word.casefold())


def _named(home: Council, word: str) -> Level | None:
    return next((each.level for each in rungs(home.ladder) if each.name == word), None)


async def limits(call: Call) -> None:
    """Show the limits, or set one: /limits 签收 2."""
    first, _, rest = call.args.strip().partition(" ")
    council = await call.where()
    if not first:
        await call.keep(settings.show, council=council, what="limits")
        return
    await call.check("limits")
    which = labels.LIMIT_WORDS.get(first.casefold()) or await _level(call, first)
    if which is None:
        raise errors.NoSuchLimit(least=1, most=365)
    if rest.strip():
        await _limit(call, which, rest)
    else:
        await call.ask("limit", limit=_written(which))


async def limit(call: Call, dialog: Dialog) -> None:
    """The answer to how long."""
    written = str(dialog.params["limit"])
    await _limit(call, Level(int(written)) if written.isdecimal() else written, call.args)


def _written(which: str | Level) -> str:
    return str(which.value) if isinstance(which, Level) else which


async def _limit(call: Call, which: str | Level, text: str) -> None:
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        raise errors.NoSuchLimit(least=1, most=365)
    await call.keep(settings.set_limit, council=await call.where(), limit=which, number=int(found[1]))


async def whistle(call: Call) -> None:
    """Blow the whistle: the next level is called, or the one that is named first; the reason is asked for."""
    found = call.number()
    if found is None:
        await call.ask("number", then="whistle")
        return
    number, text = found
    await call.incoming.read(_check, await call.where(), number, call)
    first, _, rest = text.partition(" ")
    to = await _level(call, first) if rest.strip() else None
    reason = rest.strip() if to else text
    if not reason:
        await call.ask("whistle", number=number)
        return
    await call.do(climbing.whistle, number=number, reason=reason, to=to)


def _check(tx: Tx, council: int, number: int, call: Call) -> None:
    """Raise what stands against it before somebody is asked for words in vain."""
    who = people.find(tx, council, call.by.id) or Member(council=council, person=0)
    climbing.check(tx, matters.get(tx, council, number), who, call.now)

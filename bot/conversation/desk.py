"""The desk 工作台: its command, its search, its buttons, and the list that comes back after an act."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot.conversation.context import ButtonContext, CommandContext
from bot.domain.councils.council import Member
from bot.domain.councils.errors import SeveralPeople
from bot.domain.matters.desk_place import DeskPlace, Queue
from bot.domain.shared import masking
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.locales import SOURCE, words
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import desk
from bot.services.shared import private_replies
from bot.services.shared.enqueue import ShownChanges
from bot.views.matters.desk import FROM_DESK
from bot.views.shared import labels

T = TypeVar("T")
BUILDING = re.compile(
    r"(?<=\s)(?:(\d{1,4})\s?(?:号楼|栋|幢|座)|(?:building|house|block) (\d{1,4})(?=\s))", re.IGNORECASE
)
WORDS_LIMIT = 50
LEADS_BACK = ("did_", "asked_below")  # how sentences begin that say that something was done; refusals say why not


async def show_desk(call: CommandContext) -> None:
    """Show the desk to an officer, or the list that the words describe: 超期 陈师傅, 公共设施, 3号楼."""
    council = await call.where()
    officer = await call.incoming.read(desk.find_officer, council=council, by=call.by)
    place = await call.incoming.read(parse_search, council, call.args, officer) if call.args.strip() else DeskPlace()
    params = MessageParams(council=council, person=officer.person, desk=place)
    await replace(call, council=council).show_here(desk.VIEW, params, remember=True)


async def search_shown_desk(call: CommandContext) -> bool:
    """Search the desk for words that reply to it; return whether they do."""
    answers = call.said.answers
    sent = await call.incoming.read(desk.find_shown_desk, call.said.chat, answers.message if answers else None)
    if sent is None:
        return False
    await show_desk(replace(call, council=sent.params.council, args=call.said.text))
    return True


def parse_search(tx: Tx, council: int, text: str, reader: Member) -> DeskPlace:
    """Return the list that words describe: names of queues, states, categories, buildings and people, and the rest."""
    language = members.get_council(tx, council).language
    rest = f" {' '.join(text.split())} "
    queues, states = _names(labels.QUEUE_LABELS, language), _names(labels.STATE_LABELS, language)
    categories = _names(labels.CATEGORIES, language)
    queue, rest = _take(rest, {**queues, **labels.QUEUE_WORDS}, behind=r"\s|[\u4e00-\u9fff\d]")
    state, rest = _take(rest, states)
    category, rest = _take(rest, categories)
    building = BUILDING.search(rest)
    person, left = 0, []
    for word in BUILDING.sub(" ", rest, count=1).split():
        found = None if person or word.isdecimal() else _find_person(tx, council, word, reader)
        if found:
            person = found.person
        else:
            left.append(word)
    return DeskPlace(
        queue=(queue or Queue.ALL).value,
        state=state.value if state else "",
        category=category.value if category else "",
        building=str(int(building[1] or building[2])) if building else "",
        person=person,
        words=masking.shown_text(" ".join(left), WORDS_LIMIT),
    )


def _find_person(tx: Tx, council: int, word: str, reader: Member) -> Member | None:
    with suppress(SeveralPeople):
        return members.find_by_name(tx, council, word, reader)
    return None


def _names(called: Mapping[T, str], language: str) -> dict[str, T]:
    """Return what things are called, in Chinese and in the council's language."""
    return {str(words(each)(label).unescape()): thing for each in (SOURCE, language) for thing, label in called.items()}


def _take(text: str, named: Mapping[str, T], behind: str = r"\s") -> tuple[T | None, str]:
    """Return the thing whose name stands in a text behind a space, the longest name first, and the text without it.

    `behind` is what may follow the name.
    """
    for name in sorted(named, key=len, reverse=True):
        found = re.search(rf"(?<=\s){re.escape(name)}(?={behind})", text, re.IGNORECASE)
        if found:
            return named[name], f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


async def press_desk(tap: ButtonContext) -> Reply | None:
    """Turn the desk to another list, page, filter or matter, in place; [搜索] asks what for."""
    if tap.intent.arg == "search":
        return await tap.keep(desk.ask_search)
    shown = await tap.incoming.read(private_replies.find_shown, tap.chat, tap.message)
    if shown is None:
        return await tap.keep(desk.press)
    place = await tap.keep(partial(desk.turn, place=shown.params.desk))
    tap.change_alone(private_replies.change_shown(shown, ShownChanges(desk=place, reply=None)))
    return None


async def return_to_list(tap: ButtonContext, done: Reply | None) -> Reply | None:
    """Redraw the list from which an act on a matter was pressed, with what was done; return what answers the press."""
    if tap.intent.arg != FROM_DESK or done is None or not done.key.startswith(LEADS_BACK):
        return done
    notice = None if done.key == "asked_below" else done
    shown = await tap.incoming.read(private_replies.find_shown, tap.chat, tap.message)
    if shown is None:
        again = partial(desk.show_list_again, chat=tap.chat, message=tap.message, notice=notice, now=tap.now)
        await tap.bot.store.run(again)
        return done
    place = replace(shown.params.desk, matter=0, menu="")
    tap.change_alone(PrivateReply(shown.view, replace(shown.params, desk=place, reply=notice), remember=True))
    return None

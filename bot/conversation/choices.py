"""Commands with which the head changes the council's settings."""

from collections.abc import Mapping
from functools import partial

from bot.conversation.context import CommandContext
from bot.conversation.incoming import Incoming
from bot.domain.councils import seat
from bot.domain.councils.permissions import CouncilAct
from bot.domain.shared.ids import ChatId
from bot.locales import words
from bot.messages.registry import language_of
from bot.services.councils import settings
from bot.services.councils.parties import choose_parties, show_parties
from bot.views.councils.parties import usual_parties

SWITCH_WORDS = {
    "digest": {"每日摘要": True, "每日": True, "摘要": True, "daily": True, "即时": False, "now": False},
    "summary": {"开": True, "打开": True, "on": True, "关": False, "关闭": False, "off": False},
}
PARTY_PRESETS = {
    word: preset
    for preset, words_ in (
        ("four", ("四方", "four", "four parties")),
        ("five", ("五联", "five", "five parties")),
        ("off", ("不分方", "关", "关闭", "无", "off", "none", "no parties")),
    )
    for word in words_
}


async def choose_digest(call: CommandContext) -> None:
    """Choose between routine news at once and a daily digest."""
    await _choice(call, "digest")


async def choose_summary(call: CommandContext) -> None:
    """Choose between a monthly summary and none."""
    await _choice(call, "summary")


async def set_parties(call: CommandContext) -> None:
    """Set the parties expected at a meeting; without words, show them with buttons to change them."""
    council = await call.where()
    text = call.args.strip()
    if not text:
        await call.keep(partial(show_parties, council=council))
        return
    await call.check(CouncilAct.PARTIES)
    preset = PARTY_PRESETS.get(text.casefold())
    chosen = (
        (await load_usual_parties(call.incoming, call.said.chat, council))[preset] if preset else seat.parties(text)
    )
    await call.keep(partial(choose_parties, council=council, parties=chosen))


async def load_usual_parties(incoming: Incoming, chat: ChatId, council: int) -> Mapping[str, tuple[str, ...]]:
    """Return the usual four and five parties, in the council's language."""
    return usual_parties(words(await incoming.read(language_of, chat, council)))


async def _choice(call: CommandContext, what: str) -> None:
    """Set what the words say; without words, or with unknown ones, show the choices."""
    await call.check(CouncilAct(what))
    council = await call.where()
    on = SWITCH_WORDS[what].get(call.args.strip().casefold())
    if on is None:
        await call.keep(partial(settings.show_settings, council=council, what=what))
    else:
        await call.keep(partial(settings.choose_setting, council=council, what=what, on=on))

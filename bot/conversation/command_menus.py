"""Telling the platform which commands it offers to whom: one menu after the other, in no hurry, beside all else."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from bot.cancellation import run_until
from bot.conversation.platform import MenuEntry, Platform
from bot.domain.councils.command_menu import CommandMenu
from bot.locales import words
from bot.ports import Clock, Store
from bot.services.councils import command_menus
from bot.services.councils.councils import LANGUAGES
from bot.views.shared.command_list import COMMANDS_BY_NAME

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=1)  # between two menus: answers take the platform's time first


class CommandMenus:
    """Tells the platform each menu that changed, from `run` to `stop`."""

    def __init__(self, store: Store, clock: Clock, platform: Platform, *, pause: timedelta = PAUSE) -> None:
        self._store = store
        self._clock = clock
        self._platform = platform
        self._pause = pause
        self._wake = asyncio.Event()
        self._stopped = asyncio.Event()
        self._idle = asyncio.Event()
        self._is_over = False
        self._rests_until: datetime | None = None  # the platform takes none until then, so changes wait as well
        store.listen(self._notice, CommandMenu)

    async def run(self) -> None:
        """Tell all that waits, and then each change, until `stop`. A fault ends it and is logged: all else goes on."""
        try:
            await self._store.run(command_menus.plan_all, is_shown=self._is_shown)
            while not self._stopped.is_set():
                await self._take_turn()
        except Exception:  # menus are a convenience; whoever needs the store finds out as well
            log.exception("menus of commands follow no more")
        finally:
            self._is_over = True
            self._idle.set()

    async def _take_turn(self) -> None:
        self._wake.clear()
        wait = await self._show_next()
        if wait is None:
            self._idle.set()
            await run_until(self._stopped, self._wake.wait())
        elif wait:
            await self._rest(wait)

    def stop(self) -> None:
        """Make `run` return once the menu in hand was told."""
        self._stopped.set()

    async def idle(self) -> None:
        """Return when nothing is to be told now. Needs a running `run`."""
        if self._rests_until and self._rests_until <= self._clock.now():
            self._idle.clear()
        await self._idle.wait()

    def _notice(self) -> None:
        if self._rests_until is None and not self._is_over:
            self._idle.clear()
        self._wake.set()

    async def _rest(self, wait: timedelta) -> None:
        self._rests_until = self._clock.now() + wait
        self._idle.set()
        await self._clock.wait(self._rests_until, self._stopped)
        self._rests_until = None
        self._idle.clear()

    async def _show_next(self) -> timedelta | None:
        """Tell one menu; return how long to rest before the next, None when there is none."""
        menu = await self._store.run(command_menus.find_waiting)
        if menu is None:
            return None
        if self._is_shown(menu):
            await self._store.run(command_menus.mark_shown, menu, menu.shown)
            return timedelta(0)
        wait = await self._platform.set_commands(_by_language(menu), menu.chat, menu.account, group=menu.group)
        if wait:
            return wait
        await self._store.run(command_menus.mark_shown, menu, self._fingerprint(menu))
        return self._pause

    def _is_shown(self, menu: CommandMenu) -> bool:
        return menu.shown == self._fingerprint(menu)

    def _fingerprint(self, menu: CommandMenu) -> str:
        """Return a short text that is another one for each other menu, and for each other bot; "" for no menu."""
        return _hash_menu(self._platform.name, menu.commands, menu.group) if menu.commands else ""


@lru_cache(256)  # people of the same roles have the same menus, and every start looks at all of them
def _hash_menu(platform: str, commands: tuple[str, ...], group: bool) -> str:  # noqa: FBT001  # hashed as it stands
    told = {language: list(map(vars, _entries(commands, language, group=group))) for language in LANGUAGES}
    return hashlib.sha256(json.dumps([platform, told], sort_keys=True).encode()).hexdigest()[:16]


def _by_language(menu: CommandMenu) -> dict[str, tuple[MenuEntry, ...]]:
    return {language: _entries(menu.commands, language, group=menu.group) for language in LANGUAGES}


def _entries(names: Iterable[str], language: str, *, group: bool) -> tuple[MenuEntry, ...]:
    speak = words(language)
    commands = (COMMANDS_BY_NAME[name] for name in names)
    return tuple(MenuEntry(each.name, str(speak(each.says)), is_private=each.alone and group) for each in commands)

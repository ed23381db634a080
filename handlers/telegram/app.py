"""The bot: its parts, their start, and their clean end."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.cancellation import run_until
from bot.conversation import command_menus, rolls
from bot.conversation.command_menus import CommandMenus
from bot.conversation.context import BotContext
from bot.documents.chart_drawer import ChartDrawer
from bot.documents.file_reader import FileReader
from bot.domain.councils.council import Defaults
from bot.domain.shared.secret import Secret
from bot.messages.delivery import MessageRegistry
from bot.messages.outbox import MESSAGES_IN_FLIGHT, Outbox
from bot.ports import Clock, Store, Tx
from bot.services.councils import unpublished_years
from handlers.telegram.background import CALLS_IN_FLIGHT, BackgroundTasks
from handlers.telegram.config import Telegram
from handlers.telegram.features import FEATURES
from handlers.telegram.http_transport import make_request, tls_context
from handlers.telegram.incoming import TelegramIncoming
from handlers.telegram.messenger import BotMessenger
from handlers.telegram.platform import TelegramPlatform
from handlers.telegram.polling import UNFINISHED_LIMIT, Polling, TokenRefusedError
from handlers.telegram.queries import QUERY_TIMEOUT, Queries
from handlers.telegram.update_queue import Updates

if TYPE_CHECKING:
    from handlers.telegram.webhook import Webhook

log = logging.getLogger(__name__)

Dispatcher = Callable[[BotContext, TelegramPlatform], Callable[[TelegramIncoming], Awaitable[None]]]

KEY_BYTES = 32
SEND_TIMEOUT = 20  # seconds for an answer to a message: giving up early makes doubtful repetitions
LONGEST_PAUSE = 60  # seconds
STOP_WITHIN = 3.5  # seconds for a clean end; then whatever still runs is broken off, and nothing kept is lost
LAST_TOASTS_WITHIN = 0.5  # seconds


class App:
    """Runs from `run` to `stop`. Nothing touches the network or the store before `run`."""

    def __init__(
        self,
        settings: Telegram,
        store: Store,
        clock: Clock,
        dispatcher: Dispatcher,
        registry: MessageRegistry,
        *,
        defaults: Defaults,
        query_timeout: float = QUERY_TIMEOUT,
        menu_pause: timedelta = command_menus.PAUSE,
        charts: ChartDrawer | None = None,
        reader: FileReader | None = None,
    ) -> None:
        self._settings = settings
        self._query_timeout = query_timeout
        self._menu_pause = menu_pause
        self._charts = charts
        self._reader = reader or FileReader()
        self._defaults = defaults
        self.store = store
        self.clock = clock
        self.ready = asyncio.Event()
        self._dispatcher = dispatcher
        self._registry = registry
        self.stopped = asyncio.Event()
        context = tls_context()
        self.bot = Bot(
            settings.token,
            base_url=settings.base_url,
            base_file_url=settings.base_file_url,
            request=make_request(UNFINISHED_LIMIT + MESSAGES_IN_FLIGHT + CALLS_IN_FLIGHT + 1, SEND_TIMEOUT, context),
            get_updates_request=make_request(1, SEND_TIMEOUT, context),
        )
        self.outbox: Outbox
        self.menus: CommandMenus
        self.background = BackgroundTasks()
        self.platform: TelegramPlatform
        self.context: BotContext

    async def run(self) -> None:
        """Run until `stop`; raises TokenRefusedError, and what the store raises."""
        try:
            if await run_until(self.stopped, self._reach()):
                await self._run()
        finally:
            if self._charts:
                self._charts.close()
            await self.bot.shutdown()

    def stop(self) -> None:
        """Finish the updates in hand, store everything, and let `run` return, within `STOP_WITHIN` seconds."""
        self.stopped.set()

    async def _run(self) -> None:
        key = await self.store.run(_callback_key)
        messenger = BotMessenger(self.bot, key, self._charts)
        self.outbox = Outbox(self.store, messenger, self.clock, self._registry, FEATURES)
        self.platform = TelegramPlatform(
            self.bot, key, messenger, Queries(self.clock, self._query_timeout), self.outbox.take_room
        )
        self.context = BotContext(
            self.store, self.clock, messenger, self.platform, self.background, self._defaults, reader=self._reader
        )
        self.menus = CommandMenus(self.store, self.clock, self.platform, pause=self._menu_pause)
        handle = self._dispatcher(self.context, self.platform)
        source = self._source(Updates(self.bot, self.store, self.clock, handle, self.background))
        await rolls.drop_unfinished_readings(self.context)
        await self.store.run(unpublished_years.look_at_all, now=self.clock.now())
        tasks = [asyncio.create_task(part) for part in (source.run(), self.outbox.run(), self.stopped.wait())]
        menus = asyncio.create_task(self.menus.run())
        self.ready.set()
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        source.stop()
        self.outbox.stop()
        self.menus.stop()
        self.stopped.set()
        _, late = await asyncio.wait({*tasks, menus}, timeout=STOP_WITHIN)
        for task in late:
            log.warning("stopping took too long; what was in hand will come again")
            task.cancel()
        await self.background.finish(within=LAST_TOASTS_WITHIN)
        for result in await asyncio.gather(*tasks, menus, return_exceptions=True):
            if isinstance(result, Exception):
                raise result

    def _source(self, updates: Updates) -> "Polling | Webhook":
        if self._settings.webhook is None or self._settings.mode == "polling":
            return Polling(self.bot, updates, self.clock)
        from handlers.telegram.webhook import Webhook  # noqa: PLC0415  # a web server nobody else needs to load

        return Webhook(self.bot, updates, self.clock, self._settings.webhook)

    async def _reach(self) -> bool:
        """Ask Telegram for the bot's own account (getMe), until it answers."""
        pause = 1
        while True:
            try:
                await self.bot.initialize()
            except InvalidToken as error:
                raise TokenRefusedError from error
            except TelegramError as error:
                if pause == 1:
                    log.warning("Telegram cannot be reached, trying on: %s", error)
                await self.clock.wait(self.clock.now() + timedelta(seconds=pause), self.stopped)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                return True


@asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    """Run the app beside the block, from the moment it is ready; raises what `run` raises."""
    task = asyncio.create_task(app.run())
    ready = asyncio.create_task(app.ready.wait())
    try:
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        yield app
    finally:
        ready.cancel()
        app.stop()
        await task


def _callback_key(tx: Tx) -> bytes:
    """Return the key that proves the buttons; the first time, make it."""
    secret = tx.get(Secret, "callback")
    if secret is None:
        secret = Secret(name="callback", value=secrets.token_hex(KEY_BYTES))
        tx.put(secret)
    return bytes.fromhex(secret.value)

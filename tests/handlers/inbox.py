"""Something that handles updates, small enough to read."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from bot.domain.shared.job import Job, JobParams
from bot.ports import Store, Tx
from handlers.telegram.incoming import TelegramIncoming
from tests.clocks import START


def note(tx: Tx, words: str) -> None:
    """Count how often words were kept."""
    kept = tx.get(Job, words) or Job(id=words, at=START, act="", about="", params=JobParams())
    tx.put(replace(kept, params=replace(kept.params, told=kept.params.told + 1)))


async def noted(store: Store) -> dict[str, int]:
    """Give what was kept, and how often."""
    return {due.id: due.params.told for due in await store.run(lambda tx: tx.find(Job, "at"))}


@dataclass
class Handler:
    """Keeps the words of each message, or the data of each tap, and remembers the order. `first` runs before."""

    done: list[str] = field(default_factory=list)
    first: Callable[[str], Awaitable[None]] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, incoming: TelegramIncoming) -> None:
        message, query = incoming.update.message, incoming.update.callback_query
        words = message.text if message else query.data if query else None
        if words:
            if self.first:
                await self.first(words)
            await incoming.keep(note, words)
            self.done.append(words)
            self._news.set()
            self._news = asyncio.Event()

    async def until(self, count: int) -> None:
        """Wait until so many are done."""
        while len(self.done) < count:
            await self._news.wait()

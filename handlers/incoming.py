"""One update on its way in, and keeping its number together with what it brings about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate

from telegram import Bot, Update

from bot.domain.inbox import Seen, SeenBlock
from bot.ports import P, R, Store, Tx


class Repeated(Exception):  # no error: the update came again, and everything is done already
    """The effects of this update are kept already."""


@dataclass(frozen=True)
class Incoming:
    """An update that is being handled at `now` (UTC)."""

    update: Update
    bot: Bot = field(repr=False)  # it would show its token
    store: Store
    now: datetime

    async def keep(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)` and keep what it did together with the update's number, in one durable write.

        Raises Repeated, and runs nothing, when the number is there already: so all that an update brings about
        goes into one act. A refusal that `act` raises keeps nothing, the number neither.
        """
        bot_id = int(self.bot.token.partition(":")[0])
        empty = SeenBlock.empty(bot_id, self.update.update_id, self.now)
        return await self.store.run(_once, empty, self.update.update_id, lambda tx: act(tx, *args, **kwargs))

    async def read(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`, which only reads."""
        return await self.store.run(act, *args, **kwargs)


def _once(tx: Tx, empty: SeenBlock, update: int, act: Callable[[Tx], R]) -> R:
    block = tx.get(SeenBlock, empty.key) or empty
    if block.has(update) or tx.get(Seen, str(update)):
        raise Repeated
    tx.put(block.mark(update, empty.at))
    return act(tx)

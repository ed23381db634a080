"""One update on its way in, and keeping its number together with what it brings about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate

from telegram import Bot, Update

from bot.domain.inbox import Seen
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
        return await self.store.run(_once, Seen(update=self.update.update_id, at=self.now), act, args, kwargs)

    async def read(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`, which only reads."""
        return await self.store.run(act, *args, **kwargs)


def _once(tx: Tx, seen: Seen, act: Callable[..., R], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> R:
    if tx.get(Seen, seen.key):
        raise Repeated
    tx.put(seen)
    return act(tx, *args, **kwargs)

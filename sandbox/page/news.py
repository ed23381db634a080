"""The bot's messages since a moment, in a few words each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.model import Json
    from sandbox.world import World


@contextmanager
def gather_news(world: World) -> Iterator[list[Json]]:
    """Yield a list that grows with each message of the bot: its chat and its first line."""
    news: list[Json] = []

    def hear(event: Json) -> None:
        if event["kind"] != "message" or event["message"].get("from", {}).get("id") != world.bot.id:
            return
        message = event["message"]
        text = str(message.get("text") or message.get("caption") or message.get("poll", {}).get("question") or "")
        news.append({"chat": message["chat"]["id"], "text": next(iter(text.splitlines()), "")})

    stop = world.listen(hear)
    try:
        yield news
    finally:
        stop()

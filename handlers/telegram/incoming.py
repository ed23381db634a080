"""Incoming updates of Telegram."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from telegram import Bot, Update

from bot.conversation.incoming import Incoming
from bot.ports import Store
from handlers.telegram.ids import account_id, ephemeral_id


@dataclass(frozen=True, kw_only=True)
class TelegramIncoming(Incoming):
    """An update with Telegram's own object."""

    update: Update

    @classmethod
    def receive(cls, update: Update, bot: Bot, store: Store, now: datetime, *, arrived: datetime | None = None) -> Self:
        """Return the update as it is handled at `now` (UTC); it may have `arrived` before."""
        sender = update.effective_sender
        return cls(
            number=update.update_id,
            bot=int(bot.token.partition(":")[0]),
            sender=account_id(sender) if sender else None,
            sent_at=update.message.date if update.message else now,
            now=now,
            store=store,
            arrived=arrived or now,
            press=update.callback_query.id if update.callback_query else "",
            private_command=str(ephemeral_id(update.message) or "") if update.message else "",
            update=update,
        )

"""Limits of Telegram (https://core.telegram.org/bots/api, https://core.telegram.org/bots/faq)."""

from datetime import timedelta

from bot.domain.shared.outbox_message import Pace
from bot.limits import Limits

LIMITS = Limits(text=4096, per_second=30, pace=Pace(gap=timedelta(seconds=1), most=20, window=timedelta(minutes=1)))
CAPTION = 1024  # UTF-16 units, its tags taken out

"""Telegram, and nothing else: the way in, the way out, and what a tap or a command means."""

import os

# The library gives waiting times as timedelta from its next major version on, and warns whoever has not asked for it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

"""Telegram: updates in, messages out, through python-telegram-bot."""

import os
import warnings

# The library gives waiting times as timedelta from its next major version on, and warns whoever has not asked for it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# do_api_request() is the library's way to call a method without making objects of the answer. For a method that the
# library has as well it recommends that one, each time; we know. Its class of warnings is not named here: whoever reads
# the configuration need not load the library.
warnings.filterwarnings("ignore", "Please use 'Bot", UserWarning)

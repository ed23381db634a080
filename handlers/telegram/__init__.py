"""Telegram: updates in, messages out, through python-telegram-bot."""

import warnings

from telegram.warnings import PTBUserWarning

# do_api_request() is the library's way to call a method without making objects of the answer. For a method that the
# library has as well it recommends that one, each time; we know.
warnings.filterwarnings("ignore", "Please use 'Bot", PTBUserWarning)

"""Telegram: updates in, messages out, through python-telegram-bot."""

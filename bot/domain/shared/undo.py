"""How long people can take back what they have just done."""

from datetime import timedelta

UNDO_TIME = timedelta(minutes=10)

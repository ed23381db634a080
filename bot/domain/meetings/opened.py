"""The opening of a meeting, as the reactions of practices receive it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class MeetingOpened:
    """A meeting of a council was opened."""

    council: int
    meeting: int
    at: datetime  # UTC

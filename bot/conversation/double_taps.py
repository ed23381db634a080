"""Two taps of one finger: the same button pressed again at once counts once, and is answered as before.

The newest press of each person is held in memory only: after a restart nobody presses within seconds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.reply import Reply

ONE_TAP = timedelta(seconds=3)
PRESSES_HELD = 4096

Pressed = tuple[ChatId, MessageId, Intent]


@dataclass(frozen=True)
class _Press:
    pressed: Pressed
    at: datetime  # UTC
    reply: Reply


class DoubleTaps:
    """The newest successful press of each person."""

    def __init__(self) -> None:
        self._newest: dict[AccountId, _Press] = {}

    def find_reply(self, by: AccountId, pressed: Pressed, now: datetime) -> Reply | None:
        """Return the reply to the press that this one repeats; None when it repeats none."""
        before = self._newest.get(by)
        return before.reply if before and before.pressed == pressed and now - before.at < ONE_TAP else None

    def remember(self, by: AccountId, pressed: Pressed, now: datetime, reply: Reply) -> None:
        """Remember a press that was done."""
        self._newest.pop(by, None)
        self._newest[by] = _Press(pressed, now, reply)
        if len(self._newest) > PRESSES_HELD:
            del self._newest[next(iter(self._newest))]

"""Limits of the messaging platform, set once by its adapter at the start."""

from dataclasses import dataclass, field

from bot.domain.shared.outbox_message import Pace


@dataclass(frozen=True, kw_only=True)
class Limits:
    """`text`: UTF-16 units in a message without its tags; `per_second`: messages over all chats; `pace`: in each.

    The defaults apply where a platform sets none.
    """

    text: int = 4000
    per_second: int = 20
    pace: Pace = field(default_factory=Pace)


def limits() -> Limits:
    """Return the limits of the platform, as `use_limits` set them at the start."""
    return _in_use


def use_limits(platform: Limits) -> None:
    """Set the limits of the platform."""
    global _in_use  # noqa: PLW0603  # set once, before anything runs: cards are drawn and paced in many places
    _in_use = platform


_in_use = Limits()

"""The change that an act made to a matter, as its reactions receive it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter


@dataclass(frozen=True, kw_only=True)
class Change:
    """A matter as an act left it. `news`: the group is told; `by_clock`: no person did it."""

    matter: Matter
    act: Act
    at: datetime  # UTC
    by_clock: bool
    news: bool

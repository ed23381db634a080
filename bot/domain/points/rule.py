"""Rules of points: what gives how many, and how often in a month; some are counted by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.shared.deed import DeedKind
from bot.domain.shared.numbered_document import NumberedDocument

# A rule of one of these names is counted by itself, whenever the deed is noted.
DEED_TITLES: Mapping[str, DeedKind] = {
    "参加会议": DeedKind.MEETING,
    "attend a meeting": DeedKind.MEETING,
    "参加活动": DeedKind.EVENT,
    "attend an event": DeedKind.EVENT,
    "办结议题": DeedKind.MATTER,
    "finish a matter": DeedKind.MATTER,
    "当场解决": DeedKind.ON_THE_SPOT,
    "solve on the spot": DeedKind.ON_THE_SPOT,
    "完成微心愿": DeedKind.WISH,
    "fulfil a wish": DeedKind.WISH,
}


@dataclass(frozen=True, kw_only=True)
class PointRule(NumberedDocument):
    """A rule: `points` for what its `title` says, at most `times` in a month, 0: as often as it happens.

    `deed` is what it counts by itself. `stands`: it is in force.
    """

    title: str
    points: int
    times: int = 0
    deed: DeedKind | None = None
    stands: bool = True


def deed_of(title: str) -> DeedKind | None:
    """Return the deed that a rule of this title counts by itself."""
    return DEED_TITLES.get(title.casefold())

"""A host who hears the neighbours at home (中心户)."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.shared.numbered_document import NumberedDocument

PART_LIMIT = 60  # characters of a name, a building, an address or the days
PARTS = ("name", "building", "address", "days")  # as they are written and asked for
_PARTED = (re.compile(r"\s*\n\s*"), re.compile(r"\s*[,，;；、]\s*"), re.compile(r"\s+"))


@dataclass(frozen=True, kw_only=True)
class Host(NumberedDocument):
    """A host. `person` is their number as a member, 0 for a neighbour known by name alone, `by` who entered them.

    One who hosts no longer is not `listed`, and has neither address nor days.
    """

    name: str
    building: str
    address: str
    days: str
    person: int = 0
    by: int
    at: datetime  # UTC
    listed: bool = True

    def ended(self) -> "Host":
        """Return them as one who hosts no longer: where they live is not kept."""
        return replace(self, address="", days="", listed=False)


@dataclass(frozen=True)
class HostText:
    """The parts of a host as they were written, "" where nothing was."""

    name: str = ""
    building: str = ""
    address: str = ""
    days: str = ""

    @property
    def missing(self) -> str:
        """The first part that has to be asked for; "" when all are there."""
        return next((part for part in PARTS if not getattr(self, part)), "")

    def written(self) -> str:
        """Return the parts, each on a line of its own, as they are parsed again."""
        return "\n".join(said for part in PARTS if (said := getattr(self, part)))


def parse_host(text: str) -> HostText:
    """Parse the words for a host: name, building, address and days, in this order.

    They stand in a line each, or in one line with commas or with spaces between them.
    """
    said = text.strip()
    parted = next((each for each in _PARTED if each.search(said)), None)
    parts = parted.split(said, len(PARTS) - 1) if parted else [said]
    return HostText(*(" ".join(part.split()) for part in parts))


def building_order(building: str) -> tuple[int, str]:
    """Return by what buildings are sorted: the number in their names, as neighbours count them, then the name."""
    number = re.search(r"\d+", building)
    return (int(number[0]) if number else 0, building)

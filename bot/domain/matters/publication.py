"""A publication (公示) of a resolution or a result for a number of days, to which anybody may object."""

from dataclasses import dataclass, replace
from datetime import date, datetime

PERIOD = 15  # days; 居委会法 34, 村委会法 35
INTERNAL = 7  # days, for an opinion that concerns the council alone
LONGEST_PUBLICATION = 60  # days


@dataclass(frozen=True, kw_only=True)
class Objection:
    """An objection to a resolution, with its answer; `answer` is "" until it is given."""

    person: int
    at: datetime  # UTC
    text: str
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A publication from the day `posted` (in the council's zone) until the end of the day `last`.

    `known` is False when the public holidays of that year are not published yet. `over`: its time has passed.
    """

    posted: date
    last: date
    days: int
    known: bool = True
    over: bool = False
    objections: tuple[Objection, ...] = ()

    @property
    def waiting(self) -> int:
        """The number of objections without an answer."""
        return sum(not each.answer for each in self.objections)

    @property
    def oldest(self) -> str:
        """The text of the objection that is answered next; "" when none waits."""
        return next((each.text for each in self.objections if not each.answer), "")

    def answered(self, text: str) -> tuple["Publication", int]:
        """Return the publication with the oldest open objection answered, and its place from 1. There must be one."""
        place = next(place for place, each in enumerate(self.objections) if not each.answer)
        answered = replace(self.objections[place], answer=text)
        every = (*self.objections[:place], answered, *self.objections[place + 1 :])
        return replace(self, objections=every), place + 1

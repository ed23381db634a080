"""The hand-over 交办 of a matter: who works on it, until which day, and how that goes."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One hand-over; the next one is a new value, so nothing of this one stays by oversight.

    `handler` is a person of the council, `handler_name` somebody who uses no chat, or an office. `due` is the last
    day, in the council's zone, by which they promised it, or which its level has; `due_known`: no public holidays
    that are not published yet can move it. `acknowledged`: whether the handler answered in time (None: it was never
    handed over); `late`: its day is over, and it is being worked on; `risen`: it came to its level because nobody
    below took it; `paused`: the day since when its clock rests.
    """

    handler: int | None = None
    handler_name: str = ""
    due: date | None = None
    due_known: bool = True
    acknowledged: bool | None = None
    late: bool = False
    risen: bool = False
    paused: date | None = None

    @property
    def is_given(self) -> bool:
        """Whether it is in somebody's hands."""
        return bool(self.handler or self.handler_name)

    def is_overdue(self, today: date) -> bool:
        """Return whether the promised day is over; `today` is the council's day."""
        return self.due is not None and self.paused is None and today > self.due

    def with_deadline(self, day: date | None, *, known: bool) -> "Assignment":
        """Return it with another last day."""
        return replace(self, due=day, due_known=known)

    def without_deadline(self) -> "Assignment":
        """Return it as work that has no last day."""
        return self.at_rest().with_deadline(None, known=True)

    def at_rest(self) -> "Assignment":
        """Return it as work that is done or given up: its clock does not run, so it is neither late nor paused."""
        return replace(self, late=False, paused=None)

    def released(self) -> "Assignment":
        """Return it in nobody's hands; whether it was answered in time still counts."""
        return Assignment(acknowledged=self.acknowledged)


UNASSIGNED = Assignment()

"""The assignment 交办 of a matter: its handler, deadline and progress."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The assignment of a matter; assigning it again makes a new value, so nothing is carried over by mistake.

    `handler` is a member by number, `handler_name` a person without an account, or an office. `due` is the last day, in
    the council's zone, that they promised or that the level allows; `due_known`: no public holidays that are not
    published yet can move it. `acknowledged`: whether the handler acknowledged it in time (None: it was never
    assigned); `overdue`: its day is over, and it is being worked on; `escalated_unsigned`: it was escalated because
    nobody below acknowledged it; `paused`: the day since when its deadlines are paused.
    """

    handler: int | None = None
    handler_name: str = ""
    due: date | None = None
    due_known: bool = True
    acknowledged: bool | None = None
    overdue: bool = False
    escalated_unsigned: bool = False
    paused: date | None = None

    @property
    def is_given(self) -> bool:
        """Return whether a person or an office is the handler."""
        return bool(self.handler or self.handler_name)

    def is_same(self, other: "Assignment") -> bool:
        """Return whether the other has the same handler, deadline and running clock."""
        mine, theirs = ((each.handler, each.handler_name, each.due, each.paused) for each in (self, other))
        return mine == theirs

    def is_overdue(self, today: date) -> bool:
        """Return whether the promised day is over; `today` is the council's day."""
        return self.due is not None and self.paused is None and today > self.due

    def with_deadline(self, day: date | None, *, known: bool) -> "Assignment":
        """Return it with another deadline."""
        return replace(self, due=day, due_known=known)

    def without_deadline(self) -> "Assignment":
        """Return it without a deadline."""
        return self.with_clock_stopped().with_deadline(None, known=True)

    def with_clock_stopped(self) -> "Assignment":
        """Return it as work that is done or given up: its clock does not run, so it is neither overdue nor paused."""
        return replace(self, overdue=False, paused=None)

    def without_handler(self) -> "Assignment":
        """Return it as another council reads it, which knows none of this council's people."""
        return replace(self, handler=None, handler_name="")

    def released(self) -> "Assignment":
        """Return it without a handler; whether it was acknowledged in time still counts."""
        return Assignment(acknowledged=self.acknowledged)


UNASSIGNED = Assignment()

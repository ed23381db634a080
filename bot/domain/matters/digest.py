"""News of matters: which of them are routine, and what of them is gathered for the evening."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.matters.acts import Act

# What nobody has to do anything about. Decisions, votes, what is overdue or done, and questions are no routine.
ROUTINE = frozenset(
    {Act.ACCEPT, Act.AGENDA, Act.PROGRESS, Act.NOTE, Act.ACK, Act.WITHDRAW, Act.RESTORE, Act.MERGE, Act.ARCHIVE}
)


@dataclass(frozen=True, kw_only=True)
class News:
    """A routine step of a matter that waits for the daily digest; `entry` is its place in the timeline."""

    council: int
    matter: int
    entry: int
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """Council, matter and step."""
        return f"{self.council}/{self.matter}/{self.entry}"

"""A native poll and its votes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model import User


@dataclass(eq=False)
class Poll:
    """A poll that the bot has sent; `closes_at` in seconds since 1970."""

    id: str
    question: str
    options: list[str]
    is_anonymous: bool = True
    allows_multiple_answers: bool = False
    allows_revoting: bool = True
    kind: str = "regular"
    closes_at: float | None = None
    is_closed: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    votes: dict[int, list[int]] = field(default_factory=dict)

    def vote(self, user: User, chosen: list[int]) -> None:
        """Replace the user's vote; an empty choice takes it back. Refuses what an honest client cannot send."""
        if self.is_closed:
            raise ValueError("the poll is closed")
        if len(chosen) > 1 and not self.allows_multiple_answers:
            raise ValueError("the poll takes one answer")
        if any(not 0 <= option < len(self.options) for option in chosen):
            raise ValueError("no such option")
        if user.id in self.votes and not self.allows_revoting:
            raise ValueError("the vote cannot be changed")
        if chosen:
            self.votes[user.id] = sorted(set(chosen))
        else:
            self.votes.pop(user.id, None)

    def persistent_ids(self, chosen: list[int]) -> list[str]:
        """The lasting names of options, which stay when options are added."""
        return [f"{self.id}-{option}" for option in chosen]

    def as_json(self) -> dict[str, Any]:
        """The Poll object."""
        counts = [sum(index in vote for vote in self.votes.values()) for index in range(len(self.options))]
        return {
            "id": self.id,
            "question": self.question,
            "options": [
                {"persistent_id": f"{self.id}-{index}", "text": text, "voter_count": counts[index]}
                for index, text in enumerate(self.options)
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.is_closed,
            "is_anonymous": self.is_anonymous,
            "type": self.kind,
            "allows_multiple_answers": self.allows_multiple_answers,
            "allows_revoting": self.allows_revoting,
            "members_only": False,
            **self.extra,
        }

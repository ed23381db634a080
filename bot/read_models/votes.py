"""Read models of formal votes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.matters.matter import Matter
from bot.domain.rolls.roll import Roll
from bot.domain.votes.rules import Rule
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote


@dataclass(frozen=True)
class ShownVote:
    """A vote that was opened, the rule it is counted by, and the matter it is about."""

    council: Council
    vote: Vote
    matter: Matter
    rule: Rule


@dataclass(frozen=True)
class ShownDraft:
    """A vote that is being put together: what can be chosen, and whom it would entitle."""

    council: Council
    vote: Vote
    rule: Rule | None
    roll: Roll | None
    rules: tuple[Rule, ...]
    now: datetime  # UTC


@dataclass(frozen=True)
class ShownPaper:
    """A paper ballot that waits for its witness; `choice` None: it waits no more, `counted` says whether it counts."""

    council: Council
    vote: Vote
    unit: str
    choice: Choice | None
    counted: bool
    clerk: Member | None
    ticket: str

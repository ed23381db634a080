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
    """A draft of a vote: the possible options, and the units it would entitle."""

    council: Council
    vote: Vote
    rule: Rule | None
    roll: Roll | None
    rules: tuple[Rule, ...]
    now: datetime  # UTC


@dataclass(frozen=True)
class ShownPaper:
    """A paper ballot for its witness; `choice` is None when it waits no more, `counted`: it counts."""

    council: Council
    vote: Vote
    unit: str
    choice: Choice | None
    counted: bool
    clerk: Member | None
    ticket: str

"""Read model of a poll."""

from dataclasses import dataclass

from bot.domain.councils.council import Council
from bot.domain.matters.matter import Matter
from bot.domain.polls.poll import Poll


@dataclass(frozen=True)
class ShownPoll:
    """A poll and the matter it is about."""

    council: Council
    poll: Poll
    matter: Matter | None

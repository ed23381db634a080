"""Read models of stars."""

from dataclasses import dataclass

from bot.domain.councils.council import Council
from bot.domain.polls.poll import Poll
from bot.domain.stars.star_round import Nomination, Nominee, StarRound


@dataclass(frozen=True, kw_only=True)
class ShownRound:
    """A round with the number of its nominations, and the poll that decides it.

    `nominees` are for officers while nominations are taken, and for all afterwards; `own` are the reader's.
    """

    council: Council
    round: StarRound
    nominations: int
    poll: Poll | None = None
    nominees: tuple[Nominee, ...] = ()
    own: tuple[Nomination, ...] = ()
    has_reader: bool = False
    is_officer: bool = False


@dataclass(frozen=True)
class ShownRounds:
    """The newest rounds, the newest first."""

    council: Council
    rounds: tuple[StarRound, ...]

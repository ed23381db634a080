"""Read model of a mediation."""

from dataclasses import dataclass

from bot.domain.councils.council import Council
from bot.domain.mediation.mediation import Mediation
from bot.read_models.shared import Names


@dataclass(frozen=True)
class ShownMediation:
    """A mediation as `person`, one of the three, sees it."""

    council: Council
    mediation: Mediation
    names: Names
    person: int

"""Refusals about stars."""

from bot.domain.shared.errors import CouncilError


class NoStarRound(CouncilError):
    """There is no round of stars with this `number`, or none that takes nominations."""

    key = "no_star_round"


class NominationsOver(CouncilError):
    """The nominations of the round are closed, or it was called off."""

    key = "nominations_over"


class NominatedAlready(CouncilError):
    """The person has nominated `name` in this round already."""

    key = "nominated_already"


class TooManyNominations(CouncilError):
    """A person nominates `most` in a round at most."""

    key = "too_many_nominations"


class NominationUnclear(CouncilError):
    """The words for a nomination name nobody."""

    key = "nomination_unclear"


class BadCandidates(CouncilError):
    """A poll is among `least` to `most` nominees; officers leave some out, or wait for more."""

    key = "bad_candidates"

"""Refusals about hosts and their bench meetings."""

from bot.domain.shared.errors import CouncilError


class NoHost(CouncilError):
    """There is no host of this `number`, or they host no longer."""

    key = "no_host"


class NotHost(CouncilError):
    """The host, and the officers, may do this, and nobody else."""

    key = "not_host"


class NoBenchMeeting(CouncilError):
    """There is no record of a bench meeting with this `number`; it may have been taken back."""

    key = "no_bench_meeting"


class NoOpinion(CouncilError):
    """The opinion stands in the record no longer."""

    key = "no_opinion"


class BenchUnclear(CouncilError):
    """The record does not begin with how many people were there, from 1 to `most`."""

    key = "bench_unclear"


class TooManyOpinions(CouncilError):
    """A record has `most` opinions at most, those that became matters among them."""

    key = "too_many_opinions"


class BenchStays(CouncilError):
    """The record was made more than ten minutes ago, or an opinion in it became a matter: it can only be changed."""

    key = "bench_stays"

"""Refusals about mediations."""

from bot.domain.shared.errors import CouncilError


class MediationOver(CouncilError):
    """The mediation has ended, or is not in a state for this act."""

    key = "mediation_over"


class SaidAlready(CouncilError):
    """The person has answered, and the other side has not yet."""

    key = "said_already"


class SameSide(CouncilError):
    """A mediation has two sides and a mediator: three people."""

    key = "same_side"


class SideUnreachable(CouncilError):
    """`name` is unknown or has no private chat with the bot, so they cannot be asked."""

    key = "side_unreachable"

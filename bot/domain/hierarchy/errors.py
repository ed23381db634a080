"""Refusals about levels, parents and children of a council."""

from bot.domain.shared.errors import CouncilError


class TopLevel(CouncilError):
    """The matter is at the top level already."""

    key = "top_level"


class NotAbove(CouncilError):
    """The named level is not above the matter's, or is not used."""

    key = "not_above"


class SkipsLevels(CouncilError):
    """Skipping a level is for the head only."""

    key = "skips_levels"


class CalledAlready(CouncilError):
    """The person has called for escalation already; `total` of `wanted` have."""

    key = "called_already"


class UpTheLadder(CouncilError):
    """The person is on duty above the matter's level: it is escalated with a reason, not assigned."""

    key = "up_the_ladder"


class NoSuchLevel(CouncilError):
    """The words name no level."""

    key = "no_such_level"


class NoSuchLimit(CouncilError):
    """The words name no limit, or no number from `least` to `most`."""

    key = "no_such_limit"


class BadJoiningCode(CouncilError):
    """The code by which a council comes under another was never given out, was used, or is too old."""

    key = "bad_joining_code"


class JoinsItself(CouncilError):
    """A council brought its own code."""

    key = "joins_itself"


class HasParent(CouncilError):
    """The council has a parent already."""

    key = "has_parent"


class NotBelow(CouncilError):
    """A council's level must be below that of its parent."""

    key = "not_below"


class TooManyBelow(CouncilError):
    """The parent has the maximum of `limit` child councils."""

    key = "too_many_below"


class SentAbove(CouncilError):
    """The matter was sent up to another council, which works on it."""

    key = "sent_above"


class SentFromBelow(CouncilError):
    """The matter came from another council, which asks its people and closes it."""

    key = "sent_from_below"

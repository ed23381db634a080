"""Refusals about duty."""

from bot.domain.shared.errors import CouncilError


class BadDutyLine(CouncilError):
    """Line `n` of what was typed names no day and somebody for it."""

    key = "bad_duty_line"


class SeveralOfThatName(CouncilError):
    """Several members are called `name`."""

    key = "duty_several_people"


class DutyDayOver(CouncilError):
    """The day in line `n` is over."""

    key = "duty_day_over"


class DutyDraftGone(CouncilError):
    """The roster that waited for a yes was confirmed, cancelled or forgotten."""

    key = "duty_draft_gone"


class NoTurn(CouncilError):
    """There is no such turn any more: the roster was changed."""

    key = "no_duty_turn"


class NotYourTurn(CouncilError):
    """The turn is somebody else's."""

    key = "not_your_duty"


class TurnBegun(CouncilError):
    """The day of the turn has begun, or is over: it cannot be swapped any more."""

    key = "duty_begun"


class SwapRunning(CouncilError):
    """Another swap of this turn waits for the answer of the person `whom`."""

    key = "duty_swap_running"


class SwapGone(CouncilError):
    """The swap was answered, taken back or is over."""

    key = "duty_swap_gone"


class CannotSwapWith(CouncilError):
    """The person is the one who asks, or has a turn on that day already."""

    key = "duty_cannot_swap"


class CannotAsk(CouncilError):
    """The bot cannot write to the person in private."""

    key = "duty_cannot_ask"

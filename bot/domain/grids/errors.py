"""Refusals about grids."""

from bot.domain.shared.errors import CouncilError


class NoGrid(CouncilError):
    """There is no grid for what was asked."""

    key = "no_grid"


class NotYourGrid(CouncilError):
    """The check is another person's: of the grid's officer or deputy."""

    key = "not_your_grid"


class CheckOver(CouncilError):
    """The day of the check is over."""

    key = "grid_check_over"


class CheckHasMatter(CouncilError):
    """The check led to matter `number` already."""

    key = "grid_check_has_matter"


class GridDraftGone(CouncilError):
    """The map that waited for a yes was confirmed, cancelled or forgotten."""

    key = "grid_draft_gone"


class BadGridHour(CouncilError):
    """The words name no time of day at which cards can be sent."""

    key = "bad_grid_hour"


class BadLeave(CouncilError):
    """The words say no last day of a leave, or one that is over."""

    key = "bad_grid_leave"


class SeveralGridPeople(CouncilError):
    """Several members are called `name`."""

    key = "grid_several_people"

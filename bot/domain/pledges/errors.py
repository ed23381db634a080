"""Refusals about pledges."""

from bot.domain.shared.errors import CouncilError


class NoPledge(CouncilError):
    """The person has not pledged, and so reports nothing."""

    key = "no_pledge"


class PledgedByRole(CouncilError):
    """The person pledges by their role; the head decides which roles do."""

    key = "pledged_by_role"


class NoPledgePhoto(CouncilError):
    """A report of one's own has a photo."""

    key = "no_pledge_photo"


class NoReportToUndo(CouncilError):
    """There is no report of one's own that is younger than `minutes`."""

    key = "no_report_to_undo"


class NoPledgeMonth(CouncilError):
    """No month was counted yet."""

    key = "no_pledge_month"

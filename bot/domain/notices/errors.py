"""Refusals about notices."""

from bot.domain.shared.errors import CouncilError


class NoNotice(CouncilError):
    """There is no notice of this `number`."""

    key = "no_notice"


class NoticeOver(CouncilError):
    """The time of the notice is over, or it was withdrawn: it can neither be read nor changed."""

    key = "notice_over"


class BadNoticeTime(CouncilError):
    """A notice stands for a day at least, and for `most` days at most."""

    key = "bad_notice_time"


class RemindedAlready(CouncilError):
    """Those who have not read the notice were reminded; it is done once."""

    key = "reminded_already"

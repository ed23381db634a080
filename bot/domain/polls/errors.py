"""Refusals about polls."""

from bot.domain.shared.errors import CouncilError


class BadPoll(CouncilError):
    """The poll lacks something; `why` says what: question, options, long_question, long_option, duration."""

    key = "bad_poll"


class NoPolls(CouncilError):
    """The platform has no polls."""

    key = "no_polls"

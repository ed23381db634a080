"""Refusals about the roll of units, its files and codes."""

from bot.domain.shared.errors import CouncilError


class RollDraftGone(CouncilError):
    """The file was imported or given up, or waited too long."""

    key = "roll_draft_gone"


class RollChanged(CouncilError):
    """Another officer imported a roll since this one was compared with what was in force."""

    key = "roll_changed"


class FileTooComplex(CouncilError):
    """The file's reader did not survive it, now or recently."""

    key = "file_too_complex"


class StillReading(CouncilError):
    """A file of this person, or several of this council, are being read."""

    key = "still_reading"


class TooManyFiles(CouncilError):
    """More files came than can be read now."""

    key = "too_many_files"


class NoRoll(CouncilError):
    """The council has not imported a roll."""

    key = "no_roll"


class NoUnit(CouncilError):
    """The words name no unit and no building of the roll in force."""

    key = "no_unit"


class BadCode(CouncilError):
    """The code is wrong, used or expired: which of these is not told."""

    key = "bad_code"


class LinkGone(CouncilError):
    """The account is not linked to that unit any more."""

    key = "link_gone"

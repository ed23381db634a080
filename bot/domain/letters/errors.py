"""Refusals about letters."""

from bot.domain.shared.errors import CouncilError


class NobodyReads(CouncilError):
    """A letter would not be read: no clerk has a private chat with the bot."""

    key = "nobody_reads"


class LetterGone(CouncilError):
    """The letter was taken back, or dealt with long ago."""

    key = "letter_gone"


class LetterDone(CouncilError):
    """The letter was dealt with already."""

    key = "letter_done"


class NamesAuthor(CouncilError):
    """The words for the group name the letter's author."""

    key = "names_author"

"""Refusals about clues."""

from bot.domain.shared.errors import CouncilError


class NoClue(CouncilError):
    """There is no clue of this `number`."""

    key = "no_clue"


class NotYourClue(CouncilError):
    """The handler of the clue of this `number`, and the officers, may do this, and nobody else."""

    key = "not_your_clue"


class ClueDone(CouncilError):
    """The clue of this `number` has a result: an officer takes it up again first."""

    key = "clue_done"


class ClueNotDone(CouncilError):
    """The clue of this `number` has no result that could be changed or taken up again."""

    key = "clue_not_done"


class ClueDraftGone(CouncilError):
    """The clues that waited for a choice were recorded, left or forgotten."""

    key = "clue_draft_gone"


class CannotWriteTo(CouncilError):
    """The bot cannot write in private to the person `name`, who is to have what the group must not read."""

    key = "clue_cannot_write"


class SeveralOfThatName(CouncilError):
    """Several members are called `name`."""

    key = "clue_several_people"


class NoSource(CouncilError):
    """The source of clues is not there any more."""

    key = "no_clue_source"


class SourceKnown(CouncilError):
    """There is a source of this `name` already."""

    key = "clue_source_known"


class SourceInUse(CouncilError):
    """Clues came from the source `name`: it can be renamed, and not taken away."""

    key = "clue_source_in_use"


class TooManySources(CouncilError):
    """A council has `most` sources at most."""

    key = "too_many_clue_sources"

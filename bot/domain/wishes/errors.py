"""Refusals about wishes."""

from bot.domain.shared.errors import CouncilError


class NoWish(CouncilError):
    """There is no wish of this `number`."""

    key = "no_wish"


class WishTaken(CouncilError):
    """Another person has claimed the wish, or it needs nobody any more."""

    key = "wish_taken"


class WishOver(CouncilError):
    """The wish is fulfilled or was withdrawn, or is not at this step any more."""

    key = "wish_over"


class OwnWish(CouncilError):
    """The one who recorded a wish confirms it, and so cannot claim it."""

    key = "own_wish"


class TooManyClaims(CouncilError):
    """A person works on at most `most` wishes at a time: each claim shows an address."""

    key = "too_many_claims"


class NoWishChat(CouncilError):
    """Only people to whom the bot can write in private claim a wish, since its contact is told there."""

    key = "no_wish_chat"


class NotClaimer(CouncilError):
    """The one who claimed the wish may do this, and nobody else."""

    key = "not_claimer"


class NotWishKeeper(CouncilError):
    """The one who recorded the wish, and the officers, may do this; whoever claimed it confirms nothing."""

    key = "not_wish_keeper"


class WishDraftGone(CouncilError):
    """The wish that was being recorded was posted, dropped or forgotten."""

    key = "wish_draft_gone"


class BadFaces(CouncilError):
    """The answer says neither that the photo shows no face, nor that they agree, nor that there is none."""

    key = "bad_faces"


class NoWishPhoto(CouncilError):
    """A photo was announced, and none came."""

    key = "no_wish_photo"

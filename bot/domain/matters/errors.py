"""Refusals about matters."""

from bot.domain.shared.errors import CouncilError, NotAllowed


class NoName(CouncilError):
    """The words of a neighbour were recorded without a name, or a name without words."""

    key = "no_name"


class NotBehind(NotAllowed):
    """Escalation is for the proposer and the supporters; others may support the matter first."""

    key = "not_behind"


class NoProof(CouncilError):
    """Work done on the spot needs a photo."""

    key = "no_proof"


class NoPhoto(CouncilError):
    """A hazard is done only with a photo that shows it."""

    key = "no_photo"


class NeedsDay(CouncilError):
    """A hazard that is worked on needs a deadline."""

    key = "needs_day"


class HazardInto(CouncilError):
    """A hazard cannot be merged into a matter of another kind: its deadline and photo would be lost."""

    key = "hazard_into"


class NoNegotiation(CouncilError):
    """A formal proposal needs a noted opinion before it is done."""

    key = "no_negotiation"


class BadTicket(CouncilError):
    """The text is no valid number of a hotline ticket."""

    key = "bad_ticket"


class TicketKnown(CouncilError):
    """The ticket is a matter already."""

    key = "ticket_known"


class TicketStays(CouncilError):
    """A ticket must be answered and cannot be withdrawn."""

    key = "ticket_stays"


class NoMatter(CouncilError):
    """The council has no matter with this number."""

    key = "no_matter"


class MaySupport(NotAllowed):
    """The person has no right to this, but can support the matter."""

    key = "may_support"


class WrongState(CouncilError):
    """The act is not possible in the matter's `state`."""

    key = "wrong_state"


class AlreadySo(WrongState):
    """The matter is in the state already to which the act leads."""

    key = "already_so"


class SameResolution(AlreadySo):
    """The resolution has these words already."""

    key = "same_resolution"


class SameAssignment(AlreadySo):
    """The matter has this handler and this deadline already."""

    key = "same_assignment"


class NotAcceptedYet(WrongState):
    """The act becomes possible when the matter is accepted."""

    key = "not_accepted_yet"


class StillPublicized(WrongState):
    """The act becomes possible when the publication is over, after the `last_day`."""

    key = "still_publicized"


class FeedbackTooEarly(WrongState):
    """The matter is not reported done, or is no more: whoever is asked answers when it is."""

    key = "feedback_too_early"


class FeedbackOver(WrongState):
    """The matter is closed: nobody is asked any more whether it is solved."""

    key = "feedback_over"


class VotedOn(CouncilError):
    """A formal vote on the matter was opened once: its proposer cannot withdraw it any more."""

    key = "voted_on"


class OwnMatter(CouncilError):
    """Proposers cannot support their own matter: they count as behind it already."""

    key = "own_matter"


class SameMatter(CouncilError):
    """A matter cannot be merged into itself."""

    key = "same_matter"


class NotAsked(CouncilError):
    """The person is not among those asked."""

    key = "not_asked"


class StagesMissing(CouncilError):
    """The matter's procedure asks for more first; `missing` names it, joined by commas."""

    key = "stages_missing"


class NoStage(CouncilError):
    """The matter's procedure asks for no further stage."""

    key = "no_stage"


class StageLacks(CouncilError):
    """The recorded stage does not meet its requirements; `lacks` names those missing, joined by commas."""

    key = "stage_lacks"


class DecidedByVote(CouncilError):
    """A formal vote took the resolution: only another vote changes it."""

    key = "decided_by_vote"


class NoObjection(CouncilError):
    """No objection waits for an answer."""

    key = "no_objection"


class TooManyObjections(CouncilError):
    """Too many people object: the matter must be deliberated again."""

    key = "too_many_objections"


class TooManyRemarks(CouncilError):
    """The matter has as many remarks as its page can show."""

    key = "too_many_remarks"


class ReturnedOnce(CouncilError):
    """An assignment can be returned only once for a matter."""

    key = "returned_once"


class Paused(CouncilError):
    """The matter's deadlines are paused already."""

    key = "paused"


class NotPaused(CouncilError):
    """The matter's deadlines are not paused."""

    key = "not_paused"


class TooEarly(CouncilError):
    """The matter can be archived from `day` on."""

    key = "too_early"


class NotDeliberated(CouncilError):
    """The matter cannot be archived before it was deliberated once."""

    key = "not_deliberated"


class TooLateToUndo(CouncilError):
    """The matter was published more than ten minutes ago."""

    key = "too_late_to_undo"


class ClosedByOther(CouncilError):
    """Another person closed the matter, or it was closed by itself."""

    key = "closed_by_other"


class ClosedTooLongAgo(CouncilError):
    """The matter was closed more than ten minutes ago."""

    key = "closed_too_long_ago"


class ClosingOvertaken(CouncilError):
    """The matter went on after it was closed, or was not closed at all."""

    key = "closing_overtaken"


class NoPicture(CouncilError):
    """A photo was asked for, and none came."""

    key = "no_picture"


class TooManyPictures(CouncilError):
    """A matter has at most `limit` attachments."""

    key = "too_many_pictures"

"""Refusals about councils, their people and roles."""

from bot.domain.shared.errors import CouncilError


class NoCouncil(CouncilError):
    """The group is not a council yet, or the person belongs to none."""

    key = "no_council"


class NotMember(CouncilError):
    """The person does not belong to the council that the button or number is about."""

    key = "not_member"


class SeveralPeople(CouncilError):
    """More than one person shows that name."""

    key = "several_people"


class NoSuchPerson(CouncilError):
    """The council knows nobody of that name."""

    key = "no_such_person"


class UnknownPerson(CouncilError):
    """The council knows no person of this `name` yet."""

    key = "unknown_person"


class SeveralJoined(CouncilError):
    """The message that is answered names several people who joined: those of these `names`."""

    key = "several_joined"


class HasLeft(CouncilError):
    """The message that is answered says that a person left."""

    key = "has_left"


class CannotHoldRole(CouncilError):
    """Bots, channels and anonymous administrators hold no role."""

    key = "cannot_hold_role"


class HasNotRole(CouncilError):
    """The person does not have the `role` that is to be removed."""

    key = "has_not_role"


class NotAPerson(CouncilError):
    """Bots, channels and anonymous administrators hold no role and have no voice."""

    key = "not_a_person"


class AccountDeleted(CouncilError):
    """The account was deleted on the platform."""

    key = "account_deleted"


class NoSuchRole(CouncilError):
    """The word names no role."""

    key = "no_such_role"


class NoSuchTerm(CouncilError):
    """The words after 任期 name neither a month nor a day."""

    key = "no_such_term"


class TooManyParties(CouncilError):
    """A council has two parties at least, and at most `limit`."""

    key = "too_many_parties"


class LastHead(CouncilError):
    """The only head cannot resign without a successor."""

    key = "last_head"


class AdminOnly(CouncilError):
    """Setting up a council requires an administrator of the group."""

    key = "admin_only"


class SeveralCouncils(CouncilError):
    """The person belongs to several councils and it is not clear which is meant."""

    key = "several_councils"


class OfficersOnly(CouncilError):
    """The desk is for the officers of the council."""

    key = "officers_only"


class PracticeOff(CouncilError):
    """The `practice` is not switched on in this council."""

    key = "practice_off"

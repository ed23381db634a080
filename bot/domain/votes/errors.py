"""Refusals about formal votes."""

from bot.domain.shared.errors import CouncilError


class NoVote(CouncilError):
    """No formal vote was held on this matter."""

    key = "no_vote"


class VoteGone(CouncilError):
    """The draft of the vote was cancelled, or the vote is open already."""

    key = "vote_gone"


class VoteOver(CouncilError):
    """The vote accepts no more ballots."""

    key = "vote_over"


class NobodyEntitled(CouncilError):
    """The roll has no one entitled to vote."""

    key = "nobody_entitled"


class BadSpan(CouncilError):
    """The duration of the vote is too short or too long."""

    key = "bad_span"


class NotOnRoll(CouncilError):
    """The person's account is linked to no unit of the roll."""

    key = "not_on_roll"


class OutOfScope(CouncilError):
    """The person's units are not in `scope`, the part of the roll that this vote is about."""

    key = "out_of_scope"


class NotACouncillor(CouncilError):
    """Only council members vote, and this person was none when the vote opened."""

    key = "not_a_councillor"


class VotedOnPaper(CouncilError):
    """The unit's ballot was cast on paper."""

    key = "voted_on_paper"


class HasVoted(CouncilError):
    """The unit has a ballot already."""

    key = "has_voted"


class NoSuchUnit(CouncilError):
    """The words name no unit that this vote is about."""

    key = "no_such_unit"


class NoSuchChoice(CouncilError):
    """The words are neither for nor against nor an abstention."""

    key = "no_such_choice"


class SecretPaper(CouncilError):
    """A paper ballot of a secret vote is entered in private: in the group everybody would read it."""

    key = "secret_paper"


class NoWitness(CouncilError):
    """No possible witness of a paper ballot has a private chat with the bot."""

    key = "no_witness"


class OwnPaper(CouncilError):
    """The officer who entered a paper ballot cannot witness it."""

    key = "own_paper"


class PaperGone(CouncilError):
    """The paper ballot is counted already, or a newer entry replaced it."""

    key = "paper_gone"


class UrgedLately(CouncilError):
    """Voters were reminded less than an hour ago; `minutes` until the next reminder is possible."""

    key = "urged_lately"


class NoRule(CouncilError):
    """The rule library has no such rule, or none that is in force on that day."""

    key = "no_rule"

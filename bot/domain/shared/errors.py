"""Refusals that every capability knows: each has a name and data; the words are chosen in the views."""

from typing import ClassVar

Value = str | int | bool


class CouncilError(Exception):
    """A request that cannot be fulfilled. `params` fills the sentence that the views keep under `key`."""

    key: ClassVar[str] = ""

    def __init__(self, **params: Value) -> None:
        super().__init__(self.key, params)
        self.params = params


class NotAllowed(CouncilError):
    """The person has no right to this; `who` names the roles that have, joined by commas."""

    key = "not_allowed"


class TooShort(CouncilError):
    """The text is too short."""

    key = "too_short"


class TooLong(CouncilError):
    """The text is over `limit` characters."""

    key = "too_long"


class NoSuchSpan(CouncilError):
    """The words name no duration and no day."""

    key = "no_such_span"


class NoSuchDay(CouncilError):
    """The words name no day that can be understood."""

    key = "no_such_day"


class PastDay(CouncilError):
    """The day or moment is over already."""

    key = "past_day"


class PastThisYear(PastDay):
    """The month and day are past in this year; `day` (ISO) is next year's, which `text` names."""

    key = "past_this_year"


class UnclearPlace(CouncilError):
    """The text for `place` seems to contain days or times; in `text` the place is marked as such."""

    key = "unclear_place"


class DraftGone(CouncilError):
    """The draft was sent already, or waited too long."""

    key = "draft_gone"


class GroupOnly(CouncilError):
    """The command works in the council's group only."""

    key = "group_only"


class PrivateOnly(CouncilError):
    """The command works in a private chat with the bot only."""

    key = "private_only"


class OldButton(CouncilError):
    """The button is of another chat, too old, or not the bot's."""

    key = "old_button"


class DialogGone(CouncilError):
    """The question was answered or left already, or waited too long."""

    key = "dialog_gone"


class QuestionToAnother(CouncilError):
    """The question below which a button was pressed was put to somebody else."""

    key = "question_to_another"


class NoSuchMoment(CouncilError):
    """The words name no day and time that can be understood."""

    key = "no_such_moment"


class BadNumber(CouncilError):
    """The words name no matter's number."""

    key = "bad_number"


class OneAtATime(CouncilError):
    """Several matters are named where one can be dealt with at a time; `listed` names them."""

    key = "one_at_a_time"


class TooManyNumbers(CouncilError):
    """More than `limit` matters are named in one message."""

    key = "too_many_numbers"


class NoFile(CouncilError):
    """The platform does not provide the file, or provides another one than was previewed."""

    key = "no_file"


class PlatformSlow(CouncilError):
    """The platform did not answer what the bot had to ask it first; nothing was decided."""

    key = "platform_slow"


class TooManyGuesses(CouncilError):
    """The account tried too many codes in a short time."""

    key = "too_many_guesses"


class NoSuchPeriod(CouncilError):
    """The words name no month and no year."""

    key = "no_such_period"


class BadPeriod(CouncilError):
    """A publication lasts at least `least` days."""

    key = "bad_period"


DOUBTS = (
    PastThisYear,
    UnclearPlace,
)  # it is asked whether the words are meant so; `text` says the same without a doubt

"""Refusals about surveys."""

from bot.domain.shared.errors import CouncilError


class NoSurvey(CouncilError):
    """There is no survey of this `number`."""

    key = "no_survey"


class SurveyNotOpen(CouncilError):
    """The survey is not posted yet: what is shown is its preview."""

    key = "survey_not_open"


class SurveyOver(CouncilError):
    """The survey is over: nobody can answer any more."""

    key = "survey_over"


class SurveyRunning(CouncilError):
    """The survey is still running: its answers are seen when it is over."""

    key = "survey_running"


class SurveyBegun(CouncilError):
    """People have begun to answer: the questions cannot be changed any more, the survey can be copied."""

    key = "survey_begun"


class NoQuestions(CouncilError):
    """The survey has no question yet."""

    key = "no_questions"


class TooManyQuestions(CouncilError):
    """A survey has `most` questions at most."""

    key = "too_many_questions"


class BadOptions(CouncilError):
    """A question to choose from has 2 to `most` different options, each of `length` characters at most."""

    key = "bad_options"


class BadNumber(CouncilError):
    """The answer is no number."""

    key = "bad_survey_number"


class BadSurveyTime(CouncilError):
    """A survey is open for a day at least, and for `most` days at most."""

    key = "bad_survey_time"


class AnswerTooLong(CouncilError):
    """An answer in words has `limit` characters at most."""

    key = "survey_answer_too_long"


class TooFewAnswers(CouncilError):
    """An anonymous survey that fewer than `least` people have answered shows no answers: they could be told apart."""

    key = "too_few_answers"


class NotTicked(CouncilError):
    """Only those who ticked this answer are invited."""

    key = "not_ticked"


class InvitedAlready(CouncilError):
    """Those who ticked this answer have been invited to this."""

    key = "invited_already"


class NothingToInviteTo(CouncilError):
    """The meeting or event is over or cancelled: nobody can be invited to it."""

    key = "nothing_to_invite_to"

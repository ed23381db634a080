"""Rows of surveys in the tables of services."""

from bot.domain.councils.council import Member
from bot.domain.councils.practice import Practice
from bot.domain.surveys.answers import SurveyInvitee, SurveyResponse, SurveyResult
from bot.domain.surveys.survey import Survey
from bot.ports import Tx
from bot.services.councils.belongings import Json, drop, of_member
from bot.services.matters import downtime
from bot.services.practice_services import PracticeServices
from bot.services.surveys import forms, survey_jobs


def _response(_tx: Tx, response: SurveyResponse, _member: Member) -> Json:
    """Return that they answered a survey, and in one with names what; nobody knows that of an envelope."""
    return {"survey": response.survey, "done": response.done, "answers": response.answers}


SURVEYS_SERVICES = PracticeServices(
    practice=Practice.SURVEYS,
    jobs={
        "survey_reminder": downtime.when_in_the_group(survey_jobs.remind_of_survey),
        "survey_over": survey_jobs.close_on_time,
    },
    of_members=(
        of_member(SurveyResponse, "person", "surveys", _response, erase=forms.drop_response),
        of_member(SurveyInvitee, "person", "survey_invitations", erase=drop),
    ),
    not_given_out={
        Survey: "who made it acted for the council; what they answered is given out",
        SurveyResult: "it counts answers by question and names nobody",
    },
    stays={
        Survey: "it is the council's paper; it names who made it by a number",
        SurveyResult: "it counts on, without a name",
    },
)

"""Answers as they are kept: of a survey with names in clear, of an anonymous one in an envelope.

The key of the envelopes lies in a file of its own and is destroyed at the end of the survey; journal and copies hold
envelopes alone, which are all of one length. docs/developers/decisions/ says why.
"""

from dataclasses import replace

import orjson

from bot import ballot_encryption
from bot.domain.surveys.answers import SurveyInvitee, SurveyResponse, envelope_width
from bot.domain.surveys.survey import Survey, SurveyKey
from bot.ports import Tx


def find_response(tx: Tx, survey: Survey, person: int) -> SurveyResponse | None:
    """Return the answers of a person, None before they begin."""
    return tx.get(SurveyResponse, SurveyResponse.key_of(survey.council, survey.number, person))


def find_invitee(tx: Tx, survey: Survey, person: int) -> SurveyInvitee | None:
    """Return the wish of a person to be invited, which they left by name in an anonymous survey."""
    return tx.get(SurveyInvitee, SurveyInvitee.key_of(survey.council, survey.number, person))


def list_responses(tx: Tx, survey: Survey) -> list[SurveyResponse]:
    """Return the answers of everybody who handed theirs in."""
    return tx.find(SurveyResponse, "survey", survey.council, survey.number, True)


def read_answers(tx: Tx, survey: Survey, response: SurveyResponse | None) -> tuple[str, ...]:
    """Return what a person has answered so far, one text for each question."""
    if response is None:
        return ("",) * len(survey.questions)
    if not survey.anonymous:
        return response.answers
    return open_envelope(get_secret(tx, survey), response)


def open_envelope(secret: str, response: SurveyResponse) -> tuple[str, ...]:
    """Return the answers in an envelope."""
    return tuple(orjson.loads(ballot_encryption.unseal(secret, response.sealed)))


def keep_answers(tx: Tx, survey: Survey, response: SurveyResponse, answers: tuple[str, ...]) -> SurveyResponse:
    """Keep the answers of a person in place of those before."""
    kept = with_answers(tx, survey, response, answers)
    tx.put(kept)
    return kept


def with_answers(tx: Tx, survey: Survey, response: SurveyResponse, answers: tuple[str, ...]) -> SurveyResponse:
    """Return a response with other answers, in a new envelope if the survey is anonymous."""
    if not survey.anonymous:
        return replace(response, answers=answers)
    width = envelope_width(survey.questions)
    return replace(response, sealed=ballot_encryption.seal(get_secret(tx, survey), pack_answers(answers), width))


def pack_answers(answers: tuple[str, ...]) -> str:
    """Return answers as they lie in an envelope."""
    return orjson.dumps(answers).decode()


def get_secret(tx: Tx, survey: Survey) -> str:
    """Return the key of an open anonymous survey's envelopes."""
    found = tx.secrets.get(SurveyKey, SurveyKey.key_of(survey.council, survey.number))
    if found is None:
        raise ValueError(f"the key of survey {survey.key} is gone")
    return found.secret

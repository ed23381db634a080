"""Answers of a Bot API server, validated before the library builds errors and objects of them."""

from collections.abc import Mapping
from typing import Any

from telegram.error import TelegramError

from handlers.telegram.json_text import parse_json

LONGEST_RETRY_AFTER = 86_400  # seconds; longer than that no server means it


class Answer(dict[str, Any]):
    """An answer in the form that the library reads; an absent result is an error of the server."""

    def __missing__(self, _key: str) -> Any:
        """Raise TelegramError."""
        raise TelegramError("Invalid server response")


def parse_answer(payload: bytes) -> Answer:
    """Return the answer, its parameters of the documented types and bounded; raises TelegramError for anything else.

    https://core.telegram.org/bots/api#making-requests
    """
    try:
        answer = parse_json(payload)
    except ValueError as error:
        raise TelegramError("Invalid server response") from error
    if not isinstance(answer, dict):
        raise TelegramError("Invalid server response")
    if not isinstance(answer.get("description", ""), str):
        del answer["description"]
    parameters = answer.get("parameters")
    if parameters is not None:
        answer["parameters"] = _checked(parameters) if isinstance(parameters, dict) else {}
    return Answer(answer)


def _checked(parameters: Mapping[str, object]) -> dict[str, int]:
    """Return the parameters that are whole numbers; a rest of more than a day is cut."""
    numbers = {name: value for name, value in parameters.items() if type(value) is int}
    if "retry_after" in numbers:
        numbers["retry_after"] = min(max(numbers["retry_after"], 1), LONGEST_RETRY_AFTER)
    return numbers

"""sendPoll and stopPoll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.entities import units
from sandbox.errors import bad_request
from sandbox.poll import Poll

from . import keyboards, outgoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.model import Json

    from .request import Request

MAX_QUESTION = 300
MAX_OPTION = 100
MAX_EXPLANATION = 200
OPTION_COUNTS = range(1, 13)
_FIRST_POLL = 5_000_000_000_000_000_000
# https://core.telegram.org/bots/api#sendpoll: 5 to 2628000 seconds (a month) in the future.
OPEN_SECONDS = range(5, 2_628_001)


def send_poll(request: Request) -> Json:
    """https://core.telegram.org/bots/api#sendpoll."""
    request.chat  # noqa: B018 - refuses first when the bot cannot speak there
    question, _ = outgoing.formatted(request.world, request["question"], request.get("question_parse_mode"))
    options = [
        outgoing.formatted(request.world, option["text"], option.get("text_parse_mode"))[0]
        for option in request["options"]
    ]
    _check_words(question, options)
    explanation, _ = outgoing.formatted(
        request.world, request.get("explanation", ""), request.get("explanation_parse_mode")
    )
    if units(explanation) > MAX_EXPLANATION:
        raise bad_request("poll explanation is too long")
    poll = Poll(
        id=str(_FIRST_POLL + request.world.numbers_from + request.world.sequence()),
        question=question,
        options=options,
        is_anonymous=request.get("is_anonymous", True),
        allows_multiple_answers=request.get("allows_multiple_answers", False),
        allows_revoting=request.get("allows_revoting", request.get("type") != "quiz"),
        kind=request.get("type", "regular"),
        closes_at=_closing(request),
        is_closed=request.get("is_closed", False),
        extra=_extra(request, explanation),
    )
    message = outgoing.send(request, {}, poll=poll)
    request.world.polls[poll.id] = message
    return message.as_json()


def stop_poll(request: Request) -> Json:
    """https://core.telegram.org/bots/api#stoppoll."""
    message = request.message("message with poll to stop not found")
    if message.poll is None:
        raise bad_request("message with poll to stop not found")
    if message.sender is not request.world.bot:
        raise bad_request("poll can't be stopped")
    if message.poll.is_closed:
        raise bad_request("poll has already been closed")
    message.markup = keyboards.check(request.get("reply_markup"))
    request.world.close_poll(message)
    return message.poll.as_json()


def _check_words(question: str, options: list[str]) -> None:
    if not question:
        raise bad_request("poll question must be non-empty")
    if units(question) > MAX_QUESTION:
        raise bad_request(f"poll question length must not exceed {MAX_QUESTION}")
    if len(options) not in OPTION_COUNTS:
        if not options:
            raise bad_request("poll must have at least 1 option")
        raise bad_request(f"poll can't have more than {OPTION_COUNTS[-1]} options")
    for option in options:
        if not option:
            raise bad_request("poll options must be non-empty")
        if units(option) > MAX_OPTION:
            raise bad_request(f"poll options length must not exceed {MAX_OPTION}")


def _closing(request: Request) -> float | None:
    now = request.world.clock.timestamp()
    if "open_period" in request.params and "close_date" in request.params:
        raise bad_request("open_period and close_date can't be used together")
    period = request.get("open_period")
    if period is None and "close_date" in request.params:
        period = round(request["close_date"] - now)
    if period is None:
        return None
    if int(period) not in OPEN_SECONDS:
        raise bad_request("poll open period is invalid" if "open_period" in request.params else "close date is invalid")
    return now + float(period)


def _extra(request: Request, explanation: str) -> Json:
    passed_on = ("open_period", "close_date", "correct_option_ids", "description")
    extra: dict[str, Any] = {key: request[key] for key in passed_on if key in request.params}
    if explanation:
        extra["explanation"] = explanation
    return extra


METHODS: dict[str, Callable[[Request], Any]] = {"sendPoll": send_poll, "stopPoll": stop_poll}

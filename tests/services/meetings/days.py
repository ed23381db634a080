"""Meeting days of the tests: set, called and pressed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.domain.councils.council import Account
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.services.meetings import planning
from tests import cast
from tests.builders import back
from tests.services.hall import Hall


def shanghai(written: str) -> datetime:
    """The instant of a local time, such as 03-08 19:30."""
    return datetime.fromisoformat(f"2026-{written}:00+08:00").astimezone(UTC)


FIRST, SECOND, THIRD = shanghai("03-08 19:30"), shanghai("03-18 19:30"), shanghai("03-28 19:30")


def planned(hall: Hall) -> list[Meeting]:
    return sorted(
        (each for each in hall.every(Meeting) if each.state is MeetingState.PLANNED), key=lambda each: each.at
    )


def schedule(hall: Hall, text: str, by: Account = cast.HEAD) -> None:
    hall.at(planning.set_schedule, by=by, text=text, reply_to=back())


def convene(hall: Hall, text: str = "3月5日 19:30 居委会 商量停车") -> Meeting:
    hall.at(planning.convene_meeting, by=cast.HEAD, text=text, reply_to=back())
    return max(hall.every(Meeting), key=lambda each: each.number)


def press(hall: Hall, act: Callable[..., Any], number: int = 1, by: Account = cast.HEAD, **wishes: Any) -> str:
    key: str = hall.at(act, council=1, number=number, by=hall.by(by), **wishes).key
    return key


def reminded(hall: Hall, until: datetime) -> int:
    hall.pass_time(until)
    return [each.view for each in hall.deliver()].count("meeting.reminder")

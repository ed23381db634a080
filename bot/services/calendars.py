"""The calendar file: the meetings that are planned, and the regular days after them."""

from datetime import datetime

from bot.domain import errors
from bot.domain.council import Account
from bot.domain.meeting import Meeting, MeetingState
from bot.ports import Tx
from bot.services import meetings, people
from bot.services.telling import ReplyTo, answer
from bot.shown import ShownCalendar

DAYS = 12  # regular days that are told of in advance


def ask(tx: Tx, *, council: int, by: Account, now: datetime, back: ReplyTo) -> None:
    """Give the calendar file; raises NoMeeting when there is nothing in it."""
    people.actor(tx, council, by, back.chat)
    shown = read(tx, council, now)
    if not shown.meetings and not shown.days:
        raise errors.NoMeeting
    answer(tx, back, "calendar", {"council": council}, now=now)


def read(tx: Tx, council: int, now: datetime) -> ShownCalendar:
    """Give what stands in the calendar file.

    Regular days before the regular meeting that is planned were called off or moved.
    """
    home = people.council(tx, council)
    planned = [each for each in tx.find(Meeting, "planned", council, MeetingState.PLANNED) if each.ends > now]
    held = tx.find(Meeting, "planned", council, MeetingState.OPEN)
    after = max([now, *(each.at for each in (*planned, *held) if each.regular)])
    return ShownCalendar(home, tuple(planned), tuple(meetings.coming_days(home, after, DAYS)), now)

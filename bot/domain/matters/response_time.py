"""The time until a proposal is answered, in days of the council's zone: taken up, turned down, merged or solved."""

from zoneinfo import ZoneInfo

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter

ANSWERS = frozenset({Act.ACCEPT, Act.REJECT, Act.MERGE, Act.AGENDA, Act.VOTE, Act.ASSIGN, Act.RECEIVED, Act.DONE})


def find_answer(matter: Matter) -> Entry | None:
    """Return the first answer to a proposal; None while it waits for one."""
    return next((entry for entry in matter.timeline if entry.what in ANSWERS), None)


def days_until_answer(matter: Matter, zone: str) -> int | None:
    """Return how many days after its proposal a matter was answered, 0 for the same day; None while it waits."""
    answer, here = find_answer(matter), ZoneInfo(zone)
    return (answer.at.astimezone(here).date() - matter.at.astimezone(here).date()).days if answer else None

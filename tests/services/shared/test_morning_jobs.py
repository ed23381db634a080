"""What the clock reminds one person of joins their next morning list."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.hierarchy.escalation_ladder import LadderStep, Level
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.state import State
from bot.domain.shared.outbox_message import OutboxMessage
from bot.domain.shared.reminder import ReminderKind
from bot.messages import registry
from bot.ports import Why
from bot.services.councils import members
from bot.services.matters import assignments
from bot.services.shared import morning_jobs
from tests import cast
from tests.cast import private
from tests.services.hall import Hall


def morning(day: int) -> datetime:
    """Nine in the morning of a day in March, in Shanghai."""
    return datetime(2026, 3, day, 1, 0, tzinfo=UTC)


def heard(hall: Hall, at: datetime) -> list[str]:
    """The kinds of messages that the head is sent in private when that time has come."""
    hall.pass_time(at)
    return [each.view for each in hall.deliver() if each.chat == private(cast.HEAD)]


def test_what_the_clock_hands_up(hall: Hall) -> None:
    """A matter handed up at nine stands in the list of that morning, beside all else, and is no message of its own."""
    head = hall.member(cast.HEAD).person
    ladder = (LadderStep(level=Level.COMMUNITY, person=head),)
    hall.do(lambda tx: tx.put(replace(members.get_council(tx, 1), ladder=ladder)))
    hall.opens_private_chat(cast.HANDLER, cast.HEAD)
    hall.stand(State.RESOLVED)
    wishes = {"handler": hall.by(cast.HANDLER), "day": date(2026, 3, 20)}
    hall.at(assignments.assign_matter, council=1, number=1, by=hall.by(cast.HEAD), **wishes)
    hall.deliver()
    assert [heard(hall, morning(day)) for day in (3, 4)] == [[], ["morning"]]
    assert hall.matter().assignment.handler == head


def reminded(hall: Hall, kind: ReminderKind) -> None:
    """The head is reminded of something."""
    head = hall.member(cast.HEAD)
    hall.stand(State.LONG_RUN, assignment=Assignment(handler=head.person))
    about = {"number": 1, "whom": head.person, "role": "head"}
    for _ in range(2):
        hall.do(morning_jobs.remind, hall.council(), head, kind, **about, now=hall.now)


@pytest.mark.parametrize("kind", ReminderKind)
def test_the_reader_blocked_the_bot(hall: Hall, kind: ReminderKind) -> None:
    """A reminder is told to the group when its reader's list is refused, but for letters and unopened days."""
    hall.opens_private_chat(cast.HEAD)
    reminded(hall, kind)
    hall.pass_time(morning(3))
    (listed,) = hall.told("morning")
    assert [each.kind for each in listed.params.reminders] == [kind]
    hall.do(registry.on_refused, listed, Why.GONE, now=hall.now)
    instead = [each.view for each in hall.every(OutboxMessage) if each.id.startswith("reminder/")]
    assert instead == [view for view in [morning_jobs.GROUP_VIEWS.get(kind)] if view]
    assert hall.member(cast.HEAD).open_chat is None


@pytest.mark.parametrize("kind", ReminderKind)
def test_without_a_private_chat(hall: Hall, kind: ReminderKind) -> None:
    """The group reads it, unless the step itself is told there or it is nobody else's; not at night."""
    hall.now = datetime(2026, 3, 2, 15, tzinfo=UTC)
    reminded(hall, kind)
    told = [each for each in hall.every(OutboxMessage) if each.id.startswith("reminder/")]
    silent = {
        ReminderKind.LETTER,
        ReminderKind.UNOPENED,
        ReminderKind.DUTY_GAPS,
        ReminderKind.GRID_CHECKS,
        ReminderKind.WISH,
        ReminderKind.WISHES_STUCK,
        ReminderKind.CLUES,
        ReminderKind.OWN_CLUES,
        *morning_jobs.NAMED_IN_NEWS,
    }
    assert [each.view for each in told] == ([] if kind in silent else [morning_jobs.GROUP_VIEWS[kind]])
    assert {each.not_before for each in told} <= {datetime(2026, 3, 2, 23, 30, tzinfo=UTC)}

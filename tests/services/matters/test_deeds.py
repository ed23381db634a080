"""Deeds: noted by the capability in which they happen, taken back where they did not last."""

import pytest

from bot.domain.events.event import Event
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed, DeedKind
from bot.services import reactions
from bot.services.events import check_ins, events
from bot.services.matters import closings, progress, verification
from bot.services.meetings import attendance, sessions
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

HERE = (cast.GROUP, 9)


@pytest.fixture
def deeds(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, DeedKind, int, bool]]:
    """The deeds that a practice would count, as they come."""
    noted: list[tuple[int, DeedKind, int, bool]] = []

    def count(_tx: object, deed: Deed) -> None:
        noted.append((deed.person, deed.kind, deed.number, deed.undone))

    monkeypatch.setattr(reactions, "DEED_REACTIONS", (count,))
    return noted


def test_a_matter_reported_done_is_a_deed_of_its_handler(
    hall: Hall, deeds: list[tuple[int, DeedKind, int, bool]]
) -> None:
    """A report is a deed; taken back, or reopened by who asked for it, it was none."""
    hall.stand(State.IN_PROGRESS)
    clerk = hall.by(cast.CLERK)
    one = {"council": 1, "number": 1}
    hall.at(progress.report_done, **one, by=clerk, text="装好了")
    hall.at(closings.undo_done, **one, by=clerk)
    hall.at(progress.report_done, **one, by=clerk, text="真装好了")
    hall.at(verification.reopen_matter, **one, by=hall.by(cast.RESIDENT), reason="灯又坏了")
    assert deeds == [(clerk.person, DeedKind.MATTER, 1, undone) for undone in (False, True, False, True)]


def test_being_at_a_meeting_is_a_deed(hall: Hall, deeds: list[tuple[int, DeedKind, int, bool]]) -> None:
    """A check-in counts once; a name noted by mistake counts no more, and a name that nobody has never did."""
    hall.at(sessions.open_meeting, council=1, by=hall.by(cast.HEAD))
    held = hall.do(attendance.get_open_meeting, 1).number
    clerk = hall.by(cast.CLERK)
    for _press in range(2):
        hall.at(attendance.check_in, council=1, number=held, by=clerk, shown=HERE)
    noted = {"council": 1, "by": hall.by(cast.HEAD)}
    hall.at(attendance.list_present, **noted, text="王奶奶")
    hall.at(attendance.list_present, **noted, text=f"撤销 {clerk.name}")
    assert deeds == [(clerk.person, DeedKind.MEETING, held, undone) for undone in (False, True)]


def test_being_at_an_event_is_a_deed(hall: Hall, deeds: list[tuple[int, DeedKind, int, bool]]) -> None:
    """A check-in counts once; a name noted by mistake counts no more, and a name that nobody has never did."""
    hall.at(events.post_event, council=1, text="3月7日 9:00 小广场 大扫除", by=cast.CAPTAIN, reply_to=back())
    resident = hall.by(cast.RESIDENT)
    hall.now = next(iter(hall.every(Event))).checks_in_from
    for _press in range(2):
        hall.tap(check_ins.press_check_in, Intent("event_here", 1, 1), cast.RESIDENT)
    noted = {"council": 1, "number": 1, "by": hall.by(cast.CAPTAIN)}
    hall.at(check_ins.note_there, **noted, text="王奶奶")
    hall.at(check_ins.note_there, **noted, text=f"撤销 {resident.name}")
    assert deeds == [(resident.person, DeedKind.EVENT, 1, undone) for undone in (False, True)]

"""What is done when its time has come."""

from datetime import timedelta

from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.services.scheduled_jobs import JOBS
from bot.services.shared import jobs
from bot.services.shared.enqueue import MESSAGE_KEPT, reply
from tests.builders import NOW, back
from tests.services.hall import Hall


def test_a_message_is_forgotten_after_a_while(hall: Hall) -> None:
    """A message that is no card is forgotten after ninety days; a card never."""
    hall.propose()
    hall.at(reply, reply_to=back("m"), view="members", params=MessageParams(council=1), remember=True)
    hall.deliver()
    hall.pass_time(MESSAGE_KEPT - timedelta(seconds=1))
    assert {"members", "matter.card"} <= {posted.view for posted in hall.every(SentMessage)}
    hall.pass_time(timedelta(seconds=1))
    kept = {posted.view for posted in hall.every(SentMessage)}
    assert "matter.card" in kept
    assert "members" not in kept


def test_waiting(hall: Hall) -> None:
    """The same act about the same thing waits once, the newest time counts; forgetting leaves other acts alone."""
    for hours in (1, 2):
        hall.do(jobs.schedule, "remind", "meeting/9/9", NOW + timedelta(hours=hours))
    hall.do(jobs.schedule, "remind", "meeting/9/9", NOW, name="3d")
    hall.do(jobs.schedule, "meeting_over", "meeting/9/9", NOW)

    def about() -> list[Job]:
        return [row for row in hall.every(Job) if row.about == "meeting/9/9"]

    assert sorted((row.act, row.at - NOW) for row in about()) == [
        ("meeting_over", timedelta()),
        ("remind", timedelta()),
        ("remind", timedelta(hours=2)),
    ]
    hall.do(jobs.cancel, "meeting/9/9", "remind")
    assert [row.act for row in about()] == ["meeting_over"]
    hall.do(jobs.cancel, "meeting/9/9")
    assert about() == []
    assert set(JOBS) >= {row.act for row in hall.every(Job)}

"""Who came to the meetings of a period, and who took part in its votes."""

from datetime import UTC, datetime, timedelta

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry
from bot.domain.matters.state import State
from bot.domain.shared.audit_log import AuditEntry
from bot.domain.shared.ids import MessageId
from bot.domain.votes.vote import Totals, Vote
from bot.read_models.reports import Turnout
from bot.services.meetings import attendance, sessions
from bot.services.reports.dated_rows import Span
from bot.services.reports.turnout import load_turnout
from tests import cast
from tests.services.hall import Hall

MARCH = Span(datetime(2026, 2, 28, 16, tzinfo=UTC), datetime(2026, 3, 31, 16, tzinfo=UTC))
MEETING = datetime(2026, 3, 8, 11, 30, tzinfo=UTC)


def test_meetings_and_votes(hall: Hall) -> None:
    """Votes and meetings that ended in the period stand in their order, with those expected; others do not."""
    hall.now = MEETING
    hall.at(sessions.open_meeting, council=1, by=hall.by(cast.HEAD))
    hall.at(attendance.check_in, council=1, number=1, by=hall.by(cast.HEAD), shown=(cast.GROUP, MessageId("1")))
    hall.now += timedelta(hours=1)
    hall.at(sessions.close_meeting, council=1, by=hall.by(cast.HEAD))
    ended = hall.now + timedelta(days=1)
    matter = hall.stand(State.RESOLVED, timeline=(Entry(at=ended, what=Act.DECIDED, text="1"),))
    line = AuditEntry(council=1, seq=1, at=ended, person=None, what="vote_closed")
    hall.do(
        lambda tx: tx.put(
            Vote(
                council=1,
                number=1,
                matter=1,
                by=1,
                at=MEETING,
                entitled=Totals(units=96),
                turnout=Totals(units=30),
                closed=line,
            )
        )
    )
    met, voted = hall.do(load_turnout, 1, [matter], MARCH)
    assert (met.came, met.at, voted) == (1, MEETING, Turnout(came=30, expected=96, matter=1))
    assert met.expected >= 1
    for span in (Span(MARCH.ends, hall.now + timedelta(days=60)), Span(MARCH.begins, MEETING)):
        assert hall.do(load_turnout, 1, [matter], span) == ()

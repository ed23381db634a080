"""How many came to the meetings of a period, and how many took part in its votes."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.meetings.meeting import Meeting
from bot.domain.votes.vote import Vote
from bot.ports import Tx
from bot.read_models.reports import Turnout
from bot.services.meetings.attendance import load_presence
from bot.services.reports.dated_rows import Span

MEETINGS_READ = 40  # of the newest; a council that meets twice a week has fewer in a quarter
COUNTED = frozenset({Act.DECIDED, Act.VOTED})


def load_turnout(tx: Tx, council: int, touched: Iterable[Matter], span: Span) -> tuple[Turnout, ...]:
    """Return the turnout of each meeting and vote that ended in a period, the oldest first.

    `touched` are the matters to which something happened since the period began.
    """
    found = [*_meetings(tx, council, span), *_votes(tx, touched, span)]
    return tuple(turnout for _, turnout in sorted(found, key=lambda each: each[0]))


def _meetings(tx: Tx, council: int, span: Span) -> Iterator[tuple[datetime, Turnout]]:
    for meeting in tx.find(Meeting, "held", council, upto=span.ends, newest_first=True, limit=MEETINGS_READ):
        if meeting.closed is None or meeting.closed < span.begins:
            return
        there = load_presence(tx, meeting)
        if meeting.closed < span.ends and there.seats:
            yield meeting.closed, Turnout(came=len(there.seated), expected=len(there.seats), at=meeting.at)


def _votes(tx: Tx, touched: Iterable[Matter], span: Span) -> Iterator[tuple[datetime, Turnout]]:
    for matter in touched:
        ended = [entry.at for entry in matter.timeline if entry.what in COUNTED]
        if not any(span.begins <= at < span.ends for at in ended):
            continue
        for vote in tx.find(Vote, "matter", matter.council, matter.number):
            at = vote.closed.at if vote.closed else None
            if at and span.begins <= at < span.ends and vote.entitled.units:
                yield at, Turnout(came=vote.turnout.units, expected=vote.entitled.units, matter=matter.number)

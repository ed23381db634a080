"""Figures of events for statistics and summaries."""

from bot.domain.events.event import Event, EventState
from bot.domain.events.sign_up import CheckIn
from bot.index_rows import CheckInAtRow, EventHeldRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, count_in


def count_events(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the events that were held and how often somebody was there, of all time or in a span."""
    if span is None:
        return {
            "events": tx.count(Event, "state", council, EventState.OVER),
            "came": tx.count(CheckIn, "event", council),
        }
    return {
        "events": count_in(tx, EventHeldRow, council, span),
        "came": count_in(tx, CheckInAtRow, council, span),
    }

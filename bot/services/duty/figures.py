"""Figures of duty for statistics and summaries."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.duty.swap import DutySwap, SwapState
from bot.domain.duty.turn import DutyTurn, Part
from bot.index_rows import DutyDayRow, DutySwapRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.councils import members
from bot.services.reports.dated_rows import Span, iso_instant, rows_since

MOMENT = timedelta(microseconds=1)


def count_duty(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the turns of those on duty and the swaps that were agreed on, of all time or in a span."""
    if span is None:
        return {
            "turns": tx.count(DutyTurn, "part", council, Part.ON_DUTY),
            "swaps": tx.count(DutySwap, "state", council, SwapState.AGREED),
        }
    zone = ZoneInfo(members.get_council(tx, council).zone)
    first, last = (each.astimezone(zone).date().isoformat() for each in (span.begins, span.ends - MOMENT))
    days = rows_since(tx, DutyDayRow, council, first=first, upto=last)
    agreed = tx.rows(DutySwapRow, council, SwapState.AGREED, upto=span.ends)
    begins, ends = iso_instant(span.begins), iso_instant(span.ends)
    return {
        "turns": sum(row.part == Part.ON_DUTY for row in days),
        "swaps": sum(begins <= row.at < ends for row in agreed),
    }

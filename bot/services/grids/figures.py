"""Figures of grids for statistics and summaries: sums of the days."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.grids.check import CheckState, GridCheck, sum_days
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.councils import members
from bot.services.grids.day_counts import count_days
from bot.services.reports.dated_rows import Span

MOMENT = timedelta(microseconds=1)


def count_grids(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the checks that were asked for, made, and found something, of all time or in a span."""
    if span is None:
        fine, found = (tx.count(GridCheck, "state", council, state) for state in (CheckState.FINE, CheckState.FOUND))
        return {"asked": tx.count(GridCheck, "state", council), "made": fine + found, "found": found}
    zone = ZoneInfo(members.get_council(tx, council).zone)
    first, last = (each.astimezone(zone).date() for each in (span.begins, span.ends - MOMENT))
    sums = sum_days(count_days(tx, council, first, last), first)
    return {"asked": sums.asked, "made": sums.fine + sums.found, "found": sums.found}

"""Figures of points for statistics and summaries."""

from bot.domain.points.account import PointEntry
from bot.domain.points.prize import OrderState, PrizeOrder
from bot.index_rows import PointEntryAtRow, PrizeFetchedRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, count_in


def count_points(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the entries of the ledger and the prizes that were fetched, of all time or in a span."""
    if span is None:
        fetched = tx.count(PrizeOrder, "state", council, OrderState.FETCHED)
        return {"entries": tx.count(PointEntry, "at", council), "prizes": fetched}
    return {
        "entries": count_in(tx, PointEntryAtRow, council, span),
        "prizes": count_in(tx, PrizeFetchedRow, council, span),
    }

"""Figures of wishes for statistics and summaries."""

from bot.domain.councils.counter import Numbered
from bot.domain.wishes.wish import Wish, WishState
from bot.index_rows import WishAtRow, WishFulfilledRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, count_in


def count_wishes(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the wishes that were recorded and those that were fulfilled, of all time or in a span."""
    if span is None:
        return {
            "wishes": tx.last_number(council, Numbered.WISH),
            "fulfilled": tx.count(Wish, "state", council, WishState.FULFILLED),
        }
    return {
        "wishes": count_in(tx, WishAtRow, council, span),
        "fulfilled": count_in(tx, WishFulfilledRow, council, span),
    }

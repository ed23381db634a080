"""Figures of stars for statistics and summaries."""

from bot.domain.stars.star_round import Nomination, StarRound
from bot.index_rows import NominationAtRow, StarRoundAtRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, count_in


def count_stars(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the rounds and the nominations in them, of all time or in a span."""
    if span is None:
        return {"rounds": tx.count(StarRound, "at", council), "nominations": tx.count(Nomination, "at", council)}
    return {
        "rounds": count_in(tx, StarRoundAtRow, council, span),
        "nominations": count_in(tx, NominationAtRow, council, span),
    }

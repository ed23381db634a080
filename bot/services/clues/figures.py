"""Figures of clues for statistics and summaries."""

from bot.domain.clues.clue import Clue, ClueState
from bot.domain.councils.counter import Numbered
from bot.index_rows import ClueAtRow, ClueDoneRow, ClueReportAtRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, count_in


def count_clues(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the reports, the clues that they make, and those with a result, of all time or in a span."""
    if span is None:
        return {
            "reports": tx.last_number(council, Numbered.CLUE_REPORT),
            "clues": tx.last_number(council, Numbered.CLUE),
            "results": tx.count(Clue, "state", council, ClueState.DONE),
        }
    return {
        "reports": count_in(tx, ClueReportAtRow, council, span),
        "clues": count_in(tx, ClueAtRow, council, span),
        "results": count_in(tx, ClueDoneRow, council, span),
    }

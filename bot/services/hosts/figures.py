"""Figures of bench meetings for statistics and summaries."""

from bot.domain.hosts.bench_meeting import BenchMeeting, BenchOpinion
from bot.index_rows import BenchMeetingAtRow, BenchOpinionAtRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, count_in


def count_benches(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the bench meetings and the opinions from them, of all time or in a span."""
    if span is None:
        return {"benches": tx.count(BenchMeeting, "at", council), "opinions": tx.count(BenchOpinion, "at", council)}
    return {
        "benches": count_in(tx, BenchMeetingAtRow, council, span),
        "opinions": count_in(tx, BenchOpinionAtRow, council, span),
    }

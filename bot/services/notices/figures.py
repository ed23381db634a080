"""Figures of notices for statistics and summaries."""

from bot.domain.councils.counter import Numbered
from bot.domain.notices.notice import NoticeRead
from bot.index_rows import NoticeAtRow, NoticeReadAtRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, count_in


def count_notices(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the notices that were posted and how often one was read, of all time or in a span."""
    if span is None:
        return {
            "notices": tx.last_number(council, Numbered.NOTICE),
            "reads": tx.count(NoticeRead, "notice", council),
        }
    return {
        "notices": count_in(tx, NoticeAtRow, council, span),
        "reads": count_in(tx, NoticeReadAtRow, council, span),
    }

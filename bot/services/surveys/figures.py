"""Figures of surveys for statistics and summaries."""

from bot.domain.surveys.survey import Survey, SurveyState
from bot.index_rows import SurveyClosedRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.reports.dated_rows import Span, iso_instant, rows_since


def count_surveys(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the surveys that are over and the people who answered them, of all time or in a span."""
    if span is None:
        done = [each.done for each in tx.find(Survey, "state", council, SurveyState.CLOSED)]
    else:
        end = iso_instant(span.ends)
        found = rows_since(tx, SurveyClosedRow, council, first=iso_instant(span.begins), upto=span.ends)
        done = [row.done for row in found if str(row.closed) < end]
    return {"surveys": len(done), "answered": sum(done)}

"""Figures of pledges for statistics and summaries."""

from zoneinfo import ZoneInfo

from bot.domain.pledges.pledge import PledgeDeed, PledgeMonth
from bot.index_rows import PledgeDeedAtRow
from bot.ports import Tx
from bot.read_models.practices import Figures
from bot.services.councils import members
from bot.services.reports.dated_rows import Span, count_in


def count_pledges(tx: Tx, council: int, span: Span | None) -> Figures:
    """Count the pledgers of each month, those who did something, and all deeds, of all time or in a span."""
    months = tx.find(PledgeMonth, "month", council)
    if span is None:
        deeds = tx.count(PledgeDeed, "month", council)
    else:
        zone = ZoneInfo(members.get_council(tx, council).zone)
        first, last = (f"{each.astimezone(zone):%Y-%m}" for each in (span.begins, span.ends))
        months = [each for each in months if first <= each.month < last]
        deeds = count_in(tx, PledgeDeedAtRow, council, span)
    return {
        "pledged": sum(each.pledged for each in months),
        "kept": sum(each.kept for each in months),
        "deeds": deeds,
    }

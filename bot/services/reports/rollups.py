"""Totals of all child councils, counted from indexes alone: no matter and no meeting is read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.councils.council import Member, Role
from bot.domain.matters.matter import Answer, Matter
from bot.domain.matters.satisfaction import Rates
from bot.domain.meetings.meeting import Attendance, Meeting, MeetingState
from bot.index_rows import PlannedRow, SectorRow
from bot.ports import Tx
from bot.read_models.reports import Composition, Rollup
from bot.services.hierarchy.relations import list_descendants
from bot.services.matters import listing
from bot.services.reports.practice_figures import sum_figures

NOT_HELD = (MeetingState.OPEN, MeetingState.INQUORATE)  # those in which people may have checked in


def load_rollup(tx: Tx, council: int) -> Rollup | None:
    """Return the totals of the child councils; None when there are none."""
    every = list_descendants(tx, council)
    if not every:
        return None
    return Rollup(
        councils=len(every),
        total=sum(tx.count(Matter, "number", each) - tx.count(Matter, "below", each) for each in every),
        open=sum(tx.count(Matter, "open", each, True) - tx.count(Matter, "below_open", each, True) for each in every),
        rates=_summed([_own_rates(tx, each) for each in every]),
        meetings=sum(_sat(tx, each) for each in every),
        came=sum(_came(tx, each) for each in every),
        practices=sum_figures(tx, every),
    )


def _own_rates(tx: Tx, council: int) -> Rates:
    """Count the figures of a council's rates without matters from below, which are counted there."""
    rates = listing.load_rates(tx, council)
    if not tx.count(Matter, "below", council):
        return rates
    in_time = tx.count(Matter, "below_acknowledged", council, True)
    return replace(
        rates,
        handed=rates.handed - in_time - tx.count(Matter, "below_acknowledged", council, False),
        in_time=rates.in_time - in_time,
        solved=rates.solved - tx.count(Matter, "below_verified", council, True),
        unverified=rates.unverified - tx.count(Matter, "below_verified", council, False),
        overdue=rates.overdue - tx.count(Matter, "below_overdue", council, True),
    )


def _summed(every: Sequence[Rates]) -> Rates:
    return Rates(
        answers={answer: sum(each.answers.get(answer, 0) for each in every) for answer in Answer},
        handed=sum(each.handed for each in every),
        in_time=sum(each.in_time for each in every),
        solved=sum(each.solved for each in every),
        unverified=sum(each.unverified for each in every),
        overdue=sum(each.overdue for each in every),
    )


def _sat(tx: Tx, council: int) -> int:
    """Count the meetings that were opened and quorate; an unopened day does not count."""
    return tx.count(Meeting, "held", council) - tx.count(Meeting, "planned", council, MeetingState.INQUORATE)


def _came(tx: Tx, council: int) -> int:
    """Count the attendance at the meetings that were held, without the other meetings."""
    others = (row for state in NOT_HELD for row in tx.rows(PlannedRow, council, state))
    elsewhere = sum(tx.count(Attendance, "meeting", council, int(row.key.partition("/")[2])) for row in others)
    return tx.count(Attendance, "meeting", council) - elsewhere


def count_members(tx: Tx, council: int) -> Composition | None:
    """Count the members of the child councils; None when there are none.

    Each person counts once by their highest role, and once by sector.
    """
    every = list_descendants(tx, council)
    if not every:
        return None
    roles = {role: sum(tx.count(Member, "rank", each, place) for each in every) for place, role in enumerate(Role)}
    sectors = Counter(row.sector for each in every for row in tx.rows(SectorRow, each))
    return Composition(len(every), roles, sectors)

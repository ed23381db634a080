"""Reactions to changes of matters, openings of meetings and deeds, in the transaction of the act behind them.

`repository.save` notes a change in the transaction, whatever else counts as a deed notes that; `perform` runs a use
case and then does, for each note in turn, what `REACTIONS`, `OPENING_REACTIONS` or `DEED_REACTIONS` lists. A reaction
may save another matter: that change is noted, and reacted to as well. A store refuses to keep a transaction with notes
left over, so every use case runs through `perform`.
"""

from collections.abc import Callable
from typing import Concatenate

from bot.domain.matters.acts import Act
from bot.domain.matters.change import Change
from bot.domain.meetings.opened import MeetingOpened
from bot.domain.shared.deed import Deed
from bot.ports import P, R, Tx
from bot.services.clues.meeting_clues import take_clues
from bot.services.grids.matter_grids import tell_grid
from bot.services.hierarchy.mirroring import mirror_change
from bot.services.matters.announcements import announce
from bot.services.matters.deeds import note_matter_deed
from bot.services.matters.morning_lists import schedule_list
from bot.services.matters.repository import refresh_card
from bot.services.pledges.pledge_deeds import count_deed
from bot.services.points.deeds import report_deed


def perform(tx: Tx, use_case: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `use_case(tx, …)` and then every reaction to what it saved."""
    value = use_case(tx, *args, **kwargs)
    while tx.notes:
        match tx.notes.pop(0):
            case Change() as change:
                for react in REACTIONS:
                    react(tx, change)
            case Deed() as deed:
                for count in DEED_REACTIONS:
                    count(tx, deed)
            case MeetingOpened() as opened:
                for take in OPENING_REACTIONS:
                    take(tx, opened)
    return value


def _refresh_card(tx: Tx, change: Change) -> None:
    if change.act is not Act.SUBMIT:  # its first card answers what was said
        refresh_card(tx, change.matter, now=change.at)


def _schedule_morning_list(tx: Tx, change: Change) -> None:
    schedule_list(tx, change.matter, now=change.at)


def _announce(tx: Tx, change: Change) -> None:
    if change.news:
        announce(tx, change)


# In this order: news stand below the card that they answer.
REACTIONS: tuple[Callable[[Tx, Change], None], ...] = (
    _refresh_card,
    _schedule_morning_list,
    _announce,
    mirror_change,
    note_matter_deed,
    tell_grid,
)
OPENING_REACTIONS: tuple[Callable[[Tx, MeetingOpened], None], ...] = (take_clues,)
DEED_REACTIONS: tuple[Callable[[Tx, Deed], None], ...] = (count_deed, report_deed)

"""Clues on the agenda of a meeting: all that have no result when it is opened. The group reads their number alone."""

from bot.domain.clues.clue import Clue, ClueState, MeetingClues
from bot.domain.councils.practice import Practice
from bot.domain.meetings.opened import MeetingOpened
from bot.domain.shared.message_params import MessageParams
from bot.index_rows import ClueStateRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.enqueue import notify_person

OPEN = (ClueState.GIVEN, ClueState.NEW)


def take_clues(tx: Tx, opened: MeetingOpened) -> None:
    """Put every clue without a result on the agenda of a meeting that was opened, and show officers which they are."""
    council = members.get_council(tx, opened.council)
    if Practice.CLUES not in council.practices:
        return
    numbers = sorted(row.number for state in OPEN for row in tx.rows(ClueStateRow, opened.council, state))
    if not numbers:
        return
    tx.put(MeetingClues(council=opened.council, meeting=opened.meeting, clues=tuple(numbers)))
    for officer in members.list_reachable_officers(tx, opened.council):
        notify_person(
            tx,
            council,
            officer,
            id=f"meeting_clues/{opened.council}/{opened.meeting}/{officer.person}",
            view="clues.meeting",
            params=MessageParams(council=opened.council, meeting=opened.meeting, person=officer.person, page=1),
            now=opened.at,
            remember=True,
        )


def count_on_agenda(tx: Tx, council: int, meeting: int) -> int:
    """Count the clues on the agenda of a meeting; of one that was not opened, those that would be now."""
    taken = tx.get(MeetingClues, MeetingClues.key_of(council, meeting))
    return len(taken.clues) if taken else sum(tx.count(Clue, "state", council, state) for state in OPEN)

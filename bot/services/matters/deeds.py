"""Deeds that follow from matters: a handler reported one done, or a neighbour solved it on the spot."""

from collections.abc import Mapping

from bot.domain.matters.acts import Act
from bot.domain.matters.change import Change
from bot.domain.shared.deed import Deed, DeedKind
from bot.ports import Tx

DEEDS: Mapping[Act, DeedKind] = {Act.DONE: DeedKind.MATTER, Act.ON_THE_SPOT: DeedKind.ON_THE_SPOT}
UNDONE_BY = frozenset({Act.UNDO_DONE, Act.REOPEN, Act.REOPEN_ABOVE})  # the work did not last, or was not done


def note_matter_deed(tx: Tx, change: Change) -> None:
    """Note the deed that a change of a matter is, or that one before it was none."""
    if change.act not in DEEDS and change.act not in UNDONE_BY:
        return
    done = next((each for each in reversed(change.matter.timeline) if each.what in DEEDS), None)
    if done is None or done.person is None or done.office:
        return  # a mirrored matter: the council that did the work counts it
    tx.notes.append(
        Deed(
            council=change.matter.council,
            person=done.person,
            kind=DEEDS[done.what],
            number=change.matter.number,
            at=change.at,
            undone=change.act in UNDONE_BY,
        )
    )

"""The matters that a question for a number offers as buttons."""

from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.matter import Matter
from bot.domain.shared.question_params import QuestionParams
from bot.index_rows import OpenMatterRow
from bot.ports import Tx
from bot.services.matters.proposals import find_alike
from bot.services.matters.repository import get_matter

LOOKED_AT = 12  # the newest open ones
OFFERED = 4


def offered_matters(tx: Tx, council: int, ask: str, params: QuestionParams) -> tuple[Matter, ...]:
    """Return the few matters that are most likely meant: alike ones for a merger, else the newest that can be."""
    if ask == Act.MERGE:
        if tx.get(Matter, Matter.key_of(council, params.number)) is None:
            return ()
        alike = find_alike(tx, council, get_matter(tx, council, params.number).text)
        return tuple(get_matter(tx, council, number) for number in alike if number != params.number)
    if ask not in {"number", "numbers", Act.POLL}:
        return ()
    act = {"numbers": Act.AGENDA, Act.POLL: Act.POLL}.get(ask, params.then)
    rows = tx.rows(OpenMatterRow, council, True, newest_first=True, limit=LOOKED_AT)
    newest = (get_matter(tx, council, row.number) for row in rows)
    start = ACTS[Act(act)].start if act in set(Act) else frozenset()
    return tuple(matter for matter in newest if not start or matter.state in start)[:OFFERED]

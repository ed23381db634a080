"""The list of a council's children."""

from bot.domain.councils.council import Council
from bot.domain.councils.counter import Numbered
from bot.domain.matters.matter import Matter
from bot.ports import Tx
from bot.read_models.hierarchy import Branch, Branches
from bot.services.councils import members

CHILDREN_PER_PAGE = 10


def load_children(tx: Tx, council_number: int, page: int) -> Branches:
    """Return a page of the councils under one, in the order of their numbers; a page too far is the last."""
    total = tx.count(Council, "parent", council_number)
    pages = max(1, -(-total // CHILDREN_PER_PAGE))
    page = min(max(1, page), pages)
    found = tx.find(Council, "parent", council_number, skip=(page - 1) * CHILDREN_PER_PAGE, limit=CHILDREN_PER_PAGE)
    listed = tuple(
        Branch(
            council,
            tx.last_number(council.number, Numbered.PERSON),
            tx.count(Matter, "open", council.number, True),
        )
        for council in found
    )
    return Branches(members.get_council(tx, council_number), listed, page, pages, total)

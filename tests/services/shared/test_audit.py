"""The record is kept with what it records."""

from bot.domain.matters.acts import Act
from bot.domain.shared.audit_log import ChainHead
from bot.services.shared.audit import append_entry
from tests.services.hall import Hall


def test_each_council_has_its_own_chain(two: Hall) -> None:
    """Acts of each council are numbered and linked for themselves, and the whole holds."""
    for council in (1, 2, 1):
        two.at(append_entry, council=council, what=Act.SUPPORT, person=3, matter=7, facts={"whom": 4})
    heads = {head.council: head for head in two.every(ChainHead)}
    for council in (1, 2):
        own = [line for line in two.lines if line.council == council]
        assert [line.seq for line in own] == list(range(1, len(own) + 1))
        assert (heads[council].seq, heads[council].hash) == (own[-1].seq, own[-1].hash)
    assert (two.last.person, two.last.matter, two.last.facts) == (3, 7, {"whom": 4})
    assert two.verify() == []

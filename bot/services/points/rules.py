"""Rules of points as reports look them up."""

from bot.domain.points.errors import NoPointRule
from bot.domain.points.rule import PointRule
from bot.domain.shared.deed import DeedKind
from bot.ports import Tx

RULES_LIMIT = 100


def list_rules(tx: Tx, council: int) -> list[PointRule]:
    """Return the rules in force."""
    return tx.find(PointRule, "stands", council, True, limit=RULES_LIMIT)


def get_rule(tx: Tx, council: int, number: int) -> PointRule:
    """Return a rule in force; raises NoPointRule."""
    found = tx.get(PointRule, PointRule.key_of(council, number))
    if found is None or not found.stands:
        raise NoPointRule
    return found


def find_rule_of(tx: Tx, council: int, deed: DeedKind) -> PointRule | None:
    """Return the rule that counts a deed by itself."""
    return next(iter(tx.find(PointRule, "deed", council, deed, True, limit=1)), None)

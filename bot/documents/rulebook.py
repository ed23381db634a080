"""The rule library as a table that people read: `python run.py rules`; docs/users/rules.md says what each asks for."""

from collections.abc import Iterator

from bot.domain.votes.rules import RULES, Rule
from bot.locales import SOURCE, words
from bot.views.votes import tallies

RULE_COLUMNS = ("编号", "地方", "有效期", "依据", "核对日期", "")
BETA = "试用"


def rule_rows() -> Iterator[tuple[str, ...]]:
    """Return a row of RULE_COLUMNS for each rule; one that is not settled is marked."""
    _ = words(SOURCE)
    for rule in RULES:
        beta = BETA if rule.beta else ""
        yield rule.id, str(_(tallies.PLACE_LABELS[rule.place])), validity(rule), rule.source, str(rule.checked), beta


def validity(rule: Rule) -> str:
    """Return the period in which a rule is valid, both days included, in Chinese."""
    if rule.since is None:
        return "一直"
    return f"{rule.since} 至 {rule.until}" if rule.until else f"{rule.since} 起"

"""The rule library as a table that people read: `python run.py rules` and docs/users/rules.md."""

from collections.abc import Iterator

from bot.domain.votes.rules import RULES, Basis, Rule, Threshold
from bot.locales import SOURCE, words
from bot.views.votes import tallies

HEADER = ("编号", "地方", "有效期", "依据", "核对日期", "")
BETA = "试用"
BASES = {Basis.ADULTS: "十八周岁以上的人", Basis.HOUSEHOLDS: "户代表", Basis.REPS: "代表"}


def rule_rows() -> Iterator[tuple[str, ...]]:
    """Return a row of HEADER for each rule; one that is not settled is marked."""
    _ = words(SOURCE)
    for rule in RULES:
        beta = BETA if rule.beta else ""
        yield rule.id, str(_(tallies.PLACES[rule.place])), validity(rule), rule.source, str(rule.checked), beta


def document_rows() -> Iterator[str]:
    """Return a row of the table in docs/users/rules.md for each rule."""
    for rule, (name, place, valid, source, checked, beta) in zip(RULES, rule_rows(), strict=True):
        tests = explain_tests(rule)
        yield f"| `{name}`{f' {beta}' if beta else ''} | {place} | {valid} | {tests} | {source} | {checked} |"


def validity(rule: Rule) -> str:
    """Say from when to when it holds, both days included."""
    if rule.since is None:
        return "一直"
    return f"{rule.since} 至 {rule.until}" if rule.until else f"{rule.since} 起"


def explain_tests(rule: Rule) -> str:
    """Say what it asks for, test by test."""
    return "；".join(_asked(each) for each in rule.thresholds)


def _asked(threshold: Threshold) -> str:
    _ = words(SOURCE)
    basis = f"（{BASES[threshold.basis]}）" if threshold.basis else ""
    return f"{tallies.title(_, threshold)}{basis}{tallies.need(_, threshold)}"

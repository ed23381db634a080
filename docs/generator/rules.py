"""The table of voting rules, with what each asks for."""

from bot.documents.rulebook import rule_rows
from bot.domain.votes.rules import RULES, Basis, Rule, Threshold
from bot.locales import SOURCE, words
from bot.views.votes import tallies

BASES = {Basis.ADULTS: "十八周岁以上的人", Basis.HOUSEHOLDS: "户代表", Basis.REPS: "代表"}


def page() -> str:
    """Return a row for each rule; one that is not settled is marked."""
    lines = ["| 编号 | 地方 | 有效期 | 要求 | 依据 | 核对 |", "|---|---|---|---|---|---|"]
    for rule, (name, place, valid, source, checked, beta) in zip(RULES, rule_rows(), strict=True):
        mark = f" {beta}" if beta else ""
        lines.append(f"| `{name}`{mark} | {place} | {valid} | {_asked(rule)} | {source} | {checked} |")
    return "\n".join([*lines, ""])


def _asked(rule: Rule) -> str:
    """Say what it asks for, test by test."""
    return "；".join(_threshold(each) for each in rule.thresholds)


def _threshold(threshold: Threshold) -> str:
    _ = words(SOURCE)
    basis = f"（{BASES[threshold.basis]}）" if threshold.basis else ""
    return f"{tallies.threshold_title(_, threshold)}{basis}{tallies.describe_need(_, threshold)}"

"""Counting ballots into the stored result of a vote, and the stored result back into the tally with its tests."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from bot.domain.votes.rules import Basis, Body, Measure, Rule
from bot.domain.votes.tally import Choice, Counted, Measured, Measures, Tally, judge, measure_ballots, measured
from bot.domain.votes.vote import Result, Vote


def count_result(rule: Rule, units: Iterable[Counted], said: Mapping[str, Choice]) -> Result:
    """Count the ballots under a rule, strictly: silence has no meaning.

    `units` are all that were entitled, `said` has the choice of each unit that voted. Raises ValueError when a ballot's
    unit is not among them.
    """
    measures = measure_ballots(units, said, households=rule.body is Body.HOUSEHOLDS)
    outcome = judge(rule, measures, basis=basis_of(rule)).outcome
    return Result(
        outcome=outcome.value,
        units={choice.value: sum(each is choice for each in said.values()) for choice in Choice},
        heads={name: int(value) for name, value in _cast(measures[Measure.HEADS]).items()},
        area={name: _decimal(value) for name, value in _cast(measures[Measure.AREA]).items()},
        share={name: _decimal(value) for name, value in _cast(measures[Measure.SHARE]).items()},
    )


def basis_of(rule: Rule) -> Basis | None:
    """Return on which basis a vote in a chat is held: where a rule knows several, by households."""
    return Basis.HOUSEHOLDS if Basis.HOUSEHOLDS in rule.bases else None


def measures_of(vote: Vote, rule: Rule) -> Measures:
    """Return the figures by each measure from a stored result."""
    result = vote.result or Result(outcome="")
    heads = vote.entitled.units if rule.body is Body.HOUSEHOLDS else vote.entitled.heads
    return {
        Measure.HEADS: measured(heads, result.heads),
        Measure.AREA: measured(vote.entitled.area, result.area),
        Measure.SHARE: measured(vote.entitled.share, result.share),
    }


def tally_of(vote: Vote, rule: Rule) -> Tally:
    """Judge the stored result again, with every test."""
    return judge(rule, measures_of(vote, rule), basis=basis_of(rule))


def _cast(each: Measured) -> dict[str, Fraction]:
    return {choice.value: getattr(each, choice.value) for choice in Choice}


def _decimal(value: Fraction) -> str:
    """Write a sum of decimals, which is one itself, exactly."""
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")

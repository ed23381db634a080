"""The rule library."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from bot.domain.votes.errors import NoRule
from bot.domain.votes.rules import (
    CHECKED,
    RULES,
    Basis,
    Body,
    Measure,
    Part,
    Rule,
    Threshold,
    get_rule,
    list_chat_rules,
)
from bot.domain.votes.tally import FAILED, Measured, Outcome, Tally, judge, least_needed

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
WHOLE = 3600  # every fraction of the rules is a whole number of it


def named(row: Rule) -> str:
    return f"{row.id} {row.since or ''}"


def cases() -> Iterator[tuple[Rule, Basis | None, Threshold]]:
    """Every test of every rule, under every basis that has it."""
    for row in RULES:
        for basis in row.bases or (None,):
            for threshold in row.under(basis):
                yield row, basis, threshold


def enough_but(row: Rule, basis: Basis | None, measure: Measure, part: Part, number: int) -> Tally:
    """A vote in which everybody does everything, but for one number."""
    everything = {measure: dict.fromkeys(("present", "in_person"), WHOLE) for measure in row.measures}
    agree = dict.fromkeys(row.measures, WHOLE)
    against = dict.fromkeys(row.measures, 0)
    if part is Part.AGREE:
        agree[measure], against[measure] = number, WHOLE - number
    elif part is Part.TOOK_PART:
        agree[measure] = number
    else:
        everything[measure][str(part)] = number
        if part is Part.PRESENT:
            agree[measure] = everything[measure]["in_person"] = number
    measures = {
        each: Measured(
            all=Fraction(WHOLE),
            agree=Fraction(agree[each]),
            against=Fraction(against[each]),
            present=Fraction(everything[each]["present"]),
            in_person=Fraction(everything[each]["in_person"]),
        )
        for each in row.measures
    }
    if part is Part.TOOK_PART:  # in writing nobody is present
        measures[measure] = Measured(all=Fraction(WHOLE), agree=Fraction(number))
    return judge(row, measures, basis=basis)


@pytest.mark.parametrize(
    ("row", "basis", "threshold"), list(cases()), ids=lambda value: named(value) if isinstance(value, Rule) else None
)
def test_edges(row: Rule, basis: Basis | None, threshold: Threshold) -> None:
    """Each test of each rule holds at its edge and fails one below, whatever else is."""
    edge = least_needed(threshold, Fraction(WHOLE))
    above = enough_but(row, basis, threshold.measure, threshold.part, edge)
    below = enough_but(row, basis, threshold.measure, threshold.part, edge - 1)
    held = {each.threshold: each.holds for each in above.tests}
    failed = {each.threshold: each.holds for each in below.tests}
    assert held[threshold]
    assert not failed[threshold]
    assert below.outcome in (FAILED[threshold.part], Outcome.INQUORATE)
    assert below.outcome is not Outcome.PASSED


def test_strictness_is_in_the_text() -> None:
    """以上 takes its number in, 过半数 and 超过 do not."""
    strict = {(each.part, each.of, each.need) for row in RULES for each in row.thresholds if each.strict}
    assert {need for _, _, need in strict} == {Fraction(1, 2), Fraction(2, 3)}
    (over_two_thirds,) = [
        (row.id, each.basis) for row in RULES for each in row.thresholds if each.strict and each.need == Fraction(2, 3)
    ]
    assert over_two_thirds == ("cn.election", Basis.REPS)
    at_least_half = [
        row.id for row in RULES for each in row.thresholds if not each.strict and each.need == Fraction(1, 2)
    ]
    assert at_least_half == ["cn.4+2"]


@pytest.mark.parametrize("row", RULES, ids=named)
def test_a_row_is_whole(row: Rule) -> None:
    """Every row has a source, the day it was checked and something to count; what is counted can fail."""
    assert row.source
    assert row.checked == CHECKED
    assert row.measures
    assert {each.part for each in row.thresholds} <= FAILED.keys()
    assert {each.basis for each in row.thresholds} <= {None, *row.bases}
    assert row.since is None or row.until is None or row.since < row.until


def test_days_of_one_id() -> None:
    """On no day are two rows of one id in force, and between two rows there is no gap."""
    for name in {row.id for row in RULES}:
        rows = [row for row in RULES if row.id == name]
        assert rows[-1].until is None
        for before, after in pairwise(rows):
            assert before.until is not None
            assert after.since == before.until + DAY


@pytest.mark.parametrize("row", RULES, ids=named)
def test_the_day_chooses(row: Rule) -> None:
    """The first and the last day of a row are its own; the day before its first is not."""
    for day in (row.since, row.until):
        assert day is None or get_rule(row.id, day) is row
    assert get_rule(row.id, row.until or TODAY) is row
    if row.since:
        assert not row.holds_on(row.since - DAY)


def test_no_rule() -> None:
    """An id that is not there, and a day before the law, have no rule."""
    with pytest.raises(NoRule) as refused:
        get_rule("cn.dogs", TODAY)
    assert refused.value.params == {"rule": "cn.dogs"}
    with pytest.raises(NoRule):
        get_rule("cn.collective", date(2025, 4, 30))
    assert get_rule("cn.collective", date(2025, 5, 1)).id == "cn.collective"


def test_a_change_of_law() -> None:
    """The same vote of owners dated before and after the civil code is judged by another row, with another result."""
    measures = {
        measure: Measured(all=Fraction(900), agree=Fraction(301), against=Fraction(299))
        for measure in (Measure.HEADS, Measure.AREA)
    }
    before, after = (
        judge(get_rule("cn.owners.ordinary", day), measures) for day in (date(2020, 12, 31), date(2021, 1, 1))
    )
    assert (before.rule.source, before.outcome) == ("物权法第76条", Outcome.NOT_PASSED)
    assert after.rule.source.startswith("民法典第278条")
    assert after.outcome is Outcome.PASSED


def test_residents_before_and_after() -> None:
    """From 2026 a tenth may call a residents' meeting; before it was a fifth, and there were representatives."""
    before, after = get_rule("cn.residents", date(2025, 12, 31)), get_rule("cn.residents", date(2026, 1, 1))
    assert (before.callers, after.callers) == (Fraction(1, 5), Fraction(1, 10))
    assert Basis.REPS in before.bases
    assert Basis.REPS not in after.bases


def ids(*, roll: bool, shares: bool, on: date = TODAY) -> set[str]:
    return {row.id for row in list_chat_rules(on, roll=roll, shares=shares)}


def test_in_chat() -> None:
    """Without a roll the council decides; with one owners and households do; by shares only if the roll has shares."""
    assert ids(roll=False, shares=False) == {"council.default"}
    with_roll = ids(roll=True, shares=False)
    assert with_roll == {
        "council.default",
        "cn.owners.ordinary",
        "cn.owners.special",
        "cn.owners.affected",
        "cn.villagers",
        "cn.residents",
    }
    assert ids(roll=True, shares=True) == with_roll | {"tw.31", "tw.32", "hk.344", "hk.344.committee"}


def test_never_in_chat() -> None:
    """A meeting in a room, an election, a vote in person and a mere quorum are for the calculator alone."""
    everything = ids(roll=True, shares=True)
    for row in RULES:
        if row.body is Body.ASSEMBLY:
            assert row.id not in everything
    assert "cn.election" not in everything
    assert "cn.owners.quorum" not in everything
    assert "hk.344.maintenance" not in everything


def test_in_chat_by_day() -> None:
    """Each id comes once, by the row of the day."""
    rows = list_chat_rules(date(2020, 5, 1), roll=True, shares=True)
    assert len({row.id for row in rows}) == len(rows)
    assert next(row for row in rows if row.id == "cn.owners.special").source.startswith("物权法")


def test_what_is_not_settled() -> None:
    """Customs that differ, rows not read in the text itself and contested readings are marked."""
    assert {row.id for row in RULES if row.beta} == {"cn.election", "cn.4+2", "tw.32", "hk.344.maintenance"}

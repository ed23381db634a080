"""The count."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rolls.roll import Kind, Row, number_heads
from bot.domain.votes.rules import RULES, Basis, Measure, Part, Rule, get_rule
from bot.domain.votes.tally import (
    Choice,
    Flaw,
    Measured,
    NotCountable,
    Outcome,
    Silence,
    Tally,
    judge,
    least_needed,
    majority,
    measure_ballots,
    measured,
)

TODAY = date(2026, 11, 22)
RULE = "议事规则第12条"
ROWS: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
WORDS = {
    "通过": Outcome.PASSED,
    "通過": Outcome.PASSED,
    "未通过": Outcome.NOT_PASSED,
    "未通過": Outcome.NOT_PASSED,
    "流会": Outcome.INQUORATE,
    "流會": Outcome.INQUORATE,
    "无效:参与不足": Outcome.PARTICIPATION_SHORT,
}
MODES = {"严格": Silence.STRICT, "送达即参与": Silence.DELIVERED_PARTICIPATES}
IDS = {
    "R1": "cn.owners.ordinary",
    "R2": "cn.owners.special",
    "R5": "cn.villagers",
    "R6": "cn.reps",
    "R7": "cn.residents",
    "R8": "cn.election",
    "R9": "cn.collective",
    "R12": "cn.4+2",
}


def vectors(*kinds: str) -> list[Any]:
    rows = [(row["rule"].split()[0].split("·")[0], row) for row in ROWS]
    return [pytest.param(kind, row, id=f"{kind} {row['input']}") for kind, row in rows if kind in kinds]


def heads(**numbers: int) -> dict[Measure, Measured]:
    return {Measure.HEADS: measured(numbers.pop("all"), numbers)}


def both(
    heads: Mapping[str, int | str], other: Mapping[str, int | str], measure: Measure = Measure.AREA
) -> dict[Measure, Measured]:
    return {
        kind: measured(numbers["all"], {name: value for name, value in numbers.items() if name != "all"})
        for kind, numbers in ((Measure.HEADS, heads), (measure, other))
    }


@pytest.mark.parametrize(("kind", "row"), vectors("R1", "R2"))
def test_owners(kind: str, row: dict[str, Any]) -> None:
    """Owners decide by heads and by area, each over those who take part, if enough do."""
    everybody, area, took_part, area_took_part, agree, area_agree = row["args"]
    against = Fraction(area_took_part) - Fraction(area_agree)
    judged = judge(
        get_rule(IDS[kind], TODAY),
        {
            Measure.HEADS: measured(everybody, {"agree": agree, "against": took_part - agree}),
            Measure.AREA: Measured(all=Fraction(area), agree=Fraction(area_agree), against=against),
        },
    )
    assert judged.outcome is WORDS[row["expect"]]


class U(NamedTuple):
    """A unit as short as the count takes it."""

    unit: str
    head: int
    area: str = "0"
    share: str = "0"


def test_heads_and_areas() -> None:
    """One owner of three units is one head, a couple is one head, and areas add up exactly."""
    several, couple, _ = (row for row in ROWS if row["rule"].startswith("R3"))
    rows = [Row(unit=f"1-{n}", owners=("甲",), phones=("",), area="90") for n in range(3)]
    rows += [Row(unit=f"2-{name}", owners=(name,), phones=("",), area="100") for name in "乙丙"]
    counted = measure_ballots(number_heads(rows, council=1, roll=1), {})
    assert f"{counted[Measure.HEADS].all} {counted[Measure.AREA].all}" == several["expect"]
    rows = [Row(unit="1", owners=("夫", "妻"), phones=("", ""), area="89.50")]
    counted = measure_ballots(number_heads(rows, council=1, roll=1), {})
    assert f"{counted[Measure.HEADS].all} {counted[Measure.AREA].all}" == couple["expect"]


def test_developer() -> None:
    """What the developer still has is one head in all."""
    rows = [Row(unit=str(n), kind=kind) for n, kind in enumerate((Kind.UNSOLD, Kind.UNDELIVERED, Kind.UNSOLD))]
    assert measure_ballots(number_heads(rows, council=1, roll=1), {})[Measure.HEADS].all == 1


@pytest.mark.parametrize(("kind", "row"), vectors("R4"))
def test_silence_vectors(kind: str, row: dict[str, Any]) -> None:
    """Whether the unreturned ballots take part depends on the mode; heads alone can be judged."""
    assert kind == "R4"
    everybody, agree, against, abstain, unreturned, mode = row["args"]
    numbers = heads(all=everybody, agree=agree, against=against, abstain=abstain, unreturned=unreturned)
    judged = judge(get_rule("cn.owners.ordinary", TODAY), numbers, silence=MODES[mode], silence_basis=RULE)
    outcome, _, part = row["expect"].rpartition(" ")
    assert judged.outcome is WORDS[outcome]
    first = judged.tests[0]
    assert first.have / first.of == Fraction(part)
    assert {each.measure for each in judged.untested} == {Measure.AREA}


@pytest.mark.parametrize(("kind", "row"), vectors("R5", "R6", "R7", "R8", "R9", "R12"))
def test_meetings(kind: str, row: dict[str, Any]) -> None:
    """A meeting needs enough people, and enough of them or of all who agree."""
    everybody, present, agree = row["args"]
    basis = None
    if kind in ("R5", "R7", "R8"):
        basis = {"户代表": Basis.HOUSEHOLDS, "居民代表": Basis.REPS}.get(
            row["input"].partition("口径=")[2], Basis.ADULTS
        )
    judged = judge(get_rule(IDS[kind], TODAY), heads(all=everybody, present=present, agree=agree), basis=basis)
    assert judged.outcome is WORDS[row["expect"]]


R10: list[dict[Measure, Measured]] = [
    both({"all": 120, "present": 80, "agree": 60}, {"all": 10000, "present": 6667, "agree": 5001}, Measure.SHARE),
    heads(all=120, present=80, agree=59),
    heads(all=9, present=2, agree=2),
]


@pytest.mark.parametrize(("numbers", "vector"), list(zip(R10, vectors("R10"), strict=True)))
def test_taiwan(numbers: dict[Measure, Measured], vector: Any) -> None:
    """Heads and shares decide together; a meeting called again needs three people at least."""
    _, row = vector.values
    judged = judge(get_rule(f"tw.{row['input'][:2]}", TODAY), numbers)
    assert judged.outcome is WORDS[row["expect"]]


def test_hong_kong() -> None:
    """A tenth of the owners is a quorum, rounded up; maintenance asks for 5 % or 100 of them in person."""
    quorum, in_person, committee = (row for _, row in (each.values for each in vectors("R11")))
    maintenance = get_rule("hk.344.maintenance", TODAY)
    needed = {each.part: each for each in maintenance.thresholds if each.measure is Measure.HEADS}
    assert str(least_needed(needed[Part.PRESENT], Fraction(350))) == quorum["expect"]
    assert least_needed(needed[Part.PRESENT], Fraction(351)) == 36
    assert str(least_needed(needed[Part.IN_PERSON], Fraction(1500))) == in_person["expect"]
    assert least_needed(needed[Part.IN_PERSON], Fraction(2001)) == 100
    shares = {Measure.SHARE: measured(10000, {"agree": 2999, "against": 100})}
    assert judge(get_rule("hk.344.committee", TODAY), shares).outcome is WORDS[committee["expect"]]
    shares = {Measure.SHARE: measured(10000, {"agree": 3000, "against": 100})}
    assert judge(get_rule("hk.344.committee", TODAY), shares).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("everybody", "present", "in_person", "outcome"),
    [
        (350, 35, 35, Outcome.PASSED),
        (350, 34, 34, Outcome.INQUORATE),
        (1500, 150, 75, Outcome.PASSED),
        (1500, 150, 74, Outcome.NOT_PASSED),
        (9000, 900, 100, Outcome.PASSED),
        (9000, 900, 99, Outcome.NOT_PASSED),
    ],
)
def test_maintenance(everybody: int, present: int, in_person: int, outcome: Outcome) -> None:
    """In Hong Kong the quorum counts owners, and proxies do not count as being there in person."""
    numbers = both(
        {"all": everybody, "present": present, "in_person": in_person},
        {"all": 10000, "agree": 51, "against": 49, "abstain": 900},
        Measure.SHARE,
    )
    assert judge(get_rule("hk.344.maintenance", TODAY), numbers).outcome is outcome


def test_abstaining_is_no_vote_in_hong_kong() -> None:
    """A majority of the shares that voted leaves out those that abstained; owners of the mainland count them."""
    numbers = both(
        {"all": 10, "agree": 4, "against": 3, "abstain": 3},
        {"all": 10, "agree": 4, "against": 3, "abstain": 3},
        Measure.SHARE,
    )
    assert judge(get_rule("hk.344", TODAY), numbers).outcome is Outcome.PASSED
    numbers = both(
        {"all": 10, "agree": 4, "against": 3, "abstain": 3}, {"all": 10, "agree": 4, "against": 3, "abstain": 3}
    )
    assert judge(get_rule("cn.owners.ordinary", TODAY), numbers).outcome is Outcome.NOT_PASSED


def test_a_tie_fails() -> None:
    """In the council half of those present is not enough."""
    council = get_rule("council.default", TODAY)
    assert judge(council, heads(all=6, agree=2, against=2)).outcome is Outcome.NOT_PASSED
    assert judge(council, heads(all=6, agree=3, against=1)).outcome is Outcome.PASSED
    assert judge(council, heads(all=6, agree=3)).outcome is Outcome.INQUORATE


def test_quorum_alone() -> None:
    """The rule of participation says only whether enough took part."""
    quorum = get_rule("cn.owners.quorum", TODAY)
    assert judge(quorum, heads(all=900, against=600)).outcome is Outcome.PASSED
    assert judge(quorum, heads(all=900, against=599)).outcome is Outcome.PARTICIPATION_SHORT


def test_nothing_passes_undecided() -> None:
    """Enough people and no word of who agrees by what decides is not a pass."""
    judged = judge(get_rule("hk.344", TODAY), heads(all=350, present=35))
    assert judged.tests[0].holds
    assert judged.outcome is Outcome.NOT_PASSED
    assert judged.counted.deciding == ()


def test_part_of_nothing() -> None:
    """Where nobody is entitled or nobody took part, nothing holds."""
    assert judge(get_rule("council.default", TODAY), heads(all=0)).outcome is Outcome.INQUORATE
    assert not any(each.holds for each in judge(get_rule("cn.owners.special", TODAY), heads(all=9)).tests)


def test_what_decided() -> None:
    """A pass rests on every test, a failure on those that say so."""
    owners = get_rule("cn.owners.ordinary", TODAY)
    passed = judge(owners, both({"all": 3, "agree": 3}, {"all": "3", "agree": "3"}))
    assert passed.counted.deciding == passed.tests
    split = judge(owners, both({"all": 4, "agree": 3, "against": 1}, {"all": "9", "agree": "1", "against": "8"}))
    (decided,) = split.counted.deciding
    assert (decided.threshold.measure, decided.threshold.part) == (Measure.AREA, Part.AGREE)


# The heads at the count.


def test_one_choice_a_head() -> None:
    """A head whose units say the same says it once; one whose units differ abstains; areas go their own ways."""
    units = [U("1", 1, "10.25"), U("2", 1, "20"), U("3", 2, "30"), U("4", 2, "40"), U("5", 3, "50.5"), U("6", 4, "1")]
    ballots = {"1": Choice.AGREE, "2": Choice.AGREE, "3": Choice.AGREE, "4": Choice.AGAINST, "5": Choice.AGAINST}
    counted = measure_ballots(units, ballots)
    assert counted[Measure.HEADS] == measured(4, {"agree": 1, "against": 1, "abstain": 1})
    assert counted[Measure.AREA] == measured("151.75", {"agree": "60.25", "against": "90.5"})
    assert counted[Measure.SHARE] == measured(0, {})


def test_part_of_a_head() -> None:
    """A head that cast one of its units says what that one says."""
    counted = measure_ballots([U("1", 1), U("2", 1)], {"2": Choice.AGAINST}, delivered=["1", "2"])
    assert counted[Measure.HEADS] == measured(1, {"against": 1, "unreturned": 0})


def test_unreturned() -> None:
    """Delivered and not returned is a head without any ballot that was handed one; the areas are those handed out."""
    units = [U("1", 1, "10"), U("2", 1, "20"), U("3", 2, "30"), U("4", 3, "40")]
    counted = measure_ballots(units, {"4": Choice.AGREE}, delivered={"1", "4"})
    assert counted[Measure.HEADS] == measured(3, {"agree": 1, "unreturned": 1})
    assert counted[Measure.AREA] == measured(100, {"agree": 40, "unreturned": 10})
    assert measure_ballots(units, {})[Measure.HEADS].unreturned is None


def test_households() -> None:
    """In a vote by households each unit counts, whoever owns several."""
    counted = measure_ballots(
        [U("1", 1), U("2", 1), U("3", 1)], {"1": Choice.AGREE, "2": Choice.AGAINST}, households=True
    )
    assert counted[Measure.HEADS] == measured(3, {"agree": 1, "against": 1})


@pytest.mark.parametrize(
    ("units", "ballots"), [([U("1", 1)], {"2": Choice.AGREE}), ([U("1", 1), U("1", 2)], {"1": Choice.AGREE})]
)
def test_strange_ballots(units: list[U], ballots: dict[str, Choice]) -> None:
    """A ballot of a unit that is not entitled, or of one that is listed twice, is a fault of the program."""
    with pytest.raises(ValueError, match="not entitled"):
        measure_ballots(units, ballots)


# Silence.


def silent(rule_id: str, numbers: dict[Measure, Measured], silence: Silence) -> Tally:
    return judge(get_rule(rule_id, TODAY), numbers, silence=silence, silence_basis=RULE)


def test_follow_majority() -> None:
    """The unreturned go with most of those that came back; the strict result stands beside it, unchanged."""
    numbers = heads(all=1291, agree=417, against=278, abstain=8, unreturned=584)
    judged = silent("cn.owners.ordinary", numbers, Silence.FOLLOW_MAJORITY)
    assert judged.strict.outcome is Outcome.PARTICIPATION_SHORT
    assert judged.outcome is Outcome.PASSED
    assert [(each.have, each.of) for each in judged.tests] == [
        (Fraction(1287), Fraction(1291)),
        (Fraction(1001), Fraction(1287)),
    ]
    assert judged.measures == numbers


def test_a_tie_has_no_majority() -> None:
    """Where as many agree as are against, silence follows nobody."""
    numbers = heads(all=10, agree=3, against=3, unreturned=4)
    assert majority(numbers) is None
    judged = silent("cn.owners.ordinary", numbers, Silence.FOLLOW_MAJORITY)
    assert judged.counted == judged.strict


def test_no_one_majority() -> None:
    """Where most heads agree and most of the area is against, there is no majority to follow."""
    numbers = both(
        {"all": 10, "agree": 4, "against": 3, "unreturned": 3},
        {"all": 100, "agree": 30, "against": 40, "unreturned": 30},
    )
    assert majority(numbers) is None
    judged = silent("cn.owners.ordinary", numbers, Silence.FOLLOW_MAJORITY)
    assert judged.outcome is judged.strict.outcome


def test_delivered_takes_part() -> None:
    """Delivered ballots take part and do not agree."""
    numbers = heads(all=9, agree=4, against=1, unreturned=4)
    judged = silent("cn.owners.ordinary", numbers, Silence.DELIVERED_PARTICIPATES)
    assert judged.strict.outcome is Outcome.PARTICIPATION_SHORT
    assert judged.outcome is Outcome.NOT_PASSED
    assert judged.tests[0].holds


def test_silence_before_the_code() -> None:
    """The older law of owners knows the modes too."""
    numbers = heads(all=9, agree=4, against=1, unreturned=4)
    before = get_rule("cn.owners.ordinary", date(2020, 1, 1))
    judged = judge(before, numbers, silence=Silence.FOLLOW_MAJORITY, silence_basis=RULE)
    assert (judged.strict.outcome, judged.outcome) == (Outcome.NOT_PASSED, Outcome.PASSED)


@pytest.mark.parametrize("silence", [Silence.FOLLOW_MAJORITY, Silence.DELIVERED_PARTICIPATES])
def test_silence_needs_its_rule(silence: Silence) -> None:
    """Only strict counting needs no rule of the community's own and no record of delivery."""
    owners = get_rule("cn.owners.ordinary", TODAY)
    numbers = both({"all": 9, "agree": 6}, {"all": 9, "agree": 6, "unreturned": 1})
    assert judge(owners, numbers).outcome is Outcome.PASSED
    with pytest.raises(NotCountable) as refused:
        judge(owners, numbers, silence=silence, silence_basis=" ")
    assert refused.value.flaws == ((Flaw.NO_SILENCE_BASIS, None), (Flaw.NO_DELIVERY, Measure.HEADS))


def test_silence_of_a_meeting() -> None:
    """Who stays away from a meeting is absent, whatever a community's rules say."""
    numbers = heads(all=9, agree=6, unreturned=1)
    with pytest.raises(NotCountable) as refused:
        silent("council.default", numbers, Silence.FOLLOW_MAJORITY)
    assert refused.value.flaws == ((Flaw.NO_SILENCE, None),)


# What cannot be.


@pytest.mark.parametrize(
    ("numbers", "flaws"),
    [
        ({"all": 9, "agree": 5, "against": 4, "abstain": 1}, [Flaw.OVER_ALL]),
        ({"all": 9, "agree": -1}, [Flaw.NEGATIVE]),
        ({"all": 9, "agree": 30, "against": -1}, [Flaw.NEGATIVE, Flaw.OVER_ALL]),
        ({"all": -9}, [Flaw.NEGATIVE]),
        ({"all": 9, "present": 10}, [Flaw.PRESENT_OVER_ALL]),
        ({"all": 9, "present": 5, "agree": 6}, [Flaw.OVER_PRESENT]),
        ({"all": 9, "agree": 5, "in_person": 6}, [Flaw.IN_PERSON_OVER]),
        ({"all": 9, "present": 5, "in_person": 6}, [Flaw.IN_PERSON_OVER]),
        ({"all": 9, "agree": 5, "unreturned": 5}, [Flaw.UNRETURNED_OVER]),
        (
            {"all": 9, "agree": 10, "present": 8, "unreturned": 1},
            [Flaw.OVER_ALL, Flaw.OVER_PRESENT, Flaw.UNRETURNED_OVER],
        ),
        ({"all": 9, "agree": 4, "against": 3, "abstain": 2, "present": 9, "in_person": 9, "unreturned": 0}, []),
        ({"all": 9, "agree": 4, "unreturned": 5}, []),
    ],
)
def test_impossible(numbers: dict[str, int], flaws: list[Flaw]) -> None:
    """Impossible numbers are refused, each with its reason; what is just possible is not."""
    council = get_rule("council.default", TODAY)
    if not flaws:
        judge(council, heads(**numbers))
        return
    with pytest.raises(NotCountable) as refused:
        judge(council, heads(**numbers))
    assert refused.value.flaws == tuple((flaw, Measure.HEADS) for flaw in flaws)


@pytest.mark.parametrize(
    ("rule_id", "more", "flaws"),
    [
        ("cn.villagers", {}, [Flaw.BASIS_NEEDED]),
        ("cn.villagers", {"basis": Basis.REPS}, [Flaw.NO_SUCH_BASIS]),
        ("council.default", {"basis": Basis.ADULTS}, [Flaw.NO_SUCH_BASIS]),
        ("tw.32", {"reconvened": False}, [Flaw.NOT_RECONVENED]),
    ],
)
def test_meeting_of_another_kind(rule_id: str, more: dict[str, Any], flaws: list[Flaw]) -> None:
    """A rule that knows several bases needs one of them, and a meeting called again was called before."""
    with pytest.raises(NotCountable) as refused:
        judge(get_rule(rule_id, TODAY), heads(all=9, agree=9), **more)
    assert refused.value.flaws == tuple((flaw, None) for flaw in flaws)


def test_right_kind() -> None:
    """Where every basis asks the same none need be named, and a meeting may be said to be called again."""
    assert judge(get_rule("cn.residents", TODAY), heads(all=9, agree=5)).outcome is Outcome.PASSED
    assert judge(get_rule("tw.32", TODAY), heads(all=9, agree=3), reconvened=True).outcome is Outcome.PASSED


def test_nothing_to_test() -> None:
    """Without any measure of the rule there is nothing to say."""
    with pytest.raises(NotCountable) as refused:
        judge(get_rule("council.default", TODAY), {Measure.AREA: measured(9, {"agree": 9})})
    assert refused.value.flaws == ((Flaw.NOTHING_TO_TEST, None),)


def test_everything_wrong_at_once() -> None:
    """All that is wrong is said at once."""
    with pytest.raises(NotCountable) as refused:
        judge(get_rule("cn.villagers", TODAY), heads(all=9, agree=-1), silence=Silence.FOLLOW_MAJORITY)
    flaws = [flaw for flaw, _ in refused.value.flaws]
    assert flaws == [Flaw.NEGATIVE, Flaw.BASIS_NEEDED, Flaw.NO_SILENCE, Flaw.NO_SILENCE_BASIS, Flaw.NO_DELIVERY]


# What is always so.

AREAS = st.decimals("0.01", 500, places=2).map(str)
UNITS = st.lists(st.tuples(st.integers(1, 12), AREAS), min_size=1, max_size=24).map(
    lambda rows: [U(str(place), head, area, area) for place, (head, area) in enumerate(rows)]
)


@st.composite
def cast(draw: st.DrawFn) -> tuple[list[U], dict[str, Choice]]:
    units = draw(UNITS)
    ballots = draw(st.dictionaries(st.sampled_from([unit.unit for unit in units]), st.sampled_from(Choice)))
    return units, ballots


def judged_by(row: Rule, units: Sequence[U], ballots: Mapping[str, Choice]) -> Tally:
    counted = measure_ballots(units, ballots, delivered=[unit.unit for unit in units])
    return judge(row, counted, basis=row.bases[0] if row.bases else None)


RULES_OF_TODAY = st.sampled_from([row for row in RULES if row.until is None])


@given(RULES_OF_TODAY, cast(), st.randoms(use_true_random=False))
def test_order_does_not_matter(row: Rule, given_cast: tuple[list[U], dict[str, Choice]], chance: Any) -> None:
    """The outcome does not depend on the order of ballots, nor on that of the roll."""
    units, ballots = given_cast
    shuffled = list(ballots.items())
    chance.shuffle(shuffled)
    mixed = list(units)
    chance.shuffle(mixed)
    assert judged_by(row, units, ballots) == judged_by(row, mixed, dict(shuffled))


@given(RULES_OF_TODAY, cast(), st.data())
def test_agreeing_never_harms(row: Rule, given_cast: tuple[list[U], dict[str, Choice]], data: st.DataObject) -> None:
    """A ballot that turns to agreement, with the same people taking part, never undoes a pass."""
    units, ballots = given_cast
    before = judged_by(row, units, ballots)
    if ballots:
        turned = data.draw(st.sampled_from(sorted(ballots)))
        head = next(unit.head for unit in units if unit.unit == turned)
        same = [unit.unit for unit in units if unit.head == head and unit.unit in ballots]
        after = judged_by(row, units, {**ballots, **dict.fromkeys(same, Choice.AGREE)})
        if before.outcome is Outcome.PASSED:
            assert after.outcome is Outcome.PASSED


@given(RULES_OF_TODAY, cast())
def test_numbers_add_up(row: Rule, given_cast: tuple[list[U], dict[str, Choice]]) -> None:
    """Agreeing, against, abstaining and silent make up all; no part is above its whole; a strict result is there."""
    units, ballots = given_cast
    judged = judged_by(row, units, ballots)
    for each in judged.measures.values():
        assert each.unreturned is not None
        assert each.took_part <= each.all
    assert judged.measures.get(Measure.AREA, measured(0, {})).all in (0, sum(Fraction(unit.area) for unit in units))
    assert judged.measures[Measure.HEADS].all == len({unit.head for unit in units})
    for tested in judged.tests:
        assert 0 <= tested.have <= tested.of
    assert judged.strict.tests
    assert (judged.outcome is Outcome.PASSED) <= all(each.holds for each in judged.tests)


@given(cast(), st.sampled_from(Silence))
def test_the_strict_result_ignores_silence(given_cast: tuple[list[U], dict[str, Choice]], silence: Silence) -> None:
    """Whatever the mode, the strict result is the one without it."""
    units, ballots = given_cast
    numbers = measure_ballots(units, ballots, delivered=[unit.unit for unit in units])
    owners = get_rule("cn.owners.special", TODAY)
    assert judge(owners, numbers, silence=silence, silence_basis=RULE).strict == judge(owners, numbers).counted


def test_every_vote_of_the_vectors_is_here() -> None:
    """No kind of vote among the examples is left out."""
    kinds = {re.match(r"R\d+", row["rule"])[0] for row in ROWS}  # type: ignore[index]
    assert kinds - {"R3", "R4", "R10", "R11", "R13", "R14", "R15"} == IDS.keys()

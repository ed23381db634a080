"""The tally: what was cast, measured as the rule asks, test by test in exact fractions.

Decimals come in as text and are never floats. The strict result, in which silence has no meaning, is always there.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal, Inexact, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from bot.domain.votes.rules import Basis, Measure, Part, Rule, Threshold

ZERO = Fraction(0)
_EXACT = Context(prec=50, traps=[Inexact, InvalidOperation])  # a sum is exact, or there is none


class Choice(StrEnum):
    """Choices on a ballot; blank and spoiled ballots abstain."""

    AGREE = "agree"  # 赞成
    AGAINST = "against"  # 反对
    ABSTAIN = "abstain"  # 弃权


class Silence(StrEnum):
    """Meanings of a ballot that was delivered and did not come back."""

    STRICT = "strict"  # nothing
    FOLLOW_MAJORITY = "follow_majority"  # 从众: it goes with most of those that came back
    DELIVERED_PARTICIPATES = "delivered_participates"  # it takes part and does not agree


class Outcome(StrEnum):
    """Outcomes of a vote."""

    PASSED = "passed"  # 通过
    NOT_PASSED = "not_passed"  # 未通过
    INQUORATE = "inquorate"  # 流会
    PARTICIPATION_SHORT = "participation_short"  # 无效:参与不足


FAILED: Mapping[Part, Outcome] = {
    Part.PRESENT: Outcome.INQUORATE,
    Part.TOOK_PART: Outcome.PARTICIPATION_SHORT,
    Part.IN_PERSON: Outcome.NOT_PASSED,
    Part.AGREE: Outcome.NOT_PASSED,
}


class Flaw(StrEnum):
    """Reasons why figures cannot be counted."""

    NEGATIVE = "negative"
    OVER_ALL = "over_all"  # more voted than are entitled
    PRESENT_OVER_ALL = "present_over_all"
    OVER_PRESENT = "over_present"  # more voted than are present
    IN_PERSON_OVER = "in_person_over"  # more in person than are present
    UNRETURNED_OVER = "unreturned_over"  # more silent than have not voted
    NOTHING_TO_TEST = "nothing_to_test"  # no measure of the rule
    BASIS_NEEDED = "basis_needed"
    NO_SUCH_BASIS = "no_such_basis"
    NOT_RECONVENED = "not_reconvened"
    NO_SILENCE = "no_silence"  # the rule is one of meetings: who stays away is absent
    NO_SILENCE_BASIS = "no_silence_basis"  # the community's own rule is not named
    NO_DELIVERY = "no_delivery"  # it is not recorded what was delivered


class NotCountable(ValueError):
    """The figures are impossible or incomplete; `flaws` are all of them, with their measure or None."""

    def __init__(self, flaws: tuple[tuple[Flaw, Measure | None], ...]) -> None:
        super().__init__(flaws)
        self.flaws = flaws


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The figures of a vote by one measure. `present` and `in_person` are None where they were not recorded.

    `unreturned` were delivered and did not come back; None: no delivery is recorded.
    """

    all: Fraction
    agree: Fraction = ZERO
    against: Fraction = ZERO
    abstain: Fraction = ZERO
    present: Fraction | None = None
    in_person: Fraction | None = None
    unreturned: Fraction | None = None

    @property
    def took_part(self) -> Fraction:
        """Return what voted or abstained."""
        return self.agree + self.against + self.abstain

    def of(self, part: Part) -> Fraction | None:
        """Return a part; None when it is not known. In writing those who took part are those present."""
        known = {
            Part.ALL: self.all,
            Part.PRESENT: self.took_part if self.present is None else self.present,
            Part.TOOK_PART: self.took_part,
            Part.VOTED: self.agree + self.against,
            Part.IN_PERSON: self.in_person,
            Part.AGREE: self.agree,
            Part.AGAINST: self.against,
            Part.ABSTAIN: self.abstain,
            Part.UNRETURNED: self.unreturned,
        }
        return known[part]

    def flaws(self) -> list[Flaw]:
        """Return what is impossible in it."""
        if self.all < 0:
            return [Flaw.NEGATIVE]
        cast = [self.agree, self.against, self.abstain, self.present, self.in_person, self.unreturned]
        wrong = {
            Flaw.NEGATIVE: any(number is not None and number < 0 for number in cast),
            Flaw.OVER_ALL: self.took_part > self.all,
            Flaw.PRESENT_OVER_ALL: (self.present or 0) > self.all,
            Flaw.OVER_PRESENT: self.present is not None and self.took_part > self.present,
            Flaw.IN_PERSON_OVER: (self.in_person or 0)
            > max(self.took_part if self.present is None else self.present, ZERO),
            Flaw.UNRETURNED_OVER: (self.unreturned or 0) > max(self.all - self.took_part, ZERO),
        }
        return [flaw for flaw, holds in wrong.items() if holds]


Measures = Mapping[Measure, Measured]


@dataclass(frozen=True)
class Tested:
    """A threshold with the two figures that it compares."""

    threshold: Threshold
    have: Fraction
    of: Fraction

    @property
    def holds(self) -> bool:
        """Return whether the threshold is met; never when the whole is zero."""
        need = self.threshold.need * self.of
        enough = self.have > need if self.threshold.strict else self.have >= need
        if self.threshold.enough is not None:
            enough = enough or self.have >= self.threshold.enough
        return enough and self.have >= self.threshold.people and self.of > 0


@dataclass(frozen=True)
class Count:
    """A count under one meaning of silence: the tests, and the outcome they decide."""

    outcome: Outcome
    tests: tuple[Tested, ...]

    @property
    def deciding(self) -> tuple[Tested, ...]:
        """Return the tests that decide the outcome: all if it passed, else the failed ones that cause it."""
        if self.outcome is Outcome.PASSED:
            return self.tests
        return tuple(each for each in self.tests if not each.holds and FAILED[each.threshold.part] is self.outcome)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The complete tally. `strict` leaves silence out, `counted` is as `silence` says; `measures` are what was cast.

    `untested` are the thresholds of the rule for which no figures are known.
    """

    rule: Rule
    measures: Measures
    strict: Count
    counted: Count
    untested: tuple[Threshold, ...] = ()
    basis: Basis | None = None
    silence: Silence = Silence.STRICT
    silence_basis: str = ""
    reconvened: bool | None = None

    @property
    def outcome(self) -> Outcome:
        """Return what is decided."""
        return self.counted.outcome

    @property
    def tests(self) -> tuple[Tested, ...]:
        """Return the tests of the count that applies."""
        return self.counted.tests


class Counted(Protocol):
    """A unit as the tally reads it."""

    @property
    def unit(self) -> str:
        """The label of the unit."""

    @property
    def head(self) -> int:
        """The number of the head that the unit counts as."""

    @property
    def area(self) -> str:
        """The area as an exact decimal in text form."""

    @property
    def share(self) -> str:
        """The share as an exact decimal in text form."""


@dataclass
class _Sums:
    """Running totals of one measure."""

    all: Decimal = Decimal(0)
    cast: dict[Choice, Decimal] = field(default_factory=lambda: dict.fromkeys(Choice, Decimal(0)))
    unreturned: Decimal = Decimal(0)

    def add(self, text: str, choice: Choice | None, *, delivered: bool) -> None:
        value = Decimal(text)
        self.all = _EXACT.add(self.all, value)
        if choice is not None:
            self.cast[choice] = _EXACT.add(self.cast[choice], value)
        elif delivered:
            self.unreturned = _EXACT.add(self.unreturned, value)

    def measured(self, *, recorded: bool) -> Measured:
        cast = {choice.value: Fraction(value) for choice, value in self.cast.items()}
        return Measured(all=Fraction(self.all), unreturned=Fraction(self.unreturned) if recorded else None, **cast)


def measure_ballots(
    units: Iterable[Counted],
    ballots: Mapping[str, Choice],
    *,
    delivered: Collection[str] | None = None,
    households: bool = False,
) -> dict[Measure, Measured]:
    """Measure the ballots, one a unit, over all the units entitled.

    A head says what all its cast units say; when they differ it abstains (takes part, does not agree). Area and share
    go with each unit's own ballot. `delivered` are the units whose ballots were handed out, None if that was not
    recorded. In a vote by `households` every unit is a head of its own.
    Raises ValueError when a ballot's unit is not among the units. What a roll holds are decimals: it was read so.
    """
    area, share = _Sums(), _Sums()
    said: dict[str | int, set[Choice]] = {}
    reached: set[str | int] = set()
    handed_out = frozenset(delivered or ())
    used = 0
    for each in units:
        choice = ballots.get(each.unit)
        is_delivered = each.unit in handed_out
        head = each.unit if households else each.head
        of_head = said.setdefault(head, set())
        if choice is not None:
            used += 1
            of_head.add(choice)
        if is_delivered:
            reached.add(head)
        area.add(each.area, choice, delivered=is_delivered)
        share.add(each.share, choice, delivered=is_delivered)
    if used != len(ballots):
        raise ValueError("there are ballots of units that are not entitled, or units that come twice")
    heads = _Sums()
    for head, choices in said.items():
        heads.add("1", _common(choices), delivered=head in reached)
    recorded = delivered is not None
    sums = {Measure.HEADS: heads, Measure.AREA: area, Measure.SHARE: share}
    return {measure: each.measured(recorded=recorded) for measure, each in sums.items()}


def _common(choices: set[Choice]) -> Choice | None:
    if len(choices) > 1:
        return Choice.ABSTAIN
    return next(iter(choices), None)


def measured(entitled: int | str, cast: Mapping[str, int | str]) -> Measured:
    """Return what was cast from totals: whole numbers, or exact decimals as text; what is left out counts as nothing.

    `cast` has the fields of Measured but `all`.
    """
    return Measured(all=Fraction(entitled), **{name: Fraction(value) for name, value in cast.items()})


def judge(
    rule: Rule,
    measures: Measures,
    *,
    basis: Basis | None = None,
    silence: Silence = Silence.STRICT,
    silence_basis: str = "",
    reconvened: bool | None = None,
) -> Tally:
    """Judge what was cast by a rule. Measures that the rule does not count are passed over.

    `basis` says who makes up the meeting, where the rule knows several ways. Every `silence` but the strict one needs
    the community's own rule, named in `silence_basis`, and the numbers of `unreturned` ballots. `reconvened` says that
    the meeting was called again; None: nobody said. Raises NotCountable with everything that is wrong.
    """
    known = {measure: measures[measure] for measure in rule.measures if measure in measures}
    flaws = [
        *((flaw, measure) for measure, each in known.items() for flaw in each.flaws()),
        *((flaw, None) for flaw in _meeting_flaws(rule, basis, reconvened=reconvened)),
        *_silence_flaws(rule, known, silence, silence_basis),
    ]
    thresholds = rule.under(basis)
    tests = _tests(thresholds, known)
    if not tests:
        flaws.append((Flaw.NOTHING_TO_TEST, None))
    if flaws:
        raise NotCountable(tuple(flaws))
    tested = {each.threshold for each in tests}
    return Tally(
        rule=rule,
        measures=known,
        strict=_judged(rule, tests),
        counted=_judged(rule, _tests(thresholds, _with_silence(known, silence))),
        untested=tuple(each for each in thresholds if each not in tested),
        basis=basis,
        silence=silence,
        silence_basis=silence_basis,
        reconvened=reconvened,
    )


def _meeting_flaws(rule: Rule, basis: Basis | None, *, reconvened: bool | None) -> Iterable[Flaw]:
    if basis is None and any(each.basis for each in rule.thresholds):
        yield Flaw.BASIS_NEEDED
    if basis is not None and basis not in rule.bases:
        yield Flaw.NO_SUCH_BASIS
    if rule.reconvened and reconvened is False:
        yield Flaw.NOT_RECONVENED


def _silence_flaws(
    rule: Rule, measures: Measures, silence: Silence, silence_basis: str
) -> Iterable[tuple[Flaw, Measure | None]]:
    if silence is Silence.STRICT:
        return
    if not rule.silence:
        yield Flaw.NO_SILENCE, None
    if not silence_basis.strip():
        yield Flaw.NO_SILENCE_BASIS, None
    yield from ((Flaw.NO_DELIVERY, measure) for measure, each in measures.items() if each.unreturned is None)


def _tests(thresholds: Iterable[Threshold], measures: Measures) -> tuple[Tested, ...]:
    """Return the tests that something is known for."""
    found = []
    for each in thresholds:
        if each.measure in measures:
            have, of = (measures[each.measure].of(part) for part in (each.part, each.of))
            if have is not None and of is not None:
                found.append(Tested(each, have, of))
    return tuple(found)


def _judged(rule: Rule, tests: tuple[Tested, ...]) -> Count:
    """Return the outcome of the first failing test. Nothing passes without a test of agreement, if the rule has one."""
    for each in tests:
        if not each.holds:
            return Count(FAILED[each.threshold.part], tests)
    is_decided = not rule.decides or any(each.threshold.part is Part.AGREE for each in tests)
    return Count(Outcome.PASSED if is_decided else Outcome.NOT_PASSED, tests)


def _with_silence(measures: Measures, silence: Silence) -> Measures:
    """Return the measures with the unreturned ballots where the mode puts them."""
    if silence is Silence.STRICT:
        return measures
    choice = Choice.ABSTAIN if silence is Silence.DELIVERED_PARTICIPATES else majority(measures)
    if choice is None:
        return measures
    return {measure: _joined(each, choice) for measure, each in measures.items()}


def _joined(each: Measured, choice: Choice) -> Measured:
    more = {choice.value: getattr(each, choice) + (each.unreturned or ZERO), "unreturned": ZERO}
    return replace(each, **more)


def majority(measures: Measures) -> Choice | None:
    """Return the choice that has more than each other one by every measure; None if there is none."""
    leading = set()
    for each in measures.values():
        first, second, _ = sorted(Choice, key=lambda choice: getattr(each, choice), reverse=True)
        leading.add(first if getattr(each, first) > getattr(each, second) else None)
    return leading.pop() if len(leading) == 1 else None


def least_needed(threshold: Threshold, of: Fraction) -> int:
    """Return the smallest whole number of people that a test asks for, when it is part of `of`."""
    line = threshold.need * of
    needed = floor(line) + 1 if threshold.strict else ceil(line)
    if threshold.enough is not None:
        needed = min(needed, threshold.enough)
    return max(needed, threshold.people)

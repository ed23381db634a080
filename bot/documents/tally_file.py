"""Parsing of a JSON file for the calculator, a rule with totals or with units and ballots; all errors are collected.

In Chinese only, as the command line is.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from bot.domain.rolls.owner_doubts import Doubt, find_doubts
from bot.domain.rolls.roll import Kind, Row, number_heads
from bot.domain.votes import tally
from bot.domain.votes.errors import NoRule
from bot.domain.votes.rules import Measure, Part, Rule, get_rule
from bot.domain.votes.tally import Choice, Measured

FILE_LIMIT = 32 * 1024 * 1024  # bytes; 20,000 units with their ballots take 4 MB
LABEL_LIMIT = 40  # characters
DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
KEYS = {"rule", "date", "silence", "silence_basis", "basis", "reconvened", "measures", "units", "ballots", "delivered"}
OF_AN_EXPORT = {"yishi"}  # what a vote of the bot brings along, and the count does not need
FIGURES = ("all", "agree", "against", "abstain", "present", "in_person", "unreturned")
AREA_FIELDS = ("registered", "surveyed", "contract")  # the first that is there counts (解释§8)
OF_UNIT = {"unit", "owners", "kind", "share", *AREA_FIELDS}
CHOICE_NAMES = {**{choice.value: choice for choice in Choice}, "spoiled": Choice.ABSTAIN}
Kinds = TypeVar("Kinds", bound=StrEnum)


class Unusable(ValueError):
    """The file cannot be counted; `lines` say everything that is wrong with it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Inexact(str):
    """A number with a point, or no number at all, as it was written: JSON would make a float of it."""

    __slots__ = ()


class Reader:
    """Parses a file and collects all errors in it, each with its place."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def stop(self) -> None:
        """Raise Unusable if anything is wrong so far."""
        if self.lines:
            raise Unusable(self.lines)

    def wrong(self, where: str, what: str) -> None:
        """Add an error with its place."""
        self.lines.append(f"{where}：{what}。")

    def document(self, content: bytes) -> dict[str, object]:
        """Parse JSON: an object, no key twice, no float."""
        if len(content) > FILE_LIMIT:
            raise Unusable([f"文件太大，最多 {FILE_LIMIT // 1024 // 1024} MB。"])
        try:
            given = json.loads(
                content.decode("utf-8-sig"),
                parse_float=Inexact,
                parse_constant=Inexact,
                object_pairs_hook=self._object,
            )
        except (ValueError, RecursionError) as error:
            raise Unusable([f"不是 UTF-8 的 JSON 文件：{error}。"]) from error
        return self.fields(given, "文件", KEYS | OF_AN_EXPORT)

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            self.wrong("、".join(sorted({name for name in names if names.count(name) > 1})), "写了不止一次")
        return made

    def fields(self, given: object, where: str, keys: Iterable[str]) -> dict[str, object]:
        """Return an object; report keys other than these, and {} for anything that is no object."""
        if not isinstance(given, dict):
            self.wrong(where, "应该是一个对象 {…}")
            return {}
        if unknown := sorted(given.keys() - set(keys)):
            self.wrong(where, f"不认识 {'、'.join(unknown)}")
        return given

    def items(self, given: object, where: str) -> list[object]:
        """Return a list; report anything else, and return [] for it."""
        if isinstance(given, list):
            return given
        self.wrong(where, "应该是一个列表 […]")
        return []

    def text(self, given: Mapping[str, object], key: str) -> str:
        """Return a text, "" if it is left out; report anything else."""
        value = given.get(key, "")
        if isinstance(value, str) and not isinstance(value, Inexact):
            return value
        self.wrong(key, "应该是文字")
        return ""

    def truth(self, given: Mapping[str, object], key: str) -> bool | None:
        """Return true or false, None if it is left out; report anything else."""
        value = given.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(key, "应该是 true 或 false")
        return None

    def one_of(self, kinds: type[Kinds], given: Mapping[str, object], key: str, where: str = "") -> Kinds | None:
        """Return a value of the enumeration, None if it is left out; report anything else."""
        if key not in given:
            return None
        value = given[key]
        if isinstance(value, str) and value in list(kinds):
            return kinds(value)
        self.wrong(where or key, f"应该是 {'、'.join(kinds)} 之一")
        return None

    def number(self, value: object, where: str, *, whole: bool = False) -> Fraction | None:
        """Return an exact number, whole or with decimals as text; report anything else and return None."""
        if isinstance(value, Inexact):
            self.wrong(where, f'{value} 请写成带引号的文字，例如 "98.50"')
        elif isinstance(value, bool) or not isinstance(value, int | str) or not DECIMAL.fullmatch(str(value)):
            self.wrong(where, '应该是数字，例如 900 或 "98.50"')
        elif whole and Fraction(value).denominator != 1:
            self.wrong(where, "应该是整数")
        else:
            return Fraction(value)
        return None

    def rule(self, given: Mapping[str, object], today: date) -> Rule:
        """Return the rule valid on the day. Raises Unusable without one: nothing can be counted then."""
        day = today
        if "date" in given:
            try:
                day = date.fromisoformat(self.text(given, "date"))
            except ValueError:
                self.wrong("date", "应该像 2026-11-22 这样写")
        name = self.text(given, "rule")
        self.stop()
        try:
            return get_rule(name, day)
        except NoRule as error:
            line = f"rule：{day} 没有叫“{name}”的规则。用 python run.py rules 看有哪些。"
            raise Unusable([line]) from error

    def cast(
        self, given: Mapping[str, object], chosen: Rule, *, households: bool
    ) -> tuple[dict[Measure, Measured], tuple[Doubt, ...]]:
        """Return the totals cast by each measure, and the owners whose names a person should check."""
        if "measures" in given:
            for key in ("units", "ballots", "delivered"):
                if key in given:
                    self.wrong(key, "已经有 measures，不能再写")
            return self.measures(given["measures"], chosen), ()
        rows, given_by = self.units(given.get("units"), chosen)
        entitled = {row.unit for row in rows}
        ballots = self.ballots(given.get("ballots", []), entitled)
        delivered = None
        if "delivered" in given:
            delivered = [str(each) for each in self.items(given["delivered"], "delivered")]
            for label in delivered:
                if label not in entitled:
                    self.wrong("delivered", f"units 里没有“{label}”")
        self.stop()
        units = number_heads(rows, council=0, roll=0)
        counted = tally.measure_ballots(units, ballots, delivered=delivered, households=households)
        return {measure: counted[measure] for measure in given_by}, find_doubts(rows).overlaps

    def measures(self, given: object, chosen: Rule) -> dict[Measure, Measured]:
        """Return the totals given under `measures`."""
        measures = {}
        for name, totals in self.fields(given, "measures", list(Measure)).items():
            if name not in list(Measure):
                continue
            measure = Measure(name)
            where = f"measures.{measure}"
            if measure not in chosen.measures:
                self.wrong(where, f"{chosen.id} 不按这一项计算")
                continue
            numbers = {
                key: self.number(value, f"{where}.{key}", whole=measure is Measure.HEADS)
                for key, value in self.fields(totals, where, FIGURES).items()
                if key in FIGURES
            }
            if "all" not in numbers:
                self.wrong(f"{where}.all", "请写明全体是多少")
            if "present" in numbers and all(each.part is not Part.PRESENT for each in chosen.thresholds):
                self.wrong(f"{where}.present", f"{chosen.id} 不看到会，请只写 agree、against、abstain")
            known = {key: value for key, value in numbers.items() if value is not None}
            measures[measure] = Measured(**{"all": tally.ZERO, **known})
        return measures

    def units(self, given: object, chosen: Rule) -> tuple[list[Row], list[Measure]]:
        """Return the units and the measures they have: areas and shares, if the rule counts them, on all or on none."""
        listed = self.items(given, "units（或者 measures）")
        rows: dict[str, Row] = {}
        without: dict[Measure, list[str]] = {Measure.AREA: [], Measure.SHARE: []}
        for place, each in enumerate(listed, 1):
            where = f"units 第 {place} 个"
            unit = self.fields(each, where, OF_UNIT)
            label = self.label(unit, where)
            kind = self.one_of(Kind, unit, "kind", where) or Kind.SOLD
            owners = self.owners(unit.get("owners", []), where)
            if kind is Kind.SOLD and not owners:
                self.wrong(where, "没有写业主 owners")
            if label in rows:
                self.wrong(where, f"“{label}”前面已经有了")
            area = next((self.amount(unit[key], where) for key in AREA_FIELDS if unit.get(key) is not None), None)
            share = self.amount(unit["share"], where) if unit.get("share") is not None else None
            for measure, value in ((Measure.AREA, area), (Measure.SHARE, share)):
                if value is None and measure in chosen.measures:
                    without[measure].append(where)
            rows[label] = Row(
                unit=label,
                owners=owners,
                phones=("",) * len(owners),
                area=area or "0",
                share=share or "0",
                kind=kind,
            )
        for measure, places in without.items():
            if len(places) < len(listed):
                for where in places:
                    self.wrong(where, f"没有 {measure}，别的有")
        if not rows:
            self.wrong("units", "一个也没有")
        given_by = [measure for measure in chosen.measures if len(without.get(measure, ())) < len(listed)]
        return list(rows.values()), given_by

    def label(self, given: Mapping[str, object], where: str) -> str:
        """Return the label of a unit; report a missing or overlong one and return `where`."""
        label = given.get("unit")
        if isinstance(label, str) and 0 < len(label) <= LABEL_LIMIT:
            return str(label)
        self.wrong(where, f"unit 应该是 1 到 {LABEL_LIMIT} 个字")
        return where

    def owners(self, given: object, where: str) -> tuple[str, ...]:
        """Return the owners of a unit, each once; report anything but texts."""
        owners = self.items(given, f"{where}的 owners")
        if all(isinstance(owner, str) and owner for owner in owners):
            return tuple(sorted(set(map(str, owners))))
        self.wrong(where, "owners 应该都是文字")
        return ("?",)

    def amount(self, given: object, where: str) -> str:
        """Return a number as text; report one that is negative."""
        value = self.number(given, where)
        if value is not None and value < 0:
            self.wrong(where, "面积和份额不能是负数")
        return str(given)

    def ballots(self, given: object, entitled: Iterable[str]) -> dict[str, Choice]:
        """Return the ballots by unit; report unknown units, second ballots and unknown choices."""
        ballots: dict[str, Choice] = {}
        for place, each in enumerate(self.items(given, "ballots"), 1):
            where = f"ballots 第 {place} 张"
            ballot = self.fields(each, where, ("unit", "choice"))
            unit, choice = ballot.get("unit"), ballot.get("choice")
            if not isinstance(unit, str) or unit not in entitled:
                self.wrong(where, f"units 里没有“{unit}”")
            elif unit in ballots:
                self.wrong(where, f"“{unit}”投了不止一张")
            elif not isinstance(choice, str) or choice not in CHOICE_NAMES:
                self.wrong(where, f"choice 应该是 {'、'.join(CHOICE_NAMES)} 之一")
            else:
                ballots[unit] = CHOICE_NAMES[choice]
        return ballots

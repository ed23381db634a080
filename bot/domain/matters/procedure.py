"""Procedures as data: the stages of a matter before its resolution is published, assigned and closed.

A procedure may ask for more than the default, never for less: the look-back belongs to all of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.domain.matters.publication import PERIOD


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage of a procedure. A requirement that it does not have is left out.

    `days`: at least so many since the matter was proposed; `vote`: a formal vote that passed. These two are checked
    automatically, all else is recorded: how many of those expected were `present`, how many agreed, of all expected
    (`agree_all`) or of those present (`agree_present`, more than), the opinion, who signed.
    """

    code: str
    days: int = 0
    vote: bool = False
    present: Fraction | None = None
    agree_all: Fraction | None = None
    agree_present: Fraction | None = None
    opinion: bool = False
    parties: tuple[str, ...] = ()

    @property
    def recorded(self) -> bool:
        """Return whether an officer records the stage."""
        return not (self.days or self.vote)


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A stage that was held, as an officer recorded it; 0: not counted."""

    stage: str
    day: date
    expected: int = 0
    present: int = 0
    agree: int = 0
    parties: tuple[str, ...] = ()
    opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """A procedure. `direct`: a matter may be assigned without a resolution.

    `publication` and `result`: for how many days the resolution, and the result, must be published; 0: optional.
    """

    code: str
    stages: tuple[Stage, ...] = ()
    direct: bool = False
    publication: int = 0
    result: int = 0


DEFAULT = "council"
TWO_THIRDS, HALF = Fraction(2, 3), Fraction(1, 2)
FOUR_PARTIES = ("社区党组织", "居委会", "业委会", "物业")
PROCEDURES: Mapping[str, Procedure] = {
    procedure.code: procedure
    for procedure in (
        Procedure(code="council", direct=True),  # 大众议事团
        Procedure(  # 一征三议两公开
            code="one_three_two",
            stages=(
                Stage(code="collect", days=7),
                Stage(code="propose", opinion=True),
                Stage(code="consult", opinion=True, parties=FOUR_PARTIES),
                Stage(code="ballot", vote=True),
            ),
            publication=PERIOD,
            result=PERIOD,
        ),
        Procedure(  # 四议两公开
            code="four_two",
            stages=(
                Stage(code="branch", opinion=True),
                Stage(code="committees", opinion=True, parties=("党支部", "村委会")),
                Stage(code="party_members", present=TWO_THIRDS, agree_all=HALF),
                Stage(code="assembly", present=TWO_THIRDS, agree_present=HALF),
            ),
            publication=PERIOD,
            result=PERIOD,
        ),
        Procedure(code="simple", direct=True),  # 简易
    )
}

# Words in the record of a stage, in both languages.
COUNT_NAMES = {
    "应到": "expected",
    "实到": "present",
    "同意": "agree",
    "expected": "expected",
    "present": "present",
    "agreed": "agree",
}
HEADCOUNT = re.compile(rf"({'|'.join(COUNT_NAMES)})\s*[:：]?\s*(\d{{1,6}})\s*[人名票]?", re.IGNORECASE)
SIGNATURES = re.compile(r"(?:签字\s*[:：]?|signed\s*[:：])\s*(\S+)", re.IGNORECASE)


def missing_texts(stage: Stage, passed: Passed) -> list[str]:
    """Return what a record of a stage lacks: count, present, agree, opinion, parties."""
    found = []
    if (stage.present or stage.agree_all or stage.agree_present) and not 0 < passed.present <= passed.expected:
        return ["count"]
    if stage.present and passed.present < stage.present * passed.expected:
        found.append("present")
    short_of_all = stage.agree_all and passed.agree < stage.agree_all * passed.expected
    short_of_present = stage.agree_present and passed.agree <= stage.agree_present * passed.present
    if short_of_all or short_of_present or passed.agree > passed.present:
        found.append("agree")
    if stage.opinion and not passed.opinion:
        found.append("opinion")
    if set(stage.parties) - set(passed.parties):
        found.append("parties")
    return found


def next_stage(code: str, passed: tuple[Passed, ...]) -> Stage | None:
    """Return the stage that an officer records next, if there is one."""
    held = {each.stage for each in passed}
    return next((stage for stage in PROCEDURES[code].stages if stage.recorded and stage.code not in held), None)


def parse_stage(stage: Stage, text: str, day: date) -> Passed:
    """Parse an officer's record of a stage: 应到30 实到21 同意18 签字：党支部、村委会 and the opinion."""
    counts = {COUNT_NAMES[name.casefold()]: int(number) for name, number in HEADCOUNT.findall(text)}
    signed = SIGNATURES.search(text)
    parties = tuple(party for party in stage.parties if signed and party in re.split(r"[、,，]", signed[1]))
    opinion = SIGNATURES.sub("", HEADCOUNT.sub("", text)).strip(" \n,，;；。、:：")
    return Passed(
        stage=stage.code,
        day=day,
        expected=counts.get("expected", 0),
        present=counts.get("present", 0),
        agree=counts.get("agree", 0),
        parties=parties,
        opinion=opinion,
    )


def missing_stages(code: str, *, passed: tuple[Passed, ...], age: int, voted: bool) -> list[Stage]:
    """Return the stages still to come, in their order; `age` in days since the matter was proposed."""
    held = {each.stage for each in passed}

    def is_done(stage: Stage) -> bool:
        if stage.recorded:
            return stage.code in held
        return age >= stage.days and (voted or not stage.vote)

    return [stage for stage in PROCEDURES[code].stages if not is_done(stage)]

"""Voting rules as rows: what each counts, where and when it applies, and its legal source.

A rule is chosen by its id and the day of the vote: where the law changed, one id has several rows. 以上 includes its
number (`at_least`), 超过 and 过半数 do not (`more_than`). Nothing here is legal advice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bot.domain.votes.errors import NoRule

CHECKED = date(2026, 11, 22)  # in public copies of the texts, not at the official database


class Measure(StrEnum):
    """Units of counting."""

    HEADS = "heads"  # 人数
    AREA = "area"  # 专有面积
    SHARE = "share"  # 份额


class Part(StrEnum):
    """Groups of voters that a threshold compares."""

    ALL = "all"  # everybody entitled
    PRESENT = "present"  # 到会, also by proxy; in writing those who took part
    TOOK_PART = "took_part"  # 参与表决: agreed, was against or abstained
    VOTED = "voted"  # agreed or was against: who abstains does not vote
    IN_PERSON = "in_person"  # voted without a proxy
    AGREE = "agree"
    AGAINST = "against"
    ABSTAIN = "abstain"
    UNRETURNED = "unreturned"  # delivered, and nothing came back


class Basis(StrEnum):
    """Compositions of a meeting, where the rule knows several."""

    ADULTS = "adults"  # everybody of 18 or more
    HOUSEHOLDS = "households"  # one deputy each
    REPS = "reps"  # elected representatives


class Body(StrEnum):
    """Decision-making bodies, which define the roll of a vote."""

    COUNCIL = "council"  # the council's own people
    OWNERS = "owners"  # the imported roll, by its heads
    HOUSEHOLDS = "households"  # the imported roll, each unit one household
    ASSEMBLY = "assembly"  # a meeting in a room: for the calculator alone


class Place(StrEnum):
    """Jurisdictions of a rule."""

    ANY = "any"
    MAINLAND = "cn"
    TAIWAN = "tw"
    HONG_KONG = "hk"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A test: `part` of `of`, both by `measure`, is at least `need`, or more than it if `strict`.

    `people` must be reached as well, whatever the fraction; `enough` is enough, whatever the fraction. With a `basis`
    it is a test of meetings on that basis alone.
    """

    measure: Measure
    part: Part
    of: Part
    need: Fraction
    strict: bool = False
    people: int = 0
    enough: int | None = None
    basis: Basis | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A voting rule, valid from `since` to `until`, both included; None is "always".

    `thresholds` stand in the order in which they are judged. `bases` are the ways to make up the meeting. `beta`:
    contested, or not read in the text itself. `silence`: ballots are handed out, so a community's own rules may say
    what silence means. `reconvened`: for a meeting that is called again on the same matter. `notice_days` before the
    vote, `posting_days` for the decision, `proxies` for one agent at most, `objection_days` after the decision,
    `callers` who may have the meeting called: not counted here, for people to keep to.
    """

    id: str
    place: Place
    source: str
    since: date | None = None
    until: date | None = None
    checked: date = CHECKED
    body: Body
    thresholds: tuple[Threshold, ...]
    bases: tuple[Basis, ...] = ()
    beta: bool = False
    silence: bool = False
    reconvened: bool = False
    notice_days: int | None = None
    posting_days: int | None = None
    proxies: int | None = None
    objection_days: int | None = None
    callers: Fraction | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return what it counts by, in the order of Measure."""
        return tuple(measure for measure in Measure if any(each.measure is measure for each in self.thresholds))

    def holds_on(self, day: date) -> bool:
        """Return whether it is in force on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def under(self, basis: Basis | None) -> tuple[Threshold, ...]:
        """Return the tests of a meeting on that basis."""
        return tuple(each for each in self.thresholds if each.basis in (None, basis))

    @property
    def decides(self) -> bool:
        """Return whether the rule tests agreement, and not only participation."""
        return any(each.part is Part.AGREE for each in self.thresholds)

    @property
    def in_chat(self) -> bool:
        """Return whether a vote in a chat can be counted by this rule: nobody is present in person there."""
        in_person = any(each.part is Part.IN_PERSON for each in self.thresholds)
        return self.body is not Body.ASSEMBLY and self.decides and not in_person


def at_least(  # 以上, 不少于
    need: str,
    part: Part,
    *,
    of: Part,
    by: tuple[Measure, ...],
    basis: Basis | None = None,
    people: int = 0,
    enough: int | None = None,
) -> Iterator[Threshold]:
    """Return a test for each of the measures."""
    for measure in by:
        yield Threshold(
            measure=measure,
            part=part,
            of=of,
            need=Fraction(need),
            basis=basis,
            people=people if measure is Measure.HEADS else 0,
            enough=enough,
        )


def more_than(  # 超过, 过半数
    need: str, part: Part, *, of: Part, by: tuple[Measure, ...], basis: Basis | None = None
) -> Iterator[Threshold]:
    """Return a test for each of the measures."""
    for measure in by:
        yield Threshold(measure=measure, part=part, of=of, need=Fraction(need), strict=True, basis=basis)


ALL, PRESENT, TOOK_PART, VOTED, AGREE = Part.ALL, Part.PRESENT, Part.TOOK_PART, Part.VOTED, Part.AGREE
HEADS = (Measure.HEADS,)
SHARES = (Measure.SHARE,)
HEADS_AND_AREA = (Measure.HEADS, Measure.AREA)
HEADS_AND_SHARES = (Measure.HEADS, Measure.SHARE)

PROPERTY_LAW = (date(2007, 10, 1), date(2020, 12, 31))  # 物权法
CIVIL_CODE = date(2021, 1, 1)  # 民法典
VILLAGES_2010 = (date(2010, 10, 28), date(2025, 12, 31))  # 村民委员会组织法 before its change of 2025
RESIDENTS_1990 = (date(1990, 1, 1), date(2025, 12, 31))  # 城市居民委员会组织法 before its revision of 2025
COMMITTEES_2026 = date(2026, 1, 1)  # both

RULES: tuple[Rule, ...] = (
    Rule(
        id="council.default",
        place=Place.ANY,
        source="议事会的习惯",
        body=Body.COUNCIL,
        thresholds=(
            *at_least("2/3", PRESENT, of=ALL, by=HEADS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
    ),
    # 业主共同决定. Before 2021 the law asked for parts of all owners, whoever took part.
    Rule(
        id="cn.owners.quorum",
        place=Place.MAINLAND,
        source="物业管理条例（2007年）第12条",
        since=PROPERTY_LAW[0],
        until=PROPERTY_LAW[1],
        body=Body.OWNERS,
        thresholds=(*more_than("1/2", TOOK_PART, of=ALL, by=HEADS_AND_AREA),),
        silence=True,
        notice_days=15,
    ),
    Rule(
        id="cn.owners.quorum",
        place=Place.MAINLAND,
        source="民法典第278条",
        since=CIVIL_CODE,
        body=Body.OWNERS,
        thresholds=(*at_least("2/3", TOOK_PART, of=ALL, by=HEADS_AND_AREA),),
        silence=True,
        notice_days=15,
        posting_days=3,
        proxies=3,
    ),
    Rule(
        id="cn.owners.ordinary",
        place=Place.MAINLAND,
        source="物权法第76条",
        since=PROPERTY_LAW[0],
        until=PROPERTY_LAW[1],
        body=Body.OWNERS,
        thresholds=(*more_than("1/2", AGREE, of=ALL, by=HEADS_AND_AREA),),
        silence=True,
        notice_days=15,
    ),
    Rule(
        id="cn.owners.ordinary",
        place=Place.MAINLAND,
        source="民法典第278条（一）至（五）、（九）项",
        since=CIVIL_CODE,
        body=Body.OWNERS,
        thresholds=(
            *at_least("2/3", TOOK_PART, of=ALL, by=HEADS_AND_AREA),
            *more_than("1/2", AGREE, of=TOOK_PART, by=HEADS_AND_AREA),
        ),
        silence=True,
        notice_days=15,
        posting_days=3,
        proxies=3,
    ),
    Rule(
        id="cn.owners.special",
        place=Place.MAINLAND,
        source="物权法第76条（五）、（六）项",
        since=PROPERTY_LAW[0],
        until=PROPERTY_LAW[1],
        body=Body.OWNERS,
        thresholds=(*at_least("2/3", AGREE, of=ALL, by=HEADS_AND_AREA),),
        silence=True,
        notice_days=15,
    ),
    Rule(
        id="cn.owners.special",
        place=Place.MAINLAND,
        source="民法典第278条（六）至（八）项",
        since=CIVIL_CODE,
        body=Body.OWNERS,
        thresholds=(
            *at_least("2/3", TOOK_PART, of=ALL, by=HEADS_AND_AREA),
            *at_least("3/4", AGREE, of=TOOK_PART, by=HEADS_AND_AREA),
        ),
        silence=True,
        notice_days=15,
        posting_days=3,
        proxies=3,
    ),
    Rule(
        id="cn.owners.affected",
        place=Place.MAINLAND,
        source="物权法第77条",
        since=PROPERTY_LAW[0],
        until=PROPERTY_LAW[1],
        body=Body.OWNERS,
        thresholds=(*at_least("1", AGREE, of=ALL, by=HEADS),),
    ),
    Rule(
        id="cn.owners.affected",
        place=Place.MAINLAND,
        source="民法典第279条",
        since=CIVIL_CODE,
        body=Body.OWNERS,
        thresholds=(*at_least("1", AGREE, of=ALL, by=HEADS),),
    ),
    # 村民会议, 村民代表会议, 居民会议, 居民代表会议.
    Rule(
        id="cn.villagers",
        place=Place.MAINLAND,
        source="村民委员会组织法（2010年）第21、22条",
        since=VILLAGES_2010[0],
        until=VILLAGES_2010[1],
        body=Body.HOUSEHOLDS,
        bases=(Basis.ADULTS, Basis.HOUSEHOLDS),
        thresholds=(
            *more_than("1/2", PRESENT, of=ALL, by=HEADS, basis=Basis.ADULTS),
            *at_least("2/3", PRESENT, of=ALL, by=HEADS, basis=Basis.HOUSEHOLDS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
    ),
    Rule(
        id="cn.villagers",
        place=Place.MAINLAND,
        source="村民委员会组织法（2025年修改）第25、26条",
        since=COMMITTEES_2026,
        body=Body.HOUSEHOLDS,
        bases=(Basis.ADULTS, Basis.HOUSEHOLDS),
        thresholds=(
            *more_than("1/2", PRESENT, of=ALL, by=HEADS, basis=Basis.ADULTS),
            *at_least("2/3", PRESENT, of=ALL, by=HEADS, basis=Basis.HOUSEHOLDS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
    ),
    Rule(
        id="cn.reps",
        place=Place.MAINLAND,
        source="村民委员会组织法（2010年）第26条",  # residents' committees had no such meeting in the law then
        since=VILLAGES_2010[0],
        until=VILLAGES_2010[1],
        body=Body.ASSEMBLY,
        thresholds=(
            *at_least("2/3", PRESENT, of=ALL, by=HEADS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
    ),
    Rule(
        id="cn.reps",
        place=Place.MAINLAND,
        source="村民委员会组织法（2025年修改）第29、30条，城市居民委员会组织法（2025年修订）第28、29条",
        since=COMMITTEES_2026,
        body=Body.ASSEMBLY,
        thresholds=(
            *at_least("2/3", PRESENT, of=ALL, by=HEADS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
    ),
    Rule(
        id="cn.residents",
        place=Place.MAINLAND,
        source="城市居民委员会组织法（1989年）第9、10条",
        since=RESIDENTS_1990[0],
        until=RESIDENTS_1990[1],
        body=Body.HOUSEHOLDS,
        bases=(Basis.ADULTS, Basis.HOUSEHOLDS, Basis.REPS),
        thresholds=(
            *more_than("1/2", PRESENT, of=ALL, by=HEADS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
        callers=Fraction(1, 5),
    ),
    Rule(
        id="cn.residents",
        place=Place.MAINLAND,
        source="城市居民委员会组织法（2025年修订）第26、27条",
        since=COMMITTEES_2026,
        body=Body.HOUSEHOLDS,
        bases=(Basis.ADULTS, Basis.HOUSEHOLDS),
        thresholds=(
            *more_than("1/2", PRESENT, of=ALL, by=HEADS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
        callers=Fraction(1, 10),
    ),
    # An election needs a secret booth: it is never held in a chat. Provinces have rules of their own.
    Rule(
        id="cn.election",
        place=Place.MAINLAND,
        source="居民委员会选举规则（各省选举办法）",
        body=Body.ASSEMBLY,
        bases=(Basis.ADULTS, Basis.HOUSEHOLDS, Basis.REPS),
        thresholds=(
            *more_than("1/2", PRESENT, of=ALL, by=HEADS, basis=Basis.ADULTS),
            *more_than("1/2", PRESENT, of=ALL, by=HEADS, basis=Basis.HOUSEHOLDS),
            *more_than("2/3", PRESENT, of=ALL, by=HEADS, basis=Basis.REPS),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS),
        ),
        beta=True,
    ),
    Rule(
        id="cn.collective",
        place=Place.MAINLAND,
        source="农村集体经济组织法第27条",
        since=date(2025, 5, 1),
        body=Body.ASSEMBLY,
        thresholds=(
            *at_least("2/3", PRESENT, of=ALL, by=HEADS),
            *at_least("2/3", AGREE, of=ALL, by=HEADS),
        ),
    ),
    Rule(
        id="cn.4+2",
        place=Place.MAINLAND,
        source="四议两公开的习惯（党员大会审议）",
        body=Body.ASSEMBLY,
        thresholds=(
            *at_least("2/3", PRESENT, of=ALL, by=HEADS),
            *at_least("1/2", AGREE, of=ALL, by=HEADS),
        ),
        beta=True,
    ),
    # 公寓大廈管理條例, as of its revision of 2003-12-31, in force on the third day (中央法規標準法 13).
    Rule(
        id="tw.31",
        place=Place.TAIWAN,
        source="公寓大厦管理条例第31条",
        since=date(2004, 1, 2),
        body=Body.OWNERS,
        thresholds=(
            *at_least("2/3", PRESENT, of=ALL, by=HEADS_AND_SHARES),
            *at_least("3/4", AGREE, of=PRESENT, by=HEADS_AND_SHARES),
        ),
    ),
    # Undone by written objections of more than half of all heads and shares: whether both are needed is contested.
    Rule(
        id="tw.32",
        place=Place.TAIWAN,
        source="公寓大厦管理条例第32条",
        since=date(2004, 1, 2),
        body=Body.OWNERS,
        thresholds=(
            *at_least("1/5", PRESENT, of=ALL, by=HEADS_AND_SHARES, people=3),
            *more_than("1/2", AGREE, of=PRESENT, by=HEADS_AND_SHARES),
        ),
        beta=True,
        reconvened=True,
        objection_days=7,
    ),
    # Cap. 344: the quorum counts owners whatever their shares; a majority is one of the shares that voted.
    Rule(
        id="hk.344",
        place=Place.HONG_KONG,
        source="建筑物管理条例（第344章）附表3第3、5段",
        since=date(2007, 8, 1),
        body=Body.OWNERS,
        thresholds=(
            *at_least("1/10", PRESENT, of=ALL, by=HEADS),
            *more_than("1/2", AGREE, of=VOTED, by=SHARES),
        ),
    ),
    Rule(
        id="hk.344.committee",
        place=Place.HONG_KONG,
        source="建筑物管理条例（第344章）第3(2)条，附表3第5段",
        since=date(2007, 8, 1),
        body=Body.OWNERS,
        thresholds=(
            *at_least("1/10", PRESENT, of=ALL, by=HEADS),
            *more_than("1/2", AGREE, of=VOTED, by=SHARES),
            *at_least("3/10", AGREE, of=ALL, by=SHARES),
        ),
    ),
    Rule(
        id="hk.344.maintenance",
        place=Place.HONG_KONG,
        source="建筑物管理条例（第344章，2024年修订）大型维修采购",
        since=date(2025, 7, 13),
        body=Body.OWNERS,
        thresholds=(
            *at_least("1/10", PRESENT, of=ALL, by=HEADS),
            *at_least("1/20", Part.IN_PERSON, of=ALL, by=HEADS, enough=100),
            *more_than("1/2", AGREE, of=VOTED, by=SHARES),
        ),
        beta=True,
    ),
)


def get_rule(id: str, on: date) -> Rule:  # noqa: A002  # it is called so in files and in every table
    """Return the row of that id which is in force on a day. Raises NoRule."""
    for row in RULES:
        if row.id == id and row.holds_on(on):
            return row
    raise NoRule(rule=id)


def list_chat_rules(on: date, *, roll: bool, shares: bool) -> tuple[Rule, ...]:
    """Return the rules that a vote in a chat can be opened under on a day.

    Without a `roll` only the council's own people can vote; rules by share need a roll that says the `shares`.
    """

    def possible(row: Rule) -> bool:
        has_roll = roll or row.body is Body.COUNCIL
        return row.in_chat and row.holds_on(on) and has_roll and (shares or Measure.SHARE not in row.measures)

    return tuple(filter(possible, RULES))

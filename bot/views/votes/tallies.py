"""The tally in words: rules and their tests, figures, outcome and reasons."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from markupsafe import Markup

from bot.domain.matters.satisfaction import decimal, percent
from bot.domain.votes.rules import Basis, Measure, Part, Place, Rule, Threshold
from bot.domain.votes.tally import ZERO, Count, Measured, Outcome, Silence, Tally, Tested, majority
from bot.locales import N_, Words

# By id, short enough for a button. What they ask for may change with the law, so only halves are named.
RULE_LABELS: Mapping[str, str] = {
    "council.default": N_("议事会表决（过半）"),
    "cn.owners.quorum": N_("业主大会参与是否足够"),
    "cn.owners.ordinary": N_("业主大会一般事项（过半）"),
    "cn.owners.special": N_("业主大会特别事项（筹资、改建等）"),
    "cn.owners.affected": N_("住宅改作经营（相关业主都同意）"),
    "cn.villagers": N_("村民会议（过半）"),
    "cn.reps": N_("村民或居民代表会议（过半）"),
    "cn.residents": N_("居民会议（过半）"),
    "cn.election": N_("居委会选举"),
    "cn.collective": N_("集体经济组织成员大会"),
    "cn.4+2": N_("四议两公开的党员大会"),
    "tw.31": N_("台湾区分所有权人会议"),
    "tw.32": N_("台湾区分所有权人会议（重新召集）"),
    "hk.344": N_("香港业主大会（过半）"),
    "hk.344.committee": N_("香港业主大会委任管委会"),
    "hk.344.maintenance": N_("香港业主大会大型维修"),
}
PLACE_LABELS: Mapping[Place, str] = {
    Place.ANY: N_("各地"),
    Place.MAINLAND: N_("中国大陆"),
    Place.TAIWAN: N_("台湾"),
    Place.HONG_KONG: N_("香港"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.PASSED: N_("通过", "vote"),
    Outcome.NOT_PASSED: N_("未通过", "vote"),
    Outcome.INQUORATE: N_("流会", "vote"),
    Outcome.PARTICIPATION_SHORT: N_("无效:参与不足", "vote"),
}
TESTS: Mapping[tuple[Part, Part], str] = {
    (Part.PRESENT, Part.ALL): N_("到会{what}占全体{what}"),
    (Part.TOOK_PART, Part.ALL): N_("参与{what}占全体{what}"),
    (Part.IN_PERSON, Part.ALL): N_("亲自投票{what}占全体{what}"),
    (Part.AGREE, Part.ALL): N_("赞成{what}占全体{what}"),
    (Part.AGREE, Part.PRESENT): N_("赞成{what}占到会{what}"),
    (Part.AGREE, Part.TOOK_PART): N_("赞成{what}占参与{what}"),
    (Part.AGREE, Part.VOTED): N_("赞成{what}占赞成和反对{what}"),
}
FRACTIONS: Mapping[Fraction, str] = {
    Fraction(1, 20): N_("二十分之一"),
    Fraction(1, 10): N_("十分之一"),
    Fraction(1, 5): N_("五分之一"),
    Fraction(3, 10): N_("十分之三"),
    Fraction(1, 2): N_("一半"),
    Fraction(2, 3): N_("三分之二"),
    Fraction(3, 4): N_("四分之三"),
}
AMOUNTS: Mapping[Measure, str] = {
    Measure.HEADS: N_("{n} 人"),
    Measure.AREA: N_("{n} ㎡"),
    Measure.SHARE: N_("{n} 份"),
}
HOUSEHOLDS = N_("{n} 户")
CAST: Mapping[Part, str] = {
    Part.AGREE: N_("赞成 {amounts}"),
    Part.AGAINST: N_("反对 {amounts}"),
    Part.ABSTAIN: N_("弃权 {amounts}"),
}
SILENCES: Mapping[Silence, str] = {
    Silence.FOLLOW_MAJORITY: N_("送达未回的票随多数意见"),
    Silence.DELIVERED_PARTICIPATES: N_("送达未回的票算参与、不算赞成"),
}


def rule_name(_: Words, rule: Rule) -> Markup:
    """Return the name of a rule; marked when its reading is contested."""
    name = _(RULE_LABELS[rule.id])
    return _("{rule} · 试用", rule=name) if rule.beta else name


def outcome_name(_: Words, what: Outcome) -> Markup:
    """Return the name of an outcome."""
    return _(OUTCOMES[what])


def format_amount(_: Words, measure: Measure, value: Fraction, basis: Basis | None = None) -> Markup:
    """Return a number with its unit of measure."""
    is_households = measure is Measure.HEADS and basis is Basis.HOUSEHOLDS
    return _(HOUSEHOLDS if is_households else AMOUNTS[measure], n=decimal(value))


def threshold_title(_: Words, threshold: Threshold, basis: Basis | None = None) -> Markup:
    """Return the name of a test by its two sides."""
    heads = _("户数") if basis is Basis.HOUSEHOLDS else _("人数")
    what = {Measure.HEADS: heads, Measure.AREA: _("面积"), Measure.SHARE: _("份额")}[threshold.measure]
    return _(TESTS[threshold.part, threshold.of], what=what)


def describe_need(_: Words, threshold: Threshold) -> Markup:
    """Return the share, and the number of people, that a threshold demands."""
    if threshold.need == 1:
        return _("必须是全部")
    part = _(FRACTIONS[threshold.need])
    asked = _("要超过{part}", part=part) if threshold.strict else _("要有{part}以上", part=part)
    if threshold.people:
        asked = _("{asked}，而且至少 {n} 人", asked=asked, n=threshold.people)
    if threshold.enough is not None:
        asked = _("{asked}，或者有 {n} 人", asked=asked, n=threshold.enough)
    return asked


def threshold_line(_: Words, tested: Tested, basis: Basis | None = None) -> Markup:
    """Return a test with its two sides and its threshold."""
    return _(
        "{name} {have}/{of}（{rate}），{need}",
        name=threshold_title(_, tested.threshold, basis),
        have=decimal(tested.have),
        of=decimal(tested.of),
        rate=percent(tested.have, tested.of),
        need=describe_need(_, tested.threshold),
    )


def untested_lines(_: Words, tally: Tally) -> list[Markup]:
    """Return the names of tests and facts that the rule asks for and that were not given."""
    names = [threshold_title(_, each, tally.basis) for each in tally.untested]
    if tally.rule.reconvened and tally.reconvened is None:
        names.append(_("是不是为同一件事重新召集的会议"))
    if tally.rule.objection_days:
        names.append(_("会后 {n} 天内有没有过半书面反对", n=tally.rule.objection_days))
    return names


def explain_outcome(_: Words, tally: Tally) -> Markup:
    """Explain a vote's outcome in plain words; a community's own rule on silence comes after the strict result."""
    return _explain(_, tally, _why)


def explain_grounds(_: Words, tally: Tally) -> Markup:
    """Explain a vote's outcome where the outcome itself was just said."""
    return _explain(_, tally, _grounds)


def _explain(_: Words, tally: Tally, explain: Callable[[Words, Count, Tally], Markup]) -> Markup:
    if tally.silence is Silence.STRICT:
        parts = [explain(_, tally.strict, tally)]
    else:
        strictly = explain if tally.strict.outcome is tally.counted.outcome else _why
        same = tally.strict == tally.counted  # and the same words would stand there twice
        parts = [
            _("严格计票：{why}", why=strictly(_, tally.strict, tally)),
            _(
                "按本小区的规定（{basis}），{silence}：{why}",
                basis=tally.silence_basis,
                silence=_(SILENCES[tally.silence]),
                why=_("结果一样。") if same else explain(_, tally.counted, tally),
            ),
        ]
        if tally.silence is Silence.FOLLOW_MAJORITY and majority(tally.measures) is None:
            parts.append(_("这次没有多数意见可以跟随，未回的票没有计入。"))
    if missing := untested_lines(_, tally):
        parts.append(_("没有核对的：{missing}。", missing=_("、").join(missing)))
    return Markup().join(parts)


def _why(_: Words, count: Count, tally: Tally) -> Markup:
    if not count.deciding:  # what would decide was not given
        return _("没有给出算得出结果的票数，不能算通过。")
    if count.outcome is Outcome.PASSED:
        return _("核对的 {n} 项要求都达到了，所以通过。", n=len(count.tests))
    tests = _("；").join(threshold_line(_, each, tally.basis) for each in count.deciding)
    return _("{tests}，没有达到，所以{outcome}。", tests=tests, outcome=outcome_name(_, count.outcome))


def _grounds(_: Words, count: Count, tally: Tally) -> Markup:
    if not count.deciding:
        return _("没有给出算得出结果的票数。")
    if count.outcome is Outcome.PASSED:
        return _("核对的 {n} 项要求都达到了。", n=len(count.tests))
    return _("{tests}，没有达到。", tests=_("；").join(threshold_line(_, each, tally.basis) for each in count.deciding))


def outcome_lines(_: Words, tally: Tally) -> list[Markup]:
    """Return the outcome and its reasons."""
    return [_("结果：<b>{outcome}</b>", outcome=outcome_name(_, tally.outcome)), explain_outcome(_, tally)]


def amount_lines(_: Words, tally: Tally) -> list[Markup]:
    """Return who could vote, who did, and how.

    Those who took part are a part of all; who agreed, was against or abstained is a part of those who took part.
    """
    return [
        _("应参与 {amounts}", amounts=format_amounts(_, tally, Part.ALL)),
        _("参与 {amounts}", amounts=format_amounts(_, tally, Part.TOOK_PART, of=Part.ALL)),
        *cast_lines(_, tally),
    ]


def checked_lines(_: Words, tally: Tally) -> list[Markup]:
    """Return each test with ✓ or ✗; where silence counts, strictly and with it."""
    lines = [*marked_lines(_, tally.strict, tally)]
    if tally.silence is not Silence.STRICT:
        lines += [
            _("严格计票：<b>{outcome}</b>", outcome=outcome_name(_, tally.strict.outcome)),
            Markup(),
            _("{silence}：", silence=_(SILENCES[tally.silence])),
            *marked_lines(_, tally.counted, tally),
        ]
    return lines


def marked_lines(_: Words, count: Count, tally: Tally) -> Iterable[Markup]:
    """Return each test with ✓ or ✗."""
    for each in count.tests:
        yield _("{mark} {test}", mark="✓" if each.holds else "✗", test=threshold_line(_, each, tally.basis))


def cast_lines(_: Words, tally: Tally) -> Iterable[Markup]:
    """Return the numbers in favour, against, abstained, and not returned."""
    for part, sentence in CAST.items():
        yield _(sentence, amounts=format_amounts(_, tally, part, of=Part.TOOK_PART))
    if any(each.unreturned for each in tally.measures.values()):
        yield _("送达未回 {amounts}", amounts=format_amounts(_, tally, Part.UNRETURNED))


def format_amounts(_: Words, tally: Tally, part: Part, *, of: Part | None = None) -> Markup:
    """Return a part by every measure, with its percentage of another part."""

    def written(measure: Measure, each: Measured) -> Markup:
        value = each.of(part) or ZERO
        plain = format_amount(_, measure, value, tally.basis)
        return _("{amount}（{rate}）", amount=plain, rate=percent(value, each.of(of) or ZERO)) if of else plain

    return _("，").join(written(measure, each) for measure, each in tally.measures.items())

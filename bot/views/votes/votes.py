"""Cards of formal votes: the card in the group, the result, private messages."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.matters.satisfaction import percent
from bot.domain.shared.button_intent import Intent
from bot.domain.votes.result import basis_of
from bot.domain.votes.rules import Body, Measure, Part, Rule, Threshold
from bot.domain.votes.tally import Choice, Outcome, Tested, least_needed
from bot.domain.votes.vote import Totals, Vote, VoteState
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.votes import ShownPaper, ShownVote
from bot.views.rolls import rolls
from bot.views.shared import dates, labels, names
from bot.views.shared.bars import draw_bar
from bot.views.shared.button_rows import ticked
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten
from bot.views.votes import tallies

QUESTION = 800  # UTF-16 units of it on the card; the matter's details show all
BUTTON_LABEL_LIMIT = 20
HASH = 16  # hex digits of a digest that people compare
PARTICIPATION = frozenset({Part.PRESENT, Part.TOOK_PART})


def vote_button(label: Markup | str, act: str, vote: Vote, arg: str = "") -> Button:
    """Return a button that asks for an act about the vote."""
    return Button(shorten(str(label), BUTTON_LABEL_LIMIT), Intent(act, vote.council, vote.number, arg))


def vote_kind(_: Words, vote: Vote) -> Markup:
    """Return whether it decides or only shows what people want."""
    return _("正式表决") if vote.official else _("意向表决")


def question_text(_: Words, vote: Vote, limit: int = QUESTION) -> Markup:
    """Return what is voted on, called a motion where it is one: older votes were on the words of their matter."""
    shown = shorten(vote.question, limit)
    return Markup.escape(shown) if vote.motion is None else _("议案：{text}", text=shown)


def vote_mode(_: Words, vote: Vote) -> Markup:
    """Return whether names stand beside the choices."""
    return _("不记名（只公布总数）") if vote.secret else _("记名（截止后可以查每张票）")


def vote_scope(_: Words, vote: Vote) -> Markup:
    """Return the name of the building that votes, or "all"."""
    return rolls.building_name(_, vote.scope) if vote.scope else _("全体")


def rule_lines(_: Words, rule: Rule) -> Iterable[Markup]:
    """Yield a line in plain words for each threshold of a rule."""
    basis = basis_of(rule)
    for each in rule.under(basis):
        yield _("· {name}，{need}", name=tallies.threshold_title(_, each, basis), need=tallies.describe_need(_, each))


def entitled_amounts(_: Words, rule: Rule, totals: Totals) -> Markup:
    """Return totals by every measure that the rule counts."""
    basis = basis_of(rule)
    return _("，").join(
        tallies.format_amount(_, measure, _value(rule, totals, measure), basis) for measure in _measures(rule)
    )


def _measures(rule: Rule) -> tuple[Measure, ...]:
    return tuple(dict.fromkeys((Measure.HEADS, *rule.measures)))


def _value(rule: Rule, totals: Totals, measure: Measure) -> Fraction:
    heads = totals.units if rule.body is Body.HOUSEHOLDS else totals.heads
    values: Mapping[Measure, int | str] = {
        Measure.HEADS: heads,
        Measure.AREA: totals.area,
        Measure.SHARE: totals.share,
    }
    return Fraction(values[measure])


def _lacking(_: Words, rule: Rule, vote: Vote) -> Markup | None:
    """Return how much participation a vote still needs to be valid; None when enough, or none is asked."""
    basis = basis_of(rule)
    lacking = []
    for each in rule.under(basis):
        if each.part not in PARTICIPATION:
            continue
        of, have = (_value(rule, totals, each.measure) for totals in (vote.entitled, vote.turnout))
        if not Tested(each, have, of).holds:
            lacking.append(_short_of(_, each, of, have))
    return _("至少还要 {amounts} 投票，结果才算数。", amounts=_("、").join(lacking)) if lacking else None


def _short_of(_: Words, threshold: Threshold, of: Fraction, have: Fraction) -> Markup:
    """Return what is lacking of a measure, in plain words: homes, and whole square metres."""
    if threshold.measure is Measure.HEADS:
        return _("{n} 户", n=int(least_needed(threshold, of) - have))
    short = _hundredths(threshold, threshold.need * of - have)
    if threshold.measure is Measure.AREA:
        return _("约 {n} ㎡", n=ceil(short))
    return tallies.format_amount(_, threshold.measure, short)


def _hundredths(threshold: Threshold, short: Fraction) -> Fraction:
    """Return what is lacking, rounded up to hundredths: two thirds of a share are no decimal."""
    steps = short * 100
    return Fraction(floor(steps) + 1 if threshold.strict else ceil(steps), 100)


# In the group


def vote_card(_: Words, shown: ShownVote) -> Card:
    """The card with the three buttons. Until the close it shows how many have voted, and nothing of their choices."""
    vote = shown.vote
    lines = [_head(_, vote), question_text(_, vote)]
    if vote.closes:
        lines.append(_("截止：<b>{when}</b>", when=dates.format_moment(_, vote.closes, shown.council.zone)))
    buttons: tuple[tuple[Button, ...], ...] = ()
    if vote.state is VoteState.OPEN:
        lines += [
            Markup(""),
            *_turnout(_, shown),
            _("请点一下您的选择，截止前可以改。截止以后公布结果。")
            if _.platform.private_presses
            else _("请私聊我，发 /result {number} 投票，截止前可以改。截止以后公布结果。", number=vote.matter),
        ]
        buttons = (choice_buttons(_, vote),)
    elif vote.state is VoteState.VOID:
        lines += [Markup(""), _("这次表决作废了，不计票。\n原因：{text}", text=vote.reason)]
    else:
        lines += [
            Markup(""),
            _("已投 {amounts}。结果请看下面的消息。", amounts=entitled_amounts(_, shown.rule, vote.turnout)),
        ]
    codes = _(
        "校验码 <code>{frozen}</code>\n记录号 <code>{head}</code>",
        frozen=vote.frozen[:HASH],
        head=(vote.closed_head or vote.opened_head)[:HASH],
    )
    lines.append(fold([*_fixed(_, shown), codes]))
    return Card(BR.join(lines), buttons=buttons, thread=shown.council.thread)


def _head(_: Words, vote: Vote) -> Markup:
    marks = {VoteState.OPEN: "🗳", VoteState.VOID: "❌"}
    over = {VoteState.CLOSED: _("（已截止）"), VoteState.VOID: _("（已作废）")}
    return _(
        "{mark} <b>{kind} #{number}</b>{over}",
        mark=marks.get(vote.state, "🏁"),
        kind=vote_kind(_, vote),
        number=vote.matter,
        over=over.get(vote.state, ""),
    )


def _fixed(_: Words, shown: ShownVote) -> list[Markup]:
    vote = shown.vote
    return [
        _("规则：{rule}", rule=tallies.rule_name(_, shown.rule)),
        *rule_lines(_, shown.rule),
        _("方式：{mode}", mode=vote_mode(_, vote)),
        _("范围：{scope}", scope=vote_scope(_, vote)),
        _("应参与：{amounts}", amounts=entitled_amounts(_, shown.rule, vote.entitled)),
    ]


def _turnout(_: Words, shown: ShownVote) -> list[Markup]:
    rule, vote = shown.rule, shown.vote
    lines = [_("已投：<b>{amounts}</b>", amounts=entitled_amounts(_, rule, vote.turnout))]
    if (share := turnout_share(rule, vote)) is not None:
        lines.append(_("参与 {rate} {bar}", rate=percent(share, 1, 0), bar=draw_bar(share)))
    lacking = _lacking(_, shown.rule, shown.vote)
    return [*lines, lacking] if lacking else lines


def turnout_share(rule: Rule, vote: Vote) -> Fraction | None:
    """Return which part of all has voted, by the measure of the rule that is furthest behind; None for a part of 0."""
    entitled = {measure: _value(rule, vote.entitled, measure) for measure in _measures(rule)}
    shares = [_value(rule, vote.turnout, measure) / of for measure, of in entitled.items() if of]
    return min(shares, default=None)


def choice_buttons(_: Words, vote: Vote, given: Choice | None = None) -> tuple[Button, ...]:
    """Return the three buttons, with the one that their only reader has `given` ticked."""
    return tuple(
        vote_button(ticked(_(labels.CHOICE_LABELS[choice]), on=choice is given), "cast", vote, choice.value)
        for choice in Choice
    )


def vote_status_card(_: Words, shown: ShownVote, *, officer: bool = False) -> Card:
    """The state of a running or voided vote; to an officer with the button that voids it.

    Below the group's card that button would be pressed by people who mean to vote. In private people vote here where
    everybody in the group would see what they choose.
    """
    vote = shown.vote
    lines = [_head(_, vote), question_text(_, vote), Markup("")]
    if vote.state is VoteState.VOID:
        lines.append(_("这次表决作废了，不计票。\n原因：{text}", text=vote.reason))
    else:
        lines += _turnout(_, shown)
        if vote.closes:
            lines.append(_("{when} 截止，到时公布结果。", when=dates.format_moment(_, vote.closes, shown.council.zone)))
    buttons: list[tuple[Button, ...]] = []
    if vote.state is VoteState.OPEN and not _.platform.private_presses:
        buttons.append(choice_buttons(_, vote))
    if vote.state is VoteState.OPEN and officer:
        buttons.append((vote_button(_("作废表决"), "vote_void", vote),))
    return Card(BR.join(lines), buttons=tuple(buttons))


def vote_outcome(_: Words, vote: Vote) -> Markup:
    """Return the outcome in one word, for a matter's timeline."""
    return tallies.outcome_name(_, Outcome(vote.result.outcome)) if vote.result else _("没有结果")


# To one person


def shared_unit_card(_: Words, shown: ShownVote, unit: str, whom: Member | None) -> Card:
    """The notice to a co-owner that another owner voted for their unit."""
    text = _(
        "🗳 <b>#{number}</b> 的表决：{unit} 的票由 {who} 投了。\n截止前您也可以投，以最后一次为准。",
        number=shown.vote.matter,
        unit=unit,
        who=names.person_name(_, whom),
    )
    return Card(text)


def paper_ballot_card(_: Words, shown: ShownPaper) -> Card:
    """The request to witness a paper ballot; once it is settled its choice is not shown any more."""
    vote = shown.vote
    if shown.choice is None:
        said = N_("📄 <b>#{number}</b>：{unit} 的纸质票见证过了，已计入。")
        if not shown.counted:
            said = N_("📄 <b>#{number}</b>：{unit} 的这张纸质票没有计入。")
        return Card(_(said, number=vote.matter, unit=shown.unit))
    text = _(
        "📄 <b>#{number}</b> 的纸质票，请见证：\n{unit}：<b>{choice}</b>\n录入：{clerk}\n\n"
        "请看着纸质票核对，对了就点「见证」。录入人自己不能见证。",
        number=vote.matter,
        unit=shown.unit,
        choice=_(labels.CHOICE_LABELS[shown.choice]),
        clerk=names.person_name(_, shown.clerk),
    )
    return Card(text, buttons=((vote_button(_("见证"), "witness", vote, shown.ticket),),))


def my_votes_card(_: Words, found: Sequence[tuple[Vote, Sequence[tuple[str, bool]]]]) -> Card:
    """The running votes of a person and, for each unit, whether its ballot was cast."""
    if not found:
        return Card(_("现在没有您可以参加的表决。查回执请发 /receipt 和回执码。"))
    lines = []
    for vote, units in found:
        lines.append(
            _("🗳 <b>#{number}</b> {question}", number=vote.matter, question=shorten(vote.question, BUTTON_LABEL_LIMIT))
        )
        lines += [
            _("{mark} {unit}", mark="✓" if is_cast else "✗", unit=unit) if unit else _mark(_, is_cast=is_cast)
            for unit, is_cast in units
        ]
    lines += [Markup(""), _("✓ 投过了，✗ 还没有投。查回执请发 /receipt 和回执码。")]
    return Card(BR.join(lines))


def _mark(_: Words, *, is_cast: bool) -> Markup:
    return _("✓ 您的票") if is_cast else _("✗ 您的票")

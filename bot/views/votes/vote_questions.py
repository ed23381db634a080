"""The draft of a formal vote: the next question, and the fields that will be frozen."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil

from markupsafe import Markup

from bot.domain.votes.rules import Measure, Rule
from bot.domain.votes.vote import SMALL_VOTE, Vote, VoteState
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.votes import ShownDraft
from bot.views.rolls import rolls
from bot.views.shared import dates
from bot.views.shared.button_rows import button_rows, turning_row
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR
from bot.views.votes import tallies
from bot.views.votes.votes import (
    entitled_amounts,
    question_text,
    rule_lines,
    vote_button,
    vote_kind,
    vote_mode,
    vote_scope,
)

BUILDINGS_SHOWN = 24  # on one page
SPANS = (("24h", N_("24小时")), ("3d", N_("3天")), ("7d", N_("7天")), ("15d", N_("15天")), ("30d", N_("30天")))


# Put together


def vote_draft_card(_: Words, shown: ShownDraft | None, page: int) -> Card:
    """The message that shows a draft: the options set, and the next question."""
    if shown is None:
        return Card(_("这次表决没有开始，已经取消了。"))
    vote = shown.vote
    if vote.state is not VoteState.DRAFT:
        return Card(_("🗳 <b>#{number}</b> 的表决开始了。请看居民群里的表决卡。", number=vote.matter))
    lines = [
        _("🗳 <b>准备表决 #{number}</b>", number=vote.matter),
        question_text(_, vote),
        Markup(""),
        *_settled(_, shown),
    ]
    question, buttons = _next(_, shown, page)
    motion = vote_button(_("改议案"), "vote_set", vote, "motion=write")
    cancel = vote_button(_("取消"), "vote_cancel", vote)
    return Card(BR.join([*lines, question]), buttons=(*buttons, (motion, cancel)))


def _settled(_: Words, shown: ShownDraft) -> Iterable[Markup]:
    """Return what is settled so far; at the end this is everything that will be fixed."""
    vote = shown.vote
    if shown.rule:
        yield from _rule(_, shown.rule)
    if vote.secret is not None:
        yield _("方式：{mode}", mode=vote_mode(_, vote))
    if vote.closes:
        yield _("截止：{when}", when=dates.format_moment(_, vote.closes, shown.council.zone))
    elif vote.lasts:
        closes = dates.format_moment(_, shown.now + vote.lasts, shown.council.zone)
        yield _("期限：{span}（现在开始的话，到 {when}）", span=_span(_, vote.lasts), when=closes)
    if vote.scope is not None:
        yield _("范围：{scope}", scope=vote_scope(_, vote))


def _rule(_: Words, rule: Rule) -> Iterable[Markup]:
    yield _("规则：{rule}", rule=tallies.rule_name(_, rule))
    validity = _("{day} 起有效", day=rule.since.isoformat()) if rule.since else _("长期有效")
    basis = _("依据：{source}（{validity}）", source=rule.source, validity=validity)
    yield fold([*rule_lines(_, rule), basis])


def _span(_: Words, span: timedelta) -> Markup:
    for unit, sentence in (
        (timedelta(days=1), N_("{n} 天")),
        (timedelta(hours=1), N_("{n} 小时")),
        (timedelta(minutes=1), N_("{n} 分钟")),
    ):
        if span % unit == timedelta():
            return _(sentence, n=span // unit)
    return _("{n} 秒", n=int(span.total_seconds()))


def _next(_: Words, shown: ShownDraft, page: int) -> tuple[Markup, tuple[tuple[Button, ...], ...]]:
    """Return the next question with its buttons; when all is settled, what remains to be said before it begins."""
    vote = shown.vote
    if shown.rule is None:
        rules = [vote_button(tallies.rule_name(_, each), "vote_set", vote, f"rule={each.id}") for each in shown.rules]
        text = _("<b>按哪条规则计票？</b>")
        if shown.roll is None:
            text += BR + _("业主表决要先有名册：私聊我发 /roll 和名册文件。")
        return text, button_rows(rules, 1)
    if vote.secret is None:
        named = vote_button(_("记名"), "vote_set", vote, "mode=named")
        secret = vote_button(_("不记名"), "vote_set", vote, "mode=secret")
        return _("<b>记名还是不记名？</b>\n不记名只公布总数，不公布谁投了什么。"), ((named, secret),)
    if not (vote.lasts or vote.closes):
        spans = [vote_button(_(label), "vote_set", vote, f"lasts={span}") for span, label in SPANS]
        spans.append(vote_button(_("自己写"), "vote_set", vote, "lasts=write"))
        return _("<b>投到什么时候？</b>"), button_rows(spans, 3)
    if vote.scope is None and shown.roll:
        return _("<b>请谁来投？</b>"), _scopes(_, vote, shown.roll.buildings, page)
    return _preview(_, shown)


def _scopes(_: Words, vote: Vote, buildings: Sequence[str], page: int) -> tuple[tuple[Button, ...], ...]:
    start = (page - 1) * BUILDINGS_SHOWN
    some = [
        vote_button(rolls.building_name(_, building), "vote_set", vote, f"scope={place}")
        for place, building in list(enumerate(buildings))[start : start + BUILDINGS_SHOWN]
    ]
    pages = ceil(len(buildings) / BUILDINGS_SHOWN)
    turning = turning_row(_, page, pages, lambda label, to: vote_button(label, "vote_set", vote, f"page={to}"))
    whole = (vote_button(_("全体"), "vote_set", vote, "scope=all"),)
    return (whole, *button_rows(some, 4), *turning)


def _preview(_: Words, shown: ShownDraft) -> tuple[Markup, tuple[tuple[Button, ...], ...]]:
    vote, rule = shown.vote, shown.rule
    lines = []
    if rule:
        lines.append(_("应参与：{amounts}", amounts=entitled_amounts(_, rule, vote.entitled)))
    if shown.roll:
        lines.append(_("名册：第 {number} 版", number=shown.roll.number))
    lines.append(_("性质：<b>{kind}</b>", kind=vote_kind(_, vote)))
    lines += [Markup(""), *_hints(_, shown), _("开始以后，上面这些都不能再改。")]
    standing = _("改为意向表决") if vote.official else _("改为正式表决")
    buttons = (
        (vote_button(_("开始表决"), "vote_open", vote),),
        (vote_button(standing, "vote_official", vote),),
    )
    return BR.join(lines), buttons


def _hints(_: Words, shown: ShownDraft) -> Iterable[Markup]:
    """Yield hints on what is easily forgotten about a vote; none of them blocks it."""
    vote, rule = shown.vote, shown.rule
    if rule and rule.notice_days:
        yield _("提示：这类事项要提前 {n} 天公示，请先公示再表决。", n=rule.notice_days)
    has_area = rule is not None and Measure.AREA in rule.measures
    if vote.secret and has_area and vote.entitled.units < SMALL_VOTE:
        yield _("提示：户数很少，公布的面积可能让人猜出谁投了什么。")
    if not vote.official:
        yield _("意向表决供大家商量时参考。要作决定，请议事长点「改为正式表决」。")

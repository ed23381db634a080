"""Cards of points for one reader: their page, what can be reported, a report, its outcome, the ledger of an account."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.points.account import EntryKind, PointEntry
from bot.domain.points.claim import ClaimState
from bot.domain.points.rule import PointRule
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.local_time import local_day
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.points import ShownClaim, ShownEntries, ShownOutcome, ShownPoints, ShownRules
from bot.views.points.holders import claim_line, entry_title, holder_name, signed_points
from bot.views.shared import dates
from bot.views.shared.button_rows import button_rows, page_row
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

TITLE_LIMIT = 12  # of a button, beside its points
OUTCOMES = 8
STATES: Mapping[ClaimState, str] = {
    ClaimState.PENDING: N_("⏳ {line}，等审核。审核通过了才算分。"),
    ClaimState.AGREED: N_("✓ {line}，通过了。"),
    ClaimState.REFUSED: N_("✗ {line}，审核没有通过。有疑问请问专人。"),
    ClaimState.TAKEN_BACK: N_("{line}，撤回了。"),
}


def points_card(_: Words, shown: ShownPoints) -> Card:
    """The points of a person, and everything they can do about points."""
    lines = [_("🎫 <b>积分</b>")]
    if shown.holder:
        who, balance = holder_name(_, shown.holder), shown.holder.account.balance
        lines.append(
            _("{who}：现在 <b>{balance}</b> 分，这个月得了 {earned} 分", who=who, balance=balance, earned=shown.earned)
        )
        lines += [_(STATES[ClaimState.PENDING], line=claim_line(_, claim)) for claim in shown.pending]
        if shown.entries:
            lines.append(fold(entry_line(_, each, shown.council.zone) for each in shown.entries))
    elif not shown.ready:
        lines.append(_("积分还没有准备好，议事长设好了就能用。"))
    elif shown.homeless:
        lines.append(_("积分按户记。请先把账号和您家连上：找专人要一张邀请单。"))
    else:
        lines.append(_("您还没有积分。做了好事点「报积分」，附一张照片，审核通过就记分。"))
    return Card(BR.join(lines), buttons=(*_own_rows(_, shown), *_office_rows(_, shown)))


def _own_rows(_: Words, shown: ShownPoints) -> tuple[tuple[Button, ...], ...]:
    council = shown.council.number
    every = [(_("报积分"), Intent("points_rules", council))] if shown.ready and not shown.homeless else []
    every.append((_("积分超市"), Intent("shop", council)))
    if shown.holder:
        every.append((_("明细"), Intent("points_entries", council)))
    every.append((_("排行榜"), Intent("points_board", council)))
    if shown.holder:
        hidden = shown.holder.account.hidden
        label, choice = (_("我要上榜"), "show") if hidden else (_("我不上榜"), "hide")
        every.append((label, Intent("points_hide", council, 0, choice)))
    return button_rows([Button(str(label), intent) for label, intent in every], 2)


def _office_rows(_: Words, shown: ShownPoints) -> tuple[tuple[Button, ...], ...]:
    council = shown.council.number
    every = []
    if shown.to_review:
        every.append((_("审核 {n}", n=shown.to_review), Intent("points_review", council)))
    if shown.to_hand_out:
        every.append((_("待领奖品 {n}", n=shown.to_hand_out), Intent("points_orders", council)))
    if shown.officer:
        every.append((_("给别人报"), Intent("points_for", council)))
        every.append((_("查一户"), Intent("points_look", council)))
        every.append((_("改奖品"), Intent("points_list", council, 0, "prizes")))
        every.append((_("积分台账"), Intent("points_ledger", council)))
    if shown.head:
        every.append((_("改规则"), Intent("points_list", council, 0, "rules")))
        every.append((_("积分设置"), Intent("points_settings", council)))
    return button_rows([Button(str(label), intent) for label, intent in every], 2)


def entry_line(_: Words, entry: PointEntry, zone: str) -> Markup:
    """Return an entry in a line: 12月1日 打扫楼道 +5，剩 35."""
    return _(
        "{day} {title} {points}，剩 {balance}",
        day=dates.format_day_of_year(_, local_day(entry.at, zone)),
        title=entry_title(_, entry),
        points=signed_points(entry.points),
        balance=entry.balance,
    )


def rules_card(_: Words, shown: ShownRules) -> Card:
    """The rules, each with a button to report what it gives points for."""
    if shown.holder:
        lead = _("给 {who} 报什么？请点一条：", who=holder_name(_, shown.holder))
    else:
        lead = _("您做了什么？请点一条，再写一句、附一张照片：")
    council = shown.council.number
    choice = f"{shown.holder.account.number}.{shown.whom}" if shown.holder else ""
    every = [
        Button(
            f"{shorten(rule.title, TITLE_LIMIT)} {signed_points(rule.points)}",
            Intent("points_rule", council, rule.number, choice),
        )
        for rule in shown.rules
    ]
    lines = (
        [lead, fold(rule_line(_, rule) for rule in shown.rules)] if shown.rules else [_("还没有规则，请议事长先写。")]
    )
    return Card(BR.join(lines), buttons=button_rows(every, 2))


def rule_line(_: Words, rule: PointRule) -> Markup:
    """Return a rule in a line: 打扫楼道 5 分，每月最多 4 次."""
    line = _("{title} {points} 分", title=rule.title, points=rule.points)
    if rule.times:
        line = _("{line}，每月最多 {n} 次", line=line, n=rule.times)
    return _("{line}，自动记", line=line) if rule.deed else line


def claim_card(_: Words, shown: ShownClaim, reader: int) -> Card:
    """A report for who made it, which they can take back until it is decided."""
    claim = shown.claim
    lines = [_(STATES[claim.state], line=claim_line(_, claim))]
    if claim.by != claim.person:
        lines.insert(0, _("给 {who} 报的：", who=holder_name(_, shown.holder)))
    if claim.state is ClaimState.PENDING and not claim.attachments:
        lines.append(_("没有照片，审核时可能要问您。"))
    back = Button(str(_(N_("撤回", "points"))), Intent("points_claim_back", claim.council, claim.number))
    page = Button(str(_("我的积分")), Intent("points_open", claim.council))
    can_take_back = claim.state is ClaimState.PENDING and claim.by == reader
    return Card(BR.join(lines), buttons=((back, page) if can_take_back else (page,),))


def outcome_card(_: Words, shown: ShownOutcome) -> Card | None:
    """The outcome of everything that a person reported for one review."""
    if not shown.claims:
        return None
    lines = [_("🎫 您报的积分审核好了：")]
    lines += [_(STATES[each.claim.state], line=claim_line(_, each.claim)) for each in shown.claims[:OUTCOMES]]
    last = shown.claims[-1].holder
    lines.append(_("{who}现在 {balance} 分。", who=holder_name(_, last), balance=last.account.balance))
    page = Button(str(_("我的积分")), Intent("points_open", shown.council.number))
    return Card(BR.join(lines), buttons=((page,),))


def entries_card(_: Words, shown: ShownEntries) -> Card:
    """A page of the ledger of an account; an officer can take an entry back, with a reason."""
    lines = [_("🎫 <b>{who}</b>：{balance} 分", who=holder_name(_, shown.holder), balance=shown.holder.account.balance)]
    lines += [
        _("#{number} {line}", number=each.number, line=entry_line(_, each, shown.council.zone))
        for each in shown.entries
    ]
    if not shown.entries:
        lines.append(_("还没有记录。"))
    council = shown.council.number
    rows = page_row(_, council, shown.page, shown.pages)
    if shown.officer:
        can_correct = [
            Button(str(_("更正 #{number}", number=each.number)), Intent("points_correct", council, each.number))
            for each in shown.entries
            if each.kind is EntryKind.EARNED and each.number not in shown.corrected
        ]
        rows = (*rows, *button_rows(can_correct, 3))
    return Card(BR.join(lines), buttons=rows)

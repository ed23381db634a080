"""Cards of the review: what waits for a reviewer, its result for the group, the board of the first ten."""

from datetime import date

from markupsafe import Markup

from bot.domain.matters.matter import first_photo
from bot.domain.points.claim import ClaimState, PointClaim
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.local_time import DAY, local_day
from bot.domain.shared.reporting_period import Period
from bot.locales import N_, Words
from bot.ports import Button, Card, Picture
from bot.read_models.points import ShownBoard, ShownClaim, ShownResult, ShownReview
from bot.views.points.holders import claim_line, entry_title, holder_name, signed_points
from bot.views.shared import dates, names
from bot.views.shared.button_rows import page_row
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

TEXT_IN_SIGHT = 40
PICTURES = 10
IN_SIGHT = 8  # entries of a result outside of its fold


def review_card(_: Words, shown: ShownReview) -> Card:
    """The reports that wait for one reviewer, each with [同意] and [不同意]."""
    council = shown.council.number
    lines = [
        _("📋 <b>积分审核</b>：等您审的有 {n} 条", n=shown.waiting)
        if shown.waiting
        else _("📋 没有等您审的积分了。谢谢！")
    ]
    if shown.late and shown.waiting:
        lines.append(_("今天的审核晚了，对不起。"))
    lines += [_describe(_, each) for each in shown.claims]
    rows = [_vote_row(_, each.claim) for each in shown.claims]
    if shown.answered and shown.vote:
        answer = _(N_("同意", "points")) if shown.vote.agrees else _(N_("不同意", "points"))
        lines.append(_("刚才 #{number}：{answer}", number=shown.answered.claim.number, answer=answer))
        if shown.answered.claim.state is ClaimState.PENDING:
            back = Intent("points_vote_back", council, shown.answered.claim.number)
            rows.append((Button(str(_("撤回刚才的")), back),))
    turning = page_row(_, council, shown.page, shown.pages)
    return Card(BR.join(lines), buttons=(*rows, *turning))


def _describe(_: Words, shown: ShownClaim) -> Markup:
    claim = shown.claim
    line = _(
        "<b>#{number}</b> {who} {line}",
        number=claim.number,
        who=holder_name(_, shown.holder),
        line=claim_line(_, claim),
    )
    if claim.text:
        line = _("{line}：{text}", line=line, text=shorten(claim.text, TEXT_IN_SIGHT))
    if shown.by is None:
        return _("{line}（自动记的）", line=line)
    return _("{line}（{by}报的）", line=line, by=names.person_name(_, shown.by)) if claim.by != claim.person else line


def _vote_row(_: Words, claim: PointClaim) -> tuple[Button, ...]:
    where, number = (claim.council, claim.number), claim.number
    row = (
        Button(str(_("同意 #{number}", number=number)), Intent("points_yes", *where)),
        Button(str(_("不同意 #{number}", number=number)), Intent("points_no", *where)),
    )
    photo = Button(str(_("📷 照片")), Intent("points_photos", *where))
    return (*row, photo) if claim.attachments else row


def review_door_card(_: Words, shown: ShownReview, reviewer: Markup) -> Card:
    """The word in the group to a reviewer who has no private chat: how many reports wait, and nothing of them."""
    door = Button(str(_("💬 私聊我")), url=f"start:c-{shown.council.number}")
    text = _("📋 {who}，有 {n} 条积分等您审核。点下面打开私聊，再发 /points。", who=reviewer, n=shown.waiting)
    return Card(text, buttons=((door,),), thread=shown.council.thread)


def photos_card(_: Words, claim: PointClaim) -> Card:
    """The pictures of a report."""
    photos = [each for each in claim.attachments if each.kind == "photo"][:PICTURES]
    text = _("#{number} {line}", number=claim.number, line=claim_line(_, claim))
    if len(photos) > 1:
        return Card(text, album=tuple(Picture(each, text if each is photos[0] else Markup()) for each in photos))
    return Card(text, media=first_photo(claim.attachments) or next(iter(claim.attachments), None))


def result_card(_: Words, shown: ShownResult, *, private: bool) -> Card:
    """The result of a review as a ledger with running balances: its beginning in the group, all of it for one."""
    day = dates.format_day(_, local_day(shown.at, shown.council.zone))
    lines = [_("📒 <b>积分审核结果</b>（{day}）：记了 {n} 笔", day=day, n=shown.total)]
    every = [
        _(
            "{who} {title} {points}，现在 {balance} 分",
            who=holder_name(_, holder, public=True),
            title=entry_title(_, entry),
            points=signed_points(entry.points),
            balance=entry.balance,
        )
        for entry, holder in shown.entries
    ]
    lines += every[:IN_SIGHT]
    if every[IN_SIGHT:]:
        lines.append(fold(every[IN_SIGHT:]))
    if shown.refused:
        lines.append(_("没有通过的 {n} 条。有疑问请问专人。", n=shown.refused))
    council = shown.council.number
    if private:
        return Card(BR.join(lines), buttons=page_row(_, council, shown.page, shown.pages))
    mine = Button(str(_("我的积分")), Intent("points_open", council))
    whole = (Button(str(_("全部明细")), Intent("points_result", council, shown.number)),) if shown.pages > 1 else ()
    return Card(BR.join(lines), buttons=((*whole, mine),), thread=shown.council.thread)


def board_card(_: Words, shown: ShownBoard) -> Card:
    """The first ten of a month."""
    month = date.fromisoformat(f"{shown.month}-01")
    title = dates.format_period(_, Period(month, (month + 31 * DAY).replace(day=1) - DAY))
    if not shown.places:
        return Card(_("🏆 {month}还没有人得分。", month=title))
    lines = [_("🏆 <b>{month}积分榜</b>", month=title)]
    lines += [
        _("{place}. {who} {points} 分", place=place, who=holder_name(_, holder, public=True), points=earned)
        for place, (holder, earned) in enumerate(shown.places, 1)
    ]
    lines.append(_("不想上榜的，在「我的积分」里点「我不上榜」。"))
    return Card(BR.join(lines), thread=shown.council.thread)

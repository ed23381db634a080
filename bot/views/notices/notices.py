"""Cards of notices: in the group, for one reader, and as a list."""

from markupsafe import Markup

from bot.domain.matters.matter import first_photo
from bot.domain.notices.notice import NoticeState
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.notices import ShownNotice, ShownNotices, Unread
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.screen import fold, fold_end
from bot.views.shared.text_fit import BR, shorten

IN_SIGHT = 250  # characters of a notice; the rest opens at a touch
IN_A_LIST = 30
NAMED = 50  # of those who have not read it


def notice_card(_: Words, shown: ShownNotice) -> Card:
    """The notice in its group, with [已阅]."""
    buttons = ((_read_button(_, shown, _("已阅 {n}", n=shown.read)),),) if shown.is_open else ()
    return Card(
        BR.join(_lines(_, shown)),
        buttons=buttons,
        media=None if shown.notice.state is NoticeState.WITHDRAWN else first_photo(shown.notice.attachments),
        thread=shown.council.thread,
    )


def notice_page(_: Words, shown: ShownNotice) -> Card:
    """The notice for one reader: whether they have read it, and for an officer who has not, and what can be done."""
    lines = _lines(_, shown)
    rows: list[tuple[Button, ...]] = []
    if shown.has_read:
        lines += [Markup(""), _("✓ 您看过了。")]
    elif shown.is_open and shown.has_read is False:
        rows.append((_read_button(_, shown, _("已阅")),))
    if shown.unread:
        lines += [Markup(""), *_describe_unread(_, shown, shown.unread)]
        rows += _officer_rows(_, shown, shown.unread)
    return Card(BR.join(lines), buttons=tuple(rows))


def reminder_card(_: Words, shown: ShownNotice) -> Card:
    """The reminder of a notice; once it was read, or is over, its page."""
    page = notice_page(_, shown)
    if not shown.is_open or shown.has_read:
        return page
    return Card(BR.join([_("这条通知您还没有看，看完点一下「已阅」。"), Markup(""), page.text]), buttons=page.buttons)


def notices_card(_: Words, shown: ShownNotices) -> Card:
    """The notices that stand now, each with a button that opens it."""
    if not shown.notices:
        return Card(_("现在没有通知。"))
    lines = [_("📢 <b>现在的通知</b>")]
    lines += [
        _("{mark} {number}. {text}", mark="✓" if read else "·", number=each.number, text=shorten(each.text, IN_A_LIST))
        for each, read in shown.notices
    ]
    lines.append(_("✓ 是您看过的。点下面的号码看全文。"))
    every = [
        Button(str(each.number), Intent("notice_open", shown.council.number, each.number)) for each, _r in shown.notices
    ]
    return Card(BR.join(lines), buttons=button_rows(every, 5))


def _lines(_: Words, shown: ShownNotice) -> list[Markup]:
    notice, zone = shown.notice, shown.council.zone
    if notice.state is NoticeState.WITHDRAWN:
        return [_("📢 通知 {number} 撤下了。", number=notice.number)]
    lines = [_("📢 <b>通知 {number}</b>", number=notice.number), fold_end(notice.text, IN_SIGHT)]
    if notice.edited:
        lines.append(_("{when} 改过。", when=dates.format_moment(_, notice.edited, zone)))
    if shown.is_open:
        lines.append(_("看完请点「已阅」。{when} 截止。", when=dates.format_moment(_, notice.until, zone)))
    else:
        lines.append(_("已经到期，{n} 人看过。", n=shown.read))
    return lines


def _describe_unread(_: Words, shown: ShownNotice, unread: Unread) -> list[Markup]:
    values = {"total": unread.total, "read": unread.read, "left": unread.total - unread.read}
    if shown.notice.roll:
        lines = [_("{total} 户，看过的 {read} 户，没看的 {left} 户。", **values)]
        left = [Markup.escape(unit) for unit in unread.units]
    else:
        lines = [_("我认识的 {total} 人里，看过的 {read} 人，没看的 {left} 人。", **values)]
        left = [names.person_name(_, each) for each in unread.known]
    if shown.notice.reminded:
        when = dates.format_moment(_, shown.notice.reminded, shown.council.zone)
        lines.append(_("{when} 提醒过没看的人，私聊我才收得到。", when=when))
    if left:
        named = _("、").join(left[:NAMED])
        if len(left) > NAMED:
            named = _("{named} 等 {n} 个", named=named, n=len(left))
        lines.append(fold([_("没看的：{named}", named=named)]))
    return lines


def _officer_rows(_: Words, shown: ShownNotice, unread: Unread) -> list[tuple[Button, ...]]:
    if not shown.is_open:
        return []
    where = shown.council.number, shown.notice.number
    rows: list[tuple[Button, ...]] = []
    if not shown.notice.reminded and unread.reachable:
        label = _("提醒没看的 {n} 人", n=len(unread.reachable))
        rows.append((Button(str(label), Intent("notice_remind", *where)),))
    rows.append(
        (
            Button(str(_("改一改")), Intent("notice_edit", *where)),
            Button(str(_("撤下")), Intent("notice_withdraw", *where)),
        )
    )
    return rows


def _read_button(_: Words, shown: ShownNotice, label: Markup) -> Button:
    return Button(str(label), Intent("notice_read", shown.council.number, shown.notice.number))

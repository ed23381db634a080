"""Cards of wishes: in the group, for one reader, as a list, and in the list of a morning.

What the group reads, or what is shown in it to one person, never has name or contact.
"""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.domain.wishes.wish import Wish, WishState
from bot.locales import N_, Words
from bot.ports import Button, Card, File
from bot.read_models.wishes import ShownWish, ShownWishes, StuckWishes, WishList
from bot.views.shared import names
from bot.views.shared.button_rows import button_rows, page_row
from bot.views.shared.late_note import late_note
from bot.views.shared.text_fit import BR, shorten

IN_A_LIST = 24
STATE_LINES: Mapping[WishState, str] = {
    WishState.OPEN: N_("还没有人认领。谁来圆这个心愿？"),
    WishState.CLAIMED: N_("✋ 有邻居认领了。"),
    WishState.DONE: N_("✋ 认领的邻居说做好了，正在问本人。"),
    WishState.FULFILLED: N_("🎉 圆了。"),
}
# What has happened, as long as the wish is still in that state, for the one person who is told.
NEWS: Mapping[str, tuple[WishState, str]] = {
    "claimed": (WishState.CLAIMED, N_("认领好了，谢谢您！")),
    "taken": (WishState.CLAIMED, N_("您登记的心愿有人认领了。")),
    "given_back": (WishState.OPEN, N_("认领的人把心愿还回来了，别的邻居可以再认领。")),
    "claimer_gone": (WishState.OPEN, N_("认领的人退群了，别的邻居可以再认领。")),
    "released": (WishState.OPEN, N_("登记的人把这个心愿收回了，不用您办了，谢谢您。")),
    "withdrawn": (WishState.WITHDRAWN, N_("这个心愿撤下了，不用您办了，谢谢您。")),
    "said_done": (WishState.DONE, N_("认领的人说做好了。请您问问本人：心愿圆了没有？")),
    "returned": (WishState.CLAIMED, N_("登记的人问过了，还差一点，请您再看看。")),
    "fulfilled": (WishState.FULFILLED, N_("本人说心愿圆了，谢谢您！姓名和联系方式我已经删掉了。")),
}


def wish_card(_: Words, shown: ShownWish) -> Card:
    """The wish in its group, with [认领]."""
    rows = [_button(shown, "wish_claim", _("认领"))] if shown.wish.state is WishState.OPEN else []
    if shown.wish.is_live:
        rows.append(_button(shown, "wish_open", _("详情")))
    return Card(BR.join(_lines(_, shown)), buttons=(tuple(rows),) if rows else (), thread=shown.council.thread)


def wish_page(_: Words, shown: ShownWish, what: str = "") -> Card:
    """The wish for one reader, with what they may do; `what` has happened to it."""
    return Card(BR.join(_page_lines(_, shown, what)), buttons=_page_rows(_, shown))


def task_card(_: Words, shown: ShownWish, what: str = "") -> Card:
    """The wish with name and contact, in private, for the one who fulfils it or asks the beneficiary."""
    if not shown.sees_contact:
        return wish_page(_, shown, what)
    wish, lines = shown.wish, _page_lines(_, shown, what)
    lines += [
        Markup(""),
        _("姓名：{name}", name=wish.name),
        _("联系：{contact}", contact=wish.contact),
        _("这两行群里看不到，请不要外传。"),
    ]
    return Card(BR.join(lines), buttons=_page_rows(_, shown), media=wish.photo if shown.confirms else None)


def thanks_card(_: Words, shown: ShownWish) -> Card:
    """The thanks in the group for a wish that was fulfilled, with the photo that the beneficiary agreed to."""
    wish = shown.wish
    lines = [
        _("🎉 心愿 {number} 圆了！（{kind} {name}）", number=wish.number, kind=wish.whom, name=wish.masked),
        Markup.escape(wish.text),
    ]
    if wish.outcome:
        lines.append(Markup.escape(wish.outcome))
    lines.append(_("谢谢认领的邻居！"))
    return Card(BR.join(lines), media=wish.photo, thread=shown.council.thread)


def call_card(_: Words, shown: ShownWishes, *, is_late: bool) -> Card:
    """The call for wishes at the beginning of a month."""
    lines = [
        _("🎈 <b>这个月的微心愿</b>"),
        _("家里的老人、孩子，或者有困难的邻居，有什么小心愿？跟楼栋长或者专人说，由他们登记，群里看不到是谁。"),
    ]
    if shown.total:
        lines.append(_("还有 {n} 个心愿等着认领。", n=shown.total))
    button = Button(str(_("看心愿")), Intent("menu", shown.council.number, arg="wishes"))
    return Card(BR.join(lines) + late_note(_, is_late=is_late), buttons=((button,),), thread=shown.council.thread)


def wishes_card(_: Words, shown: ShownWishes) -> Card:
    """The wishes that nobody has claimed, and those of the reader, each with a button that opens it."""
    lines = [_("🎈 <b>心愿墙</b>")]
    if shown.mine:
        lines += [_("您认领的："), *(_listed(_, each) for each in shown.mine)]
    if shown.open:
        lines += [_("等着认领的 {n} 个：", n=shown.total), *(_listed(_, each) for each in shown.open)]
    else:
        lines.append(_("现在没有等着认领的心愿。"))
    if shown.mine or shown.open:
        lines.append(_("点下面的号码看详情、认领。"))
    rows = [*button_rows([_number_button(each, str(each.number)) for each in (*shown.mine, *shown.open)], 5)]
    rows += page_row(_, shown.council.number, shown.page, shown.pages)
    more = []
    if shown.records:
        more.append(Button(str(_("登记心愿")), Intent("menu", shown.council.number, arg="wish")))
    if shown.is_officer:
        more.append(Button(str(_("心愿表格")), Intent("wish_list", shown.council.number)))
    return Card(BR.join(lines), buttons=(*rows, tuple(more)) if more else tuple(rows))


def list_card(_: Words, _shown: WishList, content: bytes) -> Card:
    """The wishes as a file, for an officer."""
    text = _("微心愿的表格：谁登记、谁认领、圆了没有。本人的名字打了码，联系方式不在里面。")
    return Card(text, file=File(_("微心愿.xlsx").unescape(), content))


def waiting_card(_: Words, shown: ShownWish) -> Card | None:
    """The reminder of a wish for the one who claimed it, or who asks the beneficiary; None when it is settled."""
    wish = shown.wish
    named = {"number": wish.number, "text": shorten(wish.text, IN_A_LIST)}
    if shown.confirms:
        text = _("🎈 心愿 {number}「{text}」说做好了，请您问问本人，再点「圆了」。", **named)
    elif shown.reader and wish.state is WishState.CLAIMED and wish.is_worked_on_by(shown.reader.person):
        text = _("🎈 您认领的心愿 {number}「{text}」有一个星期了。办好了请点「完成了」；办不了，可以还回去。", **named)
    else:
        return None
    return Card(text, buttons=((_number_button(wish, str(_("心愿 {number}", number=wish.number))),),))


def stuck_card(_: Words, shown: StuckWishes) -> Card | None:
    """The wishes that wait for two weeks, for the officers; None when there is none any more."""
    lines = []
    if shown.open:
        lines.append(_("🎈 两个星期没有人认领的心愿：{numbers}", numbers=_numbers(_, shown.open)))
    if shown.claimed:
        lines.append(_("🎈 认领了两个星期，还没有做好的心愿：{numbers}", numbers=_numbers(_, shown.claimed)))
    if not lines:
        return None
    labelled = [
        _number_button(each, str(_("心愿 {number}", number=each.number))) for each in (*shown.open, *shown.claimed)
    ]
    return Card(BR.join(lines), buttons=button_rows(labelled, 3))


def _lines(_: Words, shown: ShownWish) -> list[Markup]:
    wish = shown.wish
    if wish.state is WishState.WITHDRAWN:
        return [_("🎈 心愿 {number} 撤下了。", number=wish.number)]
    return [
        _("🎈 <b>心愿 {number}</b>（{kind} {name}）", number=wish.number, kind=wish.whom, name=wish.masked),
        Markup.escape(wish.text),
        _(STATE_LINES[wish.state]),
    ]


def _page_lines(_: Words, shown: ShownWish, what: str) -> list[Markup]:
    wish, lines = shown.wish, _lines(_, shown)
    state, news = NEWS.get(what, (None, ""))
    if state is wish.state:
        lines = [_(news), Markup(""), *lines]
    if shown.keeps and shown.claimer:
        lines.append(_("认领的是{name}。", name=names.person_name(_, shown.claimer)))
    if wish.outcome and wish.state is WishState.CLAIMED:
        lines.append(_("还差：{words}", words=wish.outcome))
    elif wish.outcome and shown.keeps:
        lines.append(_("他写的：{words}", words=wish.outcome))
    return lines


def _page_rows(_: Words, shown: ShownWish) -> tuple[tuple[Button, ...], ...]:
    wish, reader = shown.wish, shown.reader
    if reader is None:
        return ()
    if wish.state is WishState.OPEN and reader.person != wish.by and reader.open_chat is None:
        return ((Button(str(_("💬 私聊我")), url=f"start:c-{shown.council.number}"),),)
    rows = _claimer_rows(_, shown, reader.person)
    if shown.sees_contact:
        rows.append(_button(shown, "wish_contact", _("联系方式")))
    return button_rows([*rows, *_keeper_rows(_, shown)], 2)


def _claimer_rows(_: Words, shown: ShownWish, person: int) -> list[Button]:
    """Return the buttons of the one who claims a wish or has claimed it."""
    wish = shown.wish
    if wish.state is WishState.OPEN and person != wish.by:
        return [_button(shown, "wish_claim", _("认领"))]
    if not wish.is_worked_on_by(person):
        return []
    done = [_button(shown, "wish_done", _("完成了"))] if wish.state is WishState.CLAIMED else []
    return [*done, _button(shown, "wish_back", _("还回去"))]


def _keeper_rows(_: Words, shown: ShownWish) -> list[Button]:
    """Return the buttons of the one who recorded a wish, and of officers."""
    wish, rows = shown.wish, []
    if shown.confirms:
        rows.append(_button(shown, "wish_yes", _("圆了")))
        if wish.photo:
            rows.append(_button(shown, "wish_plain", _("圆了，不放照片")))
        rows.append(_button(shown, "wish_no", _(N_("还没有", "wish"))))
    if shown.keeps:
        if wish.claimer:
            rows.append(_button(shown, "wish_release", _("收回认领")))
        rows.append(_button(shown, "wish_withdraw", _("撤下心愿")))
    return rows


def _listed(_: Words, wish: Wish) -> Markup:
    return _("· {number}. {kind}：{text}", number=wish.number, kind=wish.whom, text=shorten(wish.text, IN_A_LIST))


def _numbers(_: Words, wishes: tuple[Wish, ...]) -> Markup:
    return _("、").join(str(each.number) for each in wishes)


def _number_button(wish: Wish, label: str) -> Button:
    return Button(label, Intent("wish_open", wish.council, wish.number))


def _button(shown: ShownWish, act: str, label: Markup) -> Button:
    return Button(str(label), Intent(act, shown.council.number, shown.wish.number))

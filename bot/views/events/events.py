"""Cards of events: in the group, for one reader, as a list, and what people on the list are told."""

import hashlib

from markupsafe import Markup

from bot.domain.events.event import EventState
from bot.domain.matters.matter import first_photo
from bot.domain.meetings.calendar_entry import EntryStatus
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ThreadId
from bot.locales import Words
from bot.ports import Button, Card, File
from bot.read_models.events import OwnPlace, ShownEvent, ShownEvents, ShownSignUps
from bot.views.meetings.calendars import CalendarItem
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.late_note import late_note
from bot.views.shared.screen import fold, fold_end
from bot.views.shared.text_fit import BR, shorten

IN_SIGHT = 120  # characters of what it is; the rest opens at a touch
IN_A_LIST = 24
IN_A_LINE = 40


def event_card(_: Words, shown: ShownEvent) -> Card:
    """The event in its group, with [报名], or [签到] once it begins."""
    event, lines = shown.event, _describe(_, shown)
    if named := _named(_, shown):
        lines.append(named)
    rows: list[Button] = []
    if event.takes_sign_ups(shown.now):
        rows.append(_button(shown, "event_sign", _("报名 {n}", n=shown.coming)))
    if event.takes_check_ins(shown.now):
        rows.append(_button(shown, "event_here", _("签到 {n}", n=shown.there)))
    if event.state is EventState.PLANNED and shown.now < event.ends:
        rows.append(_button(shown, "event_open", _("详情")))
    return Card(
        BR.join(lines),
        buttons=(tuple(rows),) if rows else (),
        media=first_photo(event.attachments),
        thread=shown.council.thread,
    )


def event_page(_: Words, shown: ShownEvent, above: Markup | None = None) -> Card:
    """The event for one reader: their place on the list, and what they can do; below that what its organiser can."""
    lines = [*([above, Markup("")] if above else []), *_describe(_, shown)]
    if shown.own and (own := _own_line(_, shown, shown.own)):
        lines += [Markup(""), own]
    if named := _named(_, shown):
        lines.append(named)
    return Card(BR.join(lines), buttons=(*_own_rows(_, shown), *_organiser_rows(_, shown)))


def reminder_card(_: Words, shown: ShownEvent) -> Card:
    """The reminder on the eve of an event."""
    left = dates.format_time_left(_, shown.event.at, shown.event.at - shown.now, shown.council.zone)
    return event_page(_, shown, _("⏰ 您报了名的活动{left}。", left=left))


def moved_up_card(_: Words, shown: ShownEvent, *, group: bool) -> Card:
    """The word to a person who moved up from the waiting list; in a group a line that names nobody else."""
    number = shown.event.number
    if group:
        who = names.mention_person(_, shown.reader)
        text = _(
            "{who}，活动 {number} 有位置了，候补轮到您，已经给您报上。去不了，请点活动下面的「详情」。",
            who=who,
            number=number,
        )
        return Card(text, thread=shown.council.thread)
    return event_page(_, shown, _("🎉 有位置了，候补轮到您，已经给您报上。"))


def change_card(_: Words, shown: ShownEvent) -> Card:
    """The news that an event was moved or cancelled: to the group, or to one person on the list."""
    event = shown.event
    named = {"number": event.number, "what": shorten(event.title, IN_A_LINE)}
    if event.state is EventState.CANCELLED:
        return Card(_("❌ 活动 {number}（{what}）取消了，不用来了。", **named), thread=_thread(shown))
    news = _("📅 活动 {number}（{what}）改时间了，请看新的时间和地点。", **named)
    if shown.reader:
        return event_page(_, shown, news)
    when = dates.format_moment(_, event.at, shown.council.zone)
    text = BR.join([news, _("时间：{when}", when=when), _("地点：{place}", place=event.place)])
    return Card(text, thread=_thread(shown))


def closed_card(_: Words, shown: ShownEvent, *, is_late: bool) -> Card:
    """The word to the organiser that the sign-up is closed."""
    above = _("活动 {number} 报名截止了，{n} 人来。", number=shown.event.number, n=shown.coming)
    return event_page(_, shown, above + late_note(_, is_late=is_late))


def ended_card(_: Words, shown: ShownEvent, *, is_late: bool) -> Card:
    """The word to the organiser that an event is over, with its numbers."""
    above = _(
        "活动 {number} 结束了：报名 {n} 人，签到 {there} 人。没带手机的，一星期里还可以点「谁到了」补上。",
        number=shown.event.number,
        n=shown.coming,
        there=shown.there,
    )
    return event_page(_, shown, above + late_note(_, is_late=is_late))


def thanks_card(_: Words, shown: ShownEvent, *, is_late: bool) -> Card:
    """The thanks in the group, with the number of those who came; where nobody checked in, of those who signed up."""
    what = shorten(shown.event.title, IN_A_LINE)
    if shown.there:
        text = _("🙏 {what}结束了，来了 {n} 人，谢谢大家！", what=what, n=shown.there)
    else:
        text = _("🙏 {what}结束了，谢谢报名的 {n} 位邻居！", what=what, n=shown.coming)
    return Card(text + late_note(_, is_late=is_late), thread=_thread(shown))


def events_card(_: Words, shown: ShownEvents) -> Card:
    """The events to come, each with a button that opens it."""
    if not shown.events:
        return Card(_("现在没有活动。"))
    lines = [_("📅 <b>近期活动</b>")]
    lines += [
        _(
            "{mark} {number}. {when} {what}",
            mark="✓" if mine else "·",
            number=each.number,
            when=dates.format_moment(_, each.at, shown.council.zone),
            what=shorten(each.title, IN_A_LIST),
        )
        for each, mine in shown.events
    ]
    lines.append(_("✓ 是您报了名的。点下面的号码看详情、报名。"))
    every = [
        Button(str(each.number), Intent("event_open", shown.council.number, each.number)) for each, _m in shown.events
    ]
    return Card(BR.join(lines), buttons=button_rows(every, 5))


def calendar_item(_: Words, shown: ShownEvent) -> CalendarItem:
    """Return the event as an entry of a calendar."""
    event, council = shown.event, shown.council
    title = shorten(event.title, IN_A_LINE)
    summary = _("{what} · {council}", what=title, council=council.name)
    is_off = event.state is EventState.CANCELLED
    if is_off:
        summary = _("已取消：{what}", what=summary)
    ours = hashlib.sha256(str(council.chat).encode()).hexdigest()[:12]
    bring = [_("请带：{things}", things=event.bring).unescape()] if event.bring else []
    return CalendarItem(
        uid=f"e{event.number}-{event.posted:%Y%m%d%H%M%S}@{ours}.yishi",
        at=event.at,
        summary=summary.unescape(),
        place=event.place,
        text="\n".join([event.what, *bring]),
        status=EntryStatus.CANCELLED if is_off else EntryStatus.CONFIRMED,
        sequence=event.moves,
    )


def calendar_card(_: Words, shown: ShownEvent, content: bytes) -> Card:
    """The calendar file of an event, and how to use it."""
    text = _("🗓 点开这个文件，就能把活动加进手机日历。活动改期了，再取一次，日历会跟着改。")
    return Card(text, file=File(_("活动{number}.ics", number=shown.event.number).unescape(), content))


def sign_ups_card(_: Words, shown: ShownSignUps, content: bytes) -> Card:
    """The list of sign-ups as a file, for the organiser."""
    text = _(
        "活动 {number} 的名单：报名、候补、签到都在里面。里面有邻居的名字，请不要外传。", number=shown.event.number
    )
    return Card(text, file=File(_("活动{number}名单.xlsx", number=shown.event.number).unescape(), content))


def _describe(_: Words, shown: ShownEvent) -> list[Markup]:
    event, zone = shown.event, shown.council.zone
    lines = [_("📅 <b>活动 {number}</b>", number=event.number), fold_end(event.what, IN_SIGHT)]
    if event.state is EventState.CANCELLED:
        return [*lines, _("❌ 取消了，不用来了。")]
    lines += [
        _("时间：{when}", when=dates.format_moment(_, event.at, zone)),
        _("地点：{place}", place=event.place),
    ]
    if event.whom:
        lines.append(_("对象：{whom}", whom=event.whom))
    if event.bring:
        lines.append(_("请带：{things}", things=event.bring))
    if event.state is EventState.OVER:
        return [*lines, _("结束了：报名 {n} 人，签到 {there} 人。", n=shown.coming, there=shown.there)]
    lines.append(_numbers(_, shown))
    if event.closes < event.at and event.takes_sign_ups(shown.now):
        lines.append(_("报名到 {when} 截止。", when=dates.format_moment(_, event.closes, zone)))
    elif event.closes < event.at and shown.now < event.at:
        lines.append(_("报名截止了。"))
    return lines


def _numbers(_: Words, shown: ShownEvent) -> Markup:
    places, coming = shown.event.places, shown.coming
    if not places:
        return _("已报名 {n} 人，不限名额。", n=coming)
    if shown.waiting:
        return _("名额 {places}，已报名 {n} 人，候补 {waiting} 人。", places=places, n=coming, waiting=shown.waiting)
    if coming >= places:
        return _("名额 {places}，已报名 {n} 人，报满了，还可以排候补。", places=places, n=coming)
    return _("名额 {places}，已报名 {n} 人，还有 {left} 个。", places=places, n=coming, left=places - coming)


def _named(_: Words, shown: ShownEvent) -> Markup | None:
    """Return the names of those who come, in a fold: who comes is what everybody looks for in such a list."""
    if not shown.names or shown.event.state is EventState.CANCELLED:
        return None
    line = _("、").join(names.person_name(_, each) for each in shown.names)
    if shown.coming > len(shown.names):
        line = _("{names} 等 {n} 人", names=line, n=shown.coming)
    return fold([_("报名的：{names}", names=line)])


def _own_line(_: Words, shown: ShownEvent, own: OwnPlace) -> Markup | None:
    if own.is_there:
        return _("✓ 您签到了。")
    if own.sign_up is None or not shown.event.is_ahead(shown.now):
        return None
    can_be_told = shown.reader is not None and shown.reader.open_chat is not None
    if not own.sign_up.waits:
        return _("✓ 您报上名了。") if can_be_told else _("✓ 您报上名了。点「私聊我」，前一天晚上我提醒您。")
    if not own.is_exact:
        return _("您在候补里，前面还有 {n} 多人。", n=own.ahead)
    if can_be_told:
        return _("您排在候补第 {n} 位。轮到您，我私下告诉您。", n=own.ahead + 1)
    return _("您排在候补第 {n} 位。点「私聊我」，轮到您我私下告诉您。", n=own.ahead + 1)


def _own_rows(_: Words, shown: ShownEvent) -> list[tuple[Button, ...]]:
    event, own = shown.event, shown.own
    if own is None:
        return []
    rows: list[Button] = []
    is_listed = own.sign_up is not None
    if event.takes_check_ins(shown.now) and not own.is_there:
        rows.append(_button(shown, "event_here", _("签到")))
    if event.is_ahead(shown.now) and is_listed:
        rows.append(_button(shown, "event_leave", _("不去了")))
        rows.append(_button(shown, "event_ics", _("🗓 加进日历")))
    elif event.takes_sign_ups(shown.now) and not is_listed:
        is_full = event.places and shown.coming >= event.places
        rows.append(_button(shown, "event_sign", _("排候补") if is_full else _("报名")))
    found = [tuple(rows)] if rows else []
    if is_listed and event.is_ahead(shown.now) and shown.reader and not shown.reader.open_chat:
        found.append((Button(str(_("💬 私聊我")), url=f"start:c-{shown.council.number}"),))
    return found


def _organiser_rows(_: Words, shown: ShownEvent) -> list[tuple[Button, ...]]:
    event = shown.event
    if not shown.is_organiser or event.state is EventState.CANCELLED:
        return []
    rows: list[Button] = []
    if event.is_ahead(shown.now):
        rows += [
            _button(shown, "event_move", _("改时间")),
            _button(shown, "event_room", _("改名额")),
            _button(shown, "event_words", _("改内容")),
        ]
    if event.takes_notes(shown.now):
        rows.append(_button(shown, "event_present", _("谁到了")))
    rows.append(_button(shown, "event_list", _("名单表格")))
    if event.is_ahead(shown.now):
        rows.append(_button(shown, "event_cancel", _("取消活动")))
    return list(button_rows(rows, 3))


def _thread(shown: ShownEvent) -> ThreadId | None:
    return None if shown.reader else shown.council.thread


def _button(shown: ShownEvent, act: str, label: Markup) -> Button:
    return Button(str(label), Intent(act, shown.council.number, shown.event.number))


def is_coming(shown: ShownEvent) -> bool:
    """Return whether the event is still to begin and its reader has a place: what else is told them is pointless."""
    mine = shown.own.sign_up if shown.own else None
    return shown.event.is_ahead(shown.now) and mine is not None and not mine.waits

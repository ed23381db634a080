"""The settings of a council, page by page, and the first steps of a new one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from bot.domain.councils.settings_page import ASK, KEEP, USUAL_SCHEDULES, SettingsPage
from bot.domain.hierarchy.escalation_ladder import usual_numbers
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.councils import ShownSettings
from bot.views.councils.councils import language_buttons, procedure_card, setting_card
from bot.views.councils.parties import parties_card
from bot.views.hierarchy.ladders import describe_limit, ladder_card, limit_value, limits_card
from bot.views.hierarchy.parents import parent_card
from bot.views.shared import dates, labels, names
from bot.views.shared.button_rows import button_rows, ticked
from bot.views.shared.text_fit import BR, shorten

NAME_SHOWN = 20  # characters of a name on a button
PAGE_LABELS: Mapping[SettingsPage, str] = {
    SettingsPage.DAYS: N_("🗓 议事日"),
    SettingsPage.PLACE: N_("📍 地点"),
    SettingsPage.CLERK: N_("👤 专人", "settings"),
    SettingsPage.PROCEDURE: N_("📐 议事程序"),
    SettingsPage.LIMITS: N_("⏱ 期限"),
    SettingsPage.LADDER: N_("🪜 上报"),
    SettingsPage.PARTIES: N_("🏛 各方"),
    SettingsPage.DIGEST: N_("📨 每日摘要"),
    SettingsPage.SUMMARY: N_("📊 小结"),
    SettingsPage.LANGUAGE: N_("🌐 语言"),
    SettingsPage.PARENT: N_("🏘 上级"),
    SettingsPage.PRACTICES: N_("🧩 做法"),
}
USUAL_PLACES: Mapping[str, str] = {
    "office": N_("居委会活动室"),
    "estate": N_("物业会议室"),
    "square": N_("小区广场"),
    "pavilion": N_("凉亭", "place"),
}


def settings_card(_: Words, shown: ShownSettings) -> Card:
    """A page of the settings; who may not change what it shows finds no buttons but the way back."""
    if draw := STEPS.get(shown.page):
        return draw(_, shown) if shown.may else _all(_, shown)
    if shown.page is SettingsPage.ALL:
        return _all(_, shown)
    card = PAGES[shown.page](_, shown)
    back = (_button(_, shown, N_("◀ 返回"), shown.page if shown.part and shown.may else SettingsPage.ALL),)
    if shown.may:
        return replace(card, buttons=(*card.buttons, back))
    return replace(card, text=BR.join([card.text, _("要改，请找议事长。")]), buttons=(back,))


def place_name(_: Words, code: str) -> str | None:
    """Return the usual place that a button stands for, as the council writes it; None for one that there is not."""
    return _(USUAL_PLACES[code]).unescape() if code in USUAL_PLACES else None


def _all(_: Words, shown: ShownSettings) -> Card:
    council = shown.council
    lines = [
        _("⚙️ <b>{name}</b> 的设置", name=council.name),
        Markup(""),
        _("议事日：{days}", days=_days(_, shown)),
        _("地点：{place}", place=council.place or _("还没有定")),
        _("专人：{who}", who=_clerks(_, shown)),
        _("议事程序：{name}", name=_(labels.PROCEDURE_LABELS[council.procedure])),
        Markup(""),
        _("点一项，看现在怎么定的。议事长可以改。"),
    ]
    every = [_button(_, shown, label, page) for page, label in PAGE_LABELS.items()]
    rows = [*button_rows(every, 2)]
    if shown.may and not shown.is_complete:
        rows.insert(0, (_button(_, shown, N_("🧭 一步一步设"), SettingsPage.FIRST_DAYS),))
    return Card(BR.join(lines), buttons=tuple(rows))


def _days(_: Words, shown: ShownSettings) -> Markup:
    schedule = shown.council.schedule
    return dates.format_schedule(_, schedule) if schedule else _("还没有定")


def _clerks(_: Words, shown: ShownSettings) -> Markup:
    return _("、").join(names.person_name(_, each) for each in shown.clerks) or _("还没有")


def _days_page(_: Words, shown: ShownSettings, page: SettingsPage = SettingsPage.DAYS) -> Card:
    council = shown.council
    lines = [_("🗓 议事日：<b>{days}</b>", days=_days(_, shown))]
    if council.schedule:
        lines.append(_(labels.HOLIDAYS[council.holiday]))
    lines += _next(_, shown)
    lines += [Markup(""), _("换成哪一种，就点哪一种。别的日子点「自己写」。")]
    rows = [
        (Button(ticked(_(label), on=council.schedule == USUAL_SCHEDULES[code]), _set("set_days", shown, page, code)),)
        for code, label in labels.SCHEDULES.items()
    ]
    rows.append((Button(str(_("✏️ 自己写")), _set("set_days", shown, page, ASK)),))
    if page is SettingsPage.DAYS and council.schedule:
        rows.append((Button(str(_("📢 告诉大家")), Intent("announce_days", council.number)),))
    return Card(BR.join(lines), buttons=tuple(rows))


def _next(_: Words, shown: ShownSettings) -> list[Markup]:
    if shown.next is None:
        return []
    return [_("下次会议：{when}", when=dates.format_moment(_, shown.next.at, shown.council.zone))]


def _place_page(_: Words, shown: ShownSettings, page: SettingsPage = SettingsPage.PLACE) -> Card:
    council = shown.council
    lines = [
        _("📍 开会的地点：<b>{place}</b>", place=council.place or _("还没有定")),
        _("在哪里开？点一个，或者自己写。"),
    ]
    every = [
        Button(ticked(_(label), on=council.place == place_name(_, code)), _set("set_place", shown, page, code))
        for code, label in USUAL_PLACES.items()
    ]
    rows = [*button_rows(every, 2)]
    rows.append((Button(str(_("✏️ 自己写")), _set("set_place", shown, page, ASK)),))
    return Card(BR.join(lines), buttons=tuple(rows))


def _clerk_page(_: Words, shown: ShownSettings, page: SettingsPage = SettingsPage.CLERK) -> Card:
    lines = [_("👤 专人：<b>{who}</b>", who=_clerks(_, shown)), _("专人受理议题，跟进办理。"), Markup("")]
    if shown.known:
        lines.append(_("请谁做专人？点他的名字。"))
    lines.append(_("名单里没有的，等他在群里说句话，您回复那句话，发 /role 专人。"))
    every = [
        Button(
            shorten(names.person_name(_, each).unescape(), NAME_SHOWN),
            Intent("set_clerk", shown.council.number, each.person, f"{page}."),
        )
        for each in shown.known
    ]
    return Card(BR.join(lines), buttons=button_rows(every, 2))


def _limits_page(_: Words, shown: ShownSettings) -> Card:
    """All time limits, each with a button to its own page; or one of them with its usual values."""
    council = shown.council
    card = limits_card(_, council)
    limits = [(each.label, each.intent.arg) for row in card.buttons for each in row if each.intent]
    label = next((label for label, limit in limits if limit == shown.part), None)
    if label is None:
        every = [
            Button(label, Intent("settings", council.number, 0, f"{shown.page}.{limit}")) for label, limit in limits
        ]
        return replace(card, buttons=button_rows(every, 3))
    now = limit_value(council, shown.part)
    text = _("⏱ <b>{label}</b>：现在是 {n}。", label=label, n=describe_limit(_, council, shown.part))
    values = usual_numbers(shown.part)
    every = [
        Button(ticked(Markup.escape(n), on=n == now), Intent("set_limit", council.number, n, shown.part))
        for n in values
    ]
    rows = [*button_rows(every, 4)]
    rows.append((Button(str(_("✏️ 自己写")), Intent("limit", council.number, 0, shown.part)),))
    return Card(BR.join([text, _("改成多少？点一个。")]), buttons=tuple(rows))


def _language_page(_: Words, shown: ShownSettings) -> Card:
    text = _(
        "🌐 语言：<b>{language}</b>，时间：{zone}", language=_("中文"), zone=dates.zone_name(_, shown.council.zone)
    )
    return Card(text, buttons=(language_buttons(shown.council),))


def _practices_page(_: Words, shown: ShownSettings) -> Card:
    """Practices that the council may want, each with a button that switches it on or off."""
    council = shown.council
    lines = [_("🧩 <b>做法</b>"), _("要用哪一样，就点一下打开；打开以后，大家的菜单里才有。"), Markup("")]
    lines += [
        _("{mark} {name}：{says}", mark="✓" if each in council.practices else "·", name=_(name), says=_(says))
        for each, (name, says) in labels.PRACTICES.items()
    ]
    every = [
        Button(
            str(_("关掉{name}", name=_(name)) if each in council.practices else _("打开{name}", name=_(name))),
            Intent("set_practice", council.number, int(each not in council.practices), each),
        )
        for each, (name, _says) in labels.PRACTICES.items()
    ]
    return Card(BR.join(lines), buttons=button_rows(every, 2))


def _step(_: Words, shown: ShownSettings, card: Card, *, place: int, is_set: bool, act: str) -> Card:
    """Return a page as one of the first steps: with the way on when it is set, and the way out."""
    text = BR.join([_("<b>第 {place} 步，共 3 步</b>", place=place), card.text])
    below = [_button(_, shown, N_("以后再说"), SettingsPage.FIRST_LATER)]
    if is_set:
        below.insert(0, Button(str(_("就这样，下一步 ▶")), _set(act, shown, shown.page, KEEP)))
    return Card(text, buttons=(*card.buttons, tuple(below)))


def _first_days(_: Words, shown: ShownSettings) -> Card:
    card = _days_page(_, shown, SettingsPage.FIRST_DAYS)
    return _step(_, shown, card, place=1, is_set=bool(shown.council.schedule), act="set_days")


def _first_place(_: Words, shown: ShownSettings) -> Card:
    card = _place_page(_, shown, SettingsPage.FIRST_PLACE)
    return _step(_, shown, card, place=2, is_set=bool(shown.council.place), act="set_place")


def _first_clerk(_: Words, shown: ShownSettings) -> Card:
    card = _clerk_page(_, shown, SettingsPage.FIRST_CLERK)
    return _step(_, shown, card, place=3, is_set=bool(shown.clerks), act="set_clerk")


def _first_done(_: Words, shown: ShownSettings) -> Card:
    lines = [
        _("✅ 都设好了。"),
        _("议事日：{days}", days=_days(_, shown)),
        _("地点：{place}", place=shown.council.place or _("还没有定")),
        _("专人：{who}", who=_clerks(_, shown)),
        *_next(_, shown),
        Markup(""),
        _("到了那天，我先提醒大家；人到了，点「开会」就行。"),
    ]
    rows = (
        (Button(str(_("📢 告诉大家")), Intent("announce_days", shown.council.number)),),
        (_button(_, shown, N_("⚙️ 全部设置"), SettingsPage.ALL),),
    )
    return Card(BR.join(lines), buttons=rows)


def _first_later(_: Words, shown: ShownSettings) -> Card:
    text = _("好的，设好的都留着。什么时候想接着设，发 /settings，或者点下面的按钮。")
    return Card(text, buttons=((_button(_, shown, N_("⚙️ 全部设置"), SettingsPage.ALL),),))


def _button(_: Words, shown: ShownSettings, label: str, page: SettingsPage) -> Button:
    return Button(str(_(label)), Intent("settings", shown.council.number, 0, page))


def _set(act: str, shown: ShownSettings, page: SettingsPage, value: str) -> Intent:
    return Intent(act, shown.council.number, 0, f"{page}.{value}")


STEPS: Mapping[SettingsPage, Callable[[Words, ShownSettings], Card]] = {
    SettingsPage.FIRST_DAYS: _first_days,
    SettingsPage.FIRST_PLACE: _first_place,
    SettingsPage.FIRST_CLERK: _first_clerk,
    SettingsPage.FIRST_DONE: _first_done,
    SettingsPage.FIRST_LATER: _first_later,
}
PAGES: Mapping[SettingsPage, Callable[[Words, ShownSettings], Card]] = {
    SettingsPage.DAYS: _days_page,
    SettingsPage.PLACE: _place_page,
    SettingsPage.CLERK: _clerk_page,
    SettingsPage.PROCEDURE: lambda _, shown: procedure_card(_, shown.council),
    SettingsPage.LIMITS: _limits_page,
    SettingsPage.LADDER: lambda _, shown: ladder_card(_, shown.ladder),
    SettingsPage.PARTIES: lambda _, shown: parties_card(_, shown.council),
    SettingsPage.DIGEST: lambda _, shown: setting_card(_, shown.council, "digest"),
    SettingsPage.SUMMARY: lambda _, shown: setting_card(_, shown.council, "summary"),
    SettingsPage.LANGUAGE: _language_page,
    SettingsPage.PARENT: lambda _, shown: parent_card(_, shown.parent),
    SettingsPage.PRACTICES: _practices_page,
}

"""Cards of hosts: the list by building, the page of one, and what hosts and officers are told."""

from markupsafe import Markup

from bot.domain.hosts.host import Host
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.hosts import ShownHost, ShownHosts
from bot.views.shared.button_rows import button_rows, turning_row
from bot.views.shared.text_fit import BR, shorten

IN_A_LIST = 12  # characters of each part
IN_A_ROW = 4


def hosts_card(_: Words, shown: ShownHosts) -> Card:
    """The hosts by building; where a whole group reads it, without their addresses."""
    lines: list[Markup]
    if shown.total:
        lines = [_("🪑 <b>中心户</b>：有话去坐坐，记下来的意见都有回音。"), *_lines(_, shown)]
    else:
        lines = [_("还没有中心户。")]
        if shown.is_officer:
            lines.append(_("发 /host 登记第一位。"))
    rows: list[tuple[Button, ...]] = []
    if shown.is_officer:
        every = [_button(each, "host_open", Markup.escape(each.number)) for each in shown.hosts]
        rows += button_rows(every, IN_A_ROW)
        rows.append((Button(str(_("板凳会记录")), Intent("bench_list", shown.council.number)),))
    elif shown.own:
        rows.append((Button(str(_("我家的板凳会")), Intent("host_open", shown.council.number, shown.own)),))
    rows += turning_row(
        _,
        shown.page,
        shown.pages,
        lambda label, page: Button(str(label), Intent("host_turn", shown.council.number, page)),
    )
    return Card(BR.join(lines), buttons=tuple(rows))


def host_page(_: Words, shown: ShownHost, above: Markup | None = None) -> Card:
    """The page of a host, with what its reader can do."""
    host = shown.host
    if not host.listed:
        return Card(_("{name}不当中心户了。", name=host.name or _("这一位").unescape()))
    lines = [
        *([above, Markup("")] if above else []),
        _("🪑 <b>中心户 {number}</b>：{name}", number=host.number, name=host.name),
        _("{building}，{address}", building=host.building, address=host.address)
        if not shown.is_for_all
        else Markup.escape(host.building),
        _("哪几天：{days}", days=host.days),
        _("开过 {n} 次板凳会。", n=shown.meetings),
    ]
    if shown.can_change and not shown.is_member:
        lines.append(_("成员里没有这个名字，板凳会由专人代记。"))
    rows: list[Button] = []
    if shown.can_record:
        rows += [_button(host, "bench_people", _("记板凳会")), _button(host, "bench_list", _(N_("记录", "list")))]
    if shown.can_change:
        rows += [_button(host, "host_text", _("改一改")), _button(host, "host_remove", _("不当了"))]
    return Card(BR.join(lines), buttons=button_rows(rows, 2))


def welcome_card(_: Words, shown: ShownHost) -> Card:
    """The word to a member who was entered as a host, with what they can do."""
    return host_page(_, shown, _("您是咱们的中心户了，谢谢您！开完一次板凳会，点「记板凳会」就行。"))


def host_left_card(_: Words, shown: ShownHost) -> Card:
    """The word to the officers that a host has left the group."""
    host = shown.host
    return Card(
        _(
            "{building}的中心户{name}退群了，已经从名单上去掉。要再请一位，发 /host 登记。",
            building=host.building,
            name=host.name,
        )
    )


def host_name(_: Words, host: Host | None) -> Markup:
    """Return where a bench meeting was: the building and whose home."""
    if host is None or not host.name:
        return _("{building}中心户", building=host.building if host else "")
    return _("{building} {name}家", building=host.building, name=host.name)


def _lines(_: Words, shown: ShownHosts) -> list[Markup]:
    return [
        _(
            "{number}. <b>{building}</b> {name}：{days}",
            number=each.number,
            building=shorten(each.building, IN_A_LIST),
            name=shorten(each.name, IN_A_LIST),
            days=shorten(each.days, IN_A_LIST),
        )
        + (Markup("") if shown.is_for_all else _("，{address}", address=shorten(each.address, IN_A_LIST)))
        for each in shown.hosts
    ]


def _button(host: Host, act: str, label: Markup) -> Button:
    return Button(str(label), Intent(act, host.council, host.number))

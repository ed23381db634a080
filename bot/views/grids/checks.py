"""Cards of checks: the daily one, a day without answers, a matter in somebody's grid, an officer who left."""

from collections.abc import Iterable

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.grids.check import CheckState
from bot.domain.grids.grid import Grid
from bot.domain.matters.matter import Matter
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.grids import GridOfMatter, NamedGrid, ShownCheck, ShownDay, ShownDeparture
from bot.views.shared import dates, names
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

PLACES_SHOWN = 8
OPENLY = 5  # grids of a day named in sight
LABEL_LIMIT = 20


def place_name(_: Words, label: str) -> Markup:
    """Return the name of a place by its label: 3号楼, 3号楼2单元, or as it is."""
    building, _sign, unit = label.partition("-")
    if not building.isdecimal() or (unit and not unit.isdecimal()):
        return Markup.escape(label)
    return _("{n}号楼{unit}单元", n=building, unit=unit) if unit else _("{n}号楼", n=building)


def list_places(_: Words, grid: Grid) -> Markup:
    """Return the places of a grid, the first ones by name."""
    named = _("、").join(place_name(_, label) for label in grid.places[:PLACES_SHOWN])
    return _("{places} 等", places=named) if len(grid.places) > PLACES_SHOWN else named


def officer_name(_: Words, grid: Grid, member: Member | None) -> Markup:
    """Return the name of a grid's officer, whether the council knows them or not."""
    return names.person_name(_, member) if grid.officer else Markup.escape(grid.officer_name)


def check_card(_: Words, shown: ShownCheck) -> Card:
    """The check of a grid for one reader: what to do, what became of it, and what can still be done."""
    check, grid = shown.check, shown.grid
    where = {"name": grid.name, "places": list_places(_, grid), "day": dates.format_day(_, check.day)}
    if check.state is not CheckState.ASKED:
        return _answered(_, shown, where)
    if not shown.is_today:
        return Card(_("🗺 {day} {name}的巡查没有收到回答，已经结束了。", **where))
    if not check.person:
        return Card(_("🗺 {day} {name}的巡查，今天不用您来做了。", **where))
    if check.person != shown.reader:
        other = names.person_name(_, shown.names.get(check.person))
        return Card(_("🗺 {day} {name}的巡查，今天由{other}来做。", other=other, **where))
    lines = []
    if shown.is_nudge:
        lines.append(_("⏰ {name}（{places}）今天的巡查还没有收到。去过了请点一下，没去请现在去看看。", **where))
    else:
        lines.append(_("🗺 今天（{day}）请巡查<b>{name}</b>：{places}。看完点一下。", **where))
    if check.stands_in:
        officer = officer_name(_, grid, shown.names.get(grid.officer))
        lines.append(_("{officer}今天来不了，请您代一下。", officer=officer))
    if check.late and not shown.is_nudge:
        lines.append(_("我停了一会儿，这条发晚了，对不起。"))
    fine = Button(str(_("已巡查，无异常")), _intent(shown, "grid_fine"))
    found = Button(str(_("发现问题")), _intent(shown, "grid_found"))
    leave = Button(str(_("请假")), Intent("grid_leave", check.council))
    return Card(BR.join(lines), buttons=((fine,), (found, leave)))


def _answered(_: Words, shown: ShownCheck, where: dict[str, str | Markup]) -> Card:
    check = shown.check
    at = dates.format_moment(_, check.answered or check.at, shown.council.zone)
    who = names.person_name(_, shown.names.get(check.by))
    if check.state is CheckState.FINE:
        text = _("✓ {name}：{who} {at} 已巡查，无异常。", who=who, at=at, **where)
        again = Button(str(_("又发现问题")), _intent(shown, "grid_found"))
        return Card(text, buttons=((again,),) if shown.is_today else ())
    text = _("✓ {name}：{who} {at} 已巡查，发现问题。", who=who, at=at, **where)
    if check.matter:
        text += _("编号 #{number}。", number=check.matter)
        details = Button(str(_("详情")), Intent("details", check.council, check.matter))
        return Card(text, buttons=((details,),))
    text = BR.join([text, _("当场办好了，还是要大家来办？")])
    spot = Button(str(_("当场办好了")), _intent(shown, "grid_tell", "spot"))
    matter = Button(str(_("提成议题")), _intent(shown, "grid_tell", "matter"))
    wrong = Button(str(_("点错了，无异常")), _intent(shown, "grid_fine"))
    return Card(text, buttons=((spot, matter), *(((wrong,),) if shown.is_today else ())))


def _intent(shown: ShownCheck, act: str, arg: str = "") -> Intent:
    return Intent(act, shown.check.council, shown.check.number, arg)


def day_card(_: Words, shown: ShownDay) -> Card | None:
    """The grids that were not checked in time on a day, for the officers; None: all were."""
    day = dates.format_day(_, shown.count.day)
    if shown.count.skipped:
        return Card(_("🗺 {day} 我停了，没有发巡查的消息。", day=day))
    if not shown.overdue:
        return None
    lead = _("🗺 {day} 有 {n} 个网格到下午六点还没有巡查：", day=day, n=shown.count.overdue)
    named = [describe_missed(_, each) for each in shown.overdue]
    lines = [lead + _("、").join(named[:OPENLY])]
    if len(named) > OPENLY:
        lines.append(fold(_more(_, named[OPENLY:], shown.count.overdue)))
    return Card(BR.join(lines))


def _more(_: Words, named: list[Markup], total: int) -> Iterable[Markup]:
    yield from named
    if total > len(named) + OPENLY:
        yield _("后面还有 {n} 个", n=total - len(named) - OPENLY)


def describe_missed(_: Words, each: NamedGrid) -> Markup:
    """Return a grid that was not checked in time: whose it is, and what became of it."""
    known = each.person is not None
    who = names.person_name(_, each.person) if known else officer_name(_, each.grid, None)
    if each.check.state is not CheckState.ASKED:
        return _("{name}（{who}，后来补了）", name=each.grid.name, who=who)
    if not each.check.person:
        return _("{name}（{who}，我联系不到）", name=each.grid.name, who=who)
    return _("{name}（{who}）", name=each.grid.name, who=who)


def grid_matter_card(_: Words, grid: Grid, matter: Matter) -> Card:
    """A new matter in somebody's grid."""
    text = _(
        "🗺 您的{name}有新议题 <b>#{number}</b>：{title}",
        name=grid.name,
        number=matter.number,
        title=shorten(matter.title, 40),
    )
    return Card(text, buttons=((Button(str(_("详情")), Intent("details", matter.council, matter.number)),),))


def matter_line(_: Words, shown: GridOfMatter) -> Markup:
    """The line of a matter's page that names its grid."""
    return _("网格：{name}，{officer}", name=shown.grid.name, officer=officer_name(_, shown.grid, shown.officer))


def left_card(_: Words, shown: ShownDeparture) -> Card:
    """The news for officers that somebody who looked after grids left the group, and who stands in."""
    lines = [_("🗺 {who}离开了群，原来负责的网格：", who=names.person_name(_, shown.gone))]
    rows: list[tuple[Button, ...]] = []
    for grid in shown.grids[:OPENLY]:
        was_officer = shown.gone is not None and grid.officer == shown.gone.person
        deputy = shown.names.get(grid.deputy)
        if was_officer and deputy and deputy.present:
            lines.append(_("{name}，现在先由{deputy}代", name=grid.name, deputy=names.person_name(_, deputy)))
        else:
            lines.append(
                _("{name}，副手没有了", name=grid.name) if not was_officer else _("{name}，没有人代", name=grid.name)
            )
        label = shorten(_("换 {name}", name=grid.name).striptags(), LABEL_LIMIT)
        role = "officer" if was_officer else "deputy"
        rows.append((Button(label, Intent("grid_person", grid.council, grid.number, role)),))
    if len(shown.grids) > OPENLY:
        lines.append(_("后面还有 {n} 个", n=len(shown.grids) - OPENLY))
    if not shown.grids:
        return Card(_("✓ {who}原来负责的网格都换人了。", who=names.person_name(_, shown.gone)))
    return Card(BR.join(lines), buttons=tuple(rows))


def person_buttons(_: Words, grid: Grid) -> tuple[Button, ...]:
    """Return the buttons that give a grid another officer, or deputy."""
    officer = Button(str(_("换网格员")), Intent("grid_person", grid.council, grid.number, "officer"))
    other = Button(str(_("换副手")), Intent("grid_person", grid.council, grid.number, "deputy"))
    return officer, other

"""Cards of the grid map: the page of one reader, a grid that was looked for, a map to confirm."""

from markupsafe import Markup

from bot.domain.grids.check import CheckState
from bot.domain.grids.grid import GridLine
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.grids import OwnGrid, ShownGrid, ShownGridDraft, ShownGrids
from bot.views.grids.checks import describe_missed, list_places, officer_name, person_buttons, place_name
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

LISTED = 40  # lines of a map to confirm
NAMED = 8
OWN_BUTTONS = 2  # rows for checks of the reader's own


def grids_card(_: Words, shown: ShownGrids) -> Card:
    """The page of grids: for everybody how to find one, for those who look after one theirs, for officers today."""
    lines = [_("🗺 <b>网格</b>")]
    if shown.map is None:
        lines.append(_("还没有网格表。"))
        return Card(BR.join(lines), buttons=tuple(_officer_rows(_, shown)) if shown.officer else ())
    if shown.map.areas:
        lines.append(_("{areas} 个大网格，{grids} 个网格。", areas=shown.map.areas, grids=shown.map.grids))
    else:
        lines.append(_("{grids} 个网格。", grids=shown.map.grids))
    lines.append(_("想知道哪栋楼归谁管，发：查网格 3号楼"))
    rows: list[tuple[Button, ...]] = []
    if shown.mine:
        lines += [Markup(""), _("<b>您的网格</b>"), *(_describe_own(_, each) for each in shown.mine)]
        rows += _own_rows(_, shown)
    if shown.officer:
        lines += _officer_lines(_, shown)
        rows += _officer_rows(_, shown)
    return Card(BR.join(lines), buttons=tuple(rows))


def _describe_own(_: Words, own: OwnGrid) -> Markup:
    line = _("{name}：{places}", name=own.grid.name, places=list_places(_, own.grid))
    if own.check is None:
        return line
    if own.check.state is CheckState.ASKED:
        return _("{line}，今天还没有巡查", line=line)
    return _("{line}，今天巡查过了 ✓", line=line)


def _own_rows(_: Words, shown: ShownGrids) -> list[tuple[Button, ...]]:
    council = shown.council.number
    rows: list[tuple[Button, ...]] = []
    for own in shown.mine:
        if own.check and own.check.state is CheckState.ASKED and len(rows) < OWN_BUTTONS:
            fine = Button(
                shorten(str(_("{name} 无异常", name=own.grid.name).striptags()), 20),
                Intent("grid_fine", council, own.check.number),
            )
            rows.append((fine, Button(str(_("发现问题")), Intent("grid_found", council, own.check.number))))
    if shown.leave:
        label = _("回来了（请假到{day}）", day=dates.format_day_of_year(_, shown.leave))
        return [*rows, (Button(label.striptags(), Intent("grid_back", council)),)]
    return [*rows, (Button(str(_("请假")), Intent("grid_leave", council)),)]


def _officer_lines(_: Words, shown: ShownGrids) -> list[Markup]:
    lines = [Markup("")]
    day = shown.day
    if day is None:
        lines.append(_("今天没有巡查。"))
    elif day.count.skipped:
        lines.append(_("今天我停了，没有发巡查的消息。"))
    else:
        count = day.count
        made = count.fine + count.found
        lines.append(
            _("今天应巡查 {asked}，巡查了 {made}，发现问题 {found}。", asked=count.asked, made=made, found=count.found)
        )
        if day.overdue:
            named = [describe_missed(_, each) for each in day.overdue]
            lines += [_("到六点没有巡查的 {n} 个：", n=count.overdue), fold(named)]
    if shown.unknown:
        some = _("、").join(Markup.escape(name) for name in shown.unknown[:NAMED])
        lines.append(_("这些网格员不在群里，我联系不到：{names}", names=some))
    lines.append(
        _("每天 {time} 发巡查的消息，周末也发。", time=shown.settings.hour)
        if shown.settings.weekends
        else _("工作日 {time} 发巡查的消息。", time=shown.settings.hour)
    )
    return lines


def _officer_rows(_: Words, shown: ShownGrids) -> list[tuple[Button, ...]]:
    council, weekends = shown.council.number, shown.settings.weekends
    every = [Button(str(_("导入网格表")), Intent("grid_file", council))]
    if shown.map:
        every += [
            Button(str(_("现在的网格表")), Intent("grid_map", council, shown.map.number)),
            Button(str(_("本月巡查表")), Intent("grid_month", council)),
        ]
        if shown.head:
            every += [
                Button(str(_("几点发")), Intent("grid_hour", council)),
                Button(
                    str(_("周末不发") if weekends else _("周末也发")),
                    Intent("grid_weekends", council, int(not weekends)),
                ),
            ]
        if shown.map.number > 1:
            every.append(Button(str(_("上一份网格表")), Intent("grid_map", council, shown.map.number - 1)))
    if shown.unknown:
        every.append(Button(str(_("再认一次人")), Intent("grid_match", council)))
    return list(button_rows(every, 2))


def found_card(_: Words, shown: ShownGrid) -> Card:
    """A grid that was looked for, with its people; officers can give it others."""
    grid = shown.grid
    if grid is None:
        return Card(_("没有找到「{text}」是哪个网格。请写楼号，比如：查网格 3号楼", text=shorten(shown.text, 30)))
    officer = officer_name(_, grid, shown.names.get(grid.officer))
    lines = [_("🗺 <b>{name}</b>：{places}", name=grid.name, places=list_places(_, grid))]
    if grid.area:
        lines.append(_("大网格：{area}", area=grid.area))
    lines.append(_("网格员：{officer}", officer=officer))
    if grid.deputy or grid.deputy_name:
        deputy = names.person_name(_, shown.names.get(grid.deputy)) if grid.deputy else Markup.escape(grid.deputy_name)
        lines.append(_("副手：{deputy}", deputy=deputy))
    return Card(BR.join(lines), buttons=(person_buttons(_, grid),) if shown.officer else ())


def draft_card(_: Words, shown: ShownGridDraft) -> Card:
    """A map that waits for a yes, with what it changes."""
    lines = [_("🗺 <b>网格表，请看一遍</b>，共 {n} 个网格", n=len(shown.draft.lines))]
    areas = {line.area for line in shown.draft.lines} - {""}
    if areas:
        lines.append(_("大网格 {n} 个", n=len(areas)))
    if shown.old:
        lines.append(
            _(
                "换掉现在的 {old} 个网格：新的 {new} 个，没有了的 {gone} 个。旧表留着。",
                old=shown.old.grids,
                new=shown.new,
                gone=shown.gone,
            )
        )
    unknown = list(dict.fromkeys(line.officer_name for line in shown.draft.lines if line.officer_name))
    if unknown:
        some = _("、").join(Markup.escape(name) for name in unknown[:NAMED])
        lines.append(_("有 {n} 位网格员不在成员里，我联系不到：{names}", n=len(unknown), names=some))
    every = [_describe_line(_, line, shown) for line in shown.draft.lines[:LISTED]]
    if len(shown.draft.lines) > LISTED:
        every.append(_("后面还有 {n} 个", n=len(shown.draft.lines) - LISTED))
    lines.append(fold(every))
    where = shown.council.number, shown.draft.number
    yes = Button(str(_(N_("确认", "duty"))), Intent("grid_draft", *where, "yes"))
    no = Button(str(_(N_("取消", "duty"))), Intent("grid_draft", *where, "no"))
    return Card(BR.join(lines), buttons=((yes, no),))


def _describe_line(_: Words, line: GridLine, shown: ShownGridDraft) -> Markup:
    officer = names.person_name(_, shown.names.get(line.officer)) if line.officer else Markup.escape(line.officer_name)
    places = _("、").join(place_name(_, label) for label in line.places[:NAMED])
    return _("{name}：{officer}（{places}）", name=line.name, officer=officer, places=places)


def draft_over_card(_: Words, chosen: str) -> Card:
    """The end of a map that waited for a yes."""
    if chosen == "yes":
        return Card(_("✓ 网格表记好了。发 /grids 看看。"))
    return Card(_("好的，网格表没有改。") if chosen == "no" else _("这份网格表不用确认了。"))

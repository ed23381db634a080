"""The desk of the officers: the number of matters in each queue, a list of one, and one matter with its acts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from bot.domain.matters.category import Category
from bot.domain.matters.desk_place import Filter, Queue
from bot.domain.matters.matter import Matter
from bot.domain.matters.officer_duty import waits_for
from bot.domain.matters.state import State
from bot.domain.shared import masking
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.reply import Reply
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import Desk, DeskList, DeskOption, MatterReader, ShownMatter
from bot.views.matters.act_buttons import SUPPORT_BUTTONS, own_buttons
from bot.views.matters.lists import SEARCH_SHOWN_LIMIT
from bot.views.matters.matters import proposer_name
from bot.views.matters.work import describe_due, handler_name
from bot.views.shared import dates, labels, names, replies
from bot.views.shared.button_rows import button_rows, turning_row
from bot.views.shared.text_fit import BR, shorten

FROM_DESK = "desk"  # behind the buttons of acts: the list is redrawn after them
TITLE_IN_LIST = 18
TEXT_OF_ONE = 120
PER_ROW = 2
NAME_ON_BUTTON = 10
FILTER_LABELS: Mapping[Filter, str] = {
    Filter.STATE: N_("状态"),
    Filter.CATEGORY: N_("类别"),
    Filter.HANDLER: N_("承办人"),
    Filter.BUILDING: N_("楼栋"),
}


def desk_card(_: Words, shown: Desk, notice: Reply | None) -> Card:
    """The number of matters in each queue, as the buttons that open them."""
    lines = [*_notice(_, notice), _("🗂 <b>{name}</b> 工作台", name=shown.council.name)]
    if shown.late:
        lines.append(_("⚠️ 待受理的有 {n} 件过了受理期限。", n=shown.late))
    lines.append(_("点一项看清单。要找哪一件，点「搜索」，或者发「工作台 3号楼」这样的话。"))
    every = [
        _turn(_("{label} {n}", label=_(labels.QUEUE_LABELS[queue]), n=shown.counts[queue]), shown, f"queue_{queue}")
        for queue in Queue
    ]
    every.append(_turn(_("🔎 搜索"), shown, "search"))
    return Card(BR.join(lines), buttons=button_rows(every, PER_ROW))


def desk_list_card(_: Words, shown: DeskList, notice: Reply | None) -> Card:
    """A page of a queue with buttons to open each matter, to turn the page and to choose filters."""
    place = shown.place
    label = _(labels.QUEUE_LABELS[Queue(place.queue or Queue.ALL)])
    head = _("🗂 <b>{label}</b>：{n} 件", label=label, n=shown.total)
    if shown.pages > 1:
        head = _("{head}，第 {page} 页，共 {pages} 页", head=head, page=shown.page, pages=shown.pages)
    lines = [*_notice(_, notice), head]
    if place.is_filtered:
        lines.append(_("只看：{filters}", filters=_filters(_, shown)))
    if place.menu:
        chosen = Filter(place.menu)
        lines.append(
            _("按{filter}看哪一些？", filter=_(FILTER_LABELS[chosen])) if shown.options else _("这里没有可以选的。")
        )
        return Card(BR.join(lines), buttons=_menu(_, shown, chosen))
    lines += [_line(_, shown, matter) for matter in shown.matters]
    lines.append(_("点编号，办这一件。") if shown.matters else _("这里没有议题。"))
    return Card(BR.join(lines), buttons=_list_buttons(_, shown))


def desk_matter_card(_: Words, shown: ShownMatter, reader: MatterReader) -> Card:
    """One matter of a list, with what its reader may do; the details open below."""
    matter, given = shown.matter, shown.matter.assignment
    lines = [
        _(
            "{mark} <b>#{number}</b> {state}",
            mark=labels.MARKS[matter.state],
            number=matter.number,
            state=_(labels.STATE_LABELS[matter.state]),
        ),
        Markup.escape(shorten(matter.text, TEXT_OF_ONE)),
        _("提出人：{who}", who=proposer_name(_, shown)),
        _("类别：{category}", category=_(labels.CATEGORIES[matter.category])),
        *shown.lines,
    ]
    if given.is_given:
        lines.append(_("承办：{who}", who=handler_name(_, shown, names.person_name)))
    if given.due:
        lines.append(_("期限：{day}", day=describe_due(_, given)))
    council = matter.council
    rows = [
        tuple(
            replace(button, intent=replace(button.intent, arg=FROM_DESK))
            for button in row
            if button.intent and not button.intent.arg and button.intent.act not in SUPPORT_BUTTONS
        )
        for row in own_buttons(_, shown, reader)
    ]
    last = (
        Button(str(_("详情")), Intent("details", council, matter.number)),
        Button(str(_("◀ 返回")), Intent("desk", council, 0, "back")),
    )
    return Card(BR.join(lines), buttons=(*(row for row in rows if row), last))


def _notice(_: Words, notice: Reply | None) -> list[Markup]:
    return [_("✔ {what}", what=replies.reply_sentence(_, notice.key, notice.params)), Markup("")] if notice else []


def _turn(label: Markup, shown: Desk | DeskList, step: str, number: int = 0) -> Button:
    return Button(str(label), Intent("desk", shown.council.number, number, step))


def _line(_: Words, shown: DeskList, matter: Matter) -> Markup:
    """A matter in one line, with what matters in this queue: how long it waits, who has it, by when."""
    return _(
        "{mark} <b>#{number}</b> {title}（{about}）",
        mark="⚠️" if matter.number in shown.late else labels.MARKS[matter.state],
        number=matter.number,
        title=shorten(matter.title, TITLE_IN_LIST),
        about=_about(_, shown, matter),
    )


def _about(_: Words, shown: DeskList, matter: Matter) -> Markup:
    queue, waits = shown.place.queue, waits_for(matter)
    if queue == Queue.WAITING and waits:
        days = (shown.today - date.fromisoformat(dates.format_iso_day(waits[1], shown.council.zone))).days
        waited = _("等了 {n} 天", n=days) if days else _("今天提出")
        return _("{waited}，过了受理期限", waited=waited) if matter.number in shown.late else waited
    given = matter.assignment
    who = (
        names.person_name(_, shown.names.get(given.handler)) if given.handler else Markup.escape(given.handler_name)
    ) or _(labels.STATE_LABELS[matter.state])
    if given.due and matter.open and matter.state in QUEUES_WITH_DAYS:
        late = (shown.today - given.due).days
        if late > 0 and not given.paused:
            return _("{who}，超期 {n} 天", who=who, n=late)
        return _("{who}，{day}到期", who=who, day=dates.format_day_of_year(_, given.due))
    if queue == Queue.UNSIGNED:
        return who
    state = _(labels.STATE_LABELS[matter.state])
    return _("{state}，过了公示期限", state=state) if matter.number in shown.late else state


QUEUES_WITH_DAYS = frozenset({State.DISPATCHED, State.IN_PROGRESS, State.LONG_RUN, State.RESOLVED})


def _filters(_: Words, shown: DeskList) -> Markup:
    """Return the filters in words."""
    place = shown.place
    found = []
    if place.state:
        found.append(_(labels.STATE_LABELS[State(place.state)]))
    if place.category:
        found.append(_(labels.CATEGORIES[Category(place.category)]))
    found += [names.person_name(_, shown.names.get(each)) for each in (place.handler, place.person) if each]
    if place.handler_name:
        found.append(Markup.escape(place.handler_name))
    if place.building:
        found.append(_("{n}号楼", n=place.building))
    if place.words:
        found.append(_("「{words}」", words=masking.shown_text(place.words, SEARCH_SHOWN_LIMIT)))
    return Markup(" · ").join(found)


def _list_buttons(_: Words, shown: DeskList) -> tuple[tuple[Button, ...], ...]:
    opening = [_turn(Markup.escape(f"#{each.number}"), shown, "open", each.number) for each in shown.matters]
    turning = turning_row(_, shown.page, shown.pages, lambda label, page: _turn(label, shown, "page", page))
    filters = [_turn(_(label), shown, f"menu_{each}") for each, label in FILTER_LABELS.items()]
    last = [_turn(_("🔎 搜索"), shown, "search"), _turn(_("◀ 工作台"), shown, "home")]
    if shown.place.is_filtered:
        last.insert(0, _turn(_("看全部"), shown, "clear"))
    return (*button_rows(opening, 4), *turning, tuple(filters), tuple(last))


def _menu(_: Words, shown: DeskList, chosen: Filter) -> tuple[tuple[Button, ...], ...]:
    every = [_option(_, shown, chosen, each) for each in shown.options]
    return (*button_rows(every, PER_ROW), (_turn(_("◀ 返回"), shown, "back"),))


def _option(_: Words, shown: DeskList, chosen: Filter, option: DeskOption) -> Button:
    match chosen:
        case Filter.STATE:
            name = _(labels.STATE_LABELS[State(option.value)])
        case Filter.CATEGORY:
            name = _(labels.CATEGORIES[Category(option.value)])
        case Filter.HANDLER:
            name = Markup.escape(shorten(option.name, NAME_ON_BUTTON)) or names.person_name(_, None)
        case Filter.BUILDING:
            name = _("{n}号楼", n=option.value)
    step = chosen.value if chosen is Filter.HANDLER else f"{chosen}_{option.value}"
    return _turn(_("{label} {n}", label=name, n=option.count), shown, step, option.number)

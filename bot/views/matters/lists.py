"""Lists of matters: pages, one person's matters, statistics."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Matter, ending_entry
from bot.domain.matters.satisfaction import Rates, percent
from bot.domain.matters.state import AT_WORK, ENDED, LOOKING_BACK, State
from bot.domain.shared import masking
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import KindCount, Mine, Page, Stats
from bot.views.shared import dates, labels, replies
from bot.views.shared.button_rows import button_rows, turning_row
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR

ROW = 5  # buttons with a number
OPENED_LIMIT = 15  # matters that one's own list opens by a button
SEARCH_SHOWN_LIMIT = 50  # of what was searched for
FILTER_LABELS: Mapping[str, str] = {"": N_("全部"), "open": N_("办理中"), "ended": N_("已结")}
KIND_COUNTERS: Mapping[Kind, str] = {  # two counters and more: one is never shown as a part of the other
    Kind.PROBLEM: N_("问题 {total} 个，解决 {solved} 个"),
    Kind.SUGGESTION: N_("建议 {total} 条，办成 {solved} 条"),
    Kind.PROPOSAL: N_("党群提案 {total} 件，办成 {solved} 件"),
}


def matter_line(_: Words, matter: Matter, zone: str) -> Markup:
    """The matter in one line; of an ended one also the day, in `zone` (an IANA name)."""
    state = _(labels.STATE_LABELS[matter.state])
    if matter.into:
        state = _("{state}，请看 #{number}", state=state, number=matter.into)
    if last := ending_entry(matter):
        state = _("{state}，{day}", state=state, day=dates.format_iso_day(last.at, zone))
    return _(
        "{mark} <b>#{number}</b> {title}（{state}）",
        mark=labels.MARKS[matter.state],
        number=matter.number,
        title=matter.title,
        state=state,
    )


def matters_card(_: Words, shown: Page) -> Card:
    """A page of matters with buttons to turn it, to open each, and to show open or ended ones only."""
    if not shown.total and not shown.which:
        return Card(replies.reply_sentence(_, "nothing_found" if shown.words else "no_matters", {}))
    head = (
        _(
            "🔎「{words}」找到 {total} 个议题",
            words=masking.shown_text(shown.words, SEARCH_SHOWN_LIMIT),
            total=shown.total,
        )
        if shown.words
        else _("📋 {name}：办理中 {total} 个议题", name=shown.council.name, total=shown.total)
        if shown.which == "open"
        else _("📋 {name}：已结 {total} 个议题", name=shown.council.name, total=shown.total)
        if shown.which == "ended"
        else _("📋 {name}：共 {total} 个议题", name=shown.council.name, total=shown.total)
    )
    council = shown.council.number
    lines = [
        head,
        Markup(""),
        *(matter_line(_, matter, shown.council.zone) for matter in shown.matters),
        *list_footer(_, shown.page, shown.pages, shown.matters),
    ]
    boards = tuple(Button(str(_(label)), Intent("board", council, arg=which)) for which, label in FILTER_LABELS.items())
    return Card(BR.join(lines), buttons=(*page_buttons(_, council, shown.page, shown.pages, shown.matters), boards))


def list_footer(_: Words, page: int, pages: int, matters: Sequence[Matter]) -> list[Markup]:
    """The lines below a list: its page, and how to open a matter; none for an empty list."""
    if not matters:
        return []
    which = [_("第 {page} 页，共 {pages} 页", page=page, pages=pages)] if pages > 1 else []
    return [Markup(""), *which, _("点下面的编号，看一个议题的全部经过。")]


def page_buttons(
    _: Words, council: int, page: int, pages: int, matters: Sequence[Matter]
) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons that open each matter of a page, and turn it."""
    open_each = [Button(f"#{matter.number}", Intent("details", council, matter.number)) for matter in matters]

    def turn_to(label: Markup, to: int) -> Button:
        return Button(str(label), Intent("page", council, to))

    return (*button_rows(open_each, ROW), *turning_row(_, page, pages, turn_to))


def mine_card(_: Words, councils: Sequence[Mine]) -> Card:
    """The matters that a person handles, proposed or supports, by council."""
    if not councils:
        return Card(replies.reply_sentence(_, "no_council", {}))
    parts: list[Markup] = []
    for shown in councils:
        sections = (
            (_("要我办的"), shown.must_do),
            (_("我提出的"), shown.proposed),
            (_("我附议的"), shown.supported),
        )
        zone = shown.council.zone
        found = [_section(_, title, matters, zone) for title, matters in sections if matters]
        parts += [_("👤 <b>{name}</b>", name=shown.council.name), *(found or [_("还没有您的议题。")])]
    mine = dict.fromkeys(
        (shown.council.number, matter.number)
        for shown in councils
        for matter in (*shown.must_do, *shown.proposed, *shown.supported)
    )
    open_each = [Button(f"#{number}", Intent("details", council, number)) for council, number in mine]
    return Card((BR + BR).join(parts), buttons=button_rows(open_each[:OPENED_LIMIT], ROW))


def _section(_: Words, title: Markup, matters: Iterable[Matter], zone: str) -> Markup:
    return BR.join([_("<b>{title}</b>", title=title), *(_with_day(_, matter, zone) for matter in matters)])


def _with_day(_: Words, matter: Matter, zone: str) -> Markup:
    if matter.assignment.due is None or not matter.open:
        return matter_line(_, matter, zone)
    return _("{line}，期限 {day}", line=matter_line(_, matter, zone), day=dates.format_day(_, matter.assignment.due))


def _kinds(_: Words, kinds: Mapping[Kind, KindCount]) -> list[Markup]:
    """Return the counts of each kind; nothing where there are only plain problems."""
    there = {kind: n for kind, n in kinds.items() if n.total}
    if not there.keys() - {Kind.PROBLEM}:
        return []
    lines = [
        _(KIND_COUNTERS[kind], total=n.total, solved=n.solved) for kind, n in there.items() if kind in KIND_COUNTERS
    ]
    if Kind.HAZARD in there:
        lines.append(describe_hazards(_, there[Kind.HAZARD]))
    return [_("<b>按种类</b>"), *lines]


def describe_hazards(_: Words, n: KindCount) -> Markup:
    """Return the number of hazards, closed and open; dropped ones are counted apart."""
    total = n.total - n.dropped
    text = _("隐患 {total} 处，销号 {closed} 处，未销号 {open} 处", total=total, closed=n.closed, open=n.open)
    return text + _("；另有不受理、并案或撤回 {n} 处", n=n.dropped) if n.dropped else text


def stats_card(_: Words, shown: Stats) -> Card:
    """Counts of matters by state and category, and the rates."""
    reported = sum(shown.states[state] for state in LOOKING_BACK | ENDED | {State.ARCHIVED})
    decided = reported + sum(shown.states[state] for state in AT_WORK | {State.PUBLICIZED})
    lines = [
        _(
            "📊 <b>{name}</b>：议题 {total} 个，参与的居民 {people} 人",
            name=shown.council.name,
            total=shown.total,
            people=shown.people,
        ),
        *([Markup(""), _("<b>按状态</b>")] if shown.total else []),
        *(
            _("{mark} {label} {n}", mark=labels.MARKS[state], label=_(labels.STATE_LABELS[state]), n=n)
            for state, n in shown.states.items()
            if n
        ),
        Markup(""),
        _(
            "办结率 {rate}：有决议的 {decided} 个，办结 {done} 个",
            rate=percent(reported, decided),
            done=reported,
            decided=decided,
        )
        if decided
        else _("还没有决议。"),
    ]
    more = [
        *([_("<b>按类别</b>")] if shown.total else []),
        *(_("{label} {n}", label=_(labels.CATEGORIES[category]), n=n) for category, n in shown.categories.items() if n),
        *_kinds(_, shown.kinds),
        *describe_rates(_, shown.rates),
    ]
    if shown.mediations:
        more.append(_("调解 {n} 件", n=shown.mediations))
    return Card(BR.join([*lines, fold(more)] if more else lines))


def describe_rates(_: Words, rates: Rates) -> list[Markup]:
    """Return each rate with its numbers, as far as there is anything to count."""
    lines = []
    if rates.answered:
        lines.append(
            _(
                "满意率 {rate}：评价 {n} 次，满意 {yes}，基本满意 {mostly}，不满意 {no}",
                rate=percent(rates.satisfied, rates.answered),
                n=rates.answered,
                yes=rates.answers.get(Answer.YES, 0),
                mostly=rates.answers.get(Answer.MOSTLY, 0),
                no=rates.answers.get(Answer.NO, 0),
            )
        )
    if rates.handed:
        lines.append(
            _(
                "交办 {handed} 件，按时签收 {n} 件。响应率 {rate}",
                rate=percent(rates.in_time, rates.handed),
                handed=rates.handed,
                n=rates.in_time,
            )
        )
    if rates.due:
        lines.append(
            _(
                "解决率 {rate}：到期 {due} 个，销号 {n} 个",
                rate=percent(rates.solved, rates.due),
                due=rates.due,
                n=rates.solved,
            )
        )
    if rates.unverified:
        lines.append(_("未回访到 {n} 个：销号了，但没有人评价", n=rates.unverified))
    return lines

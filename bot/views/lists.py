"""Lists of matters: a page, what concerns one person, the counts."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from bot.domain import privacy
from bot.domain.intents import Intent
from bot.domain.matter import AT_WORK, ENDED, LOOKING_BACK, Answer, Matter, State
from bot.domain.rates import Rates, percent
from bot.locales import Words
from bot.ports import Button, Card
from bot.shown import Mine, Page, Stats
from bot.views import labels, sentences, when
from bot.views.room import BR

WORDS = 50  # of what was searched for


def line(_: Words, matter: Matter) -> Markup:
    """One matter in one line."""
    return _(
        "{mark} <b>#{number}</b> {title}（{state}）",
        mark=labels.MARKS[matter.state],
        number=matter.number,
        title=matter.title,
        state=_(labels.STATES[matter.state]),
    )


def page(_: Words, shown: Page) -> Card:
    """A page of matters with buttons to turn it and to open each."""
    if not shown.total:
        return Card(sentences.sentence(_, "nothing_found" if shown.words else "no_matters", {}))
    head = (
        _("🔎「{words}」找到 {total} 个议题", words=privacy.shown(shown.words, WORDS), total=shown.total)
        if shown.words
        else _("📋 {name}：共 {total} 个议题", name=shown.council.name, total=shown.total)
    )
    lines = [head, Markup(""), *(line(_, matter) for matter in shown.matters), Markup("")]
    if shown.pages > 1:
        lines.append(_("第 {page} 页，共 {pages} 页", page=shown.page, pages=shown.pages))
    lines.append(_("点下面的编号，看一个议题的全部经过。"))
    open_each = [
        Button(f"#{matter.number}", Intent("details", matter.council, matter.number)) for matter in shown.matters
    ]
    rows = [tuple(open_each[start : start + 5]) for start in range(0, len(open_each), 5)]
    turn = []
    if shown.page > 1:
        turn.append(Button(str(_("◀ 上一页")), Intent("page", shown.council.number, shown.page - 1)))
    if shown.page < shown.pages:
        turn.append(Button(str(_("下一页 ▶")), Intent("page", shown.council.number, shown.page + 1)))
    return Card(BR.join(lines), buttons=(*rows, *([tuple(turn)] if turn else [])))


def mine(_: Words, councils: Sequence[Mine]) -> Card:
    """What somebody must do, proposed and supports."""
    if not councils:
        return Card(sentences.sentence(_, "no_council", {}))
    parts: list[Markup] = []
    for shown in councils:
        sections = (
            (_("要我办的"), shown.must_do),
            (_("我提出的"), shown.proposed),
            (_("我附议的"), shown.supported),
        )
        found = [_section(_, title, matters) for title, matters in sections if matters]
        parts += [_("👤 <b>{name}</b>", name=shown.council.name), *(found or [_("还没有您的议题。")])]
    return Card((BR + BR).join(parts))


def _section(_: Words, title: Markup, matters: Iterable[Matter]) -> Markup:
    return BR.join([_("<b>{title}</b>", title=title), *(_with_day(_, matter) for matter in matters)])


def _with_day(_: Words, matter: Matter) -> Markup:
    if matter.due is None or not matter.open:
        return line(_, matter)
    return _("{line}，期限 {day}", line=line(_, matter), day=when.day(_, matter.due))


def stats(_: Words, shown: Stats) -> Card:
    """Counts by state and category, and the rates that follow from them."""
    reported = sum(shown.states[state] for state in LOOKING_BACK | ENDED | {State.ARCHIVED})
    decided = reported + sum(shown.states[state] for state in AT_WORK | {State.PUBLICIZED})
    lines = [
        _(
            "📊 <b>{name}</b>：议题 {total} 个，参与的居民 {people} 人",
            name=shown.council.name,
            total=shown.total,
            people=shown.people,
        ),
        Markup(""),
        _("<b>按状态</b>"),
        *(
            _("{mark} {label} {n}", mark=labels.MARKS[state], label=_(labels.STATES[state]), n=n)
            for state, n in shown.states.items()
            if n
        ),
        Markup(""),
        _("<b>按类别</b>"),
        *(_("{label} {n}", label=_(labels.CATEGORIES[category]), n=n) for category, n in shown.categories.items() if n),
        Markup(""),
        _(
            "办结率 {rate}：有决议的 {decided} 个，办结 {done} 个",
            rate=percent(reported, decided),
            done=reported,
            decided=decided,
        )
        if decided
        else _("还没有决议。"),
        *_rates(_, shown.rates),
    ]
    if shown.council.next_mediation > 1:
        lines.append(_("调解 {n} 件", n=shown.council.next_mediation - 1))
    return Card(BR.join(lines))


def _rates(_: Words, rates: Rates) -> list[Markup]:
    """Give each rate with its numbers, as far as there is anything to count."""
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
                "响应率 {rate}：交办 {handed} 个，一个工作日内签收 {n} 个",
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

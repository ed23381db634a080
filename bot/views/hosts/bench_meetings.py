"""Cards of bench meetings: the record with what became of each opinion, and the list."""

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card, File
from bot.read_models.hosts import ShownBench, ShownBenches, ShownOpinion
from bot.views.hosts.hosts import host_name
from bot.views.shared import dates, labels
from bot.views.shared.button_rows import button_rows, turning_row
from bot.views.shared.text_fit import BR

IN_A_ROW = 4


def bench_page(_: Words, shown: ShownBench) -> Card:
    """The record of a bench meeting: every opinion, what became of it, and what can be done with it."""
    meeting = shown.meeting
    opinions = len(shown.opinions) + shown.left_out
    lines = [
        _("🪑 <b>板凳会 {number}</b>", number=meeting.number),
        _(
            "{when}，{where}",
            when=dates.format_moment(_, meeting.at, shown.council.zone),
            where=host_name(_, shown.host),
        ),
        _("来了 {n} 人，提了 {opinions} 条意见。", n=meeting.people, opinions=opinions),
        *(_opinion_line(_, place, each) for place, each in enumerate(shown.opinions, 1)),
    ]
    if shown.left_out:
        lines.append(_("还有 {n} 条没有列为议题。", n=shown.left_out))
    if meeting.edited:
        lines.append(_("{when} 改过。", when=dates.format_moment(_, meeting.edited, shown.council.zone)))
    return Card(BR.join(lines), buttons=_rows(_, shown))


def benches_card(_: Words, shown: ShownBenches) -> Card:
    """The bench meetings, the newest first, each with a button that opens it."""
    council = shown.council.number
    if not shown.lines:
        return Card(_("还没有板凳会的记录。"))
    lines = [_("🪑 <b>板凳会记录</b>")]
    lines += [
        _(
            "{number}. {when} {where}：{n} 人，{opinions} 条意见",
            number=each.meeting.number,
            when=dates.format_iso_day(each.meeting.at, shown.council.zone),
            where=host_name(_, each.host),
            n=each.meeting.people,
            opinions=each.opinions,
        )
        for each in shown.lines
    ]
    every = [
        Button(str(each.meeting.number), Intent("bench_open", council, each.meeting.number)) for each in shown.lines
    ]
    rows = list(button_rows(every, IN_A_ROW))
    rows += turning_row(
        _, shown.page, shown.pages, lambda label, page: Button(str(label), Intent("bench_turn", council, page))
    )
    if shown.is_officer:
        rows.append((Button(str(_("记录表格")), Intent("bench_sheet", council)),))
    return Card(BR.join(lines), buttons=tuple(rows))


def bench_sheet_card(_: Words, content: bytes) -> Card:
    """The file with all records, for an officer."""
    text = _("板凳会的记录都在里面，一条意见一行，写着成了哪个议题、办到哪一步。")
    return Card(text, file=File(_("板凳会记录.xlsx").unescape(), content))


def _opinion_line(_: Words, place: int, shown: ShownOpinion) -> Markup:
    said, matter = shown.opinion.text, shown.matter
    if matter is None:
        return _("{place}. {text}", place=place, text=said)
    return _(
        "{place}. {text} → {mark} #{number} {state}",
        place=place,
        text=said,
        mark=labels.MARKS[matter.state],
        number=matter.number,
        state=_(labels.STATE_LABELS[matter.state]),
    )


def _rows(_: Words, shown: ShownBench) -> tuple[tuple[Button, ...], ...]:
    meeting = shown.meeting
    where = meeting.council, meeting.number
    to_make = [
        Button(str(_("成为议题 {place}", place=place)), Intent("bench_matter", *where, str(each.opinion.place)))
        for place, each in enumerate(shown.opinions, 1)
        if shown.can_change and not each.opinion.matter
    ]
    made = [
        Button(f"#{each.matter.number}", Intent("details", meeting.council, each.matter.number))
        for each in shown.opinions
        if each.matter
    ]
    rows = [*button_rows(to_make, 2), *button_rows(made, IN_A_ROW)]
    own = [Button(str(_("撤回")), Intent("bench_undo", *where))] if shown.can_undo else []
    if shown.can_change:
        own.append(Button(str(_("改一改")), Intent("bench_text", *where)))
    return (*rows, tuple(own)) if own else tuple(rows)

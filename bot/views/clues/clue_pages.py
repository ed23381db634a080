"""Cards of a clue: its page for an officer or its handler, its list, those that wait this morning."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.domain.clues.clue import Clue, ClueState
from bot.domain.councils.council import Member
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.clues import ShownClue, ShownClues, ShownWaitingClues
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows, ticked, turning_row
from bot.views.shared.screen import fold, fold_end
from bot.views.shared.text_fit import BR, shorten

IN_SIGHT = 150  # characters of a clue, and of its result
TITLE_LIMIT = 22
SOURCES_NAMED = 3
NUMBERS_IN_A_ROW = 4
STATES: Mapping[ClueState, str] = {
    ClueState.NEW: N_("没人办 {n}"),
    ClueState.GIVEN: N_("在办 {n}"),
    ClueState.DONE: N_("有结果 {n}"),
}


def clue_page(_: Words, shown: ShownClue) -> Card:
    """The page of a clue: what it is, who brought it, who handles it, and what its reader may do."""
    clue, zone = shown.clue, shown.council.zone
    is_handler = shown.reader is not None and shown.reader.person == clue.handler
    lines = [
        _("🔎 <b>线索 {number}</b>，请您来办。办好了点「写结果」。", number=clue.number)
        if clue.state is ClueState.GIVEN and is_handler
        else _("🔎 <b>线索 {number}</b>", number=clue.number),
        fold_end(clue.text, IN_SIGHT),
        _("来源：{sources}", sources=_describe_sources(_, shown)),
    ]
    others = [
        _("{source}：{text}", source=each.source.name, text=each.report.text)
        for each in shown.said
        if each.source and each.report.text != clue.text
    ]
    if others:
        lines.append(fold(others))
    if clue.state is ClueState.NEW:
        lines.append(_("还没有人办。"))
    elif clue.given:
        who, day = names.person_name(_, shown.handler), dates.format_moment(_, clue.given, zone)
        lines.append(_("办理：{who}（{day} 交办）", who=who, day=day))
    else:
        lines.append(_("办理：{who}", who=names.person_name(_, shown.handler)))
    if clue.returned:
        lines.append(_("退回来的：{why}", why=clue.returned))
    if clue.result:
        lines.append(_("结果：{result}", result=fold_end(clue.result, IN_SIGHT)))
    if clue.state is ClueState.DONE and shown.officer:
        told = sum(each.report.told is not None for each in shown.said)
        lines.append(_("告诉来源：{told}/{n}", told=told, n=len(shown.said)))
    return Card(BR.join(lines), buttons=button_rows(_acts(_, shown, is_handler=is_handler), 2))


def passed_on_card(_: Words, number: int) -> Card:
    """The page of a clue for somebody who handles it no more."""
    return Card(_("🔎 线索 {number} 现在不由您办了，谢谢您。", number=number))


def _acts(_: Words, shown: ShownClue, *, is_handler: bool) -> list[Button]:
    clue, state = shown.clue, shown.clue.state
    every: list[tuple[Markup, str]] = []
    if shown.officer and state is not ClueState.DONE:
        every.append((_("换人办") if state is ClueState.GIVEN else _("交给谁办"), "clue_give"))
    every.append((_("改结果") if state is ClueState.DONE else _("写结果"), "clue_result"))
    if is_handler and state is ClueState.GIVEN:
        every.append((_("办不了，退回"), "clue_back"))
    if shown.officer and state is ClueState.DONE:
        every.append((_("重新办"), "clue_again"))
    found = [Button(str(label), Intent(act, clue.council, clue.number)) for label, act in every]
    return [*found, *([_list_button(_, clue.council)] if shown.officer else [])]


def _describe_sources(_: Words, shown: ShownClue) -> Markup:
    """Return the names of its sources, with how often one that said it twice did."""
    counts = Counter(each.source.name if each.source else "—" for each in shown.said)
    return _("、").join(
        _("{name}（{n} 次）", name=name, n=n) if n > 1 else Markup.escape(name) for name, n in counts.items()
    )


def _name_some_sources(_: Words, shown: ShownClue) -> Markup:
    every = [Markup.escape(each.name) for each in shown.sources]
    line = _("、").join(every[:SOURCES_NAMED])
    return line if len(every) <= SOURCES_NAMED else _("{names} 等", names=line)


# Lists


def clues_card(_: Words, shown: ShownClues) -> Card:
    """The list of clues of one reader: an officer turns to states, sources and pages."""
    if not shown.officer:
        return _own_list(_, shown)
    council = shown.council.number
    if shown.source:
        lines = [_("🔎 <b>{source}报的线索</b>，共 {n} 条", source=shown.source.name, n=shown.total)]
        rows = []
    else:
        lines = [_("🔎 <b>线索</b>")]
        rows = [_state_row(_, shown)]
    lines += [_describe_line(_, each) for each in shown.clues] or [_("这里还没有。")]
    rows += _number_rows(each.clue for each in shown.clues)

    def turn(label: Markup, page: int) -> Button:
        return Button(str(label), Intent("clues_turn", council, page, shown.which))

    rows += turning_row(_, shown.page, shown.pages, turn)
    if shown.source:
        rows.append((_list_button(_, council),))
    else:
        rows += _officer_rows(_, shown)
    return Card(BR.join(lines), buttons=tuple(rows))


def meeting_clues_card(_: Words, shown: ShownClues) -> Card:
    """The list of clues for an officer of a meeting that was opened."""
    card = clues_card(_, shown)
    lead = _("🟢 会开了。没有结果的线索都在议程上，请您在会上一条一条说；群里只看得到条数。")
    return Card(lead + BR + card.text, buttons=card.buttons)


def _own_list(_: Words, shown: ShownClues) -> Card:
    if not shown.clues:
        return Card(_("🔎 您手上没有线索。"))
    lines = [_("🔎 <b>您手上的线索</b>，共 {n} 条", n=shown.total)]
    lines += [_title(_, each.clue) for each in shown.clues]

    def turn(label: Markup, page: int) -> Button:
        return Button(str(label), Intent("clues_turn", shown.council.number, page))

    rows = _number_rows(each.clue for each in shown.clues)
    return Card(BR.join(lines), buttons=(*rows, *turning_row(_, shown.page, shown.pages, turn)))


def _describe_line(_: Words, shown: ShownClue) -> Markup:
    line = _("{title}（{sources}）", title=_title(_, shown.clue), sources=_name_some_sources(_, shown))
    if shown.clue.returned:
        return _("{line} ↩ 退回来的", line=line)
    return line if shown.handler is None else _("{line} → {who}", line=line, who=names.person_name(_, shown.handler))


def _title(_: Words, clue: Clue) -> Markup:
    return _("<b>{number}</b> {title}", number=clue.number, title=shorten(clue.text.partition("\n")[0], TITLE_LIMIT))


def _state_row(_: Words, shown: ShownClues) -> tuple[Button, ...]:
    return tuple(
        Button(
            ticked(_(label, n=shown.counts.get(state, 0)), on=state == shown.which),
            Intent("clues_turn", shown.council.number, 1, state),
        )
        for state, label in STATES.items()
    )


def _officer_rows(_: Words, shown: ShownClues) -> Sequence[tuple[Button, ...]]:
    council = shown.council.number
    every = [
        Button(str(_("记线索")), Intent("clue_type", council)),
        Button(str(_("导入文件")), Intent("clues_import", council)),
        Button(str(_("来源 {n}", n=shown.sources)), Intent("clue_sources", council)),
        Button(str(_("线索表格")), Intent("clues_file", council)),
    ]
    if shown.to_pass_on:
        every.insert(0, _pass_on_button(_, council, shown.to_pass_on))
    return button_rows(every, 2)


def _pass_on_button(_: Words, council: int, n: int) -> Button:
    return Button(str(_("转告结果 {n}", n=n)), Intent("clue_results", council))


def _list_button(_: Words, council: int) -> Button:
    return Button(str(_("看线索")), Intent("clues", council))


def _number_rows(clues: Iterable[Clue]) -> list[tuple[Button, ...]]:
    every = [Button(str(each.number), Intent("clue_open", each.council, each.number)) for each in clues]
    return list(button_rows(every, NUMBERS_IN_A_ROW))


# The morning, and departures


def waiting_clues_card(_: Words, shown: ShownWaitingClues) -> Card | None:
    """The line of clues in an officer's morning list; None when none waits."""
    council, parts, buttons = shown.council.number, [], [_list_button(_, shown.council.number)]
    if shown.nobodys:
        parts.append(_("{n} 条没有人办", n=shown.nobodys))
    if shown.long:
        parts.append(_("{n} 条办了十天还没有结果", n=shown.long))
    if shown.to_pass_on:
        parts.append(_("{n} 条结果等您转告", n=shown.to_pass_on))
        buttons.append(_pass_on_button(_, council, shown.to_pass_on))
    if not parts:
        return None
    return Card(_("🔎 线索：{parts}。", parts=_("，").join(parts)), buttons=(tuple(buttons),))


def own_clues_card(_: Words, clues: Sequence[Clue]) -> Card:
    """The lines of clues without a result in the morning list of their handler."""
    lines = [_("🔎 您手上的线索，还没有结果："), *(_title(_, each) for each in clues[:NUMBERS_IN_A_ROW])]
    if len(clues) > NUMBERS_IN_A_ROW:
        lines.append(_("一共 {n} 条", n=len(clues)))
    open_list = Button(str(_("看线索")), Intent("clues", clues[0].council))
    buttons = (*_number_rows(clues[:NUMBERS_IN_A_ROW]), *(((open_list,),) if len(clues) > NUMBERS_IN_A_ROW else ()))
    return Card(BR.join(lines), buttons=buttons)


def left_clues_card(_: Words, leaver: Member | None, clues: Sequence[Clue]) -> Card:
    """The clues of a handler who left the group, which are the officers' again."""
    who = names.person_name(_, leaver)
    lines = [_("🔎 {who}离开了群，手上的 {n} 条线索要重新交办：", who=who, n=len(clues))]
    lines += [_title(_, each) for each in clues[:NUMBERS_IN_A_ROW]]
    rows = _number_rows(clues[:NUMBERS_IN_A_ROW])
    return Card(BR.join(lines), buttons=(*rows, (_list_button(_, clues[0].council),)))

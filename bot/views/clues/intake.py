"""Cards of clues as they come in: which source, whether alike ones are one, what is wrong with a file."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.domain.shared.sheet_problem import SheetProblem
from bot.locales import N_, Words
from bot.ports import Button, Card, File
from bot.read_models.clues import ShownClueDraft
from bot.views.shared.button_rows import button_rows
from bot.views.shared.screen import fold, fold_end
from bot.views.shared.sheet_problems import sheet_problems_card
from bot.views.shared.text_fit import BR, shorten

IN_SIGHT = 120  # characters
PAIRS_SHOWN = 40
PAIR_LIMIT = 40  # characters of each of a pair
LABEL_LIMIT = 20
WRITTEN_LIMIT = 12
COLUMNS: Mapping[str, str] = {"source": N_("来源", "clues"), "text": N_("线索", "clues")}
PROBLEMS: Mapping[str, str] = {
    "no_headers": N_("没有找到表头。请在第一行写：来源 线索。"),
    "no_table": N_("这不是能读的表格。请发 .xlsx 或 .csv，第一行写：来源 线索。"),
    "long_source": N_("来源的名字太长了"),
    "short": N_("线索没有写清楚"),
}


def clue_draft_card(_: Words, shown: ShownClueDraft) -> Card:
    """Clues that wait for a choice: of a source, of the clue that is the same, or of what becomes of a file."""
    if shown.alike:
        return _alike_card(_, shown)
    if not shown.draft.lines[0].source:
        return _source_card(_, shown)
    return _file_card(_, shown)


def clue_draft_over_card(_: Words, chosen: str) -> Card:
    """The end of clues that waited for a choice."""
    if chosen == "x":
        return Card(_("好的，没有记。"))
    return Card(_("✓ 记好了。") if chosen else _("这条线索不用选了。"))


def reading_clues_card(_: Words) -> Card:
    """The note that a file is being read."""
    return Card(_("正在读线索表，请稍等…"), notify=False)


def clue_problems_card(_: Words, problems: Sequence[SheetProblem]) -> Card:
    """Everything that is wrong with a file, line by line; nothing of it was taken."""
    return sheet_problems_card(_, _("线索一条也没有记，请改好再发一次："), problems, PROBLEMS, COLUMNS)


def clue_template_card(_: Words, content: bytes) -> Card:
    """The empty file that can be filled in."""
    return Card(_("这是空的线索表。填好了把文件发给我就行。"), file=File("clues.xlsx", content))


def _source_card(_: Words, shown: ShownClueDraft) -> Card:
    lines = [_("🔎 这条线索是哪个部门报来的？"), fold_end(shown.draft.lines[0].text, IN_SIGHT)]
    every = [_choice(shown, shorten(each.name, LABEL_LIMIT), f"s{each.number}") for each in shown.sources]
    if shown.written:
        label = _("{name}（新的）", name=shorten(shown.written, WRITTEN_LIMIT))
        every.insert(0, _choice(shown, label, "p"))
    other = Button(
        str(_("别的部门") if every else _("写部门的名字")),
        Intent("clue_source", shown.draft.council, shown.draft.number),
    )
    return Card(BR.join(lines), buttons=button_rows([*every, other, _leave(_, shown)], 2))


def _alike_card(_: Words, shown: ShownClueDraft) -> Card:
    line = shown.draft.lines[0]
    lines = [
        _("🔎 {source}：{text}", source=line.source, text=fold_end(line.text, IN_SIGHT)),
        _("和这条很像，是同一件事吗？") if len(shown.alike) == 1 else _("和这几条很像，是同一件事吗？"),
    ]
    for each in shown.alike:
        sources = _("、").join(source.name for source in each.sources)
        text = shorten(each.clue.text, PAIR_LIMIT)
        lines.append(_("· <b>{number}</b> {text}（{sources}）", number=each.clue.number, text=text, sources=sources))
    rows = [
        (_choice(shown, _("是，就是 {number}，加上来源", number=each.clue.number), f"j{each.clue.number}"),)
        for each in shown.alike
    ]
    return Card(BR.join(lines), buttons=(*rows, (_choice(shown, _("不是，另记一条"), "n"), _leave(_, shown))))


def _file_card(_: Words, shown: ShownClueDraft) -> Card:
    total, joined = len(shown.draft.lines), len(shown.joined)
    named = {line.source for line in shown.draft.lines}
    lines = [_("🔎 <b>线索表，请看一遍</b>：{n} 条，来自 {sources} 个来源", n=total, sources=len(named))]
    if shown.new_sources:
        lines.append(_("新的来源：{names}", names=_("、").join(Markup.escape(each) for each in shown.new_sources)))
    if not joined:
        return Card(BR.join(lines), buttons=((_choice(shown, _("记 {n} 条", n=total), "a"), _leave(_, shown)),))
    lines.append(
        _("有 {n} 条和别的是一件事，可以合成一条，来源都记上。合起来是 {rest} 条。", n=joined, rest=total - joined)
    )
    pairs = [
        _("{one} ＝ {other}", one=shorten(one, PAIR_LIMIT), other=shorten(other, PAIR_LIMIT))
        for one, other in shown.joined[:PAIRS_SHOWN]
    ]
    if joined > PAIRS_SHOWN:
        pairs.append(_("后面还有 {n} 条", n=joined - PAIRS_SHOWN))
    lines.append(fold(pairs))
    rows = (
        (_choice(shown, _("合成，记 {n} 条", n=total - joined), "m"),),
        (_choice(shown, _("不合，记 {n} 条", n=total), "a"), _leave(_, shown)),
    )
    return Card(BR.join(lines), buttons=rows)


def _choice(shown: ShownClueDraft, label: Markup | str, arg: str) -> Button:
    return Button(str(label), Intent("clue_draft", shown.draft.council, shown.draft.number, arg))


def _leave(_: Words, shown: ShownClueDraft) -> Button:
    return _choice(shown, _(N_("取消", "clues")), "x")

"""Cards of the sources of clues, and of the results that they are told."""

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card, File
from bot.read_models.clues import ExportedClues, ListedSource, PassedOn, ShownResults, ShownSources
from bot.views.shared import names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

LABEL_LIMIT = 20
OPENLY = 6  # sources that are listed in plain sight
SAID_LIMIT = 30  # characters of a clue and of its result, where several stand in one message
RESULT_LIMIT = 60
COPY_LIMIT = 256  # characters that a button can copy


def sources_card(_: Words, shown: ShownSources) -> Card:
    """The sources of clues, each with how many it reported."""
    lines = [_("🔎 <b>线索来源</b>，共 {n} 个", n=len(shown.sources))]
    every_line = [_describe(_, each) for each in shown.sources]
    lines += every_line if len(every_line) <= OPENLY else [fold(every_line)]
    council = shown.council.number
    every = [
        Button(shorten(each.source.name, LABEL_LIMIT), Intent("clue_source_open", council, each.source.number))
        for each in shown.sources
    ]
    add = Button(str(_("加一个来源")), Intent("clue_source", council))
    return Card(BR.join(lines), buttons=(*button_rows(every, 3), (add,)))


def _describe(_: Words, each: ListedSource) -> Markup:
    line = _("{name}：{n} 条", name=each.source.name, n=each.reports)
    return _("{line}，联系人 {who}", line=line, who=names.person_name(_, each.contact)) if each.contact else line


def source_card(_: Words, shown: ShownSources) -> Card:
    """A source: its contact, its clues, and what an officer can change."""
    (each,) = shown.sources
    lines = [_("🔎 <b>{name}</b>：报来 {n} 条线索", name=each.source.name, n=each.reports)]
    if each.contact:
        lines.append(_("联系人：{who}。有了结果我私下告诉这位。", who=names.person_name(_, each.contact)))
    else:
        lines.append(_("没有联系人。有了结果，我提醒专人转告。"))
    council, number = shown.council.number, each.source.number
    every = [
        Button(str(_("这个来源的线索")), Intent("clues", council, 0, f"from{number}")),
        Button(str(_("联系人")), Intent("clue_contact", council, number)),
        Button(str(_("改名")), Intent("clue_rename", council, number)),
    ]
    if not each.reports:
        every.append(Button(str(_(N_("去掉", "clues"))), Intent("clue_source_gone", council, number)))
    return Card(BR.join(lines), buttons=button_rows(every, 2))


def source_gone_card(_: Words) -> Card:
    """The page of a source that was taken away."""
    return Card(_("这个来源去掉了。"))


def told_card(_: Words, shown: ShownResults) -> Card:
    """The result of a clue, for the contact of a source that reported it."""
    (result,) = shown.results
    name = shown.source.name if shown.source else "—"
    lines = [
        _("🔎 {name}报的线索有结果了：", name=name),
        _("「{text}」", text=shorten(result.report.text, RESULT_LIMIT)),
        _("结果：{result}", result=result.clue.result),
    ]
    return Card(BR.join(lines))


def results_card(_: Words, shown: ShownResults) -> Card:
    """Results that an officer is to pass on to one source, as words that can be copied."""
    if not shown.results or shown.source is None:
        return Card(_("✓ 结果都转告了。"))
    said = [_passed_on(_, each) for each in shown.results]
    lines = [_("请把这几条结果转告{name}：", name=shown.source.name), *said]
    if shown.left:
        lines.append(_("后面还有 {n} 条。", n=shown.left))
    last = shown.results[-1].report.number
    done = Button(str(_("✓ 都转告了")), Intent("clue_passed", shown.council.number, shown.source.number, str(last)))
    copied = "\n".join(line.striptags() for line in said)
    copy = (Button(str(_("📋 复制")), copy=copied),) if len(copied) <= COPY_LIMIT else ()
    return Card(BR.join(lines), buttons=((*copy, done),))


def _passed_on(_: Words, each: PassedOn) -> Markup:
    text, result = shorten(each.report.text, SAID_LIMIT), shorten(each.clue.result, RESULT_LIMIT)
    return _("「{text}」结果：{result}", text=text, result=result)


def clues_file_card(_: Words, shown: ExportedClues, content: bytes) -> Card:
    """All clues by source as a file, for an officer."""
    text = _("线索表格，按来源排，共 {n} 条。里面是各部门报来的情况，请不要外传。", n=len(shown.lines))
    return Card(text, file=File(_("线索.xlsx").unescape(), content))

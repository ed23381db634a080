"""A roll file as it is read: what is wrong with it, and what it would change."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.domain.rolls.owner_doubts import Doubt, Doubts
from bot.domain.rolls.roll import Difference, Problem, Roll
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.rolls import ShownImport
from bot.views.rolls.rolls import NAMES_LISTED, describe_sums, format_labels, list_some
from bot.views.shared.text_fit import BR, lines_fit, shorten

WRONG_SHOWN = 20


WARNINGS_SHOWN = (10, 5, 2)  # of each kind: as many as have room in one message


DOUBT_NAME = 40  # UTF-16 units; two spellings of a name


SAMPLES = 3


COLUMN_LABELS: Mapping[str, str] = {
    "building": N_("楼栋", "column"),
    "stair": N_("单元", "column"),
    "room": N_("房号", "column"),
    "owners": N_("业主", "column"),
    "registered": N_("登记面积", "column"),
    "surveyed": N_("实测面积", "column"),
    "contract": N_("合同面积", "column"),
    "area": N_("面积", "column"),
    "phones": N_("手机后四位", "column"),
    "share": N_("份额", "column"),
    "kind": N_("状态", "column"),
    "mark": N_("计票号", "column"),
}


# Errors of a file as a whole, and what to do.
WRONG_FILES: Mapping[str, str] = {
    "too_big": N_("文件超过 2 MB。请新建一张表，只选有字的那些行复制过去（不要选整列、整张表，不要图片），再发一次。"),
    "old_excel": N_("这是旧的 .xls 格式。请用 Excel 或 WPS 打开，另存为 .xlsx，再发一次。"),
    "encrypted": N_("这个文件加了密码。请去掉密码，再发一次。"),
    "bomb": N_("这个文件展开以后太大。请新建一张表，只选有字的那些行复制过去（不要选整列、整张表），再发一次。"),
    "too_many_sheets": N_("这个文件里的表太多了。请只留名册这一张表，再发一次。"),
    "dtd": N_("这个文件里有不该有的内容（DTD）。请用 Excel 或 WPS 另存为 .xlsx，再发一次。"),
    "unreadable": N_("打不开这个文件。请发 .xlsx 或 .csv。"),
    "too_long": N_("表格超过 10 万行。请新建一张表，只选名册的那些行复制过去，再发一次。"),
    "pdf": N_("这是 PDF，不是表格。请把名册做成 Excel 或 WPS 表格，存为 .xlsx，再发一次。"),
    "html": N_("这个文件其实是网页，不是表格。请用 Excel 或 WPS 打开，另存为「Excel 工作簿 (.xlsx)」，再发一次。"),
    "xml_2003": N_("这是「XML 表格 2003」格式。请用 Excel 或 WPS 打开，另存为「Excel 工作簿 (.xlsx)」，再发一次。"),
    "xml": N_("这个文件其实是 XML，不是表格。请用 Excel 或 WPS 打开，另存为「Excel 工作簿 (.xlsx)」，再发一次。"),
    "image": N_("这是图片，不是表格。请把名册打成 Excel 或 WPS 表格，存为 .xlsx，再发一次。"),
    "archive": N_("这是压缩包。请先解压，把里面的表格（.xlsx 或 .csv）发给我。"),
    "document": N_("这是文字文档，不是表格。请把里面的表复制到 Excel 或 WPS 表格里，存为 .xlsx，再发一次。"),
    "open_document": N_("这是 .ods 表格。请打开它，另存为「Excel 工作簿 (.xlsx)」，再发一次。"),
    "numbers": N_("这是苹果 Numbers 的表格。请打开它，选「导出为 Excel (.xlsx)」，再发一次。"),
    "xlsb": N_("这是 .xlsb 格式。请用 Excel 或 WPS 打开，另存为「Excel 工作簿 (.xlsx)」，再发一次。"),
    "no_headers": N_("没有找到表头。请在第一行写：楼栋 房号 业主 面积。"),
}


# Errors of a line, and what would be right.
WRONG_LINES: Mapping[str, str] = {
    "no_column": N_("没有找到「{column}」这一列"),
    "twice": N_("「{text}」和前面的一列都像是{column}，请只留一列"),
    "id_column": N_("「{text}」：名册不要身份证号，请删掉这一列"),
    "merged": N_("有合并的单元格 {text}，请取消合并，每一格都填上"),
    "too_many": N_("超过 {limit} 户了，一次最多导入 {limit} 户"),
    "empty": N_("表头下面没有内容"),
    "missing": N_("{column}没有填"),
    "formula": N_("{column}是公式，请改成数值或文字"),
    "date": N_("{column}被表格软件当成了日期，请把这一列设为「文本」再重填"),
    "date_text": N_("{column}「{text}」被表格软件当成了日期，请把这一列设为「文本」再重填，比如 1-5"),
    "below": N_("{column}「{text}」前面的「-」会看不出来，地下的请写成 {right}"),
    "type": N_("{column}不是文字，也不是数字"),
    "hidden": N_("{column}「{text}」里有看不见的字符，请删掉重打"),
    "private": N_("{column}「{text}」里有证件号或手机号，请删掉"),
    "long": N_("{column}「{text}」太长了"),
    "label": N_("{column}「{text}」看不懂，请写成 3、1-502 这样"),
    "owners": N_("{column}「{text}」有重复的名字，或者太多、太长"),
    "name": N_("{column}「{text}」不像名字"),
    "placeholder": N_("{column}「{text}」不是名字，请写上业主的名字；没有卖出的，请在「状态」一列写：未售"),
    "several": N_("{column}「{text}」像是几个人，请用「、」隔开：{right}。要是一个名字，中间就不要空格"),
    "radical": N_("{column}「{text}」里有的字是从 PDF 复制来的偏旁，请重新打一遍"),
    "mark": N_("{column}「{text}」不是号码，没有就空着"),
    "phone": N_("{column}「{text}」看不懂，请只写后四位，和业主一样多"),
    "number": N_("{column}「{text}」要写成数字，不带单位，比如 98.5"),
    "number_right": N_("{column}「{text}」要写成半角数字，不带单位：{right}"),
    "area": N_("{column}要大于 0"),
    "kind": N_("{column}「{text}」看不懂，请写：已售、未售或未交付"),
    "duplicate": N_("{text} 和第 {right} 行重复"),
    "duplicate_elsewhere": N_("{text} 和表「{elsewhere}」第 {right} 行重复"),
    "column_hidden": N_("「{text}」这一列隐藏了，请取消隐藏"),
}


# Notes on what was ignored or is ambiguous, to be read before the roll counts.
NOTES: Mapping[str, str] = {
    "sheet_hidden": N_("表「{sheet}」是隐藏的，没有读。要算进去，请取消隐藏"),
    "sheet_lacks": N_("表「{sheet}」没有读：没有找到「{column}」这一列"),
    "sheet_unread": N_("表「{sheet}」没有读：没有找到表头"),
    "sheet_empty": N_("表「{sheet}」只有表头，没有内容"),
    "lines_hidden": N_("有 {n} 行是隐藏的，或者被筛选掉了，没有读：第 {text} 行。要算进去，请取消隐藏和筛选"),
    "columns_hidden": N_("隐藏的列没有读：{text}。要用到，请取消隐藏"),
    "perhaps_several": N_("{column}「{text}」像是几个人，现在算一个。是几个人的话，请写成：{right}"),
}


def reading_card(_: Words) -> Card:
    """The note that a file is being read."""
    return Card(_("正在读取名册，请稍等…"), notify=False)


def reading_queued_card(_: Words) -> Card:
    """The note that other files are read before this one."""
    return Card(_("前面还有文件在读，轮到了马上读，请稍等…"), notify=False)


def reading_interrupted_card(_: Words) -> Card:
    """The note that a file was not read to its end, because the bot was stopped."""
    return Card(_("上次的文件没有读完，请再发一次。"))


def importing_card(_: Words) -> Card:
    """The note that a file is being imported."""
    return Card(_("正在导入名册，请稍等…"), notify=False)


def roll_problems_card(_: Words, problems: Sequence[Problem], total: int) -> Card:
    """The errors of a roll file, as many as fit; `total` counts all. Nothing was imported."""
    for most in range(min(len(problems), WRONG_SHOWN), 0, -1):
        lines = [_("❌ <b>名册有 {n} 处要改，什么都没有导入。</b>", n=total), Markup("")]
        lines += [_wrong(_, problem) for problem in problems[:most]]
        if total > most:
            lines.append(_("……还有 {n} 处。", n=total - most))
        lines += [Markup(""), _("改好以后，把文件再发给我就行。")]
        if lines_fit(lines, _.platform.text_limit):
            break
    return Card(BR.join(lines))


def _wrong(_: Words, problem: Problem) -> Markup:
    if problem.key in WRONG_FILES:
        return _(WRONG_FILES[problem.key])
    if problem.key in NOTES:
        return describe_note(_, problem)
    values = _values(_, problem)
    key = problem.key
    if key == "number" and values.get("right"):
        key = "number_right"
    elif key == "date" and values.get("text"):
        key = "date_text"
    elif key == "duplicate" and values.get("elsewhere"):
        key = "duplicate_elsewhere"
    what = _(WRONG_LINES[key], **values)
    if values.get("together"):
        what = _("{what}。几个人共有一户的，只写一行，业主写成：{together}", what=what, together=values["together"])
    return _at(_, problem, what)


def _at(_: Words, problem: Problem, what: Markup) -> Markup:
    """Return `what` with its place in front: the sheet, in a file of several, and the line."""
    line = _("第 {line} 行：{what}", line=problem.line, what=what) if problem.line else what
    return _("表「{sheet}」{what}", sheet=problem.sheet, what=line) if problem.sheet else line


def _values(_: Words, problem: Problem) -> dict[str, object]:
    values: dict[str, object] = dict(problem.params)
    if "column" in values:
        values["column"] = _(COLUMN_LABELS[str(values["column"])])
    return values


def describe_note(_: Words, found: Problem) -> Markup:
    """Return the words for a note on a roll file: something ignored, or ambiguous."""
    if found.key.startswith("sheet_"):
        return _(NOTES[found.key], **_values(_, found), sheet=found.sheet)
    return _at(_, found, _(NOTES[found.key], **_values(_, found)))


def _notes(_: Words, notes: Sequence[Problem], most: int) -> list[Markup]:
    """Return the lines for the first `most` notes on a file: what was ignored, what is ambiguous."""
    if not notes:
        return []
    lines = [Markup(""), _("⚠️ 请先看清这些："), *(_("· {what}", what=describe_note(_, each)) for each in notes[:most])]
    if len(notes) > most:
        lines.append(_("……还有 {n} 处。", n=len(notes) - most))
    return lines


def import_preview_card(_: Words, shown: ShownImport) -> Card:
    """The preview of an import: sums, warnings, and differences from the roll in force, as many as fit."""
    for most in WARNINGS_SHOWN:
        lines = _preview(_, shown, most)
        if lines_fit(lines, _.platform.text_limit):
            break
    yes = Button(str(_("确认导入")), Intent("roll", shown.council, shown.draft, "yes"))
    no = Button(str(_("取消")), Intent("roll", shown.council, shown.draft, "no"))
    return Card(BR.join(lines), buttons=((yes, no),))


def _preview(_: Words, shown: ShownImport, most: int) -> list[Markup]:
    """Return the lines of a preview with at most so many warnings of each kind."""
    lines = [_("📋 <b>名册读好了，请核对</b>"), *describe_sums(_, shown.version)]
    lines.append(_("房号写成：{units}", units=format_labels(_, [each.unit for each in shown.units], SAMPLES)))
    if shown.unused:
        lines.append(
            _(
                "没有用到的列：{columns}",
                columns=list_some(_, [Markup.escape(each) for each in shown.unused], NAMES_LISTED),
            )
        )
    warnings = [*_notes(_, shown.notes, most), *_doubtful(_, shown.doubts, most)]
    lines += warnings
    if shown.changed is not None:
        lines += _changes(_, shown.changed, shown.losing)
    last = _("上面 ⚠️ 的都对，再点「确认导入」。") if warnings else _("没有错误。点「确认导入」才会生效。")
    return [*lines, Markup(""), last]


def _doubtful(_: Words, doubts: Doubts, most: int) -> list[Markup]:
    lines: list[Markup] = []
    for title, found in (
        (N_("⚠️ 这些业主既有单独的房，也有和别人共有的房，现在分开计人数："), doubts.overlaps),
        (N_("⚠️ 这些业主同名，没有手机后四位可以区分，现在合并算一人："), doubts.namesakes),
        (N_("⚠️ 这些业主的名字写法不一样，像是同一人，现在分开算："), doubts.variants),
    ):
        if found:
            lines += [Markup(""), _(title), *(_doubt(_, each) for each in found[:most])]
            if len(found) > most:
                lines.append(_("……还有 {n} 处。", n=len(found) - most))
    if lines:
        lines.append(_("不对的话，请加一列「计票号」：号相同的算一人，不同的分开算。"))
    return lines


def _doubt(_: Words, doubt: Doubt) -> Markup:
    return _(
        "· {name}：{units}", name=shorten(doubt.name, DOUBT_NAME), units=format_labels(_, doubt.units, NAMES_LISTED)
    )


def _changes(_: Words, changed: Difference, losing: int) -> list[Markup]:
    lines = [Markup(""), _("<b>和现在的名册相比</b>")]
    for title, found in (
        (N_("新增 {n} 户：{units}"), changed.new),
        (N_("减少 {n} 户：{units}"), changed.gone),
        (N_("面积变化 {n} 户：{units}"), changed.measured),
        (N_("业主变化 {n} 户：{units}"), changed.owned),
    ):
        if found:
            lines.append(_(title, n=len(found), units=format_labels(_, found, NAMES_LISTED)))
    if not changed:
        lines.append(_("没有变化。"))
    if losing:
        lines.append(_("其中 {n} 户已经绑定的账号会解除，要重新邀请。", n=losing))
    return lines


def imported_card(_: Words, version: Roll) -> Card:
    """The sums of the roll now in force, and the next step."""
    lines = [
        _("✅ <b>名册导入好了。</b>"),
        *describe_sums(_, version),
        Markup(""),
        _("下一步：发 /invite，给每户做邀请码。"),
    ]
    return Card(BR.join(lines))


def roll_failed_card(_: Words) -> Card:
    """The apology for an import that failed for a reason of ours; the roll is unchanged."""
    return Card(_("对不起，没有办成，什么也没有改。请过一会儿再发一次文件。"))

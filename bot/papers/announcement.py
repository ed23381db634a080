"""The announcement of a vote's result (表决结果公示), as a .docx to print and post: the columns people know."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from markupsafe import Markup

from bot.domain.privacy import clean
from bot.domain.rules import Part
from bot.domain.tally import Tally
from bot.locales import Words
from bot.shown import ShownVote
from bot.views import tallies, votes, when
from bot.views.room import BR

LIMIT = 4000  # UTF-16 units of one cell
FONT, FONT_OF_TITLES = "SimSun", "SimHei"  # 宋体 and 黑体: every office program has them or puts its own in their place
BLANK = "_" * 24  # to write on
LABELS, CONTENT = Cm(3.6), Cm(13)  # widths of the columns
MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # the same vote gives the same bytes; zip files know no earlier day and no zone


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What is announced, in the words that people read; what is left empty gets a line to write on.

    `began`, `ended` and `posted` (from when to when it hangs) are written moments, `question` is what was frozen,
    `objections` says until when and where to object, `record` is the hash of the record's line of the close.
    """

    council: str
    title: str
    question: str
    scope: str
    began: str
    ended: str
    official: bool
    tally: Tally
    objections: str = ""
    posted: str = ""
    record: str = ""


def announcement(_: Words, announced: Announcement) -> bytes:
    """Give the .docx. What residents wrote is text in it, without control characters."""
    document = docx.Document()
    dress(document)
    heading = document.add_heading(plain(_("表决结果公示")), level=0)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(plain(announced.council)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for label, content in _rows(_, announced):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, (label, content), (LABELS, CONTENT), strict=True):
            cell.text = plain(text)
            cell.width = width
    document.add_paragraph()
    for line in _notes(_, announced):
        document.add_paragraph(plain(line))
    document.core_properties.title = plain(_("表决结果公示"))
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = MADE
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def of(_: Words, shown: ShownVote, tally: Tally) -> Announcement:
    """Give what is announced of a closed vote; until when to object and how long it hangs is written by hand."""
    vote, zone = shown.vote, shown.council.zone
    began, ended = (_moment(_, each, zone) if each else "" for each in (vote.opens, vote.closes))
    return Announcement(
        council=shown.council.name,
        title=str(_("#{number} {title}", number=vote.matter, title=shown.matter.title)),
        question=vote.question,
        scope=votes.scope(_, vote).unescape(),
        began=began,
        ended=ended,
        official=vote.official,
        tally=tally,
        record=vote.closed_head,
    )


def _moment(_: Words, at: datetime, zone: str) -> str:
    """Write a moment with its year: a paper on a wall outlives it."""
    return _("{year}年{moment}", year=at.astimezone(ZoneInfo(zone)).year, moment=when.moment(_, at, zone)).unescape()


def _rows(_: Words, announced: Announcement) -> Iterator[tuple[Markup, Markup | str]]:
    tally = announced.tally
    yield _("标题"), announced.title
    yield _("概述"), announced.question
    yield _("范围"), announced.scope
    yield _("起止"), _("{start} 到 {end}", start=announced.began, end=announced.ended)
    yield _("应参与"), tallies.amounts(_, tally, Part.ALL)
    yield _("参与（占应参与）"), tallies.amounts(_, tally, Part.TOOK_PART, of=Part.ALL)
    yield _("同意（占参与）"), tallies.amounts(_, tally, Part.AGREE, of=Part.TOOK_PART)
    yield _("反对（占参与）"), tallies.amounts(_, tally, Part.AGAINST, of=Part.TOOK_PART)
    yield _("弃权（占参与）"), tallies.amounts(_, tally, Part.ABSTAIN, of=Part.TOOK_PART)
    yield _("依据条文"), _("{source}，{rule}", source=tally.rule.source, rule=tallies.rule_name(_, tally.rule))
    yield _("逐项核对"), BR.join(tallies.marked(_, tally.counted, tally))
    yield (
        _("结论"),
        _("{outcome}。{reason}", outcome=tallies.outcome(_, tally.outcome), reason=tallies.reason(_, tally)),
    )
    yield _("异议期限及渠道"), announced.objections or BLANK
    yield _("公示起止"), announced.posted or BLANK


def _notes(_: Words, announced: Announcement) -> Iterator[Markup]:
    if not announced.official:
        yield _("这是意向表决，供大家商量时参考。")
    if announced.record:
        yield _("记录号：{record}", record=announced.record)
    yield _("以上按所列条文由程序计票，不构成法律意见。")


def plain(text: Markup | str, limit: int = LIMIT) -> str:
    """Give text as a document takes it: no tags of ours, nothing that XML forbids."""
    return clean(text.unescape() if isinstance(text, Markup) else text, limit)


def dress(document: Any) -> None:
    """Name Chinese fonts, for East Asian text too: without that word processors take any."""
    styles = (("Normal", FONT, 12), ("Title", FONT_OF_TITLES, 20))
    for name, font, size in styles:
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)


def undated(content: bytes) -> bytes:
    """Give the same archive without the moment of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as undated:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            undated.writestr(entry, made.read(name))
    return out.getvalue()

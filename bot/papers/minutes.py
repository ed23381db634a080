"""The minutes of a meeting (会议纪要), as a .docx to print and sign: the columns people know."""

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from bot.locales import Words
from bot.papers.announcement import BLANK, CONTENT, LABELS, MADE, dress, plain, undated
from bot.shown import ShownSitting
from bot.views.minutes import rows, sheet

LIMIT = 100_000  # UTF-16 units of one cell: a long agenda, with all that was said


def minutes(_: Words, shown: ShownSitting) -> bytes:
    """Give the .docx. What residents wrote is text in it, without control characters."""
    document = docx.Document()
    dress(document)
    document.add_heading(plain(_("会议纪要")), level=0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(plain(shown.council.name)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    by_hand = [(_("发言要点（人、立场、理由）"), BLANK), (_("签名"), BLANK)]
    if not shown.votes:
        by_hand.insert(1, (_("表决方式和票数"), BLANK))
    for label, content in (*rows(_, shown), *by_hand):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, (label, content), (LABELS, CONTENT), strict=True):
            cell.text = plain(text, LIMIT)
            cell.width = width
    _sheet(_, document, shown)
    document.core_properties.title = plain(_("会议纪要"))
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = MADE
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _sheet(_: Words, document: Any, shown: ShownSitting) -> None:
    """Add the attendance list, where it matters for which party somebody was there."""
    if not shown.there.parties:
        return
    document.add_heading(plain(_("签到表")), level=1)
    rows_ = list(sheet(_, shown))
    table = document.add_table(rows=0, cols=len(rows_[0]), style="Table Grid")
    for row in rows_:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(text)

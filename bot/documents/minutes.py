"""The minutes of a meeting (会议纪要), as a .docx to print and sign: the columns people know."""

from bot.documents.announcement import BLANK
from bot.documents.official_paper import OfficialPaper
from bot.locales import Words
from bot.read_models.meetings import ShownSitting
from bot.views.meetings.decisions import duties, duty_rows
from bot.views.meetings.minutes import agenda_rows, attendance_rows, minutes_rows

CELL_LIMIT = 100_000  # UTF-16 units of one cell: a long agenda, with all that was said


def make_minutes(_: Words, shown: ShownSitting) -> bytes:
    """Return the .docx. What residents wrote is text in it, without control characters."""
    paper = OfficialPaper(_, _("会议纪要"))
    paper.add_subtitle(shown.council.name)
    by_hand = [(_("发言要点（人、立场、理由）"), BLANK), (_("签名"), BLANK)]
    if not shown.votes:
        by_hand.insert(1, (_("表决方式和票数"), BLANK))
    paper.add_form((*minutes_rows(_, shown, lists_apart=True), *by_hand), CELL_LIMIT)
    if shown.agenda:
        paper.add_heading(_("议程"))
        paper.add_list(agenda_rows(_, shown), (14, 20, 122))
    if duties(shown):
        paper.add_heading(_("责任分工"))
        paper.add_list(duty_rows(_, shown), (18, 62, 26, 50))
    if shown.there.parties:  # where it matters for which party somebody was there
        paper.add_heading(_("签到表"))
        paper.add_list(attendance_rows(_, shown), (14, 32, 26, 20, 18, 30, 16))
    return paper.content()

"""The pledgers of a month as an .xlsx, for the head: what each has done."""

from bot.documents.list_sheet import Value, make_list_sheet
from bot.domain.councils.council import Member
from bot.domain.pledges.pledge import PledgeDeed
from bot.locales import N_, Words
from bot.read_models.pledges import PledgeList
from bot.views.pledges.pledges import describe_deed
from bot.views.shared import names

# Each column and its width in characters.
PLEDGE_COLUMNS = (
    (N_("序号", "list"), 6),
    (N_("姓名", "list"), 20),
    (N_("件数", "list"), 8),
    (N_("做了什么", "list"), 60),
)


def make_pledge_sheet(_: Words, shown: PledgeList) -> bytes:
    """Return the file, by the numbers of the people."""
    title = _("{council} 承诺践诺 {month}", council=shown.council.name, month=shown.month)
    lines = ((place, *_line(_, *row)) for place, row in enumerate(shown.people, 1))
    return make_list_sheet(_, _("承诺践诺"), title, PLEDGE_COLUMNS, lines)


def _line(_: Words, member: Member, deeds: tuple[PledgeDeed, ...]) -> tuple[Value, ...]:
    what = _("；").join(describe_deed(_, each) for each in deeds)
    return names.person_name(_, member).unescape(), len(deeds), what.unescape()

"""Files of points that officers get: the rules or prizes as they are, to be changed and sent back, and the ledger."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.documents.plain_table import make_table
from bot.domain.points.point_lines import ListKind
from bot.locales import N_, Words
from bot.read_models.points import LedgerLine
from bot.views.points.files import COLUMNS, NAMES
from bot.views.points.holders import entry_title, holder_name
from bot.views.shared import names

HEADERS = (
    N_("编号"),
    N_("时间"),
    N_("户或人"),
    N_("事项"),
    N_("加减"),
    N_("余额"),
    N_("谁做的"),
    N_("经手"),
)
LEDGER_WIDTHS = (8, 18, 16, 36, 8, 8, 14, 14)
LIST_WIDTHS = (32, 12, 12)


def make_list(_: Words, kind: ListKind, lines: Iterable[tuple[str, int, int]]) -> bytes:
    """Return the rules or prizes, a line for each."""
    return make_table(str(_(NAMES[kind])), [str(_(each)) for each in COLUMNS[kind].values()], LIST_WIDTHS, lines)


def make_ledger(_: Words, lines: Sequence[LedgerLine], zone: str) -> bytes:
    """Return the ledger, the newest entry first."""
    here = ZoneInfo(zone)
    rows = (_ledger_row(_, line, here) for line in lines)
    return make_table(str(_("积分台账")), [str(_(each)) for each in HEADERS], LEDGER_WIDTHS, rows)


def _ledger_row(_: Words, line: LedgerLine, here: ZoneInfo) -> tuple[str | int, ...]:
    entry = line.entry
    person, by = (
        names.person_name(_, line.names[each]).unescape() if each in line.names else ""
        for each in (entry.person, entry.by)
    )
    at, who, what = f"{entry.at.astimezone(here):%Y-%m-%d %H:%M}", holder_name(_, line.holder), entry_title(_, entry)
    return entry.number, at, who.unescape(), what.unescape(), entry.points, entry.balance, person, by

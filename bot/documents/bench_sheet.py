"""All bench meetings as an .xlsx: a line for each opinion, with the matter that it became and where that stands."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from bot.documents.list_sheet import Value, make_list_sheet
from bot.documents.print_setup import Orientation
from bot.locales import N_, Words
from bot.read_models.hosts import ShownBench
from bot.views.hosts.hosts import host_name
from bot.views.shared import labels

BENCH_COLUMNS = (
    (N_("板凳会", "list"), 8),
    (N_("时间", "list"), 18),
    (N_("在哪里", "list"), 24),
    (N_("来了几人", "list"), 10),
    (N_("意见", "list"), 60),
    (N_("议题", "list"), 8),
    (N_("办到哪一步", "list"), 14),
)


def make_bench_sheet(_: Words, meetings: Iterable[ShownBench]) -> bytes:
    """Return the file; a meeting without opinions has one line."""
    lines = (line for each in meetings for line in _lines(_, each))
    title = _("板凳会记录")
    return make_list_sheet(_, title, title, BENCH_COLUMNS, lines, Orientation.LANDSCAPE)


def _lines(_: Words, shown: ShownBench) -> Iterator[tuple[Value, ...]]:
    meeting = shown.meeting
    at = meeting.at.astimezone(ZoneInfo(shown.council.zone)).replace(tzinfo=None)
    head = (meeting.number, at, host_name(_, shown.host).unescape(), meeting.people)
    if not shown.opinions:
        yield (*head, None, None, None)
    for each in shown.opinions:
        matter = each.matter
        state = str(_(labels.STATE_LABELS[matter.state])) if matter else None
        yield (*head, each.opinion.text, matter.number if matter else None, state)

"""Renderers of messages about hosts and bench meetings."""

from collections.abc import Callable, Mapping

from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.hosts import ShownHost
from bot.services.hosts import bench_meetings, hosts
from bot.views.hosts.bench_meetings import bench_page, bench_sheet_card, benches_card
from bot.views.hosts.hosts import host_left_card, host_page, hosts_card, welcome_card
from bot.views.shared.replies import reply_sentence


def _host(view: Callable[[Words, ShownHost], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_host(scene: RenderContext) -> Drawn:
        shown = hosts.load_host(scene.tx, scene.council, scene.params.number, scene.params.person)
        return view(scene.words, shown) if shown else None

    return draw_host


def _hosts(scene: RenderContext) -> Drawn:
    shown = hosts.load_hosts(scene.tx, scene.council, scene.params.person, scene.params.page)
    return hosts_card(scene.words, shown)


def _bench(scene: RenderContext) -> Drawn:
    """Draw a record; a message with one that was taken back says so."""
    params = scene.params
    shown = bench_meetings.load_bench(scene.tx, scene.council, params.number, params.person, scene.now)
    if shown is None:
        return Card(reply_sentence(scene.words, "bench_undone", {"number": params.number}))
    return bench_page(scene.words, shown)


def _benches(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = bench_meetings.load_benches(scene.tx, scene.council, params.number, params.person, params.page)
    return benches_card(scene.words, shown)


def _bench_sheet(scene: RenderContext) -> Drawn:
    from bot.documents.bench_sheet import make_bench_sheet  # noqa: PLC0415  # a spreadsheet that only lists need

    meetings = bench_meetings.load_every_bench(scene.tx, scene.council)
    return bench_sheet_card(scene.words, make_bench_sheet(scene.words, meetings))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "hosts": _hosts,
    "host.page": _host(host_page),
    "host.welcome": _host(welcome_card),
    "host.left": _host(host_left_card),
    "bench.page": _bench,
    "benches": _benches,
    "bench.sheet": _bench_sheet,
}

"""Renderers of summaries."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.domain.shared.reporting_period import Period
from bot.messages.render_context import Drawn, RenderContext
from bot.services.reports import summaries
from bot.views.reports.summaries import summary_card


def _summary(scene: RenderContext) -> Drawn:
    period = Period(date.fromisoformat(scene.params.first), date.fromisoformat(scene.params.last))
    shown = summaries.load_summary(scene.tx, scene.council, period)
    return summary_card(scene.words, shown) if shown else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "summary": _summary,
}

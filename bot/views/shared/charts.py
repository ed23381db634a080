"""Charts from their panels, with what they show in words for those who do not see them."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.locales import Words
from bot.ports import Bars, Chart


def make_chart(_: Words, panels: Sequence[Bars]) -> Chart | None:
    """Return the chart of these panels; None when there is none."""
    return Chart(tuple(panels), Markup("\n").join(_describe(_, panel) for panel in panels)) if panels else None


def _describe(_: Words, panel: Bars) -> Markup:
    parts = []
    for place, label in enumerate(panel.labels):
        numbers = [
            _("{name} {n}", name=each.name, n=f"{each.values[place]:g}{panel.unit}")
            for each in panel.series
            if each.values[place]
        ]
        parts.append(
            _("{label}：{numbers}", label=label, numbers=_("，").join(numbers) if numbers else f"0{panel.unit}")
        )
    return _("{title}。{listed}", title=panel.title, listed=_("；").join(parts))

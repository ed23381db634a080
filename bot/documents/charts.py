"""Charts as PNG pictures: horizontal bars with their numbers, dark letters on white, as wide as a phone shows.

The font comes with a package, so that Chinese is drawn on any machine. All lengths are in inches.
"""

import io
import unicodedata

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from pylopdf_fonts_zh_cn import sans_path

from bot.ports import Bars, Chart

WIDTH, DOTS = 5.0, 216  # 1080 pixels, in which letters can be read on a phone
TITLE, TITLE_GAP, ROW, LEGEND, MARGIN = 0.45, 0.1, 0.42, 0.42, 0.12
INK, EDGE = "#1a1a1a", "#555555"
# Light enough for dark numbers, and told apart without colours.
FILLS = (("#8ecae6", ""), ("#ffb703", "//"), ("#d9d9d9", ".."), ("#f4f4f4", ""))
FONT = FontProperties(fname=sans_path(), size=11)
TITLE_FONT = FontProperties(fname=sans_path(), size=13)
LETTER = 11 / 72  # the width of a Chinese letter; others are about half as wide


def draw_chart(chart: Chart) -> bytes:
    """Return the PNG of a chart, its panels one below the other."""
    height = sum(_height(panel) for panel in chart.panels)
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    top = height
    for panel in chart.panels:
        left = _width(max(panel.labels, key=_width)) + 2 * MARGIN
        width, bars = WIDTH - left - MARGIN, ROW * len(panel.labels)
        place = (left / WIDTH, (top - TITLE - bars) / height, width / WIDTH, bars / height)
        title = (MARGIN / WIDTH, (top - TITLE + TITLE_GAP) / height)
        figure.text(*title, panel.title, color=INK, fontproperties=TITLE_FONT)
        _draw_bars(figure.add_axes(place), panel, width)
        top -= _height(panel)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _height(panel: Bars) -> float:
    return TITLE + ROW * len(panel.labels) + (LEGEND if len(panel.series) > 1 else MARGIN)


def _width(text: str) -> float:
    """Return about how wide a text is."""
    return sum(LETTER if unicodedata.east_asian_width(letter) in "WFA" else LETTER * 0.6 for letter in text)


def _draw_bars(axes: Axes, panel: Bars, width: float) -> None:
    places = list(range(len(panel.labels)))
    longest = (
        panel.whole or max(sum(values) for values in zip(*(each.values for each in panel.series), strict=True)) or 1
    )
    starts = [0.0] * len(places)
    for series, (fill, hatch) in zip(panel.series, FILLS, strict=False):
        bars = axes.barh(
            places, series.values, left=starts, height=0.62, color=fill, hatch=hatch, edgecolor=EDGE, label=series.name
        )
        numbers = [f"{value:g}{panel.unit}" for value in series.values]
        has_room = [value / longest * width > _width(n) for value, n in zip(series.values, numbers, strict=True)]
        shown = [n if room else "" for n, room in zip(numbers, has_room, strict=True)]
        for number in axes.bar_label(bars, shown, label_type="center", color=INK, fontproperties=FONT):
            number.set_bbox({"facecolor": fill, "edgecolor": "none", "pad": 0.8})
        if len(panel.series) == 1:  # a number that is wider than its bar stands behind it
            behind = ["" if room else n for n, room in zip(numbers, has_room, strict=True)]
            axes.bar_label(bars, behind, padding=3, color=INK, fontproperties=FONT)
        starts = [start + value for start, value in zip(starts, series.values, strict=True)]
    axes.set_yticks(places, panel.labels, color=INK, fontproperties=FONT)
    axes.set_ylim(len(places) - 0.5, -0.5)  # the first on top
    axes.set_xlim(0, longest)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    if len(panel.series) > 1:
        axes.legend(
            loc="upper left", bbox_to_anchor=(0, 0), ncols=len(panel.series), prop=FONT, labelcolor=INK, frameon=False
        )

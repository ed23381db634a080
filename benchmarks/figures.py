"""How figures are printed: one line each, with what they are held against."""

import os
import platform
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure; `ratio` to the baseline, `limit` what the figure or, with a baseline, its ratio may be."""

    name: str
    ours: float
    unit: str
    baseline: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How often the baseline goes into it."""
        return self.ours / self.baseline if self.baseline else None

    def line(self) -> str:
        """Return the line of the table."""
        ratio = self.ratio
        held = self.ours if ratio is None else ratio
        cells = (
            f"{self.name:62}",
            f"{self.ours:10.4g} {self.unit:4}",
            f"{self.baseline:10.4g} {self.unit:4}" if self.baseline else f"{'':15}",
            f"{ratio:6.2f} ×" if ratio else f"{'':8}",
            f"≤ {self.limit:<6g}" if self.limit is not None else f"{'':8}",
            "" if self.limit is None else "met" if held <= self.limit else "MISSED",
        )
        return "  ".join(cells).rstrip()


def show(title: str, figures: list[Figure]) -> None:
    """Print a table."""
    print(f"{title}\n{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(f"{'figure':62}  {'ours':15}  {'baseline':15}  {'ratio':8}  {'target':8}  met?")
    for figure in figures:
        print(figure.line())

"""Which pages have a generated part, and what draws it. The text around the two marks is written by hand."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docs.generator import commands, configuration, matter, rules

DOCS = Path(__file__).parents[1]
BEGIN, END = "<!-- generated: begin -->\n", "<!-- generated: end -->\n"

PAGES: Mapping[str, Callable[[], str]] = {
    "users/commands.md": partial(commands.page, "zh-CN"),
    "users/commands.en.md": partial(commands.page, "en"),
    "users/rules.md": rules.page,
    "hosting/configuration.md": partial(configuration.page, "zh-CN"),
    "hosting/configuration.en.md": partial(configuration.page, "en"),
    "developers/matter.md": matter.page,
}


def read_generated(page: str) -> str:
    """Return what stands between the marks of the page."""
    return _parts(page)[1]


def write_generated(page: str) -> None:
    """Draw the generated part anew and leave everything around it as it is."""
    head, _, tail = _parts(page)
    (DOCS / page).write_text(f"{head}{BEGIN}{PAGES[page]()}{END}{tail}", encoding="utf-8")


def _parts(page: str) -> tuple[str, str, str]:
    head, _, rest = (DOCS / page).read_text(encoding="utf-8").partition(BEGIN)
    generated, _, tail = rest.partition(END)
    return head, generated, tail

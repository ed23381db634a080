"""The page of configuration keys: what config.example.toml says of them, and what the bot takes."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.config_schema import keys
from handlers.cli.configuration import Configuration

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
HEADERS = {"zh-CN": ("键", "不写就是", "是什么", "可以写"), "en": ("key", "default", "what it is")}
REQUIRED = {"zh-CN": "要自己写", "en": "none"}
CHINESE = re.compile("[\u4e00-\u9fff]")
KEY = re.compile(r"(?:# )?([a-z_]+) = (.+)")  # a section that most hosts do without is commented out
SECTION = re.compile(r"(?:# )?\[([a-z_.]+)\]")


def page(language: str) -> str:
    """Return the table of all keys. What a key takes is known in Chinese alone; the English comments say it too."""
    known = {name: (key, is_required) for name, key, is_required in keys(Configuration)}
    headers = HEADERS[language]
    lines = [f"| {' | '.join(headers)} |", "|---" * len(headers) + "|"]
    for name, value, comment in explained(language):
        key, is_required = known[name]
        cells = [f"`{name}`", REQUIRED[language] if is_required else f"`{value}`", comment]
        if language == "zh-CN":
            cells.append(key.right)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def explained(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield each key of the example with its value and the comment above it or above its neighbours."""
    section, comment, is_above_a_key = "", "", False
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if found := SECTION.fullmatch(line):
            section, comment = f"{found[1]}.", ""
        elif found := KEY.fullmatch(line):
            is_above_a_key = True
            yield section + found[1], found[2], comment
        else:
            if is_above_a_key or not line:
                comment, is_above_a_key = "", False
            comment = _with(comment, line.removeprefix("# "), language)


def _with(comment: str, line: str, language: str) -> str:
    """Return the comment with one more line, when that line is in this language."""
    if bool(CHINESE.search(line)) != (language == "zh-CN"):
        return comment
    return comment + line if language == "zh-CN" else f"{comment} {line}".strip()

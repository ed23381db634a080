"""The page of commands: the rows of `COMMANDS`, section by section, in the words of menu and help."""

import re
from functools import cache
from pathlib import Path

from bot.locales import words
from bot.views.shared.command import Command, HelpSection, Where
from bot.views.shared.command_list import COMMANDS, SECTIONS

USERS = Path(__file__).parents[1] / "users"
HEADERS = {
    "zh-CN": ("命令", "中文", "做什么", "例子", "在哪里用"),
    "en": ("command", "Chinese", "what", "example", "where"),
}
PLACES = {
    "zh-CN": {Where.ANYWHERE: "群里、私聊", Where.GROUP: "群里", Where.PRIVATE: "私聊"},
    "en": {Where.ANYWHERE: "group, private", Where.GROUP: "group", Where.PRIVATE: "private"},
}
# How a page that is written by hand explains a command: - `/accept 3`（受理）：…  or  - `/accept 3` (受理): …
EXPLAINED = re.compile(r"^- `/([a-z_]+)[^`]*`(?: ?[（(](\w+)[）)])?[：:]", re.MULTILINE)


def page(language: str) -> str:
    """Return a table of commands for each section of the help."""
    return "\n".join(_section(language, section) for section in HelpSection)


@cache
def explanations(language: str) -> dict[str, list[tuple[str, str | None]]]:
    """Return for each command where it is explained in this language: page, and the Chinese word given there."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for path in sorted(USERS.glob("*.md")):
        if path.name.endswith(".en.md") == (language == "en"):
            for name, word in EXPLAINED.findall(path.read_text(encoding="utf-8")):
                found.setdefault(name, []).append((path.name, word or None))
    return found


def _section(language: str, section: HelpSection) -> str:
    _ = words(language)
    headers = HEADERS[language]
    lines = [f"## {_(SECTIONS[section])}", "", f"| {' | '.join(headers)} |", "|---" * len(headers) + "|"]
    lines += [_row(language, command) for command in COMMANDS if command.whom is section]
    return "\n".join([*lines, ""])


def _row(language: str, command: Command) -> str:
    _ = words(language)
    ((explained_in, _word),) = explanations(language)[command.name]
    example = f"`{_(command.example)}`" if command.example else ""
    place = PLACES[language][command.where]
    return f"| [`/{command.name}`]({explained_in}) | {command.word or ''} | {_(command.says)} | {example} | {place} |"

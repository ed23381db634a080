"""`bot/` knows no messaging platform by its numbers or words: ids are opaque texts, and a chat says what it is."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from bot.services.councils.councils import LANGUAGES
from handlers.telegram.features import FEATURES
from tests.house import source_code
from tests.rows import each_row

ROOT = Path(__file__).parents[2]

FILES = source_code.modules("bot")
OF_TELEGRAM = re.compile(r"telegram|botfather|setprivacy|\bt\.me\b|tg://", re.IGNORECASE)
IDS = frozenset(
    {"account", "chat", "chats", "door", "message", "private_chat", "reply_to", "sender", "thread", "topic"}
)


def numbers(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """Yield the line of each id that is annotated as a number."""
    for node in nodes:
        match node:
            case (
                ast.arg(arg=name, annotation=ast.expr() as hint)
                | ast.AnnAssign(target=ast.Name(id=name), annotation=hint)
            ) if name in IDS and any(isinstance(each, ast.Name) and each.id == "int" for each in ast.walk(hint)):
                yield node.lineno


def signs(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """Yield the line of each test for the sign of a chat."""
    for node in nodes:
        if isinstance(node, ast.Compare) and any(isinstance(each, ast.Gt | ast.Lt) for each in node.ops):
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            names |= {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
            if "chat" in names and "len" not in names and "count" not in names:
                yield node.lineno


@pytest.mark.parametrize("find", [numbers, signs])
def test_no_numbers(find: Callable[[Iterable[ast.AST]], Iterator[int]]) -> None:
    """No id of a platform is a number, and nobody looks at the sign of one."""
    found = [f"{path.relative_to(ROOT)}:{line}" for path in FILES for line in find(source_code.nodes(path))]
    assert found == []


def test_found() -> None:
    """What the tests above look for would be found."""
    assert list(numbers(ast.walk(ast.parse("def f(chat: int | None) -> None: ...")))) == [1]
    assert list(signs(ast.walk(ast.parse("is_group = told.chat < 0")))) == [1]


@each_row("path", [*FILES, *(ROOT / "bot").rglob("*.po")])
def test_no_words(path: Path) -> None:
    """No name, address or word of Telegram's stands in the program's core, in sentences for residents neither."""
    assert OF_TELEGRAM.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_door(language: str) -> None:
    """A door says what its platform's things are called in each language that councils speak."""
    assert all(vars(FEATURES.words[language]).values())

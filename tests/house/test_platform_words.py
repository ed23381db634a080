"""`bot/` knows no messaging platform by its numbers: ids are opaque texts, and a chat says whether it is a group."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FILES = sorted((ROOT / "bot").rglob("*.py"))
IDS = frozenset(
    {"account", "chat", "chats", "door", "message", "private_chat", "reply_to", "sender", "thread", "topic"}
)


def numbers(tree: ast.AST) -> Iterator[int]:
    """Yield the line of each id that is annotated as a number."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.arg(arg=name, annotation=ast.expr() as hint)
                | ast.AnnAssign(target=ast.Name(id=name), annotation=hint)
            ) if name in IDS and any(isinstance(each, ast.Name) and each.id == "int" for each in ast.walk(hint)):
                yield node.lineno


def signs(tree: ast.AST) -> Iterator[int]:
    """Yield the line of each test for the sign of a chat."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(each, ast.Gt | ast.Lt) for each in node.ops):
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            names |= {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
            if "chat" in names and "len" not in names and "count" not in names:
                yield node.lineno


@pytest.mark.parametrize("find", [numbers, signs])
def test_no_numbers(find: Callable[[ast.AST], Iterator[int]]) -> None:
    """No id of a platform is a number, and nobody looks at the sign of one."""
    found = [f"{path.relative_to(ROOT)}:{line}" for path in FILES for line in find(ast.parse(path.read_text("utf-8")))]
    assert found == []


def test_found() -> None:
    """What the tests above look for would be found."""
    assert list(numbers(ast.parse("def f(chat: int | None) -> None: ..."))) == [1]
    assert list(signs(ast.parse("is_group = told.chat < 0"))) == [1]


def test_no_address() -> None:
    """No address of Telegram's stands in the program's core."""
    assert [path for path in FILES if "t.me/" in Path(path).read_text("utf-8")] == []

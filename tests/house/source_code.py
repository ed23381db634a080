"""The program's own source, read and parsed once for all tests of a process that look at it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def modules(*folders: str) -> list[Path]:
    """Return the modules below these folders, in the order of their names."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def read(path: Path) -> str:
    """Return what stands in a module."""
    return path.read_text(encoding="utf-8")


@cache
def parse(path: Path) -> ast.Module:
    """Return a module's syntax tree; whoever looks at it leaves it as it is."""
    return ast.parse(read(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a module, as `ast.walk` finds them."""
    return tuple(ast.walk(parse(path)))

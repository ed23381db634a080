"""The modules of the bot import each other one way only, late imports included."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.house import source_code

REASON = "noqa: PLC0415  # "


def _modules() -> dict[str, Path]:
    """Return every module of the bot by its dotted name."""
    found = {}
    for file in source_code.modules("bot"):
        parts = file.relative_to(source_code.ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Name everything that is imported anywhere in a module, in functions as well."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the modules of a circle of imports, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_no_circle_of_imports() -> None:
    """No module of the bot imports, by any way round, a module that imports it."""
    modules = _modules()
    imported = {name: set(_imported(source_code.nodes(file))) for name, file in modules.items()}
    graph = {name: (modules.keys() & names) - {name} for name, names in imported.items()}  # a package names itself
    assert len(graph) > 100
    assert circle(graph) == []


def test_a_circle_is_seen() -> None:
    """A circle of three modules is found."""
    assert set(circle({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})) == {"a", "b", "c"}


def test_late_imports_say_why() -> None:
    """An import inside a function says on its line why it is not at the top."""
    silent = []
    for file in source_code.modules("bot"):
        lines = source_code.read(file).splitlines()
        for function in source_code.nodes(file):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                silent += [
                    f"{file.relative_to(source_code.ROOT)}:{node.lineno}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.Import | ast.ImportFrom) and REASON not in lines[node.lineno - 1]
                ]
    assert silent == []

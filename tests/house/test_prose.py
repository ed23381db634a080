"""Docstrings are plain technical English: they begin with a noun or a verb (docs/developers/style.md)."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house import source_code

FOLDERS = ("bot", "handlers", "sandbox", "storage")
RIDDLE = re.compile(r"(?:Give|Somebody|Whoever|Whether|What|Who|Nobody|Let)\b")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def riddles(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each docstring that begins with a word of a riddle."""
    for node in nodes:
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)) and RIDDLE.match(text):
            yield node.body[0].lineno, text.partition("\n")[0]


def test_no_docstring_begins_with_a_riddle() -> None:
    """Every docstring of the program begins with what it names or does."""
    files = source_code.modules(*FOLDERS)
    assert files
    found = [
        f"{file.relative_to(source_code.ROOT)}:{line}: {text}"
        for file in files
        for line, text in riddles(source_code.nodes(file))
    ]
    assert found == []


def test_a_riddle_is_found_wherever_it_stands() -> None:
    """A riddle is found in a module, a class, a function and a method; a longer word that begins alike is none."""
    source = '''"""What is there."""
class Seat:
    """Letters of a seat."""
    async def owner(self):
        """Who sits here."""
def name():
    """Return the name. Nobody may be there."""
'''
    assert list(riddles(ast.walk(ast.parse(source)))) == [(1, "What is there."), (5, "Who sits here.")]

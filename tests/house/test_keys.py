"""Keys of documents are written in one place: beside the document."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def written_by_hand(tree: ast.AST) -> list[int]:
    """Return the lines on which a document is read or dropped by a key that is put together there."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"get", "drop"}
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and any(isinstance(argument, ast.JoinedStr) for argument in node.args[1:])
        and ast.unparse(node.args[0])[0].isupper()
    ]


def test_no_key_is_put_together_by_its_reader() -> None:
    """Whoever reads a document asks its class for the key: `Matter.key_of(council, number)`."""
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in ("bot", "handlers")
        for path in (ROOT / folder).rglob("*.py")
        for line in written_by_hand(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []

"""Keys of documents are written in one place: beside the document."""

import ast
from pathlib import Path

from tests.house import source_code


def written_by_hand(path: Path) -> list[int]:
    """Return the lines on which a document is read or dropped by a key that is put together there."""
    return [
        node.lineno
        for node in source_code.nodes(path)
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
        f"{path.relative_to(source_code.ROOT)}:{line}"
        for path in source_code.modules("bot", "handlers")
        for line in written_by_hand(path)
    ]
    assert found == []

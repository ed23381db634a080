"""What the type checker cannot see is counted, and nothing passes through the services without a type."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house import source_code

FOLDERS = ("bot", "handlers", "storage")
# How often `Any` stands in a file, and who hands over the values: a library, or the language itself. Values that only
# come through are `object`; where we know the shape, it is a dataclass, a TypedDict or a Protocol.
ANY: Mapping[str, tuple[int, str]] = {
    "bot/config.py": (1, "tomllib"),
    "bot/config_schema.py": (4, "typing: the hints and the fields of any dataclass"),
    "bot/documents/ledger.py": (1, "openpyxl: a write-only sheet"),
    "bot/documents/official_paper.py": (3, "python-docx"),
    "bot/documents/print_setup.py": (1, "openpyxl: sheets of two classes"),
    "bot/documents/sheets.py": (5, "openpyxl: its reader"),
    "bot/domain/votes/proof.py": (1, "json"),
    "bot/ports.py": (2, "dataclasses and NamedTuple: their fields"),
    "handlers/telegram/bot_api_answer.py": (2, "orjson, for python-telegram-bot"),
    "handlers/telegram/connection_limit.py": (2, "uvicorn"),
    "handlers/telegram/http_transport.py": (1, "python-telegram-bot: a time or its default"),
    "handlers/telegram/json_text.py": (1, "orjson"),
    "handlers/telegram/membership.py": (1, "orjson: a chat member"),
    "handlers/telegram/messenger.py": (4, "python-telegram-bot: what a call takes and answers"),
    "handlers/telegram/polling.py": (1, "python-telegram-bot: an answer"),
    "handlers/telegram/trimming.py": (1, "orjson: an update"),
    "handlers/telegram/update_queue.py": (2, "orjson: an update"),
    "storage/codec.py": (2, "orjson and cattrs"),
    "storage/index_shape.py": (3, "NamedTuple: its fields"),
    "storage/postgresql/session.py": (4, "psycopg: rows and parameters"),
    "storage/postgresql/table_shape.py": (1, "a type that a document's field declares"),
    "storage/postgresql/transaction.py": (6, "psycopg: rows; documents of the class that they are kept under"),
    "storage/tinydb/engine.py": (1, "TinyDB"),
    "storage/tinydb/store.py": (2, "TinyDB"),
    "storage/tinydb/transaction.py": (1, "documents of the class that they are kept under"),
}
# Lines on which the type checker is overruled, by file; the reason stands on the line.
OVERRULED = {
    "bot/documents/slips.py": 1,
    "handlers/telegram/connection_limit.py": 1,
    "handlers/telegram/http_connection.py": 1,
    "storage/postgresql/transaction.py": 1,
    "storage/tinydb/store.py": 3,
    "storage/tinydb/transaction.py": 1,
}
# Names of such dictionaries in the bot, and why no class can take their place.
ALIASES: Mapping[str, str] = {
    "bot/domain/shared/reply.py Values": "the placeholders of its sentence name them; a test compares the two",
    "bot/domain/votes/proof.py Raw": "a file that is checked before it is believed",
    "bot/services/councils/belongings.py Json": "a part of a file that people read",
}
IGNORE = re.compile(r"# type: ignore")
REASON = re.compile(r"# type: ignore\[[a-z-]+\]  # \S|\bcast\(.*  # \S")
LOOSE_VALUES = {"Any", "object", "str", "int", "bool", "float", "None", "Value"}


def is_loose(annotation: ast.expr | None) -> bool:
    """Return whether an annotation is a dictionary of texts to whatever it may be."""
    if not isinstance(annotation, ast.Subscript) or not isinstance(annotation.slice, ast.Tuple):
        return False
    if ast.unparse(annotation.value) not in {"dict", "Mapping"} or ast.unparse(annotation.slice.elts[0]) != "str":
        return False
    values = set(re.split(r" \| ", ast.unparse(annotation.slice.elts[1])))
    return values <= LOOSE_VALUES and (len(values) > 1 or bool(values & {"Any", "object", "Value"}))


def loose(nodes: Iterator[ast.AST] | tuple[ast.AST, ...]) -> Iterator[tuple[int, str]]:
    """Yield each argument that is such a dictionary, or stands for all that have no name."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            rest = [node.args.kwarg, node.args.vararg]
            for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
                if is_loose(argument.annotation):
                    yield node.lineno, argument.arg
            for argument in filter(None, rest):
                if argument.annotation and ast.unparse(argument.annotation) in {"Any", "object"}:
                    yield node.lineno, argument.arg


def overruled(path: Path) -> list[str]:
    """Return the lines that overrule the type checker."""
    casts = {
        node.lineno
        for node in source_code.nodes(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"cast", "typing.cast"}
    }
    lines = source_code.read(path).splitlines()
    return [line for number, line in enumerate(lines, 1) if IGNORE.search(line) or number in casts]


def name_of(path: Path) -> str:
    """Return a file's path in the repository."""
    return path.relative_to(source_code.ROOT).as_posix()


def test_any_comes_from_libraries() -> None:
    """`Any` stands where a library hands us something of any type, as often as the table says."""
    found = Counter(
        name_of(path)
        for path in source_code.modules(*FOLDERS)
        for node in source_code.nodes(path)
        if isinstance(node, ast.Name) and node.id == "Any"
    )
    assert dict(found) == {file: count for file, (count, _library) in ANY.items()}


def test_the_type_checker_is_rarely_overruled() -> None:
    """Each `type: ignore` and `cast` is counted, and says why it stands there."""
    found = {name_of(path): lines for path in source_code.modules(*FOLDERS) if (lines := overruled(path))}
    assert {file: len(lines) for file, lines in found.items()} == OVERRULED
    assert [line for lines in found.values() for line in lines if not REASON.search(line)] == []


def test_services_take_what_has_a_type() -> None:
    """No function of the services takes a dictionary of this and that, or whatever it is given."""
    found = [
        f"{name_of(path)}:{line} {name}"
        for path in source_code.modules("bot/services")
        for line, name in loose(source_code.nodes(path))
    ]
    assert found == []


def test_no_name_hides_one() -> None:
    """Outside of the table no name stands for a dictionary of this and that."""
    found = {
        f"{name_of(path)} {ast.unparse(node.targets[0])}"
        for path in source_code.modules("bot")
        for node in source_code.parse(path).body
        if isinstance(node, ast.Assign) and is_loose(node.value)
    }
    assert found == set(ALIASES)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(params: dict[str, str | int | bool]): ...", ["params"]),
        ("def f(*, facts: Mapping[str, object], **more: Any): ...", ["facts", "more"]),
        ("def f(names: Mapping[str, str], *args: P.args, **changes: Unpack[Changes]): ...", []),
    ],
)
def test_what_is_loose(code: str, names: list[str]) -> None:
    """A dictionary of values of several types is, and so is whatever may be anything."""
    assert [name for _, name in loose(ast.walk(ast.parse(code)))] == names

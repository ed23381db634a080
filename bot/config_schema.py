"""A parsed TOML table -> a frozen dataclass, or every mistake in it at once.

A field says in its annotation how it is read: `port: Annotated[int, Key(number(1, 65535), "…")] = 8080`.
A field that is itself a dataclass is a section.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SHOWN = 60  # characters of a wrong value

T = TypeVar("T")
S = TypeVar("S", bound="DataclassInstance")  # a section
Reader = Callable[[object], T]  # from the TOML value; raises ValueError


@dataclass(frozen=True)
class Key:
    """The reader of a key, and what it accepts, in Chinese. The value of a `secret` one is never shown."""

    read: Reader[object]
    right: str
    secret: bool = False


@dataclass(frozen=True)
class Mistake:
    """A mistake in a file: the key, what is wrong, what would be right (both in Chinese)."""

    file: str
    key: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}：{self.key} {self.wrong}。应为：{self.right}"


class ConfigError(Exception):
    """The configuration cannot be used; `mistakes` has everything that is wrong with it."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def read(kind: type[S], raw: object, file: str, path: str = "") -> tuple[S | None, list[Mistake]]:
    """Make a `kind` of the table; give it (None when it cannot be made) and what is wrong with the table.

    `file` and `path` ("storage.") say where the table stands.
    """
    if not isinstance(raw, dict):
        return None, [Mistake(file, path.rstrip("."), "不是一节", f"单独一行 [{path.rstrip('.')}]，下面写各键")]
    hints = get_type_hints(kind, include_extras=True)
    unknown = sorted(raw.keys() - hints.keys())
    mistakes = [Mistake(file, path + name, "是不认识的键", "、".join(hints)) for name in unknown]
    values: dict[str, Any] = {}
    for about in fields(kind):
        name, hint = about.name, hints[about.name]
        required = about.default is MISSING
        if section := _section(hint):
            if name in raw or required:
                values[name], wrong = read(section, raw.get(name, {}), file, f"{path}{name}.")
                mistakes += wrong
            continue
        (key,) = hint.__metadata__
        if name in raw:
            try:
                values[name] = key.read(raw[name])
            except ValueError:
                wrong_value = "的值不对" if key.secret else f"不能是 {shown(raw[name])}"
                mistakes.append(Mistake(file, path + name, wrong_value, key.right))
        elif required:
            mistakes.append(Mistake(file, path + name, "没有填写", key.right))
    return None if mistakes else kind(**values), mistakes


def keys(kind: type[Any], path: str = "") -> Iterator[tuple[str, Key, bool]]:
    """Yield every key below a section: its full name, how it is read, and whether its section needs it."""
    hints = get_type_hints(kind, include_extras=True)
    for about in fields(kind):
        hint = hints[about.name]
        if section := _section(hint):
            yield from keys(section, f"{path}{about.name}.")
        else:
            yield f"{path}{about.name}", hint.__metadata__[0], about.default is MISSING


def shown(value: object) -> str:
    """Return a wrong value as it is quoted: dates and times as in TOML, everything else as Python writes it."""
    return (str(value) if isinstance(value, date | time) else repr(value))[:SHOWN]


def _section(hint: Any) -> type[Any] | None:
    """Return the dataclass in a field's type (Webhook, Webhook | None), if it is one."""
    candidates = (hint, *get_args(hint))
    return next((kind for kind in candidates if isinstance(kind, type) and is_dataclass(kind)), None)


def text(pattern: str) -> Reader[str]:
    """Read a string that the whole pattern matches."""

    def check(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(value)
        return value

    return check


def number(least: int, most: int) -> Reader[int]:
    """Read a whole number within bounds, both inclusive."""

    def check(value: object) -> int:
        if type(value) is not int or not least <= value <= most:  # True is an int as well
            raise ValueError(value)
        return value

    return check


def each(one: Reader[T]) -> Reader[tuple[T, ...]]:
    """Read a list of what `one` reads."""

    def check(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ValueError(value)  # noqa: TRY004  # a wrong type is one kind of wrong value
        return tuple(map(one, value))

    return check


def zone(value: object) -> str:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(text(r".+")(value)).key
    except (TypeError, OSError, LookupError) as error:
        raise ValueError(value) from error


def address(value: object) -> str:
    """Read a web address."""
    parts = urlsplit(text(r"\S+")(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(value)
    return parts.geturl()

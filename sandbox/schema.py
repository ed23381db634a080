"""The Bot API's own parameter types, checked strictly: an unknown parameter or a wrong type is refused."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fastjsonschema

if TYPE_CHECKING:
    from collections.abc import Callable

_FILE = Path(__file__).parent / "bot_api" / "methods.json"
_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


class ParameterError(ValueError):
    """A parameter that the Bot API does not know, or of a wrong type."""


def check(method: str, raw: dict[str, Any]) -> dict[str, Any]:
    """Turn the parameters of a request into typed ones and check them.

    Form fields are strings; what the Bot API wants as a number, a boolean or an object is read from them, as Telegram
    does. Methods without parameters take none; methods that the schema does not list are not checked.
    """
    name = _schema()["methods"].get(method)
    if name is None:
        return raw
    properties = _schema()["definitions"][name]["properties"]
    typed = {key: _read(key, value, properties.get(key, {})) for key, value in raw.items()}
    try:
        _validator(name)(typed)
    except fastjsonschema.JsonSchemaException:
        raise ParameterError(_reason(name, typed)) from None
    return typed


def _reason(name: str, typed: dict[str, Any]) -> str:
    """Return what is wrong, found by a validator that takes seven times as long to build."""
    try:
        _validator(name, detailed=True)(typed)
    except fastjsonschema.JsonSchemaException as refusal:
        return str(refusal)
    return f"the parameters are no {name}"


@cache
def _schema() -> dict[str, Any]:
    # fastjsonschema can make no short validator with "const": a choice of one says the same.
    loaded: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"), object_hook=_with_choices)
    return loaded


def _with_choices(schema: dict[str, Any]) -> dict[str, Any]:
    return {"enum" if key == "const" else key: [value] if key == "const" else value for key, value in schema.items()}


@cache
def _validator(name: str, *, detailed: bool = False) -> Callable[[dict[str, Any]], object]:
    definitions = _schema()["definitions"]
    compiled: Callable[[dict[str, Any]], object] = fastjsonschema.compile(
        definitions[name] | {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions},
        use_default=False,
        detailed_exceptions=detailed,
    )
    return compiled


def _read(key: str, value: Any, schema: dict[str, Any]) -> Any:
    if not isinstance(value, str):
        return value
    kinds = _kinds(schema)
    if "number" in kinds:
        return _number(key, value, may_be_text="string" in kinds)
    if "string" in kinds:
        return value
    if "boolean" in kinds:
        return _boolean(key, value)
    try:
        return json.loads(value)
    except ValueError:
        raise ParameterError(f"can't parse {key} JSON object") from None


def _kinds(schema: dict[str, Any]) -> frozenset[str]:
    """The JSON types that a schema allows; any, taken as a string, for a parameter that it does not know."""
    if "$ref" in schema:
        return _kinds(_schema()["definitions"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return frozenset[str]().union(*(_kinds(option) for option in schema["anyOf"]))
    kinds = schema.get("type", "string")
    return frozenset([kinds] if isinstance(kinds, str) else kinds)


def _number(key: str, value: str, *, may_be_text: bool) -> Any:
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        if may_be_text:
            return value
        raise ParameterError(f"{key} must be a number") from None


def _boolean(key: str, value: str) -> bool:
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise ParameterError(f"{key} must be a boolean")

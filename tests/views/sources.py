"""What the code says: the sentences, acts and steps that services and handlers name, read from their syntax trees."""

import ast
import inspect
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import bot
from bot.conversation.rate_limit import HourlyLimit
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.acts import ACTS, Act
from bot.services.matters import verification

ROOT = Path(bot.__file__).parents[1]
Given = set[str] | None  # the params a call gives; None when they cannot be read


@cache
def trees() -> tuple[ast.Module, ...]:
    """Every module that can name a sentence."""
    files = [path for folder in ("bot", "handlers") for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(ast.parse(path.read_text()) for path in files if "views" not in path.parts)


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Every node of these modules: they are walked once, not once for each name that is looked for."""
    return tuple(node for tree in trees() for node in ast.walk(tree))


@cache
def functions() -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    """Every function."""
    return tuple(node for node in nodes() if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def _calls_by_name() -> dict[str, list[ast.Call]]:
    found: dict[str, list[ast.Call]] = {}
    for node in nodes():
        if isinstance(node, ast.Call):
            found.setdefault(_name(node.func), []).append(node)
    return found


@cache
def _raised_names() -> Counter[str]:
    """How often each refusal is raised by its bare name, without a call."""
    return Counter(_name(node.exc) for node in nodes() if isinstance(node, ast.Raise) and node.exc)


def calls(name: str, within: ast.AST | None = None) -> list[ast.Call]:
    """Every call of something of that name."""
    if within is None:
        return _calls_by_name().get(name, [])
    return [node for node in ast.walk(within) if isinstance(node, ast.Call) and _name(node.func) == name]


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.AST) -> str | None:
    """The text of a constant, or of an act that is named."""
    kinds: dict[str, type[Act | CouncilAct]] = {"Act": Act, "CouncilAct": CouncilAct}
    if isinstance(node, ast.Attribute) and (kind := kinds.get(_name(node.value))):
        return str(kind[node.attr])
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _texts(node: ast.AST) -> set[str]:
    return {text for each in ast.walk(node) if (text := _text(each)) is not None}


def _choices(node: ast.expr) -> set[str]:
    """The texts that an expression can have: a constant, or either branch of a condition."""
    if isinstance(node, ast.IfExp):
        return _choices(node.body) | _choices(node.orelse)
    text = _text(node)
    return set() if text is None else {text}


def _assigned(name: str, function: ast.AST) -> list[ast.expr]:
    """The values that a name gets in a function."""
    assigned = (node for node in ast.walk(function) if isinstance(node, ast.Assign | ast.AnnAssign))
    return [
        node.value
        for node in assigned
        if node.value and name in map(_name, node.targets if isinstance(node, ast.Assign) else [node.target])
    ]


def _returned(node: ast.expr) -> set[str]:
    """The texts that a call of one of our functions can give."""
    called = [each for each in functions() if isinstance(node, ast.Call) and each.name == _name(node.func)]
    returns = [given for each in called for given in ast.walk(each) if isinstance(given, ast.Return)]
    return {text for given in returns if given.value for text in _choices(given.value)}


def _given(node: ast.expr | None, function: ast.AST) -> Given:
    if node is None:
        return set()
    if isinstance(node, ast.Name):
        values = [_given(value, function) for value in _assigned(node.id, function)]
        return values[0] if len(values) == 1 else None
    if isinstance(node, ast.Dict) and None not in node.keys:
        return {text for key in node.keys if key for text in _texts(key)}
    return None


def acts_of(function: str) -> set[str]:
    """The acts that calls of a function name, among those of the table."""
    return {text for call in calls(function) for arg in call.args for text in _choices(arg) if text in ACTS}


@cache
def notices() -> tuple[tuple[str, Given], ...]:
    """Every sentence that somebody is answered with, and the params it gets."""
    found = tuple(
        (key, given)
        for function in functions()
        for find in (_made, _of_jobs)
        for keys, given in find(function)
        for key in keys
    )
    return found + tuple((key, {"minutes"}) for key in limits())


def limits() -> set[str]:
    """The sentences of the hourly limits: each says for how many minutes it is enough."""
    usual = str(inspect.signature(HourlyLimit).parameters["refusal"].default)
    return {usual} | {
        text
        for call in calls("HourlyLimit")
        for given in call.keywords
        if given.arg == "refusal"
        for text in _choices(given.value)
    }


def _made(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[set[str], Given]]:
    """Reply("ok"), Reply(key, params), Reply(f"did_{act}")."""
    for call in calls("Reply", function):
        key, *rest = call.args
        given = _given(rest[0] if rest else None, function)
        if isinstance(key, ast.JoinedStr):
            beginning = min(_texts(key.values[0]))
            yield {beginning + act for act in acts_of(function.name)}, given
        else:
            values = _assigned(key.id, function) if isinstance(key, ast.Name) else [key]
            yield {text for value in values for text in _choices(value)}, given


def _of_jobs(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[set[str], Given]]:
    """JobParams(key="term_soon"): the sentence that a job says later."""
    for call in calls("JobParams", function):
        for keyword in call.keywords:
            if keyword.arg == "key":
                yield _choices(keyword.value), None


def raised(error: type[Exception]) -> list[set[str]]:
    """The params of every place that makes this refusal."""
    made = [{keyword.arg or "" for keyword in call.keywords} for call in calls(error.__name__)]
    return made + [set() for _ in range(_raised_names()[error.__name__])]


def constants_of_keyword(keyword: str, *errors: type[Exception]) -> set[str]:
    """The texts that a keyword gets where these refusals are made."""
    names = {error.__name__ for error in errors}
    return {
        text
        for name in names
        for call in calls(name)
        for given in call.keywords
        if given.arg == keyword
        for text in _choices(given.value)
    }


def entries() -> set[str]:
    """The steps that services write into a matter's timeline."""
    found: set[str] = set()
    for function in functions():
        for call in calls("Entry", function):
            for keyword in call.keywords:
                if keyword.arg != "what":
                    continue
                if isinstance(keyword.value, ast.Subscript):
                    found |= set(verification.ANSWER_ACTS.values())
                elif isinstance(keyword.value, ast.Name):
                    found |= acts_of(function.name)
                    assigned = _assigned(keyword.value.id, function)
                    found |= {text for value in assigned for text in _returned(value) | _choices(value)}
                else:
                    found |= _choices(keyword.value)
    return found

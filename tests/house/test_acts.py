"""An act is named by the enum and nowhere in quotes, and each table of acts holds all that it has to hold."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import pytest

from bot import views
from bot.conversation.matter_acts import MATTER_COMMANDS
from bot.domain.matters.acts import ACTS, Act, ActSpec, Announced
from bot.views.shared.questions import QUESTION_TEXTS
from tests.house import source_code

WORDS = frozenset(map(str, Act))
# The same word for something else: where, and for what.
OTHER_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "bot/conversation/buttons.py": {"close": "散会: the end of a meeting"},
    "bot/conversation/commands.py": {"close": "散会"},
    "bot/conversation/sittings.py": {"close": "散会"},
    "bot/documents/file_types.py": {"archive": "a file with files in it"},
    "bot/documents/roll_line.py": {"kind": "a column"},
    "bot/documents/survey_sheet.py": {"kind": "a column"},
    "bot/services/surveys/rows.py": {"done": "whether answers were handed in"},
    "bot/documents/tally_file.py": {"kind": "of a unit"},
    "bot/domain/councils/command_menu.py": {"close": "散会"},
    "bot/domain/councils/counter.py": {"poll": "what is numbered", "vote": "what is numbered"},
    "bot/domain/letters/letter.py": {"reply": "to a letter"},
    "bot/views/hierarchy/ladders.py": {"accept": "a time limit"},
    "bot/domain/matters/free_words_examples.py": dict.fromkeys(("support", "done", "progress"), "what words mean"),
    "bot/domain/matters/matter.py": {"on_the_spot": "an origin"},
    "bot/domain/meetings/meeting_acts.py": {"close": "散会"},
    "bot/domain/matters/procedure.py": {"opinion": "what a stage lacks"},
    "bot/domain/matters/state.py": dict.fromkeys(
        ("submitted", "agenda", "long_run", "done", "unverified"), "where a matter stands, not how it came there"
    ),
    "bot/domain/votes/rules.py": {"voted": "whom a rule counts"},
    "bot/domain/votes/vote.py": {"void": "where a vote stands"},
    "bot/messages/registry.py": {"poll": "a view"},
    "bot/personal_fields.py": {"opinion": "a field", "note": "a field", "voted": "a field"},
    "bot/schema.py": {"done": "an index", "kind": "an index", "poll": "an index", "vote": "an index"},
    "bot/services/hierarchy/ladder_settings.py": {"accept": "a limit"},
    "bot/services/letters/letters.py": {"reply": "to a letter"},
    "bot/services/polls/polls.py": {"poll": "a view"},
    "bot/services/shared/confirmations.py": {"close": "散会"},
    "bot/views/letters/letters.py": {"reply": "to a letter"},
    "bot/views/matters/own_matters.py": {"submitted": "a sentence"},
    "bot/views/rolls/imports.py": {"archive": "a file with files in it"},
    "bot/views/shared/command_list.py": {"close": "散会"},
    "bot/views/shared/confirmations.py": {"close": "散会"},
    "bot/views/shared/labels.py": {
        "accept": "a limit",
        "ack": "a limit",
        "whistle": "a limit",
        "opinion": "what a stage lacks",
    },
    "bot/views/shared/replies.py": {"submitted": "a sentence"},
    "handlers/cli/parser.py": {"restore": "a backup"},
    "handlers/telegram": {"poll": "a message of the platform", "close": "a connection"},
}
# Numbers and codes go by these names in params, facts and the keys of an index.
PARAMETERS = frozenset({Act.VOTE, Act.POLL, Act.KIND, Act.STAGE, Act.NOTE})
# Their first text names an index, a parameter, a message id or a sentence.
CALLED = frozenset({"find", "rows", "count", "number", "text", "N_", "_", "Reply"})
ASKED_AS: Mapping[Act, str] = {
    Act.ASSIGN: "assign_who",
    Act.NOTE: Act.PROGRESS,
    Act.ON_THE_SPOT: "spot_photo",
    Act.PUBLISH_RESULT: Act.PUBLISH,
    Act.TAKE_BACK: Act.RETURN,
    Act.VOID: "vote_void",
}
Holds = Callable[[ActSpec], bool]
TOTAL: Mapping[str, Holds] = {
    "matters.steps.WHAT": lambda spec: spec.in_timeline,
    "matters.matter_news.MATTER_NEWS": lambda spec: spec.news is not Announced.NEVER,
}
PART: Mapping[str, Holds] = {
    "matters.card_replies.CHOSEN": lambda spec: bool(spec.who),
    "matters.card_replies.LABELS": lambda spec: bool(spec.who),
    "matters.errands.WHY": lambda spec: spec.in_timeline,
    "matters.matter_news.NEWS_ABOVE": lambda spec: spec.mirrored is not None and spec.news is not Announced.NEVER,
    "matters.matter_news.NEWS_BELOW": lambda spec: spec.mirrored is not None and spec.news is not Announced.NEVER,
    "matters.matter_news.OFFERS": lambda spec: spec.news is not Announced.NEVER,
    "matters.next_steps.NEXT_ACTS": lambda spec: bool(spec.who),
    "matters.work.LABELS": lambda spec: bool(spec.who) or spec.undoes,
}


def quoted(nodes: Sequence[ast.AST]) -> Iterator[tuple[int, str]]:
    """Lines and words among a module's nodes that equal an act, where a text can mean one."""
    said = [each for each in nodes if isinstance(each, ast.Constant) and str(each.value) in WORDS]
    around = {child: node for node in nodes for child in ast.iter_child_nodes(node)} if said else {}
    for node in said:
        outer = around[node]
        function = outer.func if isinstance(outer, ast.Call) else None
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        is_key = isinstance(outer, ast.Subscript) or (isinstance(outer, ast.Dict) and node in outer.keys)
        if not (name in CALLED or isinstance(outer, ast.JoinedStr) or (is_key and node.value in PARAMETERS)):
            yield node.lineno, str(node.value)


@cache
def in_the_product() -> tuple[tuple[str, int, str], ...]:
    """Every such place in the product: file, line, word."""
    return tuple(
        (file, line, word)
        for path in source_code.modules("bot", "handlers")
        if (file := path.relative_to(source_code.ROOT).as_posix()) != "bot/domain/matters/acts.py"
        for line, word in quoted(source_code.nodes(path))
    )


def test_no_act_is_named_in_quotes() -> None:
    """Whoever looks for all that concerns an act finds every place by its name in the enum."""
    assert [
        f"{file}:{line} {word}"
        for file, line, word in in_the_product()
        if not any(file.startswith(place) and word in words for place, words in OTHER_MEANINGS.items())
    ] == []


def test_other_meanings_are_met() -> None:
    """A word that means something else somewhere is still said there."""
    said = {(place, word) for file, _, word in in_the_product() for place in OTHER_MEANINGS if file.startswith(place)}
    assert {(place, word) for place, words in OTHER_MEANINGS.items() for word in words} <= said


@pytest.mark.parametrize(
    "source", ['can(matter, "accept")', 'entry.what in {"vote"}', 'T = {"close": 1}', 'Intent("poll")', 'act == "kind"']
)
def test_quotes_are_found(source: str) -> None:
    """An act in quotes is seen as an argument, in a comparison, and as the key of a table."""
    assert len(list(quoted(tuple(ast.walk(ast.parse(source)))))) == 1


def test_every_act_has_its_row() -> None:
    """Every act has its row, in the order of the enum."""
    assert list(ACTS) == list(Act)


def tables() -> Iterator[tuple[str, set[Act]]]:
    """Every table of the views whose keys are acts and nothing else."""
    for found in walk_packages(views.__path__, "bot.views."):
        for name, value in vars(import_module(found.name)).items():
            if isinstance(value, Mapping) and value and all(isinstance(key, Act) for key in value):
                yield f"{found.name.removeprefix('bot.views.')}.{name}", set(value)


def test_every_table_of_words_holds_its_acts() -> None:
    """A table of the views has exactly the acts, or some of the acts, of which the rows say that it is about them."""
    found = dict(tables())
    for name, holds in TOTAL.items():
        assert found[name] == {act for act, spec in ACTS.items() if holds(spec)}, name
    for name, holds in PART.items():
        assert found[name] <= {act for act, spec in ACTS.items() if holds(spec)}, name
    known = [found[name] for name in (*TOTAL, *PART)]
    assert [name for name, acts in found.items() if acts not in known] == []


def test_what_an_act_asks_for_has_a_question() -> None:
    """Each act that cannot be done without words, a day or a person has the question that asks for them."""
    asking = {act for act, spec in ACTS.items() if spec.asks}
    assert {act for act in Act if act in QUESTION_TEXTS} == asking - ASKED_AS.keys()
    assert set(ASKED_AS.values()) <= QUESTION_TEXTS.keys()
    assert {act for act, command in MATTER_COMMANDS.items() if command.words} == asking & MATTER_COMMANDS.keys()

"""The guided tours as data: steps that say what to press or write, and what in the world shows that it was done.

They stand in `tours.toml`, whose head explains the form.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.model import Json

GROUP, PRIVATE, OTHER = "group", "private", "other"  # where a step is done; OTHER is the group that the tour made
SAY, PRESS, MAKE_GROUP, MOVE_TIME = "say", "press", "make_group", "move_time"
KINDS = frozenset({SAY, PRESS, MAKE_GROUP, MOVE_TIME})
_BRACES = re.compile(r"\{(\w+)\}")
_NOT_YET = {"n": "N", "code": "……"}


@dataclass(frozen=True)
class Words:
    """The same words in the languages of the page."""

    zh: str
    en: str

    def filled(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return the words by language, with the values in their places."""
        return {"zh": fill(self.zh, values), "en": fill(self.en, values)}


@dataclass(frozen=True)
class Act:
    """Something that a person does: a kind, its words, the pattern of words that count as well, and what is pressed.

    `under` stands in the message whose button it is.
    """

    kind: str
    text: str = ""
    like: str = ""
    under: str = ""

    def matches(self, kind: str, words: str, values: Mapping[str, str], under: str = "") -> bool:
        """Return whether something done is this act. The label of a button may be followed by a number."""
        if kind != self.kind or not re.search(_pattern(self.under, values), under):
            return False
        pattern = _with_values(self.like, values) if self.like else _pattern(self.text, values)
        return bool(re.search(rf"^{pattern}( \d+)?$" if kind == PRESS else pattern, words))


@dataclass(frozen=True)
class Step:
    """One thing to do: who does it where, how it is put to the visitor, and the pattern of the bot's answer.

    Without an answer the act alone counts. Named groups of the answer are values for other steps. With `is_reply` words
    are written as a reply to the bot's last message.
    """

    who: str
    where: str
    act: Act
    words: Words
    answer: str = ""
    is_reply: bool = False

    def is_answered_by(self, said: str, values: Mapping[str, str]) -> re.Match[str] | None:
        """Return where something that the bot has said is the answer to this step, or None."""
        return re.search(_with_values(self.answer, values), said)


@dataclass(frozen=True)
class Tour:
    """A way through the product for one kind of person."""

    id: str
    title: Words
    about: Words
    things: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass
class Walk:
    """How far a tour has been walked."""

    tour: Tour
    round: int = 0
    begun: set[int] = field(default_factory=set)  # steps whose act was seen and whose answer is awaited
    done: set[int] = field(default_factory=set)
    values: dict[str, str] = field(default_factory=dict)
    other_group: int | None = None

    def __post_init__(self) -> None:
        self.values["thing"] = self.tour.things[self.round % len(self.tour.things)]

    @property
    def is_over(self) -> bool:
        """Return whether every step is done."""
        return len(self.done) == len(self.tour.steps)

    def finish(self, number: int, answer: re.Match[str] | None = None) -> None:
        """Tick a step off, and keep the values that its answer gave."""
        self.done.add(number)
        if answer:
            self.values |= {name: value for name, value in answer.groupdict().items() if value}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into their places in a text; one that is not known yet stands as a letter or dots."""
    return _BRACES.sub(lambda found: values.get(found[1], _NOT_YET.get(found[1], "")), text)


def _pattern(text: str, values: Mapping[str, str]) -> str:
    """Return a pattern of a text that has values in it."""
    return _with_values(re.escape(text).replace(r"\{", "{").replace(r"\}", "}"), values)


def _with_values(pattern: str, values: Mapping[str, str]) -> str:
    """Put values into a pattern; what is not known yet may be any word."""
    return _BRACES.sub(lambda found: re.escape(values[found[1]]) if found[1] in values else r"\S+", pattern)


def load_tours() -> tuple[Tour, ...]:
    """Return the tours of `tours.toml`; KeyError for a step that is not whole."""
    text = (files("sandbox.page") / "tours.toml").read_text(encoding="utf-8")
    return tuple(
        Tour(
            id=tour["id"],
            title=Words(tour["zh"], tour["en"]),
            about=Words(**tour["about"]),
            things=tuple(tour["things"]),
            steps=tuple(map(_step, tour["step"])),
        )
        for tour in tomllib.loads(text)["tour"]
    )


def _step(row: Json) -> Step:
    (kind,) = row.keys() & KINDS
    text = "" if kind == MOVE_TIME else row[kind]
    return Step(
        who=row.get("who", ""),
        where=row.get("where", ""),
        act=Act(kind, text, row.get("like", ""), row.get("under", "")),
        words=Words(row["zh"], row["en"]),
        answer=row.get("answer", ""),
        is_reply=row.get("reply", False),
    )

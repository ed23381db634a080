"""The words of one practice, which the tables of questions, replies, names and commands take in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.councils.permissions import CouncilAct
from bot.domain.councils.practice import Practice
from bot.views.shared.command import Command
from bot.views.shared.confirmation import Confirmation


@dataclass(frozen=True)
class PracticeWords:
    """The words of a practice. `figures` is its line in statistics and summaries, `agenda` that below an agenda.

    `acts` are the verbs of its acts in refusals, `questions` each a question with its hint in the input field, `offers`
    their usual answers, `sentences` the refusals and short replies.
    """

    practice: Practice
    name: str
    says: str
    figures: str
    agenda: str = ""
    commands: tuple[Command, ...] = ()
    acts: Mapping[CouncilAct, str] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confirmations: Mapping[str, Confirmation] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)

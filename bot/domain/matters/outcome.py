"""Outcomes of a command that named several matters."""

from dataclasses import dataclass, field

from bot.domain.shared.reply import Values


@dataclass(frozen=True)
class Outcome:
    """The outcome for a matter: `key` names a sentence of the views, `params` fills it."""

    number: int
    key: str
    params: Values = field(default_factory=dict)

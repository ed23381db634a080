"""Outcomes of a command that named several matters."""

import json
from dataclasses import dataclass

from bot.domain.shared.reply import Values


@dataclass(frozen=True)
class Outcome:
    """The outcome for a matter: `key` names a sentence of the views, `params` fills it."""

    number: int
    key: str
    params: Values


def pack_outcomes(outcomes: list[Outcome]) -> str:
    """Return the outcomes as one string: params of an outbox message hold nothing deeper."""
    return json.dumps([[each.number, each.key, each.params] for each in outcomes], ensure_ascii=False)


def unpack_outcomes(text: str) -> list[Outcome]:
    """Return the outcomes of a string that `packed` made."""
    return [Outcome(number, key, params) for number, key, params in json.loads(text)]

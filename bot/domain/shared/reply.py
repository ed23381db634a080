"""Short replies: a name and data, like a refusal; the words are chosen in the views."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.shared.errors import Value

Values = Mapping[str, Value]  # what a sentence is filled with: its own placeholders name them, so no class can


@dataclass(frozen=True)
class Reply:
    """A short reply: `key` names a sentence of the views, `params` fills it."""

    key: str
    params: Values = field(default_factory=dict)

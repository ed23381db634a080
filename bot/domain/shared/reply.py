"""Short replies: a name and data, like a refusal; the words are chosen in the views."""

from dataclasses import dataclass, field

from bot.domain.shared.outbox_message import Params


@dataclass(frozen=True)
class Reply:
    """A short reply: `key` names a sentence of the views, `params` fills it."""

    key: str
    params: Params = field(default_factory=dict)

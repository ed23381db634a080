"""Short replies: a name and data, like a refusal; the words are chosen in the views."""

from dataclasses import dataclass, field

ReplyParams = dict[str, str | int | bool]  # what the sentence is filled with


@dataclass(frozen=True)
class Reply:
    """A short reply: `key` names a sentence of the views, `params` fills it."""

    key: str
    params: ReplyParams = field(default_factory=dict)

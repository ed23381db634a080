"""An error in a table that somebody sent: data, which a view says in words."""

from dataclasses import dataclass, field

from bot.domain.shared.reply import Values


@dataclass(frozen=True)
class SheetProblem:
    """An error in a `line` of a file, 0: in the file; `key` names the reason."""

    line: int
    key: str
    params: Values = field(default_factory=dict)

"""The bot's own secret."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A random value that must survive a restart: with a new one every button in every chat would become invalid."""

    name: str
    value: str = field(repr=False)  # hex

    @property
    def key(self) -> str:
        """The name."""
        return self.name

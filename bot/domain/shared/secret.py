"""The bot's own secret."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A random value that must outlive a restart: were it new each time, every button in every chat would die."""

    name: str
    value: str = field(repr=False)  # hex

    @property
    def key(self) -> str:
        """The name."""
        return self.name

"""A document that a council numbers, from 1."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NumberedDocument:
    """A thing of a council, found by its number there."""

    council: int
    number: int

    @staticmethod
    def key_of(council: int, number: int) -> str:
        """Return the key of the thing of this number."""
        return f"{council}/{number}"

    @property
    def key(self) -> str:
        """Council and number."""
        return self.key_of(self.council, self.number)

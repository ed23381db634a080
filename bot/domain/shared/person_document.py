"""A document that a council has of a person, one for each."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PersonDocument:
    """A thing that is a person's own in a council, found by their number there."""

    council: int
    person: int

    @staticmethod
    def key_of(council: int, person: int) -> str:
        """Return the key of what is a person's."""
        return f"{council}/{person}"

    @property
    def key(self) -> str:
        """Council and person."""
        return self.key_of(self.council, self.person)

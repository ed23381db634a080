"""TinyDB tables over the stored bytes: documents are parsed when they are read."""

from collections.abc import Iterator, Mapping, MutableMapping

from storage import codec
from storage.codec import Raw


class View(Mapping[str, Raw]):
    """A table to read. Each look at a document makes a new one, so nobody can change what is kept."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        self._kept = kept

    def __getitem__(self, key: str) -> Raw:
        return codec.loads(self._kept[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


class Draft(MutableMapping[str, Raw]):
    """A table to change: it costs what is looked at, not what is there. `changes` says what became of it."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        self._kept = kept
        self._seen: dict[str, Raw | None] = {}  # None: deleted

    def __getitem__(self, key: str) -> Raw:
        if key not in self._seen:
            self._seen[key] = codec.loads(self._kept[key])
        found = self._seen[key]
        if found is None:
            raise KeyError(key)
        return found

    def __setitem__(self, key: str, document: Raw) -> None:
        self._seen[key] = document

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._seen[key] = None

    def __contains__(self, key: object) -> bool:
        return self._seen[key] is not None if key in self._seen else key in self._kept

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._kept if key in self)
        yield from (key for key, found in self._seen.items() if found is not None and key not in self._kept)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Delete everything without looking at it."""
        self._seen = dict.fromkeys(self._kept)

    def changes(self) -> dict[str, bytes | None]:
        """Return each document that is not as it was, or None where it was deleted."""
        bodies = {key: None if found is None else codec.dumps(found) for key, found in self._seen.items()}
        return {key: body for key, body in bodies.items() if self._kept.get(key) != body}

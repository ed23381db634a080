"""The journal: one line `crc32 length json` for each transaction, appended with one fsync."""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storage import codec
from storage.disk import Disk, appending, write_all, writing
from storage.errors import DamagedError
from storage.tinydb.contents import Changes

MOST_DIGITS = 12  # of the length in a line's head


@dataclass(frozen=True)
class Entry:
    """A transaction read from a journal. `number` counts from 1 over all journals; `end` is the byte after its line."""

    path: Path
    number: int
    changes: Changes
    lines: list[bytes]
    end: int


def frame(number: int, changes: Changes, lines: list[bytes]) -> bytes:
    """Return a transaction's line."""
    tables = b",".join(
        b"%s:{%s}"
        % (
            codec.dumps(name),
            b",".join(b"%s:%s" % (codec.dumps(key), b"null" if body is None else body) for key, body in bodies.items()),
        )
        for name, bodies in changes.items()
    )
    text = b'{"n":%d,"documents":{%s},"record":[%s]}' % (number, tables, b",".join(lines))
    return b"%08x %d %s\n" % (zlib.crc32(text), len(text), text)


def unframe(line: bytes) -> bytes | None:
    """Return the JSON of a line, or None when the line is not what was written."""
    crc, _, rest = line.partition(b" ")
    length, _, text = rest.partition(b" ")
    whole = text.endswith(b"\n") and b"%d" % (len(text) - 1) == length and b"%08x" % zlib.crc32(text[:-1]) == crc
    return text[:-1] if whole else None


def _was_whole(end: bytes, number: int) -> bool:
    """Return whether the bytes at the end of a journal were once the whole line of transaction `number`.

    A crash leaves a part of a line, or zeros where sectors were not written. What has its full length, or can still
    be read, was acknowledged and has changed since then: one altered bit leaves the head or the JSON as it was.
    """
    _, _, framed = end.partition(b" ")
    length, _, text = framed.partition(b" ")
    if len(length) < MOST_DIGITS and length.isdigit() and int(length) == len(text) - 1 and text.count(0) <= 1:
        return True
    try:
        raw = codec.loads(end[end.find(b"{") :])
    except ValueError:
        return False
    return isinstance(raw, dict) and raw.get("n") == number


def read(file: BinaryIO, *, after: int, may_be_cut: bool) -> Iterator[Entry]:
    """Walk an open journal whose first transaction must follow number `after`.

    A crash can cut the last line of the last journal: it was never acknowledged and is passed over.
    Any other bad line is damage, and so is a missing one: DamagedError.
    """
    end, path = 0, Path(file.name)
    for position, line in enumerate(file, 1):
        text = unframe(line)
        if text is None:
            rest = file.read()
            if may_be_cut and not _was_whole(line + rest, after + 1) and not any(map(unframe, rest.splitlines(True))):
                return
            raise DamagedError(path, f"line {position} is not what was written")
        raw = codec.loads(text)
        if raw["n"] != after + 1:
            raise DamagedError(path, f"line {position} is transaction {raw['n']} where {after + 1} is due")
        after = raw["n"]
        end += len(line)
        changes: Changes = {
            name: {key: None if body is None else codec.dumps(body) for key, body in bodies.items()}
            for name, bodies in raw["documents"].items()
        }
        yield Entry(path, after, changes, [codec.dumps(line) for line in raw["record"]], end)


class Journal:
    """The journal file that is written to. When `append` has returned, the line outlives a power cut."""

    def __init__(self, disk: Disk, path: Path, size: int) -> None:
        """Open a file that was made by `create`; `size` is how long it is."""
        self.size = size
        self._disk = disk
        self._path = path
        with writing(path):
            self._file = disk.reopen(path)

    def append(self, line: bytes) -> None:
        """Write a line durably; after a StorageFailedError the file must not be appended to again."""
        with writing(self._path):
            write_all(self._disk, self._file, line)
            self._disk.sync(self._file)
        self.size += len(line)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def create(disk: Disk, path: Path) -> None:
    """Make an empty journal that will be found after a power cut."""
    with appending(disk, path, new=True):
        disk.sync_folder(path.parent)

"""The record's own files: JSON lines, only ever appended to, cut into files of a handy size."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.domain.shared.audit_log import GENESIS, AuditEntry, Link
from storage import codec
from storage.disk import Disk, appending, write_all
from storage.errors import DamagedError
from storage.tinydb import file_names

T = TypeVar("T")
Hear = Callable[[codec.Raw, str], None]
LEFT_OUT: codec.Raw = {"matter": None, "facts": {}, "prev": GENESIS, "hash": ""}  # of a line, where it is so
CHUNK = 1 << 20  # bytes written at a time


@dataclass(frozen=True)
class Position:
    """The end of the record: the file, and its length in bytes. Bytes behind it were never committed."""

    segment: int = 1
    size: int = 0


def walk(folder: Path, end: Position) -> Iterator[bytes]:
    """Walk the lines up to `end`, oldest first; DamagedError when the last file is shorter than it was."""
    for number in range(1, end.segment):
        with file_names.segment(folder, number).open("rb") as file:
            yield from (line.rstrip(b"\n") for line in file)
    left = end.size
    if left:
        path = file_names.segment(folder, end.segment)
        with path.open("rb") as file:
            for line in file:
                left -= len(line)
                yield line.rstrip(b"\n")
                if left <= 0:
                    return
        raise DamagedError(path, f"{left} bytes are missing at the end")


def parsed(folder: Path, lines: Iterable[bytes]) -> Iterator[AuditEntry]:
    """Make the lines values; DamagedError, with the place counted over all files, for one that is no line any more."""
    return _each(folder, lines, lambda line: codec.decode(AuditEntry, codec.loads(line)))


def linked(folder: Path, lines: Iterable[bytes], hear: Hear) -> Iterator[Link]:
    """Return the lines' links, four times as fast as by way of values; DamagedError as above.

    `hear` is called with each line, as its JSON, and its hash.
    """
    return _each(folder, lines, lambda line: _linked(line, hear))


def _each(folder: Path, lines: Iterable[bytes], read: Callable[[bytes], T]) -> Iterator[T]:
    for number, line in enumerate(lines, 1):
        try:
            yield read(line)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DamagedError(
                folder / "record", f"its line {number}, counted over all files, cannot be read"
            ) from error


def _linked(line: bytes, hear: Hear) -> Link:
    raw = LEFT_OUT | codec.loads(line)
    kept = raw.pop("hash")
    hear(raw, kept)
    return Link(raw["council"], raw["seq"], raw["prev"], kept, hashlib.sha256(codec.sorted_dumps(raw)).hexdigest())


def append(disk: Disk, folder: Path, end: Position, lines: Iterable[bytes], limit: int) -> Position:
    """Append lines durably after `end`; give the new end. A file over `limit` bytes is followed by the next one."""
    waiting = iter(lines)
    line = next(waiting, None)
    while line is not None:
        if end.size >= limit:
            end = Position(end.segment + 1)
        size, chunk = end.size, bytearray()
        with appending(disk, file_names.segment(folder, end.segment), new=not size) as file:
            if not size:
                disk.sync_folder(folder)
            while line is not None and size < limit:
                chunk += line + b"\n"
                size += len(line) + 1
                line = next(waiting, None)
                if len(chunk) >= CHUNK:
                    write_all(disk, file, chunk)
                    chunk.clear()
            write_all(disk, file, chunk)
            disk.sync(file)
        end = Position(end.segment, size)
    return end


def leftovers(folder: Path, end: Position) -> Iterator[tuple[Path, int]]:
    """Name the files that go on behind `end`, each with the bytes that count (0: none).

    DamagedError when a file before `end` is missing or too short.
    """
    there = file_names.numbers(folder, "record")
    for number in range(1, end.segment + 1):
        path = file_names.segment(folder, number)
        wanted = end.size if number == end.segment else 1
        if wanted and (number not in there or path.stat().st_size < wanted):
            raise DamagedError(path, "it is missing or shorter than it was")
    for number in there:
        path = file_names.segment(folder, number)
        counts = end.size if number == end.segment else 0
        if number >= end.segment and (not counts or path.stat().st_size > counts):
            yield path, counts


def tail(path: Path, size: int) -> Iterator[bytes]:
    """Walk the whole lines behind byte `size`."""
    with path.open("rb") as file:
        file.seek(size)
        yield from (line.rstrip(b"\n") for line in file if line.endswith(b"\n"))

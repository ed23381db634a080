"""The snapshot `data.json`: a plain TinyDB file with one document a line, sorted by key, closed by a checksum.

Sorted, so that the order of the lines does not tell who came first.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from storage import codec
from storage.disk import Disk, appending, write_all, writing
from storage.errors import DamagedError, StorageError
from storage.tinydb import file_names
from storage.tinydb.contents import Documents
from storage.tinydb.segments import Position

FORMAT = 1
CHUNK = 1 << 20  # bytes written at a time
_NAME = re.compile(rb'"(?:[^"\\]|\\.)*":')


@dataclass(frozen=True)
class Mark:
    """Up to where a snapshot goes: `number` is its last transaction, `journal` the first file that is not in it."""

    journal: int = 1
    number: int = 0
    record: Position = field(default_factory=Position)


def _lines(documents: Documents) -> Iterator[bytes]:
    yield b"{\n"
    for name in sorted(documents):
        kept = documents[name]
        yield b"%s:{" % codec.dumps(name)
        separator = b"\n"
        for key in sorted(kept):
            yield b"%s%s:%s" % (separator, codec.dumps(key), kept[key])
            separator = b",\n"
        yield b"\n},\n"


def _seal(mark: Mark, crc: int) -> bytes:
    text = codec.dumps({"format": FORMAT} | asdict(mark))
    return b'"_store":{"1":%s,"2":{"crc":"%08x"}}}\n' % (text, zlib.crc32(text, crc))


def write(disk: Disk, folder: Path, documents: Documents, mark: Mark) -> int:
    """Replace the snapshot by a new one, durably or not at all; return its size in bytes."""
    fresh = folder / file_names.UNFINISHED
    crc = size = 0
    with appending(disk, fresh, new=True) as file:
        chunk = bytearray()
        for line in _lines(documents):
            chunk += line
            if len(chunk) >= CHUNK:
                crc = zlib.crc32(chunk, crc)
                size += len(chunk)
                write_all(disk, file, chunk)
                chunk.clear()
        chunk += _seal(mark, zlib.crc32(chunk, crc))
        write_all(disk, file, chunk)
        disk.sync(file)
    with writing(folder / file_names.DATA):
        disk.replace(fresh, folder / file_names.DATA)
        disk.sync_folder(folder)
    return size + len(chunk)


def read(path: Path) -> tuple[Documents, Mark]:
    """Read a snapshot; DamagedError when it is not what was written."""
    try:
        with path.open("rb") as file:
            return _parse(path, file)
    except (ValueError, KeyError, StopIteration) as error:
        raise DamagedError(path, "it is not what was written") from error


def _parse(path: Path, lines: Iterator[bytes]) -> tuple[Documents, Mark]:
    documents: Documents = {}
    first = next(lines)
    if first != b"{\n":
        raise DamagedError(path, "it was written by another program")
    crc = zlib.crc32(first)
    for line in lines:
        name, rest = _split(line)
        if name == "_store":
            return documents, _mark(path, codec.loads(rest[:-2]), crc)
        crc = zlib.crc32(line, crc)
        kept = documents[name] = {}
        for inner in lines:
            crc = zlib.crc32(inner, crc)
            if inner == b"},\n":
                break
            key, body = _split(inner)
            kept[key] = body.rstrip(b",\n")
    raise DamagedError(path, "its end is missing")


def _split(line: bytes) -> tuple[str, bytes]:
    found = _NAME.match(line)
    if found is None:
        raise ValueError("a line without a name")
    end = found.end()
    return str(codec.loads(line[: end - 1])), line[end:]


def _mark(path: Path, seal: codec.Raw, crc: int) -> Mark:
    text = codec.dumps(seal["1"])
    if seal["2"]["crc"] != f"{zlib.crc32(text, crc):08x}":
        raise DamagedError(path, "its checksum does not match")
    if seal["1"].pop("format") != FORMAT:
        raise StorageError(f"{path} has a format that this program does not know: please run the newer program")
    return codec.decode(Mark, seal["1"])

"""Reading a data folder without changing it, and tidying up after a crash."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from bot.ports import Table
from storage import codec
from storage.disk import Disk, appending, shred, writing
from storage.errors import DamagedError, StorageError
from storage.tinydb import file_names, journal, secret_files, segments, snapshot
from storage.tinydb.contents import Documents
from storage.tinydb.journal import Entry
from storage.tinydb.snapshot import Mark


@dataclass
class Found:
    """All that was kept, with every acknowledged transaction and none that was not."""

    documents: Documents = field(default_factory=dict)
    whole: Documents = field(default_factory=dict)  # the same without stubs
    mark: Mark = field(default_factory=Mark)
    number: int = 0  # the last transaction
    journals: list[int] = field(default_factory=list)  # those behind the snapshot, oldest first
    journal_size: int = 0  # bytes of the last journal that count
    snapshot_size: int = 0
    cuts: dict[Path, int] = field(default_factory=dict)  # to be shortened to so many bytes
    leftovers: list[Path] = field(default_factory=list)  # to be removed
    dropped: list[Path] = field(default_factory=list)  # files of secrets that no document knows: to be destroyed


def look(folder: Path, tables: Iterable[Table]) -> Found:
    """Read everything but the record; DamagedError when something does not fit together."""
    if (folder / file_names.RESTORING).exists():
        raise StorageError(f"{folder}: a restore was cut off; please run it again")
    found = Found()
    data = folder / file_names.DATA
    if data.exists():
        found.documents, found.mark = snapshot.read(data)
        found.snapshot_size = data.stat().st_size
    found.number = found.mark.number
    unfinished = folder / file_names.UNFINISHED
    found.leftovers += [unfinished] if unfinished.exists() else []
    _replay(folder, found)
    _compare_record(folder, found)
    _find_secrets(folder, found, secret_files.names_of(tables))
    return found


def tidy(folder: Path, found: Found, disk: Disk) -> None:
    """Remove what a crash left behind. Nothing is synced: what a power cut brings back is removed again."""
    for path, size in found.cuts.items():
        with appending(disk, path, new=False) as file:
            disk.cut(file, size)
    with writing(folder):
        for path in found.leftovers:
            disk.remove(path)
    shred(disk, found.dropped)


def entries(folder: Path, journals: list[int], *, after: int) -> Generator[Entry, None, None]:
    """Walk the transactions of some journals; only the last of them may end in a cut line.

    All files are opened when the walk begins, so it can go on when they are removed.
    """
    with ExitStack() as opened:
        files = [opened.enter_context(file_names.journal(folder, number).open("rb")) for number in journals]
        for file in files:
            for entry in journal.read(file, after=after, may_be_cut=file is files[-1]):
                after = entry.number
                yield entry


def record(folder: Path, mark: Mark, journals: list[int], *, last: int) -> Iterator[bytes]:
    """Walk the record's lines up to transaction `last`: its own files first, then the journals."""
    with closing(entries(folder, list(journals), after=mark.number)) as waiting:
        first = next(waiting, None)  # opens the journals: they may be gone when their turn comes
        yield from segments.walk(folder, mark.record)
        for entry in chain([first] if first else [], waiting):
            if entry.number <= last:
                yield from entry.lines


def _replay(folder: Path, found: Found) -> None:
    there = file_names.numbers(folder, "journal")
    found.leftovers += [file_names.journal(folder, number) for number in there if number < found.mark.journal]
    found.journals = [number for number in there if number >= found.mark.journal]
    due = list(range(found.mark.journal, found.mark.journal + len(found.journals)))
    started = there or (folder / file_names.DATA).exists() or file_names.numbers(folder, "record")
    if found.journals != due or (started and not due):
        missing = min(set(due or [found.mark.journal]) - set(found.journals))
        raise DamagedError(file_names.journal(folder, missing), "it is missing")
    if not due:
        return
    last = file_names.journal(folder, due[-1])
    for entry in entries(folder, found.journals, after=found.number):
        found.number = entry.number
        found.journal_size = entry.end if entry.path == last else 0
        for name, bodies in entry.changes.items():
            kept = found.documents.setdefault(name, {})
            for key, body in bodies.items():
                if body is None:
                    kept.pop(key, None)
                else:
                    kept[key] = body
    if last.stat().st_size > found.journal_size:
        found.cuts[last] = found.journal_size


def _compare_record(folder: Path, found: Found) -> None:
    """Check that all lines behind the record's end, on their way there at a crash, are in the journal still.

    Raises DamagedError.
    """
    behind = list(segments.leftovers(folder, found.mark.record))
    if not behind:
        return
    waiting = {line for entry in entries(folder, found.journals, after=found.mark.number) for line in entry.lines}
    for path, size in behind:
        if any(line not in waiting and _is_json(line) for line in segments.tail(path, size)):
            raise DamagedError(path, f"it goes on after what {file_names.DATA} knows; is that an older copy?")
        if size:
            found.cuts[path] = size
        else:
            found.leftovers.append(path)


def _find_secrets(folder: Path, found: Found, tables: list[str]) -> None:
    found.whole = secret_files.joined(folder, found.documents, tables)
    known = secret_files.known(folder, found.documents, tables)
    found.dropped = [path for path in file_names.aparts(folder) if path not in known]


def _is_json(line: bytes) -> bool:
    try:
        codec.loads(line)
    except ValueError:
        return False
    return True

"""Backup of all data in one file, and its restoration: gzipped JSON lines, a header first, a checksum last."""

import gzip
import hashlib
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from bot.ports import Table
from bot.schema import TABLES
from storage import codec
from storage.disk import Disk, appending, shred, writing
from storage.errors import DamagedError, NotEmptyError, StorageError
from storage.migrations import STEPS, Steps, upgrade_by
from storage.places import Database
from storage.source import Source, reading
from storage.tinydb import file_names, journal, secret_files, segments, snapshot
from storage.tinydb.contents import Contents, Documents
from storage.tinydb.engine import SEGMENT_LIMIT
from storage.tinydb.lock import Lock
from storage.tinydb.segments import Position
from storage.tinydb.snapshot import Mark
from storage.tinydb.store import TinyStore

BACKUP_HEADER = {"yishi": "backup", "format": 1}
SHAPES = ({"table", "key", "doc"}, {"line"})


def backup(source: TinyStore | Path | Database, file: Path, tables: Iterable[Table] = TABLES) -> int:
    """Write all documents and the whole record of a store, a folder or a database into `file`, in place of one there.

    Return how many secrets are in it: as long as the file is there, dropping them does not destroy them.
    The file is whole or not there. Raises StorageError: StoreLockedError, DamagedError, StorageFailedError.
    """
    disk, tables = Disk(), tuple(tables)
    part = file.with_name(f"{file.name}.part")
    with writing(file), ExitStack() as undo:
        part.unlink(missing_ok=True)
        undo.callback(part.unlink, missing_ok=True)
        with reading(source, tables) as found, appending(disk, part, new=True) as target:
            # mtime=0: the same data makes the same file.
            with open(target, "wb", closefd=False) as plain, gzip.GzipFile("", "wb", 6, plain, mtime=0) as packed:
                for line in _sealed(_lines(found)):
                    packed.write(line)
            disk.sync(target)
        disk.replace(part, file)
        disk.sync_folder(file.parent)
    return sum(len(found.documents.get(name, ())) for name in secret_files.names_of(tables))


def restore(
    file: Path, place: Path | Database, *, force: bool = False, tables: Iterable[Table] = TABLES, steps: Steps = STEPS
) -> None:
    """Restore a backup into a folder, made if missing, or a database; documents of older versions are migrated.

    With `force` data that is there is moved into a folder `replaced-…` inside, or a schema of such a name, never
    removed.
    Raises, before anything is touched: DamagedError or TooNewError for the backup, NotEmptyError, StoreLockedError;
    and StorageFailedError: run it again, until then the program does not start on the folder.
    """
    documents: Documents = {}
    for _ in _read(file):  # to its end, where the checksum stands: before that a line may be anything
        pass
    for line in _read(file):
        if "table" in line:
            documents.setdefault(line["table"], {})[line["key"]] = codec.dumps(line["doc"])
    tables = tuple(tables)
    Contents(tables).load(documents, upgrade_by(steps))
    lines = (codec.dumps(line["line"]) for line in _read(file) if "line" in line)
    if isinstance(place, Database):
        import_module("storage.postgresql.source").restore(place, documents, lines, force=force, tables=tables)
    else:
        _restore_folder(place, documents, lines, tables, force=force)


def _restore_folder(
    folder: Path, documents: Documents, lines: Iterable[bytes], tables: tuple[Table, ...], *, force: bool
) -> None:
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = Lock(folder)
    try:
        if file_names.ours(folder) and not (force or (folder / file_names.RESTORING).exists()):
            raise NotEmptyError(folder)
        with writing(folder):
            _swap(folder, documents, secret_files.names_of(tables), lines)
    finally:
        lock.release()


def _swap(folder: Path, documents: Documents, tables: list[str], lines: Iterable[bytes]) -> None:
    """Build the new files beside the old ones; then move those aside and the new ones in."""
    disk = Disk()
    part, ready = folder / f"{file_names.RESTORING}.part", folder / file_names.RESTORING
    for leftover in (part, ready):
        if leftover.exists():
            shred(disk, file_names.aparts(leftover))
            shutil.rmtree(leftover)
    part.mkdir(mode=0o700)
    end = segments.append(disk, part, Position(), lines, SEGMENT_LIMIT)
    journal.create(disk, file_names.journal(part, 1))
    snapshot.write(disk, part, secret_files.put(disk, part, documents, tables), Mark(record=end))
    disk.replace(part, ready)  # from here on the folder is not started on until all is in place
    disk.sync_folder(folder)
    _move_aside(disk, folder, file_names.ours(folder))
    for path in list(ready.iterdir()):
        disk.replace(path, folder / path.name)
    disk.sync_folder(folder)
    ready.rmdir()
    disk.sync_folder(folder)


def set_aside(folder: Path, *others: str) -> None:
    """Move all data of a folder that nobody has open, and other files by name, into a folder `replaced-…` inside.

    Raises StoreLockedError or StorageFailedError.
    """
    lock = Lock(folder)
    try:
        with writing(folder):
            disk, others_there = Disk(), [folder / name for name in others if (folder / name).exists()]
            _move_aside(disk, folder, file_names.ours(folder) + others_there)
            disk.sync_folder(folder)
    finally:
        lock.release()


def _move_aside(disk: Disk, folder: Path, files: list[Path]) -> None:
    if not files:
        return
    aside = _free(folder)
    aside.mkdir(mode=0o700)
    for path in files:
        disk.replace(path, aside / path.name)
    disk.sync_folder(aside)


def _free(folder: Path) -> Path:
    number = 1
    while (folder / f"replaced-{number:03d}").exists():
        number += 1
    return folder / f"replaced-{number:03d}"


def _lines(source: Source) -> Iterator[bytes]:
    yield codec.dumps(BACKUP_HEADER)
    for name in sorted(source.documents):
        for key, body in sorted(source.documents[name].items()):
            yield b'{"table":%s,"key":%s,"doc":%s}' % (codec.dumps(name), codec.dumps(key), body)
    for line in source.lines():
        yield b'{"line":%s}' % line


def _sealed(lines: Iterable[bytes]) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line + b"\n")
        yield line + b"\n"
    yield codec.dumps({"sha256": digest.hexdigest()}) + b"\n"


def _read(file: Path) -> Iterator[codec.Raw]:
    """Walk a backup's documents and lines; DamagedError, at its end at the latest, when it is not what was written."""
    digest = hashlib.sha256()
    try:
        with gzip.open(file) as lines:
            header = next(lines, b"")
            if header != codec.dumps(BACKUP_HEADER) + b"\n":
                raise StorageError(f"{file} is no backup that this program knows")
            digest.update(header)
            for line in lines:
                raw = codec.loads(line)
                if "sha256" in raw:
                    if raw["sha256"] == digest.hexdigest() and not lines.read(1):
                        return
                    break
                if not isinstance(raw, dict) or raw.keys() not in SHAPES:
                    raise DamagedError(file, "it has a line that is neither document nor record")
                digest.update(line)
                yield raw
    except FileNotFoundError:
        raise StorageError(f"{file} is not there") from None
    except (OSError, EOFError, TypeError, ValueError, zlib.error) as error:
        raise DamagedError(file, f"it cannot be read ({error})") from error
    raise DamagedError(file, "it is not whole")

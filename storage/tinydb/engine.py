"""The TinyDB storage: documents in memory, each transaction one durable line in the journal."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from bot.ports import SecretTable, Table
from storage import codec
from storage.codec import Raw
from storage.disk import Disk, shred, writing
from storage.errors import StorageError
from storage.migrations import STEPS, Steps, Upgrade, upgrade_by
from storage.tinydb import file_names, journal, recovery, secret_files
from storage.tinydb.compaction import Compaction, Moved
from storage.tinydb.contents import Changes, Contents, Documents
from storage.tinydb.indexes import Overlay
from storage.tinydb.journal import Journal
from storage.tinydb.lock import Lock
from storage.tinydb.tables import View

JOURNAL_LIMIT = 8 << 20  # bytes; a journal that is longer than this and than the snapshot is compacted
SEGMENT_LIMIT = 16 << 20  # bytes


class JournalStorage(Storage):
    """Keeps a data folder. One thread calls it; a second one, of its own, writes snapshots.

    After a failed write it takes nothing more: what the disk holds is known again only after a new start.
    """

    def __init__(
        self,
        path: Path,
        tables: tuple[Table, ...] = (),
        *,
        steps: Steps = STEPS,
        disk: Disk | None = None,
        journal_limit: int = JOURNAL_LIMIT,
        segment_limit: int = SEGMENT_LIMIT,
    ) -> None:
        """Open the folder, made if missing.

        Raises StoreLockedError, DamagedError, TooNewError, and StorageFailedError when it cannot be written.
        """
        super().__init__()
        self._path, self._disk = path, disk or Disk()
        self._journal_limit, self._segment_limit = journal_limit, segment_limit
        self._failure: StorageError | None = None
        self._moving: tuple[Compaction, Future[Moved]] | None = None
        self._secrets = secret_files.names_of(tables)
        self._contents = Contents(tables, lambda stub: secret_files.read(path, stub))
        with writing(path):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as opened:
            opened.callback(Lock(path).release)
            found = recovery.look(path, tables)
            upgrade = upgrade_by(steps)
            upgraded_secrets = _upgraded_secrets(tables, found.whole, upgrade)
            upgraded = self._contents.load(found.documents, upgrade)
            recovery.tidy(path, found, self._disk)
            self._mark, self._number, self._snapshot_size = found.mark, found.number, found.snapshot_size
            self._journals = found.journals or [found.mark.journal]
            if not found.journals:
                journal.create(self._disk, file_names.journal(path, self._journals[-1]))
            self._journal = Journal(self._disk, file_names.journal(path, self._journals[-1]), found.journal_size)
            opened.callback(lambda: self._journal.close())  # noqa: PLW0108  # the one that is open then
            self._writer = ThreadPoolExecutor(1, "snapshot")
            opened.callback(self._writer.shutdown)
            if upgraded:
                self.compact()
            self.commit(upgraded_secrets, [])
            self._check()
            self._opened = opened.pop_all()

    @property
    def contents(self) -> Contents:
        """The stored contents; raises the StorageError after which nothing more is accepted."""
        self._check()
        return self._contents

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._path

    @property
    def number(self) -> int:
        """The number of the last transaction."""
        return self._number

    def commit(self, changes: Changes, lines: list[bytes], overlays: list[Overlay] | None = None) -> None:
        """Keep changes and record lines in one durable write, then show them; StorageFailedError shows nothing."""
        self._settle(wait=False)
        contents = self.contents
        if not any(changes.values()) and not lines:
            return
        gone = self._goes(changes)
        try:
            changes = secret_files.put(self._disk, self._path, changes, self._secrets)
            self._journal.append(journal.frame(self._number + 1, changes, lines))
            shred(self._disk, gone)
            contents.apply(changes, overlays)
        except BaseException as error:
            # Also an interrupt: whether the line is on the disk is known again only after a new start,
            # and that also destroys what it finds of files that no document knows.
            self._failure = error if isinstance(error, StorageError) else StorageError("a write was interrupted")
            raise
        self._number += 1
        if self._moving is None and self._journal.size > max(self._journal_limit, self._snapshot_size):
            self._begin()

    def compact(self, *, wait: bool = True) -> None:
        """Write the snapshot now. StorageFailedError when it cannot be, or later when nobody waits for it."""
        self._settle(wait=wait)
        self._check()
        if self._moving is None:
            self._begin()
        self._settle(wait=wait)
        self._check()

    @property
    def compacting(self) -> bool:
        """Return whether a snapshot is being written."""
        self._settle(wait=False)
        return self._moving is not None

    def record(self) -> Iterator[bytes]:
        """Walk the record's lines as they are when the walk begins: its own files first, then the journals."""
        self._settle(wait=False)
        yield from recovery.record(self._path, self._mark, self._journals, last=self._number)

    def close(self) -> None:
        """Write everything into the snapshot, unless the store has failed, and release the folder."""
        try:
            if not self._failure and (len(self._journals) > 1 or self._journal.size):
                self.compact()
        finally:
            self._failure = self._failure or StorageError(f"{self._path} is closed")
            self._opened.close()

    def read(self) -> dict[str, Any]:
        """Return the tables that hold documents; a document is made anew every time it is looked at."""
        return {name: View(kept) for name, kept in self.contents.documents.items() if kept}

    def write(self, data: Mapping[str, Mapping[str, Raw]]) -> None:
        """Make `data` all there is, at the cost of everything. Tables and transactions go through `commit` instead."""
        changes: Changes = {}
        for name, kept in self.contents.documents.items():
            changes[name] = {key: None for key in kept if key not in data.get(name, {})}
        for name, documents in data.items():
            kept = self.contents.documents.get(name, {})
            bodies = {str(key): codec.dumps(dict(doc)) for key, doc in documents.items()}
            changes.setdefault(name, {}).update((key, body) for key, body in bodies.items() if kept.get(key) != body)
        self.commit({name: bodies for name, bodies in changes.items() if bodies}, [])

    def _goes(self, changes: Changes) -> list[Path]:
        """Return the files of the secrets that are replaced or dropped."""
        kept = self._contents.documents
        stubs = (kept[name].get(key) for name in self._secrets for key in changes.get(name, ()))
        return [secret_files.place(self._path, stub) for stub in stubs if stub is not None]

    def _check(self) -> None:
        if self._failure:
            raise self._failure

    def _begin(self) -> None:
        """Go on in a new journal, and have what the older ones hold moved by the writer's thread."""
        path = file_names.journal(self._path, self._journals[-1] + 1)
        try:
            journal.create(self._disk, path)
            fresh = Journal(self._disk, path, 0)
        except StorageError as error:
            self._failure = error  # what was to be kept is kept: the next transaction is the one that is refused
            return
        self._journal.close()
        self._journal = fresh
        documents = {name: dict(kept) for name, kept in self._contents.documents.items()}
        compaction = Compaction(
            self._disk, self._path, documents, list(self._journals), self._mark, self._number, self._segment_limit
        )
        self._journals.append(self._journals[-1] + 1)
        self._moving = compaction, self._writer.submit(compaction.write)

    def _settle(self, *, wait: bool) -> None:
        """Complete a compaction that is done: remove the journals it moved."""
        if self._moving is None:
            return
        compaction, moved = self._moving
        if not (wait or moved.done()):
            return
        self._moving = None
        try:
            self._mark, self._snapshot_size = moved.result()
            for number in compaction.journals:
                self._journals.remove(number)
                path = file_names.journal(self._path, number)
                with writing(path):
                    self._disk.remove(path)
        except StorageError as error:
            self._failure = error


def _upgraded_secrets(tables: tuple[Table, ...], documents: Documents, upgrade: Upgrade) -> Changes:
    """Return the secrets of older versions, migrated."""
    changes: Changes = {}
    for table in tables:
        for key, body in documents.get(table.name, {}).items() if isinstance(table, SecretTable) else ():
            raw = codec.loads(body)
            if raw.get("v", 1) != table.version:
                changes.setdefault(table.name, {})[key] = codec.dumps(upgrade(table, key, raw).raw)
    return changes

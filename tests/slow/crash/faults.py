"""A disk that crashes or fails at a chosen call, and then shows what a real one might have kept."""

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TypeVar

from storage.disk import Disk

T = TypeVar("T")


class Crash(BaseException):  # no error: the machine is gone
    """The power is out; nothing that the program does from here on reaches the disk."""


class Names(Enum):
    """What a power cut leaves of creations, renames and removals that were not synced."""

    KEPT = "all happened"
    LOST = "none happened"
    RENAMED = "only the renames happened"
    REMOVED = "only the removals happened"


class FaultyDisk(Disk):
    """Counts its calls and breaks at number `point`, from 1. It keeps book of what was synced instead of syncing.

    `error`: that call raises it, and if it is `lasting` every call that follows. None: the machine crashes there.
    `short`: a write that breaks puts half of its bytes first.
    """

    def __init__(
        self, folder: Path, point: int, *, error: int | None = None, lasting: bool = True, short: bool = False
    ) -> None:
        self.broken = False
        self._folder, self._left, self._error, self._lasting, self._short = folder, point, error, lasting, short
        self._readers: dict[int, int] = {}  # inode -> a descriptor, which also keeps the inode from being used again
        self._synced: dict[int, bytes] = {}
        self._names: dict[str, int] = {}  # as of the last time the folder was synced
        self._removed: set[str] = set()  # since then
        self._renamed: dict[str, int] = {}  # since then

    def break_after(self, calls: int) -> None:
        """Break once more, at the call that follows `calls` good ones, and work on after it."""
        self._left, self._lasting = calls + 1, False

    def _step(self, call: Callable[[], T]) -> T:
        self._left -= 1
        if self._left == 0 or (self._left < 0 and self._lasting):
            self.broken = True
            raise Crash if self._error is None else OSError(self._error, os.strerror(self._error))
        return call()

    def _watch(self, file: int) -> int:
        inode = os.fstat(file).st_ino
        if inode not in self._readers:
            self._readers[inode] = os.open(f"/proc/self/fd/{file}", os.O_RDONLY)
        return file

    def create(self, path: Path) -> int:
        return self._watch(self._step(lambda: super(FaultyDisk, self).create(path)))

    def reopen(self, path: Path) -> int:
        return self._watch(self._step(lambda: super(FaultyDisk, self).reopen(path)))

    def open_over(self, path: Path) -> int:
        return self._watch(self._step(lambda: super(FaultyDisk, self).open_over(path)))

    def write(self, file: int, data: memoryview) -> int:
        if self._left == 1 and self._short:
            super().write(file, data[: len(data) // 2])
        return self._step(lambda: super(FaultyDisk, self).write(file, data))

    def sync(self, file: int) -> None:
        inode = os.fstat(file).st_ino
        self._step(lambda: self._synced.update({inode: self._content(inode)}))

    def cut(self, file: int, size: int) -> None:
        self._step(lambda: super(FaultyDisk, self).cut(file, size))

    def replace(self, old: Path, new: Path) -> None:
        self._step(lambda: super(FaultyDisk, self).replace(old, new))
        self._renamed[new.name] = new.stat().st_ino

    def remove(self, path: Path) -> None:
        self._step(lambda: super(FaultyDisk, self).remove(path))
        self._removed.add(path.name)

    def sync_folder(self, path: Path) -> None:  # noqa: ARG002  # there is only one
        self._step(lambda: setattr(self, "_names", self._listed()))
        self._removed, self._renamed = set(), {}

    def after_power_cut(self, names: Names, unsynced: Callable[[bytes], bytes]) -> None:
        """Leave in the folder what was synced, and of appended bytes that were not what `unsynced` makes of them."""
        found = self._listed() if names is Names.KEPT else dict(self._names)
        if names is Names.REMOVED:
            found = {name: inode for name, inode in found.items() if name not in self._removed}
        if names is Names.RENAMED:
            found |= self._renamed
        contents = {}
        for name, inode in found.items():
            synced, now = self._synced.get(inode, b""), self._content(inode)
            contents[name] = synced + unsynced(now[len(synced) :])
        for name in self._listed():
            (self._folder / name).unlink()
        for name, content in contents.items():
            (self._folder / name).write_bytes(content)

    def close(self) -> None:
        for reader in self._readers.values():
            os.close(reader)

    def _listed(self) -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in self._folder.iterdir() if path.name != "lock"}

    def _content(self, inode: int) -> bytes:
        reader = self._readers[inode]
        return os.pread(reader, os.fstat(reader).st_size, 0)

"""Every call that changes something on the disk, in one place: tests make them fail one by one."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import StorageFailedError


class Disk:
    """The plain system calls. Each may raise OSError; `writing` gives that its plain words."""

    def create(self, path: Path) -> int:
        """Make a new empty file that only its owner may read; give its descriptor, which appends."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)

    def reopen(self, path: Path) -> int:
        """Open a file that exists; give its descriptor, which appends."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)

    def open_over(self, path: Path) -> int:
        """Open a file that exists; give its descriptor, which writes over what is there, from its beginning."""
        return os.open(path, os.O_WRONLY | os.O_CLOEXEC)

    def write(self, file: int, data: memoryview) -> int:
        """Write what fits; give the number of bytes written."""
        return os.write(file, data)

    def sync(self, file: int) -> None:
        """Return when the file's content will outlive a power cut."""
        os.fsync(file)

    def cut(self, file: int, size: int) -> None:
        """Shorten the file to `size` bytes."""
        os.ftruncate(file, size)

    def replace(self, old: Path, new: Path) -> None:
        """Rename a file, replacing the one that has the name."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def sync_folder(self, path: Path) -> None:
        """Return when the folder's names will outlive a power cut."""
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_all(disk: Disk, file: int, data: bytes | bytearray) -> None:
    """Write all of it; a short write is carried on."""
    with memoryview(data) as rest:
        done = 0
        while done < len(data):
            done += disk.write(file, rest[done:])


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says about `path` into a StorageFailedError."""
    try:
        yield
    except OSError as error:
        raise StorageFailedError(path, error) from error


@contextmanager
def appending(disk: Disk, path: Path, *, new: bool) -> Iterator[int]:
    """Open a file to append to, closed in the end; StorageFailedError when anything fails."""
    with writing(path):
        file = disk.create(path) if new else disk.reopen(path)
        try:
            yield file
        finally:
            os.close(file)


def shred(disk: Disk, paths: Iterable[Path]) -> None:
    """Overwrite and remove files so that nothing of them comes back after a power cut; StorageFailedError."""
    folders = set()
    for path in paths:
        with writing(path):
            file = disk.open_over(path)
            try:
                # Not zeros: a disk may keep a block of zeros by only marking the old one as free.
                write_all(disk, file, os.urandom(os.fstat(file).st_size))
                disk.sync(file)
            finally:
                os.close(file)
            disk.remove(path)
        folders.add(path.parent)
    for folder in folders:
        with writing(folder):
            disk.sync_folder(folder)

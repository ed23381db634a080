"""A lock against a second process on the same data. The system releases it when the process ends, however it ends."""

import fcntl
import os
from pathlib import Path

from storage.disk import writing
from storage.errors import StoreLockedError


class Lock:
    """Held from its making until `release`. The file says who holds it, for people."""

    def __init__(self, folder: Path, *, to_read: bool = False) -> None:
        """Take the lock; StoreLockedError when another holds it, StorageFailedError when it cannot be written.

        `to_read`: the folder may be one that cannot be written to; then the file must be there already.
        """
        path = folder / "lock"
        with writing(path):
            try:
                self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                is_writable = True
            except OSError:
                if not to_read:
                    raise
                self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                is_writable = False
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if is_writable:
                    os.ftruncate(self._file, 0)
                    os.write(self._file, b"%d\n" % os.getpid())
            except BlockingIOError:
                holder = os.read(self._file, 20).decode("ascii", "replace").strip()
                os.close(self._file)
                raise StoreLockedError(folder, holder or "(unknown)") from None
            except BaseException:
                os.close(self._file)
                raise

    def release(self) -> None:
        """Release the lock; the file stays, for removing it would let two processes hold two locks of one name."""
        os.close(self._file)

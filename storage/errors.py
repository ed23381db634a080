"""Errors of the stored data. Each message is one line for the person who runs the program."""

from pathlib import Path


class StorageError(Exception):
    """The data cannot be used; `str()` says why and what to do."""


class StoreLockedError(StorageError):
    """Another process works on the same data."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"{folder} is in use by process {holder}: only one program may write there; stop it first")


class StorageFailedError(StorageError):
    """A write to the disk failed; the store accepts nothing more until the program is started again."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"cannot write {path}: {error.strerror or error}; what was acknowledged before is kept")


class DamagedError(StorageError):
    """A file is not what was written. Nothing was changed."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} is damaged: {what}; nothing was changed, please restore the newest backup")
        self.path = path
        self.what = what


class TooNewError(StorageError):
    """A document was written by a newer version of the program."""

    def __init__(self, table: str, key: str, version: int, known: int) -> None:
        super().__init__(
            f"{table} {key} has version {version}, this program knows {known}: please run the newer program"
        )


class NotEmptyError(StorageError):
    """A backup was to be restored over data that is there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds data already: restore with force to move it aside first")


class AppendOnlyError(RuntimeError):
    """A document that must stay as it was put was to be changed or dropped; nothing of the transaction is kept."""

    def __init__(self, table: str, key: str) -> None:
        super().__init__(f"{table} {key} never changes, and is never dropped")

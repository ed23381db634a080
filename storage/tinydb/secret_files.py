"""The files of secrets: each document in one of its own, so that dropping it destroys it.

Everywhere else (journal, snapshot, memory) stands a stub with the SHA-256 of the file. The file begins with a random
salt, so the stub fixes the content and tells nothing about it, also when there is little that it could be.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from bot.ports import SecretTable, Table
from storage import codec
from storage.disk import Disk, appending, write_all, writing
from storage.errors import DamagedError
from storage.tinydb import file_names
from storage.tinydb.contents import Documents

B = TypeVar("B", bytes, bytes | None)
SALT = 32  # bytes


def put(disk: Disk, folder: Path, changes: dict[str, dict[str, B]], tables: Iterable[str]) -> dict[str, dict[str, B]]:
    """Write what these tables keep into new files, durably; give the changes, or documents, with stubs in its place."""
    touched = [name for name in tables if name in changes]
    if not touched:
        return changes
    changes = dict(changes)
    for name in touched:
        changes[name] = {
            key: None if body is None else _write(disk, folder, body) for key, body in changes[name].items()
        }
    with writing(folder):
        disk.sync_folder(folder)
    return changes


def read(folder: Path, stub: bytes) -> bytes:
    """Return the document that a stub stands for; DamagedError when its file is missing or is not what was written."""
    path = place(folder, stub)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DamagedError(path, "it is missing") from None
    if file_names.apart(folder, hashlib.sha256(content).hexdigest()) != path:
        raise DamagedError(path, "it is not what was written")
    return content.partition(b"\n")[2]


def place(folder: Path, stub: bytes) -> Path:
    """Return the path of the file that a stub stands for."""
    return file_names.apart(folder, codec.loads(stub)["sha256"])


def known(folder: Path, documents: Documents, tables: Iterable[str]) -> set[Path]:
    """Return the files that belong to the documents of these tables."""
    return {place(folder, stub) for name in tables for stub in documents.get(name, {}).values()}


def joined(folder: Path, documents: Documents, tables: Iterable[str]) -> Documents:
    """Return the documents with what the stubs of these tables stand for; DamagedError."""
    contents = {
        name: {key: read(folder, stub) for key, stub in documents[name].items()} for name in tables if name in documents
    }
    return documents | contents


def names_of(tables: Iterable[Table]) -> list[str]:
    """Return the names of the tables of secrets."""
    return [table.name for table in tables if isinstance(table, SecretTable)]


def _write(disk: Disk, folder: Path, body: bytes) -> bytes:
    content = os.urandom(SALT).hex().encode() + b"\n" + body
    digest = hashlib.sha256(content).hexdigest()
    with appending(disk, file_names.apart(folder, digest), new=True) as file:
        write_all(disk, file, content)
        disk.sync(file)
    return codec.dumps({"sha256": digest})

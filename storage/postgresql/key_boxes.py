"""The keys that secrets are sealed to: the private halves are files of this replica, never in the database.

What a database deletes stays in its log and in its backups. A secret is therefore sealed to one-time keys of several
replicas, and destroyed by destroying their private halves: every replica shreds its own when the secret is dropped.
"""

import base64
import secrets
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from nacl.public import PrivateKey, PublicKey, SealedBox

from storage import codec
from storage.disk import Disk, appending, shred, write_all, writing
from storage.errors import StorageError
from storage.postgresql.session import Params, Query, Session

READY = 20  # key pairs of a replica that are offered at any time
SUFFIX = ".key"
NAME = "replica"  # the file with the name of this replica
OFFERED = "SELECT id FROM key_offers WHERE replica = %s"
OFFER = "INSERT INTO key_offers (id, replica, public) VALUES (%s, %s, %s)"
NEXT = "SELECT DISTINCT ON (replica) id, replica, public FROM key_offers ORDER BY replica, id"
TAKE = """
    WITH taken AS (DELETE FROM key_offers WHERE id = %s RETURNING 1)
    SELECT expect_one(count(*)) FROM taken
"""

Boxes = Mapping[str, tuple[str, str]]  # by replica: the id of its key, and what is sealed to it


class Offer(NamedTuple):
    """The public half of a key pair of a replica."""

    id: str
    replica: str
    public: str


class KeyBoxes:
    """The private halves of this replica in a folder, made if missing."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; raises StorageFailedError."""
        self._folder = folder
        self._disk = Disk()
        self._lock = Lock()
        with writing(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            name = folder / NAME
            if not name.exists():
                self._write(name, secrets.token_hex(8).encode())
            self.replica = name.read_text()

    def tend(self, session: Session, used: set[str]) -> None:
        """Shred the private halves that nothing is sealed to any more, and offer new ones; `used` are in secrets."""
        with self._lock:
            offered = {str(key) for (key,) in session.execute(OFFERED, (self.replica,))}
            gone = [path for path in self._folder.glob(f"*{SUFFIX}") if path.stem not in offered | used]
            shred(self._disk, gone)
            for _ in range(READY - len(offered)):
                key, private = secrets.token_hex(16), PrivateKey.generate()
                self._write(self._folder / f"{key}{SUFFIX}", bytes(private))
                public = bytes(private.public_key).hex()
                session.execute(OFFER, (key, self.replica, public))

    def seal(self, session: Session, body: bytes) -> tuple[Boxes, list[tuple[Query, Params]]]:
        """Seal a secret to a key of each replica; return what is kept, and what takes these keys off the offers.

        Raises StorageError when no replica offers a key.
        """
        offers = [Offer(*row) for row in session.execute(NEXT)]
        if not any(each.replica == self.replica for each in offers):
            raise StorageError("this replica has no key ready to seal a secret to")
        boxes = {each.replica: (each.id, _seal(body, each.public)) for each in offers}
        return boxes, [(TAKE, (each.id,)) for each in offers]

    def open(self, boxes: Boxes) -> bytes:
        """Return a secret; StorageError when this replica has no key to it."""
        key, sealed = boxes.get(self.replica, ("", ""))
        path = self._folder / f"{key}{SUFFIX}"
        if not key or not path.exists():
            raise StorageError(f"replica {self.replica} has no key to this secret; another replica has")
        return SealedBox(PrivateKey(path.read_bytes())).decrypt(base64.b64decode(sealed))

    def _write(self, path: Path, content: bytes) -> None:
        """Write a file so that it outlives a power cut."""
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with appending(self._disk, part, new=True) as file:
            write_all(self._disk, file, content)
            self._disk.sync(file)
        with writing(path):
            self._disk.replace(part, path)
            self._disk.sync_folder(self._folder)


def keys_in(body: bytes) -> dict[str, str]:
    """Return the ids of the keys that a kept secret is sealed to, by replica."""
    return {replica: key for replica, (key, _) in codec.loads(body).items()}


def _seal(body: bytes, public: str) -> str:
    sealed = SealedBox(PublicKey(bytes.fromhex(public))).encrypt(body)
    return base64.b64encode(sealed).decode()

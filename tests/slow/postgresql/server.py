"""A PostgreSQL server of the tests' own: on loopback, by an ordinary user, in a temporary folder."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

from storage.postgresql.store import PostgresStore

ORDINARY = "nobody"  # whose server it is when root runs the tests: PostgreSQL refuses root
SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=100", "shared_buffers=16MB")
_schemas = count(1)


def find_programs() -> Path | None:
    """Return the folder with the server's programs, the newest there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class PostgresServer:
    """A running server. `url` opens its database; `settings` are added to the usual ones."""

    def __init__(self, folder: Path, programs: Path, settings: tuple[str, ...] = SETTINGS) -> None:
        self.folder = folder
        self._programs = programs
        self._user = ORDINARY if os.geteuid() == 0 else getpass.getuser()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        if os.geteuid() == 0:
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self.data = folder / "data"
        self._template = ""
        self.run("initdb", "-D", str(self.data), "-U", "yishi", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = " ".join(f"-c {each}" for each in settings)
        self._options = f"-p {self.port} -h 127.0.0.1 -k {folder} {options}"

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgresql://yishi@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.run("pg_ctl", "-D", str(self.data), "-o", self._options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast`, or `immediate` as a power cut would."""
        self.run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs as its user."""
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(  # noqa: S603  # its own programs
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            user=self._user if os.geteuid() == 0 else None,
        )
        assert done.returncode == 0, done.stderr.decode()

    def holds(self, words: str) -> bool:
        """Whether the words stand in any of its files, its log included."""
        return any(words.encode() in path.read_bytes() for path in self.data.rglob("*") if path.is_file())

    async def make_database(self) -> str:
        """Make a database that has the schema of the program and no documents, and return its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            if not self._template:
                connection.execute("CREATE DATABASE template_yishi")
                self._template = self.url.replace("/postgres", "/template_yishi")
                with tempfile.TemporaryDirectory() as keys:
                    await _prepare(self._template, Path(keys))
            name = f"d{next(_schemas)}"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template_yishi STRATEGY file_copy")
        return self.url.replace("/postgres", f"/{name}")

    def make_schema(self) -> str:
        """Make an empty schema, and return the address under which it is all that there is."""
        name = f"s{next(_schemas)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self.url}?options={quote(f'-csearch_path={name}')}"


async def _prepare(url: str, keys: Path) -> None:
    """Make the schema of the program, without the keys of the replica that made it."""
    await PostgresStore(url, keys).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DELETE FROM key_offers")


@contextmanager
def running_server(programs: Path, settings: tuple[str, ...] = SETTINGS) -> Iterator[PostgresServer]:
    """Run a server until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="yishi-pg-") as folder:
        server = PostgresServer(Path(folder), programs, settings)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")

"""Where stored data lies: a folder, or a database."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit


@dataclass(frozen=True)
class Database:
    """A database in a PostgreSQL server, by its address, and the folder with this replica's keys of secrets."""

    url: str
    keys: Path

    @property
    def name(self) -> str:
        """The address without user and password, for people."""
        parts = urlsplit(self.url)
        return f"{parts.hostname or ''}{parts.path}"

    def __str__(self) -> str:
        """The same."""
        return self.name


def with_password(url: str, password: str | None) -> str:
    """Return an address with a password, unless it has one or there is none."""
    parts = urlsplit(url)
    if not password or parts.password:
        return url
    user, _, hosts = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{hosts}"))

"""Checks for damage that change nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cattrs import BaseValidationError

from bot.documents import verdict
from bot.domain.points.account import PointEntry
from bot.domain.votes.vote import Vote
from bot.ports import Table
from bot.schema import TABLES
from bot.services.points import ledger
from bot.services.votes import proofs
from storage import codec
from storage.errors import DamagedError
from storage.migrations import STEPS, upgrade_by
from storage.places import Database
from storage.source import Source, broken_lines, reading
from storage.tinydb import file_names
from storage.tinydb.contents import Contents
from storage.tinydb.store import TinyStore
from storage.tinydb.transaction import Transaction

RESTORE = "restore the newest backup"


@dataclass(frozen=True)
class Problem:
    """An error in the stored data: the file, what is wrong, and what would be right."""

    file: str
    wrong: str
    right: str


def check(place: Path | Database, tables: Iterable[Table] = TABLES) -> list[Problem]:
    """Check every file, document and line of the audit log in a folder or a database; an empty list: no damage.

    Raises StorageError when nobody may look: StoreLockedError, or there is no data.
    """
    tables = tuple(tables)
    problems = list(_modes(place)) if isinstance(place, Path) else []
    try:
        with reading(place, tables) as source:
            problems += _documents(source, tables)
            problems += [Problem("record", text, RESTORE) for text in broken_lines(source, tables)]
    except DamagedError as error:
        problems.append(Problem(error.path.name, error.what, RESTORE))
    return problems


def verify(
    source: TinyStore | Path | Database, tables: Iterable[Table] = TABLES, *, file: codec.Raw | None = None
) -> list[str]:
    """Check the whole audit log of a store, a folder or a database, every vote and every ledger of points.

    Return what is broken. `file` is an exported vote, consistent by itself, that is checked against both, too.
    Raises StorageError.
    """
    tables = tuple(tables)
    with reading(source, tables) as found:
        chain = proofs.Chain((file["yishi"]["council"], file["yishi"]["head"]["seq"]) if file else (0, 0))
        broken = list(broken_lines(found, tables, chain.hear))
        kept = Contents(table for table in tables if table.kind in {*proofs.PROOF_DOCUMENTS, *ledger.LEDGER_DOCUMENTS})
        kept.load(dict(found.documents), upgrade_by(STEPS))
        tx = Transaction(kept)
        if PointEntry in kept.tables:
            broken += ledger.broken_ledgers(tx)
        if Vote in kept.tables:
            of_file = proofs.broken_lines(tx, chain, file) if file else ()
            broken += verdict.format_flaws(of_file)
            broken += verdict.of_votes(proofs.broken_votes(tx, chain))
        return broken


def _modes(folder: Path) -> Iterator[Problem]:
    for path in file_names.ours(folder):
        if path.stat().st_mode & 0o077:
            yield Problem(path.name, "others on this computer can read it", f"chmod 600 {path}")


def _documents(source: Source, tables: Iterable[Table]) -> Iterator[Problem]:
    known = {table.name: table for table in tables}
    for name, kept in source.documents.items():
        table = known.get(name)
        if table is None:
            yield Problem(file_names.DATA, f"nobody knows the table {name}", "run the newer program")
            continue
        for key, body in kept.items():
            wrong = _wrong(table, key, codec.loads(body))
            if wrong:
                yield Problem(file_names.DATA, f"{name} {key}: {wrong}", RESTORE)


def _wrong(table: Table, key: str, raw: codec.Raw) -> str | None:
    version = raw.get("v", 1)
    if version != table.version:
        return f"version {version}, the program knows {table.version}" if version > table.version else None
    try:
        found = codec.decode(table.kind, raw).key
    except (BaseValidationError, KeyError, TypeError, ValueError) as error:
        return f"it cannot be read ({error!r})"
    return None if found == key else f"its own key is {found}"

"""What every store promises, kept by the one in PostgreSQL: the same tests on a real server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.postgresql.store import PostgresStore
from tests.slow.postgresql.server import PostgresServer
from tests.storage.samples import TABLES
from tests.storage.test_contract import *  # noqa: F403  # every test of it, whatever is added there


@pytest.fixture  # type: ignore[no-redef]  # in the place of theirs
async def store(postgresql: PostgresServer, tmp_path: Path) -> AsyncIterator[PostgresStore]:
    """An empty database, in the place of the stores that the imported tests run on."""
    made = PostgresStore(postgresql.make_schema(), tmp_path / "keys", TABLES)
    yield made
    await made.close()

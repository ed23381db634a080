"""The server that the tests of the store in PostgreSQL share."""

import os
from collections.abc import Iterator

import pytest

from tests.slow.postgresql.server import PostgresServer, find_programs, running_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A server for all tests of a run; without PostgreSQL they are skipped, and never in CI."""
    programs = find_programs()
    if programs is None:
        assert not os.environ.get("CI"), "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with running_server(programs) as server:
        yield server

"""Several replicas on one database: nothing is lost, nothing is done twice, and what was destroyed is nowhere."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from bot.domain.councils.counter import Numbered
from bot.domain.events.sign_up import SignUp
from bot.domain.shared.audit_log import ChainHead, broken_entries
from bot.ports import Tx
from bot.schema import TABLES as PROGRAM
from storage.errors import StorageError
from storage.postgresql.store import PostgresStore
from tests.slow.postgresql.server import PostgresServer
from tests.storage.samples import NOON, TABLES, Hidden, hide, write_line

ACTS, PLACES = 40, 5


@pytest.fixture
async def replicas(postgresql: PostgresServer, tmp_path: Path) -> AsyncIterator[list[PostgresStore]]:
    """Two stores on one database, each with its own keys."""
    url = postgresql.make_schema()
    made = [PostgresStore(url, tmp_path / f"keys-{number}", TABLES) for number in (1, 2)]
    yield made
    for each in made:
        await each.close()


def keys(folder: Path) -> set[str]:
    """Return the private halves of keys that lie below a folder."""
    return {path.name for path in folder.rglob("*.key")}


async def test_no_number_is_given_twice(replicas: list[PostgresStore]) -> None:
    """Acts of two replicas at once give each number once, and the record's chain holds."""

    def act(tx: Tx) -> int:
        write_line(tx)
        return tx.next_number(1, Numbered.MATTER)

    given = await asyncio.gather(*(replicas[turn % 2].run(act) for turn in range(ACTS)))
    assert sorted(given) == list(range(1, ACTS + 1))
    head = await replicas[0].run(lambda tx: tx.get(ChainHead, "1"))
    assert head is not None
    assert list(broken_entries(replicas[1].record(), [head])) == []
    assert head.seq == ACTS


async def test_what_an_act_counts_stays_true(postgresql: PostgresServer, tmp_path: Path) -> None:
    """Of many who take one of few places at once, through two replicas, no more come than there are places."""

    def sign_up(tx: Tx, person: int) -> bool:
        tx.get(ChainHead, "1")
        if tx.count(SignUp, "event", 1, 1, False) >= PLACES:
            return False
        tx.put(SignUp(council=1, event=1, person=person, order=person, waits=False, at=NOON))
        return True

    url = await postgresql.make_database()
    made = [PostgresStore(url, tmp_path / f"keys-{number}", PROGRAM) for number in (1, 2)]
    await made[0].run(lambda tx: tx.put(ChainHead(council=1)))
    came = await asyncio.gather(*(made[person % 2].run(sign_up, person) for person in range(ACTS)))
    assert sum(came) == await made[0].run(lambda tx: tx.count(SignUp, "event", 1, 1)) == PLACES
    for each in made:
        await each.close()


async def test_a_broken_connection_is_made_again(replicas: list[PostgresStore], postgresql: PostgresServer) -> None:
    """Acts whose connections the server breaks off are run again, once."""
    first = replicas[0]

    def act(tx: Tx) -> int:
        return tx.next_number(1, Numbered.MATTER)

    await first.run(act)
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        for _ in range(5):
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            await first.run(act)
    assert await first.run(act) == 7


async def test_a_dropped_secret_is_nowhere(
    postgresql: PostgresServer, replicas: list[PostgresStore], tmp_path: Path
) -> None:
    """A secret is read by both replicas; once it is dropped neither key to it is there, and its words never were."""
    first, second = replicas
    words = "三单元投了反对票"
    await first.run(hide, "1", words)
    for each in replicas:
        assert await each.run(lambda tx: tx.secrets.get(Hidden, "1")) == Hidden(name="1", words=words)
    before = keys(tmp_path)
    await first.run(lambda tx: tx.secrets.drop(Hidden, "1"))
    await second.run(hide, "2", "anything")
    assert len(before - keys(tmp_path)) == 2
    assert postgresql.holds("hidden")
    assert not postgresql.holds(words)


async def test_a_replica_without_the_key_says_so(replicas: list[PostgresStore], tmp_path: Path) -> None:
    """A replica that came after a secret was sealed cannot read it, and leaves it to the others."""
    await replicas[0].run(hide, "1", "words")
    with psycopg.connect(replicas[0].place) as connection:
        assert connection.execute("SELECT count(*) FROM hidden").fetchone() == (1,)
    late = PostgresStore(replicas[0].place, tmp_path / "late", TABLES)
    with pytest.raises(StorageError, match="has no key to this secret"):
        await late.run(lambda tx: tx.secrets.get(Hidden, "1"))
    await late.close()

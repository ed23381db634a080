"""The town in which most stories happen."""

import os
from collections.abc import Iterator

import pytest

from tests.slow.postgresql.server import find_programs, running_server
from tests.stories.town import DATABASES, story_fixture

town = story_fixture()


@pytest.fixture(scope="session", autouse=True)
def _database() -> Iterator[None]:
    """With YISHI_STORIES_ON=postgresql the stories keep what they do in a server of their own."""
    programs = find_programs()
    if os.environ.get("YISHI_STORIES_ON") != "postgresql" or programs is None:
        yield
        return
    with running_server(programs) as server:
        DATABASES.append(server)
        yield
        DATABASES.clear()

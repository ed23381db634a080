"""The town of the stories, in which people walk at random as well."""

from tests.stories.conftest import town  # noqa: F401  # pytest finds a fixture by its name

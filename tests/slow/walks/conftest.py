"""The town of the stories, in which people walk at random as well."""

from tests.stories.town import story_fixture

town = story_fixture()

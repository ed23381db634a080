"""The town of the stories, with more matters than a story needs."""

from tests.stories.town import story_fixture

town = story_fixture()

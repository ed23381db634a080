"""The town in which most stories happen."""

from tests.stories.town import story_fixture

town = story_fixture()

"""The town of the stories, whose bot waits for Telegram while real seconds pass."""

from tests.stories.town import story_fixture

town = story_fixture()

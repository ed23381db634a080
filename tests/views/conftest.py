import pytest

from bot.services.councils.councils import LANGUAGES


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Every language that a council can choose."""
    return str(request.param)

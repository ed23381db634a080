"""The one table of messages is merged from what the capabilities bring."""

import pytest

from bot.messages.render_context import Drawn, RenderContext
from bot.messages.renderers import merge


def draw_nothing(scene: RenderContext) -> Drawn:  # noqa: ARG001  # every row is given a scene
    return None


def test_each_capability_brings_its_rows() -> None:
    """What two capabilities bring stands in one table."""
    assert set(merge([{"a": draw_nothing}, {"b": draw_nothing}])) == {"a", "b"}


def test_two_capabilities_claim_one_name() -> None:
    """A name that two capabilities claim is refused."""
    with pytest.raises(ValueError, match="draw a"):
        merge([{"a": draw_nothing}, {"a": draw_nothing}])

"""What messages are drawn from."""

from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply


def test_of_reply() -> None:
    """A short sentence is in the language of the council that it names, or else of the chat."""
    supported = Reply("supported", {"council": 2, "number": 7})
    assert MessageParams.of_reply(supported) == MessageParams(council=2, reply=supported)
    assert MessageParams.of_reply(Reply("ok")).council == 0

"""Telegram's numbers as opaque ids."""

from datetime import UTC, datetime

from telegram import Chat, Message, User

from handlers.telegram.ids import account_id, chat_id, message_id

GROUP = Chat(-1001234567890, "supergroup")


def test_ids() -> None:
    """An id is the number as a text, from which the number comes back; nobody and nowhere have one as well."""
    assert account_id(User(7300105001, "敏", is_bot=False)) == "7300105001"
    assert int(chat_id(GROUP)) == GROUP.id
    assert message_id(Message(9, datetime(2026, 3, 2, tzinfo=UTC), GROUP)) == "9"
    assert (account_id(None), chat_id(None)) == ("0", "0")

"""Who speaks: a person, or a name behind which there is none."""

import pytest
from telegram import User

from handlers.telegram.message_reader import PSEUDO_ACCOUNTS, account


@pytest.mark.parametrize("number", sorted(PSEUDO_ACCOUNTS))
def test_nobody_in_person(number: int) -> None:
    """A hidden administrator, a linked channel and Telegram itself come with accounts that are no persons."""
    assert not account(User(number, "Group", is_bot=False)).acts
    assert account(User(105, "赵敏", is_bot=False)).acts

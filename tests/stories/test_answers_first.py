"""Who asks is answered, however much news waits for the group."""

from datetime import timedelta

import pytest

from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.shared.enqueue import enqueue
from tests.stories.town import Town

NEWS = 40
PATIENCE = 3  # seconds


def tell_much(tx: Tx, town: Town) -> None:
    """Put forty pieces of news into the group's queue."""
    chat = ChatId(str(town.group.id))
    for number in range(NEWS):
        params = MessageParams.of_reply(Reply("did_resolve", {"number": number}))
        enqueue(tx, id=f"much/{number}", chat=chat, group=True, view="notice", params=params, now=town.now)


@pytest.mark.parametrize("alone", [True, False], ids=["shown alone", "an older server"])
async def test_five_ask_at_once(town: Town, alone: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """Five who ask for the list while forty messages wait are answered within three seconds; the news all come."""
    town.world.has_ephemeral_messages = alone
    await town.say("赵敏", "/matters")  # the first answer shows what the server can do
    await town.travel(timedelta(minutes=2))
    before, asked_at = town.heard(), int(town.now.timestamp())
    await town.store.run(tell_much, town)
    for who in ("赵敏", "孙大爷", "周倩", "陈师傅", "张伟"):
        town.world.say(town.people[who], town.group, "/matters")
    await town.settle()
    heard = [said for said in town.heard() if said not in before]
    answers = [said for said in heard if "决议" not in said.text]
    assert len(answers) == 5
    assert max(said.date for said in answers) - asked_at <= PATIENCE + 2  # the fifth goes a second after the fourth
    assert len(heard) == 5 + NEWS

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
ONE_AFTER_THE_OTHER = 4  # seconds, in which five answers go


def tell_much(tx: Tx, town: Town) -> None:
    """Put forty pieces of news into the group's queue."""
    chat = ChatId(str(town.group.id))
    for number in range(NEWS):
        params = MessageParams.of_reply(Reply("did_resolve", {"number": number}))
        enqueue(tx, id=f"much/{number}", chat=chat, group=True, view="notice", params=params, now=town.now)


@pytest.mark.parametrize("alone", [True, False], ids=["shown alone", "an older server"])
async def test_five_ask_at_once(town: Town, alone: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """Five who ask for the list while forty messages wait are answered one after the other; the news come in order."""
    town.world.has_ephemeral_messages = alone
    await town.say("赵敏", "/matters")  # the first answer shows what the server can do
    await town.travel(timedelta(minutes=2))
    before = town.heard()
    await town.store.run(tell_much, town)
    town.move(timedelta(seconds=1))
    for who in ("赵敏", "孙大爷", "周倩", "陈师傅", "张伟"):
        town.world.say(town.people[who], town.group, "/matters")
    await town.settle()
    heard = [said for said in town.heard() if said not in before]
    answers = [place for place, said in enumerate(heard) if "决议" not in said.text]
    assert answers == list(range(answers[0], answers[0] + 5))
    assert answers[0] <= NEWS // 2  # the town's clock runs on while the question is under way
    assert heard[answers[-1]].date - heard[answers[0]].date <= ONE_AFTER_THE_OTHER
    told = [said.text for said in heard if "决议" in said.text]
    assert told == [f"#{number} 的决议记下了。" for number in range(NEWS)]

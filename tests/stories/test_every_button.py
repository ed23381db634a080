"""Every button that a council's settings, lists and cards show, in the hands of those whom it is not for."""

from typing import Any

from bot.domain.councils.council import Council
from bot.domain.matters.matter import Matter
from bot.ports import Tx
from sandbox import Message
from tests.stories.town import Town, another, story_fixture

SHOWN = "帮助 /ladder /limits /parent /branches /parties /procedure /digest /summary /setup /matters /hazards /tickets"
OF_NO_COUNCIL = {"menu", "help"}  # they carry none and lead into the council of the group where they are pressed


async def set_up_busy(town: Town) -> None:
    """A council that uses all there is to set, with a hazard and a ticket in somebody's hands."""
    for words in ("/ladder 2 王主任", "/limits 吹哨 2", "/parties 党支部、居委会"):
        await town.say("王建国", words)
    await town.say("赵敏", "/propose 3号楼的电线有安全隐患")
    await town.say("李秀兰", "/ticket 20260302001 水管漏了")
    await town.say("李秀兰", "/kind 1")
    await town.press("孙大爷", town.card(1), "附议")
    for number in (1, 2):
        await town.say("李秀兰", f"/accept {number}")
        await town.say("李秀兰", f"/assign {number} 陈师傅 7天")
    await town.say("李秀兰", "/pause 2 等配件")
    for words in SHOWN.split():
        await town.say("王建国", words)


busy = story_fixture(set_up_busy)


def buttons(town: Town) -> dict[str, Message]:
    """Every button in the group, by its bytes, with its message."""
    return {
        button["callback_data"]: message
        for message in town.heard()
        for row in (message.markup or {}).get("inline_keyboard", [])
        for button in row
        if "callback_data" in button
    }


async def kept(town: Town) -> Any:
    """What both councils have set, and how their matters stand."""

    def read(tx: Tx) -> Any:
        homes = [tx.get(Council, str(number)) for number in (1, 2)]
        settings = [
            council
            and (
                council.ladder,
                council.limits,
                council.level,
                council.parent,
                council.parties,
                council.procedure,
                council.daily,
            )
            for council in homes
        ]
        return settings, [tx.find(Matter, "number", number) for number in (1, 2)]

    return await town.store.run(read)


async def test_in_another_group(busy: Town) -> None:
    """Its bytes under a message of another council do nothing, for that council's head and for who is in both."""
    group = await another(busy, "周倩", "孙大爷")
    await busy.say("孙大爷", "/propose 东门太挤", chat=group)
    before = await kept(busy)
    for data in buttons(busy):
        for who in ("周倩", "孙大爷"):
            toast = await busy.forge(who, busy.card(1, group), data)
            assert ("过期" in toast) is (data.split(":")[1] not in OF_NO_COUNCIL), data
    assert await kept(busy) == before


async def test_in_a_residents_hands(busy: Town) -> None:
    """A resident who presses everything in the group changes no setting and no matter but for their own support."""
    before = await kept(busy)
    for data, message in buttons(busy).items():
        if data.split(":")[1] != "support":
            await busy.forge("孙大爷", message, data)
    assert await kept(busy) == before

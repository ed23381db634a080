"""People press and write whatever comes to them, in a council and in the street's group above it."""

import logging
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from bot.domain.matters.matter import Matter
from bot.domain.matters.state import LOOKING_BACK, State
from bot.ports import Tx
from bot.views.shared.command_list import COMMANDS
from sandbox.model import Chat
from tests.stories.test_parents import joined
from tests.stories.town import Town, labels

STEPS = 300
LEFT_OUT = {"forgetme", "roll", "invite"}  # they end a life, or want a file
NAMES = [command.name for command in COMMANDS if command.name not in LEFT_OUT]
OFTEN = ("whistle", "pause", "resume", "ack", "progress", "done", "return", "assign", "publish", "reopen", "opinion")
MATTERS = ("3号楼的路灯坏了", "楼道里有安全隐患", "建议种一棵树", "想给5号楼加装电梯")
WORDS = (
    *("", " 等一等再说", " 街道 要他们出面", " 办好了", " 陈师傅 7天", " 这就办，承办：陈师傅，期限：7天"),
    *(" 隐患", " 党群提案", " 15", " 应到30 实到21 同意18 签字：党支部、村委会 同意", " <b>x</b>", " 党支部：王主任"),
)
ANSWERS = ("好的，这样办", "1", "7天", "陈师傅", "我", "要上级来办", "空缺", "党支部：王主任", "按时限", "x")
BELOW = ("王建国", "王建国", "李秀兰", "李秀兰", "陈师傅", "赵敏", "孙大爷", "张伟")


async def begun(town: Town) -> Chat:
    """Four matters in somebody's hands, and a street above."""
    group = await joined(town)
    for who in ("王建国", "李秀兰", "陈师傅", "周倩"):
        await town.whisper(who, "/start")
    await town.say("王建国", "/ladder 2 张伟")
    for number, text in enumerate(MATTERS, 1):
        await town.say("赵敏", f"/propose {text}")
        await town.press("孙大爷", town.card(number), "附议")
        await town.say("李秀兰", f"/accept {number}")
        await town.say("李秀兰", f"/assign {number} 陈师傅 7天")
    return group


async def step(town: Town, chance: Random, street: Chat) -> None:
    """Somebody does something."""
    chat = chance.choice((town.group, town.group, town.group, street))
    who = chance.choice(BELOW if chat is town.group else ("周倩", "王建国"))
    newest = [each for each in town.heard(chat)[-12:] if town.world.sees(town.people[who], each)]
    pressed = [(each, button["text"]) for each in newest for button in _buttons(each.markup)]
    asked = [each for each in newest if "取消" in labels(each)]
    match chance.randrange(20):
        case 0:
            await town.travel(timedelta(hours=chance.choice((3, 20, 50, 200))))
        case 1 | 2 | 3 if asked:
            await town.say(who, chance.choice(ANSWERS), to=asked[-1], chat=chat)
        case 4 | 5 | 6 | 7 | 8 | 9 | 10 if pressed:
            await town.press(who, *chance.choice(pressed))
        case _:
            command = chance.choice((*NAMES, *OFTEN, *OFTEN))
            await town.say(who, f"/{command} {chance.randint(1, 5)}{chance.choice(WORDS)}", chat=chat)


def _buttons(markup: dict[str, Any] | None) -> list[dict[str, Any]]:
    rows = (markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row if "callback_data" in button]


def differing(tx: Tx) -> list[str]:
    """The matters of which the council and the street do not say the same."""
    pairs = [(matter, tx.get(Matter, matter.above)) for matter in tx.find(Matter, "number", 1) if matter.above]
    return [matter.key for matter, mirror in pairs if mirror is None or _stands(mirror) != _stands(matter)]


def _stands(matter: Matter) -> tuple[object, ...]:
    """How it stands; that what was done is posted is the council's own."""
    return State.DONE if matter.state in LOOKING_BACK else matter.state, matter.assignment.due, matter.assignment.paused


@pytest.mark.parametrize("seed", range(4))
async def test_anything_goes(town: Town, caplog: pytest.LogCaptureFixture, seed: int) -> None:
    """Nothing fails, Telegram understands everything, the records hold, and both councils always say the same."""
    chance = Random(seed)
    street = await begun(town)
    for _ in range(STEPS):
        await step(town, chance, street)
        assert [line.getMessage() for line in caplog.records if line.levelno >= logging.ERROR] == []
        assert await town.store.run(differing) == []

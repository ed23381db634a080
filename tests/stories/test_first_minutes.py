"""The first five minutes of both READMEs, done as they say."""

import re
from pathlib import Path

import pytest

from tests.stories.town import Town, labels

ROOT = Path(__file__).parents[2]
STEPS = re.compile(r"^\d\. .*$", re.MULTILINE)


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
async def test_the_steps_of_the_readme(town: Town, readme: str) -> None:
    """The README's first minutes, typed as they stand there, bring a card, support, a handler and the look-back."""
    steps = STEPS.findall((ROOT / readme).read_text(encoding="utf-8"))
    typed = [said[0].replace(" 8 ", " 1 ") for step in steps if (said := re.findall("`(.+?)`", step))]
    proposed, resolved, done = typed
    await town.say("赵敏", proposed)
    card = town.last()
    assert "附议 1 人" not in card.text
    await town.press("孙大爷", card, "附议")
    assert "附议 1 人" in town.card(1).text
    await town.act("李秀兰", card, "受理")
    await town.say("王建国", resolved)
    assert "承办：陈师傅" in town.card(1).text
    await town.say("陈师傅", done)
    assert {"满意", "基本满意", "不满意"} <= set(labels(town.last()))

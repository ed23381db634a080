"""Two platforms in one process, each with its own abilities and limits."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.domain.rolls.roll import Problem
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import Pace
from bot.domain.shared.platform_features import PlatformFeatures, PlatformWords
from bot.locales import words
from bot.messages.outbox import Outbox
from bot.services.shared.enqueue import enqueue
from bot.views.rolls import imports
from bot.views.shared.replies import reply_sentence
from bot.views.shared.text_fit import text_length
from storage.memory import MemoryStore
from tests.builders import NOW
from tests.cast import GROUP
from tests.clocks import PatientClock
from tests.messages.platform import Platform, Words

ITS_WORDS = PlatformWords(platform="甲", username="@名字", first_step="扫一扫", hear_all="请到设置里打开。")
WIDE = PlatformFeatures(words={"zh-CN": ITS_WORDS})
NARROW = PlatformFeatures(
    words={"zh-CN": replace(ITS_WORDS, platform="乙")},
    text_limit=300,
    per_second=1,
    pace=Pace(gap=timedelta(seconds=9), most=3, window=timedelta(minutes=5)),
)


def test_text() -> None:
    """A drawn card fits into one message of its platform."""
    problems = [Problem(line, "empty") for line in range(2000)]
    wide, narrow = (
        text_length(imports.roll_problems_card(words("zh-CN").on(NOW.date(), each), problems, len(problems)).text)
        for each in (WIDE, NARROW)
    )
    assert NARROW.text_limit - 50 < narrow <= NARROW.text_limit < wide <= WIDE.text_limit


def test_words() -> None:
    """One sentence names the platform on which it is read."""
    said = [reply_sentence(words("zh-CN").on(NOW.date(), each), "platform_slow", {}) for each in (WIDE, NARROW)]
    assert [sentence[0] for sentence in said] == ["甲", "乙"]


async def test_pace() -> None:
    """Two outboxes at work at the same time each keep to the pace of their own platform, after a restart too."""
    clock = PatientClock()
    platforms = [Platform(clock), Platform(clock)]
    stores = [MemoryStore(), MemoryStore()]
    for start in range(2):
        running = [
            Outbox(store, platform, clock, Words(), features)
            for store, platform, features in zip(stores, platforms, (WIDE, NARROW), strict=True)
        ]
        tasks = [asyncio.create_task(outbox.run()) for outbox in running]
        for store in stores:
            for number in range(4):
                params = MessageParams(text=str(number))
                at = clock.travel(timedelta(microseconds=1))
                await store.run(
                    enqueue, id=f"{start}/{number}", chat=GROUP, group=True, view="words", params=params, now=at
                )
        await asyncio.gather(*(outbox.idle() for outbox in running))
        for outbox in running:
            outbox.stop()
        await asyncio.gather(*tasks)
    wide, narrow = ([call.at for call in platform.calls] for platform in platforms)
    assert len(wide) == len(narrow) == 8
    assert all(b - a >= WIDE.pace.gap for a, b in pairwise(wide))
    assert wide[3] - wide[0] < NARROW.pace.gap
    assert all(b - a >= NARROW.pace.gap for a, b in pairwise(narrow))
    assert all(b - a >= NARROW.pace.window for a, b in zip(narrow, narrow[3:], strict=False))

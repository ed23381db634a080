"""Questions to Telegram that somebody waits for."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.domain.shared.errors import PlatformSlow
from handlers.telegram.queries import REST, Queries
from tests.clocks import PatientClock

GROUP, OTHER = -1001, -1002


@pytest.fixture
def queries(clock: PatientClock) -> Queries:
    return Queries(clock, within=0.05)


class Telegram:
    """Answers with what is next in `answers`: an error is raised, None is no answer at all."""

    def __init__(self, *answers: str | Exception | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self) -> str:
        self.asked += 1
        answer = self.answers.pop(0)
        if answer is None:
            await asyncio.Event().wait()
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, str)
        return answer


def ask(queries: Queries, telegram: Callable[[], Awaitable[str]], chat: int = GROUP, kind: str = "m") -> Awaitable[str]:
    return asyncio.wait_for(queries.call(kind, chat, telegram), 2)


async def test_answered(queries: Queries) -> None:
    """An answer is given back, and errors that tell something are raised as they are."""
    assert await ask(queries, Telegram("a")) == "a"
    for error in (BadRequest("no such member"), Forbidden("kicked")):
        telegram = Telegram(error)
        with pytest.raises(type(error)):
            await ask(queries, telegram)
        assert telegram.asked == 1
    assert await ask(queries, Telegram("b")) == "b"


@pytest.mark.parametrize("silence", [None, TimedOut(), RetryAfter(timedelta(hours=1))], ids=["hang", "timeout", "429"])
async def test_rest_after_a_time_out(queries: Queries, clock: PatientClock, silence: Exception | None) -> None:
    """After a question without an answer the same is not asked about that chat for a while, and then again."""
    telegram = Telegram(silence, "b")
    for _ in range(3):
        with pytest.raises(PlatformSlow):
            await ask(queries, telegram)
    assert telegram.asked == 1
    assert await ask(queries, Telegram("other chat"), chat=OTHER) == "other chat"
    assert await ask(queries, Telegram("other kind"), kind="n") == "other kind"
    clock.travel(REST - timedelta(seconds=1))
    with pytest.raises(PlatformSlow):
        await ask(queries, telegram)
    clock.travel(timedelta(seconds=1))
    assert await ask(queries, telegram) == "b"


async def test_clock_set_back(queries: Queries, clock: PatientClock) -> None:
    """A clock that is set back ends the rest."""
    with pytest.raises(PlatformSlow):
        await ask(queries, Telegram(None))
    clock.travel(-timedelta(days=400))
    assert await ask(queries, Telegram("a")) == "a"


@pytest.mark.parametrize("trouble", [NetworkError("Bad Gateway"), TelegramError("Invalid server response")], ids=str)
async def test_trouble_on_the_way(queries: Queries, trouble: Exception) -> None:
    """A broken line is tried once more; the second time the person is told, and the next question is asked at once."""
    assert await ask(queries, Telegram(trouble, "a")) == "a"
    with pytest.raises(PlatformSlow):
        await ask(queries, Telegram(trouble, trouble))
    assert await ask(queries, Telegram("b")) == "b"


async def test_nothing_piles_up(queries: Queries, clock: PatientClock) -> None:
    """Chats that were slow once are forgotten."""
    for chat in range(50):
        with pytest.raises(PlatformSlow):
            await queries.call("m", chat, Telegram(TimedOut()))
        clock.travel(timedelta(seconds=10))
    assert len(queries._timed_out) <= 3

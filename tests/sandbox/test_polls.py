"""Native polls, from sendPoll to their end."""

from datetime import timedelta

import pytest
from telegram import Message, Update
from telegram.error import BadRequest

from tests.sandbox.box import Box


async def send(box: Box, **kwargs: object) -> Message:
    message = await box.bot.send_poll(box.group.id, "装电梯吗？", ["赞成", "反对"], **kwargs)  # type: ignore[arg-type] # only what a test varies
    await box.drain()
    return message


def counts(update: Update) -> list[int]:
    assert update.poll is not None
    return [option.voter_count for option in update.poll.options]


async def test_a_named_vote_says_who_chose_what(box: Box) -> None:
    """A vote, a change of mind and a retraction each tell the counts and the voter."""
    await send(box, is_anonymous=False)
    poll = box.world.last_message(box.group)
    for choice in ([0], [1], []):
        box.world.vote(box.li, poll, choice)
    updates = await box.updates()
    assert [counts(update) for update in updates[::2]] == [[1, 0], [0, 1], [0, 0]]
    answers = [update.poll_answer for update in updates[1::2]]
    assert [answer.option_ids for answer in answers if answer] == [(0,), (1,), ()]
    assert {answer.user.id for answer in answers if answer and answer.user} == {box.li.id}


async def test_an_anonymous_vote_says_only_how_many(box: Box) -> None:
    """An anonymous poll gives counts and no names."""
    await send(box)
    box.world.vote(box.li, box.world.last_message(box.group), [0])
    (update,) = await box.updates()
    assert counts(update) == [1, 0]


async def test_a_poll_takes_one_answer_unless_it_allows_several(box: Box) -> None:
    """Two answers are refused, or kept when the poll says so."""
    await send(box)
    with pytest.raises(ValueError, match="one answer"):
        box.world.vote(box.li, box.world.last_message(box.group), [0, 1])
    await send(box, allows_multiple_answers=True)
    box.world.vote(box.li, box.world.last_message(box.group), [1, 0])
    (update,) = await box.updates()
    assert counts(update) == [1, 1]


async def test_a_poll_is_stopped_once(box: Box) -> None:
    """Stopping gives the final counts; again it is refused, and nobody votes any more."""
    message = await send(box)
    poll = box.world.last_message(box.group)
    box.world.vote(box.li, poll, [0])
    final = await box.bot.stop_poll(box.group.id, message.message_id)
    assert final.is_closed
    assert final.options[0].voter_count == 1
    with pytest.raises(BadRequest, match="Poll has already been closed"):
        await box.bot.stop_poll(box.group.id, message.message_id)
    with pytest.raises(ValueError, match="closed"):
        box.world.vote(box.wang, poll, [0])
    with pytest.raises(BadRequest, match="Message with poll to stop not found"):
        await box.bot.stop_poll(box.group.id, 999)


async def test_a_poll_closes_when_its_time_is_over(box: Box) -> None:
    """open_period and close_date close a poll by the clock, and the bot is told once."""
    await send(box, open_period=600)
    await send(box, close_date=box.world.clock.now() + timedelta(days=1))
    box.world.clock.advance(timedelta(minutes=9))
    assert await box.updates() == []
    box.world.clock.advance(timedelta(minutes=1))
    (first,) = await box.updates()
    assert first.poll is not None
    assert first.poll.is_closed
    box.world.clock.advance(timedelta(days=1))
    assert len(await box.updates(offset=first.update_id + 1)) == 1


@pytest.mark.parametrize(
    ("question", "options", "words"),
    [
        ("", ["a", "b"], "Poll question must be non-empty"),
        ("字" * 301, ["a", "b"], "Poll question length must not exceed 300"),
        ("?", ["a"] * 13, "Poll can't have more than 12 options"),
        ("?", ["a", "b" * 101], "Poll options length must not exceed 100"),
        ("?", ["a", " "], "Poll options must be non-empty"),
    ],
)
async def test_a_poll_has_its_limits(box: Box, question: str, options: list[str], words: str) -> None:
    """A poll of twelve options of 100 is taken, one over any limit refused."""
    await box.bot.send_poll(box.group.id, "字" * 300, ["字" * 100] * 12)
    with pytest.raises(BadRequest, match=f"^{words}$"):
        await box.bot.send_poll(box.group.id, question, options)


@pytest.mark.parametrize("seconds", [4, 2_628_001])
async def test_a_poll_is_open_for_5_seconds_to_a_month(box: Box, seconds: int) -> None:
    """Shorter and longer periods are refused."""
    await box.bot.send_poll(box.group.id, "?", ["a", "b"], open_period=2_628_000)
    with pytest.raises(BadRequest, match="open period is invalid"):
        await box.bot.send_poll(box.group.id, "?", ["a", "b"], open_period=seconds)

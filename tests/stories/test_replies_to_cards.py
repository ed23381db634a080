"""A command that replies to the card of a matter, or to a task, is about that matter and needs no number."""

import pytest

from tests.stories.town import Town, story_fixture


async def handed_over(town: Town) -> None:
    """A lamp that waits to be sorted, and a gate that the handler was given in private."""
    for name in ("李秀兰", "陈师傅"):
        await town.whisper(name, "/start")
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("赵敏", "/propose 东门关不上")
    await town.say("李秀兰", "/accept 2")
    await town.say("王建国", "/resolve 2 换门锁 承办：陈师傅 期限：7天")


handed = story_fixture(handed_over)


@pytest.mark.parametrize("words", ["/accept", "受理", "/accept 1", "/accept #1"])
async def test_a_reply_to_the_card(handed: Town, words: str) -> None:
    """In the group the card says which matter is meant, to the command and to its Chinese word."""
    await handed.say("李秀兰", words, to=handed.card(1))
    assert (await handed.matters())[1] == "accepted"


async def test_a_number_of_its_own_counts(handed: Town) -> None:
    """A number behind the command is the matter, whatever it replies to; one that counts something is not."""
    await handed.say("李秀兰", "/accept 1", to=handed.card(2))
    assert (await handed.matters())[1] == "accepted"
    await handed.say("王建国", "/resolve 2 盏灯都换掉", to=handed.card(1))
    assert (await handed.matters())[1] == "resolved"
    await handed.say("赵敏", "/propose 电梯又停了")
    await handed.say("李秀兰", "/merge 1", to=handed.card(3))
    assert (await handed.matters())[3] == "merged"


@pytest.mark.parametrize("words", ["/done 修好了", "办结 修好了"])
async def test_a_reply_to_a_task(handed: Town, words: str) -> None:
    """In private a reply to the task reports on it."""
    (task,) = [said for said in handed.private("陈师傅") if "请您承办" in said.text]
    await handed.whisper("陈师傅", words, to=task)
    assert (await handed.matters())[2] == "done"


async def test_missing_words_are_asked_for(handed: Town) -> None:
    """What the command needs besides the number is asked for, of this matter; the agenda takes it at once."""
    question = await handed.ask("李秀兰", "/reject", to=handed.card(1))
    assert "#1" in question.text
    await handed.say("李秀兰", "取消", to=question)
    await handed.say("李秀兰", "/accept", to=handed.card(1))
    await handed.say("李秀兰", "/agenda", to=handed.card(1))
    assert (await handed.matters())[1] == "agenda"

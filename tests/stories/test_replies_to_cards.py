"""A command that replies to the card of a matter, or to a task, is about that matter and needs no number."""

from typing import Any

import pytest

from bot.domain.matters.matter import Matter
from sandbox import Message
from tests.stories.town import Town, labels, story_fixture


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


def album(town: Town, who: str, *, to: Message, chat: Any = None, worded: int | None = None) -> None:
    """Three pictures of one album, of which the first alone replies, as phones send them; words below one of them."""
    for place in range(3):
        picture = {"file_id": f"album-{place}", "file_unique_id": f"a{place}", "width": 9, "height": 9}
        content = {"media_group_id": "778", "photo": [picture]}
        if place == worded:
            content["caption"] = "门轴换好了"
        sender = town.people[who]
        if place == 0:
            town.world.deliver(town.world.post(town.world.chat(chat or town.group), sender, content, reply_to=to))
        else:
            town.world.deliver(town.world.post(town.world.chat(chat or town.group), sender, content))


@pytest.mark.parametrize("worded", [None, 0, 2])
@pytest.mark.parametrize(
    ("who", "private", "offered", "chosen"),
    [
        ("陈师傅", False, ["记为进展", "办结", "记为补充"], "办结"),
        ("陈师傅", True, ["记为进展", "办结", "记为补充"], "记为进展"),
        ("李秀兰", False, ["记为进展", "办结", "记为补充"], "记为补充"),
        ("孙大爷", False, ["记为补充"], "记为补充"),
    ],
)
async def test_an_album(  # noqa: PLR0917  # the columns of the table
    handed: Town,
    who: str,
    private: bool,  # noqa: FBT001  # a column of the table
    offered: list[str],
    chosen: str,
    worded: int | None,
) -> None:
    """An album that replies to a card is one question with all its pictures, wherever its words stand."""
    (task,) = [said for said in handed.private("陈师傅") if "请您承办" in said.text]
    before, told = handed.heard(), handed.private(who)
    chat = handed.people[who] if private else handed.group
    album(handed, who, to=task if private else handed.card(2), chat=chat, worded=worded)
    await handed.settle()
    asked = [each for each in (*handed.heard(), *handed.private(who)) if each not in {*before, *told}]
    assert [labels(each) for each in asked] == [offered]
    assert "这组照片" in asked[0].text
    await handed.press(who, asked[0], chosen)
    assert (await handed.matters())[2] == {"办结": "done", "记为进展": "in_progress", "记为补充": "dispatched"}[chosen]
    matter = await handed.store.run(lambda tx: tx.get(Matter, Matter.key_of(1, 2)))
    assert matter
    assert [len(entry.attachments) for entry in matter.timeline][-1] == 3
    assert matter.timeline[-1].text == ("" if worded is None else "门轴换好了")


@pytest.mark.parametrize("who", ["陈师傅", "孙大爷"])
async def test_what_cannot_be_kept(handed: Town, who: str) -> None:
    """A video or a file in a reply to a card is politely refused, to its sender alone; a place is kept."""
    before = handed.heard()
    handed.world.send_media(handed.people[who], handed.group, "video", reply_to=handed.card(2))
    await handed.settle()
    (refused,) = [each for each in handed.heard() if each not in before]
    assert refused.receiver is handed.people[who]
    assert "留不下来" in refused.text
    handed.world.send_location(handed.people[who], handed.group, 31.2, 121.5, reply_to=handed.card(2))
    await handed.settle()
    assert "记为补充" in labels(handed.last())


async def test_words_in_private(handed: Town) -> None:
    """A handler's reply to their task is offered as progress; a resident's is perhaps a matter."""
    (task,) = [said for said in handed.private("陈师傅") if "请您承办" in said.text]
    asked = await handed.whisper("陈师傅", "门轴换好了", to=task)
    assert labels(asked) == ["记为进展", "办结", "记为补充"]
    await handed.press("陈师傅", asked, "记为进展")
    assert (await handed.matters())[2] == "in_progress"
    assert "#2" in (await handed.whisper("陈师傅", "这件事怎么样了", to=task)).text

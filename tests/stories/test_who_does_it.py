"""Who carries it out: a day is no name, and a name that is not on the list is asked about."""

import pytest

from tests.stories.town import Town, labels, story_fixture


async def set_up_resolved(town: Town) -> None:
    """A matter waits to be handed over."""
    await town.say("赵敏", "/propose 路灯坏了")
    await town.say("李秀兰", "/accept 1")
    await town.say("王建国", "/resolve 1 换新灯")


resolved = story_fixture(set_up_resolved)


@pytest.mark.parametrize("said", ["3天", "三天", "3月10日", "下周五", "按时限"])
async def test_a_day_is_no_name(resolved: Town, said: str) -> None:
    """A day where a name is asked for is kept as the day, and the name is asked for again."""
    question = await resolved.ask("王建国", said, to=resolved.question("王建国"))
    assert f"期限记下了：{said}。" in question.text
    assert "请谁承办" in question.text
    await resolved.say("王建国", "陈师傅", to=question)
    assert await resolved.matters() == {1: "dispatched"}
    assert "陈师傅" in resolved.last().text


@pytest.mark.parametrize("words", ["/assign 1 3天 陈师傅", "/assign 1 陈师傅 3天"])
async def test_the_day_may_come_first(resolved: Town, words: str) -> None:
    """With the command the day may stand before the name or behind it."""
    await resolved.say("王建国", words)
    assert await resolved.matters() == {1: "dispatched"}
    assert "3月5日" in (await resolved.ask("王建国", "/matter 1")).text


async def test_the_day_alone_with_the_command(resolved: Town) -> None:
    """With the command a day alone is the day."""
    assert "期限记下了：3天" in (await resolved.ask("王建国", "/assign 1 3天")).text


@pytest.mark.parametrize("name", ["小李", "3个工作日", "物业公司"])
async def test_a_name_that_is_not_on_the_list(resolved: Town, name: str) -> None:
    """It is asked whether it is meant so, and [是] takes it."""
    asked = await resolved.ask("王建国", f"{name} 3天", to=resolved.question("王建国"))
    assert asked.text == f"王建国，「{name}」不在成员里，就写这个名字？"
    assert labels(asked) == ["是", "重新选", "取消"]
    assert await resolved.matters() == {1: "resolved"}
    await resolved.press("王建国", asked, "是")
    assert await resolved.matters() == {1: "dispatched"}
    assert name in resolved.last().text
    assert asked.is_deleted


async def test_chosen_again(resolved: Town) -> None:
    """[重新选] asks for the name again and keeps the day."""
    asked = await resolved.ask("王建国", "陈师付 3天", to=resolved.question("王建国"))
    await resolved.press("王建国", asked, "重新选")
    assert "期限记下了：3天" in resolved.last().text
    await resolved.say("王建国", "陈师傅", to=resolved.question("王建国"))
    assert await resolved.matters() == {1: "dispatched"}


async def test_given_to_another(resolved: Town) -> None:
    """By [改派] somebody else gets it: all read from whom, who had it privately; the same again is refused."""
    await resolved.whisper("陈师傅", "/start")
    await resolved.say("王建国", "/assign 1 陈师傅 3天")
    await resolved.act("李秀兰", resolved.card(1), "改派")
    await resolved.say("李秀兰", "张伟", to=resolved.last())
    await resolved.say("李秀兰", "7天", to=resolved.last())
    assert resolved.last().text.startswith(
        "📌 #1「路灯坏了」改派了。\n承办：张伟\n期限：3月9日 周一\n原来：陈师傅，3月5日 周四"
    )
    told = resolved.last(resolved.people["陈师傅"]).text
    assert "改由张伟承办，期限：3月9日 周一。\n您不用再办了，辛苦您了。" in told
    before = resolved.heard()
    again = await resolved.ask("李秀兰", "/assign 1 张伟 7天")
    assert again.text == "#1 本来就是请这一位、办到这一天，没有改动。"
    assert len(resolved.since(before)) == 1
    timeline = (await resolved.ask("赵敏", "/matter 1")).text
    assert "李秀兰 改派给张伟，期限 2026-03-09（原来：陈师傅，2026-03-05）" in timeline


@pytest.mark.parametrize(("answer", "name"), [("是", "小李"), ("陈师傅", "陈师傅")])
async def test_answered_in_words(resolved: Town, answer: str, name: str) -> None:
    """The question may be answered in words: yes, or another name."""
    asked = await resolved.ask("王建国", "小李 3天", to=resolved.question("王建国"))
    await resolved.say("王建国", answer, to=asked)
    assert await resolved.matters() == {1: "dispatched"}
    assert name in resolved.last().text

"""Questions in a group: their person alone reads and answers them; where that cannot be, the next way is taken."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from sandbox.model import MEMBER, Message
from tests.stories.town import Town, labels, open_town, story_fixture

CLERK, HEAD = "李秀兰", "王建国"
LEFT = "什么也没有记下"
Leave = Callable[[Town, Message], Awaitable[None]]


async def proposed_two(town: Town) -> None:
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("孙大爷", "/propose 单元门锁坏了")


proposed = story_fixture(proposed_two)


@pytest.fixture
async def plain() -> AsyncIterator[Town]:
    """The same council, in whose group the bot is a mere member."""
    async with open_town(bot=MEMBER, after=(proposed_two,)) as town:
        town.world.privacy_mode = False
        yield town
        assert town.world.violations == []
        assert await town.faults() == []


def public(town: Town) -> list[str]:
    """What all have read of the bot."""
    return [said.text for said in town.heard() if said.receiver is None]


async def answer(town: Town, who: str, text: str, asked: Message) -> None:
    """Reply, and do no more."""
    town.world.say(town.people[who], town.group, text, reply_to=asked)
    await town.settle()


@pytest.mark.parametrize("named", [False, True])
async def test_asked_and_answered_alone(proposed: Town, *, named: bool) -> None:
    """What a command leaves out is asked and answered unseen, and shown to its author before the group reads it.

    It makes no difference whether the platform names the message that is replied to.
    """
    proposed.world.names_ephemeral_replies = named
    before = public(proposed)
    asked = await proposed.ask(CLERK, "/reject 1")
    assert asked.receiver is proposed.people[CLERK]
    assert "取消" in labels(asked)
    async with proposed.asleep():
        pass
    await answer(proposed, CLERK, "不归议事会管", asked)
    assert asked.is_deleted
    assert public(proposed) == before
    assert not proposed.world.sees(proposed.people["张伟"], proposed.world.last_message(proposed.group))
    shown = proposed.question(CLERK)
    assert "「不归议事会管」" in shown.text
    await proposed.press(CLERK, shown, "发出去")
    assert shown.is_deleted
    assert (await proposed.matters())[1] == "rejected"
    assert any("不归议事会管" in text for text in public(proposed)[len(before) - 1 :])
    assert proposed.private(CLERK) == []


async def by_button(town: Town, asked: Message) -> None:
    """[取消] below the question."""
    assert LEFT in await town.press(CLERK, asked, "取消")


async def by_words(town: Town, asked: Message) -> None:
    """取消, as a reply, which is answered alone."""
    await town.say(CLERK, "取消", to=asked)
    assert LEFT in town.alone(CLERK)[-1].text


async def by_command(town: Town, _: Message) -> None:
    """/cancel, without a reply."""
    await town.say(CLERK, "/cancel")
    assert LEFT in town.alone(CLERK)[-1].text


async def by_another_command(town: Town, _: Message) -> None:
    """Asking for something else."""
    await town.say(CLERK, "/mine")
    assert LEFT in town.alone(CLERK)[-1].text


async def by_another_button(town: Town, _: Message) -> None:
    """Pressing something else, in vain as well."""
    await town.press(CLERK, town.card(2), "附议")
    await town.press_old(CLERK, town.card(2), "归档")


@pytest.mark.parametrize("leave", [by_button, by_words, by_command, by_another_command, by_another_button])
async def test_left(proposed: Town, leave: Leave) -> None:
    """A question that is left is gone from the screen, before a restart or after it, and nothing answers it."""
    before = len(public(proposed))
    asked = await proposed.ask(CLERK, "/reject 1")
    async with proposed.asleep():
        pass
    await leave(proposed, asked)
    assert asked.is_deleted
    assert len(public(proposed)) == before
    await answer(proposed, CLERK, "不归议事会管", asked)
    assert (await proposed.matters())[1] == "submitted"


async def test_what_cannot_be_deleted_shows_that_it_is_over(proposed: Town) -> None:
    """Where Telegram does not delete a question, it is edited, and its buttons are gone."""
    asked = await proposed.ask(CLERK, "/reject 1")
    proposed.world.faults.add("deleteEphemeralMessage", status=400, description="Bad Request: message can't be deleted")
    await proposed.press(CLERK, asked, "取消")
    assert not asked.is_deleted
    assert labels(asked) == []


async def test_two_people_are_asked_at_once(proposed: Town) -> None:
    """Each has a question of their own, and each answer counts for its author's."""
    first = await proposed.ask(CLERK, "/reject 1")
    second = await proposed.ask(HEAD, "/reject 2")
    await proposed.say(HEAD, "门锁已经换过了", to=second)
    assert (first.is_deleted, second.is_deleted) == (False, True)
    assert await proposed.matters() == {1: "submitted", 2: "rejected"}
    await proposed.say(CLERK, "不归议事会管", to=first)
    assert await proposed.matters() == {1: "rejected", 2: "rejected"}


async def test_the_newer_of_two_questions(proposed: Town) -> None:
    """A newer question removes the older one; a reply to that, where it is named, answers neither."""
    proposed.world.names_ephemeral_replies = True
    older = await proposed.ask(CLERK, "/reject 1")
    newer = await proposed.ask(CLERK, "/reject 2")
    assert older.is_deleted
    await answer(proposed, CLERK, "不归议事会管", older)
    assert "我没有听懂" in proposed.alone(CLERK)[-1].text
    assert not newer.is_deleted
    assert set((await proposed.matters()).values()) == {"submitted"}


async def test_an_unusable_answer(proposed: Town) -> None:
    """An answer of no use is asked for again, alone, and the question before is gone."""
    asked = await proposed.ask(CLERK, "/reject")
    await answer(proposed, CLERK, "那个路灯", asked)
    again = proposed.question(CLERK)
    assert "没看懂编号" in again.text
    assert (asked.is_deleted, again.receiver) == (True, proposed.people[CLERK])
    assert [said for said in proposed.alone(CLERK) if "取消" in labels(said)] == [again]


@pytest.mark.parametrize("worded", [0, 2])
async def test_an_album_as_an_answer(proposed: Town, worded: int) -> None:
    """Pictures sent at once come one by one, and are one preview and one matter, wherever their words stand."""
    files = [proposed.world.files.keep("photo", bytes([place]), "photo.jpg", "image/jpeg") for place in range(3)]
    asked = await proposed.ask("张伟", "/propose")
    captions = ["楼道堆了杂物" if place == worded else None for place in range(3)]
    for file, caption in zip(files, captions, strict=True):
        proposed.world.send_album(proposed.people["张伟"], proposed.group, [file], caption=caption, reply_to=asked)
    await proposed.settle()
    (preview,) = [said for said in proposed.alone("张伟") if "提成议题" in labels(said)]
    assert not any("杂物" in text for text in public(proposed))
    await proposed.press("张伟", preview, "提成议题")
    assert len(await proposed.matters()) == 3
    assert "楼道堆了杂物" in proposed.card(3).text
    assert "附件 3" in proposed.card(3).text


@pytest.mark.parametrize("worded", [0, 2])
async def test_an_album_as_a_result(proposed: Town, worded: int) -> None:
    """The pictures of a result come with its words, which are sent off by their author alone."""
    await proposed.say(CLERK, "/accept 1")
    await proposed.say(HEAD, "/assign 1 陈师傅 7天")
    files = [proposed.world.files.keep("photo", bytes([place]), "photo.jpg", "image/jpeg") for place in range(3)]
    asked = await proposed.ask("陈师傅", "/done 1")
    for place, file in enumerate(files):
        caption = "装好了新灯" if place == worded else None
        proposed.world.send_album(proposed.people["陈师傅"], proposed.group, [file], caption=caption, reply_to=asked)
    await proposed.settle()
    assert (await proposed.matters())[1] == "dispatched"
    shown = proposed.question("陈师傅")
    assert "「装好了新灯」" in shown.text
    assert "照片 3 张" in shown.text
    await proposed.press("陈师傅", shown, "发出去")
    assert (await proposed.matters())[1] == "done"
    assert any("装好了新灯" in text for text in public(proposed))


async def test_pictures_some_time_apart(proposed: Town) -> None:
    """A picture sent to the bot alone long after another belongs to something else."""
    asked = await proposed.ask("张伟", "/propose")
    await proposed.photo("张伟", "楼道堆了杂物", to=asked)
    proposed.move(timedelta(minutes=1))
    asked = await proposed.ask("张伟", "/propose")
    await proposed.photo("张伟", "井盖松了", to=asked)
    assert len(await proposed.matters()) == 4


async def test_words_to_the_bot_alone(proposed: Town) -> None:
    """A reply to something else that one person alone sees is said to the bot, and answered as such."""
    await proposed.say("张伟", "/help")
    before = public(proposed)
    await proposed.say("张伟", "下次什么时候开会", to=proposed.alone("张伟")[-1])
    assert "会" in proposed.alone("张伟")[-1].text
    await proposed.say("张伟", "电梯坏了，按了没反应", to=proposed.alone("张伟")[0])
    assert len(await proposed.matters()) == 3  # sent off from its preview
    assert len(public(proposed)) == len(before) + 1


async def test_a_mere_member_asks_in_the_private_chat(plain: Town) -> None:
    """What cannot be asked alone in the group is asked in private, and answered there; the group reads the outcome."""
    await plain.whisper(CLERK, "/start c-1")
    before = public(plain)
    await plain.say(CLERK, "/reject 1")
    assert public(plain) == before
    asked = plain.private(CLERK)[-1]
    assert "为什么" in asked.text
    await plain.whisper(CLERK, "不归议事会管")
    await plain.press(CLERK, plain.private(CLERK)[-1], "发出去")
    assert (await plain.matters())[1] == "rejected"


@pytest.mark.parametrize("leave", [by_button, by_another_button])
async def test_without_a_private_chat_it_is_asked_in_the_group(plain: Town, leave: Leave) -> None:
    """Without a private chat a question is asked before all, in a line or two, and is answered by a reply there."""
    asked = await plain.ask(CLERK, "/reject 1")
    assert asked.receiver is None
    await leave(plain, asked)
    assert LEFT in asked.text
    asked = await plain.ask(CLERK, "/reject 1")
    await plain.say(CLERK, "不归议事会管", to=asked)
    assert (await plain.matters())[1] == "rejected"


async def test_an_older_server_asks_in_the_group(proposed: Town) -> None:
    """Where the server shows nobody anything alone, questions are asked in the group as ever."""
    proposed.world.has_ephemeral_messages = False
    await proposed.whisper(CLERK, "/start c-1")
    told = len(proposed.private(CLERK))
    for _ in range(2):  # the first time it is found out
        asked = await proposed.ask(CLERK, "/reject 1")
        assert (asked.receiver, asked.is_deleted) == (None, False)
    await proposed.say(CLERK, "不归议事会管", to=asked)
    assert (await proposed.matters())[1] == "rejected"
    assert len(proposed.private(CLERK)) == told


async def test_a_number_that_is_used_again(proposed: Town) -> None:
    """The number of a question that vanished may be that of a list: a reply to the list answers no question twice."""
    asked = await proposed.ask(CLERK, "/reject 1")
    await proposed.press(CLERK, asked, "取消")
    await proposed.say(CLERK, "议题")
    (shown,) = [said for said in proposed.alone(CLERK) if said.message_id == asked.message_id]
    proposed.world.names_ephemeral_replies = True
    await answer(proposed, CLERK, "谢谢", shown)
    assert (await proposed.matters())[1] == "submitted"

"""Whom the head means: by a name, by a mention, by the message that is answered, by Telegram's own lines."""

import pytest

from sandbox.model import Message
from tests.stories.test_people import newcomer
from tests.stories.town import Town, another


def line(town: Town) -> Message:
    """The newest of Telegram's own lines."""
    return [each for each in town.group.messages.values() if each.is_service][-1]


async def roster(town: Town) -> str:
    return (await town.ask("赵敏", "/members")).text


@pytest.mark.parametrize("by", ["王建国", "赵敏"])
async def test_somebody_was_added(town: Town, by: str) -> None:
    """Whoever was brought in gets the role, not whoever brought them in."""
    new = town.people["周倩"] = town.world.add_user("周倩")
    town.world.add_members(town.group, [new], by=town.people[by])
    assert "周倩 现在是专人了" in (await town.ask("王建国", "/role 专人", to=line(town))).text
    assert f"专人：{by}" not in await roster(town)


async def test_somebody_joined(town: Town) -> None:
    """Whoever came by a link gets the role, also when it is asked for."""
    newcomer(town, "周倩")
    question = await town.ask("王建国", "/role", to=line(town))
    assert "担任什么" in question.text
    await town.say("王建国", "议事员", to=question)
    assert "议事员：周倩" in await roster(town)


async def test_several_were_added(town: Town) -> None:
    """Of several who were brought in it is asked which one, and a name is enough."""
    new = [town.world.add_user(name) for name in ("周倩", "吴刚")]
    town.world.add_members(town.group, new, by=town.people["赵敏"])
    question = await town.ask("王建国", "/role 专人", to=line(town))
    assert "周倩、吴刚" in question.text
    assert "请谁来担任" in question.text
    assert "吴刚 现在是专人了" in (await town.ask("王建国", "吴刚", to=question)).text


async def test_a_bot_was_added(town: Town) -> None:
    """A line that says that a bot was brought in is about nobody: it is asked who it shall be."""
    robot = town.world.add_user("某机器人")
    robot.is_bot = True
    town.world.add_members(town.group, [robot], by=town.people["赵敏"])
    assert "请谁来担任" in (await town.ask("王建国", "/role 专人", to=line(town))).text


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("how", ["leave", "kick"])
async def test_somebody_left(town: Town, how: str, *, known: bool) -> None:
    """Whoever is gone gets no role, and whoever put them out neither."""
    newcomer(town, "周倩")
    if known:
        await town.say("周倩", "/propose 路灯坏了")
    getattr(town.world, how)(town.group, town.people["周倩"])
    await town.settle()
    assert "离开了群" in (await town.ask("王建国", "/role 专人", to=line(town))).text
    assert "专人：李秀兰\n" in await roster(town) + "\n"


async def test_lines_about_nobody(town: Town) -> None:
    """A pinned message or a new name of the group is about nobody: it is asked who it shall be."""
    said = town.world.say(town.people["赵敏"], town.group, "大家好")
    town.world.pin(town.group, said, by=town.people["孙大爷"])
    assert "请谁来担任" in (await town.ask("王建国", "/role 专人", to=line(town))).text
    town.world.rename(town.group, "和平里")
    assert "请谁来担任" in (await town.ask("王建国", "/role 专人", to=line(town))).text
    assert "孙大爷" not in await roster(town)


async def test_no_role_for_nobody(town: Town) -> None:
    """That a channel or a hidden administrator holds no role is said with what to do instead."""
    for say in (town.world.say_as_channel, town.world.say_as_anonymous_admin):
        answer = await town.ask("王建国", "/role 专人", to=say(town.group, "大家好"))
        assert "不能担任角色" in answer.text
        assert "请换成自己的账号" not in answer.text


async def test_for_oneself(town: Town) -> None:
    """The head may take a second role by answering a message of their own, or by naming themselves."""
    own = town.world.say(town.people["王建国"], town.group, "我说一句")
    assert "王建国 现在是楼栋长了" in (await town.ask("王建国", "/role 楼栋长", to=own)).text
    assert "王建国 现在是监票人了" in (await town.ask("王建国", "/role 我 监票人")).text
    assert "王建国 现在是承办人了" in (await town.ask("王建国", "/role 承办人 我")).text


@pytest.mark.parametrize("words", ["/role 专人 @sundaye", "/role 专人 孙大爷", "/role 孙大爷 专人", "任命 专人 孙大爷"])
async def test_in_reply_to_the_question(town: Town, words: str) -> None:
    """A command in reply to the bot's own question names its person by itself."""
    town.people["孙大爷"].username = "sundaye"
    await town.say("孙大爷", "/propose 路灯坏了")
    question = await town.ask("王建国", "/role")
    assert "孙大爷 现在是专人了" in (await town.ask("王建国", words, to=question)).text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/role 专人 孙大爷", "孙大爷 现在是专人了。"),
        ("/role 专人：孙大爷", "孙大爷 现在是专人了。"),
        ("/role 专人 @SunDaye", "孙大爷 现在是专人了。"),
        ("/role @sundaye 专人", "孙大爷 现在是专人了。"),
        ("/role 议事员 孙大爷 退休教师", "孙大爷 现在是议事员了（退休教师）。"),
        ("/role 楼栋长 孙大爷 3号楼", "孙大爷 现在是楼栋长了（3号楼）。"),
        ("/role clerk 孙大爷", "孙大爷 现在是专人了。"),
    ],
)
async def test_named_behind_the_role(town: Town, words: str, told: str) -> None:
    """Somebody known may be named behind the role, or by their user name."""
    town.people["孙大爷"].username = "sundaye"
    await town.say("孙大爷", "/propose 路灯坏了")
    assert (await town.ask("王建国", words)).text == told


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("/role 专人 周倩", "周倩", "专人"),
        ("/role 议事员 周倩", "周倩", "议事员"),
        ("/role 楼栋长 欧阳小敏 3号楼", "欧阳小敏", "楼栋长"),
        ("/role 监票人 Mary", "Mary", "监票人"),
        ("/role 专人 @nobody_here", "@nobody_here", "专人"),
        ("/role @nobody_here 专人", "@nobody_here", "专人"),
        ("/role 周倩 专人", "周倩", "专人"),
    ],
)
async def test_named_and_unknown(town: Town, words: str, name: str, role: str) -> None:
    """Somebody whom the bot has never heard of is asked to say something first, and then has the role."""
    question = await town.ask("王建国", words)
    assert f"我还不认识{name}。请本人先在群里说句话。不任命了就回复「取消」。" in question.text
    await town.say("孙大爷", "/propose 路灯坏了")
    answer = await town.ask("王建国", "孙大爷", to=question)
    assert f"孙大爷 现在是{role}了" in answer.text
    assert name not in answer.text


async def test_a_sector_is_no_name(town: Town) -> None:
    """What stands behind a seat is for whom somebody sits: it is asked who, and kept."""
    await town.say("孙大爷", "/propose 路灯坏了")
    for words, told in (("议事员 退休教师", "议事员了（退休教师"), ("楼栋长 3号楼", "楼栋长了（3号楼")):
        question = await town.ask("王建国", f"/role {words}")
        assert "不认识" not in question.text
        assert told in (await town.ask("王建国", "孙大爷", to=question)).text


async def test_left_unanswered(town: Town) -> None:
    """取消 leaves the question, and nobody gets the role."""
    question = await town.ask("王建国", "/role 专人 周倩")
    assert (await town.ask("王建国", "取消", to=question)).text == "好的，不问了，什么也没有记下。"
    assert question.is_deleted


async def test_the_head_lays_one_role_down(town: Town) -> None:
    """Of somebody with several roles one is taken back when it is named; the head's is not."""
    own = town.world.say(town.people["王建国"], town.group, "我说一句")
    await town.say("王建国", "/role 楼栋长 3号楼", to=own)
    assert "先任命" in (await town.ask("王建国", "/role 撤销", to=own)).text
    assert "先任命" in (await town.ask("王建国", "/role 撤销 议事长", to=own)).text
    assert "先任命" in (await town.ask("王建国", "/role 撤销 议事长 楼栋长", to=own)).text
    assert "3号楼" in await roster(town)
    told = await town.ask("王建国", "/role 撤销 楼栋长", to=own)
    assert told.text == "王建国 不再担任楼栋长了，谢谢您的付出。"
    shown = await roster(town)
    assert "议事长：王建国" in shown
    assert "3号楼" not in shown
    assert "不是楼栋长" in (await town.ask("王建国", "/role 撤销 楼栋长", to=own)).text


@pytest.mark.parametrize(
    "words", ["/role 撤销 监票人 张伟", "/role 张伟 撤销 监票人", "/role 监票人 撤销 张伟", "/role revoke teller 张伟"]
)
async def test_one_of_two_roles(town: Town, words: str) -> None:
    """Whoever has two roles keeps the other one."""
    await town.say("王建国", "/role 张伟 监票人")
    assert "监票人：张伟" in await roster(town)
    assert (await town.ask("王建国", words)).text == "张伟 不再担任监票人了，谢谢您的付出。"
    shown = await roster(town)
    assert "楼栋长：张伟" in shown
    assert "监票人" not in shown


async def test_two_of_two_roles(town: Town) -> None:
    """Several roles are taken back at once; a word that names no role takes none back."""
    await town.say("王建国", "/role 张伟 监票人")
    said = town.world.say(town.people["张伟"], town.group, "我不做了")
    await town.say("王建国", "/role 撤销 皇帝", to=said)
    assert "监票人：张伟" in await roster(town)
    told = await town.ask("王建国", "/role 撤销 楼栋长、监票人", to=said)
    assert told.text == "张伟 不再担任楼栋长、监票人了，谢谢您的付出。"
    assert "张伟" not in await roster(town)


async def test_below_a_picture(town: Town) -> None:
    """The command may stand below a picture."""
    await town.photo("王建国", "/role 专人 赵敏")
    assert "请谁来担任" in town.last().text


async def test_known_elsewhere(town: Town) -> None:
    """Who is known in another council alone is unknown here."""
    await another(town, "周倩")
    assert "我还不认识周倩" in (await town.ask("王建国", "/role 专人 周倩")).text

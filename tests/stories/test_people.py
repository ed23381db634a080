"""Who is who: setting up, roles, one's own data, and other councils."""

import json

import pytest

from sandbox.model import User
from tests.stories.town import Town, another, data_of, labels, open_town

PRIVATE_WORDS = "只有我们知道的暗号"


def newcomer(town: Town, name: str) -> User:
    """Somebody new in the group."""
    person = town.people[name] = town.world.add_user(name)
    town.world.join(town.group, person)
    return person


async def test_set_up() -> None:
    """Only an administrator makes the group a council, and becomes its head; again, it shows what is set."""
    async with open_town(council=False) as town:
        assert "管理员" in (await town.ask("赵敏", "/setup")).text
        assert await town.matters() == {}
        shown = await town.ask("王建国", "/setup")
        for words in ("和平里小区", "王建国"):
            assert words in shown.text
        assert {"✓ 中文", "English"} <= set(labels(shown))
        shown = await town.ask("赵敏", "/setup")
        assert "王建国" in shown.text
        assert "赵敏" not in shown.text


async def test_set_up_where_nobody_is_told_of() -> None:
    """Where Telegram does not tell the bot of one member, the list of administrators decides."""
    async with open_town(council=False, bot="member") as town:
        for name, answer in (("赵敏", "管理员"), ("王建国", "议事长：王建国")):
            town.world.faults.add("getChatMember", status=400, description="Bad Request: member list is inaccessible")
            assert answer in (await town.ask(name, "/setup")).text


async def test_set_up_by_nobody() -> None:
    """An anonymous administrator or a channel is asked to come in person."""
    async with open_town(council=False) as town:
        before = town.heard()
        town.world.say_as_anonymous_admin(town.group, "/setup")
        town.world.say_as_channel(town.group, "/setup")
        await town.settle()
        assert len(town.since(before)) == 2
        assert "/setup" in (await town.ask("赵敏", "/matters")).text


async def test_named_in_the_command(town: Town) -> None:
    """A role may be given by name; somebody whom the council does not know is asked for again, and keeps the words."""
    await town.say("孙大爷", "/propose 路灯坏了")
    assert "孙大爷 现在是议事员了（退休教师" in (await town.ask("王建国", "/role 孙大爷 议事员 退休教师")).text
    await town.say("王建国", "任命 孙大爷 撤销")
    assert "孙大爷" not in (await town.ask("赵敏", "/members")).text
    question = await town.ask("王建国", "/role 周倩 议事员 退休教师")
    assert "我还不认识周倩" in question.text
    assert "请谁来担任" in question.text
    await town.say("王建国", "孙大爷", to=question)
    assert "议事员：孙大爷" in (await town.ask("赵敏", "/members")).text


async def test_what_is_left_to_do(town: Town) -> None:
    """Where there is no clerk the settings say so."""
    assert "专人：李秀兰" in (await town.ask("王建国", "/settings")).text
    said = town.world.say(town.people["李秀兰"], town.group, "我不做了")
    await town.say("王建国", "/role 撤销", to=said)
    assert "专人：还没有" in (await town.ask("王建国", "/settings")).text


async def test_set_up_in_private(town: Town) -> None:
    """/setup belongs into a group."""
    assert "群" in (await town.whisper("王建国", "/setup")).text


async def test_the_head_leaves(town: Town) -> None:
    """The head leaves: the group is told, and the next administrator who sends /setup takes over."""
    town.world.promote(town.group, town.people["李秀兰"])
    await town.settle()
    town.world.leave(town.group, town.people["王建国"])
    await town.settle()
    assert "/setup" in town.last().text
    assert "管理员" in (await town.ask("赵敏", "/setup")).text
    assert "议事长：李秀兰" in (await town.ask("李秀兰", "/setup")).text
    await town.say("李秀兰", "/schedule 8 19:30")
    assert "3月8日" in town.last().text


async def test_nobodies_have_no_voice(town: Town) -> None:
    """Anonymous administrators and channels can neither propose nor decide."""
    await town.say("赵敏", "/propose 路灯坏了")
    for wish in ("/propose 大家都听我的", "/resolve 1 拆掉", "/schedule 1 10:00", "/role 议事长"):
        town.world.say_as_anonymous_admin(town.group, wish)
        town.world.say_as_channel(town.group, wish)
        await town.settle()
    assert await town.matters() == {1: "submitted"}
    assert "3月8日" in (await town.ask("赵敏", "/meeting")).text


@pytest.mark.parametrize("word", ["议事员", "楼栋长", "承办人", "监票人", "专人", "clerk", "CLERK"])
async def test_roles(town: Town, word: str) -> None:
    """The head gives a role by answering a message; the roster shows it."""
    said = town.world.say(town.people["孙大爷"], town.group, "大家好")
    answer = await town.ask("王建国", f"/role {word}", to=said)
    assert "孙大爷" in answer.text
    assert "孙大爷" in (await town.ask("赵敏", "/members")).text
    answer = await town.ask("王建国", "任命 撤销", to=said)
    assert "孙大爷" in answer.text
    assert "孙大爷" not in (await town.ask("赵敏", "成员")).text


async def test_roles_take_effect_and_end(town: Town) -> None:
    """What a role allows, it allows from now on, and no longer when it is taken back."""
    await town.say("赵敏", "/propose 路灯坏了")
    said = town.world.say(town.people["孙大爷"], town.group, "大家好")
    await town.say("王建国", "/role 专人", to=said)
    await town.act("孙大爷", town.card(1), "受理")
    assert await town.matters() == {1: "accepted"}
    await town.say("王建国", "/role 撤销", to=said)
    await town.press_old("孙大爷", town.card(1), "列入议程")
    assert await town.matters() == {1: "accepted"}


async def test_who_gives_roles(town: Town) -> None:
    """Only the head does: not the clerk, not the group's administrators, not for oneself."""
    town.world.promote(town.group, town.people["赵敏"])
    said = town.world.say(town.people["孙大爷"], town.group, "大家好")
    for who in ("李秀兰", "赵敏", "孙大爷"):
        assert "议事长" in (await town.ask(who, "/role 专人", to=said)).text
    assert "孙大爷" not in (await town.ask("赵敏", "/members")).text


async def test_a_new_head(town: Town) -> None:
    """Naming a new head ends the old one's office; a head is never taken away without a successor."""
    own = town.world.say(town.people["王建国"], town.group, "我说一句")
    await town.say("王建国", "/role 撤销", to=own)
    assert "王建国" in (await town.ask("赵敏", "/members")).text
    said = town.world.say(town.people["孙大爷"], town.group, "大家好")
    await town.say("王建国", "/role 议事长", to=said)
    assert "议事长：孙大爷" in (await town.ask("赵敏", "/members")).text
    assert "议事长" in (await town.ask("王建国", "/schedule 1 10:00")).text


async def test_a_role_for_nobody(town: Town) -> None:
    """Bots, channels and anonymous administrators hold no role."""
    for said in (
        town.world.say_as_anonymous_admin(town.group, "大家好"),
        town.world.say_as_channel(town.group, "大家好"),
        town.last(),  # the bot's own
    ):
        await town.say("王建国", "/role 专人", to=said)
    roster = (await town.ask("赵敏", "/members")).text
    assert "Group" not in roster
    assert "小区公告" not in roster


async def test_asked_for_the_role(town: Town) -> None:
    """/role without a role, or without a person, asks for what is missing."""
    said = town.world.say(town.people["孙大爷"], town.group, "大家好")
    question = await town.ask("王建国", "/role", to=said)
    assert question.markup
    await town.say("王建国", "议事员", to=question)
    assert "孙大爷" in (await town.ask("赵敏", "/members")).text
    question = await town.ask("王建国", "/role 楼栋长")
    assert question.markup
    await town.say("王建国", "@lixiulan", to=question)
    assert "李秀兰" in (await town.ask("赵敏", "/members")).text.split("楼栋长")[1]


async def test_no_such_role(town: Town) -> None:
    """A word that names no role gives none."""
    said = town.world.say(town.people["孙大爷"], town.group, "大家好")
    await town.say("王建国", "/role 皇帝", to=said)
    assert "孙大爷" not in (await town.ask("赵敏", "/members")).text


async def test_two_of_one_name(town: Town) -> None:
    """Rights hang on the account and never on a name: a namesake of the head may nothing."""
    newcomer(town, "冒名者").first_name = "王建国"
    await town.say("赵敏", "/propose 路灯坏了")
    assert "专人" in await town.press_old("冒名者", town.card(1), "受理")
    assert "议事长" in (await town.ask("冒名者", "/schedule 1 10:00")).text


async def test_somebody_leaves(town: Town) -> None:
    """Who has left the group has no rights, in private neither; who comes back is an ordinary resident."""
    await town.say("赵敏", "/propose 路灯坏了")
    shown = await town.whisper("李秀兰", "/matter 1")
    town.world.leave(town.group, town.people["李秀兰"])
    await town.settle()
    for label in ("受理", "附议"):
        await town.press("李秀兰", shown, label)
    assert await town.matters() == {1: "submitted"}
    assert await town.supporters(1) == 0
    assert "/propose" not in (await town.whisper("李秀兰", "/matters")).text
    town.world.join(town.group, town.people["李秀兰"])
    await town.settle()
    assert "专人" in await town.press_old("李秀兰", town.card(1), "受理")


async def test_my_data(town: Town) -> None:
    """/mydata gives one's own data as a file, in private only, and nobody else's."""
    await town.say("赵敏", "/propose 路灯坏了")
    await town.say("孙大爷", "/propose 电梯坏了")
    assert "私" in (await town.ask("赵敏", "/mydata")).text
    sent = await town.whisper("赵敏", "/mydata")
    document = sent.content["document"]
    file = town.world.files.by_id(document["file_id"])
    assert file
    data = json.loads(file.content)
    assert "路灯坏了" in str(data)
    assert "赵敏" in str(data)
    assert "电梯" not in str(data)
    assert "孙大爷" not in str(data)


async def test_my_data_of_a_stranger(town: Town) -> None:
    """About whom nothing is kept is told so."""
    town.people["外人"] = town.world.add_user("外人")
    for wish in ("/mydata", "/forgetme"):
        answer = await town.whisper("外人", wish)
        assert "document" not in answer.content
        assert not labels(answer)


async def test_forget_me_not(town: Town) -> None:
    """/forgetme asks first; no means no."""
    await town.say("赵敏", "/propose 路灯坏了")
    question = await town.whisper("赵敏", "/forgetme")
    _, no = labels(question)
    await town.press("赵敏", question, no)
    assert "赵敏" in (await town.ask("孙大爷", "/matter 1")).text


async def test_forget_me(town: Town) -> None:
    """Confirmed, the name is gone from card, details, roster and meeting; the matter and its numbers stay."""
    said = town.world.say(town.people["赵敏"], town.group, "大家好")
    await town.say("王建国", "/role 议事员", to=said)
    await town.say("赵敏", "/propose 路灯坏了")
    await town.say("孙大爷", "/propose 电梯坏了")
    await town.press("赵敏", town.card(2), "附议")
    meeting = await town.ask("赵敏", "/meeting")
    await town.press("赵敏", meeting, "参加")
    question = await town.whisper("赵敏", "/forgetme")
    await town.press("赵敏", question, labels(question)[0])
    assert "赵敏" not in town.card(1).text
    assert "路灯坏了" in town.card(1).text
    for wish in ("/matter 1", "/members", "/meeting"):
        assert "赵敏" not in (await town.ask("孙大爷", wish)).text
    assert "附议 1 人" in town.card(2).text
    assert "document" not in (await town.whisper("赵敏", "/mydata")).content
    await town.say("赵敏", "/propose 大门坏了")
    assert "赵敏" in town.card(3).text
    await town.press_old("赵敏", town.card(1), "撤回")
    assert (await town.matters())[1] == "submitted"


async def test_forgotten_twice(town: Town) -> None:
    """The same confirmation again finds nothing to erase."""
    await town.say("赵敏", "/propose 路灯坏了")
    question = await town.whisper("赵敏", "/forgetme")
    label = labels(question)[0]
    await town.press("赵敏", question, label)
    if label in labels(question):
        await town.press("赵敏", question, label)
    assert await town.matters() == {1: "submitted"}


async def test_the_head_is_forgotten(town: Town) -> None:
    """A head who is erased leaves the office open, and the group is told."""
    question = await town.whisper("王建国", "/forgetme")
    await town.press("王建国", question, labels(question)[0])
    assert "/setup" in town.last().text
    assert "王建国" not in (await town.ask("赵敏", "/members")).text


async def test_another_council_sees_nothing(town: Town) -> None:
    """Matters, meetings and lists of one council are not shown in another's group, nor to its people in private."""
    other = await another(town, "周倩")
    town.people["外人"] = town.world.add_user("外人")
    town.world.join(other, town.people["外人"])
    await town.say("赵敏", f"/propose {PRIVATE_WORDS}")
    for wish in ("/matter 1", "#1", "/matters", "/meeting", "/mine", "/stats", "/members"):
        await town.say("周倩", wish, chat=other)
        await town.whisper("外人", wish)
    for heard in (town.heard(other), town.private("外人")):
        everything = "".join(message.text for message in heard)
        assert PRIVATE_WORDS not in everything
        assert "李秀兰" not in everything


async def test_another_council_presses_nothing(town: Town) -> None:
    """Buttons of one council do nothing in another group, whoever presses them, nor for its head."""
    other = await another(town, "周倩")
    await town.say("赵敏", f"/propose {PRIVATE_WORDS}")
    await town.say("周倩", "/propose 大门锁不上", chat=other)
    theirs, ours = town.card(1, other), town.card(1)
    for row in ours.keyboard:
        for button in row:
            for who in ("周倩", "王建国"):
                before = (town.heard(), town.heard(other))
                toast = await town.forge(who, theirs, button["callback_data"])
                assert toast
                assert PRIVATE_WORDS not in toast
                assert (town.heard(), town.heard(other)) == before
    assert await town.matters(1) == {1: "submitted"}
    assert await town.matters(2) == {1: "submitted"}
    assert await town.supporters(1) == 0


async def test_a_button_of_somebody_elses_private_chat(town: Town) -> None:
    """Bytes from one person's private chat are worth nothing in another's."""
    await town.say("赵敏", "/propose 路灯坏了")
    clerks = await town.whisper("李秀兰", "/matter 1")
    mine = await town.whisper("赵敏", "/matter 1")
    forget = await town.whisper("李秀兰", "/forgetme")
    for row in (*clerks.keyboard, *forget.keyboard):
        for button in row:
            await town.forge("赵敏", mine, button["callback_data"])
            await town.forge("赵敏", town.card(1), button["callback_data"])
    assert await town.matters() == {1: "submitted"}
    assert "李秀兰" in (await town.ask("赵敏", "/members")).text


async def test_english(town: Town) -> None:
    """The head chooses English: from then on everything is English, and only the head may choose."""
    shown = await town.ask("王建国", "/setup")
    assert "议事长" in await town.forge("赵敏", shown, data_of(shown, "English"))
    assert "和平里小区" in (await town.ask("赵敏", "/setup")).text
    await town.press("王建国", shown, "English")
    before, mine = town.heard(), town.private("赵敏")
    for who, wish in (
        ("赵敏", "/start"),
        ("赵敏", "/help"),
        ("赵敏", "/propose the lamp at the gate is broken"),
        ("赵敏", "/propose the lamp at the gate is broken again"),
        ("赵敏", "/propose"),
        ("赵敏", "/matters"),
        ("赵敏", "/matter 1"),
        ("赵敏", "/matter 99"),
        ("赵敏", "/mine"),
        ("赵敏", "/meeting"),
        ("赵敏", "/members"),
        ("赵敏", "/stats"),
        ("赵敏", "/resolve 1 x"),
        ("王建国", "/poll 1"),
        ("王建国", "/setup"),
        ("王建国", "/schedule 8,18 19:30 the hall"),
        ("王建国", "/schedule keep"),
        ("王建国", "/convene 2026-03-06 19:30 hall parking"),
    ):
        await town.say(who, wish)
    presses = [button["callback_data"] for row in town.card(1).keyboard for button in row]
    toasts = [await town.forge("王建国", town.card(1), data) for data in presses]
    await town.say("王建国", "/resolve 1 a new lamp")
    await town.whisper("赵敏", "/start")
    await town.photo("赵敏", "/propose")
    said = [message for message in town.heard() if message not in before]
    said += [message for message in town.private("赵敏") if message not in mine]
    names = ("和平里小区", "中文", "议事助手", *town.people)
    for text in [*toasts, *(message.text + " ".join(labels(message)) for message in said)]:
        plain = text
        for name in names:
            plain = plain.replace(name, "")
        assert not [char for char in plain if "\u4e00" <= char <= "\u9fff"], text
    poll = next(message.poll for message in said if message.poll)
    assert not [char for char in "".join(poll.options) if "\u4e00" <= char <= "\u9fff"]
    await town.press("王建国", shown, "中文")
    assert "议事长" in (await town.ask("赵敏", "/members")).text

"""Wishes of people in need: recorded in private, claimed by one tap, fulfilled; the group never reads a name."""

from asyncio import gather
from datetime import timedelta

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR, CAPTAIN, STRANGER = "王建国", "李秀兰", "赵敏", "孙大爷", "张伟", "周倩"
NAME, PHONE, DOOR = "吴桂芳", "13800138000", "3号楼2单元501"
DAY = timedelta(days=1)


async def record(town: Town, text: str = "想要一台收音机") -> None:
    """A captain records a wish in private."""
    await town.whisper(CAPTAIN, f"/wish {text}")
    await town.press(CAPTAIN, town.private(CAPTAIN)[-1], "老人")
    await town.whisper(CAPTAIN, NAME)
    await town.whisper(CAPTAIN, f"{PHONE} {DOOR}")
    await town.press(CAPTAIN, town.private(CAPTAIN)[-1], "发到群里")


async def begin(town: Town) -> None:
    """Wishes are switched on, the captain has recorded one, and four people have opened a private chat."""
    await town.switch_on("微心愿")
    await town.say(RESIDENT, "大家好")
    await town.say(NEIGHBOUR, "大家好")
    for who in (CAPTAIN, CLERK, RESIDENT, NEIGHBOUR):
        await town.whisper(who, "/start")
    await record(town)


begun = story_fixture(begin)


def card(town: Town, number: int = 1) -> Message:
    """The wish in the group."""
    return next(said for said in town.heard() if said.receiver is None and f"心愿 {number}（" in said.text)


def read_by_all(town: Town) -> str:
    """Everything that the bot ever said in the group, to whomever."""
    return "\n".join(said.text for said in town.heard())


async def fulfil(town: Town, number: int, who: str = RESIDENT) -> None:
    """A neighbour claims a wish and fulfils it; the captain has asked, and confirms."""
    await town.press(who, card(town, number), "认领")
    await town.press(who, town.private(who)[-1], "完成了")
    await town.press(who, town.private(who)[-1], "没有人脸")
    await town.photo(who, f"{NAME}收到了，很高兴", chat=town.people[who])
    await town.press_surely(CAPTAIN, town.private(CAPTAIN)[-1], "圆了")


async def test_shown_before_it_is_posted(town: Town) -> None:
    """What the group will read and what it will not is shown first, and each part can be changed."""
    await town.switch_on("微心愿")
    await town.whisper(CAPTAIN, "/start")
    await town.whisper(CAPTAIN, "登记心愿")
    for said in (f"{NAME}想要一台收音机", "独居老人", NAME, PHONE):
        await town.whisper(CAPTAIN, said)
    page = town.private(CAPTAIN)[-1]
    assert "群里会看到：\n🎈 独居老人 吴**\n吴**想要一台收音机" in page.text
    assert PHONE in page.text
    assert "心愿" not in read_by_all(town)
    await town.press(CAPTAIN, page, "改对象")
    await town.press(CAPTAIN, town.private(CAPTAIN)[-1], "老人")
    await town.press(CAPTAIN, town.private(CAPTAIN)[-1], "发到群里")
    assert labels(card(town)) == ["认领", "详情"]
    assert "老人 吴**" in card(town).text


async def test_eleven_in_eleven_fulfilled(begun: Town) -> None:
    """Eleven wishes are recorded, claimed and fulfilled in a month, and reported so; the group never reads a name."""
    for number in range(2, 12):
        await record(begun, f"{NAME}想要第 {number} 样东西，送到{DOOR}")
    await begun.say(STRANGER, "/wishes")
    assert "等着认领的 11 个" in begun.alone(STRANGER)[-1].text
    await begun.press(STRANGER, begun.alone(STRANGER)[-1], "下一页 ▶")
    assert "· 11. 老人：吴**想要第 11 样东西" in begun.alone(STRANGER)[-1].text
    for number in range(1, 12):
        await fulfil(begun, number, (RESIDENT, NEIGHBOUR)[number % 2])
        begun.move(timedelta(minutes=1))
    assert "🎉 圆了" in card(begun, 11).text
    assert [said.text for said in begun.heard()].count("谢谢认领的邻居！") == 0
    thanks = [said for said in begun.heard() if "圆了！" in said.text]
    assert len(thanks) == 11
    assert all(said.content.get("photo") for said in thanks)
    assert "吴**收到了" in thanks[0].text
    await begun.say(RESIDENT, "/stats")
    assert "微心愿 11 个，圆了 11 个" in begun.alone(RESIDENT)[-1].text
    for secret in (NAME, NAME[1:], PHONE, DOOR):
        assert secret not in read_by_all(begun)
    assert "吴**" in read_by_all(begun)
    for who in (RESIDENT, NEIGHBOUR):
        assert not [said for said in begun.private(who) if PHONE in said.text]  # forgotten where it was told


async def test_two_claim_at_once(begun: Town) -> None:
    """Of two who press at the same moment one has it, and reads the contact in private; the other is told."""
    answers = await gather(*(begun.press(who, card(begun), "认领") for who in (RESIDENT, NEIGHBOUR)))
    assert sorted("晚了一步" in answer for answer in answers) == [False, True]
    has = RESIDENT if "晚了一步" in answers[1] else NEIGHBOUR
    other = ({RESIDENT, NEIGHBOUR} - {has}).pop()
    task = begun.private(has)[-1]
    assert f"姓名：{NAME}\n联系：{PHONE} {DOOR}" in task.text
    assert not [said for said in begun.private(other) if NAME in said.text]
    assert "有人认领了" in begun.private(CAPTAIN)[-1].text
    assert labels(card(begun)) == ["详情"]
    assert await begun.press(has, task, "联系方式") == f"{NAME} {PHONE} {DOOR}"
    await begun.press(other, card(begun), "详情")
    assert labels(begun.alone(other)[-1]) == []
    await begun.press(has, task, "还回去")
    assert PHONE not in begun.private(has)[-1].text
    assert "晚了一步" not in await begun.press(other, card(begun), "认领")


async def test_consent_first(begun: Town) -> None:
    """Whether faces are seen is asked before any photo; the recorder sees the photo first, and can leave it out."""
    await begun.press(RESIDENT, card(begun), "认领")
    await begun.press(RESIDENT, begun.private(RESIDENT)[-1], "完成了")
    asked = begun.private(RESIDENT)[-1]
    assert "照片里看得到人脸吗" in asked.text
    assert labels(asked)[:3] == ["没有人脸", "有，本人同意", "不放照片"]
    await begun.press(RESIDENT, asked, "有，本人同意")
    await begun.whisper(RESIDENT, "收音机送到了")
    assert "还没有收到照片" in begun.private(RESIDENT)[-1].text
    await begun.photo(RESIDENT, "收音机送到了", chat=begun.people[RESIDENT])
    shown = begun.private(CAPTAIN)[-1]
    assert shown.content.get("photo")
    assert PHONE in shown.text
    assert {"圆了", "圆了，不放照片", "还没有"} <= set(labels(shown))
    await begun.press(CAPTAIN, shown, "还没有")
    await begun.whisper(CAPTAIN, "还缺电池")
    assert "还差：还缺电池" in begun.private(RESIDENT)[-1].text
    await begun.press(RESIDENT, begun.private(RESIDENT)[-1], "完成了")
    await begun.press(RESIDENT, begun.private(RESIDENT)[-1], "不放照片")
    await begun.whisper(RESIDENT, "电池也送到了")
    await begun.press_surely(CAPTAIN, begun.private(CAPTAIN)[-1], "圆了")
    thanks = [said for said in begun.heard() if "圆了！" in said.text]
    assert [bool(said.content.get("photo")) for said in thanks] == [False]
    assert "谢谢您" in begun.private(RESIDENT)[-1].text


async def test_who_may_not(begun: Town) -> None:
    """Residents record none, nothing is recorded in the group, and nobody claims without a private chat."""
    before = len(begun.heard())
    await begun.say(CAPTAIN, f"/wish {NAME}想要一台收音机")
    assert "私聊" in begun.alone(CAPTAIN)[-1].text
    await begun.whisper(RESIDENT, "/wish 收音机")
    assert "只有" in begun.private(RESIDENT)[-1].text
    assert "您登记的" in await begun.press(CAPTAIN, card(begun), "认领")
    assert "私聊我" in await begun.press(STRANGER, card(begun), "认领")
    assert labels(begun.alone(STRANGER)[-1]) == ["💬 私聊我"]
    assert all(said.receiver for said in begun.heard()[before:])


async def test_switched_off_half_way(begun: Town) -> None:
    """A wish that was claimed goes on when wishes are switched off; nothing new begins."""
    await begun.press(RESIDENT, card(begun), "认领")
    await begun.whisper(HEAD, "/settings")
    for label in ("🧩 做法", "关掉微心愿"):
        await begun.press(HEAD, begun.last(begun.people[HEAD]), label)
    await begun.whisper(CAPTAIN, "/wish 再要一台")
    assert "发到群里" not in labels(begun.private(CAPTAIN)[-1])
    await begun.press(RESIDENT, next(said for said in begun.private(RESIDENT) if PHONE in said.text), "完成了")
    await begun.press(RESIDENT, begun.private(RESIDENT)[-1], "不放照片")
    await begun.whisper(RESIDENT, "送到了")
    done = next(said for said in reversed(begun.private(CAPTAIN)) if "圆了" in labels(said))
    await begun.press_surely(CAPTAIN, done, "圆了")
    assert "🎉 圆了" in card(begun).text
    await begun.travel(40 * DAY)
    assert "这个月的微心愿" not in read_by_all(begun)


async def test_a_month(begun: Town) -> None:
    """Unclaimed for two weeks it is on the officers' list; on the first working day of a month all are called."""
    await begun.travel(14 * DAY + timedelta(minutes=1))
    listed = [said for said in begun.private(CLERK) if "两个星期没有人认领的心愿：1" in said.text]
    assert len(listed) == 1
    await begun.press(CLERK, listed[0], "心愿 1")
    assert {"收回认领", "联系方式"}.isdisjoint(labels(begun.private(CLERK)[-1]))
    await begun.travel(16 * DAY)  # 1 April
    call = next(said for said in begun.heard() if "这个月的微心愿" in said.text)
    assert "还有 1 个心愿等着认领" in call.text
    await begun.press(RESIDENT, call, "看心愿")
    assert "1. 老人：想要一台收音机" in begun.alone(RESIDENT)[-1].text
    await begun.press(RESIDENT, begun.alone(RESIDENT)[-1], "1")
    await begun.press(RESIDENT, begun.alone(RESIDENT)[-1], "认领")
    await begun.travel(8 * DAY)
    assert [said for said in begun.private(RESIDENT) if "有一个星期了" in said.text]
    await begun.whisper(CLERK, "/wishes")
    await begun.press(CLERK, begun.private(CLERK)[-1], "心愿表格")
    assert begun.private(CLERK)[-1].content["document"]["file_name"] == "微心愿.xlsx"


async def test_in_english(town: Town) -> None:
    """In English it is asked, shown first and read as well."""
    await town.switch_on("微心愿")
    await town.whisper(CAPTAIN, "/start")
    await town.press(HEAD, await town.ask(HEAD, "/setup"), "English")
    await town.whisper(CAPTAIN, "/wish Mary needs a radio")
    await town.press(CAPTAIN, town.private(CAPTAIN)[-1], "An old neighbour")
    for said in ("Mary", "the door on the left"):
        await town.whisper(CAPTAIN, said)
    await town.press(CAPTAIN, town.private(CAPTAIN)[-1], "Post it")
    assert "Wish 1 (An old neighbour, M***)\nM*** needs a radio" in town.heard()[-1].text

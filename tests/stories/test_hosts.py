"""Hosts: entered by an officer, found by building; their bench meetings, and what becomes of the opinions."""

from datetime import timedelta

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR = "王建国", "李秀兰", "赵敏", "孙大爷"
OPINIONS = "8人\n楼道里堆了旧家具\n2. 车棚的门关不上"


async def enter_hosts(town: Town) -> None:
    """A clerk enters a member and a neighbour without a phone; the member can be written to."""
    await town.switch_on("板凳会")
    await town.say(RESIDENT, "提议 车棚漏雨了")
    for who in (CLERK, RESIDENT):
        await town.whisper(who, "/start")
    await town.say(CLERK, f"/host {RESIDENT} 12号楼 2单元101 周三下午")
    await town.whisper(CLERK, "/host 王奶奶 3号楼 1单元202 每天下午")


hosted = story_fixture(enter_hosts)


async def record(town: Town) -> Message:
    """A host records a bench meeting with two opinions in private; give the page of the record."""
    await town.whisper(RESIDENT, f"/bench {OPINIONS}")
    return town.private(RESIDENT)[-1]


async def test_entered_one_part_at_a_time(town: Town) -> None:
    """What is missing is asked for: members and usual days are buttons, and nobody else hears of it."""
    await town.switch_on("板凳会")
    await town.say(RESIDENT, "提议 车棚漏雨了")
    await town.whisper(CLERK, "/start")
    before = len([said for said in town.heard() if said.receiver is None])
    await town.whisper(CLERK, "加中心户")
    await town.press(CLERK, town.private(CLERK)[-1], HEAD)
    for answer in ("3号楼", "2单元101"):
        await town.whisper(CLERK, answer)
    await town.press(CLERK, town.private(CLERK)[-1], "周三下午")
    page = town.private(CLERK)[-1]
    assert "王建国" in page.text
    assert "3号楼，2单元101" in page.text
    assert set(labels(page)) == {"记板凳会", "记录", "改一改", "不当了"}
    assert len([said for said in town.heard() if said.receiver is None]) == before


async def test_found_by_building(hosted: Town) -> None:
    """Anybody finds who hosts, by building as it is counted, with the address; a host has a way to their own page."""
    await hosted.say(NEIGHBOUR, "中心户")
    shown = hosted.alone(NEIGHBOUR)[-1]
    assert shown.text.index("3号楼") < shown.text.index("12号楼")
    assert "每天下午，1单元202" in shown.text
    assert labels(shown) == []
    assert "您是咱们的中心户了" in hosted.private(RESIDENT)[-1].text
    assert labels(hosted.private(RESIDENT)[-1]) == ["记板凳会", "记录"]
    await hosted.whisper(RESIDENT, "/hosts")
    assert labels(hosted.private(RESIDENT)[-1]) == ["我家的板凳会"]


async def test_recorded_and_made_a_matter(hosted: Town) -> None:
    """An opinion becomes a matter by a tap, once; each leads to the other, and only officers and the host see all."""
    await hosted.press(RESIDENT, hosted.private(RESIDENT)[-1], "记板凳会")
    await hosted.press(RESIDENT, hosted.private(RESIDENT)[-1], "8人")
    await hosted.whisper(RESIDENT, "楼道里堆了旧家具\n车棚的门关不上")
    page = hosted.private(RESIDENT)[-1]
    assert "来了 8 人，提了 2 条意见" in page.text
    assert labels(page) == ["成为议题 1", "成为议题 2", "撤回", "改一改"]
    assert "成了议题 #2" in await hosted.press(RESIDENT, page, "成为议题 1")
    page = hosted.private(RESIDENT)[-1]
    assert "楼道里堆了旧家具 → 🆕 #2 已提出" in page.text
    assert labels(page) == ["成为议题 2", "#2", "改一改"]
    assert "提出人：板凳会 1" in hosted.card(2).text
    await hosted.say(CLERK, "/accept 2")
    await hosted.press(NEIGHBOUR, hosted.card(2), "详情")
    await hosted.press(NEIGHBOUR, hosted.alone(NEIGHBOUR)[-1], "板凳会 1")
    seen = hosted.alone(NEIGHBOUR)[-1]
    assert "→ 📥 #2 已受理" in seen.text
    assert "车棚的门" not in seen.text
    assert "还有 1 条没有列为议题" in seen.text
    assert labels(seen) == ["#2"]
    await hosted.say(NEIGHBOUR, "/stats")
    assert "板凳会 1 次，意见 2 条" in hosted.alone(NEIGHBOUR)[-1].text


async def test_changed_and_taken_back(hosted: Town) -> None:
    """A record can be written anew, and taken back for ten minutes while nothing of it became a matter."""
    page = await record(hosted)
    await hosted.press(RESIDENT, page, "改一改")
    await hosted.whisper(RESIDENT, "没有几个人")
    assert "请先写来了几个人" in hosted.private(RESIDENT)[-1].text
    await hosted.whisper(RESIDENT, "9人\n车棚的门关不上")
    assert "来了 9 人，提了 1 条意见" in hosted.private(RESIDENT)[-1].text
    await hosted.press_surely(RESIDENT, page, "撤回")
    await hosted.whisper(RESIDENT, "/hosts")
    await hosted.press(RESIDENT, hosted.private(RESIDENT)[-1], "我家的板凳会")
    assert "开过 0 次" in hosted.private(RESIDENT)[-1].text
    page = await record(hosted)
    await hosted.travel(timedelta(minutes=11))
    assert "过了十分钟" in await hosted.press(RESIDENT, page, "撤回")


async def test_who_may_not(hosted: Town) -> None:
    """A resident who does not host can neither record nor see records; a host sees only what is theirs."""
    await hosted.say(NEIGHBOUR, f"/bench {OPINIONS}")
    assert "只有这家的中心户" in hosted.alone(NEIGHBOUR)[-1].text
    await hosted.say(NEIGHBOUR, "/host 孙大爷 1号楼 101 周一")
    assert "只有议事长和专人" in hosted.alone(NEIGHBOUR)[-1].text
    page = await record(hosted)
    assert page.text.count("楼道") == 1
    await hosted.whisper(CLERK, "/bench")
    await hosted.press(CLERK, hosted.private(CLERK)[-1], "板凳会记录")
    assert "12号楼 赵敏家：8 人，2 条意见" in hosted.private(CLERK)[-1].text
    await hosted.press(CLERK, hosted.private(CLERK)[-1], "记录表格")
    assert hosted.private(CLERK)[-1].content["document"]["file_name"] == "板凳会记录.xlsx"


async def test_a_host_leaves(hosted: Town) -> None:
    """A host who leaves the group is on no list any more, and the officers hear of it; their records stay."""
    await record(hosted)
    hosted.world.leave(hosted.group, hosted.people[RESIDENT])
    await hosted.settle()
    assert "12号楼的中心户赵敏退群了" in hosted.private(CLERK)[-1].text
    await hosted.whisper(CLERK, "/hosts")
    assert "12号楼" not in hosted.private(CLERK)[-1].text
    await hosted.press(CLERK, hosted.private(CLERK)[-1], "板凳会记录")
    await hosted.press(CLERK, hosted.private(CLERK)[-1], "1")
    assert "成为议题 1" in labels(hosted.private(CLERK)[-1])


async def test_in_english(hosted: Town) -> None:
    """In English hosts and records are read as well."""
    await hosted.press(HEAD, await hosted.ask(HEAD, "/setup"), "English")
    await hosted.say(NEIGHBOUR, "/hosts")
    assert "<b>" not in hosted.alone(NEIGHBOUR)[-1].text
    assert "Hosts" in hosted.alone(NEIGHBOUR)[-1].text
    await record(hosted)
    assert "8 people came, 2 opinions" in hosted.private(RESIDENT)[-1].text

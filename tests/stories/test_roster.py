"""谁来议: whom each of the roster sits for, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import builders
from tests.stories.town import Town


async def appoint(town: Town, who: str, words: str) -> str:
    """The head answers a message of somebody with a role; give what the bot says."""
    said = town.world.say(town.people[who], town.group, "大家好")
    return (await town.ask("王建国", f"/role {words}", to=said)).text


async def roster(town: Town, who: str = "王建国") -> str:
    return (await town.ask(who, "/members")).text


async def test_sectors_and_terms(town: Town) -> None:
    """The roster says whom each sits for and until when; what is not said again stays."""
    assert "赵敏 现在是议事员了（退休教师，任期到 2028-12-31）" in await appoint(
        town, "赵敏", "议事员 退休教师 任期2028-12"
    )
    await appoint(town, "孙大爷", "议事员 沿街商户")
    assert "议事员：赵敏（退休教师，任期到 2028-12-31）、孙大爷（沿街商户）" in await roster(town)
    await appoint(town, "赵敏", "议事员 任期2029-06")
    assert "赵敏（退休教师，任期到 2029-06-30）" in await roster(town)
    await appoint(town, "赵敏", "撤销")
    await appoint(town, "赵敏", "议事员")
    assert "议事员：赵敏、孙大爷（沿街商户）" in await roster(town)
    assert "退休教师" not in await roster(town)


async def test_a_captain_of_a_party(town: Town) -> None:
    """A captain who is there for one of the parties is shown with that party."""
    await town.say("王建国", "/parties 居委会、业委会")
    assert "赵敏 现在是楼栋长了（居委会）" in await appoint(town, "赵敏", "楼栋长 居委会")
    assert "赵敏（居委会）" in await roster(town)


async def test_what_is_wrong_is_said(town: Town) -> None:
    """A term that cannot be read, or is over, gives no role; the answer says how to write it."""
    assert "任期2028-12" in await appoint(town, "赵敏", "议事员 任期很久")
    assert "已经过去" in await appoint(town, "赵敏", "议事员 任期2024-12")
    assert "20 个字以内" in await appoint(town, "赵敏", f"议事员 {'很长的界别' * 5}")
    assert "赵敏" not in await roster(town)


async def test_asked_step_by_step(town: Town) -> None:
    """What stands after the role is kept while the bot asks who is meant; asked for a role, all of it can be said."""
    question = await town.ask("王建国", "/role 议事员 退休教师 任期2028-12")
    await town.say("王建国", "张伟", to=question)
    assert "议事员：张伟（退休教师，任期到 2028-12-31）" in await roster(town)
    said = town.world.say(town.people["赵敏"], town.group, "大家好")
    question = await town.ask("王建国", "/role", to=said)
    await town.say("王建国", "人大代表 任期2027-01", to=question)
    assert "人大代表：赵敏（任期到 2027-01-31）" in await roster(town)


async def test_each_building_has_one(town: Town) -> None:
    """Each building has a captain; officers see which has none, and the group is told when one leaves."""
    await town.store.run(builders.roll, {"3-101": "80", "5-101": "90", "甲-101": "70"})
    assert "还没有楼栋长：3号楼、5号楼、甲" in await roster(town)
    await appoint(town, "张伟", "楼栋长 3号楼")
    await appoint(town, "赵敏", "楼栋长 甲栋 任期2028-12")
    listed = await roster(town, "李秀兰")
    assert "楼栋长：张伟（3号楼）、赵敏（甲栋，任期到 2028-12-31）" in listed
    assert "还没有楼栋长：5号楼" in listed
    assert "还没有楼栋长" not in await roster(town, "孙大爷")
    await appoint(town, "孙大爷", "楼栋长 5栋")
    assert "还没有楼栋长" not in await roster(town)
    before = town.heard()
    town.world.leave(town.group, town.people["孙大爷"])
    await town.settle()
    assert any("孙大爷 离开了群，5栋 没有楼栋长了" in text for text in town.since(before))
    assert "还没有楼栋长：5号楼" in await roster(town)


@pytest.mark.parametrize("private", [True, False])
async def test_a_term_ends(town: Town, *, private: bool) -> None:
    """A month before a term ends, and on its day, the head is told once; nobody loses a role by it."""
    if private:
        await town.whisper("王建国", "/start")
    await appoint(town, "赵敏", "议事员 任期2026-05-08")
    here = town.people["王建国"] if private else town.group
    for day in (datetime(2026, 4, 8, 1, 0, tzinfo=UTC), datetime(2026, 5, 8, 1, 0, tzinfo=UTC)):
        before, elsewhere = town.heard(here), town.heard()
        await town.travel(day - timedelta(minutes=2))
        assert not [text for text in town.since(before, here) if "任期" in text]
        await town.travel(day + timedelta(days=2))
        told = [text for text in town.since(before, here) if "任期" in text]
        assert len(told) == 1
        assert "赵敏" in told[0]
        assert "2026-05-08" in told[0]
        assert not private or not [text for text in town.since(elsewhere) if "任期" in text]
    assert "议事员：赵敏" in await roster(town)


async def test_nothing_to_end(town: Town) -> None:
    """A term that was prolonged, or a role that was taken back, is spoken of no more."""
    await appoint(town, "赵敏", "议事员 任期2026-05-08")
    await appoint(town, "孙大爷", "议事员 任期2026-05-08")
    await appoint(town, "赵敏", "议事员 任期2028-12")
    await appoint(town, "孙大爷", "撤销")
    before = town.heard()
    await town.travel(datetime(2026, 5, 10, tzinfo=UTC))
    assert not [text for text in town.since(before) if "任期" in text]


async def test_down_over_both(town: Town) -> None:
    """The bot was down over the month before and the last day: the last day alone is spoken of."""
    await appoint(town, "赵敏", "议事员 任期2026-05-08")
    before = town.heard()
    async with town.asleep():
        town.move(datetime(2026, 5, 9, 1, 0, tzinfo=UTC))
    await town.wake(town.now)
    assert len([text for text in town.since(before) if "任期" in text]) == 1

"""What was voted stands in the minutes, with its numbers."""

from datetime import timedelta

import pytest

from bot.services.meetings import minutes
from sandbox import Message
from tests.stories.test_parties import tables
from tests.stories.test_sittings import sitting
from tests.stories.test_votes import accepted, ballot_card, put_together
from tests.stories.town import Town, story_fixture

DAY = timedelta(days=1)
BY_COUNCIL = ("议事会表决（过半）",)


async def set_up_meeting(town: Town) -> None:
    """A meeting of head, clerk and captain about one matter."""
    await accepted(town)
    await town.say("李秀兰", "/agenda 1")
    await town.say("王建国", "/open")
    for who in ("王建国", "李秀兰", "张伟"):
        await town.press(who, sitting(town), "签到")


meeting = story_fixture(set_up_meeting)


async def vote(town: Town, mode: str = "记名") -> None:
    """Head and captain are for it, the clerk is against; the vote runs for a day."""
    await put_together(town, *BY_COUNCIL, mode, "24小时", "改为正式表决", "开始表决")
    for who, choice in (("王建国", "赞成"), ("李秀兰", "反对"), ("张伟", "赞成")):
        await town.press(who, ballot_card(town), choice)


def draft(town: Town) -> Message:
    return next(said for said in reversed(town.heard()) if "会议纪要" in said.text and "名称" in said.text)


def numbers(town: Town) -> str:
    """What the newest file says of votes."""
    file = next(said for said in reversed(town.heard()) if str(said.content.get("document", {})).find("会议纪要") > 0)
    return {row[0]: row[1] for row in tables(town, file)[0]}["表决方式和票数"]


@pytest.mark.parametrize("mode", ["记名", "不记名"])
async def test_numbers(meeting: Town, mode: str) -> None:
    """A vote that closes before the minutes are confirmed stands there with totals, percentages and outcome."""
    await vote(meeting, mode)
    await meeting.say("王建国", "/close")
    assert "赞成" not in draft(meeting).text
    assert numbers(meeting).startswith("_")
    await meeting.travel(2 * DAY)
    await meeting.press("王建国", draft(meeting), "确认纪要")
    said = f"#1 正式表决（{mode}）：赞成 2 人（66.7%）；反对 1 人（33.3%）；弃权 0 人（0.0%）。结果：通过"
    assert said in draft(meeting).text
    assert numbers(meeting) == said


async def test_closed_later(meeting: Town) -> None:
    """A vote that closes after the minutes were confirmed is not put into them any more."""
    await vote(meeting)
    await meeting.say("王建国", "/close")
    card = draft(meeting)
    await meeting.press("王建国", card, "确认纪要")
    await meeting.travel(2 * DAY)
    shown = await meeting.store.run(minutes.load_minutes, 1, 2)
    assert shown is not None
    assert shown.votes == ()


async def test_before_the_meeting(town: Town) -> None:
    """A vote that was over before the meeting was opened is no vote of this meeting."""
    await accepted(town)
    await put_together(town, *BY_COUNCIL, "记名", "24小时", "开始表决")
    await town.press("王建国", ballot_card(town), "赞成")
    await town.travel(2 * DAY)
    await town.say("李秀兰", "/agenda 1")
    await town.say("王建国", "/open")
    await town.say("王建国", "/close")
    assert "意向表决" not in draft(town).text

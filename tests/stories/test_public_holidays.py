"""Public holidays: of years that are published, that the host wrote down, and that nobody knows yet."""

import tomllib
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import holidays_file
from bot.domain.shared.working_days import SATURDAY
from bot.services.shared import holidays
from sandbox import Message
from tests.stories.town import Town, open_town

YEAR = max(holidays.from_package().years) + 1  # the first that nobody knows
MAY_CHANGE = ("可能会调整", "可能会变")
DAY = timedelta(days=1)


def write(text: str) -> None:
    """Take over what a host wrote down for the year that nobody knows."""
    raw = {str(YEAR): tomllib.loads(text)}
    holidays.use_holidays(holidays_file.parse_holidays(raw, "holidays.toml"))


NEXT_LIST = 4 * DAY  # from that Friday until after the list of Monday morning


@pytest.fixture
async def january() -> AsyncIterator[Town]:
    """The town, founded in the middle of January of a year that nobody knows; its head can be written to."""
    async with open_town(start=datetime(YEAR, 1, 15, 1, 0, tzinfo=UTC)) as town:
        await town.whisper("王建国", "/start")
        yield town
        holidays.use_holidays(None)
        assert town.world.violations == []
        assert await town.faults() == []


def told(town: Town) -> list[Message]:
    """What the head was told in private of the year."""
    return [said for said in town.private("王建国") if f"{YEAR} 年的放假" in said.text]


async def test_the_head_is_told_once(january: Town) -> None:
    """In a year that nobody knows the head is told in private what to do, once, however often the bot starts."""
    await january.travel(NEXT_LIST)
    (said,) = told(january)
    for words in ("和平里小区", "1月1日", "不用做什么", "/meeting", "make setup", "holidays.toml"):
        assert words in said.text
    for _ in range(2):
        async with january.asleep():
            pass
        await january.travel(2 * DAY)
    assert told(january) == [said]
    assert not [each for each in january.heard() if f"{YEAR} 年的放假" in each.text]


async def test_sixty_days_before() -> None:
    """A council of the year before is told 60 days before the end of what is known."""
    async with open_town(start=datetime(YEAR - 1, 10, 20, 1, 0, tzinfo=UTC)) as town:
        await town.whisper("王建国", "/start")
        await town.travel(datetime(YEAR - 1, 11, 2, 0, 59, tzinfo=UTC))
        assert told(town) == []
        await town.travel(datetime(YEAR - 1, 11, 2, 1, 1, tzinfo=UTC))
        assert len(told(town)) == 1


async def test_in_english(january: Town) -> None:
    """A council that speaks English hears it in English."""
    setup = await january.ask("王建国", "/setup")
    await january.press("王建国", setup, "English")
    await january.travel(NEXT_LIST)
    said = "\n".join(each.text for each in january.private("王建国"))
    assert f"the public holidays of {YEAR} are not known to me yet" in said


async def test_nothing_may_move_on_new_years_day() -> None:
    """What becomes of a meeting on 1 January is certain: left out, held all the same, or moved to another day."""
    async with open_town(start=datetime(YEAR - 1, 12, 20, 1, 0, tzinfo=UTC)) as town:
        answer = await town.ask("王建国", "/schedule 每月1日 19:30 居委会二楼 跳过")
        dates = [line for line in answer.text.split("\n") if line.startswith("· ")]
        assert "2月1日" in dates[0]
        assert "5月1日" not in answer.text
        answer = await town.ask("王建国", "/schedule 照开")
        assert "1月1日" in answer.text
        meeting = await town.ask("赵敏", "/meeting")
        assert "1月1日" in meeting.text
        assert not any(words in said.text for words in MAY_CHANGE for said in (answer, meeting))
        answer = await town.ask("王建国", "/schedule 顺延")
        assert "1月2日" in answer.text
        assert "原定 1月1日" in answer.text.replace(f"{YEAR}年", "")


async def test_a_meeting_moves_by_the_file(january: Town) -> None:
    """What the host writes down moves the planned meeting at the next start, and the group is told."""
    await january.say("王建国", "/schedule 每月20日 19:30 居委会二楼")
    before = await january.ask("赵敏", "/meeting")
    assert "1月20日" in before.text
    assert "可能会调整" in before.text
    async with january.asleep():
        write(f"holidays = [{YEAR}-01-20, {YEAR}-01-21]\nworkdays = []")
    await january.settle()
    news = january.last().text
    assert "会议改期" in news
    assert "1月22日" in news
    after = await january.ask("赵敏", "/meeting")
    assert "1月22日" in after.text
    assert "可能会调整" not in after.text
    await january.travel(3 * DAY)
    assert told(january) == []  # the year is known before it was said


@pytest.mark.parametrize("is_worked", [True, False])
async def test_a_saturday_that_is_worked(january: Town, is_worked: bool) -> None:  # noqa: FBT001  # the one difference
    """A time limit of a week that ends on a Saturday ends there when the Saturday is worked, else on the Monday."""
    saturday = next(date(YEAR, 1, day) for day in range(23, 30) if date(YEAR, 1, day).weekday() == SATURDAY)
    write(f"holidays = [{YEAR}-01-01]\nworkdays = [{saturday if is_worked else ''}]")
    begun = saturday - 7 * DAY
    await january.travel(datetime(begun.year, begun.month, begun.day, 2, 0, tzinfo=UTC))
    await january.say("赵敏", "/propose 门禁坏了，刷卡没有反应")
    for words in ("/accept 1", "/resolve 1 请物业修好", "/assign 1 陈师傅 按时限"):
        await january.say("李秀兰", words)
    last = saturday if is_worked else saturday + 2 * DAY
    card = january.card(1).text
    assert f"{last.month}月{last.day}日" in card
    assert not any(words in card for words in MAY_CHANGE)

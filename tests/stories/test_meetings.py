"""Meeting days, meetings out of turn, who comes, and the reminders before."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from sandbox import Message
from tests.phone_calendar import PhoneCalendar
from tests.stories.town import Town, labels, open_town

CALLED = "/convene 3月7日 19:30 凉亭 商量停车"
DECEMBER = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # a Tuesday, 09:00 in Shanghai


@pytest.fixture
async def december() -> AsyncIterator[Town]:
    """The town in December 2026."""
    async with open_town(start=DECEMBER) as town:
        yield town
        assert town.world.violations == []


def reminders(town: Town) -> list[str]:
    """What reminded the group of a meeting."""
    return [message.text for message in town.heard() if message.text.startswith("🔔 开会提醒")]


def calls_off(message: Message) -> bool:
    """Whether the message has the buttons of a meeting's card."""
    return {"参加", "请假", "取消会议", "改期"} <= set(labels(message))


@pytest.mark.parametrize(
    ("wish", "days"),
    [
        ("8,18,28 19:30 居委会二楼", ("3月8日", "3月18日", "3月28日")),
        ("8、18、28 19:30 居委会二楼", ("3月8日", "3月18日", "3月28日")),
        ("每月8号 晚上7点半 居委会二楼", ("3月8日", "4月8日", "5月8日")),
        ("每周三 19:30 居委会二楼", ("3月4日", "3月11日", "3月18日")),
        ("每月第一个周六 15:00 居委会二楼", ("3月7日", "4月4日", "5月2日")),
        ("每月最后一个周五 15:00 居委会二楼", ("3月27日", "4月24日", "5月29日")),
    ],
)
async def test_meeting_days(town: Town, wish: str, days: tuple[str, ...]) -> None:
    """/schedule takes days of the month, weekdays and n-th weekdays, and answers with the next three dates."""
    await town.say("王建国", "/schedule 照开")
    answer = await town.ask("王建国", f"/schedule {wish}")
    assert all(day in answer.text for day in days)
    assert "居委会二楼" in answer.text
    meeting = await town.ask("王建国", "/meeting")
    assert days[0] in meeting.text
    assert "居委会二楼" in meeting.text
    assert calls_off(meeting)
    assert not calls_off(await town.ask("赵敏", "/meeting"))


async def test_a_march() -> None:
    """March 2022 has meetings on the 8th, 18th and 28th; one on the 31st is out of turn."""
    async with open_town(start=datetime(2022, 2, 28, 22, 0, tzinfo=UTC)) as town:
        answer = await town.ask("王建国", "/schedule 8,18,28 19:30 大众议事厅")
        assert all(day in answer.text for day in ("3月8日", "3月18日", "3月28日"))
        for day in (8, 18, 28):
            await town.travel(datetime(2022, 3, day, 11, 30, tzinfo=UTC))
            await town.say("王建国", "/open")
            card = town.last()
            assert "临时" not in card.text.split("\n")[0]
            assert f"3月{day}日" in card.text
            await town.say("王建国", "/close")
        await town.say("王建国", "/convene 2022-03-31 19:30 大众议事厅 商量停车")
        await town.travel(datetime(2022, 3, 31, 11, 30, tzinfo=UTC))
        await town.say("王建国", "/open")
        assert "临时议事会" in town.last().text.split("\n")[0]


async def test_holidays_move_a_day() -> None:
    """Around 五一 2026 a meeting day that is a public holiday moves by the council's policy."""
    async with open_town(start=datetime(2026, 4, 27, 1, 0, tzinfo=UTC)) as town:
        answer = await town.ask("王建国", "/schedule 2 19:30")
        assert "5月6日" in answer.text  # 1 to 5 May 2026 are off
        assert "5月2日" in answer.text  # from where it moved
        assert "5月6日" in (await town.ask("赵敏", "/meeting")).text
        assert "4月30日" in (await town.ask("王建国", "/schedule 提前")).text
        assert "5月2日" in (await town.ask("王建国", "/schedule 照开")).text
        assert "6月2日" in (await town.ask("王建国", "/schedule 跳过")).text
        await town.say("王建国", "/schedule 顺延")
        await town.travel(datetime(2026, 5, 6, 11, 0, tzinfo=UTC))
        assert any("5月6日" in text for text in reminders(town))


async def test_weekends_move_nothing(town: Town) -> None:
    """A Sunday is a good day to meet."""
    assert "3月8日 周日" in (await town.ask("王建国", "/schedule 8 19:30")).text


async def test_a_year_that_is_not_published(december: Town) -> None:
    """Dates of a year whose holidays are not known yet say so."""
    answer = await december.ask("王建国", "/schedule 18 19:30")
    first, second, *_ = [line for line in answer.text.splitlines() if "18日" in line]
    assert "没有公布" not in first
    assert "没有公布" in second


async def test_only_the_head(town: Town) -> None:
    """The clerk and residents may not set days nor convene."""
    for who in ("李秀兰", "赵敏"):
        for wish in ("/schedule 8 19:30", "/convene 2026-12-03 19:30 凉亭 停车"):
            answer = await town.ask(who, wish)
            assert "议事长" in answer.text
            assert not labels(answer)


@pytest.mark.parametrize("word", ["/schedule", "议事日"])
async def test_asked_for_the_days(town: Town, word: str) -> None:
    """Without days they are asked for; what cannot be understood is asked again, with an example."""
    question = await town.ask("王建国", word)
    assert question.markup is not None
    again = await town.ask("王建国", "随便", to=question)
    assert again.markup is not None
    assert "3月8日" in (await town.ask("王建国", "8,18,28 19:30", to=again)).text


@pytest.mark.parametrize(
    "wrong", ["/schedule 32 19:30", "/schedule 8 25:00", "/schedule 随便", "/schedule " + "8," * 400]
)
async def test_days_that_are_none(town: Town, wrong: str) -> None:
    """Days that do not exist set nothing."""
    before = (await town.ask("赵敏", "/meeting")).text
    await town.say("王建国", wrong)
    assert (await town.ask("赵敏", "/meeting")).text == before


async def test_convened(town: Town) -> None:
    """The head calls a meeting out of turn: when, where and why; it is the next one when it comes first."""
    await town.say("王建国", "/convene 2026-03-06 19:30 凉亭 商量停车")
    card = town.meeting_card()
    assert labels(card) == ["参加", "请假", "不来了", "办理…"]
    (menu,) = town.alone("王建国")
    assert labels(menu) == ["取消会议", "改期"]
    for words in ("3月6日", "19:30", "凉亭", "商量停车"):
        assert words in card.text
    assert "3月6日" in (await town.ask("赵敏", "/meeting")).text
    card = await town.ask("王建国", "临时议事 明天 19:30 凉亭 停车")
    assert "3月3日" in card.text


async def test_convened_without_a_place(town: Town) -> None:
    """A time alone is enough."""
    assert "3月6日" in (await town.ask("王建国", "/convene 3月6日 19:30")).text


@pytest.mark.parametrize("wish", ["/convene", "临时议事"])
async def test_asked_for_the_meeting(town: Town, wish: str) -> None:
    """Without words they are asked for; what is no time, or past, is asked again."""
    question = await town.ask("王建国", wish)
    for wrong in ("改天吧", "2020-01-01 19:30 凉亭"):
        question = await town.ask("王建国", wrong, to=question)
        assert "取消" in labels(question)
    assert "凉亭" in (await town.ask("王建国", "3月6日 19:30 凉亭 停车", to=question)).text


@pytest.mark.parametrize("wish", ["/convene 2026-12-03", "/convene 凉亭 商量停车", "/convene 2020-01-01 19:30 凉亭"])
async def test_convened_with_something_missing(town: Town, wish: str) -> None:
    """What was left out, or is past, is asked for."""
    question = await town.ask("王建国", wish)
    assert "取消" in labels(question)
    assert "凉亭" in (await town.ask("王建国", "3月6日 19:30 凉亭 停车", to=question)).text


async def test_who_comes(town: Town) -> None:
    """参加 and 请假 are shown on the card; the other replaces, the same changes nothing, 不来了 takes back."""
    await town.say("王建国", CALLED)
    card = town.meeting_card()
    await town.press("赵敏", card, "参加")
    await town.press("孙大爷", card, "参加")
    await town.press("张伟", card, "请假")
    assert "赵敏、孙大爷" in card.text
    assert "张伟" in card.text
    await town.press("孙大爷", card, "请假")
    assert "2" in next(line for line in card.text.splitlines() if "请假" in line)
    assert "请假" in await town.press("孙大爷", card, "请假")
    assert "孙大爷" in card.text
    assert "取消" in await town.press("孙大爷", card, "不来了")
    assert "孙大爷" not in card.text
    assert len(town.since([card])) == len(town.heard()) - 1


async def test_cancelled(town: Town) -> None:
    """Only the head calls a meeting off; everybody is told, it can be taken back, and no reminder comes."""
    await town.say("王建国", "/convene 2026-03-07 19:30 凉亭 停车")
    card = town.meeting_card()
    assert "议事长" in await town.press_old("李秀兰", card, "取消会议")
    assert "3月7日" in (await town.ask("赵敏", "/meeting")).text
    await town.act_surely("王建国", card, "取消会议")
    assert "取消" in town.last().text
    assert "3月7日" in town.last().text
    assert "3月8日" in (await town.ask("赵敏", "/meeting")).text
    await town.travel(datetime(2026, 3, 7, 12, 0, tzinfo=UTC))
    assert not any("3月7日" in text for text in reminders(town))


async def test_cancelled_and_revived(town: Town) -> None:
    """A cancelling can be taken back, and then the reminders come."""
    await town.say("王建国", "/convene 2026-03-07 19:30 凉亭 停车")
    card = town.meeting_card()
    await town.act_surely("王建国", card, "取消会议")
    news = town.last()
    await town.act("王建国", news, "恢复会议")
    assert "3月7日" in (await town.ask("赵敏", "/meeting")).text
    await town.travel(datetime(2026, 3, 7, 12, 0, tzinfo=UTC))
    assert len([text for text in reminders(town) if "3月7日" in text]) == 3


async def test_moved(town: Town) -> None:
    """改期 asks the head for the new time; the old reminders are forgotten, the new ones come."""
    await town.say("王建国", "/convene 2026-03-07 19:30 凉亭 停车")
    card = town.meeting_card()
    await town.press("赵敏", card, "参加")
    assert "议事长" in await town.press_old("赵敏", card, "改期")
    await town.act("王建国", card, "改期")
    again = await town.ask("王建国", "以后再说", to=town.question("王建国"))
    await town.say("王建国", "3月12日 20:00", to=again)
    assert "3月12日" in town.last().text
    await town.travel(datetime(2026, 3, 12, 13, 0, tzinfo=UTC))
    assert not any("3月7日" in text for text in reminders(town))
    assert len([text for text in reminders(town) if "3月12日" in text]) == 3


async def calendar_file(town: Town, who: str = "赵敏") -> bytes:
    """The file that /ics brings, as it came."""
    answer = await town.ask(who, "/ics")
    sent = town.world.files.by_id(answer.content["document"]["file_id"])
    assert sent is not None
    return sent.content


async def test_a_calendar_follows(town: Town) -> None:
    """A phone that took the calendar file moves and cancels its meetings by the next ones, and makes no second."""
    phone = PhoneCalendar()
    card = await town.ask("王建国", "/meeting")
    phone.take(await calendar_file(town))
    assert phone.shown()[:2] == ["20260308T113000Z", "20260318T113000Z"]
    await town.press("王建国", card, "改期")
    await town.say("王建国", "3月10日 15:00 凉亭", to=town.question("王建国"))
    moved = await town.ask("王建国", "/meeting")
    phone.take(await calendar_file(town))
    assert phone.shown()[:2] == ["20260310T070000Z 凉亭", "20260318T113000Z"]
    await town.press_surely("王建国", moved, "取消会议")
    phone.take(await calendar_file(town))
    assert (phone.shown()[0], phone.cancelled()) == ("20260318T113000Z", ["20260310T070000Z"])
    await town.say("王建国", "/convene 3月6日 9:00 居委会 停车")
    phone.take(await calendar_file(town))
    assert phone.shown()[:2] == ["20260306T010000Z 居委会", "20260318T113000Z"]


async def test_reminders(town: Town) -> None:
    """Three days and one day before at nine, and two hours before: each once, with the agenda."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.act("李秀兰", town.card(1), "受理")
    await town.act("李秀兰", town.card(1), "列入议程")
    expected = [datetime(2026, 3, 5, 1, tzinfo=UTC), datetime(2026, 3, 7, 1, tzinfo=UTC)]
    expected.append(datetime(2026, 3, 8, 9, 30, tzinfo=UTC))
    for count, at in enumerate(expected):
        await town.travel(at - timedelta(minutes=1))
        assert len(reminders(town)) == count
        await town.travel(at + timedelta(minutes=1))
        assert len(reminders(town)) == count + 1
        assert "路灯" in reminders(town)[-1]
        assert "3月8日" in reminders(town)[-1]
    await town.travel(datetime(2026, 3, 8, 20, tzinfo=UTC))
    assert len(reminders(town)) == 3


async def test_reminders_across_restarts(town: Town) -> None:
    """Starting the bot again and again doubles no reminder and loses none."""
    for day in range(7):
        async with town.asleep():
            town.move(timedelta(minutes=5))
        await town.wake(town.now)
        await town.travel(datetime(2026, 3, 3 + day, 0, tzinfo=UTC))
        async with town.asleep():
            pass
    assert len(reminders(town)) == 3


async def test_a_late_reminder(town: Town) -> None:
    """After a time without the bot, one reminder comes that still makes sense, not the ones before it."""
    async with town.asleep():
        town.move(datetime(2026, 3, 7, 10, tzinfo=UTC))
    await town.wake(town.now)
    (late,) = reminders(town)
    assert "明天" in late
    await town.wake(town.now + timedelta(minutes=1))
    assert len(reminders(town)) == 1


async def test_too_late_for_a_reminder(town: Town) -> None:
    """A meeting that has begun, or is over, is not reminded of; the next one is planned."""
    async with town.asleep():
        town.move(datetime(2026, 3, 8, 12, tzinfo=UTC))
    await town.wake(town.now)
    assert reminders(town) == []
    await town.wake(datetime(2026, 3, 9, tzinfo=UTC))
    assert "3月18日" in (await town.ask("赵敏", "/meeting")).text


async def test_a_day_that_nobody_opened(town: Town) -> None:
    """A meeting day that passes unopened is told once, to the head with what to do; every card loses its buttons."""
    await town.whisper("王建国", "/start")
    card = await town.ask("王建国", "/meeting")
    old = {button["text"]: button["callback_data"] for row in card.keyboard for button in row}
    before = town.heard()
    await town.travel(datetime(2026, 3, 9, 2, tzinfo=UTC))
    (told,) = [text for text in town.since(before) if "没有在这里开会" in text]
    assert "3月8日" in told
    assert "下次：3月18日" in told
    advice = town.private("王建国")[-1].text
    assert "/resolve" in advice
    assert "3月18日" in advice
    cards = [message for message in town.heard() if "3月8日" in message.text and not message.receiver]
    assert len(cards) >= 4  # three reminders, the news
    assert not any({"参加", "请假", "办理…"} & set(labels(message)) for message in cards)
    for who, label in (("赵敏", "参加"), ("王建国", "取消会议"), ("王建国", "改期")):
        toast = await town.forge(who, card, old[label])
        assert toast.startswith("这是 3月8日")
        assert "下次是 3月18日" in toast
    await town.travel(datetime(2026, 3, 10, tzinfo=UTC))
    assert len([text for text in town.since(before) if "没有在这里开会" in text]) == 1


async def test_old_cards_of_a_meeting_that_moved(town: Town) -> None:
    """A card of the day before shows the new one, and a press on its old buttons does not count for it."""
    await town.say("王建国", CALLED)
    card = town.meeting_card()
    old = card.keyboard[0][0]["callback_data"]
    await town.act("王建国", card, "改期")
    await town.say("王建国", "3月12日 20:00", to=town.question("王建国"))
    assert "3月12日" in card.text
    assert "改到了3月12日" in await town.forge("赵敏", card, old)
    assert "还没有人报名" in card.text
    await town.press("赵敏", card, "参加")
    assert "参加 1 人：赵敏" in card.text
    await town.act_surely("王建国", card, "取消会议")
    assert "已取消" in card.text
    assert labels(card) == []


async def test_looking_up_a_meeting(town: Town) -> None:
    """会议 shows the next meeting to anybody."""
    assert "3月8日" in (await town.ask("周倩", "会议")).text


async def test_a_meeting_in_private(town: Town) -> None:
    """A resident looks up the next meeting and says that they come in private."""
    await town.say("赵敏", "/mine")
    card = await town.whisper("赵敏", "/meeting")
    await town.press("赵敏", card, "参加")
    assert "赵敏" in (await town.ask("孙大爷", "/meeting")).text

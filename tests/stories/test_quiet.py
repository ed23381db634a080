"""The group is left in peace: nothing at night that can wait, and for those who want it one message a day."""

from datetime import UTC, datetime, timedelta

from tests.stories.town import Town, data_of, labels, story_fixture

HEAD, CLERK, HANDLER, RESIDENT = "王建国", "李秀兰", "陈师傅", "赵敏"
NIGHT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # 22:00 in Shanghai
MORNING = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # 07:30
EVENING = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # 18:00


async def set_up_town(town: Town) -> None:
    await town.say(RESIDENT, "提议 3号楼路灯坏了")


town = story_fixture(set_up_town)


async def test_who_acts_at_night_is_answered(town: Town) -> None:
    """At night what somebody does stands in the group at once, as by day."""
    await town.travel(NIGHT)
    await town.act(CLERK, town.card(1), "受理")
    assert "已受理" in town.card(1).text
    await town.say(CLERK, "/resolve 1 本周修好 承办:@chenshifu 期限:3天")
    for words in ("/progress 1 灯已经买到", "/done 1 灯亮了"):
        before = town.heard()
        await town.say(HANDLER, words)
        assert len([said for said in town.heard() if said not in before and not said.receiver]) == 1


async def test_one_message_a_day(town: Town) -> None:
    """With 每日摘要 routine news comes once, at six in the evening, without naming anybody; the next day is empty."""
    await town.say(HEAD, "/digest 每日摘要")
    await town.say(RESIDENT, "提议 垃圾没有人收")
    before = town.heard()
    await town.act(CLERK, town.card(1), "受理")
    await town.act(CLERK, town.card(1), "列入议程")
    await town.act(CLERK, town.card(2), "受理")
    assert town.since(before) == []
    await town.travel(EVENING)
    (told,) = town.since(before)
    assert told.splitlines()[1:] == [
        "📋 #1「3号楼路灯坏了」受理；列入议程",
        "📥 #2「垃圾没有人收」受理",
    ]
    assert labels(town.last()) == ["#1", "#2"]
    assert not any(entity["type"] in {"text_mention", "mention"} for entity in town.last().content.get("entities", ()))
    before = town.heard()
    await town.travel(EVENING + timedelta(days=1))
    assert town.since(before) == []


async def test_what_matters_comes_at_once(town: Town) -> None:
    """With 每日摘要 decisions, handing over, completion and its question still come at once."""
    await town.say(HEAD, "/digest 每日摘要")
    await town.act(CLERK, town.card(1), "受理")
    before = town.heard()
    await town.say(CLERK, "/resolve 1 本周修好 承办:@chenshifu 期限:3天")
    await town.say(HANDLER, "/progress 1 灯已经买到")
    await town.say(HANDLER, "/done 1 灯亮了")
    told = town.since(before)
    assert any("有决议了" in text for text in told)
    assert any("交办了" in text for text in told)
    assert any("报办结了" in text for text in told)
    assert not any("有新进展" in text for text in told)
    assert "#1 的进展记下了。" in told
    await town.travel(EVENING)
    assert "进展：灯已经买到" in town.last().text


async def test_choosing(town: Town) -> None:
    """The head sees how it is and changes it by a button, here and in /settings; nobody else may."""
    card = await town.ask(HEAD, "摘要")
    assert "即时" in card.text
    assert labels(card) == ["每日摘要", "✓ 即时"]
    assert "18:00" in await town.press(HEAD, card, "每日摘要")
    assert labels(town.last()) == ["✓ 每日摘要", "即时"]
    assert "议事长" in await town.forge(CLERK, town.last(), data_of(town.last(), "即时"))
    settings = await town.whisper(HEAD, "/settings")
    await town.press(HEAD, settings, "📨 每日摘要")
    assert {"✓ 每日摘要", "即时"} <= set(labels(town.last(town.people[HEAD])))
    await town.press(HEAD, town.last(town.people[HEAD]), "◀ 返回")
    await town.press(HEAD, town.last(town.people[HEAD]), "📊 小结")
    await town.press(HEAD, town.last(town.people[HEAD]), "不发小结")
    assert "不发小结" in (await town.ask(HEAD, "/summary")).text
    assert "议事长" in (await town.ask(RESIDENT, "/digest 即时")).text


async def test_the_month_is_summed_up(town: Town) -> None:
    """On the first working day of April the group reads what March and the quarter brought, and what still waits."""
    await town.act(CLERK, town.card(1), "受理")
    await town.say(CLERK, "/resolve 1 本周修好 承办:@chenshifu 期限:3天")
    await town.say(HANDLER, "/done 1 灯亮了")
    await town.act(RESIDENT, town.card(1), "满意")
    await town.say(RESIDENT, "提议 垃圾没有人收")
    await town.travel(datetime(2026, 3, 31, 16, tzinfo=UTC))
    before = town.heard()
    await town.travel(datetime(2026, 4, 1, 1, tzinfo=UTC))
    month, quarter = (text for text in town.since(before) if text.startswith("📊"))
    assert month.splitlines() == [
        "📊 2026年3月 小结",
        "",
        "新提 2 件，办结 1 件",
        "满意率：100.0%（评价 1 次，满意或基本满意 1 次）",
        "交办 1 件，按时签收 1 件。响应率 100.0%",
        "解决率：100.0%（到期 1 件，办好 1 件）",
        "",
        "现在还没有销号的 1 件，其中过了期限的 0 件。",
        "🆕 #2 垃圾没有人收（已提出）",
    ]
    assert quarter.startswith("📊 2026年1月到3月 季度回顾")
    assert "#2" not in quarter  # the month above says what waits

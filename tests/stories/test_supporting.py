"""Cards: neighbours stand behind a matter, read about it, and its author may take it back."""

import asyncio

from tests.stories.town import Town, labels, story_fixture


async def set_up_proposed(town: Town) -> None:
    """A town in which 赵敏 has proposed something."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")


proposed = story_fixture(set_up_proposed)


async def test_support_and_take_back(proposed: Town) -> None:
    """A tap supports, the next says so, [收回附议] takes it back; each has its toast, the one card shows the number."""
    card = proposed.card(1)
    before = len(proposed.heard())
    assert "1" in await proposed.press("孙大爷", card, "附议")
    assert "附议 1 人" in proposed.card(1).text
    assert "2" in await proposed.press("张伟", card, "附议")
    assert "附议 2 人" in proposed.card(1).text
    assert "附议 2" in labels(proposed.card(1))
    assert "您已经附议过了" in await proposed.press("孙大爷", card, "附议")
    assert await proposed.supporters(1) == 2
    assert "收回" in await proposed.act("孙大爷", card, "收回附议")
    assert "附议 1 人" in proposed.card(1).text
    assert await proposed.supporters(1) == 1
    assert len(proposed.heard()) == before


async def test_own_matter(proposed: Town) -> None:
    """The proposer need not support what is theirs."""
    assert "自己" in await proposed.press("赵敏", proposed.card(1), "附议")
    assert await proposed.supporters(1) == 0


async def test_thirty_at_once(proposed: Town) -> None:
    """Thirty taps in one moment: each is answered, the card is edited a few times only, and the number is right."""
    crowd = [proposed.world.add_user(f"居民{number}") for number in range(30)]
    for person in crowd:
        proposed.world.join(proposed.group, person)
    await proposed.settle()
    card = proposed.card(1)
    calls = len(proposed.world.calls)
    presses = [proposed.world.press(person, card, (0, 0)) for person in crowd]
    await asyncio.gather(*(press.answered(5) for press in presses))
    await proposed.settle()
    assert all("附议了" in (press.text or "") for press in presses)
    assert "附议 30 人" in proposed.card(1).text
    edits = [call for call in list(proposed.world.calls)[calls:] if call.method.startswith("edit")]
    assert 1 <= len(edits) <= 5
    assert len(proposed.cards(1)) == 1


async def test_two_taps_of_one_finger(proposed: Town) -> None:
    """Three taps of one finger support once, and each is answered as the first."""
    card = proposed.card(1)
    presses = [proposed.world.press(proposed.people["孙大爷"], card, (0, 0)) for _ in range(3)]
    await asyncio.gather(*(press.answered(5) for press in presses))
    await proposed.settle()
    assert {press.text for press in presses} == {"您附议了 #1，现在 1 人。"}
    assert await proposed.supporters(1) == 1
    assert "附议 1 人" in proposed.card(1).text


async def test_details_in_the_group(proposed: Town) -> None:
    """详情 shows the whole timeline to each who asks, and to nobody else."""
    before = proposed.heard()
    for number, who in enumerate(("孙大爷", "张伟"), 1):
        await proposed.press(who, proposed.card(1), "详情")
        shown = proposed.since(before)
        assert len(shown) == number
        assert "2026-03-02" in shown[-1]
        assert proposed.last().receiver is proposed.people[who]


async def test_details_in_private(proposed: Town) -> None:
    """Where the group shows all to all, who has opened the private chat gets the details there."""
    proposed.world.has_ephemeral_messages = False
    await proposed.whisper("孙大爷", "/start")
    before = proposed.heard()
    assert "私" in await proposed.press("孙大爷", proposed.card(1), "详情")
    assert "3号楼门口的路灯坏了" in proposed.private("孙大爷")[-1].text
    assert proposed.since(before) == []


async def test_by_number(proposed: Town) -> None:
    """/matter 1, #1 alone and ＃1 show the matter; a number that is none is answered."""
    for wish in ("/matter 1", "/matter #1", "#1", "＃1"):
        shown = await proposed.ask("孙大爷", wish)
        assert "3号楼门口的路灯坏了" in shown.text
        assert "赵敏" in shown.text
    assert "#99" in (await proposed.ask("孙大爷", "/matter 99")).text
    assert "#0" in (await proposed.ask("孙大爷", "/matter 0")).text


async def test_asked_for_the_number(proposed: Town) -> None:
    """Without a number it is asked for; what is none is asked again."""
    question = await proposed.ask("孙大爷", "/matter")
    assert question.markup is not None
    again = await proposed.ask("孙大爷", "那个路灯", to=question)
    assert question.is_deleted
    shown = await proposed.ask("孙大爷", "1", to=again)
    assert "3号楼门口的路灯坏了" in shown.text


async def test_taken_back_and_brought_again(proposed: Town) -> None:
    """Only the proposer takes it back; then it can be brought again, and nobody can support it meanwhile."""
    card = proposed.card(1)
    assert "提出人" in await proposed.press_old("孙大爷", card, "撤回")
    await proposed.act("赵敏", card, "撤回")
    assert await proposed.matters() == {1: "withdrawn"}
    assert "附议" not in labels(proposed.card(1))
    await proposed.act("赵敏", proposed.card(1), "恢复")
    assert await proposed.matters() == {1: "submitted"}
    assert sum("提出人：" in each.text for each in proposed.cards(1)) == 1  # and news of what was done


async def test_taken_back_is_not_brought_again_by_others(proposed: Town) -> None:
    """What its proposer took back no officer brings again."""
    await proposed.act("赵敏", proposed.card(1), "撤回")
    await proposed.press_old("李秀兰", proposed.card(1), "恢复")
    assert await proposed.matters() == {1: "withdrawn"}
    await proposed.press("李秀兰", proposed.card(1), "办理…")
    assert "恢复" not in labels(proposed.last())


async def test_an_old_button(proposed: Town) -> None:
    """A button that was on the card a moment ago says how things stand, and changes nothing."""
    card = proposed.card(1)
    support = card.keyboard[0][0]["callback_data"]
    await proposed.act("赵敏", card, "撤回")
    for label in ("受理", "撤回"):
        who = {"受理": "李秀兰", "撤回": "赵敏"}[label]
        assert "撤回" in await proposed.press_old(who, proposed.card(1), label)
    assert "撤回" in await proposed.forge("孙大爷", card, support)
    assert await proposed.matters() == {1: "withdrawn"}
    assert await proposed.supporters(1) == 0


async def test_the_list(town: Town) -> None:
    """/matters lists ten a page with states, is turned by buttons in place, and searched by words."""
    things = ("路灯", "电梯", "垃圾", "大门", "井盖", "围墙", "车棚", "凉亭", "水管", "屋顶", "消防栓", "健身器材")
    for thing in things:
        await town.say("赵敏", f"/propose {thing * 3}")
        offer = town.last()
        if "仍然提交" in labels(offer):
            await town.press("赵敏", offer, "仍然提交")
    assert len(await town.matters()) == 12
    shown = await town.ask("孙大爷", "/matters")
    assert "12" in shown.text
    assert "#12" in shown.text
    assert "#2 " not in shown.text
    assert "已提出" in shown.text
    turn = next(label for label in labels(shown) if "下一页" in label)
    await town.press("孙大爷", shown, turn)
    assert "#2" in town.last().text
    assert "#1 " in town.last().text
    assert town.last().message_id == shown.message_id
    found = await town.ask("孙大爷", "议题 井盖")
    assert "#5" in found.text
    assert "#6" not in found.text
    await town.press("孙大爷", found, "#5")
    assert "井盖井盖井盖" in town.last().text
    assert "没有" in (await town.ask("孙大爷", "/matters 飞船")).text


async def test_mine(proposed: Town) -> None:
    """/mine tells what I proposed, what I support and what I must do."""
    await proposed.press("孙大爷", proposed.card(1), "附议")
    assert "#1" in (await proposed.ask("孙大爷", "/mine")).text
    assert "#1" in (await proposed.ask("赵敏", "我的")).text
    assert "#1" not in (await proposed.ask("张伟", "/mine")).text
    assert "#1" in (await proposed.whisper("赵敏", "/mine")).text


async def test_stats(proposed: Town) -> None:
    """/stats counts by state and category."""
    shown = await proposed.ask("孙大爷", "/stats")
    assert "已提出 1" in shown.text
    assert "公共设施 1" in shown.text
    assert "已提出 1" in (await proposed.ask("孙大爷", "统计")).text


async def test_a_picture_added_to_the_card(proposed: Town) -> None:
    """The proposer adds a picture by answering the card with it; somebody else's is left aside."""
    await proposed.photo("孙大爷", to=proposed.card(1))
    assert "📎" not in proposed.card(1).text
    await proposed.photo("赵敏", to=proposed.card(1))
    assert "📎" in proposed.card(1).text


async def test_a_deleted_card(proposed: Town) -> None:
    """Somebody deletes the card: the next change shows it again."""
    proposed.world.delete_message(proposed.card(1))
    await proposed.say("李秀兰", "/agenda 1")
    await proposed.say("孙大爷", "/matter 1")
    await proposed.press("孙大爷", proposed.last(), "附议")
    assert any("附议 1 人" in card.text for card in proposed.cards(1))


async def test_first_words(town: Town) -> None:
    """Who was never heard of presses a button of the menu and is asked by name."""
    await town.say("孙大爷", "帮助")
    await town.press("孙大爷", town.last(), "📝 提议")
    await town.press("孙大爷", town.last(), "✏️ 现在就提")
    assert town.last().text.startswith("孙大爷，您想提什么事？")
    await town.say("孙大爷", "门口太黑了", to=town.question("孙大爷"))
    assert await town.matters() == {1: "submitted"}


async def test_menu(town: Town) -> None:
    """/start and 帮助 show a menu of buttons that do the same as the commands; nothing of later days is in it."""
    for wish in ("/start", "/help", "帮助"):
        assert len(labels(await town.ask("孙大爷", wish))) >= 4
    menu = await town.ask("孙大爷", "/start")
    for label in labels(menu):
        if "私聊" in label:
            continue  # opens the private chat
        before = town.heard()
        await town.press("孙大爷", menu, label)
        answered = town.since(before)
        assert answered, label
        assert not {"/vote", "/roll", "/minutes", "/archive"} & set("".join(answered).split())


async def test_menu_in_private(town: Town) -> None:
    """In private the menu's buttons work as well, for somebody who was never heard in the group too."""
    menu = await town.whisper("周倩", "/start")
    for label in labels(menu):
        before = town.private("周倩")
        await town.press("周倩", menu, label)
        assert town.since(before, town.people["周倩"]), label


async def test_a_deep_link(proposed: Town) -> None:
    """A link to a matter opens the private chat with its details."""
    await proposed.whisper("孙大爷", "/start c-1-m-1")
    assert "3号楼门口的路灯坏了" in proposed.private("孙大爷")[-1].text


async def test_a_strange_deep_link(proposed: Town) -> None:
    """A link that leads nowhere, or to another council's matter, shows the menu and nothing else."""
    proposed.people["外人"] = proposed.world.add_user("外人")
    for payload in ("c-1-m-1", "c-99-m-1", "c-1-m-99", "h-CODE", "x" * 64, "c--m-"):
        await proposed.whisper("外人", f"/start {payload}")
    assert "3号楼门口" not in "".join(message.text for message in proposed.private("外人"))
    assert len(labels(proposed.private("外人")[-1])) >= 4

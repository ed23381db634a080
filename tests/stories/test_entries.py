"""What a captain enters for others, and what a captain does at once."""

from tests.stories.town import Town, labels


async def test_for_a_neighbour_without_a_telephone(town: Town) -> None:
    """The captain speaks for a neighbour: the card names both, the neighbour's name masked."""
    await town.say("张伟", "代录 王秀英 3号楼的水管漏了")
    card = town.card(1).text
    assert "提出人：王**" in card
    assert "代录人：张伟" in card
    assert "王秀英" not in "".join(each.text for each in town.heard())


async def test_asked_step_by_step(town: Town) -> None:
    """What is missing is asked for, and a name alone is asked again."""
    question = await town.ask("张伟", "/behalf")
    question = await town.ask("张伟", "王秀英", to=question)
    assert "称呼和什么事，都要写" in question.text
    await town.say("张伟", "王秀英 水管漏了", to=question)
    assert await town.matters() == {1: "submitted"}


async def test_not_everybody(town: Town) -> None:
    """A resident is told who may."""
    assert "楼栋长" in (await town.ask("赵敏", "/behalf 王秀英 水管漏了")).text
    assert "楼栋长" in (await town.ask("赵敏", "/spot 换了灯泡")).text
    assert await town.matters() == {}


async def test_done_on_the_spot(town: Town) -> None:
    """A photo with its words is enough; it closes when a neighbour says that it is true."""
    await town.photo("张伟", "/spot 换了3号楼门口的灯泡")
    assert await town.matters() == {1: "done"}
    news = town.last()
    assert "当场办好了" in news.text
    assert "photo" in news.content
    assert labels(news) == ["满意", "基本满意", "不满意"]
    await town.press("张伟", news, "满意")
    assert await town.matters() == {1: "done"}
    await town.press("赵敏", news, "满意")
    assert await town.matters() == {1: "closed"}


async def test_without_a_photo(town: Town) -> None:
    """Without a photo it is asked for; words are no proof."""
    question = await town.ask("张伟", "即办 换了3号楼门口的灯泡")
    assert "照片" in question.text
    question = await town.ask("张伟", "真的换了", to=question)
    assert await town.matters() == {}
    assert "照片" in question.text
    await town.photo("张伟", to=question)
    assert await town.matters() == {1: "done"}


async def test_pictures_speak_for_themselves(town: Town) -> None:
    """A picture without words is enough, for a neighbour and for what was done; what is missing is asked for."""
    await town.photo("张伟", "/behalf 王秀英")
    assert "照片反映的情况" in town.card(1).text
    question = await town.ask("张伟", "/spot")
    await town.photo("张伟", to=question)
    assert await town.matters() == {1: "submitted", 2: "done"}


async def test_reported_by_a_neighbour(town: Town) -> None:
    """As an answer to a neighbour's message: the neighbour is asked, and may say that it is not done."""
    reported = await town.say("孙大爷", "3号楼门口的灯泡坏了")
    question = await town.ask("张伟", "/spot 换好了", to=reported)
    await town.photo("张伟", to=question)
    assert "提出人：孙大爷" in town.card(1).text
    news = town.last()
    await town.press("赵敏", news, "满意")
    assert await town.matters() == {1: "done"}
    await town.press("孙大爷", news, "不满意")
    await town.say("孙大爷", "又灭了", to=town.question("孙大爷"))
    assert await town.matters() == {1: "in_progress"}


async def test_the_group_says_no(town: Town) -> None:
    """Any neighbour may say that it is not done."""
    await town.photo("张伟", "/spot 换了3号楼门口的灯泡")
    await town.press("赵敏", town.last(), "不满意")
    await town.say("赵敏", "还是不亮", to=town.question("赵敏"))
    assert await town.matters() == {1: "in_progress"}

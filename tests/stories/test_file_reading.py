"""A file that is hard to read: nobody waits for it, it is not tried twice, and a stop in the middle is said."""

from datetime import timedelta

import pytest

from bot.documents.file_reader import COMMAND
from bot.domain.rolls.file_reading import REFUSED_FOR, Reading
from tests.documents.test_file_reader import SHEETS, python, sheets_of_one_part
from tests.stories.test_rolls import HEAD, HEADER, HOMES, OFFICER, confirm, send, xlsx
from tests.stories.town import Town, another, labels

CSV = "\n".join(",".join(map(str, row)) for row in (HEADER, *HOMES)).encode()
BREAKS = python("raise SystemExit(3)")
HANGS = python("import time; time.sleep(600)")


def use(town: Town, *command: str) -> None:
    """Have files read by a program, or without one as in the other stories."""
    town.app.context.reader.command = command


@pytest.mark.parametrize(("name", "content"), [("名册.xlsx", xlsx()), ("名册.csv", CSV)])
async def test_in_a_process_of_its_own(town: Town, name: str, content: bytes) -> None:
    """A roll of each kind is read by the program that reads strangers' files, and again when it is confirmed."""
    use(town, *COMMAND)
    preview = await send(town, OFFICER, content, name)
    assert "户数：4" in preview.text
    await confirm(town, OFFICER, preview)
    assert "名册导入好了" in preview.text


async def begin(town: Town, who: str, content: bytes) -> None:
    """Somebody sends a file, and does not wait until it is read."""
    person = town.people[who]
    town.world.send_document(person, person, content, "名册.xlsx", caption="/roll")
    await town.world.wait_for(lambda: town.server.is_polled and not len(town.world.updates), within=20)
    await town.world.wait_for(lambda: "正在读取" in town.last(person).text, within=20)


async def test_others_do_not_wait(town: Town) -> None:
    """While a file is being read everybody is answered, the sender too, and its update does not come again."""
    await another(town, "周倩")
    use(town, *HANGS)
    await begin(town, OFFICER, xlsx())
    assert len(town.world.updates) == 0
    asked = town.world.say(town.people[HEAD], town.group, "/help")
    before = len(town.heard())
    await town.world.wait_for(lambda: len(town.heard()) > before, within=5)
    assert asked
    await town.stop()
    await town.start()
    assert "没有读完，请再发一次" in town.last(town.people[OFFICER]).text
    assert await town.store.run(lambda tx: tx.count(Reading, "at")) == 0
    assert "户数：4" in (await send(town, OFFICER, xlsx())).text


async def test_not_twice(town: Town) -> None:
    """A file that its reader did not survive is not tried again for a day; another one is read."""
    content = xlsx()
    use(town, *BREAKS)
    assert "只有一张表" in (await send(town, OFFICER, content)).text
    use(town)
    assert "只有一张表" in (await send(town, OFFICER, content)).text
    assert "户数：2" in (await send(town, OFFICER, xlsx(HOMES[:2]))).text
    await town.travel(REFUSED_FOR)
    assert "户数：4" in (await send(town, OFFICER, content)).text


async def test_no_time(town: Town) -> None:
    """A reader that had no time says nothing about its file: it can be sent again."""
    content = xlsx()
    use(town, *HANGS)
    town.app.context.reader.within = 0.5
    assert "再发一次" in (await send(town, OFFICER, content)).text
    use(town)
    assert "户数：4" in (await send(town, OFFICER, content)).text


async def test_broken_at_the_confirmation(town: Town) -> None:
    """A reader that breaks down at the confirmation imports nothing, and says what to do."""
    preview = await send(town, OFFICER, xlsx())
    use(town, *BREAKS)
    await confirm(town, OFFICER, preview)
    assert "只有一张表" in preview.text


async def test_one_at_a_time(town: Town) -> None:
    """Whoever has a file read sends the next one after it."""
    use(town, *HANGS)
    await begin(town, OFFICER, xlsx())
    person = town.people[OFFICER]
    town.world.send_document(person, person, xlsx(), "名册.xlsx", caption="/roll")
    await town.world.wait_for(lambda: "还在读" in town.last(person).text, within=20)


@pytest.mark.parametrize(("sheets", "refused"), [(SHEETS, "表太多"), (50, "展开以后太大")])
async def test_the_attack(town: Town, sheets: int, refused: str) -> None:
    """A file that points at one part again and again is refused, and meanwhile others are answered at once."""
    use(town, *COMMAND)
    group = await another(town, "周倩")
    await town.travel(timedelta(minutes=1))  # nothing rests between two messages any more
    person = town.people[OFFICER]
    town.world.send_document(person, person, sheets_of_one_part(sheets), "名册.xlsx", caption="/roll")
    for who, chat in (("周倩", group), ("赵敏", town.people["赵敏"]), ("孙大爷", town.people["孙大爷"])):
        before = len(town.heard(chat))
        town.world.say(town.people[who], chat, "/matters")
        await town.world.wait_for(lambda: len(town.heard(chat)) > before, within=2)  # noqa: B023  # it ends here
    await town.settle()
    assert "确认导入" not in labels(town.last(person))
    assert refused in town.last(person).text

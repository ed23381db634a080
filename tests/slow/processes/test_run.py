"""The front door again, where the bot itself is started: how it ends, and who may hold its data."""

import asyncio
import re
import signal
from calendar import monthrange

import pytest

from bot.domain.shared.inbox import ProcessedUpdates
from sandbox import Chat, World
from storage.tinydb.store import TinyStore
from tests.house.bot_process import House
from tests.house.conftest import Command


def nothing_but_holidays() -> str:
    """A file by which every day of this century is a holiday, so that a test need not know what day it is."""
    months = [(month, monthrange(2001, month)[1]) for month in range(1, 13)]
    return "".join(
        f"[{year}]\nworkdays = []\nholidays = ["
        + ",".join(f"{{start = {year}-{month:02}-01, end = {year}-{month:02}-{last}}}" for month, last in months)
        + "]\n"
        for year in range(2001, 2100)
    )


@pytest.mark.parametrize("everything", [False, True])
async def test_right_holidays(
    everything: bool,  # noqa: FBT001  # as it says
    house: House,
    world: World,
    command: Command,
) -> None:
    """The bot goes by a right `holidays.toml`: a council that leaves out holidays plans no meeting on one."""
    (house.folder / "holidays.toml").write_text(nothing_but_holidays() if everything else "")
    house.config.write_text(house.config.read_text() + '[meetings]\ndays = [8, 18, 27]\nholiday = "skip"\n')
    assert command("check") == (0, "配置和数据都没有问题。\n")
    async with house.bot(world) as process:
        (group,) = (chat for chat in world.chats.values() if chat.title == "小区")
        await world.wait_for(lambda: "议事会已经设好" in world.bot_messages(group)[-1].text)
        assert ("下次会议：" not in world.bot_messages(group)[-1].text) == everything
        process.send_signal(signal.SIGTERM)
        await process.wait()
    assert (process.returncode, house.printed) == (0, "")


async def test_wrong_token(house: House) -> None:
    """A token that Telegram refuses ends the bot with a sentence, and is not printed."""
    house.config.write_text(re.sub("token = .*", 'token = "123456789:wrong-wrong-wrong"', house.config.read_text()))
    code, printed = await house.run()
    assert code == 2
    assert "@BotFather" in printed
    assert "wrong-wrong" not in printed


async def test_interrupted(house: House, world: World) -> None:
    """At Ctrl-C the bot keeps everything, confirms, and exits 0 within 5 seconds."""
    async with house.bot(world) as process:
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(5):
            await process.wait()
    assert (process.returncode, house.printed) == (0, "")
    assert len(world.updates) == 0


async def awaiting_an_answer(world: World) -> None:
    """The bot sends something that Telegram never answers."""
    world.faults.add("sendMessage", kind="hang")
    someone = world.add_user("李")
    world.say(someone, someone, "/help")
    await world.wait_for(lambda: any("hang" in call.description for call in world.calls))


async def test_end_without_an_answer(house: House, world: World) -> None:
    """A message that is never answered does not hold up the end; it is told again next time, marked."""
    async with house.bot(world) as process:
        await awaiting_an_answer(world)
        process.terminate()
        async with asyncio.timeout(5):
            await process.wait()
    assert (process.returncode, house.printed) == (0, "")
    async with house.bot(world):
        await world.wait_for(
            lambda: any("可能重复" in message.text for message in world.bot_messages(elsewhere(world)))
        )


def elsewhere(world: World) -> Chat:
    return next(chat for chat in world.chats.values() if chat.person and chat.person.first_name == "李")


async def test_second_signal(house: House, world: World) -> None:
    """A second Ctrl-C leaves at once, even while an answer of Telegram is awaited."""
    async with house.bot(world) as process:
        await awaiting_an_answer(world)
        await world.wait_for(lambda: house.server.is_polled)  # two signals at one moment would be one
        process.send_signal(signal.SIGINT)
        await world.wait_for(lambda: not house.server.is_polled)
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(2):
            await process.wait()
    assert process.returncode == 130


async def test_second_bot(house: House, world: World, command: Command) -> None:
    """A second bot on the same data exits 3 and says who holds it, and so does a restore; looking is welcome."""
    async with house.bot(world) as process:
        assert command("backup", "x")[0] == 0
        for looking in ("check", "verify"):
            assert command(looking)[0] == 0
        for code, printed in (await house.run(), command("restore", "x", "--force")):
            assert code == 3
            assert str(process.pid) in printed


async def test_backup_and_restore(house: House, world: World, command: Command) -> None:
    """A backup holds everything but the token; it is restored only over nothing, or with --force."""
    async with house.bot(world) as process:
        process.terminate()
        await process.wait()
    assert command("verify")[0] == 0
    assert command("backup", "kept")[0] == 0
    assert world.token.encode() not in (house.folder / "kept").read_bytes()
    assert command("restore", "kept")[0] == 1
    assert command("restore", "kept", "--force")[0] == 0
    assert command("verify")[0] == 0
    store = TinyStore.open(house.data)
    assert await store.run(lambda tx: tx.count(ProcessedUpdates, "at")) > 0
    await store.close()

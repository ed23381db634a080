"""Two whole votes of 300 households, one by name and one secret, through everything a bot can be killed in."""

import asyncio
import io
import json
import random
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.domain.votes.ballot import Ballot, Seal, receipt_of
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import VoteState
from bot.ports import Tx
from bot.services.votes import queries
from sandbox import Chat, Message, Server, User, World
from sandbox.model import Press
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests.slow.crash.process import DOUBT, ROOT, STARTED, configure, heard, running

HOUSEHOLDS, PEOPLE, KILLS = 300, 32, 5
NAMED, SECRET = 1, 2  # matters, and the votes on them
MODES = {NAMED: "记名", SECRET: "不记名"}
MATTERS = {NAMED: "给每栋楼装一部电梯", SECRET: "三号楼门口的路灯坏了，换新的"}
SAID = {Choice.AGREE: "赞成", Choice.AGAINST: "反对", Choice.ABSTAIN: "弃权"}
WEEK = timedelta(days=7)


def units() -> list[str]:
    return [f"{1 + n // 50}-{100 + n % 50}" for n in range(HOUSEHOLDS)]


def roster() -> bytes:
    """The roll as an office has it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["楼栋", "房号", "业主", "面积"])
    for number, unit in enumerate(units()):
        building, room = unit.split("-")
        sheet.append([building, room, f"业主{number}", f"{60 + number % 70}.25"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass
class Estate:
    """The people of the estate, what they pressed, and what must come of it."""

    world: World
    server: Server
    folder: Path
    chance: random.Random = field(default_factory=lambda: random.Random(300))
    homes: dict[int, list[str]] = field(default_factory=dict)  # the units of each account
    pressed: list[tuple[int, int, Press]] = field(default_factory=list)  # vote, account, what was pressed
    wanted: dict[int, dict[str, Choice]] = field(default_factory=lambda: {NAMED: {}, SECRET: {}})  # by vote and unit
    cards: dict[int, Message] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)  # every message of the bot in the group, as it came

    def __post_init__(self) -> None:
        self.head, self.clerk, self.teller = (self.world.add_user(name) for name in ("王建国", "李秀兰", "孙大爷"))
        self.people = [self.world.add_user(f"居民{number}") for number in range(PEOPLE)]
        others = [self.clerk, self.teller, *self.people]
        self.group = self.world.add_group("和平里小区", self.head, others, bot="administrator")
        self.world.listen(self.hear)

    def hear(self, event: dict[str, Any]) -> None:
        """Keep what the bot says in the group."""
        message = event.get("message", {})
        said = event["kind"] == "message" and (message["from"]["id"], message["chat"]["id"])
        if said == (self.world.bot.id, self.group.id):
            self.sent.append(message.get("text", message.get("caption", "")))

    async def see(self, where: Chat | User, *words: str, button: str = "") -> Message:
        """Wait until the bot has said these words, with this button; give the newest such message."""

        def newest() -> Message | None:
            for said in reversed(self.world.bot_messages(where)):
                text = f"{said.text}{said.content.get('caption', '')}"
                if all(word in text for word in words) and (not button or button in labels(said)):
                    return said
            return None

        found = await self.world.wait_for(newest, within=STARTED)
        assert found
        return found

    async def tap(self, who: User, message: Message, *buttons: str) -> None:
        """Press buttons of a message as they come up."""
        for button in buttons:
            await self.world.wait_for(lambda: button in labels(message), within=STARTED)  # noqa: B023  # waited for here
            await self.world.press(who, message, button).answered(STARTED)

    def file(self, where: Chat | User, ending: str) -> bytes:
        """The newest file with this ending that the bot has sent."""
        every = [said.content["document"] for said in self.world.bot_messages(where) if "document" in said.content]
        found = next(each for each in reversed(every) if each["file_name"].endswith(ending))
        content = self.world.files.by_id(found["file_id"])
        assert content
        return content.content

    # What people do

    def vote(self) -> None:
        """Somebody votes, or thinks better of it, or presses what they had pressed before."""
        vote, person = self.chance.choice((NAMED, SECRET)), self.chance.choice(self.people)
        choice = self.chance.choice(list(Choice))
        self.pressed.append((vote, person.id, self.world.press(person, self.cards[vote], SAID[choice])))
        self.wanted[vote].update(dict.fromkeys(self.homes[person.id], choice))

    async def entered(self, vote: int, unit: str, choice: Choice) -> Message:
        """The clerk enters a paper ballot; give the message that asks the teller to witness it."""
        self.world.say(self.clerk, self.clerk, f"/paper {vote} {unit} {SAID[choice]}")
        return await self.see(self.teller, unit, f"#{vote}", button="见证")

    def witness(self, asked: Message, vote: int, unit: str, choice: Choice) -> None:
        """The teller has seen the paper."""
        self.world.press(self.teller, asked, "见证")
        self.wanted[vote][unit] = choice


def labels(message: Message) -> list[str]:
    return [label for row in World.card_buttons(message) for label in row]


async def found(estate: Estate) -> None:
    """The council and its officers."""
    world = estate.world
    world.say(estate.head, estate.group, "/setup")
    for who, role in ((estate.clerk, "专人"), (estate.teller, "监票人")):
        world.say(estate.head, estate.group, f"/role {role}", reply_to=world.say(who, estate.group, "大家好"))
        world.say(who, who, "/start")
    await heard(world, estate.server)


async def accepted(estate: Estate) -> None:
    """Two matters that can be voted on."""
    for number, text in MATTERS.items():
        estate.world.say(estate.people[number], estate.group, f"/propose {text}")
    for number, text in MATTERS.items():
        await estate.see(estate.group, text, button="详情")
        estate.world.say(estate.clerk, estate.group, f"/accept {number}")
        await estate.see(estate.group, f"#{number}", "已受理")


async def enrolled(estate: Estate) -> None:
    """The roll comes in as .xlsx, everybody is invited, and thirty-two people tie their accounts to their units."""
    world, clerk = estate.world, estate.clerk
    world.send_document(clerk, clerk, roster(), "名册.xlsx", caption="/roll")
    await estate.tap(clerk, await estate.see(clerk, f"户数：{HOUSEHOLDS}", button="确认导入"), "确认导入")
    await estate.see(clerk, "名册导入好了")
    world.say(clerk, clerk, "/invite")
    await estate.see(clerk, f"{HOUSEHOLDS} 户的邀请码")
    await world.wait_for(lambda: any("document" in each.content for each in world.bot_messages(clerk)), within=STARTED)
    sheet = openpyxl.load_workbook(io.BytesIO(estate.file(clerk, ".xlsx"))).active
    assert sheet
    codes = {str(row[1]): str(row[4]).partition("start=")[2] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert sorted(codes) == sorted(units())
    await asyncio.gather(*(link(estate, who, codes, place) for place, who in enumerate(estate.people)))


async def link(estate: Estate, who: User, codes: dict[str, str], place: int) -> None:
    """Somebody ties their account to a unit, every fourth to two."""
    estate.homes[who.id] = [units()[place], units()[100 + place]] if place % 4 == 0 else [units()[place]]
    for unit in estate.homes[who.id]:
        estate.world.say(who, who, f"/start {codes[unit]}")
        await estate.tap(who, await estate.see(who, f"您是 {unit} 的业主", button="是我"), "是我")


async def opened(estate: Estate) -> None:
    """The head goes through the wizard for one vote, in private, and says all of the other at once."""
    world, head = estate.world, estate.head
    world.say(head, head, "/vote 1 记名 7天 正式\n换路灯")
    await estate.tap(head, await estate.see(head, "准备表决 #1"), "业主大会一般事项（过半）", "全体", "开始表决")
    world.say(head, head, "/vote 2 cn.owners.ordinary 不记名 7天 全体 正式\n换路灯")
    await estate.tap(head, await estate.see(head, "准备表决 #2"), "开始表决")
    for vote in MODES:
        estate.cards[vote] = await estate.see(estate.group, "校验码", f"正式表决 #{vote}", button="赞成")


async def voted(estate: Estate) -> None:
    """People vote, and change their minds, on paper too, while the bot is killed again and again."""
    world, chance, papers = estate.world, estate.chance, units()[200:]
    for kill in range(KILLS):
        for _ in range(4):
            estate.vote()  # while the bot is down
        async with running(estate.folder):
            if kill % 3 == 0:
                vote, unit, choice = chance.choice((NAMED, SECRET)), papers[kill], chance.choice(list(Choice))
                asked = await estate.entered(vote, unit, choice)
                estate.witness(asked, vote, unit, choice)
            else:
                await world.wait_for(lambda: estate.server.is_polled, within=STARTED)
            for _ in range(chance.randrange(12)):
                estate.vote()
                await world.next_change(chance.random() * 0.03)
    async with running(estate.folder):
        await heard(world, estate.server)
        for number in range(PEOPLE * 2):
            estate.vote()
            if number % 8 == 0:
                await world.next_change(0.02)
        await heard(world, estate.server)
        # An answer on its way when the bot dies is lost; the ballot is not. From here on every press has its answer.
        last = [press for _, _, press in estate.pressed[-PEOPLE * 2 :]]
        await world.wait_for(lambda: all(press.answer is not None for press in last), within=STARTED)


async def closed(estate: Estate) -> None:
    """The votes close while the bot is down; it is killed over the count too, and whoever presses now is too late."""
    agree = estate.cards[SECRET].keyboard[0][0]["callback_data"]
    estate.world.clock.advance(WEEK)
    for most in (8, 16):  # steps; it comes up in about five
        async with running(estate.folder, ahead=WEEK):
            for _ in range(estate.chance.randrange(most)):
                await estate.world.next_change(0.1)
    async with running(estate.folder, ahead=WEEK) as process:
        late = estate.world.forge_tap(estate.people[0], estate.group, estate.cards[SECRET], agree)
        assert "截止" in str((await late.answered(STARTED)).get("text"))
        await asyncio.gather(*(looked_up(estate, vote) for vote in MODES))
        await heard(estate.world, estate.server)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 5) == 0


async def looked_up(estate: Estate, vote: int) -> None:
    """The result is there, the card says how many voted, and somebody asks for the file."""
    world, who = estate.world, estate.people[vote]
    await estate.see(estate.group, f"正式表决结果 #{vote}")
    await estate.see(estate.group, "校验码", f"#{vote}", f"已投 {len(estate.wanted[vote])} 人")
    world.say(who, who, f"/result {vote}")
    await estate.see(who, "计票文件")


def program(folder: Path, *arguments: object) -> str:
    """Run the program to its end, which must be a good one; give what it printed."""
    command = [sys.executable, str(ROOT / "run.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603  # ourselves
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def check_told(estate: Estate) -> None:
    """Each result was told once; what was told again is marked, at most once for each kill."""
    for vote in MODES:
        told = [text for text in estate.sent if f"正式表决结果 #{vote}" in text]
        assert len([text for text in told if DOUBT not in text]) == 1
        assert len(told) <= 4
    assert estate.world.violations == []


def check_file(estate: Estate, vote: int) -> None:
    """The file of a vote counts to its outcome, is found sound with the data and without, and has every ballot."""
    content = estate.file(estate.people[vote], ".json")
    path = estate.folder / f"{vote}.json"
    path.write_bytes(content)
    file, wanted = json.loads(content), estate.wanted[vote]
    counted = json.loads(program(estate.folder, "tally", path))
    assert counted["outcome"] == file["yishi"]["result"]["outcome"]
    elsewhere = estate.folder / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    assert "核对无误" in program(elsewhere, "verify", path)
    assert "核对无误" in program(estate.folder, "verify", path)
    if vote == NAMED:
        assert {each["unit"]: each["choice"] for each in file["ballots"]} == wanted
        assert len(file["units"]) == HOUSEHOLDS
        assert set(file["yishi"]["on_paper"]) == wanted.keys() & set(units()[200:])
    else:
        assert Counter(file["yishi"]["ballots"]) == Counter(wanted.values())
        assert not any(unit in content.decode() for unit in wanted)


def kept(tx: Tx) -> dict[int, list[Ballot]]:
    """The ballots of the closed votes, whose keys are gone."""
    for number in MODES:
        assert queries.get_vote(tx, 1, number).state is VoteState.CLOSED
        assert tx.secrets.get(Seal, f"1/{number}") is None
    return {number: tx.find(Ballot, "vote", 1, number) for number in MODES}


async def check_kept(estate: Estate) -> None:
    """One close each in the record; every last receipt that somebody holds is in the count; no key lies on the disk."""
    data = estate.folder / "data"
    assert verify(data) == []
    assert not list(data.glob("apart-*"))
    store = TinyStore.open(data)
    try:
        ballots = await store.run(kept)
        record = Counter((line.what, line.facts.get("vote")) for line in store.record())
    finally:
        await store.close()
    for vote in MODES:
        assert record["vote_open", vote] == record["vote_close", vote] == 1
        assert {ballot.unit for ballot in ballots[vote]} == set(estate.wanted[vote])
    receipts = {(vote, ballot.receipt) for vote in MODES for ballot in ballots[vote]}
    newest = {(vote, account): press.text or "" for vote, account, press in estate.pressed}
    codes = [
        (vote, receipt_of(toast.split("回执码 ")[1].split()[0]))
        for (vote, _), toast in newest.items()
        if "回执码 " in toast
    ]
    assert len(codes) > PEOPLE // 2
    assert set(codes) <= receipts


@pytest.mark.timeout(300)  # a dozen starts of the bot on a busy machine
async def test_two_votes_through_kills(tmp_path: Path) -> None:
    """Whatever moment the bot is killed in, every ballot counts as it was last cast, and each result comes out once."""
    world = World()
    async with Server(world) as server:
        configure(tmp_path, server)
        estate = Estate(world, server, tmp_path)
        async with running(tmp_path):
            await found(estate)
            await asyncio.gather(accepted(estate), enrolled(estate))
            await opened(estate)
            assert len(list((tmp_path / "data").glob("apart-*"))) == 1
        await voted(estate)
        await closed(estate)
    check_told(estate)
    await check_kept(estate)
    for vote in MODES:
        check_file(estate, vote)

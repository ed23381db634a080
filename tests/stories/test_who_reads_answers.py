"""Who reads the answer to what is typed in the group: its asker alone, unless a row of this table says otherwise."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Flag, auto

import pytest

from bot.domain.matters.acts import Act
from bot.views.shared.command_list import COMMANDS
from sandbox.model import MEMBER
from tests.stories.town import Town, open_town, story_fixture

RESIDENT, HEAD = "孙大爷", "王建国"


class Read(Flag):
    """Who reads something new of the bot."""

    NOBODY = 0
    ASKER = auto()
    ALL = auto()


@dataclass(frozen=True)
class Row:
    """A command as it is typed in the group, and who reads what a resident and the head are answered."""

    typed: str
    resident: Read = Read.ASKER
    head: Read = Read.ASKER


TABLE: dict[str, Row] = {
    "help": Row("/help"),
    "propose": Row("/propose 电梯吱吱响", Read.ASKER | Read.ALL, Read.ASKER),  # the second time it is a similar one
    "matters": Row("/matters"),
    "matter": Row("/matter 1"),
    "mine": Row("/mine"),
    "meeting": Row("/meeting"),
    "ics": Row("/ics"),
    "result": Row("/result 1"),
    "receipt": Row("/receipt K7QF-2M9T-XH4P"),
    "behalf": Row("/behalf 王奶奶 大门锁不上", head=Read.ALL),
    "spot": Row("/spot 换了灯泡"),
    "mediate": Row("/mediate"),
    "letter": Row("/letter 楼上太吵"),
    "members": Row("/members"),
    "hazards": Row("/hazards"),
    "tickets": Row("/tickets"),
    "stats": Row("/stats"),
    "branches": Row("/branches"),
    Act.OBJECT: Row("/object 1 不好"),
    Act.WITHDRAW: Row("/withdraw 1"),
    Act.REOPEN: Row("/reopen 1"),
    Act.ACK: Row("/ack 1"),
    Act.RETURN: Row("/return 1"),
    Act.PROGRESS: Row("/progress 1 买到了"),
    Act.DONE: Row("/done 1 装好了"),
    Act.POLL: Row("/poll 3d 好吗？\n好\n不好", head=Read.ALL),
    Act.VOTE: Row("/vote 1"),
    "urge": Row("/urge 1"),
    "paper": Row("/paper 1 3-1-502"),
    Act.AGENDA: Row("/agenda 1"),
    "present": Row("/present 赵敏"),
    "next": Row("/next"),
    Act.OPINION: Row("/opinion 1 装灯"),
    "close": Row("/close"),
    "desk": Row("/desk"),
    Act.RESOLVE: Row("/resolve 1 装灯"),
    "ledger": Row("/ledger 1999-01"),
    Act.ACCEPT: Row("/accept 1"),
    Act.REJECT: Row("/reject 1 不归我们管"),
    Act.KIND: Row("/kind 1"),
    "ticket": Row("/ticket 20260302001 路面坏了", head=Read.ALL),
    Act.MERGE: Row("/merge 1 2"),
    Act.DEFER: Row("/defer 1 再看看"),
    Act.REFER: Row("/refer 1 要大家定"),
    Act.STAGE: Row("/stage 1 开过会了"),
    Act.PUBLISH: Row("/publish 1"),
    Act.REPLY: Row("/reply 1 谢谢"),
    Act.ASSIGN: Row("/assign 1 陈师傅"),
    Act.WHISTLE: Row("/whistle 1 没有动静"),
    Act.PAUSE: Row("/pause 1 等零件"),
    Act.RESUME: Row("/resume 1"),
    Act.LONG_RUN: Row("/long_run 1 要请上面"),
    Act.ARCHIVE: Row("/archive 1"),
    "procedure": Row("/procedure"),
    "parent": Row("/parent"),
    "schedule": Row("/schedule 8,18,28 19:30 居委会二楼", head=Read.ALL),
    "convene": Row(
        "/convene 3月7日 19:30 凉亭 商量停车", head=Read.ASKER | Read.ALL
    ),  # the head what they may do with it
    "digest": Row("/digest"),
    "parties": Row("/parties"),
    "summary": Row("/summary"),
    "ladder": Row("/ladder"),
    "limits": Row("/limits"),
    "role": Row("/role 张伟 承办人", head=Read.ALL),
    "settings": Row("/settings"),
    "setup": Row("/setup"),
    "roll": Row("/roll"),
    "invite": Row("/invite"),
    "notice": Row("/notice 停水一天"),
    "notices": Row("/notices"),
    "event": Row("/event 大扫除"),
    "events": Row("/events"),
    "wish": Row("/wish 收音机"),
    "wishes": Row("/wishes"),
    "survey": Row("/survey 食堂怎么样"),
    "surveys": Row("/surveys"),
    "pledges": Row("/pledges"),
    "pledge": Row("/pledge 买了菜"),
    "duty": Row("/duty"),
    "hosts": Row("/hosts"),
    "host": Row("/host 赵敏 3号楼 2单元101 周三下午"),
    "star": Row("/star 热心邻居"),
    "stars": Row("/stars"),
    "nominate": Row("/nominate 张阿姨 热心"),
    "bench": Row("/bench 8人 楼道太暗"),
    "grids": Row("/grids"),
    "points": Row("/points"),
    "shop": Row("/shop"),
    "clue": Row("/clue 派出所：井盖松了"),
    "clues": Row("/clues"),
    "mydata": Row("/mydata"),
    "forgetme": Row("/forgetme"),
    "open": Row("/open", head=Read.ALL),  # last: the meeting begins
}


async def rejected_lamp(town: Town) -> None:
    """A matter with which nothing can be done any more, so that each act is refused."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("李秀兰", "/reject 1 已经修好了")


begun = story_fixture(rejected_lamp)


async def readers(town: Town, who: str, typed: str) -> Read:
    """Who reads something new in the group after somebody typed something there."""
    town.move(timedelta(seconds=2))  # the platform takes thirty messages a second
    before = town.heard()
    await town.say(who, typed)
    found = Read.NOBODY
    for said in town.heard():
        if said not in before:
            assert said.receiver in {None, town.people[who]}, said.text
            found |= Read.ALL if said.receiver is None else Read.ASKER
    return found


def test_each_command_has_its_row() -> None:
    """A new command must say who reads its answer."""
    assert TABLE.keys() == {command.name for command in COMMANDS}


async def test_who_reads_what_is_typed(begun: Town) -> None:
    """Each command is answered to those whom the table names, a resident and the head."""
    for who in (RESIDENT, HEAD):
        wrong = {}
        for name, row in TABLE.items():
            expected = row.resident if who == RESIDENT else row.head
            if (found := await readers(begun, who, row.typed)) != expected:
                wrong[name] = found
        assert wrong == {}, who


@pytest.fixture
async def plain() -> AsyncIterator[Town]:
    """The same where the bot is a mere member, and people use the menu of commands."""
    async with open_town(bot=MEMBER, after=(rejected_lamp,)) as town:
        yield town
        assert town.world.violations == []


async def test_the_menu_of_a_mere_member(plain: Town) -> None:
    """Commands of the menu that only show something are typed and answered for their asker alone in any group."""
    for who, typed in ((RESIDENT, "/meeting"), (RESIDENT, "/help"), (HEAD, "/settings"), (HEAD, "/meeting")):
        assert await readers(plain, who, typed) == Read.ASKER, typed

"""A secret vote is over: everything that lies on the disk is put together, and nobody's choice comes out of it."""

import asyncio
import gzip
import json
import logging
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nacl.exceptions import CryptoError

from bot import ballot_encryption, log
from bot.domain.councils.council import Account
from bot.domain.shared.ids import AccountId
from bot.domain.votes.ballot import Ballot, Seal
from bot.domain.votes.tally import Choice
from storage.backup import backup
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests import builders, cast
from tests.services.booth import DAY, VOTERS, Booth
from tests.services.hall import Hall
from tests.stories.town import Town, open_town
from tests.stories.town import labels as buttons

EQUAL = dict.fromkeys(VOTERS, "90")  # exact areas would tell who chose what: docs/users/vote-proof.md
CHOICE = re.compile(rf"赞成|反对|弃权|同意|\b({'|'.join(Choice)})\b")
RANDOM = re.compile(r"[0-9a-f]{8,}|[A-Za-z0-9+/_-]{20,}={0,2}")  # hashes, envelopes, keys, checksums
WISH = "cn.owners.ordinary 不记名 3天 全体"


class Left:
    """What a vote left behind: the folder after a clean stop, as a kill had left it before, and a backup."""

    def __init__(self, folder: Path) -> None:
        self.data, self.killed, self.saved = folder / "data", folder / "killed", folder / "backup"

    def files(self) -> dict[str, str]:
        paths = (*self.data.iterdir(), *self.killed.iterdir())
        found = {f"{path.parent.name}/{path.name}": path.read_text() for path in paths if path.name != "lock"}
        return found | {"backup": gzip.decompress(self.saved.read_bytes()).decode()}


def held(folder: Path, choices: dict[str, str], paper: str, again: str) -> Left:
    """Hold a whole secret vote on a disk: everybody votes, somebody twice, one on paper."""
    left = Left(folder)
    store = TinyStore.open(left.data)
    hall = Hall(store=store)  # type: ignore[arg-type]  # a hall needs no more than every store has
    hall.do(builders.council)
    for account in VOTERS.values():
        hall.by(account)
    booth = Booth.of(hall, EQUAL)
    number = booth.opened(WISH)
    booth.cast(number, **choices)
    hall.deliver()
    booth.cast(number, u2_201=again)
    booth.paper(number, "2-203", paper)
    hall.deliver()
    booth.closed()
    hall.deliver()
    backup(store, left.saved)
    shutil.copytree(left.data, left.killed)
    asyncio.run(store.close())
    assert verify(left.data) == []
    return left


@pytest.fixture
def left(tmp_path: Path) -> Left:
    return held(tmp_path, {"u1_101": "agree", "u2_202": "against", "u2_201": "agree"}, "abstain", "against")


def test_swapped_choices_leave_the_same_bytes(tmp_path: Path) -> None:
    """With the choices of all voters turned round among them the files are the same, but for what is random."""
    ways = [
        ({"u1_101": "agree", "u2_202": "against", "u2_201": "agree"}, "abstain", "against"),
        ({"u1_101": "against", "u2_202": "agree", "u2_201": "abstain"}, "against", "abstain"),
        ({"u1_101": "abstain", "u2_202": "against", "u2_201": "against"}, "agree", "against"),
    ]
    seen = []
    for place, (choices, paper, again) in enumerate(ways):
        files = held(tmp_path / f"{place}", choices, paper, again).files()
        seen.append({RANDOM.sub("?", name): RANDOM.sub("?", text) for name, text in files.items()})
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == 5, "snapshot, journal, record; the journal of the killed one; the backup"


def values(found: Any) -> Iterator[str]:
    """Every text in some JSON that is not the name of a field."""
    if isinstance(found, dict):
        for inner in found.values():
            yield from values(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from values(inner)
    elif isinstance(found, str):
        yield found


def lines(text: str) -> Iterator[Any]:
    """Every line of a file as JSON: a document, a transaction of the journal, a line of the record or of a backup."""
    for line in text.splitlines():
        begin = re.match(r'([0-9a-f]{8} \d+ )|("[^"]*":(?=\{.))', line)
        body = line[begin.end() if begin else 0 :].rstrip(",")
        if body.startswith("{") and body.endswith("}"):
            yield json.loads(body.replace("}}}", "}}") if '"_store"' in line else body)


def test_no_line_says_a_choice(left: Left) -> None:
    """The words for the choices stand nowhere but as the names of the totals; the units do stand there."""
    names = 0
    for name, text in left.files().items():
        for line in lines(text):
            said = set(values(line))
            assert not [value for value in said if CHOICE.search(value)], (name, line)
            names += "1-101" in said
    assert names > 3, "the lines are not looked through"


def test_no_envelope_can_be_opened(left: Left) -> None:
    """The key is gone, with its file; nothing that lies there in its place opens what every ballot still holds."""
    files = left.files()
    assert not [name for name in files if "apart" in name]
    everything = "\n".join(files.values())
    envelopes = set(re.findall(r'"sealed":"([^"]+)"', everything))
    assert len(envelopes) == 5, "three, one changed, one on paper"
    keys = set(re.findall(r"(?=([0-9a-f]{64}))", everything))
    assert len(keys) > 20
    for key in keys:
        for envelope in envelopes:
            with pytest.raises(CryptoError):
                ballot_encryption.unseal(key, envelope)


def test_the_key_lies_apart_while_it_is_needed(tmp_path: Path) -> None:
    """During the vote it stands in its own file, and in nothing that is only appended to or copied on."""
    store = TinyStore.open(tmp_path / "data")
    hall = Hall(store=store)  # type: ignore[arg-type]  # as above
    hall.do(builders.council)
    booth = Booth.of(hall, EQUAL)
    number = booth.opened(WISH)
    booth.cast(number, u1_101="agree")
    (seal,) = hall.every(Seal)
    assert ballot_encryption.unseal(seal.secret, hall.get(Ballot, f"1/{number}/1-101").sealed) == "agree"
    raw = bytes.fromhex(seal.secret)
    for _ in range(2):
        holding = [
            path.name
            for path in (tmp_path / "data").iterdir()
            if any(form in path.read_bytes() for form in (seal.secret.encode(), raw, b64encode(raw)))
        ]
        assert len(holding) == 1
        assert holding[0].startswith("apart-")
        store.db.storage.compact()
    assert seal.secret not in repr(seal)
    asyncio.run(store.close())


async def told(town: Town, press: str) -> None:
    """Residents vote over HTTP; somebody changes their mind; one ballot is on paper."""
    await town.store.run(builders.roll, EQUAL)
    units = {cast.RESIDENT: "1-101", cast.NEIGHBOUR: "1-102", cast.STRANGER: "2-202"}
    for account, unit in units.items():
        user = town.people[account.name]
        await town.store.run(builders.tied, Account(AccountId(str(user.id)), account.name, account.username), unit)
    for officer in ("王建国", "李秀兰"):
        await town.whisper(officer, "/start")
    await town.say("赵敏", "/propose 给2号楼加装电梯")
    await town.act("李秀兰", town.card(1), "受理")
    await town.say("王建国", f"/vote 1 {WISH}\n换路灯")
    await town.press("王建国", next(each for each in town.heard() if "开始表决" in buttons(each)), "开始表决")
    card = next(each for each in reversed(town.heard()) if "赞成" in buttons(each))
    await town.press("赵敏", card, "赞成")
    await town.press("孙大爷", card, "反对")
    await town.press("孙大爷", card, "弃权")
    await town.press("周倩", card, press)
    await town.whisper("李秀兰", "/paper 1 2-203 赞成")
    await town.press("王建国", town.private("王建国")[-1], "见证")
    await town.travel(4 * DAY)


async def test_nothing_is_left_of_a_vote_over_http(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Toasts, messages to a witness and updates leave no choice on the disk, and none in the log at DEBUG."""
    caplog.set_level(logging.DEBUG)
    for name, level in log.QUIETER.items():
        caplog.set_level(level, name)
    store = TinyStore.open(tmp_path / "data")
    async with open_town(store=store) as town:
        await told(town, "反对")
        assert any("表决结果" in each.text for each in town.heard())
        left = Left(tmp_path)
        backup(store, left.saved)
        shutil.copytree(left.data, left.killed)
    await store.close()
    for name, text in left.files().items():
        for line in lines(text):
            assert not [value for value in values(line) if CHOICE.search(value)], (name, line)
    assert not [name for name in left.files() if "apart" in name]
    assert not [word for word in ("赞成", "反对", "弃权") if word in caplog.text]
    assert "cast" not in caplog.text

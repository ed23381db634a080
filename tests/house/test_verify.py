"""`run.py verify`: the record, every vote, and the file of one vote."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.documents.verdict import PROOF_FLAWS, check_proof_file
from bot.domain.points.account import PointAccount
from bot.domain.votes.ballot import Ballot, Seal
from bot.domain.votes.tally import Choice
from storage import backup
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests import builders
from tests.house.conftest import Command
from tests.services.booth import VOTERS, Booth
from tests.services.hall import Hall
from tests.services.points.office import earn, opened

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.json"))
NAMED = "cn.owners.ordinary 记名 3天 全体"
UNNAMED = "cn.owners.ordinary 不记名 3天 全体"
CONFIG = """
[telegram]
token = "123456:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
[storage]
url = "tinydb:data"
"""


class Site:
    """A folder with a configuration and data, in which a vote by name is over and a secret one is under way."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        (folder / "config.toml").write_text(CONFIG)
        self.store = TinyStore.open(self.data)
        hall = Hall(store=self.store)  # type: ignore[arg-type]  # a hall needs no more than every store has
        hall.do(builders.council)
        for account in VOTERS.values():
            hall.by(account)
        self.booth = Booth.of(hall)
        self.first, self.second = self.booth.opened(NAMED), 0
        self.booth.cast(self.first, u1_101="agree", u2_201="against", u2_202="agree", u2_203="agree")
        self.booth.closed()
        self.file = folder / "vote.json"
        self.file.write_bytes(self.booth.export(self.first))
        self.second = self.booth.opened(UNNAMED)
        self.booth.cast(self.second, u1_101="agree", u2_201="against")

    def stop(self) -> None:
        asyncio.run(self.store.close())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_hold_and_altered_ones_do_not(example: Path, tmp_path: Path, command: Command) -> None:
    """Anybody can check an exported vote without any data; with one ballot altered it fails, and says what is wrong."""
    code, printed = command("verify", example)
    assert (code, "核对无误：5 张票" in printed, "只核对了文件本身" in printed) == (0, True, True)
    assert command("tally", example)[0] == 0
    file = json.loads(example.read_text())
    ballots = file.get("ballots") or file["yishi"]["ballots"]
    if isinstance(ballots[0], dict):
        ballots[0]["choice"] = "against"
    else:
        ballots[0] = "against"
    altered = tmp_path / "altered.json"
    altered.write_text(json.dumps(file))
    code, printed = command("verify", altered)
    assert code == 1
    assert len(printed.splitlines()) == 1
    assert any(words in printed for words in PROOF_FLAWS.values())


def sha(value: object) -> str:
    """The one canonical form that docs/users/vote-proof.md describes, with nothing but the standard library."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_checking_by_hand() -> None:
    """The steps of docs/users/vote-proof.md hold on the shipped example, without a line of ours."""
    file = json.loads((ROOT / "docs" / "examples" / "vote.json").read_text())
    more = file["yishi"]
    place = ["yishi.ballot.1", more["council"], more["vote"]]
    ballots = [
        sha([*place, each["unit"], "choice", each["choice"], more["nonces"][each["unit"]]]) for each in file["ballots"]
    ]
    assert sorted(ballots) == more["commitments"]
    assert sha(sorted(ballots)) == more["root"] == more["closed"]["facts"]["root"]
    assert sha(more["result"]) == more["closed"]["facts"]["result"]
    for line in (more["opened"], more["closed"]):
        assert sha({name: value for name, value in line.items() if name != "hash"}) == line["hash"]


def test_a_file_is_held_against_the_data(site: Site, command: Command) -> None:
    """Where there is data the file must be in its record; one of another place is not, though it is sound."""
    site.stop()
    code, printed = command("verify", site.file)
    assert (code, "只核对了文件本身" in printed) == (0, False)
    assert command("verify")[0] == 0
    code, printed = command("verify", EXAMPLES[0])
    assert code == 1
    assert "与数据文件夹里的记录对不上" in printed


def test_a_file_stays_good_while_the_record_goes_on(site: Site) -> None:
    """What was exported is still there after more was done, beside a running bot, and in a restored backup."""
    file = json.loads(site.file.read_text())
    assert verify(site.store, file=file) == []
    site.booth.closed()
    assert verify(site.store, file=file) == []
    assert verify(site.data, file=file) == []
    backup.backup(site.store, site.folder / "backup")
    backup.restore(site.folder / "backup", site.folder / "new")
    assert verify(site.folder / "new", file=file) == []
    site.stop()


def test_a_data_folder_in_which_a_ballot_was_altered(site: Site, command: Command) -> None:
    """The vote is named, and the exit code is 1; the file that was exported before still says how it was."""
    ballot = site.booth.hall.get(Ballot, f"1/{site.first}/2-201")
    site.booth.hall.do(lambda tx: tx.put(replace(ballot, choice=Choice.AGREE)))
    site.stop()
    code, printed = command("verify")
    assert (code, f"council 1, vote {site.first}: 选票与记录中的不一样" in printed) == (1, True)
    code, printed = command("verify", site.file)
    assert (code, "与数据文件夹里保存的表决不一样" in printed) == (1, True)


def test_a_balance_that_was_altered(site: Site, command: Command) -> None:
    """An account of points whose balance is not the sum of its entries is named, and the exit code is 1."""
    hall = opened(site.booth.hall)
    earn(hall, 5)
    hall.do(lambda tx: tx.put(replace(hall.get(PointAccount, "1/1"), balance=50)))
    site.stop()
    code, printed = command("verify")
    assert (code, "points, account 1: balance 50, the sum is 5" in printed) == (1, True)


def test_a_backup_during_a_secret_vote_warns(site: Site, command: Command) -> None:
    """It can open the ballots, and says so; a restored one goes on with the vote; after the close nothing warns."""
    site.stop()
    code, printed = command("backup", "kept")
    assert code == 0
    assert "有 1 次不记名的表决或问卷正在进行" in printed
    assert "销毁" in printed
    assert command("restore", "kept", "--force")[0] == 0
    site.store = site.booth.hall.store = TinyStore.open(site.data)  # type: ignore[assignment]  # as above
    assert site.booth.hall.every(Seal)
    site.booth.closed()
    result = site.booth.vote(site.second).result
    assert result
    assert result.units == {"agree": 1, "against": 1, "abstain": 0}
    site.stop()
    code, printed = command("backup", "after")
    assert (code, len(printed.splitlines())) == (0, 1)


def test_a_missing_file_is_said_plainly(command: Command) -> None:
    """No traceback, exit 1."""
    code, printed = command("verify", "nothing.json")
    assert code == 1
    assert len(printed.splitlines()) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"yishi": {"format": NaN}}'],
    ids=["nothing", "cut", "no text", "deep", "null", "no number"],
)
def test_what_is_no_export_is_said_plainly(content: bytes) -> None:
    """Whatever is handed in, the answer is that it is no file of a vote."""
    _, wrong = check_proof_file(content)
    assert wrong == ["不是本程序导出的表决文件，或者各部分对不上"]


Change = Callable[[bytes], bytes]


HARMS: dict[str, Change] = {
    "no vote": lambda line: line.replace(b'"vote":1', b'"note":1'),
    "no facts": lambda line: line.replace(b'"facts":{', b'"facts":3,"x":{'),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_line_of_a_vote_that_was_rewritten(site: Site, harm: Change, command: Command) -> None:
    """Whatever is left of a line, it is named, or the file is."""
    site.stop()
    (path,) = site.data.glob("record-*")
    before = path.read_bytes().splitlines(keepends=True)
    place = next(place for place, line in enumerate(before) if b'"ballot"' in line)
    path.write_bytes(b"".join(harm(line) if number == place else line for number, line in enumerate(before)))
    code, printed = command("verify")
    assert code == 1
    assert len(printed.splitlines()) == 1

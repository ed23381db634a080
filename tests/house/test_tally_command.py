"""`python run.py tally` and `python run.py rules`, as people who count on paper meet them."""

import io
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import run
from bot.documents.calculator import TALLY_FLAWS
from bot.domain.votes.rules import RULES
from bot.domain.votes.tally import Flaw
from handlers.cli.console import DONE, PROBLEM

ROOT = Path(__file__).parents[2]
EXAMPLE: dict[str, Any] = {
    "rule": "cn.owners.ordinary",
    "date": "2026-11-22",
    "silence": "strict",
    "measures": {
        "heads": {"all": 900, "agree": 301, "against": 299, "abstain": 0, "unreturned": 0},
        "area": {"all": "90000", "agree": "30001", "against": "29999", "abstain": "0"},
    },
}
UNITS: dict[str, Any] = {
    "rule": "cn.owners.ordinary",
    "date": "2026-11-22",
    "units": [
        {"unit": "3-1-502", "owners": ["o1"], "registered": "98.50", "surveyed": "99.10", "contract": "97.80"},
        {"unit": "3-1-503", "owners": ["o2", "o3"], "surveyed": "89.50", "contract": "97.80", "kind": "sold"},
        {"unit": "3-1-504", "owners": ["o3", "o2"], "contract": "50"},
        {"unit": "3-1-505", "kind": "unsold", "registered": 60},
        {"unit": "3-1-506", "owners": ["o9"], "kind": "undelivered", "registered": "60"},
    ],
    "ballots": [
        {"unit": "3-1-502", "choice": "agree"},
        {"unit": "3-1-503", "choice": "agree"},
        {"unit": "3-1-505", "choice": "spoiled"},
    ],
}


class Counter:
    """Calls `run.py tally` on a file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = folder / "vote.json"
        self.capsys = capsys

    def count(self, given: object) -> tuple[int, Any, list[str]]:
        """Give the exit code, what came out, and the lines of what is wrong."""
        content = given if isinstance(given, bytes) else json.dumps(given, ensure_ascii=False).encode()
        self.file.write_bytes(content)
        code = run.main(["tally", str(self.file)])
        printed = self.capsys.readouterr()
        return code, json.loads(printed.out) if printed.out else None, printed.err.splitlines()

    def counted(self, given: object) -> Any:
        code, result, wrong = self.count(given)
        assert (code, wrong) == (DONE, [])
        return result

    def refused(self, given: object) -> list[str]:
        code, result, wrong = self.count(given)
        assert (code, result) == (PROBLEM, None)
        return wrong


@pytest.fixture
def counter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Counter:
    return Counter(tmp_path, capsys)


def changed(given: dict[str, Any], **more: object) -> dict[str, Any]:
    return {**given, **more}


def one_measure(
    rule: str, measure: str = "heads", more: dict[str, object] | None = None, **numbers: object
) -> dict[str, Any]:
    return {"rule": rule, "date": "2026-11-22", "measures": {measure: numbers}, **(more or {})}


def test_totals(counter: Counter) -> None:
    """Totals come back with every test, both its sides, what it needs and its decimal, and with the strict result."""
    result = counter.counted(EXAMPLE)
    assert list(result)[:5] == ["rule", "outcome", "tests", "strict", "reason"]
    assert (result["rule"], result["outcome"]) == ("cn.owners.ordinary", "passed")
    assert result["tests"][2] == {
        "name": "赞成人数占参与人数",
        "have": "301/600",
        "need": "> 1/2",
        "decimal": "0.501667",
        "holds": True,
        "least": 301,
    }
    assert [test["have"] for test in result["tests"]] == ["600/900", "60000/90000", "301/600", "30001/60000"]
    assert result["strict"] == {"outcome": "passed", "tests": result["tests"]}
    assert result["untested"] == []
    assert result["source"].startswith("民法典第278条")
    assert "不构成法律意见" in result["notice"]


def test_units(counter: Counter) -> None:
    """Units and ballots are counted by heads and by area: register before survey before contract."""
    result = counter.counted(UNITS)
    assert result["measures"]["heads"] == {"all": "3", "agree": "2", "against": "0", "abstain": "1"}
    assert result["measures"]["area"]["all"] == "358"  # 98.50 + 89.50 + 50 + 60 + 60
    assert result["tests"][1]["have"] == "248/358"
    assert result["flagged"] == []
    assert result["outcome"] == "passed"


def test_one_unit(counter: Counter) -> None:
    """The registered area comes out as it was written."""
    result = counter.counted(changed(UNITS, units=UNITS["units"][:1], ballots=[]))
    assert result["measures"]["area"]["all"] == "98.50"
    assert result["outcome"] == "participation_short"


def test_overlapping_owners(counter: Counter) -> None:
    """Owners who stand in two sets are flagged for a person to decide; the sets are separate heads."""
    units = [
        {"unit": "1", "owners": ["o1"], "registered": "9"},
        {"unit": "2", "owners": ["o1", "o2"], "registered": "9"},
    ]
    result = counter.counted(changed(UNITS, units=units, ballots=[]))
    assert result["measures"]["heads"]["all"] == "2"
    assert result["flagged"] == [{"owner": "o1", "units": ["1", "2"]}]


def test_no_area_at_all(counter: Counter) -> None:
    """Units without any area are counted by heads, and the answer says what was not tested."""
    result = counter.counted(
        changed(UNITS, units=[{"unit": "1", "owners": ["o1"]}], ballots=[{"unit": "1", "choice": "agree"}])
    )
    assert result["outcome"] == "passed"
    assert result["untested"] == ["参与面积占全体面积", "赞成面积占参与面积"]
    assert "没有核对的：参与面积占全体面积、赞成面积占参与面积。" in result["reason"]


def test_areas_of_nothing(counter: Counter) -> None:
    """Areas that are written and are nothing are tested, and nothing holds; nobody passes by leaving them empty."""
    units = [{"unit": "1", "owners": ["o1"], "registered": "0"}]
    result = counter.counted(changed(UNITS, units=units, ballots=[{"unit": "1", "choice": "agree"}]))
    assert result["outcome"] == "participation_short"
    assert counter.counted(one_measure("cn.reps", all=0))["outcome"] == "inquorate"


def test_shares_of_units(counter: Counter) -> None:
    """Rules by share take the share of each unit."""
    units = [{"unit": str(n), "owners": [f"o{n}"], "share": share} for n, share in enumerate(("60.5", 20, "19.5"))]
    ballots = [{"unit": "0", "choice": "agree"}, {"unit": "1", "choice": "agree"}]
    result = counter.counted({"rule": "tw.31", "date": "2026-11-22", "units": units, "ballots": ballots})
    assert [test["have"] for test in result["tests"]] == ["2/3", "80.50/100", "2/2", "80.50/80.50"]


def test_households(counter: Counter) -> None:
    """A meeting of households takes each unit as one, whoever owns it."""
    units = [{"unit": str(n), "owners": ["o1"]} for n in range(3)]
    ballots = [{"unit": "0", "choice": "agree"}, {"unit": "1", "choice": "agree"}]
    result = counter.counted({"rule": "cn.villagers", "date": "2026-11-22", "units": units, "ballots": ballots})
    assert result["tests"][0]["name"] == "到会户数占全体户数"
    assert result["tests"][0]["have"] == "2/3"
    assert result["outcome"] == "passed"


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (one_measure("cn.villagers", more={"basis": "adults"}, all=1200, present=601, agree=301), "passed"),
        (one_measure("cn.villagers", more={"basis": "households"}, all=300, present=201, agree=100), "not_passed"),
        (one_measure("cn.reps", all=47, present=32, agree=16, against=16), "not_passed"),
        (one_measure("cn.residents", all=1200, present=600, agree=600), "inquorate"),
        (one_measure("cn.election", more={"basis": "reps"}, all=60, present=40, agree=40), "inquorate"),
        (one_measure("cn.collective", all=300, present=200, agree=200), "passed"),
        (one_measure("cn.4+2", all=45, present=30, agree=22), "not_passed"),
        (one_measure("tw.31", all=120, present=80, agree=59), "not_passed"),
        (one_measure("tw.32", all=9, present=2), "inquorate"),
        (one_measure("hk.344", all=350, present=34), "inquorate"),
        (one_measure("hk.344.committee", "share", all=10000, agree=2999, against=100), "not_passed"),
        (one_measure("cn.owners.ordinary", all="1291", agree=417, against=278, abstain=8), "participation_short"),
        (one_measure("council.default", all=7, agree=3, against=2), "passed"),
        (one_measure("cn.owners.affected", all=7, agree=7), "passed"),
        (one_measure("cn.owners.affected", all=7, agree=6), "not_passed"),
    ],
)
def test_outcomes(counter: Counter, given: dict[str, Any], outcome: str) -> None:
    """Every kind of rule can be computed from totals."""
    assert counter.counted(given)["outcome"] == outcome


def test_least(counter: Counter) -> None:
    """Each test by heads says how many people it needs."""
    heads = {"all": 1500, "present": 150, "in_person": 75}
    shares = {"all": 100, "agree": 2, "against": 1}
    result = counter.counted(changed(EXAMPLE, rule="hk.344.maintenance", measures={"heads": heads, "share": shares}))
    assert [test.get("least") for test in result["tests"]] == [150, 75, None]
    assert result["tests"][1]["need"] == "≥ 1/20 或 ≥ 100"
    assert (result["outcome"], result["beta"]) == ("passed", True)


def test_reconvened(counter: Counter) -> None:
    """Whether a meeting was called again is not guessed: unsaid it stands among what was not tested."""
    numbers: dict[str, Any] = {"all": 9, "present": 3, "agree": 2}
    said = counter.counted(one_measure("tw.32", more={"reconvened": True}, **numbers))
    unsaid = counter.counted(one_measure("tw.32", **numbers))
    assert said["tests"][0]["need"] == "≥ 1/5 且 ≥ 3"
    assert set(unsaid["untested"]) - set(said["untested"]) == {"是不是为同一件事重新召集的会议"}


def silent(**more: object) -> dict[str, Any]:
    heads = {"all": 1291, "agree": 417, "against": 278, "abstain": 8, "unreturned": 584}
    return changed(EXAMPLE, measures={"heads": heads}, **more)


def test_silence(counter: Counter) -> None:
    """Another mode than the strict one stands beside it, and the strict one is told first."""
    result = counter.counted(silent(silence="follow_majority", silence_basis="<议事规则>第12条"))
    assert result["outcome"] == "passed"
    assert result["strict"]["outcome"] == "participation_short"
    assert result["strict"]["tests"][0]["have"] == "703/1291"
    assert result["tests"][0]["have"] == "1287/1291"
    assert result["reason"].startswith("严格计票：参与人数占全体人数 703/1291（54.5%）")
    assert "<议事规则>第12条" in result["reason"]


def test_delivered(counter: Counter) -> None:
    """With units, what was delivered is listed."""
    given = changed(UNITS, silence="delivered_participates", silence_basis="议事规则第12条", delivered=["3-1-504"])
    result = counter.counted(given)
    assert result["measures"]["heads"]["unreturned"] == "0"  # the head of 3-1-504 voted with 3-1-503
    assert result["measures"]["area"]["unreturned"] == "50"
    assert result["tests"][1]["have"] == "298/358"


def test_nobody_to_follow(counter: Counter) -> None:
    """A tie has no majority to follow, and the answer says so."""
    heads = {"all": 9, "agree": 3, "against": 3, "unreturned": 3}
    given = changed(EXAMPLE, silence="follow_majority", silence_basis="x", measures={"heads": heads})
    assert "没有多数意见可以跟随" in counter.counted(given)["reason"]


def test_reason_of_a_failure(counter: Counter) -> None:
    """What failed is said with both its sides, the need and the outcome."""
    given = one_measure("cn.reps", all=47, present=32, agree=16, against=16)
    assert counter.counted(given)["reason"] == "赞成人数占到会人数 16/32（50.0%），要超过一半，没有达到，所以未通过。"


def test_nothing_decisive(counter: Counter) -> None:
    """A quorum without a count of shares is no pass, and nothing is divided by nothing."""
    result = counter.counted(one_measure("hk.344", all=350, present=35))
    assert result["outcome"] == "not_passed"
    assert result["reason"].startswith("没有给出算得出结果的票数，不能算通过。")
    assert counter.counted(one_measure("cn.reps", all=3))["tests"][1]["decimal"] is None


def test_the_date_chooses(counter: Counter) -> None:
    """The same vote before the civil code is judged by the law of its day."""
    result = counter.counted(changed(EXAMPLE, date="2020-12-31"))
    assert (result["outcome"], result["source"]) == ("not_passed", "物权法第76条")
    assert result["valid"] == {"from": "2007-10-01", "until": "2020-12-31"}


def test_no_date(counter: Counter) -> None:
    """Without a date it is today."""
    given = {key: value for key, value in EXAMPLE.items() if key != "date"}
    assert counter.counted(given)["valid"] == {"from": "2021-01-01", "until": ""}


def test_of_an_export(counter: Counter) -> None:
    """What an export of the bot brings along does not disturb."""
    assert counter.counted(changed(EXAMPLE, yishi={"vote": 3}))["outcome"] == "passed"


def test_standard_input(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads what is piped in."""
    piped = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + json.dumps(EXAMPLE).encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert run.main(["tally", "-"]) == DONE
    assert json.loads(counter.capsys.readouterr().out)["outcome"] == "passed"


def test_no_file(counter: Counter) -> None:
    """A file that is not there is said in one line."""
    assert run.main(["tally", str(counter.file)]) == PROBLEM
    assert len(counter.capsys.readouterr().err.splitlines()) == 1


# What is wrong.


def with_heads(**numbers: object) -> dict[str, Any]:
    return changed(EXAMPLE, measures={"heads": {"all": 900, "agree": 301, **numbers}})


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (with_heads(against=600), ["measures.heads：赞成、反对、弃权加起来超过了全体。"]),
        (with_heads(against=-1), ["measures.heads：有负数。"]),
        (with_heads(unreturned=600), ["measures.heads：送达未回超过了没有投票的。"]),
        (one_measure("cn.reps", all=9, present=10), ["measures.heads：到会超过了应到。"]),
        (one_measure("cn.reps", all=9, present=3, agree=4), ["measures.heads：赞成、反对、弃权加起来超过了到会。"]),
        (
            with_heads(present=700),
            ["measures.heads.present：cn.owners.ordinary 不看到会，请只写 agree、against、abstain。"],
        ),
        (one_measure("cn.reps", agree=1), ["measures.heads.all：请写明全体是多少。"]),
        (with_heads(agree=True), ['measures.heads.agree：应该是数字，例如 900 或 "98.50"。']),
        (with_heads(agree=None), ['measures.heads.agree：应该是数字，例如 900 或 "98.50"。']),
        (with_heads(agree="\uff13\uff10\uff11"), ['measures.heads.agree：应该是数字，例如 900 或 "98.50"。']),
        (with_heads(agree="1e3"), ['measures.heads.agree：应该是数字，例如 900 或 "98.50"。']),
        (with_heads(agree="NaN"), ['measures.heads.agree：应该是数字，例如 900 或 "98.50"。']),
        (with_heads(agree="301.5"), ["measures.heads.agree：应该是整数。"]),
        (with_heads(agree=301.0), ['measures.heads.agree：301.0 请写成带引号的文字，例如 "98.50"。']),
        (with_heads(agree=float("nan")), ['measures.heads.agree：NaN 请写成带引号的文字，例如 "98.50"。']),
        (with_heads(agre=1), ["measures.heads：不认识 agre。"]),
        (one_measure("cn.reps", "area", all=9), ["measures.area：cn.reps 不按这一项计算。"]),
        (one_measure("cn.reps", "haeds", all=9), ["measures：不认识 haeds。"]),
        (changed(EXAMPLE, measures={}), ["cn.owners.ordinary：没有给出这条规则要计算的数。"]),
        (changed(EXAMPLE, measures=[]), ["measures：应该是一个对象 {…}。"]),
        (
            changed(EXAMPLE, measures={"heads": 9}),
            ["measures.heads：应该是一个对象 {…}。", "measures.heads.all：请写明全体是多少。"],
        ),
        (changed(EXAMPLE, ballots=[]), ["ballots：已经有 measures，不能再写。"]),
        (changed(EXAMPLE, silense="strict"), ["文件：不认识 silense。"]),
        (changed(EXAMPLE, silence="loud"), ["silence：应该是 strict、follow_majority、delivered_participates 之一。"]),
        (changed(EXAMPLE, silence=1), ["silence：应该是 strict、follow_majority、delivered_participates 之一。"]),
        (changed(EXAMPLE, silence_basis=1), ["silence_basis：应该是文字。"]),
        (changed(EXAMPLE, reconvened="yes"), ["reconvened：应该是 true 或 false。"]),
        (changed(EXAMPLE, date="22.11.2026"), ["date：应该像 2026-11-22 这样写。"]),
        (changed(EXAMPLE, date=20261122), ["date：应该是文字。", "date：应该像 2026-11-22 这样写。"]),
        (
            changed(EXAMPLE, rule="cn.dogs"),
            ["rule：2026-11-22 没有叫“cn.dogs”的规则。用 python run.py rules 看有哪些。"],
        ),
        (changed(EXAMPLE, rule=["x"]), ["rule：应该是文字。"]),
        (changed(EXAMPLE, basis="adults"), ["cn.owners.ordinary：这条规则没有这种 basis（不用写）。"]),
        (one_measure("cn.villagers", all=9), ["cn.villagers：这条规则要写明 basis（adults、households）。"]),
        (one_measure("tw.32", more={"reconvened": False}, all=9), ["tw.32：这条规则只用于就同一件事重新召集的会议。"]),
        (
            silent(silence="follow_majority"),
            [
                (
                    "cn.owners.ordinary：silence 不是 strict 时，要在 silence_basis 写明本小区自己的规定，"
                    "例如“议事规则第12条……”。"
                )
            ],
        ),
        (
            changed(EXAMPLE, silence="follow_majority", silence_basis="x"),
            ["measures.area：silence 不是 strict 时，要有送达记录：写明 unreturned，或者 delivered。"],
        ),
        (
            one_measure("cn.reps", more={"silence": "follow_majority", "silence_basis": "x"}, all=9, unreturned=1),
            ["cn.reps：这条规则按到会计算，silence 只能是 strict。"],
        ),
        ([], ["文件：应该是一个对象 {…}。"]),
        (changed(UNITS, units=3), ["units（或者 measures）：应该是一个列表 […]。", "units：一个也没有。"]),
        (changed(UNITS, units=[]), ["units：一个也没有。"]),
        (changed(UNITS, ballots={}), ["ballots：应该是一个列表 […]。"]),
        (changed(UNITS, delivered=["9", "3-1-502"]), ["delivered：units 里没有“9”。"]),
    ],
)
def test_wrong(counter: Counter, given: object, lines: list[str]) -> None:
    """What cannot be counted is refused, with one line for each thing that is wrong."""
    wrong = counter.refused(given)
    assert [line for line in wrong if "units 里没有“3" not in line] == lines


def test_wrong_units(counter: Counter) -> None:
    """Each unit that is wrong is named by its place."""
    units = [
        "3-1-501",
        {"unit": "", "owners": ["o1"], "registered": "9"},
        {"unit": "2", "owners": [], "registered": "9"},
        {"unit": "3", "owners": "o1", "registered": "9"},
        {"unit": "4", "owners": [1], "registered": "9"},
        {"unit": "5", "owners": ["o1"], "registered": "9㎡"},
        {"unit": "6", "owners": ["o1"], "registered": "-9"},
        {"unit": "7", "owners": ["o1"]},
        {"unit": "8", "owners": ["o1"], "registered": "9", "kind": "rented"},
        {"unit": "8", "owners": ["o1"], "registered": "9", "floor": 3},
        {"unit": "9", "owners": ["o1"], "registered": 9.5},
    ]
    assert counter.refused(changed(UNITS, units=units, ballots=[])) == [
        "units 第 1 个：应该是一个对象 {…}。",
        "units 第 1 个：unit 应该是 1 到 40 个字。",
        "units 第 1 个：没有写业主 owners。",
        "units 第 2 个：unit 应该是 1 到 40 个字。",
        "units 第 3 个：没有写业主 owners。",
        "units 第 4 个的 owners：应该是一个列表 […]。",
        "units 第 4 个：没有写业主 owners。",
        "units 第 5 个：owners 应该都是文字。",
        'units 第 6 个：应该是数字，例如 900 或 "98.50"。',
        "units 第 7 个：面积和份额不能是负数。",
        "units 第 9 个：应该是 sold、unsold、undelivered 之一。",
        "units 第 10 个：不认识 floor。",
        "units 第 10 个：“8”前面已经有了。",
        'units 第 11 个：9.5 请写成带引号的文字，例如 "98.50"。',
        "units 第 1 个：没有 area，别的有。",
        "units 第 8 个：没有 area，别的有。",
    ]


def test_wrong_ballots(counter: Counter) -> None:
    """Each ballot that is wrong is named by its place."""
    ballots = [
        {"unit": "3-1-502", "choice": "agree"},
        {"unit": "3-1-502", "choice": "against"},
        {"unit": "9-9-999", "choice": "agree"},
        {"unit": "3-1-503", "choice": "maybe"},
        {"unit": ["3-1-504"], "choice": "agree"},
        {"unit": "3-1-504", "choice": ["agree"]},
        {"unit": "3-1-504", "choice": "agree", "by": "o1"},
    ]
    choices = "agree、against、abstain、spoiled"
    assert counter.refused(changed(UNITS, ballots=ballots)) == [
        "ballots 第 2 张：“3-1-502”投了不止一张。",
        "ballots 第 3 张：units 里没有“9-9-999”。",
        f"ballots 第 4 张：choice 应该是 {choices} 之一。",
        "ballots 第 5 张：units 里没有“['3-1-504']”。",
        f"ballots 第 6 张：choice 应该是 {choices} 之一。",
        "ballots 第 7 张：不认识 by。",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"rule": ' + b"9" * 5000 + b"}",
        b" " * (33 * 1024 * 1024),
    ],
    ids=["empty", "cut", "not UTF-8", "deep", "long number", "large"],
)
def test_no_json(counter: Counter, content: bytes) -> None:
    """What is no JSON, or too much of it, is refused in one line."""
    assert len(counter.refused(content)) == 1


def test_key_twice(counter: Counter) -> None:
    """A key that stands twice is refused: nobody knows which one is meant."""
    content = b'{"rule": "cn.reps", "rule": "cn.4+2"}'
    assert counter.refused(content) == ["rule：写了不止一次。"]


def test_everything_at_once(counter: Counter) -> None:
    """All that is wrong with the numbers is said at once."""
    heads = {"all": 9, "agree": 10}
    area = {"all": "9", "agree": "-1"}
    assert len(counter.refused(changed(EXAMPLE, measures={"heads": heads, "area": area}))) == 2


def test_every_flaw_has_words() -> None:
    """Whatever cannot be counted has its line."""
    assert TALLY_FLAWS.keys() == set(Flaw)


# The library.


def test_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule is listed with its source and the day it was checked; what is not settled is marked."""
    assert run.main(["rules"]) == DONE
    header, *lines = capsys.readouterr().out.splitlines()
    assert header == "编号 | 地方 | 有效期 | 依据 | 核对日期"
    assert len(lines) == len(RULES)
    for line, rule in zip(lines, RULES, strict=True):
        assert line.startswith(f"{rule.id} | ")
        assert rule.source in line
        assert str(rule.checked) in line
        assert line.endswith("| 试用") is rule.beta


def test_the_document_of_rules() -> None:
    """The page of rules says that it is no legal advice."""
    assert "不构成法律意见" in (ROOT / "docs" / "users" / "rules.md").read_text(encoding="utf-8")


def test_a_large_vote(counter: Counter) -> None:
    """Twenty thousand units are counted exactly."""
    units = [{"unit": f"1-{n}", "owners": [f"o{n // 2}"], "registered": "98.51"} for n in range(20_000)]
    ballots = [{"unit": unit["unit"], "choice": "agree"} for unit in units]
    result = counter.counted(changed(UNITS, units=units, ballots=ballots))
    assert result["measures"]["heads"]["agree"] == "10000"
    assert Fraction(result["measures"]["area"]["agree"]) == 20_000 * Fraction("98.51")

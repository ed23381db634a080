"""The output of `run.py verify` about votes. In Chinese only, as the whole command line is."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress

from bot.domain.votes.proof import Flaw, Raw, flaws_of_vote

FILE_LIMIT = 32 * 1024 * 1024  # bytes; 20,000 units with their ballots take 6 MB
PROOF_FLAWS: Mapping[Flaw, str] = {
    Flaw.UNREADABLE: "不是本程序导出的表决文件，或者各部分对不上",
    Flaw.OPENED: "记录中表决开始的那一行对不上",
    Flaw.CLOSED: "记录中表决截止的那一行对不上",
    Flaw.FROZEN: "表决开始时固定的内容被改动过",
    Flaw.ROLL: "名册与表决开始时的不一样",
    Flaw.BALLOTS: "选票与记录中的不一样",
    Flaw.COUNT: "重新计票，得出的数不一样",
    Flaw.HEAD: "记录的末尾对不上",
    Flaw.RECORD: "与数据文件夹里的记录对不上",
    Flaw.KEPT: "与数据文件夹里保存的表决不一样",
}


def check_proof_file(content: bytes) -> tuple[Raw, list[str]]:
    """Check an exported file by itself; return its proof ({} for what is none), and a line for every error."""
    file: object = None
    with suppress(ValueError, RecursionError):
        file = json.loads(content.decode("utf-8-sig")) if len(content) <= FILE_LIMIT else None
    return file if isinstance(file, dict) else {}, format_flaws(flaws_of_vote(file))


def format_flaws(flaws: Iterable[Flaw]) -> list[str]:
    """Return the words for what is wrong with a file."""
    return [PROOF_FLAWS[flaw] for flaw in flaws]


def of_votes(flaws: Iterable[tuple[tuple[int, int], Flaw]]) -> list[str]:
    """Return the words for the flaws of stored votes, each named by its council and number."""
    return [f"council {council}, vote {vote}: {PROOF_FLAWS[flaw]}" for (council, vote), flaw in flaws]

"""The papers as an office program prints them."""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.documents.announcement import Announcement, announcement
from bot.documents.ledger import Book
from bot.documents.minutes import make_minutes
from bot.domain.councils.council import Council
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Entry, Matter
from bot.domain.shared.ids import ChatId
from bot.domain.shared.reporting_period import Period
from bot.domain.votes.rules import Measure, get_rule
from bot.domain.votes.tally import Silence, judge, measured
from bot.locales import words
from bot.read_models.reports import LedgerRow
from tests import builders
from tests.documents.test_minutes import held
from tests.services.hall import Hall

ZH = words("zh-CN")
PROGRAMS = ("soffice", "pdfinfo", "pdftotext")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
MARK = "完"  # the last character of a long text: it is printed if nothing is cut
SAID = f"先修东边的两盏灯{'，西边的等物业报价' * 14}{MARK}"

pytestmark = pytest.mark.skipif(
    bool(MISSING) and os.environ.get("CI") != "true",
    reason=f"not installed: {', '.join(MISSING)} (LibreOffice and poppler-utils); everything is there where CI=true",
)


def run(*command: str) -> str:
    """Run a program; give what it says."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  # ours


def printed(folder: Path, name: str, content: bytes) -> tuple[list[tuple[int, int]], list[str]]:
    """Print a file; give the size of each page in mm, and what stands on it without its spaces."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name))
    pdf = str((folder / name).with_suffix(".pdf"))
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", run("pdfinfo", "-l", "-1", pdf))
    pages = ["".join(page.split()) for page in run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]]
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in sizes], pages


def test_minutes(tmp_path: Path) -> None:
    """Minutes print on A4, each page with its number; a list that goes on has its columns named again."""
    hall = Hall()
    hall.do(builders.council)
    shown = held(hall, matters=40)
    sizes, pages = printed(tmp_path, "minutes.docx", make_minutes(ZH, shown))
    assert set(sizes) == {(210, 297)}
    assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert sum("序号编号议题" in page for page in pages) == 2
    assert all(f"#{number}" in "".join(pages) for number in range(1, 41))


def test_announcement(tmp_path: Path) -> None:
    """An announcement prints on one A4 page, with the outcome once."""
    cast = {"agree": "100", "against": "20", "unreturned": "0"}
    counted = judge(
        get_rule("cn.owners.ordinary", date(2026, 11, 22)),
        {Measure.HEADS: measured(900, cast), Measure.AREA: measured("90000.50", cast)},
        silence=Silence.FOLLOW_MAJORITY,
        silence_basis="管理规约第十二条",
    )
    announced = Announcement(
        council="幸福小区议事会",
        title="#12 给 3 号楼加装电梯",
        question="同意给 3 号楼加装电梯吗？",
        scope="全部",
        began="2026年11月22日 周日 晚上 19:00",
        ended="2026年11月29日 周日 晚上 19:00",
        official=True,
        tally=counted,
        record="0123456789abcdef" * 4,
    )
    sizes, (page,) = printed(tmp_path, "announcement.docx", announcement(ZH, announced))
    assert sizes == [(210, 297)]
    assert page.count("无效:参与不足") == 1
    assert "不构成法律意见" in page


def test_ledger(tmp_path: Path) -> None:
    """A ledger prints on its side, as wide as the page: title, period and columns on each page, and no words cut."""
    matter = Matter(
        council=1, number=1, text=SAID, plain=SAID, category=Category.FACILITIES, proposer=1, ticket="20260302001234",
        at=AT, timeline=(Entry(at=AT, what=Act.PROGRESS, text=SAID),),
    )  # fmt: skip
    rows = [LedgerRow(replace(matter, number=number), None, None, {}, 0, "", "") for number in range(1, 31)]
    book = Book(
        ZH, Council(number=1, chat=ChatId("-1"), name="和平里小区"), Period(date(2026, 3, 1), date(2026, 3, 31))
    )
    book.add(rows)
    sizes, pages = printed(tmp_path, "ledger.xlsx", book.content())
    assert set(sizes) == {(297, 210)}
    assert 2 <= len(pages) <= 5
    assert all("和平里小区台账（2026年3月）" in page and "销号人" in page and "编号来源" in page for page in pages)
    assert "".join(pages).count(MARK) == 2 * len(rows)
    assert "".join(pages).count("20260302001234") == len(rows)

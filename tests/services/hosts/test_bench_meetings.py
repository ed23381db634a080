"""Hosts and their bench meetings: the figures, the way from opinion to matter and back, and what is forgotten."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from bot.documents.bench_sheet import make_bench_sheet
from bot.domain.councils.council import Account
from bot.domain.hosts.bench_meeting import BenchMeeting, BenchOpinion
from bot.domain.hosts.errors import BenchStays, NoBenchMeeting, NoHost, NoOpinion, NotHost
from bot.domain.hosts.host import Host, parse_host
from bot.domain.matters.matter import Origin
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.reply import Reply
from bot.locales import words
from bot.services.departures import member_left
from bot.services.hosts import bench_meetings, hosts, opinion_matters
from bot.services.hosts.figures import count_benches
from bot.services.reports.dated_rows import Span
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

DAY = timedelta(days=1)
ADDRESS = "2单元101"


@pytest.fixture
def hosted(hall: Hall) -> Hall:
    """A clerk has entered a resident as a host; both can be written to in private."""
    hall.opens_private_chat(cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
    enter(hall)
    hall.deliver()
    return hall


def enter(hall: Hall, name: str = cast.RESIDENT.name, building: str = "3号楼") -> None:
    said = parse_host(f"{name} {building} {ADDRESS} 周三下午")
    hall.at(hosts.add_host, council=1, said=said, by=cast.CLERK, reply_to=back())


def record(hall: Hall, text: str = "8人\n楼道太暗\n车棚漏雨", by: Account = cast.RESIDENT, host: int = 1) -> None:
    where = back(chat=private(by), message=None)
    hall.at(bench_meetings.record_bench, council=1, host=host, text=text, by=by, reply_to=where)


def make(hall: Hall, number: int, place: int, by: Account = cast.RESIDENT) -> Reply:
    reply: Reply = hall.tap(opinion_matters.press_matter, Intent("bench_matter", 1, number, str(place)), by)
    return reply


def test_ten_meetings(hosted: Hall) -> None:
    """Of 10 records with 20 opinions each opinion is found from its matter's record, and each matter from it."""
    for number in range(10):
        record(hosted, f"8人\n第{number}栋的楼道太暗\n第{number}栋的车棚漏雨")
        make(hosted, number + 1, 1, by=cast.CLERK if number % 2 else cast.RESIDENT)
        hosted.now += DAY
    tx = hosted.tx()
    assert count_benches(tx, 1, None) == {"benches": 10, "opinions": 20}
    assert count_benches(tx, 1, Span(hosted.now - 3 * DAY, hosted.now)) == {"benches": 3, "opinions": 6}
    for number in range(1, 11):
        matter = hosted.matter(number)
        assert (matter.origin, matter.origin_number, matter.recorder) == (Origin.BENCH, number, matter.proposer)
        shown = bench_meetings.load_bench(tx, 1, matter.origin_number, 0, hosted.now)
        assert shown
        assert [each.matter for each in shown.opinions] == [matter]
        assert shown.left_out == 1
    book = openpyxl.load_workbook(BytesIO(make_bench_sheet(words("zh-CN"), bench_meetings.load_every_bench(tx, 1))))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 20
    assert rows[0][2:] == ("3号楼 赵敏家", 8, "第0栋的楼道太暗", 1, "已提出")
    assert rows[1][5:] == (None, None)


def test_once_a_matter(hosted: Hall) -> None:
    """An opinion becomes a matter once, by its host or an officer, and one that is no longer there does not."""
    record(hosted)
    assert make(hosted, 1, 1) == Reply("opinion_made_matter", {"number": 1})
    assert make(hosted, 1, 1, by=cast.CLERK) == Reply("opinion_is_matter", {"number": 1})
    with pytest.raises(NotHost):
        make(hosted, 1, 2, by=cast.NEIGHBOUR)
    for wrong in ("", "9", "x"):
        with pytest.raises(NoOpinion):
            hosted.tap(opinion_matters.press_matter, Intent("bench_matter", 1, 1, wrong), cast.CLERK)
    assert [each.chat for each in hosted.told("matter.card")] == [cast.GROUP]


def test_changed(hosted: Hall) -> None:
    """A record that is written anew keeps what became a matter; an old button never makes another opinion a matter."""
    record(hosted)
    make(hosted, 1, 1)
    change = {"council": 1, "number": 1, "text": "9人\n没有长椅", "reply_to": back()}
    hosted.refuses(NotHost, bench_meetings.change_bench, **change, by=cast.NEIGHBOUR)
    hosted.at(bench_meetings.change_bench, **change, by=cast.RESIDENT)
    kept = bench_meetings.list_opinions(hosted.tx(), hosted.get(BenchMeeting, "1/1"))
    assert [(each.place, each.text, each.matter) for each in kept] == [(1, "楼道太暗", 1), (3, "没有长椅", 0)]
    with pytest.raises(NoOpinion):
        make(hosted, 1, 2)


def test_taken_back(hosted: Hall) -> None:
    """For ten minutes a record can be taken back whole, unless an opinion became a matter."""
    undo = Intent("bench_undo", 1, 1)
    record(hosted)
    with pytest.raises(NotHost):
        hosted.tap(bench_meetings.press_undo, undo, cast.NEIGHBOUR)
    hosted.tap(bench_meetings.press_undo, undo, cast.RESIDENT)
    assert (hosted.every(BenchMeeting), hosted.every(BenchOpinion)) == ([], [])
    with pytest.raises(NoBenchMeeting):
        hosted.tap(bench_meetings.press_undo, undo, cast.RESIDENT)
    record(hosted)
    make(hosted, 2, 2)
    record(hosted)
    hosted.now += timedelta(minutes=11)
    for number in (2, 3):
        with pytest.raises(BenchStays):
            hosted.tap(bench_meetings.press_undo, Intent("bench_undo", 1, number), cast.RESIDENT)


def test_who_left_or_was_erased(hosted: Hall) -> None:
    """Who leaves the group hosts no longer: the address is gone, the records stay, the officers are told once."""
    record(hosted)
    for _ in range(2):
        hosted.at(member_left, chat=cast.GROUP, who=cast.RESIDENT)
    assert [each.chat for each in hosted.told("host.left")] == [private(cast.CLERK)]
    assert hosted.traces(ADDRESS) == []
    with pytest.raises(NotHost):
        make(hosted, 1, 1)
    assert make(hosted, 1, 1, by=cast.CLERK).key == "opinion_made_matter"
    enter(hosted, "孙大爷")
    hosted.at(hosts.erase_host, host=hosted.get(Host, "1/2"))
    assert (hosted.get(Host, "1/2").name, hosted.get(Host, "1/2").person) == ("", 0)


def test_who_may(hosted: Hall) -> None:
    """Officers alone enter, change and take off hosts; who is no longer one cannot record."""
    entering = {"council": 1, "said": parse_host("孙大爷 1 1 1"), "reply_to": back()}
    hosted.refuses(NotAllowed, hosts.add_host, **entering, by=cast.RESIDENT)
    remove = Intent("host_remove", 1, 1)
    with pytest.raises(NotAllowed):
        hosted.tap(hosts.press_remove, remove, cast.RESIDENT)
    hosted.tap(hosts.press_remove, remove, cast.HEAD)
    with pytest.raises(NoHost):
        hosted.tap(hosts.press_remove, remove, cast.CLERK)
    with pytest.raises(NoHost):
        record(hosted)
    assert hosted.traces(ADDRESS) == []


def test_pages_of_hosts(hosted: Hall) -> None:
    """Twenty hosts stand on three pages by building; what a whole group reads has no address."""
    for number in range(19, 0, -1):
        enter(hosted, f"住户{number}", f"{number}号楼")
    first = hosts.load_hosts(hosted.tx(), 1, hosted.member(cast.NEIGHBOUR).person, 0)
    assert (first.total, first.page, first.pages, first.is_for_all) == (20, 1, 3, False)
    assert [each.building for each in first.hosts][:4] == ["1号楼", "2号楼", "3号楼", "3号楼"]
    assert hosts.load_hosts(hosted.tx(), 1, 0, 9).is_for_all

"""The words for a host."""

import pytest

from bot.domain.hosts.host import HostText, building_order, parse_host

WHOLE = HostText("张阿姨", "3号楼", "2单元101", "周三 下午")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("张阿姨 3号楼 2单元101 周三 下午", WHOLE),
        ("张阿姨，3号楼，2单元101，周三 下午", WHOLE),
        (" 张阿姨\n3号楼\n2单元101\n周三  下午\n", WHOLE),
        ("Mrs Zhang, Building 3, flat 101, Wed", HostText("Mrs Zhang", "Building 3", "flat 101", "Wed")),
        ("张阿姨 3号楼", HostText("张阿姨", "3号楼")),
        ("张阿姨", HostText("张阿姨")),
        ("", HostText()),
    ],
)
def test_parts(text: str, said: HostText) -> None:
    """Name, building, address and days stand in this order, with lines, commas or spaces between them."""
    assert parse_host(text) == said
    assert parse_host(f"{said.written()}\n") == said


def test_what_is_missing() -> None:
    """The first part that is missing is asked for; nothing is when all are there."""
    assert [each.missing for each in (HostText(), HostText("张阿姨"), WHOLE)] == ["name", "building", ""]


def test_buildings_as_they_are_counted() -> None:
    """Building 3 stands before building 12."""
    assert sorted(["12号楼", "3号楼", "东院", "3号楼B"], key=building_order) == ["东院", "3号楼", "3号楼B", "12号楼"]

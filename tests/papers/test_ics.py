"""The calendar file, read as a calendar reads it."""

from datetime import UTC, datetime

from bot.papers import ics
from bot.views.calendars import Event

AT = datetime(2026, 12, 3, 11, 30, tzinfo=UTC)
NOW = datetime(2026, 12, 1, 1, 0, 5, tzinfo=UTC)


def unfolded(content: bytes) -> list[str]:
    """The lines as they were before folding."""
    return content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def written(**changes: object) -> bytes:
    event = Event(**({"uid": "m1@x.yishi", "at": AT, "summary": "议事会"} | changes))  # type: ignore[arg-type]
    return ics.calendar("和平里小区", [event], NOW)


def test_an_event() -> None:
    """An event has its own name, its moments in UTC, and when the file was written."""
    lines = unfolded(written(place="居委会二楼"))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VEVENT", "END:VCALENDAR"]
    assert lines[lines.index("BEGIN:VEVENT") + 1 : -2] == [
        "UID:m1@x.yishi",
        "DTSTAMP:20261201T010005Z",
        "DTSTART:20261203T113000Z",
        "DTEND:20261203T133000Z",
        "SUMMARY:议事会",
        "LOCATION:居委会二楼",
        "STATUS:CONFIRMED",
    ]
    assert "STATUS:TENTATIVE" in unfolded(written(sure=False))


def test_long_lines_are_folded() -> None:
    """No line has more than 75 octets, no character is cut in two, and nothing is lost."""
    words = "商量三号楼门口的路灯和电梯旁边的杂物" * 9
    content = written(text=words)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert all(line.decode() for line in content.split(b"\r\n")[:-1])
    assert f"DESCRIPTION:{words}" in unfolded(content)


def test_what_people_wrote_is_text() -> None:
    """Commas, semicolons and backslashes are escaped, and a line break cannot begin a line of its own."""
    content = written(place="a,b;c\\d", text="一\r\nEND:VCALENDAR\n二")
    assert "LOCATION:a\\,b\\;c\\\\d" in unfolded(content)
    assert "DESCRIPTION:一\\nEND:VCALENDAR\\n二" in unfolded(content)
    assert unfolded(content).count("END:VCALENDAR") == 1

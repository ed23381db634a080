"""The calendar file, read as a calendar reads it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.documents import ics
from bot.domain.meetings.calendar_entry import EntryStatus
from bot.domain.shared.masking import normalize_text
from bot.views.meetings.calendars import CalendarItem
from tests.phone_calendar import lines as unfolded
from tests.phone_calendar import read

AT = datetime(2026, 12, 3, 11, 30, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 1, 1, 0, 5, tzinfo=UTC)


def written(**changes: object) -> bytes:
    event = CalendarItem(**({"uid": "m1@x.yishi", "at": AT, "summary": "议事会"} | changes))  # type: ignore[arg-type]
    return ics.calendar("和平里小区", [event], NOW)


def test_an_event() -> None:
    """An event has its own name, its moments in UTC, and when the file was written."""
    lines = unfolded(written(place="居委会二楼", sequence=3, changed=datetime(2026, 11, 30, 10, 0, tzinfo=SHANGHAI)))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VEVENT", "END:VCALENDAR"]
    assert lines[lines.index("BEGIN:VEVENT") + 1 : -2] == [
        "UID:m1@x.yishi",
        "DTSTAMP:20261201T010005Z",
        "DTSTART:20261203T113000Z",
        "DTEND:20261203T133000Z",
        "SUMMARY:议事会",
        "SEQUENCE:3",
        "LAST-MODIFIED:20261130T020000Z",
        "LOCATION:居委会二楼",
        "STATUS:CONFIRMED",
    ]
    for status in EntryStatus:
        assert f"STATUS:{status.name}" in unfolded(written(status=status))


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


@given(st.text(max_size=200), st.text(max_size=90))
def test_any_words(text: str, place: str) -> None:
    """Whatever people write, a strict reader reads one event, and the words as they were but for signs without ink."""
    (event,) = read(written(text=text, place=place, changed=NOW))
    assert event.get("LOCATION", "").split() == normalize_text(place, 1000).split()
    assert event.get("DESCRIPTION", "").split() == normalize_text(text, 1000).split()

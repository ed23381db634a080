"""A calendar file (.ics) as RFC 5545 has it: every line ends in CR LF and has at most 75 octets."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from bot.domain.shared.masking import normalize_text
from bot.views.meetings.calendars import CalendarItem

USUALLY = timedelta(hours=2)  # how long a meeting is shown in a calendar; nobody says before how long it will be
OCTETS = 75
ICS_TEXT_LIMIT = 1000


def calendar(name: str, events: Iterable[CalendarItem], now: datetime) -> bytes:
    """Return the file; `now` (UTC) says how new it is."""
    return b"".join(_folded(line) for line in _lines(name, events, now))


def _lines(name: str, events: Iterable[CalendarItem], now: datetime) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Yishi//Yishi//ZH"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(name)}"
    for event in events:
        yield "BEGIN:VEVENT"
        yield f"UID:{event.uid}"
        yield f"DTSTAMP:{_moment(now)}"
        yield f"DTSTART:{_moment(event.at)}"
        yield f"DTEND:{_moment(event.at + USUALLY)}"
        yield f"SUMMARY:{_text(event.summary)}"
        yield f"SEQUENCE:{event.sequence}"
        if event.changed:
            yield f"LAST-MODIFIED:{_moment(event.changed)}"
        if event.place:
            yield f"LOCATION:{_text(event.place)}"
        if event.text:
            yield f"DESCRIPTION:{_text(event.text)}"
        yield f"STATUS:{event.status.upper()}"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Escape the characters that have a meaning in the format; no text can begin a line."""
    plain = normalize_text(words, ICS_TEXT_LIMIT).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> bytes:
    """Return the line in pieces of at most 75 octets, each after the first behind a space, no character cut in two."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"

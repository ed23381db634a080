"""A calendar on a phone: it reads .ics files strictly (RFC 5545) and takes them in one after another (RFC 5546)."""

import re
from dataclasses import dataclass, field

LINE = re.compile(r"([A-Z][A-Z0-9-]*)(?:;[^:]*)?:(.*)", re.DOTALL)
MOMENT = re.compile(r"\d{8}T\d{6}Z")
TEXT = re.compile(r"(?:[^\\,;\x00-\x1f]|\\[\\,;nN])*")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "LAST-MODIFIED"}
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION", "X-WR-CALNAME"}

Event = dict[str, str]


def unescape(text: str) -> str:
    assert TEXT.fullmatch(text), f"not escaped: {text!r}"
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], text)


def lines(content: bytes) -> list[str]:
    """The lines as they were before folding; each ends in CR LF and has at most 75 octets of whole characters."""
    assert content.endswith(b"\r\n")
    pieces = content[:-2].split(b"\r\n")
    assert not any(b"\r" in piece or b"\n" in piece for piece in pieces)
    assert all(0 < len(piece) <= 75 for piece in pieces)
    unfolded: list[str] = []
    for piece in pieces:
        if piece.startswith(b" "):
            unfolded[-1] += piece[1:].decode()
        else:
            unfolded.append(piece.decode())
    return unfolded


def read(content: bytes) -> list[Event]:
    """The events of a file, each with everything that an event must have, once."""
    heads: Event = {}
    events: list[Event] = []
    inside: list[str] = []
    for line in lines(content):
        parts = LINE.fullmatch(line)
        assert parts, f"no property: {line!r}"
        name, value = parts[1], parts[2]
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                events.append({})
            continue
        if name == "END":
            assert inside.pop() == value
            continue
        assert inside in (["VCALENDAR"], ["VCALENDAR", "VEVENT"])
        into = events[-1] if inside[-1] == "VEVENT" else heads
        assert name not in into, f"{name} twice"
        into[name] = unescape(value) if name in TEXTS else value
    assert not inside
    assert heads.keys() >= {"VERSION", "PRODID"}
    assert heads["VERSION"] == "2.0"
    for event in events:
        assert event.keys() >= ONCE
        assert all(MOMENT.fullmatch(event[name]) for name in ("DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED"))
        assert event["DTSTART"] < event["DTEND"]
        assert event["LAST-MODIFIED"] <= event["DTSTAMP"]
        assert event["STATUS"] in {"CONFIRMED", "TENTATIVE", "CANCELLED"}
        assert int(event["SEQUENCE"]) >= 0
    assert len({event["UID"] for event in events}) == len(events)
    return events


@dataclass
class PhoneCalendar:
    """It keeps an event until a file has a newer one of the same UID, and drops none that a file does not name."""

    events: dict[str, Event] = field(default_factory=dict)

    def take(self, content: bytes) -> None:
        """Take a file in; what changed must have a greater SEQUENCE, or it is passed over."""
        for event in read(content):
            known = self.events.get(event["UID"])
            if known is None or int(event["SEQUENCE"]) > int(known["SEQUENCE"]):
                self.events[event["UID"]] = event

    def shown(self, after: str = "") -> list[str]:
        """When and where the meetings are that begin after a moment and are not called off."""
        return sorted(
            f"{event['DTSTART']} {event.get('LOCATION', '')}".strip()
            for event in self.events.values()
            if event["STATUS"] != "CANCELLED" and event["DTSTART"] > after
        )

    def cancelled(self) -> list[str]:
        """When the meetings would have been that are called off."""
        return sorted(event["DTSTART"] for event in self.events.values() if event["STATUS"] == "CANCELLED")

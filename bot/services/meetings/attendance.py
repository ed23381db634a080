"""Attendance of a meeting: by button, by code, or recorded by the clerk for a person without a phone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import NAME_LIMIT, SEATED, Account, Member
from bot.domain.councils.errors import NoSuchPerson
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.meetings.errors import NoMeetingOpen, NotedBefore, OldEntryCode, OnSite
from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting, MeetingState
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.deed import Deed, DeedKind
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.meetings import Presence
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.meetings import meetings
from bot.services.meetings.meeting_cards import job_subject, params_of
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import ReplyTo, notify_group, refresh_message, reply_text

SENT = re.compile(r"委托|\ssent\s", re.IGNORECASE)  # between who is absent and who came for them
TAKE_BACK = re.compile(r"撤销|revoke\s+", re.IGNORECASE)
NAMES_IN_LINE = 20  # names in one line


def load_presence(tx: Tx, meeting: Meeting) -> Presence:
    """Return the seats, those present and others present; while the meeting is open the roster defines the seats."""
    there = tx.find(Attendance, "meeting", meeting.council, meeting.number)
    known = members.members_of(tx, meeting.council, (each.person for each in there))
    parties = meeting.parties
    if not meeting.closed:
        parties = members.get_council(tx, meeting.council).parties
        there = [replace(each, party=_party(each, known.get(each.person or 0), parties)) for each in there]
    if meeting.closed:
        names = members.members_of(tx, meeting.council, meeting.seats)
        seats = tuple(names[person] for person in meeting.seats if person in names)
    else:
        seats = tuple(each for each in members.list_roster(tx, meeting.council) if SEATED.intersection(each.roles))
    numbers = {member.person for member in seats}
    return Presence(
        seats,
        tuple(each for each in there if each.person in numbers),
        tuple(each for each in there if each.person not in numbers),
        known,
        parties,
    )


def _party(each: Attendance, member: Member | None, parties: Sequence[str]) -> str:
    """Return the party attended for: as it was recorded, or else as in the roster."""
    party = each.party or (member.sector if member else None) or ""
    return party if party in parties else ""


def find_open_meeting(tx: Tx, council: int) -> Meeting | None:
    """Return the meeting that is being held."""
    return next(iter(tx.find(Meeting, "planned", council, MeetingState.OPEN, limit=1)), None)


def get_open_meeting(tx: Tx, council: int, number: int = 0) -> Meeting:
    """Return the meeting that is being held; a button names which. Raises NoMeetingOpen, MeetingOver."""
    meeting = meetings.get_meeting(tx, council, number) if number else find_open_meeting(tx, council)
    if meeting is None or meeting.state is MeetingState.PLANNED:
        raise NoMeetingOpen
    if meeting.state is not MeetingState.OPEN:
        raise meetings.meeting_over_error(tx, meeting)
    return meeting


def show_presence(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Refresh the card of an open meeting in its group."""
    council = members.get_council(tx, meeting.council)
    name = f"{job_subject(meeting)}/sitting"
    notify_group(tx, council, id=name, view="sitting", params=params_of(meeting), now=now, in_place=True)


def _enter(tx: Tx, meeting: Meeting, attendance: Attendance, by: Member, *, now: datetime) -> bool:
    """Record attendance, or the party attended for; return False when it was recorded before."""
    before = tx.get(Attendance, attendance.key)
    if before and attendance.party in {"", before.party}:
        return False
    tx.put(replace(before, party=attendance.party) if before else attendance)
    if before is None:
        _note_deed(tx, attendance, now)
    append_entry(
        tx,
        meeting.council,
        "check_in",
        person=by.person,
        now=now,
        facts={"meeting": meeting.number, "whom": attendance.person or 0},
    )
    show_presence(tx, meeting, now=now)
    return True


def _note_deed(tx: Tx, attendance: Attendance, now: datetime, *, undone: bool = False) -> None:
    """Note that a member came, and nobody in their place."""
    if attendance.person is not None and not attendance.proxy:
        number, person = attendance.meeting, attendance.person
        tx.notes.append(
            Deed(council=attendance.council, person=person, kind=DeedKind.MEETING, number=number, at=now, undone=undone)
        )


def check_in(tx: Tx, *, council: int, number: int, by: Member, shown: tuple[ChatId, MessageId], now: datetime) -> Reply:
    """Check a member in by the button of a message (`shown`). Raises OnSite where only the code counts."""
    check_allowed(CouncilAct.CHECK_IN, by)
    meeting = get_open_meeting(tx, council, number)
    if meeting.on_site:
        raise OnSite
    entered = _enter(tx, meeting, _in_person(meeting, by, now), by, now=now)
    refresh_message(tx, *shown, now=now)
    return Reply("checked_in" if entered else "checked_in_before")


def _in_person(meeting: Meeting, by: Member, now: datetime) -> Attendance:
    return Attendance(council=meeting.council, meeting=meeting.number, person=by.person, at=now)


def council_of_code(tx: Tx, code: str) -> int:
    """Return the council to which a code belongs; raises OldEntryCode."""
    found = tx.get(EntryCode, code)
    if found is None:
        raise OldEntryCode
    return found.council


def by_code(tx: Tx, *, code: str, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Check in an account that opened the QR code's address in private. Raises OldEntryCode, NotMember."""
    members.record_start(tx, by.id, reply_to)
    found = tx.get(EntryCode, code)
    meeting = meetings.get_meeting(tx, found.council, found.meeting) if found else None
    if found is None or meeting is None or meeting.state is not MeetingState.OPEN:
        raise OldEntryCode
    if meeting.on_site != bool(found.until) or (found.until and now >= found.until):
        raise OldEntryCode
    who = members.get_member(tx, meeting.council, by.id)
    entered = _enter(tx, meeting, _in_person(meeting, who, now), who, now=now)
    reply_text(
        tx, reply_to, Reply("checked_in" if entered else "checked_in_before", {"council": meeting.council}), now=now
    )


def list_present(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Record people without a phone: one or several names, 「张三 委托 李四」, or 撤销 before a mistake.

    「王经理（物业）」 names the party as well. Raises NotAllowed, NoMeetingOpen, TooShort, TooLong, NoSuchPerson,
    NotedBefore.
    """
    check_allowed(CouncilAct.PRESENT, by)
    return note_present(tx, get_open_meeting(tx, council), by=by, text=text, now=now)


def note_present(tx: Tx, meeting: Meeting, *, by: Member, text: str, now: datetime) -> Reply:
    """Record names as present at a meeting, or take them out behind 撤销. Raises as `list_present`."""
    council = meeting.council
    back = TAKE_BACK.match(text)
    names = [each.strip() for each in re.split(r"[、，,;；\n]", text[back.end() if back else 0 :]) if each.strip()]
    noted = [_written(tx, meeting, each, by, now) for each in names[:NAMES_IN_LINE]]
    entered = [_enter(tx, meeting, each, by, now=now) for each in noted] if not back else []
    if noted and not back and not any(entered):
        raise NotedBefore
    for each in noted if back else ():
        recorded = tx.get(Attendance, each.key)
        if recorded is None:
            raise NoSuchPerson
        tx.drop(Attendance, each.key)
        _note_deed(tx, recorded, now, undone=True)
        facts: Facts = {"meeting": meeting.number, "whom": each.person or 0}
        append_entry(tx, council, "check_out", person=by.person, now=now, facts=facts)
        show_presence(tx, meeting, now=now)
    return Reply("noted_absent" if back else "noted_present", {"total": len(noted)})


def _written(tx: Tx, meeting: Meeting, text: str, by: Member, now: datetime) -> Attendance:
    text, party = _of_party(text, members.get_council(tx, meeting.council).parties)
    absent, *sent = map(str.strip, SENT.split(text, maxsplit=1))
    both = absent and all(sent)
    word, _ = clean_text(absent if both else text, NAME_LIMIT, shortest=1)
    proxy = clean_text(sent[0], NAME_LIMIT, shortest=1)[0] if both and sent else ""
    member = members.find_on_roster(tx, meeting.council, word, by)
    return Attendance(
        council=meeting.council,
        meeting=meeting.number,
        person=member.person if member else None,
        name="" if member else word,
        proxy=proxy,
        party=party,
        by=by.person,
        at=now,
    )


def _of_party(text: str, parties: Sequence[str]) -> tuple[str, str]:
    """Split 王经理（物业） into name and party, if the council has such a party."""
    bare = text.rstrip("）) ")
    for party in parties:
        if bare.endswith(party) and (name := bare.removesuffix(party).rstrip("（( ")):
            return name, party
    return text, ""

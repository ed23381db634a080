"""Corrections of who was there: while the meeting is held, and after it until its minutes are confirmed."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.meetings.errors import MinutesConfirmed, NoMeetingOpen
from bot.domain.meetings.meeting import Meeting, MeetingState, is_quorate
from bot.domain.meetings.minutes import Minutes
from bot.domain.shared.errors import CouncilError
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.meetings import minutes
from bot.services.meetings.attendance import find_open_meeting, list_present, load_presence, note_present, show_presence

LOOKED_AT = 5  # the newest meetings, among which the last one that ended is found


def correct_present(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Record people as present, or take them out, also of a meeting whose minutes wait to be confirmed.

    The quorum follows, and the minutes are sent again with what was corrected. Raises NotAllowed, NoMeetingOpen,
    MinutesConfirmed, and as `list_present`.
    """
    check_allowed(CouncilAct.PRESENT, by)
    if find_open_meeting(tx, council):
        return list_present(tx, council=council, by=by, text=text, now=now)
    meeting = _last_ended(tx, council)
    notice = note_present(tx, meeting, by=by, text=text, now=now)
    there = load_presence(tx, meeting)
    enough = is_quorate(len(there.seated), len(there.seats))
    counted = replace(meeting, state=MeetingState.HELD if enough else MeetingState.INQUORATE)
    tx.put(counted)
    show_presence(tx, counted, now=now)
    minutes.correct_minutes(tx, council=council, number=meeting.number, by=by, text=text, now=now)
    return notice


def list_absent(tx: Tx, council: int) -> tuple[Member, ...]:
    """Return who has a seat and was not recorded at the meeting that is held, or whose minutes wait.

    Two people of one name are left out: they have to be named in other words.
    """
    try:
        meeting = find_open_meeting(tx, council) or _last_ended(tx, council)
    except CouncilError:
        return ()
    there = load_presence(tx, meeting)
    came = {each.person for each in there.seated}
    called = Counter(each.name for each in there.seats)
    return tuple(each for each in there.seats if each.person not in came and called[each.name] == 1)


def _last_ended(tx: Tx, council: int) -> Meeting:
    """Return the last meeting that ended. Raises NoMeetingOpen, and MinutesConfirmed."""
    newest = tx.find(Meeting, "held", council, newest_first=True, limit=LOOKED_AT)
    ended = [each for each in newest if each.closed]
    found = tx.get(Minutes, Minutes.key_of(council, ended[0].number)) if ended else None
    if found is None:
        raise NoMeetingOpen
    if found.confirmed:
        raise MinutesConfirmed
    return ended[0]

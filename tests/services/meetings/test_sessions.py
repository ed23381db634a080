"""A meeting while it is held: who may do what, what is refused, and what stays kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account, Role
from bot.domain.councils.errors import NoSuchPerson, NotMember
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.meetings.errors import (
    AgendaPosted,
    MeetingOver,
    MeetingRunning,
    MinutesConfirmed,
    NoDoor,
    NoMeetingOpen,
    NoMoreMatters,
    NotedBefore,
    OldEntryCode,
    OnSite,
)
from bot.domain.meetings.meeting import NEAR, OPEN_AT_MOST, TURN, Attendance, EntryCode, Meeting, MeetingState
from bot.domain.meetings.minutes import CORRECTIONS, Minutes
from bot.domain.shared.errors import CouncilError, NotAllowed, OldButton, TooLong
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.outbox_message import SentMessage
from bot.ports import Tx
from bot.services.councils import members, roles
from bot.services.matters import triage
from bot.services.meetings import attendance, minutes, planning, rescheduling, sessions
from bot.services.meetings.attendance import load_presence
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

HERE = (cast.GROUP, 9)


def act(hall: Hall, use: Any, by: Account | None = cast.HEAD, **wishes: Any) -> str:
    notice = hall.at(use, council=1, by=hall.by(by or cast.HEAD), **wishes)
    return str(notice.key)


def refused(hall: Hall, refusal: type[CouncilError], use: Any, by: Account = cast.HEAD, **wishes: Any) -> None:
    hall.refuses(refusal, use, council=1, by=hall.by(by), **wishes)


def opened(hall: Hall) -> Meeting:
    """Open a meeting out of turn."""
    act(hall, sessions.open_meeting)
    found = hall.do(attendance.find_open_meeting, 1)
    assert found is not None
    return found


def seats(hall: Hall) -> int:
    return len(hall.do(load_presence, hall.do(attendance.find_open_meeting, 1)).seats)


def codes(hall: Hall) -> list[EntryCode]:
    return hall.every(EntryCode)


def scan(hall: Hall, code: str, by: Account = cast.CLERK) -> None:
    hall.at(attendance.by_code, code=code, by=by, reply_to=back("scan", private(by)))


# Opened


def test_out_of_turn(hall: Hall) -> None:
    """Far from the next regular day a meeting out of turn is opened; the regular one keeps its day and reminders."""
    meeting = opened(hall)
    assert (meeting.number, meeting.regular, meeting.at, meeting.opened) == (2, False, hall.now, hall.now)
    assert hall.get(Meeting, "1/1").state is MeetingState.PLANNED
    assert hall.waits("remind") != []
    refused(hall, MeetingRunning, sessions.open_meeting)
    refused(hall, MeetingRunning, rescheduling.cancel_meeting, number=2)
    assert hall.last.what == "open"


@pytest.mark.parametrize("meanwhile", ["", "8,18,28 19:30"])
def test_the_regular_one(hall: Hall, meanwhile: str) -> None:
    """Near its time the planned meeting is opened; its day is not planned a second time, the next one is."""
    meeting = hall.get(Meeting, "1/1")
    hall.pass_time(meeting.at - NEAR)
    assert opened(hall).number == 1
    if meanwhile:
        hall.at(planning.set_schedule, by=cast.HEAD, text=meanwhile, reply_to=back())
    act(hall, sessions.close_meeting)
    planned = [each.at for each in hall.every(Meeting) if each.state is MeetingState.PLANNED]
    assert [f"{each:%m-%d}" for each in planned] == ["03-18"]


@pytest.mark.parametrize("use", [sessions.call_next, sessions.close_meeting])
def test_nothing_is_open(hall: Hall, use: Any) -> None:
    """What belongs to a meeting is refused before it is opened and after it was closed."""
    refused(hall, NoMeetingOpen, use)
    refused(hall, NoMeetingOpen, use, number=1)
    meeting = opened(hall)
    act(hall, sessions.close_meeting)
    refused(hall, MeetingOver, use, number=meeting.number)
    refused(hall, NoMeetingOpen, use)


def test_who_may(hall: Hall) -> None:
    """The head opens; officers call, close and write down; residents do none of it."""
    for by in (cast.CLERK, cast.RESIDENT):
        refused(hall, NotAllowed, sessions.open_meeting, by)
    meeting = opened(hall)
    for use, wishes in (
        (sessions.call_next, {}),
        (sessions.close_meeting, {}),
        (attendance.list_present, {"text": "王奶奶"}),
        (sessions.switch_prompts, {"number": meeting.number}),
        (sessions.on_site, {"number": meeting.number}),
    ):
        refused(hall, NotAllowed, use, cast.RESIDENT, **wishes)
    refused(hall, NotAllowed, sessions.on_site, cast.CLERK, number=meeting.number)


# Who is there


def test_once_each(hall: Hall) -> None:
    """Somebody is there once, however they came in."""
    meeting = opened(hall)
    assert act(hall, attendance.check_in, number=meeting.number, shown=HERE) == "checked_in"
    assert act(hall, attendance.check_in, number=meeting.number, shown=HERE) == "checked_in_before"
    scan(hall, codes(hall)[0].code, cast.HEAD)
    with pytest.raises(NotedBefore):
        act(hall, attendance.list_present, text="我")
    assert len(hall.every(Attendance)) == 1


def test_a_seat_that_is_given_up(hall: Hall) -> None:
    """The quorum is counted by who has a seat now; after the close by who had one then."""
    meeting = opened(hall)
    act(hall, attendance.check_in, cast.CLERK, number=meeting.number, shown=HERE)
    before = seats(hall)
    clerk = hall.member(cast.CLERK)
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.CLERK)
    there = hall.do(load_presence, meeting)
    assert (len(there.seats), len(there.seated), len(there.others)) == (before - 1, 0, 1)
    act(hall, sessions.close_meeting)
    kept = hall.get(Meeting, meeting.key)
    assert clerk.person not in kept.seats
    hall.at(roles.appoint_member, by=cast.HEAD, whom=cast.NEIGHBOUR, role=Role.MEMBER, reply_to=back("role"))
    assert len(hall.do(load_presence, kept).seats) == before - 1


@pytest.mark.parametrize("name", ["委托人王五", "李大爷 委托", "李大爷" + " " * 40 + "小李"])
def test_a_name_with_half_a_proxy(hall: Hall, name: str) -> None:
    """Without both the absent and the proxy the words are one name."""
    opened(hall)
    act(hall, attendance.list_present, cast.CLERK, text=name)
    assert [(each.name, each.proxy) for each in hall.every(Attendance)] == [(name, "")]


def test_written_down(hall: Hall) -> None:
    """Names are masked like all that is kept; what was not written down cannot be taken back."""
    opened(hall)
    act(hall, attendance.list_present, cast.CLERK, text="王奶奶13800138000，李大爷 委托 小李")
    assert {(each.name, each.proxy) for each in hall.every(Attendance)} == {
        ("王奶奶138****8000", ""),
        ("李大爷", "小李"),
    }
    refused(hall, NoSuchPerson, attendance.list_present, text="撤销 赵大妈")
    assert act(hall, attendance.list_present, text="撤销 李大爷") == "noted_absent"
    assert len(hall.every(Attendance)) == 1
    refused(hall, TooLong, attendance.list_present, text="长" * 65)


# The code in the room


def test_the_code_turns(hall: Hall) -> None:
    """Where only the room counts the code of the card is nothing worth, and the one that is shown lasts a minute."""
    meeting = opened(hall)
    (fixed,) = codes(hall)
    hall.opens_private_chat(cast.HEAD)
    assert act(hall, sessions.on_site, number=meeting.number) == "on_site_on"
    refused(hall, OnSite, attendance.check_in, number=meeting.number, shown=HERE)
    (first,) = (each for each in codes(hall) if each.until)
    hall.refuses(OldEntryCode, attendance.by_code, code=fixed.code, by=cast.CLERK, reply_to=back())
    hall.now += TURN
    hall.refuses(OldEntryCode, attendance.by_code, code=first.code, by=cast.CLERK, reply_to=back())
    hall.pass_time(hall.now)
    (second,) = (each for each in codes(hall) if each.until)
    scan(hall, second.code)
    assert act(hall, sessions.on_site, number=meeting.number) == "on_site_off"
    assert hall.waits("turn_code") == []
    scan(hall, fixed.code, cast.CAPTAIN if hall.do(members.find_member, 1, cast.CAPTAIN.id) else cast.RESIDENT)
    assert len(hall.every(Attendance)) == 2


def test_nobody_to_show_the_code(hall: Hall) -> None:
    """Nobody is shut out where no officer could show a code."""
    meeting = opened(hall)
    refused(hall, NoDoor, sessions.on_site, number=meeting.number)


def test_no_code_outlives_its_meeting(hall: Hall) -> None:
    """After the close no code checks in, and none turns any more."""
    meeting = opened(hall)
    hall.opens_private_chat(cast.HEAD)
    act(hall, sessions.on_site, number=meeting.number)
    kept = [each.code for each in codes(hall)]
    act(hall, sessions.close_meeting)
    assert codes(hall) == []
    assert hall.waits("turn_code") == []
    for code in kept:
        hall.refuses(OldEntryCode, attendance.by_code, code=code, by=cast.CLERK, reply_to=back())


def test_a_stranger_scans(hall: Hall) -> None:
    """Who is not in the group is not let in by a code."""
    opened(hall)
    stranger = Account(AccountId("999"), "路人")
    hall.refuses(
        NotMember, attendance.by_code, code=codes(hall)[0].code, by=stranger, reply_to=back("x", ChatId("999"))
    )


def test_a_code_of_nowhere(hall: Hall) -> None:
    """A code that leads to no meeting is an old one."""
    with pytest.raises(OldEntryCode):
        hall.do(attendance.council_of_code, "ABCDEFGHJKLM")
    opened(hall)
    assert hall.do(attendance.council_of_code, codes(hall)[0].code) == 1


# What is called, and the end


def test_what_is_settled_is_not_called(hall: Hall) -> None:
    """A matter that was withdrawn or resolved in the meantime is passed over."""
    for text in ("路灯坏了三天", "电梯里的扶手松了", "垃圾桶满了没人清理"):
        hall.propose(text, state=State.AGENDA)
    meeting = opened(hall)
    assert meeting.agenda == (1, 2, 3)
    hall.at(triage.withdraw_matter, council=1, number=1, by=hall.by(cast.RESIDENT))
    act(hall, sessions.call_next)
    assert [each.params.matter for each in hall.told("sitting.item")] == [2]
    hall.do(lambda tx: tx.put(replace(hall.matter(3), state=State.RESOLVED)))
    refused(hall, NoMoreMatters, sessions.call_next)
    act(hall, sessions.close_meeting)
    assert [hall.matter(number).state for number in (1, 2, 3)] == [State.WITHDRAWN, State.AGENDA, State.RESOLVED]


def test_a_long_agenda(hall: Hall) -> None:
    """Of a long agenda only the cards of what is called are drawn anew: the group is not kept waiting by the others."""
    first = hall.propose("路灯坏了三天", state=State.AGENDA)
    for number in range(2, 12):
        hall.do(_put, replace(first, number=number))
    hall.deliver()
    opened(hall)
    assert hall.told("matter.card") == []
    act(hall, sessions.call_next)
    assert [each.params.matter for each in hall.told("matter.card")] == [1]
    hall.deliver()
    act(hall, sessions.close_meeting)
    assert [each.params.matter for each in hall.told("matter.card")] == [1]
    assert {each.state for each in hall.every(Matter)} == {State.AGENDA}


def _put(tx: Tx, matter: Matter) -> None:
    tx.put(matter)


def test_rules_of_debate(hall: Hall) -> None:
    """The chair has a rule of debate shown with each matter, and stops it again."""
    number = opened(hall).number
    assert act(hall, sessions.switch_prompts, number=number) == "prompts_on"
    assert hall.get(Meeting, f"1/{number}").prompts
    assert act(hall, sessions.switch_prompts, cast.CLERK, number=number) == "prompts_off"


def test_a_motion_in_the_meeting(hall: Hall) -> None:
    """What the head puts on the agenda while they sit is called in this meeting, a clerk's in the next one."""
    hall.propose("路灯坏了三天", state=State.ACCEPTED)
    hall.propose("电梯里的扶手松了", state=State.ACCEPTED)
    meeting = opened(hall)
    act(hall, triage.put_one_on_agenda, number=1)
    act(hall, triage.put_one_on_agenda, cast.CLERK, number=2)
    kept = hall.get(Meeting, meeting.key)
    assert (kept.agenda, kept.motions) == ((1,), (1,))
    act(hall, sessions.call_next)
    assert hall.matter(1).state is State.DELIBERATING


def test_an_opinion_outside_of_a_meeting(hall: Hall) -> None:
    """An opinion can be kept at any time; only in a meeting it says how many were there."""
    hall.stand(State.AGENDA)
    assert act(hall, sessions.record_opinion, cast.CLERK, number=1, text="先修东边的") == "did_opinion"
    meeting = opened(hall)
    act(hall, attendance.check_in, number=meeting.number, shown=HERE)
    act(hall, sessions.record_opinion, cast.CLERK, number=1, text="再修西边的")
    said = [each for each in hall.matter().timeline if each.what == Act.OPINION]
    assert [(each.present, each.expected) for each in said] == [(None, None), (1, seats(hall))]


def test_nobody_closed_it(hall: Hall) -> None:
    """What nobody closed is closed after twelve hours, by that time and not by when the bot came to it."""
    meeting = opened(hall)
    hall.pass_time(timedelta(days=3))
    kept = hall.get(Meeting, meeting.key)
    assert (kept.state, kept.closed, kept.closer) == (
        MeetingState.INQUORATE,
        hall.now - timedelta(days=3) + OPEN_AT_MOST,
        None,
    )
    assert hall.verify() == []


def test_an_empty_agenda_fixes_nothing(hall: Hall) -> None:
    """Where nothing was on the agenda that was posted, an officer may still put something there."""
    hall.propose(state=State.ACCEPTED)
    hall.pass_time(hall.get(Meeting, "1/1").at - timedelta(days=3))
    hall.at(triage.put_on_agenda, by=cast.CLERK, numbers=(1,), council=1, reply_to=back("agenda"))
    assert hall.get(Meeting, "1/1").motions == ()
    assert hall.matter().state is State.AGENDA


def test_later_than_posted(hall: Hall) -> None:
    """What comes onto a posted agenda is the head's motion, all of it or nothing; before that an officer's."""
    for text in ("路灯坏了三天", "电梯里的扶手松了", "垃圾桶满了没人清理", "快递柜挡住了消防通道"):
        hall.propose(text, state=State.ACCEPTED)
    wishes: dict[str, Any] = {"council": 1, "reply_to": back("agenda")}
    hall.at(triage.put_on_agenda, by=cast.CLERK, numbers=(1,), **wishes)
    hall.pass_time(hall.get(Meeting, "1/1").at - timedelta(days=3))
    assert hall.get(Meeting, "1/1").posted
    hall.refuses(AgendaPosted, triage.put_on_agenda, by=cast.CLERK, numbers=(2,), **wishes)
    hall.refuses(NotAllowed, triage.put_on_agenda, by=cast.RESIDENT, numbers=(2,), **wishes)
    hall.at(triage.put_on_agenda, by=cast.HEAD, numbers=(2, 3), **wishes)
    assert hall.notices()[-1] == "agenda_motion"
    act(hall, triage.put_one_on_agenda, number=4)
    assert hall.get(Meeting, "1/1").motions == (2, 3, 4)
    act(hall, rescheduling.postpone_meeting, number=1, text="3月20日 19:30")
    assert not hall.get(Meeting, "1/1").posted


def test_posted_where_no_reminder_does_it(hall: Hall) -> None:
    """A council that is not reminded three days before has the agenda posted all the same, but not too late."""
    hall.do(lambda tx: tx.put(replace(hall.council(), reminders=("1d",))))
    hall.at(planning.set_schedule, by=cast.HEAD, text="8,18,28 19:30", reply_to=back())
    hall.deliver()
    hall.pass_time(hall.get(Meeting, "1/1").at - timedelta(days=3))
    assert "meeting.agenda" in [each.view for each in hall.deliver()]
    hall.pass_time(hall.now + timedelta(days=13, hours=12))
    assert [each for each in hall.told("meeting.agenda") if not each.in_place] == []


# Minutes


def closed(hall: Hall) -> Meeting:
    meeting = opened(hall)
    act(hall, sessions.close_meeting)
    return meeting


def test_corrected(hall: Hall) -> None:
    """Officers correct, the head confirms; confirmed minutes stay as they are and are asked for no more."""
    number = closed(hall).number
    refused(hall, NotAllowed, minutes.correct_minutes, cast.RESIDENT, number=number, text="多记了一个人")
    act(hall, minutes.correct_minutes, cast.CLERK, number=number, text="少记了一个人13800138000")
    (kept,) = hall.every(Minutes)
    assert [each.text for each in kept.corrections] == ["少记了一个人138****8000"]
    refused(hall, NotAllowed, minutes.confirm_minutes, cast.CLERK, number=number, shown=HERE)
    act(hall, minutes.confirm_minutes, number=number, shown=HERE)
    refused(hall, MinutesConfirmed, minutes.confirm_minutes, number=number, shown=HERE)
    refused(hall, MinutesConfirmed, minutes.correct_minutes, number=number, text="还有一句")
    assert hall.waits("nag_minutes") == []
    refused(hall, OldButton, minutes.confirm_minutes, number=77, shown=HERE)


def test_not_for_ever(hall: Hall) -> None:
    """So many corrections are no minutes any more."""
    number = closed(hall).number
    for place in range(CORRECTIONS):
        act(hall, minutes.correct_minutes, number=number, text=f"更正 {place}")
    refused(hall, MinutesConfirmed, minutes.correct_minutes, number=number, text="还有一句")


def test_asked_for_once_after_a_silence(hall: Hall) -> None:
    """After a week without the bot the minutes are asked for once, not twice."""
    closed(hall)
    hall.deliver()
    hall.pass_time(timedelta(days=8))
    assert len(hall.told("minutes.nag")) == 1


def test_a_reply_to_something_else(hall: Hall) -> None:
    """Only a reply to minutes corrects them."""
    closed(hall)
    assert hall.do(minutes.minutes_behind, cast.GROUP, 12345, cast.HEAD) is None
    hall.deliver()
    draft = next(each for each in hall.every(SentMessage) if each.view == "minutes")
    assert hall.do(minutes.minutes_behind, cast.GROUP, draft.message, cast.CLERK) == (1, 2)
    assert hall.do(minutes.minutes_behind, cast.GROUP, draft.message, cast.RESIDENT) == (1, 2)
    assert hall.do(minutes.load_minutes, 1, 1) is None  # planned, never opened


def test_confirmed_while_the_bot_was_down(hall: Hall) -> None:
    """Nobody is asked for what was confirmed a moment before."""
    meeting = closed(hall)
    hall.now += timedelta(days=3)
    (first, _) = hall.waits("nag_minutes")
    act(hall, minutes.confirm_minutes, number=meeting.number, shown=HERE)
    hall.do(minutes.remind_clerk, first, hall.now)
    assert hall.told("minutes.nag") == []

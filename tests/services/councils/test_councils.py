"""The council as a whole: set up, renamed, moved, left by the bot."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account, Defaults, Role
from bot.domain.councils.errors import AdminOnly, NoCouncil, NotAPerson, NotMember
from bot.domain.meetings.meeting import Meeting
from bot.domain.meetings.meeting_days import Schedule
from bot.domain.polls.poll import Poll, PollState, parse_poll
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NotAllowed, OldButton
from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage, SendQueue, SentMessage
from bot.domain.shared.working_days import HolidayPolicy
from bot.services.councils import councils, members, roles
from bot.services.matters import triage
from bot.services.meetings import meetings
from bot.services.polls import polls
from tests import cast
from tests.builders import back
from tests.services.hall import OTHER_HEAD, Hall

OWN = Defaults(
    language="en",
    zone="Asia/Taipei",
    schedule=Schedule(days=(5,)),
    holiday=HolidayPolicy.KEEP,
    reminders=("1d",),
    reminder_time="08:00",
)

# Set up


def test_set_up() -> None:
    """A group becomes a council with what its host set, the caller becomes head, and the next meeting is planned."""
    hall = Hall()
    assert hall.found(cast.GROUP, cast.HEAD, "和平里13800138000", defaults=OWN, thread=7) == 1
    council = hall.council()
    assert (council.chat, council.name, council.thread) == (cast.GROUP, "和平里138****8000", "7")
    assert (council.language, council.zone, council.schedule, council.holiday) == (
        "en",
        "Asia/Taipei",
        OWN.schedule,
        OWN.holiday,
    )
    assert (council.reminders, council.reminder_time) == (OWN.reminders, OWN.reminder_time)
    assert hall.member(cast.HEAD).roles == (Role.HEAD,)
    assert [line.what for line in hall.lines] == ["council", "meeting", "appoint"]
    (told,) = hall.told("setup")
    assert (told.chat, told.params) == (cast.GROUP, MessageParams(council=1, hears_all=True))
    shown = hall.do(councils.load_settings, 1)
    assert shown is not None
    assert (shown.council, shown.head, shown.next) == (council, hall.member(cast.HEAD), hall.get(Meeting, "1/1"))
    assert hall.do(councils.load_settings, 2) is None


def test_set_up_again_shows_what_is_set(hall: Hall) -> None:
    """Once a council is set up anybody may ask what is set; nothing changes by it."""
    lines = hall.lines
    assert hall.found(cast.GROUP, cast.NEIGHBOUR, "别的名字", admin=False) == 1
    assert (hall.lines, hall.council().name) == (lines, "和平里小区")
    assert len(hall.told("setup")) == 1


@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        (cast.NEIGHBOUR, AdminOnly),
        (cast.HIDDEN_ADMIN, NotAPerson),
        (cast.CHANNEL, NotAPerson),
        (cast.BOT, NotAPerson),
    ],
)
def test_who_sets_up(by: Account, refusal: type[CouncilError]) -> None:
    """Only an administrator in person makes a group a council."""
    hall = Hall()
    with pytest.raises(refusal):
        hall.found(cast.GROUP, by, admin=by is not cast.NEIGHBOUR)
    assert hall.lines == []


def test_an_administrator_takes_over_from_a_lost_head(hall: Hall) -> None:
    """When the head is gone an administrator becomes head by setting up again, and nobody else does."""
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.HEAD)
    with pytest.raises(AdminOnly):
        hall.found(cast.GROUP, cast.NEIGHBOUR, admin=False)
    hall.found(cast.GROUP, cast.CLERK)
    assert hall.member(cast.CLERK).roles == (Role.HEAD, Role.CLERK)
    assert (hall.last.what, hall.last.facts["role"]) == ("appoint", "head")


def test_councils_are_numbered(two: Hall) -> None:
    """Each group is a council of its own number, with people of its own."""
    assert [two.council(n).chat for n in (1, 2)] == [cast.GROUP, cast.OTHER_GROUP]
    assert two.member(OTHER_HEAD, 2).person == 1
    assert members.find_member(two.tx(), 1, OTHER_HEAD.id) is None


# Its language and name


def test_the_head_chooses_the_language(hall: Hall) -> None:
    """The head chooses a language by a button, and the message with the button is drawn anew."""
    hall.found(cast.GROUP, cast.HEAD)
    hall.deliver()
    posted = max(hall.every(SentMessage), key=lambda each: each.message)
    notice = hall.tap(councils.press_language, Intent("language", 1, 0, "en"), cast.HEAD, message=posted.message)
    assert (notice.key, hall.council().language) == ("language_set", "en")
    assert hall.last.facts == {"language": "en"}
    assert [each.in_place for each in hall.told("setup")] == [True]


@pytest.mark.parametrize(
    ("by", "arg", "chat", "refusal"),
    [
        (cast.CLERK, "en", cast.GROUP, NotAllowed),
        (cast.HEAD, "xx", cast.GROUP, OldButton),
        (cast.HEAD, "en", cast.OTHER_GROUP, OldButton),
        (OTHER_HEAD, "en", OTHER_HEAD.id, NotMember),
    ],
)
def test_who_chooses_the_language(two: Hall, by: Account, arg: str, chat: ChatId, refusal: type[CouncilError]) -> None:
    """Nobody but its head, in its own group, chooses a council's language, among those there are."""
    with pytest.raises(refusal):
        two.tap(councils.press_language, Intent("language", 1, 0, arg), by, chat=chat)
    assert two.council().language == "zh-CN"


def test_a_new_name(hall: Hall) -> None:
    """The council is called what its group is called; other groups are nothing to us."""
    hall.do(councils.rename_council, chat=cast.GROUP, name="和平里13800138000")
    assert hall.council().name == "和平里138****8000"
    with pytest.raises(NoCouncil):
        hall.do(councils.rename_council, chat=ChatId("-77"), name="别处")


# The bot comes and goes


def test_the_bot_comes_to_a_new_group(hall: Hall) -> None:
    """A group that is no council is told how to begin."""
    hall.at(councils.mark_bot_present, chat=ChatId("-77"))
    assert [each.chat for each in hall.told("welcome")] == ["-77"]


def test_the_bot_leaves_and_comes_back(hall: Hall) -> None:
    """Without its bot a council keeps everything and is told nothing; with it, it goes on."""
    hall.propose()
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    assert (hall.council().present, hall.told("matter.card")) == (False, [])
    hall.pass_time(timedelta(days=7))
    assert hall.every(OutboxMessage) == []
    hall.at(councils.mark_bot_present, chat=cast.GROUP)
    hall.at(triage.reject_matter, council=1, number=1, by=hall.by(cast.CLERK), reason="这是物业的事")
    assert (hall.council().present, hall.news()) == (True, ["reject"])


def test_set_up_brings_the_bot_back(hall: Hall) -> None:
    """Setting up again in a group that had lost its bot lets the council go on."""
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.found(cast.GROUP, cast.NEIGHBOUR, admin=False)
    assert hall.council().present


def test_a_poll_that_was_closing_when_the_bot_left(hall: Hall) -> None:
    """A poll that waits for its last counts when the bot is removed is counted from what was heard."""
    hall.at(polls.ask_poll, by=cast.HEAD, asked=parse_poll("24h 匿名 停车收费？\n同意\n不同意", ()), reply_to=back())
    (sent,) = [each for each in hall.deliver() if each.view == "poll"]
    assert sent.id == "poll/1/1"
    native = hall.get(Poll, "1/1").native or ""
    hall.do(polls.record_counts, native=native, counts=(4, 2), voters=6)
    hall.pass_time(timedelta(hours=24))
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    closed = hall.get(Poll, "1/1")
    assert (closed.state, closed.counts, closed.voters) == (PollState.CLOSED, (4, 2), 6)
    assert hall.told("poll.result") == []


# The group moves


def test_a_group_moves(two: Hall) -> None:
    """When a group gets a new id everything that is still to be told goes there; the other council stays."""
    new = ChatId("-1002222")
    two.propose()
    two.deliver()
    two.at(triage.accept_matter, council=1, number=1, by=two.by(cast.CLERK))
    two.do(councils.move_chat, old=cast.GROUP, new=new)
    assert (two.council().chat, two.council(2).chat) == (new, cast.OTHER_GROUP)
    assert {each.chat for each in two.every(OutboxMessage)} == {new}
    assert {each.reply_to for each in two.every(OutboxMessage)} == {None}
    assert cast.GROUP not in {each.chat for each in two.every(SentMessage)}
    lanes = {each.chat: each.next for each in two.every(SendQueue)}
    assert lanes[new] is not None
    assert cast.GROUP not in lanes
    assert "matter.card" in [each.view for each in two.deliver()]
    assert two.do(meetings.find_upcoming, 1) is not None


def test_a_move_told_twice(hall: Hall) -> None:
    """The old and the new group both tell of the move; the bot's leaving the old one ends nothing."""
    new = ChatId("-1002222")
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    for _ in range(2):
        hall.do(councils.move_chat, old=cast.GROUP, new=new)
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    assert (hall.council().chat, hall.council().present) == (new, True)

"""The advisory poll: opened in the platform's own form, closed by the clock, its result kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.errors import NotMember
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoMatter, WrongState
from bot.domain.matters.state import State
from bot.domain.polls.poll import Poll, PollChoice, PollState, parse_poll
from bot.domain.shared.errors import CouncilError, NotAllowed
from bot.domain.shared.ids import AccountId
from bot.ports import Refused, Why
from bot.services.councils import councils, members
from bot.services.polls import polls
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

USUAL = ("赞成", "反对", "弃权")
DAY = timedelta(hours=24)
FIVE = "24h 停车收费，同意吗？\n同意\n不同意\n再商量"


@pytest.fixture
def polled(hall: Hall) -> Hall:
    """A poll with names that is open in the group."""
    ask(hall, FIVE)
    hall.deliver()
    return hall


def ask(hall: Hall, text: str, by: Account = cast.CLERK) -> None:
    hall.at(polls.ask_poll, by=by, asked=parse_poll(text, USUAL), reply_to=back())


def poll(hall: Hall, number: int = 1) -> Poll:
    return hall.get(Poll, f"1/{number}")


def choose(hall: Hall, who: Account, *options: int) -> None:
    hall.do(polls.record_choice, native=poll(hall).native, by=who, options=options)


# Asked


def test_a_poll(hall: Hall) -> None:
    """A poll is kept, told to the group in reply to who asked, and waits for its closing."""
    ask(hall, FIVE)
    kept = poll(hall)
    assert (kept.question, kept.options) == ("停车收费，同意吗？", ("同意", "不同意", "再商量"))
    assert (kept.state, kept.counts, kept.voters, kept.closes) == (PollState.OPEN, (0, 0, 0), 0, hall.now + DAY)
    (told,) = hall.told("poll")
    assert (told.chat, told.reply_to, told.remember) == (cast.GROUP, "500", True)
    assert [row.at for row in hall.waits("close_poll")] == [kept.closes]
    assert (hall.last.what, hall.last.facts) == (Act.POLL, {"poll": 1})
    ask(hall, FIVE)
    assert poll(hall, 2).number == 2


def test_a_poll_about_a_matter(hall: Hall) -> None:
    """About a matter the question is its number and title; its timeline shows that it was asked."""
    hall.propose("3号楼门口的路灯坏了\n三天了")
    ask(hall, "#1")
    assert (poll(hall).question, poll(hall).options, poll(hall).matter) == ("#1 3号楼门口的路灯坏了", USUAL, 1)
    assert hall.matter().timeline[-1].what == Act.POLL
    assert (hall.last.what, hall.last.matter, hall.last.facts) == (Act.POLL, 1, {"poll": 1})


@pytest.mark.parametrize(
    ("by", "text", "refusal"),
    [
        (cast.RESIDENT, FIVE, NotAllowed),
        (cast.CAPTAIN, FIVE, NotAllowed),
        (cast.CLERK, "#9", NoMatter),
        (cast.CLERK, "#1", WrongState),
    ],
)
def test_no_poll(hall: Hall, by: Account, text: str, refusal: type[CouncilError]) -> None:
    """Only officers ask the group, and about a matter only while it is open."""
    hall.stand(State.CLOSED)
    hall.refuses(refusal, polls.ask_poll, by=by, asked=parse_poll(text, USUAL), reply_to=back())


def test_the_platforms_name(hall: Hall) -> None:
    """Once the platform has made the poll it is found by the platform's name for it."""
    ask(hall, FIVE)
    assert hall.do(polls.by_native, "native1") is None
    hall.at(polls.mark_posted, council=1, number=1, native="native1")
    assert hall.do(polls.by_native, "native1") == poll(hall)
    before = hall.state()
    hall.at(polls.mark_posted, council=1, number=9, native="native9")
    assert hall.state() == before


def test_a_poll_that_the_platform_does_not_take(hall: Hall) -> None:
    """A poll that cannot be shown is over before it began, the group is told, and nothing waits for it."""
    ask(hall, FIVE)
    hall.deliver(Refused(Why.BAD))
    assert (poll(hall).state, hall.waits("close_poll")) == (PollState.CLOSED, [])


@pytest.mark.parametrize(("forbidden", "told"), [(False, "poll_failed"), (True, "poll_forbidden")])
def test_that_it_failed_is_told_once(hall: Hall, forbidden: bool, told: str) -> None:  # noqa: FBT001  # a column of the table
    """The group hears that its poll cannot be asked, or that it forbids polls, once; nothing of one that never was."""
    ask(hall, FIVE)
    hall.at(polls.mark_failed, council=1, number=1, forbidden=forbidden)
    assert hall.notices() == [told]
    before = hall.state()
    for number in (1, 9):
        hall.at(polls.mark_failed, council=1, number=number)
    assert hall.state() == before


# Answered


def test_revotes_and_retractions(polled: Hall) -> None:
    """The newest choice of each person counts, and an empty one takes it back."""
    choose(polled, cast.RESIDENT, 0)
    choose(polled, cast.RESIDENT, 1)
    choose(polled, cast.NEIGHBOUR, 1)
    choose(polled, cast.STRANGER, 2)
    choose(polled, cast.STRANGER)
    assert sorted(choice.options for choice in polled.every(PollChoice)) == [(1,), (1,)]


def test_who_does_not_choose(polled: Hall) -> None:
    """Channels and bots, and choices in a poll that is not ours, are not counted."""
    for nobody in (cast.CHANNEL, cast.BOT):
        choose(polled, nobody, 0)
    polled.do(polls.record_choice, native="elsewhere", by=cast.RESIDENT, options=(0,))
    polled.do(polls.record_counts, native="elsewhere", counts=(1, 0, 0), voters=1)
    assert polled.every(PollChoice) == []


def test_a_carried_poll_gives_no_rights(polled: Hall) -> None:
    """Somebody who chooses in a poll that was carried into another group is counted and becomes no member."""
    outsider = Account(AccountId("401"), "外面的人")
    choose(polled, outsider, 0)
    assert len(polled.every(PollChoice)) == 1
    with pytest.raises(NotMember):
        polled.do(members.get_member, 1, outsider.id)
    assert not polled.do(members.list_memberships, outsider.id)
    choose(polled, cast.RESIDENT, 0)
    assert polled.member(cast.RESIDENT).present


# Closed


def test_closed_by_the_clock(polled: Hall) -> None:
    """When its time is over the platform is asked to close the poll; its counts are the result, told once."""
    choose(polled, cast.RESIDENT, 0)
    polled.pass_time(DAY - timedelta(seconds=1))
    assert poll(polled).state is PollState.OPEN
    polled.pass_time(timedelta(seconds=1))
    assert poll(polled).state is PollState.CLOSING
    assert [each.view for each in polled.deliver()] == ["poll.close", "poll.result"]
    assert (poll(polled).state, poll(polled).counts, poll(polled).voters) == (PollState.CLOSED, (2, 1, 0), 3)
    assert (polled.last.what, polled.last.person) == (Act.POLLED, None)
    assert polled.last.facts == {"poll": 1, "voters": 3, "counts": "2,1,0"}


def test_closed_after_a_downtime(polled: Hall) -> None:
    """A poll whose end came while the bot was down is closed as soon as it is back."""
    polled.pass_time(timedelta(days=5))
    assert "poll.result" in [each.view for each in polled.deliver()]


def test_counted_by_ourselves(polled: Hall) -> None:
    """When the platform cannot close the poll any more, the choices kept here are counted."""
    choose(polled, cast.RESIDENT, 0)
    choose(polled, cast.NEIGHBOUR, 2)
    polled.pass_time(DAY)
    polled.deliver(Refused(Why.NO_MESSAGE))
    assert (poll(polled).counts, poll(polled).voters) == ((1, 0, 1), 2)
    assert poll(polled).state is PollState.CLOSED


def test_an_anonymous_poll_counted_by_ourselves(hall: Hall) -> None:
    """Of a poll without names the numbers heard last are the result when the platform tells no others."""
    ask(hall, "匿名 24h 换灯吗？\n换\n不换")
    hall.deliver()
    for counts in ((1, 0), (3, 2), (3, 2)):
        hall.do(polls.record_counts, native=poll(hall).native, counts=counts, voters=sum(counts))
    hall.at(polls.close_poll, council=1, number=1, result=None)
    assert (poll(hall).counts, poll(hall).voters) == ((3, 2), 5)


def test_late_choices_change_nothing(polled: Hall) -> None:
    """After the result choices and counts come too late, and the result is told no second time."""
    polled.at(polls.close_poll, council=1, number=1, result=((2, 0, 0), 2))
    before = polled.state()
    choose(polled, cast.RESIDENT, 1)
    polled.do(polls.record_counts, native=poll(polled).native, counts=(9, 9, 9), voters=27)
    polled.at(polls.close_poll, council=1, number=1, result=((5, 0, 0), 5))
    polled.at(polls.close_poll, council=1, number=9, result=None)
    assert polled.state() == before


def test_closed_is_closed_once(polled: Hall) -> None:
    """The clock closes nothing that is closed, nor a poll that never was."""
    (row,) = polled.waits("close_poll")
    polled.at(polls.close_poll, council=1, number=1, result=None)
    before = polled.state()
    polled.do(polls.end_poll, row, row.at)
    assert polled.state() == before


def test_a_poll_of_a_council_that_the_bot_left(polled: Hall) -> None:
    """Nobody can be asked to close the poll of a lost group: what was heard is the result, and nobody is told."""
    choose(polled, cast.RESIDENT, 1)
    polled.at(councils.mark_bot_absent, chat=cast.GROUP)
    polled.pass_time(DAY)
    assert (poll(polled).state, poll(polled).counts) == (PollState.CLOSED, (0, 1, 0))
    assert polled.told("poll.result") == polled.told("poll.close") == []


def test_the_result_stands_in_the_matter(hall: Hall) -> None:
    """The result of a poll about a matter stands in its timeline, even when the matter is over by then."""
    hall.propose()
    ask(hall, "1")
    hall.do(lambda tx: tx.put(replace(hall.matter(), state=State.CLOSED)))
    hall.at(polls.close_poll, council=1, number=1, result=((5, 1, 0), 6))
    assert (hall.matter().timeline[-1].what, hall.matter().timeline[-1].text) == (Act.POLLED, "1")
    assert hall.matter().state is State.CLOSED
    assert (hall.last.what, hall.last.matter) == (Act.POLLED, 1)
    (told,) = hall.told("poll.result")
    assert told.reply_about == "card/1/1"


def test_read(hall: Hall) -> None:
    """A poll is shown with its council and the matter it is about, if there is one."""
    hall.propose()
    ask(hall, "1")
    ask(hall, FIVE)
    about, free = hall.do(polls.load_poll, 1, 1), hall.do(polls.load_poll, 1, 2)
    assert about is not None
    assert free is not None
    assert (about.matter, free.matter) == (hall.matter(), None)
    assert about.council == hall.council()
    assert hall.do(polls.load_poll, 1, 9) is None

"""The list of an event: never wrong by one, and the waiting list moves up by itself."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.councils.council import Account
from bot.domain.events.errors import EventOver, NoEvent, SignUpClosed
from bot.domain.events.sign_up import SignUp
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId
from bot.services import departures
from bot.services.councils import members, personal_data
from bot.services.events import event_cards, events, sign_ups
from tests import cast
from tests.builders import back
from tests.cast import GROUP, private
from tests.services.hall import Hall

DAY = timedelta(days=1)
CLEAN_UP = "3月7日 9:00 小广场 30人 大扫除 带手套"  # five days after the hall's day


def neighbours(number: int) -> list[Account]:
    """People of the group."""
    return [Account(AccountId(str(7000 + each)), f"邻居{each}") for each in range(number)]


def post(hall: Hall, text: str = CLEAN_UP, by: Account = cast.CLERK) -> None:
    hall.at(events.post_event, council=1, text=text, by=by, reply_to=back())


def press(hall: Hall, act: str, by: Account, number: int = 1) -> str:
    use = {"sign": sign_ups.press_sign_up, "leave": sign_ups.press_leave}[act]
    return hall.tap(use, Intent(f"event_{act}", 1, number), by).key


def listed(hall: Hall, *, waits: bool, number: int = 1) -> list[int]:
    """Return the people on the list of an event, or on its waiting list, in their order."""
    return [each.person for each in hall.tx().find(SignUp, "event", 1, number, waits)]


def numbers_of(hall: Hall, people: list[Account]) -> list[int]:
    return [hall.member(each).person for each in people]


@pytest.fixture
def posted(hall: Hall) -> Hall:
    """A clean-up for two, for whom is there first."""
    post(hall, "3月7日 9:00 小广场 2人 大扫除 报名截止3月6日 12:00")
    return hall


def test_thirty_places(hall: Hall) -> None:
    """Of 34 who sign up for 30 places four wait; three leave, and the first three who wait are in and told, once."""
    people = neighbours(34)
    hall.opens_private_chat(*people[30:33])
    post(hall)
    assert [press(hall, "sign", each) for each in people] == ["event_signed"] * 30 + ["event_waits"] * 4
    for gone in people[3:6]:
        assert press(hall, "leave", gone) == "event_left"
    assert listed(hall, waits=False) == numbers_of(hall, people[:3] + people[6:33])
    assert listed(hall, waits=True) == numbers_of(hall, people[33:])
    assert [each.chat for each in hall.told("event.moved_up")] == [private(each) for each in people[30:33]]


def test_pressing_again(posted: Hall) -> None:
    """A second press counts nobody twice, on the list and on the waiting list; leaving twice frees one place."""
    people = neighbours(4)
    for each in people:
        press(posted, "sign", each)
    assert press(posted, "sign", people[0]) == "event_signed_already"
    assert press(posted, "sign", people[2]) == "event_waits_already"
    assert press(posted, "leave", people[0]) == "event_left"
    assert press(posted, "leave", people[0]) == "event_not_signed"
    assert listed(posted, waits=False) == numbers_of(posted, people[1:3])
    assert press(posted, "sign", people[0]) == "event_waits"  # behind all who waited
    assert listed(posted, waits=True) == numbers_of(posted, [people[3], people[0]])


def test_no_private_chat(posted: Hall) -> None:
    """Who has opened no private chat is told in the group, by name."""
    first, second, third = neighbours(3)
    for each in (first, second, third):
        press(posted, "sign", each)
    press(posted, "leave", first)
    (told,) = posted.told("event.moved_up")
    assert (told.chat, told.params.person) == (GROUP, posted.member(third).person)


def test_when_it_closes(posted: Hall) -> None:
    """After the sign-up is closed nobody comes on the list, and its people can still leave until the event begins."""
    first, second, third, late = neighbours(4)
    for each in (first, second, third):
        press(posted, "sign", each)
    posted.now += 4 * DAY
    with pytest.raises(SignUpClosed):
        press(posted, "sign", late)
    assert press(posted, "leave", first) == "event_left"
    assert listed(posted, waits=False) == numbers_of(posted, [second, third])
    posted.now += DAY
    for act in ("sign", "leave"):
        with pytest.raises(EventOver):
            press(posted, act, second)
    with pytest.raises(NoEvent):
        press(posted, "sign", first, number=9)


def test_places_changed(posted: Hall) -> None:
    """More places go to those who wait; with fewer nobody loses theirs, and nobody moves up until there is room."""
    people = neighbours(5)
    for each in people:
        press(posted, "sign", each)
    clerk = posted.member(cast.CLERK)
    change = {"council": 1, "number": 1, "by": clerk}
    posted.at(events.change_places, text="4", **change)
    assert listed(posted, waits=False) == numbers_of(posted, people[:4])
    posted.at(events.change_places, text="2人", **change)
    press(posted, "leave", people[0])
    assert listed(posted, waits=True) == numbers_of(posted, people[4:])
    posted.at(events.change_places, text="不限", **change)
    assert listed(posted, waits=True) == []


def test_who_leaves_the_group(posted: Hall) -> None:
    """The place of a person who leaves the group, or is erased, goes to the next; what is over keeps its list."""
    gone, erased, third, fourth = neighbours(4)
    for each in (gone, erased, third, fourth):
        press(posted, "sign", each)
    posted.at(departures.member_left, chat=GROUP, who=gone)
    assert listed(posted, waits=False) == numbers_of(posted, [erased, third])
    posted.at(personal_data.erase_person, account=erased.id, chat=private(erased))
    assert listed(posted, waits=False) == numbers_of(posted, [third, fourth])
    posted.now += 10 * DAY
    posted.at(departures.member_left, chat=GROUP, who=third)
    assert len(listed(posted, waits=False)) == 2


PRESSES = st.lists(
    st.tuples(st.sampled_from(("sign", "leave", "sign", "gone", "places")), st.integers(0, 7)), max_size=40
)


@settings(max_examples=30, deadline=None)
@given(places=st.integers(1, 4), presses=PRESSES)
def test_against_a_plain_list(first_hall: Hall, places: int, presses: list[tuple[str, int]]) -> None:
    """The list equals a plain list after any presses, of which as many come as there are places."""
    town, people = first_hall.copy(), neighbours(8)
    for each in people:
        town.by(each)
    post(town, f"3月7日 9:00 小广场 {places}人 大扫除")
    clerk, keys = town.member(cast.CLERK), numbers_of(town, people)
    coming: list[int] = []
    waiting: list[int] = []
    for act, place in presses:
        key = keys[place]
        if act == "places":
            places = place + 1
            town.at(events.change_places, council=1, number=1, by=clerk, text=f"{places}")
        elif act == "sign":
            press(town, "sign", people[place])
            if key not in coming + waiting:
                waiting.append(key)
        elif act == "leave":
            press(town, "leave", people[place])
            coming, waiting = [each for each in coming if each != key], [each for each in waiting if each != key]
        else:
            town.at(departures.member_left, chat=GROUP, who=people[place])
            town.do(members.mark_returned, chat=GROUP, who=people[place])
            coming, waiting = [each for each in coming if each != key], [each for each in waiting if each != key]
        while waiting and len(coming) < places:
            coming.append(waiting.pop(0))
        assert sorted(listed(town, waits=False)) == sorted(coming)
        assert listed(town, waits=True) == waiting


def test_a_long_waiting_list(posted: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place on the waiting list is exact, and said to be none where so many wait that they are not counted."""
    monkeypatch.setattr(event_cards, "AHEAD_COUNTED", 2)
    people = neighbours(6)
    for each in people:
        press(posted, "sign", each)
    places = [event_cards.load_event(posted.tx(), 1, 1, each, posted.now) for each in numbers_of(posted, people[2:])]
    assert [(each.own.ahead, each.own.is_exact) for each in places if each and each.own] == [
        (0, True),
        (1, True),
        (2, False),
        (2, False),
    ]

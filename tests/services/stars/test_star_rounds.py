"""Rounds of stars: who nominates whom, who may close them, and how each month's begins."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.polls.poll import Poll
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.domain.stars.errors import (
    BadCandidates,
    NominatedAlready,
    NominationsOver,
    NoStarRound,
    TooManyNominations,
)
from bot.domain.stars.star_round import Nomination, StarRound, StarState
from bot.services.councils import practices
from bot.services.stars import nominations, star_rounds
from bot.services.stars.figures import count_stars
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

MONTH = timedelta(days=31)


@pytest.fixture
def begun(hall: Hall) -> Hall:
    """The head has switched stars on, and a clerk has begun a round that comes back each month."""
    hall.by(cast.HEAD)
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.STARS), cast.HEAD)
    hall.at(star_rounds.begin_round, council=1, text="每月 热心邻居", by=cast.CLERK, reply_to=back())
    hall.deliver()
    return hall


def nominate(hall: Hall, name: str, by: Account = cast.RESIDENT, number: int = 1) -> None:
    hall.at(nominations.nominate, council=1, number=number, text=name, by=by, reply_to=back())


def press(hall: Hall, act: Any, by: Account = cast.CLERK, arg: str = "", number: int = 1) -> str:
    reply = hall.tap(act, Intent("star", 1, number, arg), by)
    return str(reply.key)


def test_nominated_once_and_three_at_most(begun: Hall) -> None:
    """A name counts once for each person, three names at most; one that is taken back makes room."""
    for name in ("陈师傅", "王奶奶", "老李"):
        nominate(begun, name)
    wishes = {"council": 1, "number": 1, "by": cast.RESIDENT, "reply_to": back()}
    begun.refuses(NominatedAlready, nominations.nominate, **wishes, text="老李 很好")
    begun.refuses(TooManyNominations, nominations.nominate, **wishes, text="小赵")
    nominate(begun, "老李", by=cast.NEIGHBOUR)
    for _ in range(2):
        assert press(begun, nominations.press_take_back, cast.RESIDENT, "1") == "nomination_back"
    nominate(begun, "小赵")
    assert count_stars(begun.tx(), 1, None) == {"rounds": 1, "nominations": 4}
    assert [each.name for each in begun.every(Nomination) if each.place == 1] == ["老李", "小赵"]


def test_polled(begun: Hall) -> None:
    """Among two to twelve nominees officers alone open the poll, once; nominations are over then."""
    nominate(begun, "陈师傅")
    with pytest.raises(BadCandidates):
        press(begun, star_rounds.press_poll)
    nominate(begun, "王奶奶")
    nominate(begun, "我自己")
    with pytest.raises(NotAllowed):
        press(begun, star_rounds.press_poll, cast.RESIDENT)
    person = begun.member(cast.RESIDENT).person
    for key in ("star_left_out", "star_taken_in", "star_left_out"):
        assert press(begun, star_rounds.press_leave_out, arg=f"{person}-3") == key
    assert press(begun, star_rounds.press_leave_out, arg="9-9") == "nomination_gone"
    assert press(begun, star_rounds.press_poll) == "star_polled"
    (poll,) = begun.every(Poll)
    assert (poll.options, poll.anonymous, poll.number) == (("陈师傅", "王奶奶"), True, begun.get(StarRound, "1/1").poll)
    for act in (star_rounds.press_poll, star_rounds.press_cancel):
        with pytest.raises(NominationsOver):
            press(begun, act)
    begun.refuses(NoStarRound, nominations.nominate, council=1, text="小赵", by=cast.RESIDENT, reply_to=back())


def test_thirteen_nominees(begun: Hall) -> None:
    """More nominees than a poll holds are not polled until officers leave some out."""
    for place, by in enumerate((cast.RESIDENT, cast.NEIGHBOUR, cast.CAPTAIN, cast.HANDLER, cast.STRANGER)):
        for nth in range(1, 4):
            nominate(begun, f"{place}栋{nth}户", by=by)
    with pytest.raises(BadCandidates):
        press(begun, star_rounds.press_poll)
    for nth in range(1, 4):
        press(begun, star_rounds.press_leave_out, arg=f"{begun.member(cast.CAPTAIN).person}-{nth}")
    assert press(begun, star_rounds.press_poll) == "star_polled"


def test_each_month(begun: Hall) -> None:
    """A month later the next round begins, once, late after a downtime; not while this one takes nominations."""
    begun.pass_time(MONTH)
    assert len(begun.every(StarRound)) == 1
    for name in ("陈师傅", "王奶奶"):
        nominate(begun, name)
    press(begun, star_rounds.press_poll)
    begun.pass_time(3 * MONTH)
    assert [(each.state, each.monthly) for each in begun.every(StarRound)] == [
        (StarState.POLLED, False),
        (StarState.NOMINATING, True),
    ]
    press(begun, star_rounds.press_cancel, number=2)
    assert begun.waits(star_rounds.MONTHLY) == []

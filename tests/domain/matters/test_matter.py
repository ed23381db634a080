"""The life of a matter: one table of ways, acts that give a new matter or refuse."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.councils.council import Member, Role
from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.errors import VotedOn, WrongState
from bot.domain.matters.matter import (
    PLAIN_LIMIT,
    TITLE_LIMIT,
    Answer,
    Entry,
    Feedback,
    Matter,
    Support,
    can,
    check_permitted,
    comparable_text,
    is_overdue,
    transition,
)
from bot.domain.matters.state import AT_WORK, ENDED, LOOKING_BACK, OPEN, State
from bot.domain.shared.errors import NotAllowed

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MATTER = Matter(
    council=1, number=7, text="路灯坏了", plain="路灯坏了", category=Category.FACILITIES, proposer=5, recorder=6, at=NOW
)
EVERY_ACT = st.sampled_from(Act)
HEAD = Member(council=1, person=1, roles=(Role.HEAD,), rank=0)


def walks() -> st.SearchStrategy[list[Act]]:
    return st.lists(EVERY_ACT, max_size=40)


def stand(state: State) -> Matter:
    return replace(MATTER, state=state, open=state in OPEN)


@given(walks())
def test_nothing_is_closed_that_was_not_done(acts: list[Act]) -> None:
    """Whatever is tried in whatever order, a matter is closed only where the look-back is asked."""
    matter, states = MATTER, [MATTER.state]
    for act in acts:
        if can(matter, act):
            matter = transition(matter, act)
            states.append(matter.state)
    closing = {before for before, after in pairwise(states) if after in ENDED and before is not after}
    assert closing <= LOOKING_BACK


def test_the_only_ways_to_closed() -> None:
    """Two acts close, with and without an answer, and only while the look-back is asked."""
    closing = {act: spec.start for act, spec in ACTS.items() if spec.end in ENDED}
    assert closing == {Act.CLOSE: LOOKING_BACK, Act.UNVERIFIED: LOOKING_BACK}


@pytest.mark.parametrize("end", [State.ARCHIVED, State.MERGED])
def test_an_end_is_an_end(end: State) -> None:
    """Nothing leads out of an archived or merged matter."""
    assert [act for act, spec in ACTS.items() if end in spec.start and spec.end not in {None, end}] == []


def test_closed_is_closed() -> None:
    """What was answered for and closed can only be archived; what nobody answered for may still be reopened."""
    ways = {end: {act for act, spec in ACTS.items() if end in spec.start and spec.end} for end in ENDED}
    assert ways == {State.CLOSED: {Act.ARCHIVE}, State.UNVERIFIED: {Act.ARCHIVE, Act.REOPEN, Act.REOPEN_ABOVE}}


@given(walks(), st.booleans())
def test_an_act_gives_a_new_matter_or_refuses(acts: list[Act], told: bool) -> None:  # noqa: FBT001  # hypothesis hands it over
    """Every act gives another matter with at most one more line and the right state, or refuses; the old one stays."""
    matter = MATTER
    for act in acts:
        before = replace(matter)
        entry = Entry(at=NOW, what=act) if told else None
        if not can(matter, act):
            with pytest.raises(WrongState) as refused:
                transition(matter, act, entry=entry)
            assert refused.value.params == {"number": 7, "act": act, "state": matter.state}
            continue
        after = transition(matter, act, entry=entry)
        assert after.timeline == matter.timeline + ((entry,) if entry else ())
        assert after.state == (ACTS[act].end or matter.state)
        assert after.open == (after.state in OPEN)
        assert matter == before
        matter = after


def test_an_act_lays_its_changes_over() -> None:
    """What an act changes stands in the new matter."""
    assert transition(MATTER, Act.REJECT, reason="已在办").reason == "已在办"


@given(st.sampled_from(State), EVERY_ACT)
def test_who_may_not_is_told_before_what_cannot(state: State, act: Act) -> None:
    """Somebody without the right learns that they may not, whatever the state; with it, whether it is possible."""
    stranger = Member(council=1, person=99)
    if act in {Act.ACCEPT, Act.RESOLVE, Act.DONE}:
        with pytest.raises(NotAllowed):
            check_permitted(stand(state), act, stranger)
        if can(stand(state), act):
            check_permitted(stand(state), act, HEAD)
        else:
            with pytest.raises(WrongState):
                check_permitted(stand(state), act, HEAD)


def test_the_proposer_and_the_recorder_may_take_it_back() -> None:
    """A matter belongs to who said it and to who brought it in for them."""
    for person in (MATTER.proposer, MATTER.recorder):
        assert person is not None
        check_permitted(MATTER, Act.WITHDRAW, Member(council=1, person=person))
    with pytest.raises(NotAllowed):
        check_permitted(MATTER, Act.WITHDRAW, HEAD)


def test_voted_on_it_is_everybodys() -> None:
    """Once a formal vote was opened its proposer cannot take a matter back, whatever came of the vote."""
    proposer = Member(council=1, person=MATTER.proposer)
    opened = transition(transition(MATTER, Act.ACCEPT), Act.VOTE, entry=Entry(at=NOW, what=Act.VOTE))
    for over in (transition(opened, Act.VOTED), transition(opened, Act.VOID)):
        assert over.state is State.ACCEPTED
        assert not can(over, Act.WITHDRAW)
        with pytest.raises(VotedOn):
            check_permitted(over, Act.WITHDRAW, proposer)
    check_permitted(transition(MATTER, Act.ACCEPT), Act.WITHDRAW, proposer)


@given(st.sampled_from(State), st.integers(-3, 3))
def test_overdue(state: State, days: int) -> None:
    """A matter is overdue when its day is over and somebody still works on it."""
    day = date(2026, 3, 10)
    late = is_overdue(replace(stand(state), assignment=Assignment(due=day)), day + timedelta(days=days))
    assert late is (state in AT_WORK and days > 0)


def test_without_a_day_nothing_is_overdue() -> None:
    """A matter without a promised day is never late."""
    assert not is_overdue(stand(State.IN_PROGRESS), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("路灯坏了\n三天了", "路灯坏了"),
        ("\n 路灯坏了", "路灯坏了"),
        ("灯" * TITLE_LIMIT, "灯" * TITLE_LIMIT),
        ("灯" * (TITLE_LIMIT + 1), "灯" * (TITLE_LIMIT - 1) + "…"),
    ],
)
def test_title(text: str, title: str) -> None:
    """The title is the first line, shortened where it is long."""
    assert replace(MATTER, text=text).title == title


@given(st.text())
def test_plain_text_is_letters_and_digits(text: str) -> None:
    """Texts are compared by at most a bounded number of letters and digits, and comparing twice changes nothing."""
    compared = comparable_text(text)
    assert len(compared) <= PLAIN_LIMIT
    assert not any(char.isspace() or char == "_" for char in compared)


@pytest.mark.parametrize("text", ["Ａ栋 路灯，坏了！", "a栋路灯坏了", "A_栋\n路灯 坏了"])
def test_plain_text_forgets_how_it_was_typed(text: str) -> None:
    """Width, case, spaces and punctuation make no difference."""
    assert comparable_text(text) == "a栋路灯坏了"


def test_keys() -> None:
    """A person supports a matter once, and answers once in each round."""
    assert MATTER.key == "1/7"
    assert Support(council=1, matter=7, person=5, at=NOW).key == "1/7/5"
    first = Feedback(council=1, matter=7, round=0, person=5, answer=Answer.YES, at=NOW)
    assert first.key == replace(first, answer=Answer.NO).key == "1/7/0/5"
    assert replace(first, round=1).key != first.key

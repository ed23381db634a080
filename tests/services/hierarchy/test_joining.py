"""Councils under a parent: a code of one head, brought by another."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.councils.council import Account, Council, Role
from bot.domain.councils.counter import Numbered
from bot.domain.councils.join_code import CODE_LASTS, LENGTH, Joining, format_code, parse_code
from bot.domain.hierarchy.errors import BadJoiningCode, HasParent, JoinsItself, NotBelow, TooManyBelow
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Answer, Feedback
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Attendance, Meeting, MeetingState
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NotAllowed, OldButton
from bot.domain.shared.ids import ChatId
from bot.domain.shared.reply import Reply
from bot.services.councils import roles
from bot.services.hierarchy import child_councils, joining
from bot.services.reports import rollups
from tests import cast
from tests.builders import NOW, back
from tests.services.hall import OTHER_HEAD, Hall

CODE = "K7QF2M9T"
STREET = 2


def chooses(hall: Hall, level: Level = Level.STREET, council: int = STREET) -> Reply:
    """The head of the other council, or of the first, says what it is."""
    intent = Intent("parent_level", council, 0, str(level.value))
    by, chat = (OTHER_HEAD, cast.OTHER_GROUP) if council == STREET else (cast.HEAD, cast.GROUP)
    return hall.tap(joining.choose_parent, intent, by, chat=chat)


def gives(hall: Hall, level: Level = Level.STREET, council: int = STREET) -> str:
    """The same, and give the code that comes of it."""
    assert chooses(hall, level, council).key == "joining_code"
    code = hall.told("parent.code")[-1].params.code
    hall.deliver()
    return code


def brings(hall: Hall, code: str | None) -> None:
    hall.at(joining.join_parent, code=code, by=cast.HEAD, reply_to=back())


def refuses(hall: Hall, refusal: type[CouncilError], code: str | None) -> None:
    hall.refuses(refusal, joining.join_parent, code=code, by=cast.HEAD, reply_to=back())


@pytest.fixture
def joined(two: Hall) -> Hall:
    """The first council is under the second."""
    brings(two, gives(two))
    two.deliver()
    return two


def news(hall: Hall) -> set[tuple[ChatId, str, bool]]:
    return {(each.chat, each.params.what, each.params.child) for each in hall.told("parent.news")}


def test_joining(two: Hall) -> None:
    """Both heads agree: one gives a code, the other brings it; both groups are told, and both records know it."""
    brings(two, gives(two))
    assert two.council(1).parent == STREET
    assert two.council(STREET).level is Level.STREET
    assert news(two) == {(cast.GROUP, "joined", True), (cast.OTHER_GROUP, "joined", False)}
    assert {(line.council, line.what) for line in two.lines[-2:]} == {(1, "joined"), (STREET, "joined")}
    assert two.verify() == []


def test_a_code_is_kept_hashed(two: Hall) -> None:
    """The code itself stands nowhere in what is kept."""
    code = gives(two)
    assert len(code) == LENGTH
    assert two.traces(code, format_code(code)) == []


def test_a_code_opens_once(two: Hall) -> None:
    """What was used opens nothing any more."""
    code = gives(two)
    brings(two, code)
    two.tap(joining.leave_parent, Intent("parent_leave", 1), cast.HEAD)
    refuses(two, BadJoiningCode, code)


def test_only_the_newest_code_counts(two: Hall) -> None:
    """A new code takes the place of the one before; the level pressed again, or the button twice, gives none."""
    old = gives(two)
    assert chooses(two).key == "joining_code_waits"
    shown = two.do(lambda tx: joining.load_parent(tx, STREET))
    press = partial(two.tap, joining.replace_code, Intent("parent_code", STREET, 0, shown.code_waits), OTHER_HEAD)
    assert press(chat=cast.OTHER_GROUP).key == "joining_code"
    new = two.told("parent.code")[-1].params.code
    two.deliver()
    assert press(chat=cast.OTHER_GROUP).key == "joining_code_waits"
    assert two.told("parent.code") == []
    refuses(two, BadJoiningCode, old)
    brings(two, new)
    assert press(chat=cast.OTHER_GROUP).key == "joining_code_used"


@pytest.mark.parametrize("days", [6, 7])
def test_a_code_lasts_a_week(two: Hall, days: int) -> None:
    """After seven days a code opens nothing, and nothing of it is kept."""
    code = gives(two)
    two.pass_time(timedelta(days=days))
    assert two.gone(Joining, str(STREET)) == (days == 7)
    if days == 7:
        refuses(two, BadJoiningCode, code)
    else:
        brings(two, code)


def test_a_code_is_not_taken_late(two: Hall) -> None:
    """At the very moment at which it ends a code opens nothing, tidied away or not."""
    code = gives(two)
    two.now += CODE_LASTS
    refuses(two, BadJoiningCode, code)


@pytest.mark.parametrize("code", [None, CODE])
def test_a_wrong_code(two: Hall, code: str | None) -> None:
    """A code that nobody gave out opens nothing."""
    gives(two)
    refuses(two, BadJoiningCode, code)


def test_a_plain_council_gives_no_code(two: Hall) -> None:
    """What is a council and no more has nobody below it; its old code is void."""
    code = gives(two)
    assert chooses(two, Level.COUNCIL).key == "level_set"
    assert two.told("parent.code") == []
    refuses(two, BadJoiningCode, code)


def test_not_under_itself(two: Hall) -> None:
    """A council cannot come under itself."""
    refuses(two, JoinsItself, gives(two, council=1))


def test_one_parent(joined: Hall) -> None:
    """Who has a parent leaves it first."""
    refuses(joined, HasParent, gives(joined))


@pytest.mark.parametrize("level", [Level.STREET, Level.DEPARTMENT])
def test_only_what_is_lower_comes_under(two: Hall, level: Level) -> None:
    """A council as high as the other, or higher, cannot come under it."""
    two.do(lambda tx: tx.put(replace(two.council(1), level=level)))
    refuses(two, NotBelow, gives(two))


def test_no_circle(joined: Hall) -> None:
    """Who is above cannot come under what is below it: not as it is, and not by changing a level."""
    code = gives(joined, Level.COMMUNITY, council=1)
    joined.refuses(NotBelow, joining.join_parent, code=code, by=OTHER_HEAD, reply_to=back("x", cast.OTHER_GROUP))
    for council, level in ((1, Level.STREET), (STREET, Level.COMMUNITY), (STREET, Level.COUNCIL)):
        with pytest.raises(NotBelow):
            chooses(joined, level, council)


def test_a_level_that_no_group_has(two: Hall) -> None:
    """Bytes that we never wrote choose nothing."""
    for arg in ("0", "9", "", "x"):
        with pytest.raises(OldButton):
            two.tap(joining.choose_parent, Intent("parent_level", 1, 0, arg), cast.HEAD)


def test_a_thousand_and_no_more(two: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last place is given, one more is refused; those further below count too."""
    monkeypatch.setattr(joining, "MOST", 2)
    two.do(lambda tx: tx.put(replace(two.council(1), number=11, chat=ChatId("-11"), parent=STREET)))
    two.do(lambda tx: tx.put(replace(two.council(1), number=12, chat=ChatId("-12"), parent=11)))
    code = gives(two)
    refuses(two, TooManyBelow, code)
    two.do(lambda tx: tx.drop(Council, "12"))
    brings(two, code)


def test_who_comes_brings_their_own(two: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who are under the one that joins count as well."""
    monkeypatch.setattr(joining, "MOST", 2)
    for number in (11, 12):
        under = replace(two.council(1), number=number, chat=ChatId(str(-number)), parent=1, level=Level.BUILDING)
        two.do(lambda tx, under=under: tx.put(under))
    refuses(two, TooManyBelow, gives(two))


@pytest.mark.parametrize("by", [cast.CLERK, cast.RESIDENT, OTHER_HEAD])
def test_only_the_head(two: Hall, by: Account) -> None:
    """Nobody but the council's own head joins, shows or leaves; the head of another council is a stranger here."""
    code = gives(two)
    two.refuses(NotAllowed, joining.join_parent, code=code, by=by, reply_to=back())
    two.refuses(NotAllowed, joining.show_parent, council=1, by=by, reply_to=back())
    brings(two, code)
    with pytest.raises(NotAllowed):
        two.tap(joining.leave_parent, Intent("parent_leave", 1), by)
    with pytest.raises(NotAllowed):
        two.tap(joining.choose_parent, Intent("parent_level", 1, 0, "3"), by)


def test_leaving(joined: Hall) -> None:
    """The head of the lower council takes it out; both are told."""
    joined.tap(joining.leave_parent, Intent("parent_leave", 1), cast.HEAD)
    assert joined.council(1).parent is None
    assert news(joined) == {(cast.GROUP, "left", True), (cast.OTHER_GROUP, "left", False)}
    with pytest.raises(OldButton):
        joined.tap(joining.leave_parent, Intent("parent_leave", 1), cast.HEAD)


def test_released(joined: Hall) -> None:
    """The head of the upper council takes one out; both are told, and a second press says that it is over."""
    intent = Intent("release", STREET, 1)
    with pytest.raises(NotAllowed):
        joined.tap(joining.release_child, intent, cast.RESIDENT, chat=cast.OTHER_GROUP)
    joined.tap(joining.release_child, intent, OTHER_HEAD, chat=cast.OTHER_GROUP)
    assert joined.council(1).parent is None
    assert news(joined) == {(cast.GROUP, "released", True), (cast.OTHER_GROUP, "released", False)}
    with pytest.raises(OldButton):
        joined.tap(joining.release_child, intent, OTHER_HEAD, chat=cast.OTHER_GROUP)


def test_nobody_is_released_from_another_parent(joined: Hall) -> None:
    """A head cannot take out what is not under their own council."""
    third = joined.found(ChatId("-3"), cast.STRANGER, "平安街道")
    with pytest.raises(OldButton):
        joined.tap(joining.release_child, Intent("release", third, 1), cast.STRANGER, chat=ChatId("-3"))


def test_listed(joined: Hall) -> None:
    """The list has ten a page, in order; a page too far is the last."""
    joined.propose()
    for number in range(11, 24):
        changed = replace(joined.council(1), number=number, chat=ChatId(str(-number)), present=number != 11)
        joined.do(lambda tx, changed=changed: tx.put(changed))
    first, last = (child_councils.load_children(joined.tx(), STREET, page) for page in (1, 9))
    assert [each.council.number for each in first.branches] == [1, *range(11, 20)]
    assert (first.branches[0].people, first.branches[0].open) == (joined.last_number(Numbered.PERSON), 1)
    assert [each.council.number for each in last.branches] == [20, 21, 22, 23]
    assert (last.page, last.pages, last.total) == (2, 2, 14)
    assert child_councils.load_children(joined.tx(), 1, 1).total == 0


def test_rolled_up(joined: Hall) -> None:
    """The sums are those of everything below, however far, and not of the parent itself."""
    joined.do(lambda tx: tx.put(replace(joined.council(1), number=11, chat=ChatId("-11"), parent=1)))
    kept = joined.propose(state=State.CLOSED, open=False, verified=True, assignment=Assignment(acknowledged=True))
    others = (
        replace(kept, number=2, state=State.UNVERIFIED, verified=False, assignment=Assignment(acknowledged=False)),
        replace(
            kept,
            council=11,
            number=1,
            state=State.IN_PROGRESS,
            open=True,
            verified=None,
            assignment=replace(kept.assignment, overdue=True),
        ),
        replace(kept, council=STREET, number=1),
    )
    for matter in others:
        joined.do(lambda tx, matter=matter: tx.put(matter))
    for person, answer in enumerate(Answer, 1):
        given = Feedback(council=1, matter=1, round=0, person=person, answer=answer, at=NOW)
        joined.do(lambda tx, given=given: tx.put(given))
    shown = rollups.load_rollup(joined.tx(), STREET)
    assert shown
    assert (shown.councils, shown.total, shown.open) == (2, 3, 1)
    rates = shown.rates
    assert (rates.solved, rates.unverified, rates.overdue, rates.handed, rates.in_time) == (1, 1, 1, 3, 2)
    assert (rates.satisfied, rates.answered, rates.due) == (2, 3, 3)


def test_meetings_are_rolled_up(joined: Hall) -> None:
    """Those that were held count, with who came to them.

    Not one that lacked a quorum, is being held, is planned, or was opened by nobody.
    """
    ended = {MeetingState.HELD, MeetingState.INQUORATE}
    unopened = Meeting(council=1, number=40, at=NOW, state=MeetingState.HELD)
    joined.do(lambda tx: tx.put(unopened))
    for number, state in enumerate(MeetingState, 1):
        meeting = Meeting(council=1, number=number + 20, at=NOW, state=state, closed=NOW if state in ended else None)
        joined.do(lambda tx, meeting=meeting: tx.put(meeting))
        if state in {MeetingState.OPEN, *ended}:
            for person in range(number + 2):
                there = Attendance(council=1, meeting=meeting.number, person=person, at=NOW)
                joined.do(lambda tx, there=there: tx.put(there))
    shown = rollups.load_rollup(joined.tx(), STREET)
    assert shown
    held = list(MeetingState).index(MeetingState.HELD) + 1
    assert (shown.meetings, shown.came) == (1, held + 2)


def test_composition(joined: Hall) -> None:
    """Everybody with a role below is counted once, by their highest."""
    for account in (cast.CLERK, cast.CAPTAIN):
        seat = {"whom": account, "role": Role.MEMBER, "words": "退休教师"}
        joined.at(roles.appoint_member, by=cast.HEAD, reply_to=back(f"r{account.id}"), **seat)
    shown = rollups.count_members(joined.tx(), STREET)
    assert shown
    assert {role: n for role, n in shown.roles.items() if n} == {
        Role.HEAD: 1,
        Role.CLERK: 1,
        Role.MEMBER: 1,
        Role.HANDLER: 1,
    }
    assert shown.sectors == {"退休教师": 2}
    assert rollups.count_members(joined.tx(), 1) is None
    assert rollups.load_rollup(joined.tx(), 1) is None


def test_codes_as_people_type_them() -> None:
    """Small letters, spaces and the hyphen do not matter; what cannot be a code is none."""
    assert {parse_code(text) for text in ("K7QF-2M9T", " k7qf2m9t ", "K7QF 2M9T", "k7qf - 2m9t")} == {CODE}
    assert {parse_code(text) for text in ("", "K7QF", "K7QF-2M9T-X", "IIII-0000", "上级")} == {None}


def test_a_council_alone_sees_nothing_new(hall: Hall) -> None:
    """Without a parent and without anybody below there is no new message."""
    assert joining.load_parent(hall.tx(), 1).parent is None
    assert rollups.load_rollup(hall.tx(), 1) is None

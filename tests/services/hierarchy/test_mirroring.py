"""A matter that two councils have: sent up, worked on above, asked about below, never told apart."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account, Member
from bot.domain.hierarchy.errors import SentAbove, SentFromBelow
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import ClosingOvertaken, NotAsked, ReturnedOnce
from bot.domain.matters.matter import Answer, Matter, earlier_resolution
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.ids import ChatId
from bot.messages.registry import draw
from bot.ports import Card
from bot.services.councils import councils, roles
from bot.services.hierarchy import escalation, joining, parent_matters
from bot.services.matters import (
    archives,
    assignments,
    closings,
    downtime,
    progress,
    proposals,
    publications,
    resolutions,
    verification,
)
from bot.services.meetings import meetings, sessions
from bot.services.reports import rollups
from handlers.telegram.features import FEATURES
from tests import cast
from tests.services.hall import OTHER_HEAD, Hall
from tests.services.hierarchy.three_councils import (
    DEPARTMENT,
    OFFICER,
    PHOTO,
    STREET,
    TOP,
    TOP_GROUP,
    WHY,
    comes_under,
    hand_over,
    prepared,
    whistles,
)


@pytest.fixture
def street() -> Hall:
    """A matter has been handed over, and not yet sent up."""
    hall = prepared()
    hand_over(hall)
    hall.deliver()
    return hall


@pytest.fixture
def up(street: Hall) -> Hall:
    """It was sent up to the street, where it has the number 1 as well."""
    whistles(street)
    street.deliver()
    return street


def above(hall: Hall, use: Any, by: Account = OFFICER, number: int = 1, **wishes: Any) -> None:
    """Somebody at the street does something about it."""
    hall.at(use, council=STREET, number=number, by=hall.by(by, STREET), **wishes)


def pair(hall: Hall, number: int = 1) -> tuple[Matter, Matter]:
    child = hall.matter(number)
    assert child.above
    return child, hall.get(Matter, child.above)


def test_sent_up(street: Hall) -> None:
    """It becomes a matter of the street, handed to who is on duty there, with what was done below and nobody's name."""
    whistles(street)
    child, mirror = pair(street)
    assert (child.above, mirror.below) == ("2/1", "1/1")
    assert (child.above_name, mirror.below_name) == ("平安街道", "和平里小区")
    assert child.state is mirror.state is State.DISPATCHED
    assert child.level is mirror.level is Level.STREET
    assert child.assignment.due == mirror.assignment.due
    assert mirror.assignment.handler == street.member(OFFICER, STREET).person
    assert (child.assignment.handler, child.assignment.handler_name) == (None, "平安街道")
    assert (mirror.text, mirror.category, mirror.kind) == (child.text, child.category, child.kind)
    assert mirror.attachments == (PHOTO,)  # a voice stays with its people
    assert [entry.what for entry in mirror.timeline] == [
        Act.SUBMIT,
        Act.ACCEPT,
        Act.RESOLVE,
        Act.ASSIGN,
        Act.WHISTLE,
        Act.RECEIVED,
    ]
    assert {entry.person for entry in mirror.timeline} == {None}
    assert street.news().count("received") == 1
    assert street.verify() == []


def test_only_above_its_clocks_run(street: Hall) -> None:
    """Below nothing is waited for any more; above it must be taken and done in time."""
    street.opens_private_chat(cast.HANDLER)
    whistles(street)
    waiting = {(row.act, row.params.council) for act in ("overdue", "unacknowledged") for row in street.waits(act)}
    assert waiting == {("overdue", STREET), ("unacknowledged", STREET)}


def test_given_to_another_above(up: Hall) -> None:
    """Those below read that somebody else has it above, until when, and until when before; no number of theirs."""
    due = up.matter().assignment.due
    above(up, assignments.assign_matter, OTHER_HEAD, handler="王师傅", day=up.now.date() + timedelta(days=3))
    (child, mirror), above_by = pair(up), up.member(OFFICER, STREET).person
    below, there = child.timeline[-1], mirror.timeline[-1]
    assert there.given
    assert there.taken
    assert (there.given.handler_name, there.taken.handler) == ("王师傅", above_by)
    assert below.given
    assert below.taken
    assert [(each.handler, each.handler_name) for each in (below.given, below.taken)] == [(None, "")] * 2
    assert (below.given.due, below.taken.due) == (mirror.assignment.due, due)
    assert child.assignment.handler_name == "平安街道"


def test_amended_words_go_up(street: Hall) -> None:
    """What was amended goes up with both wordings; while it is above neither amends it; come back and amended, anew."""
    decided = {"council": 1, "number": 1, "by": street.by(cast.CLERK)}
    street.at(resolutions.amend_resolution, **decided, text="装感应灯")
    whistles(street)
    _child, mirror = pair(street)
    (amended,) = [entry for entry in mirror.timeline if entry.what is Act.AMEND]
    assert (mirror.resolution, amended.text) == ("装感应灯", "装感应灯")
    assert earlier_resolution(mirror, amended) == earlier_resolution(street.matter(), street.matter().timeline[-2])
    street.refuses(SentAbove, resolutions.amend_resolution, **decided, text="装两盏")
    with pytest.raises(SentFromBelow):
        above(street, resolutions.amend_resolution, OTHER_HEAD, text="装两盏")
    above(street, parent_matters.return_to_child, reason="归小区办")
    street.at(assignments.assign_matter, **decided, handler=street.by(cast.HANDLER), day=street.now.date())
    street.at(resolutions.amend_resolution, **decided, text="装两盏")
    whistles(street)
    assert pair(street)[1].resolution == "装两盏"


def test_nobody_takes_it_below(street: Hall) -> None:
    """What nobody takes in time goes up by the clock when the parent is next; not when a level of nobody's is."""
    street.pass_time(timedelta(days=2))
    assert street.matter().above == "2/1"
    assert street.matter().timeline[-1].what == Act.UNACKNOWLEDGED


def test_nobody_is_next(street: Hall) -> None:
    """By the clock nothing goes to a level on which nobody is, whoever is above it."""
    street.do(lambda tx: tx.put(replace(street.council(1), ladder=())))
    street.pass_time(timedelta(days=2))
    assert street.matter().level is Level.COUNCIL


def test_the_head_of_the_street_when_nobody_is_on_duty(street: Hall) -> None:
    """Without anybody on duty it is in the hands of the street's head."""
    street.do(lambda tx: tx.put(replace(street.council(STREET), ladder=())))
    whistles(street)
    assert pair(street)[1].assignment.handler == street.member(OTHER_HEAD, STREET).person


def test_a_level_below_the_parent_stays_here(street: Hall) -> None:
    """What goes up to a level that is still the council's own is nobody else's matter."""
    street.do(lambda tx: tx.put(replace(street.council(1), ladder=())))
    whistles(street)
    assert street.matter().level is Level.COMMUNITY
    assert street.matter().above is None
    whistles(street)
    assert street.matter().above == "2/1"


def test_a_parent_that_cannot_hear(street: Hall) -> None:
    """Where the bot is not in the parent's group, the council goes on by its own ladder."""
    street.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP, now=street.now)
    whistles(street)
    assert street.matter().level is Level.STREET
    assert street.matter().above is None


def test_worked_on_above(up: Hall) -> None:
    """Taken, progress and done above are the same below, in the street's name; those below are asked."""
    above(up, assignments.acknowledge)
    above(up, progress.report_progress, text="灯已经买到", attachments=(PHOTO,))
    above(up, progress.report_done, text="装好了")
    child, mirror = pair(up)
    assert child.state is mirror.state is State.DONE
    steps = child.timeline[-3:]
    assert [(each.what, each.text, each.person, each.office) for each in steps] == [
        ("ack", "", None, "平安街道"),
        ("progress", "灯已经买到", None, "平安街道"),
        ("done", "装好了", None, "平安街道"),
    ]
    assert steps[1].attachments == (PHOTO,)
    assert child.assignment.acknowledged is mirror.assignment.acknowledged is True
    assert child.asked == (up.member(cast.RESIDENT).person,)
    assert mirror.asked == ()
    assert [row.params.council for row in up.waits("look_back_over")] == [1]


def test_asked_below(up: Hall) -> None:
    """Who proposed it says that they are content, and it is closed in both councils, and filed in both."""
    above(up, progress.report_done, text="装好了")
    up.at(verification.record_feedback, council=1, number=1, by=up.by(cast.RESIDENT), answer=Answer.YES)
    assert {matter.state for matter in pair(up)} == {State.CLOSED}
    up.pass_time(timedelta(days=31))
    up.at(sessions.record_opinion, council=1, number=1, by=up.by(cast.CLERK), text="大家都说好")
    up.at(archives.archive_matter, council=1, number=1, by=up.by(cast.CLERK))
    assert {matter.state for matter in pair(up)} == {State.ARCHIVED}


def test_closings_taken_back_in_both(up: Hall) -> None:
    """Done is taken back above, the last answer and the archive below; both councils stand as before, and are told."""
    above(up, assignments.acknowledge)
    before, waited = pair(up), up.waits("overdue")
    above(up, progress.report_done, text="装好了")
    above(up, closings.undo_done)
    assert [(each.state, each.assignment, each.asked) for each in pair(up)] == [
        (each.state, each.assignment, each.asked) for each in before
    ]
    assert (up.waits("overdue"), up.waits("look_back_over")) == (waited, [])
    assert [(each.timeline[-1].what, each.timeline[-1].office) for each in pair(up)] == [
        (Act.UNDO_DONE, "平安街道"),
        (Act.UNDO_DONE, ""),
    ]
    above(up, progress.report_done, text="装好了")
    asked = up.waits("look_back_over")
    below = {"council": 1, "number": 1}
    up.at(verification.record_feedback, **below, by=up.by(cast.RESIDENT), answer=Answer.YES)
    officer = up.by(OFFICER, STREET)
    up.refuses(ClosingOvertaken, closings.undo_done, council=STREET, number=1, by=officer)
    up.at(closings.undo_close, **below, by=up.by(cast.RESIDENT))
    assert {(matter.state, matter.verified) for matter in pair(up)} == {(State.DONE, None)}
    assert up.waits("look_back_over") == asked
    up.at(verification.record_feedback, **below, by=up.by(cast.RESIDENT), answer=Answer.YES)
    up.pass_time(timedelta(days=31))
    up.at(sessions.record_opinion, **below, by=up.by(cast.CLERK), text="大家都说好")
    up.at(archives.archive_matter, **below, by=up.by(cast.CLERK))
    up.at(closings.undo_archive, **below, by=up.by(cast.CLERK))
    assert {matter.state for matter in pair(up)} == {State.CLOSED}


def test_posted_below_meanwhile(up: Hall) -> None:
    """A closing whose result the council below has posted is not taken back above."""
    above(up, progress.report_done, text="装好了")
    up.at(publications.publish_decision, council=1, number=1, by=up.by(cast.CLERK))
    officer = up.by(OFFICER, STREET)
    up.refuses(ClosingOvertaken, closings.undo_done, council=STREET, number=1, by=officer)


def test_nobody_answers_below(up: Hall) -> None:
    """Without an answer it is closed in both, and counted apart in both."""
    above(up, progress.report_done, text="装好了")
    up.pass_time(timedelta(days=8))
    assert {(matter.state, matter.verified) for matter in pair(up)} == {(State.UNVERIFIED, False)}


def test_not_content(up: Hall) -> None:
    """Discontent gives it back to the street to work on, with a new day; a second time it goes a level up there."""
    above(up, progress.report_done, text="装好了")
    no = {"council": 1, "number": 1, "by": up.by(cast.RESIDENT), "answer": Answer.NO, "reason": "晚上还是不亮"}
    up.pass_time(timedelta(days=5))
    up.at(verification.record_feedback, **no)
    child, twin = pair(up)
    assert child.state is twin.state is State.IN_PROGRESS
    assert child.assignment.due == twin.assignment.due
    assert twin.timeline[-1].text == "晚上还是不亮"
    assert [row.params.council for row in up.waits("overdue")] == [STREET]
    above(up, progress.report_done, text="又装了一次")
    up.at(verification.record_feedback, **no)
    child, mirror = pair(up)
    assert child.state is mirror.state is State.DISPATCHED
    assert child.level is mirror.level is Level.DEPARTMENT
    assert child.assignment.due == mirror.assignment.due
    assert mirror.above == "3/1"


def test_up_to_the_top(up: Hall) -> None:
    """The street's whistle sends it on to the department; what is done there reaches the council in two steps."""
    whistles(up, council=STREET)
    child, mirror = pair(up)
    top = up.matter(1, DEPARTMENT)
    assert (mirror.above, top.below, child.above) == ("3/1", "2/1", "2/1")
    assert {each.level for each in (child, mirror, top)} == {Level.DEPARTMENT}
    up.at(progress.report_done, council=DEPARTMENT, number=1, by=up.by(TOP, DEPARTMENT), text="拨了款，装好了")
    assert {each.state for each in (*pair(up), up.matter(1, DEPARTMENT))} == {State.DONE}
    assert up.matter().timeline[-1].text == "拨了款，装好了"
    up.at(verification.record_feedback, council=1, number=1, by=up.by(cast.RESIDENT), answer=Answer.MOSTLY)
    assert {each.state for each in (*pair(up), up.matter(1, DEPARTMENT))} == {State.CLOSED}


def test_past_a_level(street: Hall) -> None:
    """The head sends it past the street to the department: it goes through the street, which is told."""
    whistles(street, to=Level.DEPARTMENT)
    child, mirror = pair(street)
    assert child.level is mirror.level is Level.DEPARTMENT
    assert mirror.council == STREET


def test_given_back(up: Hall) -> None:
    """The street gives it back with the reason: it stands below again, resolved, and ends there."""
    above(up, parent_matters.return_to_child, reason="归小区办")
    child, mirror = up.matter(), up.matter(1, STREET)
    assert (child.state, child.level, child.above) == (State.RESOLVED, Level.COUNCIL, None)
    assert (child.assignment.handler, child.assignment.handler_name, child.assignment.due) == (None, "", None)
    assert (mirror.state, mirror.reason, mirror.open) == (State.RETURNED, "归小区办", False)
    assert (child.timeline[-1].what, child.timeline[-1].office) == (Act.RETURN, "平安街道")
    assert up.waits("overdue") == []
    decided = {"council": 1, "number": 1, "by": up.by(cast.CLERK)}
    up.at(assignments.assign_matter, **decided, handler=up.by(cast.HANDLER), day=up.now.date())
    whistles(up)
    assert up.matter().above == "2/2"
    with pytest.raises(ReturnedOnce):
        above(up, parent_matters.return_to_child, number=2, reason="还是归小区办")


def test_given_back_from_the_top(up: Hall) -> None:
    """What the department gives back is the street's again, and the street hands it to somebody."""
    whistles(up, council=STREET)
    up.at(parent_matters.return_to_child, council=DEPARTMENT, number=1, by=up.by(TOP, DEPARTMENT), reason="归街道办")
    child, mirror = pair(up)
    assert child.state is mirror.state is State.RESOLVED
    assert child.level is mirror.level is Level.STREET
    assert (mirror.above, up.matter(1, DEPARTMENT).state) == (None, State.RETURNED)
    above(up, assignments.assign_matter, OTHER_HEAD, handler=up.by(OFFICER, STREET), day=up.now.date())
    assert {matter.state for matter in pair(up)} == {State.DISPATCHED}


BELOW: tuple[tuple[Any, dict[str, Any]], ...] = (
    (assignments.acknowledge, {}),
    (parent_matters.return_to_child, {"reason": WHY}),
    (progress.report_progress, {"text": "好"}),
    (progress.report_done, {"text": "好"}),
    (assignments.start_long_run, {"reason": WHY}),
    (assignments.pause_clock, {"reason": WHY}),
    (escalation.call_upwards, {"reason": WHY}),
)


@pytest.mark.parametrize(("use", "wishes"), BELOW)
def test_not_below_meanwhile(up: Hall, use: Any, wishes: dict[str, Any]) -> None:
    """While it is above, those below are told who has it."""
    refusal = up.refuses(SentAbove, use, council=1, number=1, by=up.by(cast.HEAD), **wishes)
    assert refusal.params == {"number": 1, "name": "平安街道"}


def test_not_above(up: Hall) -> None:
    """The look-back and the end are for those below: above nobody posts the result, reopens or files it."""
    above(up, progress.report_done, text="装好了")
    tried: tuple[tuple[Any, dict[str, Any]], ...]
    tried = (
        (publications.publish_decision, {}),
        (verification.reopen_matter, {"reason": WHY}),
        (archives.archive_matter, {}),
    )
    for use, wishes in tried:
        with pytest.raises(SentFromBelow):
            above(up, use, OTHER_HEAD, **wishes)
    with pytest.raises(NotAsked):
        above(up, verification.record_feedback, OTHER_HEAD, answer=Answer.YES)


def test_supported_and_looked_back_at_below(up: Hall) -> None:
    """Above nobody is offered to support it, and no meeting looks back at it."""
    up.refuses(SentFromBelow, proposals.support_matter, council=STREET, number=1, by=up.by(OFFICER, STREET))
    assert proposals.find_similar(up.tx(), STREET, up.matter().text) == []
    assert proposals.find_similar(up.tx(), 1, up.matter().text) == [1]
    above(up, progress.report_done, text="装好了")
    assert meetings.look_back_at_meeting(up.tx(), STREET) == []
    assert [matter.number for matter in meetings.look_back_at_meeting(up.tx(), 1)] == [1]


def test_grace_after_a_time_away(up: Hall) -> None:
    """When both clocks ran out while the bot was away, both councils have the same new day."""
    for act in ("unacknowledged", "overdue"):
        row = next(row for row in up.waits(act))
        up.now = max(up.now, row.at)
    for act in ("unacknowledged", "overdue"):
        row = next(row for row in up.waits(act))
        up.do(downtime.grant_grace, row, up.now)
    child, mirror = pair(up)
    assert mirror.assignment.due is not None
    assert child.assignment.due == mirror.assignment.due > up.now.date()


def test_no_stranger_is_its_proposer(up: Hall) -> None:
    """A matter from below has no proposer above, so nobody there is taken for one."""
    mirror = up.matter(1, STREET)
    assert up.tx().count(Matter, "proposer", STREET, mirror.proposer) == 1
    assert up.gone(Member, f"{STREET}/{mirror.proposer}")


@pytest.mark.parametrize("gone", ["bot", "head"])
def test_taken_back(up: Hall, gone: str) -> None:
    """Where nobody above hears any more, the council's head takes it back with a reason; nobody else does."""
    wishes: dict[str, Any] = {"council": 1, "number": 1, "reason": "那边没有人了"}
    up.refuses(SentAbove, parent_matters.return_to_child, **wishes, by=up.by(cast.HEAD))
    if gone == "bot":
        up.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP, now=up.now)
    else:
        up.at(roles.mark_left, chat=cast.OTHER_GROUP, who=OTHER_HEAD)
    up.refuses(NotAllowed, parent_matters.return_to_child, **wishes, by=up.by(cast.CLERK))
    up.at(parent_matters.return_to_child, **wishes, by=up.by(cast.HEAD))
    child, mirror = up.matter(), up.matter(1, STREET)
    assert (child.state, child.level, child.above) == (State.RESOLVED, Level.COUNCIL, None)
    assert (mirror.state, mirror.reason) == (State.RETURNED, "那边没有人了")


def test_those_below_hear_that_nobody_hears(up: Hall) -> None:
    """When the bot is removed from the parent's group, a council that waits for it is told, once, and no other."""
    up.found(ChatId("-11"), cast.CLERK, "槐花里")
    comes = replace(up.council(4), parent=STREET)
    up.do(lambda tx: tx.put(comes))
    up.deliver()
    up.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP, now=up.now)
    assert [(each.chat, each.params.what, each.params.up) for each in up.told("parent.news")] == [
        (cast.GROUP, "deaf", 1)
    ]
    up.deliver()
    up.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP, now=up.now)
    assert up.told("parent.news") == []


def test_another_parent_meanwhile(up: Hall) -> None:
    """Who waits for what they had sent to the last parent hears of that one alone, and so does the new one."""
    up.tap(joining.leave_parent, Intent("parent_leave", 1), cast.HEAD)
    up.deliver()
    comes_under(up, 1, DEPARTMENT, Level.DEPARTMENT)
    assert [each.params.up for each in up.told("parent.news")] == [0, 0]
    up.deliver()
    up.do(councils.mark_bot_absent, chat=TOP_GROUP, now=up.now)
    assert up.told("parent.news") == []
    up.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP, now=up.now)
    (told,) = up.told("parent.news")
    assert (told.chat, told.params.other, told.params.up) == (cast.GROUP, STREET, 1)


def test_taken_back_from_further_up(up: Hall) -> None:
    """What the street had sent on comes back as well, and nobody above goes on with it."""
    whistles(up, council=STREET)
    up.do(councils.mark_bot_absent, chat=cast.OTHER_GROUP, now=up.now)
    up.at(parent_matters.return_to_child, council=1, number=1, by=up.by(cast.HEAD), reason="那边没有人了")
    assert (up.matter().state, up.matter().level) == (State.RESOLVED, Level.COUNCIL)
    assert {up.matter(1, council).state for council in (STREET, DEPARTMENT)} == {State.RETURNED}
    assert up.waits("overdue") == []


def test_taken_back_in_the_middle(up: Hall) -> None:
    """What the street takes back from further up is the street's again, and those below read the same."""
    whistles(up, council=STREET)
    up.at(assignments.acknowledge, council=DEPARTMENT, number=1, by=up.by(TOP, DEPARTMENT))
    up.do(councils.mark_bot_absent, chat=TOP_GROUP, now=up.now)
    up.deliver()
    up.at(parent_matters.return_to_child, council=STREET, number=1, by=up.by(OTHER_HEAD, STREET), reason="那边没有人了")
    child, mirror = pair(up)
    assert (child.state, child.level, child.assignment.due) == (State.RESOLVED, Level.STREET, None)
    assert (mirror.state, mirror.level, mirror.assignment.due) == (State.RESOLVED, Level.STREET, None)
    assert (child.timeline[-1].what, child.timeline[-1].office) == (Act.TAKE_BACK, "平安街道")
    assert up.matter(1, DEPARTMENT).state is State.RETURNED
    (told,) = (each for each in up.told("matter.news") if each.chat == cast.GROUP)
    card = draw(up.tx(), told, up.now, FEATURES)
    assert isinstance(card, Card)
    assert "由「平安街道」收回了" in card.text
    above(up, progress.report_progress, by=OTHER_HEAD, text="另请人了")
    assert {matter.state for matter in pair(up)} == {State.IN_PROGRESS}


def test_who_may_whistle(up: Hall) -> None:
    """Nobody is sent to support what cannot be supported: above the head whistles, below it is sent up already."""
    wishes = {"number": 1, "reason": WHY}
    refused = up.refuses(NotAllowed, escalation.call_upwards, council=STREET, by=up.by(OFFICER, STREET), **wishes)
    assert (refused.key, refused.params["who"]) == ("not_allowed", "head")
    up.refuses(SentAbove, escalation.call_upwards, council=1, by=up.by(cast.NEIGHBOUR), **wishes)


def test_nobody_can_be_asked_below(up: Hall) -> None:
    """When the bot is out of the group below, the street does not wait for ever: after a week nobody was reached."""
    up.do(councils.mark_bot_absent, chat=cast.GROUP, now=up.now)
    above(up, progress.report_done, text="装好了")
    up.pass_time(timedelta(days=6))
    assert {matter.state for matter in pair(up)} == {State.DONE}
    up.pass_time(timedelta(days=2))
    assert {matter.state for matter in pair(up)} == {State.UNVERIFIED}
    up.do(councils.mark_bot_present, chat=cast.GROUP, now=up.now)
    up.at(verification.reopen_matter, council=1, number=1, by=up.by(cast.RESIDENT), reason="灯又坏了")
    assert {matter.state for matter in pair(up)} == {State.IN_PROGRESS}


def test_unlinked_meanwhile(up: Hall) -> None:
    """Two councils that part finish together what they have; the next matter stays below."""
    up.tap(joining.leave_parent, Intent("parent_leave", 1), cast.HEAD)
    assert [each.params.up for each in up.told("parent.news")] == [1, 1]
    above(up, progress.report_done, text="装好了")
    up.at(verification.record_feedback, council=1, number=1, by=up.by(cast.RESIDENT), answer=Answer.YES)
    assert {matter.state for matter in pair(up)} == {State.CLOSED}
    hand_over(up, text="5号楼电梯坏了")
    whistles(up, 2)
    assert up.matter(2).above is None


def test_counted_once(up: Hall) -> None:
    """What two councils have is one matter of the roll-up, that of the council it came from."""
    above(up, assignments.acknowledge)
    shown = rollups.load_rollup(up.tx(), DEPARTMENT)
    assert shown
    assert (shown.councils, shown.total, shown.open) == (2, 1, 1)
    assert (shown.rates.handed, shown.rates.in_time) == (1, 1)
    above(up, progress.report_done, text="装好了")
    up.pass_time(timedelta(days=8))
    shown = rollups.load_rollup(up.tx(), DEPARTMENT)
    assert shown
    assert (shown.total, shown.open, shown.rates.unverified, shown.rates.due) == (1, 0, 1, 1)

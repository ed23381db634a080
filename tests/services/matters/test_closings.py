"""A closing is taken back for ten minutes, by the one who closed, and all is as it was before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.closing import UNDONE_AFTER
from bot.domain.matters.errors import AlreadySo, ClosedByOther, ClosedTooLongAgo, ClosingOvertaken
from bot.domain.matters.matter import Answer, Entry, Feedback, Matter
from bot.domain.matters.state import State
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.reply import Reply
from bot.domain.shared.undo import UNDO_TIME
from bot.services.matters import (
    archives,
    assignments,
    closings,
    progress,
    publications,
    recorded_by_others,
    verification,
)
from bot.services.matters.possible_acts import possible_acts
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

MINUTE = timedelta(minutes=1)


@pytest.fixture
def assigned(hall: Hall) -> Hall:
    """A ticket was handed to its handler for eight days; a neighbour waits for it too, in private."""
    hall.opens_private_chat(cast.NEIGHBOUR)
    hall.stand(State.RESOLVED, ticket="12345")
    hall.support(1, cast.NEIGHBOUR)
    handler, day = hall.by(cast.HANDLER), hall.now.date() + timedelta(days=8)
    hall.at(assignments.assign_matter, council=1, number=1, by=hall.by(cast.CLERK), handler=handler, day=day)
    hall.deliver()
    return hall


@pytest.fixture
def done(assigned: Hall) -> Hall:
    """The handler reported it done, without having acknowledged it."""
    assigned.now += timedelta(hours=1)
    at(assigned, progress.report_done, cast.HANDLER, text="装好了")
    assigned.deliver()
    return assigned


def at(hall: Hall, use: Callable[..., Reply], who: Account, **wishes: Any) -> str:
    return hall.at(use, council=1, number=1, by=hall.by(who), **wishes).key


def answer(hall: Hall, who: Account, given: Answer = Answer.YES, **wishes: Any) -> str:
    return at(hall, verification.record_feedback, who, answer=given, **wishes)


def refused(hall: Hall, refusal: Any, who: Account, use: Any = closings.undo_done) -> None:
    hall.refuses(refusal, use, council=1, number=1, by=hall.by(who))


def stood(hall: Hall) -> tuple[Matter, list[Any]]:
    """How a matter stands, apart from what was said about it, and what waits for it."""
    matter = replace(hall.matter(), timeline=(), touched=None, closings=())
    return matter, sorted((row.id, row.at, row.params) for row in every_job(hall))


def every_job(hall: Hall) -> list[Any]:
    return [row for act in ("overdue", "unacknowledged", "long_run_note", "look_back_over") for row in hall.waits(act)]


@pytest.mark.parametrize("begins", ["assigned", "acknowledged", "overdue", "paused", "long_run"])
def test_as_it_was(assigned: Hall, begins: str) -> None:
    """Taken back, a matter stands and its jobs wait as before: signed or not, overdue, paused, or a long one."""
    if begins == "acknowledged":
        at(assigned, assignments.acknowledge, cast.HANDLER)
    elif begins == "overdue":
        at(assigned, assignments.acknowledge, cast.HANDLER)
        assigned.pass_time(timedelta(days=12))
    elif begins in {"paused", "long_run"}:
        use = assignments.pause_clock if begins == "paused" else assignments.start_long_run
        at(assigned, use, cast.CLERK, reason="等配件")
    before = stood(assigned)
    at(assigned, progress.report_done, cast.HANDLER, text="装好了")
    assert stood(assigned) != before
    assigned.now += UNDO_TIME
    assert at(assigned, closings.undo_done, cast.HANDLER) == "did_undo_done"
    assert stood(assigned) == before
    assert (assigned.last.what, assigned.matter().timeline[-1].what) == (Act.UNDO_DONE, Act.UNDO_DONE)


def test_told_as_the_closing_was(done: Hall) -> None:
    """The group reads it, who was asked is told in private, and answers that came meanwhile no longer count."""
    answer(done, cast.NEIGHBOUR)
    at(done, closings.undo_done, cast.HANDLER)
    assert done.news() == [Act.UNDO_DONE]
    (step,) = done.told("matter.step")
    assert (step.chat, step.params.entry) == (private(cast.NEIGHBOUR), len(done.matter().timeline) - 1)
    assert done.every(Feedback) == []
    assert done.matter().answered is False
    at(done, progress.report_done, cast.HANDLER, text="装好了")
    answer(done, cast.RESIDENT)
    assert done.matter().state is State.DONE  # the neighbour is asked again


def test_before_it_was_told(assigned: Hall) -> None:
    """Taken back before the question went out, nobody is asked any more."""
    at(assigned, progress.report_done, cast.HANDLER, text="点错了")
    at(assigned, closings.undo_done, cast.HANDLER)
    assert assigned.told("look_back")
    sent = [each.view for each in (*assigned.deliver(), *assigned.deliver())]
    assert "look_back" not in sent
    assert "matter.step" in sent


def test_once_by_its_author_in_time(done: Hall) -> None:
    """Two presses take back once; another person cannot; after ten minutes nobody can."""
    refused(done, ClosedByOther, cast.HEAD)
    late = done.now + UNDO_TIME + MINUTE
    begun, done.now = done.now, late
    refused(done, ClosedTooLongAgo, cast.HANDLER)
    assert Act.UNDO_DONE not in offered(done, cast.HANDLER)
    done.now = begun + MINUTE
    assert Act.UNDO_DONE in offered(done, cast.HANDLER)
    assert Act.UNDO_DONE not in offered(done, cast.HEAD)
    at(done, closings.undo_done, cast.HANDLER)
    refused(done, AlreadySo, cast.HANDLER)


def offered(hall: Hall, who: Account) -> frozenset[Act]:
    return possible_acts(hall.tx(), hall.matter(), hall.by(who), hall.now)


@pytest.mark.parametrize("how", ["reopened", "posted", "closed", "never"])
def test_overtaken(done: Hall, how: str) -> None:
    """A matter that went on after its closing stays as it is, and nothing is taken back that was not closed."""
    if how == "reopened":
        answer(done, cast.RESIDENT, Answer.NO, reason="还不亮")
    elif how == "posted":
        at(done, publications.publish_decision, cast.CLERK)
    elif how == "closed":
        answer(done, cast.RESIDENT)
        answer(done, cast.NEIGHBOUR)
    else:
        done.do(lambda tx: tx.put(replace(done.matter(), closings=())))  # as the program before kept it
    refused(done, ClosingOvertaken, cast.HANDLER)


def test_the_last_answer(done: Hall) -> None:
    """The last answer closes and is taken back by the one who gave it; the others stand, the question goes on."""
    answer(done, cast.RESIDENT)
    before = stood(done)
    assert answer(done, cast.NEIGHBOUR) == "closed_by_answer"
    refused(done, ClosedByOther, cast.RESIDENT, closings.undo_close)
    assert at(done, closings.undo_close, cast.NEIGHBOUR) == "did_undo_close"
    assert stood(done) == before
    assert [(each.person, each.answer) for each in done.every(Feedback)] == [
        (done.member(cast.RESIDENT).person, Answer.YES)
    ]
    assert done.news()[-1] == Act.UNDO_CLOSE
    at(done, closings.undo_done, cast.HANDLER)  # and what came before it, while its time lasts
    assert done.matter().state is State.DISPATCHED


def test_closed_by_itself(done: Hall) -> None:
    """A closing by the clock cannot be taken back by anybody."""
    done.pass_time(timedelta(days=8))
    assert done.matter().state is State.UNVERIFIED
    for use in closings.USE_CASES.values():
        refused(done, ClosingOvertaken, cast.HANDLER, use)
    done.stand(State.DONE, timeline=(Entry(at=done.now, what=Act.DONE),))
    done.refuses(ClosingOvertaken, closings.undo_close, council=1, number=2, by=done.by(cast.HANDLER))


def test_the_archive(hall: Hall) -> None:
    """A matter archived by mistake is closed again as before; the group sees it on the card alone."""
    steps = (Act.SUBMIT, Act.OPINION, Act.CLOSE)
    hall.stand(State.CLOSED, open=False, verified=True, timeline=tuple(Entry(at=hall.now, what=what) for what in steps))
    hall.now += timedelta(days=31)
    before = stood(hall)
    at(hall, archives.archive_matter, cast.CLERK)
    hall.deliver()
    at(hall, closings.undo_archive, cast.CLERK)
    assert stood(hall) == before
    assert hall.news() == []
    assert at(hall, archives.archive_matter, cast.CLERK) == "did_archive"


def test_on_the_spot(hall: Hall) -> None:
    """A matter solved on the spot waits to be sorted when that is taken back, with no handler."""
    hall.by(cast.CAPTAIN)
    said = hall.at(
        recorded_by_others.record_on_the_spot,
        council=1,
        text="楼道灯坏了",
        attachments=(Attachment("photo", "p1"),),
        reporter=None,
        by=cast.CLERK,
        reply_to=back("c"),
    )
    receipt = closings.find_receipt(said, 1)
    assert receipt
    assert (receipt.view, receipt.params.what in UNDONE_AFTER) == ("matter.closed", True)
    at(hall, closings.undo_done, cast.CLERK)
    matter = hall.matter()
    assert (matter.state, matter.open, matter.assignment) == (State.SUBMITTED, True, Assignment())
    assert closings.find_receipt(Reply("ok"), 1) is None

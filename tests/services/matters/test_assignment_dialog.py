"""From a resolution to somebody who carries it out by a day; what is missing is asked for."""

from datetime import date
from typing import Any

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.errors import NoSuchPerson
from bot.domain.matters.acts import Act
from bot.domain.matters.state import State
from bot.domain.shared.errors import CouncilError, NoSuchDay, NotAllowed, PastDay
from bot.domain.shared.ids import ChatId
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.services.councils import roles
from bot.services.matters import assignment_dialog
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall


@pytest.fixture
def resolved(hall: Hall) -> Hall:
    """A matter with a resolution that nobody carries out yet."""
    hall.stand(State.RESOLVED)
    return hall


def hand(hall: Hall, by: Account = cast.CLERK, chat: ChatId = cast.GROUP, **words: Any) -> None:
    hall.at(assignment_dialog.hand_over, council=1, number=1, by=by, reply_to=back("h", chat), **words)


def asked(hall: Hall) -> Dialog:
    (dialog,) = hall.every(Dialog)
    return dialog


def test_everything_is_said(resolved: Hall) -> None:
    """Who and by when in one go hand the matter over; in the group the news is the answer."""
    hand(resolved, who="陈师傅", day="3月10日")
    matter = resolved.matter()
    assert (matter.assignment.handler, matter.assignment.due) == (
        resolved.member(cast.HANDLER).person,
        date(2026, 3, 10),
    )
    assert (resolved.every(Dialog), resolved.notices()) == ([], [])


def test_in_private_a_sentence_answers(resolved: Hall) -> None:
    """In private a sentence says that it is handed over."""
    hand(resolved, chat=private(cast.CLERK), who="王师傅", day="3月10日")
    assert resolved.notices(private(cast.CLERK)) == ["did_assign"]
    assert resolved.matter().assignment.handler_name == "王师傅"


def test_a_mention_says_who(resolved: Hall) -> None:
    """Somebody mentioned by their account is meant, whatever is written."""
    hand(resolved, who="这位", mentioned=cast.CAPTAIN, day="3月10日")
    assert resolved.matter().assignment.handler == resolved.member(cast.CAPTAIN).person


def test_who_is_asked_for(resolved: Hall) -> None:
    """Without a name it is asked who; a day that was said is kept, masked and bounded."""
    hand(resolved, day="找13800138000" + "后天" * 100)
    assert asked(resolved).ask == "assign_who"
    assert asked(resolved).params.day.startswith("找138****8000")
    assert len(asked(resolved).params.day) <= 40


@pytest.mark.parametrize(
    ("day", "wrong"), [("", None), ("  ", None), ("快点", "no_such_day"), ("2026-03-01", "past_day")]
)
def test_the_day_is_asked_for(resolved: Hall, day: str, wrong: str | None) -> None:
    """Without a day, or with one that is none, it is asked by when; the answer hands the matter over."""
    hand(resolved, who="陈师傅", day=day)
    handler = resolved.member(cast.HANDLER).person
    params = QuestionParams(number=1, handler=handler, usual="2026-03-09")
    assert (asked(resolved).ask, asked(resolved).params) == ("assign_day", params)
    assert resolved.told("ask")[0].params.wrong == (Reply(wrong) if wrong else None)
    assert resolved.matter().state is State.RESOLVED
    resolved.at(
        assignment_dialog.set_day,
        council=1,
        number=1,
        by=cast.CLERK,
        handler=handler,
        day="3月10日",
        reply_to=back("d"),
    )
    assert (resolved.matter().assignment.handler, resolved.matter().assignment.due) == (handler, date(2026, 3, 10))


def test_the_usual_day(resolved: Hall) -> None:
    """Who leaves the day to the limits gets what the matter's level has, from today."""
    hand(resolved, who="陈师傅", day="按时限")
    assert (resolved.matter().assignment.due, resolved.matter().assignment.due_known) == (date(2026, 3, 9), True)
    resolved.now = resolved.now.replace(month=12, day=30)
    hand(resolved, who="陈师傅", day="usual")
    assert (resolved.matter().assignment.due, resolved.matter().assignment.due_known) == (date(2027, 1, 6), False)


def test_a_bare_name_waits_for_its_day(resolved: Hall) -> None:
    """A name that nobody on the roster has is kept until the day is answered."""
    hand(resolved, who="王师傅13800138000")
    assert asked(resolved).params.handler == "王师傅138****8000"
    resolved.at(
        assignment_dialog.set_day, council=1, number=1, by=cast.CLERK, handler="王师傅", day="后天", reply_to=back("d")
    )
    assert resolved.matter().assignment.handler_name == "王师傅"


@pytest.mark.parametrize(("day", "refusal"), [("快点", NoSuchDay), ("2026-03-01", PastDay)])
def test_the_answer_is_no_day(resolved: Hall, day: str, refusal: type[CouncilError]) -> None:
    """An answer that is no day to come hands nothing over."""
    wishes = {"council": 1, "number": 1, "by": cast.CLERK, "handler": "王师傅", "reply_to": back("d")}
    resolved.refuses(refusal, assignment_dialog.set_day, day=day, **wishes)


def test_who_left_meanwhile(resolved: Hall) -> None:
    """A handler who left before the day was answered gets nothing."""
    handler = resolved.member(cast.HANDLER).person
    resolved.at(roles.mark_left, chat=cast.GROUP, who=cast.HANDLER)
    wishes = {"council": 1, "number": 1, "by": cast.CLERK, "handler": handler, "reply_to": back("d")}
    resolved.refuses(NoSuchPerson, assignment_dialog.set_day, day="后天", **wishes)


def test_only_officers(resolved: Hall) -> None:
    """Nobody but head and clerk is asked who shall do it."""
    with pytest.raises(NotAllowed):
        hand(resolved, by=cast.RESIDENT)
    assert resolved.every(Dialog) == []


def test_decided_and_handed_over(hall: Hall) -> None:
    """A resolution with who and by when does both at once."""
    hall.stand(State.AGENDA)
    wishes = {"council": 1, "number": 1, "by": cast.HEAD, "reply_to": back("r")}
    hall.at(assignment_dialog.choose_assignment, text="换成感应灯", who="陈师傅", day="8天", **wishes)
    assert (hall.matter().state, hall.matter().resolution) == (State.DISPATCHED, "换成感应灯")
    assert hall.news() == [Act.RESOLVE, Act.ASSIGN]


def test_decided_and_asked(hall: Hall) -> None:
    """A bare resolution is kept, and it is asked who shall carry it out."""
    hall.stand(State.AGENDA)
    hall.at(
        assignment_dialog.choose_assignment, council=1, number=1, by=cast.HEAD, reply_to=back("r"), text="换成感应灯"
    )
    assert (hall.matter().state, asked(hall).ask) == (State.RESOLVED, "assign_who")

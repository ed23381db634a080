"""Invitations: those who ticked an answer, and nobody else, with the figures of the field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.events.event import Event
from bot.domain.shared.button_intent import Intent
from bot.domain.surveys.answers import SurveyInvitee
from bot.domain.surveys.errors import InvitedAlready, NothingToInviteTo, NotTicked, SurveyRunning
from bot.domain.surveys.survey import Survey
from bot.services.reports.dated_rows import Span
from bot.services.reports.practice_figures import sum_figures
from bot.services.surveys import drafts, forms, invitations
from bot.services.surveys.figures import count_surveys
from tests import cast
from tests.cast import private
from tests.services.hall import Hall
from tests.services.surveys.test_forms import answer, make, neighbours, press

DAY = timedelta(days=1)
WORKSHOP = datetime(2026, 3, 20, 6, tzinfo=UTC)
TICKED = "0.0.e1"  # the first answer of the first question, to event 1


def hold_workshop(hall: Hall) -> None:
    """An event to come, to which people are invited."""
    workshop = Event(
        council=1, number=1, what="研讨会", at=WORKSHOP, closes=WORKSHOP, place="活动室", by=2, posted=hall.now
    )
    hall.do(lambda tx: tx.put(workshop))


def invited(hall: Hall) -> set[str]:
    return {each.chat for each in hall.told("survey.invitation")}


@pytest.fixture
def people(hall: Hall) -> list[Account]:
    """Neighbours who can be written to."""
    everybody = neighbours(83)
    hall.opens_private_chat(cast.CLERK, *everybody)
    hold_workshop(hall)
    return everybody


def test_twenty_are_invited(hall: Hall, people: list[Account]) -> None:
    """Of 83 who began 60 finish; the 20 among them who ticked 有意向 are invited, once, and nobody else."""
    make(hall, named=True)
    press(hall, drafts.press_post, cast.CLERK)
    for n, each in enumerate(people):
        answer(hall, each, ticks=("0.0" if n < 20 or n >= 80 else "0.1",), done=n < 60)
    with pytest.raises(SurveyRunning):
        press(hall, invitations.press_invite, cast.CLERK, TICKED)
    hall.pass_time(7 * DAY)
    survey = hall.get(Survey, "1/1")
    assert (survey.begun, survey.done) == (83, 60)
    reply = press(hall, invitations.press_invite, cast.CLERK, TICKED)
    assert (reply.key, reply.params["n"]) == ("survey_invited", 20)
    assert invited(hall) == {private(each) for each in people[:20]}
    with pytest.raises(InvitedAlready):
        press(hall, invitations.press_invite, cast.CLERK, TICKED)
    assert len(hall.told("survey.invitation")) == 20
    assert hall.do(count_surveys, 1, None) == {"surveys": 1, "answered": 60}
    hall.do(lambda tx: tx.put(replace(hall.council(), practices=(Practice.SURVEYS,))))
    (above,) = hall.do(sum_figures, [1])  # as the council above reads it
    assert dict(above.figures) == {"surveys": 1, "answered": 60}
    week = Span(hall.now - DAY, hall.now + DAY)
    assert hall.do(count_surveys, 1, week) == {"surveys": 1, "answered": 60}
    assert hall.do(count_surveys, 1, Span(hall.now - 9 * DAY, hall.now - DAY)) == {"surveys": 0, "answered": 0}


def test_invited_without_names(hall: Hall, people: list[Account]) -> None:
    """In an anonymous survey those are invited who ticked the answer, asked for it and handed their answers in."""
    make(hall)
    press(hall, drafts.press_offer, cast.CLERK, "0.0")
    press(hall, drafts.press_post, cast.CLERK)
    wants, silent, unsure, other, unfinished = people[:5]
    for each in (wants, silent, unsure):
        answer(hall, each, ticks=("0.0",))
    answer(hall, other, ticks=("0.1",))
    answer(hall, unfinished, ticks=("0.0",), done=False)
    for each in (wants, unsure, unfinished):
        press(hall, forms.press_wish, each)
    with pytest.raises(NotTicked):
        press(hall, forms.press_wish, other)
    press(hall, forms.press_tick, unsure, "0.1")  # another answer: the wish goes with the first
    hall.pass_time(7 * DAY)
    assert [each.person for each in hall.every(SurveyInvitee)] == [hall.member(wants).person]
    for arg in (TICKED, "0.1.e1"):
        press(hall, invitations.press_invite, cast.CLERK, arg)
    assert invited(hall) == {private(wants)}


def test_what_is_over(hall: Hall, people: list[Account]) -> None:
    """An event that is over by now, or was never planned, invites nobody."""
    make(hall, named=True)
    press(hall, drafts.press_post, cast.CLERK)
    answer(hall, people[0], ticks=("0.0",))
    hall.pass_time(20 * DAY)
    for target in ("e1", "e9", "m9"):
        with pytest.raises(NothingToInviteTo):
            press(hall, invitations.press_invite, cast.CLERK, f"0.0.{target}")
    page = hall.do(invitations.load_gatherings, 1, 1, hall.member(cast.CLERK).person, hall.now)
    assert page is not None
    assert "研讨会" not in {each.event.title for each in page.gatherings if each.event}
    assert hall.tap(drafts.press_look, Intent("survey_look", 1, 1, "invite.1.1"), cast.CLERK).key == "ok"

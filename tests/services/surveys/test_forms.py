"""A survey from its first answer to its end: resumed, changed, counted; an anonymous one leaves nothing to join."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot import ballot_encryption
from bot.domain.councils.council import Account
from bot.domain.councils.errors import NotMember
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, OldButton
from bot.domain.shared.ids import AccountId
from bot.domain.shared.question import Dialog
from bot.domain.surveys.answers import SurveyResponse, SurveyResult
from bot.domain.surveys.errors import (
    BadOptions,
    BadSurveyTime,
    NoQuestions,
    NotTicked,
    SurveyBegun,
    SurveyNotOpen,
    SurveyOver,
    SurveyRunning,
    TooFewAnswers,
    TooManyQuestions,
)
from bot.domain.surveys.survey import Survey, SurveyKey, SurveyState
from bot.ports import Document
from bot.services import departures
from bot.services.councils import personal_data
from bot.services.surveys import draft_questions, drafts, form_pages, forms, results, survey_jobs
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

DAY = timedelta(days=1)
QUESTIONS = (("one", "愿意来吗？\n有意向\n没时间"), ("several", "添什么？\n早餐\n送餐"), ("text", "还有呢？"))


def neighbours(number: int) -> list[Account]:
    """People of the group."""
    return [Account(AccountId(str(7000 + each)), f"邻居{each}") for each in range(number)]


def press(hall: Hall, use: Callable[..., Any], who: Account, arg: str = "", number: int = 1) -> Any:
    """Press a button of a survey in the private chat of a person."""
    return hall.tap(use, Intent("survey", 1, number, arg), who, chat=private(who))


def make(hall: Hall, questions: Sequence[tuple[str, str]] = QUESTIONS, *, named: bool = False) -> None:
    """The clerk makes a survey."""
    to = back(chat=private(cast.CLERK))
    hall.at(drafts.start_survey, council=1, text="社区食堂", by=cast.CLERK, reply_to=to)
    for kind, text in questions:
        put = partial(draft_questions.put_question, council=1, number=1, kind=kind, place=None)
        hall.at(put, text=text, by=cast.CLERK, reply_to=to)
    if named:
        press(hall, drafts.press_anonymous, cast.CLERK, "named")


def answer(hall: Hall, who: Account, *, ticks: Sequence[str] = (), words: str = "", done: bool = True) -> None:
    """Answer with these options and words, each in a press of its own."""
    press(hall, forms.press_begin, who)
    for tick in ticks:
        press(hall, forms.press_tick, who, tick)
    if words:
        say = partial(forms.answer_words, council=1, number=1, page="3", text=words, late=False)
        hall.at(say, by=who, reply_to=back(chat=private(who)))
    if done:
        press(hall, forms.press_hand_in, who)


def answers_of(hall: Hall, who: Account) -> tuple[str, ...]:
    """The answers of somebody as their form shows them."""
    form = hall.do(form_pages.load_form, 1, 1, hall.member(who).person, hall.now)
    assert form is not None
    return form.answers


def count(hall: Hall, kind: type[Document]) -> int:
    return len(hall.every(kind))


@pytest.fixture
def made(hall: Hall) -> Hall:
    """A survey without names that waits to be posted, and neighbours who can be written to."""
    for each in neighbours(6):
        hall.by(each)
    hall.opens_private_chat(cast.CLERK, *neighbours(6))
    make(hall)
    return hall


@pytest.fixture
def posted(made: Hall) -> Hall:
    press(made, drafts.press_post, cast.CLERK)
    return made


def test_resumed_and_changed(posted: Hall) -> None:
    """Who comes back is at the first question without an answer; handed in, an answer can be changed until the end."""
    who = neighbours(1)[0]
    answer(posted, who, ticks=("0.0",), done=False)
    press(posted, forms.press_fill, who)
    assert posted.told("survey.form", private(who))[-1].params.page == 2
    answer(posted, who, words="早点开门")
    press(posted, forms.press_tick, who, "0.1")
    assert answers_of(posted, who) == ("1", "", "早点开门")
    press(posted, forms.press_clear, who, "3")
    assert answers_of(posted, who) == ("1", "", "")
    assert posted.every(SurveyResponse)[0].done


def test_ended(posted: Hall) -> None:
    """At its time it is counted and over: who has not handed in does not count, and nobody can answer any more."""
    people = neighbours(5)
    for each in people[:4]:
        answer(posted, each, ticks=("0.0", "1.0", "1.1"), words="好")
    answer(posted, people[4], ticks=("0.1",), done=False)
    press(posted, forms.press_turn, people[4], "3")
    assert [each.account for each in posted.every(Dialog)] == [people[4].id]
    posted.refuses(SurveyRunning, results.find_result, intent=Intent("s", 1, 1), by=cast.CLERK, reply_to=back())
    posted.pass_time(7 * DAY)
    survey = posted.get(Survey, "1/1")
    assert (survey.begun, survey.done) == (5, 4)
    assert [each.counts for each in posted.get(SurveyResult, "1/1").questions] == [(4, 0), (4, 4), ()]
    assert "late" not in {each.params.what for each in posted.told("survey.page")}
    assert posted.every(Dialog) == [], "what is typed next is no answer"
    for use in (forms.press_begin, forms.press_fill, forms.press_hand_in):
        with pytest.raises(SurveyOver):
            press(posted, use, people[4])


def test_nothing_is_left_to_join(posted: Hall) -> None:
    """While it runs there are envelopes of one length; after the end neither who took part nor the key is there."""
    people = neighbours(4)
    for n, each in enumerate(people):
        answer(posted, each, ticks=(f"0.{n % 2}",), words=f"话{n}" * (1 + 20 * n))
    kept = posted.every(SurveyResponse)
    assert len({len(each.sealed) for each in kept}) == 1
    assert {each.answers for each in kept} == {()}
    key = posted.do(lambda tx: tx.secrets.get(SurveyKey, "1/1"))
    assert ballot_encryption.unseal(key.secret, kept[0].sealed)
    posted.pass_time(7 * DAY)
    assert (count(posted, SurveyResponse), count(posted, SurveyResult)) == (0, 1)
    assert posted.do(lambda tx: tx.secrets.get(SurveyKey, "1/1")) is None
    typed = posted.get(SurveyResult, "1/1").questions[2].typed
    assert typed == tuple(sorted(typed))
    numbers = {posted.member(each).person for each in people}
    assert not [line for line in posted.lines if line.what.startswith("survey") and line.person in numbers]


def test_left_the_group(posted: Hall) -> None:
    """Who left the group cannot go on and is not reminded; what they handed in counts on."""
    first, second = neighbours(2)
    answer(posted, first, ticks=("0.0",))
    answer(posted, second, ticks=("0.0",), done=False)
    for each in (first, second):
        posted.at(departures.member_left, chat=cast.GROUP, who=each)
    with pytest.raises(NotMember):
        press(posted, forms.press_tick, second, "0.1")
    posted.pass_time(6 * DAY)
    assert {each.chat for each in posted.told("survey.reminder")} == {private(cast.CLERK)}
    posted.pass_time(DAY)
    assert (posted.get(Survey, "1/1").begun, posted.get(Survey, "1/1").done) == (2, 1)


def test_too_few(posted: Hall) -> None:
    """Of two people who answered without names nothing is shown, nor kept."""
    for each in neighbours(2):
        answer(posted, each, ticks=("0.0",))
    posted.pass_time(7 * DAY)
    assert count(posted, SurveyResult) == 0
    posted.refuses(TooFewAnswers, results.find_result, intent=Intent("s", 1, 1), by=cast.CLERK, reply_to=back())


def test_reminded_once(posted: Hall) -> None:
    """Reminded are, once, who has begun and not finished, and people with a role; not who finished, nor strangers."""
    people = neighbours(6)
    answer(posted, people[0], ticks=("0.0",), done=False)
    answer(posted, people[1], ticks=("0.0",))
    posted.pass_time(6 * DAY)
    posted.pass_time(DAY / 2)
    told = [each.chat for each in posted.told("survey.reminder")]
    assert sorted(told) == sorted([private(people[0]), private(cast.CLERK)])


def test_changed_only_before_the_first_answer(posted: Hall) -> None:
    """As long as nobody has begun it can be changed; then it can only be copied."""
    press(posted, draft_questions.press_remove, cast.CLERK, "2")
    assert len(posted.get(Survey, "1/1").questions) == 2
    answer(posted, neighbours(1)[0], ticks=("0.0",), done=False)
    for use, arg in (
        (draft_questions.press_remove, "1"),
        (draft_questions.ask_question, "one"),
        (drafts.press_anonymous, "named"),
        (drafts.ask_days, ""),
    ):
        with pytest.raises(SurveyBegun):
            press(posted, use, cast.CLERK, arg)
    page = press(posted, drafts.copy_survey, cast.CLERK)
    assert posted.get(Survey, "1/2").state is SurveyState.DRAFT
    assert page.params.number == 2


def test_refused(made: Hall) -> None:
    """A draft takes no answer and nobody but officers works on it; hostile buttons change nothing."""
    who = neighbours(1)[0]
    with pytest.raises(SurveyNotOpen):
        press(made, forms.press_begin, who)
    for use in (drafts.press_post, drafts.press_look, drafts.copy_survey, survey_jobs.press_close, results.find_sheet):
        with pytest.raises(NotAllowed):
            press(made, use, who)
    press(made, drafts.press_post, cast.CLERK)
    for use, arg in (
        (forms.press_tick, "0.9"),
        (forms.press_tick, "9.0"),
        (forms.press_turn, "x"),
        (drafts.press_look, "no"),
    ):
        with pytest.raises(OldButton):
            press(made, use, cast.CLERK if use is drafts.press_look else who, arg)
    with pytest.raises(OldButton):  # in the group there is no form
        made.tap(forms.press_tick, Intent("survey", 1, 1, "0.0"), who)
    with pytest.raises(NotTicked):
        press(made, forms.press_wish, who)
    assert press(made, drafts.press_post, cast.CLERK).key == "survey_posted_already"


def test_limits(made: Hall) -> None:
    """Without a question nothing is posted; there are twenty at most, and sixty days."""
    to = back(chat=private(cast.CLERK))
    hall = made
    hall.at(drafts.start_survey, council=1, text="空的问卷", by=cast.CLERK, reply_to=to)
    with pytest.raises(NoQuestions):
        press(hall, drafts.press_post, cast.CLERK, number=2)
    put = partial(draft_questions.put_question, council=1, number=2, place=None, by=cast.CLERK, reply_to=to)
    for n in range(20):
        hall.at(put, kind="scale", text=f"第{n}题怎么样")
    hall.refuses(TooManyQuestions, put, kind="scale", text="还有一题")
    hall.refuses(BadOptions, partial(put, number=1), kind="one", text="来吗？\n来")
    days = partial(drafts.set_days, council=1, number=1, by=cast.CLERK, reply_to=to)
    hall.refuses(BadSurveyTime, days, text="61天")
    hall.at(days, text="3天")
    assert hall.get(Survey, "1/1").days == 3


def test_erased(posted: Hall) -> None:
    """Who is erased while it runs takes their answers along."""
    who = neighbours(1)[0]
    answer(posted, who, ticks=("0.0",))
    posted.at(personal_data.erase_person, account=who.id, chat=private(who))
    assert count(posted, SurveyResponse) == 0


def test_down_over_its_end(posted: Hall) -> None:
    """Down over the end it is closed once on return, which is said to its author."""
    for each in neighbours(3):
        answer(posted, each, ticks=("0.0",))
    posted.pass_time(9 * DAY)
    posted.pass_time(DAY)
    (told,) = posted.told("survey.page")[-1:]
    assert told.params.what == "late"
    assert posted.get(Survey, "1/1").done == 3

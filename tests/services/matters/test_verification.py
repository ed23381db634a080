"""What comes after a decision: who does it by when, how it goes, whether it is done, and whether that is true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.errors import NoSuchPerson
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NotAsked, WrongState
from bot.domain.matters.matter import LOOK_BACK_TIME, Answer, Feedback
from bot.domain.matters.state import State
from bot.domain.shared.errors import CouncilError, NoSuchDay, NotAllowed, PastDay, TooLong, TooShort
from bot.domain.shared.ids import AccountId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.reply import Reply
from bot.services.councils import councils, personal_data, roles
from bot.services.matters import assignments, progress, proposals, resolutions, verification
from bot.services.matters.repository import REASON_LIMIT
from bot.services.matters.resolutions import WORDS_LIMIT
from tests import cast
from tests.cast import private
from tests.services.hall import Hall

TODAY = date(2026, 3, 2)  # the council's; builders.NOW is 20:00 of it
DAY = date(2026, 3, 10)
MORNING_AFTER = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
PHOTO = Attachment("photo", "p1")


@pytest.fixture
def assigned(hall: Hall) -> Hall:
    """A matter handed to the handler until the 10th of March; its two supporters wait for it."""
    hall.stand(State.RESOLVED, resolution="换成感应灯")
    hall.support(1, cast.NEIGHBOUR, cast.STRANGER)
    assign(hall, DAY)
    hall.deliver()
    return hall


@pytest.fixture
def finished(assigned: Hall) -> Hall:
    """The same matter, reported done."""
    step(assigned, progress.report_done, cast.HANDLER)
    assigned.deliver()
    return assigned


def assign(hall: Hall, day: date, handler: Account | str = cast.HANDLER) -> Reply:
    who = handler if isinstance(handler, str) else hall.member(handler)
    return hall.at(assignments.assign_matter, council=1, number=1, by=hall.by(cast.CLERK), handler=who, day=day)


def step(hall: Hall, act: Callable[..., Reply], who: Account, text: str = "装好了") -> Reply:
    return hall.at(act, council=1, number=1, by=hall.by(who), text=text)


def answer(hall: Hall, who: Account, answer: Answer, reason: str = "") -> Reply:
    return hall.at(verification.record_feedback, council=1, number=1, by=hall.by(who), answer=answer, reason=reason)


# Decided


def test_a_resolution(hall: Hall) -> None:
    """A resolution is kept and told; corrected before anybody works on it, it replaces the one before."""
    hall.stand(State.AGENDA)
    for text in ("换灯泡，电话13800138000", "换成感应灯"):
        hall.at(resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.HEAD), text=text)
    matter = hall.matter()
    assert (matter.state, matter.resolution) == (State.RESOLVED, "换成感应灯")
    assert [entry.text for entry in matter.timeline[-2:]] == ["换灯泡，电话138****8000", "换成感应灯"]
    assert hall.news() == [Act.RESOLVE, Act.RESOLVE]
    assert (hall.last.what, hall.last.facts) == (Act.RESOLVE, {})


@pytest.mark.parametrize(("text", "refusal"), [(" ", TooShort), ("换" * (WORDS_LIMIT + 1), TooLong)])
def test_a_resolution_has_words(hall: Hall, text: str, refusal: type[CouncilError]) -> None:
    """A resolution without words, or with too many, is refused."""
    hall.stand(State.AGENDA)
    hall.refuses(refusal, resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.HEAD), text=text)


def test_residents_resolve_nothing(hall: Hall) -> None:
    """A resolution is recorded by head or clerk, about a matter that was taken up."""
    hall.propose()
    hall.refuses(NotAllowed, resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.RESIDENT), text="换灯")
    hall.refuses(WrongState, resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.HEAD), text="换灯")


# Handed over


def test_assigned(hall: Hall) -> None:
    """A matter is handed to somebody until a day; they are told in private, the group by news, and it is watched."""
    hall.stand(State.RESOLVED)
    hall.opens_private_chat(cast.HANDLER)
    hall.deliver()
    assert assign(hall, DAY).key == "did_assign"
    matter, person = hall.matter(), hall.member(cast.HANDLER).person
    assert (matter.state, matter.assignment.handler, matter.assignment.handler_name, matter.assignment.due) == (
        State.DISPATCHED,
        person,
        "",
        DAY,
    )
    assert (hall.last.what, hall.last.facts) == (Act.ASSIGN, {"handler": person, "due": "2026-03-10"})
    assert hall.news() == [Act.ASSIGN]
    (told,) = hall.told("matter.yours")
    assert (told.chat, told.params.person) == (private(cast.HANDLER), person)
    (row,) = hall.waits("overdue")
    assert row.at == MORNING_AFTER


def test_a_handler_without_a_chat_is_named_in_the_group(hall: Hall) -> None:
    """A handler who never wrote to the bot reads it in the group's news alone."""
    hall.stand(State.RESOLVED)
    assign(hall, DAY)
    assert (hall.told("matter.yours"), hall.news()) == ([], ["assign"])


def test_a_bare_name_may_be_in_charge(hall: Hall) -> None:
    """Somebody who uses no chat is kept by name, masked; no name and nobody's number stand in the record."""
    hall.stand(State.RESOLVED)
    assign(hall, DAY, "王师傅13800138000")
    assert (hall.matter().assignment.handler, hall.matter().assignment.handler_name) == (None, "王师傅138****8000")
    assert hall.last.facts == {"handler": 0, "due": "2026-03-10"}


def test_not_until_yesterday(hall: Hall) -> None:
    """A matter may be due today in the council's zone, and not before."""
    hall.stand(State.RESOLVED)
    with pytest.raises(PastDay):
        assign(hall, TODAY - timedelta(days=1))
    assign(hall, TODAY)
    assert hall.matter().assignment.due == TODAY


def test_handed_on_the_watch_moves_along(assigned: Hall) -> None:
    """Handed to somebody else by another day, only the new day is watched, and the group hears of it anew."""
    assigned.pass_time(MORNING_AFTER)
    assigned.deliver()
    assign(assigned, date(2026, 3, 20), cast.CAPTAIN)
    (row,) = assigned.waits("overdue")
    assert row.at == datetime(2026, 3, 21, 1, 0, tzinfo=UTC)
    assert not row.params.told
    assigned.deliver()
    assigned.pass_time(row.at)
    assert assigned.news() == [Act.OVERDUE]


def test_only_officers_hand_over(hall: Hall) -> None:
    """Neither the proposer nor the handler hands a matter on."""
    hall.stand(State.RESOLVED)
    for who in (cast.RESIDENT, cast.HANDLER):
        hall.refuses(
            NotAllowed,
            assignments.assign_matter,
            council=1,
            number=1,
            by=hall.by(who),
            handler="王师傅",
            day=DAY,
        )


@pytest.mark.parametrize(
    ("text", "day"),
    [("3月10日", DAY), ("2026-03-10", DAY), ("8天", DAY), ("今天", TODAY)],
)
def test_a_day_in_words(hall: Hall, text: str, day: date) -> None:
    """A day is read as people write it, in the council's zone."""
    assert assignments.parse_due_day(hall.council(), text, hall.now) == day


@pytest.mark.parametrize(("text", "refusal"), [("", NoSuchDay), ("快点", NoSuchDay), ("2026-03-01", PastDay)])
def test_a_day_that_is_none(hall: Hall, text: str, refusal: type[CouncilError]) -> None:
    """Words that name no day, and days that are over, are refused."""
    with pytest.raises(refusal):
        assignments.parse_due_day(hall.council(), text, hall.now)


# Who is meant


def find(hall: Hall, text: str, mentioned: Account | None = None) -> str | int:
    by = hall.by(cast.CLERK)
    found = hall.do(assignments.find_handler, council=1, text=text, mentioned=mentioned, by=by)
    return found if isinstance(found, str) else found.person


def test_who_is_meant(hall: Hall) -> None:
    """A mention, an @name, a place in the roster, a name on the roster, 我; anything else is a bare name."""
    handler, clerk = hall.member(cast.HANDLER).person, hall.member(cast.CLERK).person
    assert find(hall, "", mentioned=cast.HANDLER) == handler
    assert find(hall, "@ChenShifu") == find(hall, "＠chenshifu") == handler
    assert find(hall, "2") == clerk
    assert find(hall, "陈师傅") == handler
    assert find(hall, "我") == clerk
    assert find(hall, "赵敏") == "赵敏"
    assert find(hall, "99") == "99"
    assert find(hall, "物业", mentioned=cast.BOT) == "物业"


def test_a_mention_makes_known(hall: Hall) -> None:
    """Somebody mentioned whom the council did not know is known from then on."""
    assert (
        find(hall, "", mentioned=Account(AccountId("301"), "新来的")) == hall.member(Account(AccountId("301"))).person
    )


def test_who_left_is_not_meant(hall: Hall) -> None:
    """Somebody who left is found neither by mention nor by @name."""
    hall.at(roles.mark_left, chat=cast.GROUP, who=cast.HANDLER)
    with pytest.raises(NoSuchPerson):
        find(hall, "", mentioned=cast.HANDLER)
    assert find(hall, "@chenshifu") == "@chenshifu"


def test_nobody_is_meant(hall: Hall) -> None:
    """Without a word nobody is meant."""
    with pytest.raises(TooShort):
        find(hall, " ")


# Late


def test_overdue(assigned: Hall) -> None:
    """The group hears once that a matter is late, and so does the handler, at nine."""
    assigned.opens_private_chat(cast.HANDLER)
    assigned.pass_time(MORNING_AFTER - timedelta(days=1))
    assert "matter.news" not in [each.view for each in assigned.deliver()]
    for morning in range(3):
        assigned.pass_time(MORNING_AFTER + timedelta(days=morning))
        sent = [each.view for each in assigned.deliver()]
        assert sent.count("morning") == (1 if morning == 0 else 0)
        assert sent.count("matter.news") == (1 if morning == 0 else 0)
    assert [entry.what for entry in assigned.matter().timeline].count(Act.OVERDUE) == 1
    step(assigned, progress.report_done, cast.HANDLER)
    assert assigned.waits("overdue") == []


def test_overdue_after_a_downtime(assigned: Hall) -> None:
    """Days that the bot was down are not told one by one: once now, and again tomorrow at nine."""
    assigned.opens_private_chat(cast.HANDLER)
    assigned.pass_time(MORNING_AFTER + timedelta(days=5, hours=3))
    assert len(assigned.told("morning")) == 1
    assert [row.at for row in assigned.waits("overdue")] == [MORNING_AFTER + timedelta(days=6)]


def test_a_bare_name_is_told_nothing(hall: Hall) -> None:
    """With a bare name in charge the group hears that it is late, and nobody in private."""
    hall.stand(State.RESOLVED)
    assign(hall, DAY, "王师傅")
    hall.deliver()
    hall.pass_time(MORNING_AFTER)
    assert (hall.news(), hall.told("morning")) == (["overdue"], [])


def test_the_watch_judges_by_the_matter(assigned: Hall) -> None:
    """A watch that comes due too early, or for a matter nobody works on, tells nothing."""
    (row,) = assigned.waits("overdue")
    assigned.do(progress.mark_overdue, row, MORNING_AFTER - timedelta(hours=10))
    assigned.do(lambda tx: tx.put(replace(assigned.matter(), state=State.DONE)))
    assigned.do(progress.mark_overdue, row, MORNING_AFTER)
    assert assigned.news() == []


# Under way


@pytest.mark.parametrize("who", [cast.HANDLER, cast.CLERK, cast.HEAD])
def test_progress(assigned: Hall, who: Account) -> None:
    """Whoever is in charge, or an officer, adds a step, which the group hears of."""
    assert step(assigned, progress.report_progress, who, "灯到了，电话13800138000").key == "did_progress"
    matter = assigned.matter()
    assert (matter.state, matter.timeline[-1].text) == (State.IN_PROGRESS, "灯到了，电话138****8000")
    assert (assigned.news(), assigned.last.facts) == (["progress"], {})


@pytest.mark.parametrize("act", [progress.report_progress, progress.report_done])
def test_only_who_is_in_charge(assigned: Hall, act: Callable[..., Reply]) -> None:
    """Neither a neighbour nor a handler of other matters reports on this one."""
    assign(assigned, DAY, cast.CAPTAIN)
    for who in (cast.RESIDENT, cast.HANDLER):
        with pytest.raises(NotAllowed):
            step(assigned, act, who)


@pytest.mark.parametrize("act", [progress.report_progress, progress.report_done])
def test_a_photo_speaks_for_itself(assigned: Hall, act: Callable[..., Reply]) -> None:
    """A step may be a picture without words, and not nothing."""
    by = assigned.by(cast.HANDLER)
    assigned.refuses(TooShort, act, council=1, number=1, by=by, text=" ")
    assigned.refuses(TooLong, act, council=1, number=1, by=by, text="好" * (WORDS_LIMIT + 1))
    assigned.at(act, council=1, number=1, by=by, text="", attachments=(PHOTO,))
    assert assigned.matter().timeline[-1].attachments == (PHOTO,)


def test_done(assigned: Hall) -> None:
    """Reported done, the group is asked, and in private those of them who can be; a week is left for answers."""
    assigned.opens_private_chat(cast.RESIDENT, cast.STRANGER, cast.HEAD)
    assert step(assigned, progress.report_done, cast.HANDLER).key == "did_done"
    asked = [assigned.member(each).person for each in (cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER)]
    assert list(assigned.matter().asked) == asked
    assert assigned.news() == [Act.DONE]
    assert {each.chat for each in assigned.told("look_back")} == {private(cast.RESIDENT), private(cast.STRANGER)}
    assert [row.at for row in assigned.waits("look_back_over")] == [assigned.now + LOOK_BACK_TIME]
    assert assigned.waits("overdue") == []


def test_who_is_gone_is_not_asked(assigned: Hall) -> None:
    """Who left or was erased is not asked, so the others' answers are enough."""
    assigned.at(roles.mark_left, chat=cast.GROUP, who=cast.NEIGHBOUR)
    assigned.at(personal_data.erase_person, account=cast.STRANGER.id, chat=private(cast.STRANGER))
    step(assigned, progress.report_done, cast.HANDLER)
    assert assigned.matter().asked == (assigned.member(cast.RESIDENT).person,)
    answer(assigned, cast.RESIDENT, Answer.YES)
    assert assigned.matter().state is State.CLOSED


# Looked back on


def test_content_all_round(finished: Hall) -> None:
    """When everybody who was asked is content the matter is closed, and nothing waits any more."""
    for who in (cast.RESIDENT, cast.NEIGHBOUR):
        assert answer(finished, who, Answer.YES).key == "thanks_for_answer"
        assert finished.matter().state is State.DONE
    assert answer(finished, cast.STRANGER, Answer.MOSTLY).key == "closed_by_answer"
    assert finished.matter().state is State.CLOSED
    assert [line.what for line in finished.lines[-2:]] == [Act.SATISFIED, Act.CLOSE]
    assert (finished.last.person, finished.news()) == (None, ["close"])
    assert finished.do(verification.count_answers, finished.matter()) == {Answer.YES: 2, Answer.MOSTLY: 1, Answer.NO: 0}
    assert finished.waits("look_back_over") == []


def test_the_newest_answer_counts_and_stands_once(finished: Hall) -> None:
    """Changing one's mind changes the count and the timeline's line; saying the same again changes nothing."""
    lines = len(finished.matter().timeline)
    for said in (Answer.YES, Answer.MOSTLY, Answer.YES, Answer.MOSTLY):
        finished.now += timedelta(minutes=1)
        answer(finished, cast.RESIDENT, said)
    assert [entry.what for entry in finished.matter().timeline[lines:]] == [Act.ANSWER_MOSTLY]
    assert finished.do(verification.count_answers, finished.matter())[Answer.MOSTLY] == 1
    before = finished.state()
    answer(finished, cast.RESIDENT, Answer.MOSTLY)
    assert finished.state() == before
    assert finished.matter().state is State.DONE


def test_discontent_reopens(finished: Hall) -> None:
    """Discontent with a reason reopens the matter with a new day, which the handler hears of."""
    finished.opens_private_chat(cast.HANDLER)
    finished.now += timedelta(days=12)
    assert answer(finished, cast.NEIGHBOUR, Answer.NO, "还是不亮，电话13800138000").key == "reopened"
    matter = finished.matter()
    assert (matter.state, matter.open, matter.reopened) == (State.IN_PROGRESS, True, 1)
    assert matter.timeline[-1].text == "还是不亮，电话138****8000"
    assert matter.assignment.due == date(2026, 3, 23)  # seven days end on a Saturday: the Monday after
    assert [row.act for row in finished.waits("overdue") + finished.waits("look_back_over")] == ["overdue"]
    assert finished.news() == [Act.REOPEN]
    assert [each.chat for each in finished.told("matter.yours")] == [private(cast.HANDLER)]
    assert (finished.last.what, finished.last.facts) == (Act.REOPEN, {})


def test_a_later_day_is_left_to_the_handler(finished: Hall) -> None:
    """A day that was promised and is further away than the new one stays."""
    later = finished.matter().assignment.with_deadline(date(2026, 5, 1), known=True)
    finished.do(lambda tx: tx.put(replace(finished.matter(), assignment=later)))
    answer(finished, cast.NEIGHBOUR, Answer.NO, "还是不亮")
    assert finished.matter().assignment.due == date(2026, 5, 1)


@pytest.mark.parametrize(("reason", "refusal"), [("", TooShort), ("不" * (REASON_LIMIT + 1), TooLong)])
def test_discontent_needs_a_reason(finished: Hall, reason: str, refusal: type[CouncilError]) -> None:
    """Discontent without a reason changes nothing."""
    by, before = finished.by(cast.NEIGHBOUR), finished.state()
    wishes = {"council": 1, "number": 1, "by": by, "answer": Answer.NO, "reason": reason}
    finished.refuses(refusal, verification.record_feedback, **wishes)
    assert finished.state() == before


def test_each_round_counts_by_itself(finished: Hall) -> None:
    """After a reopening everybody is asked anew, and the answers of the round before do not count."""
    answer(finished, cast.RESIDENT, Answer.YES)
    answer(finished, cast.NEIGHBOUR, Answer.NO, "还是不亮")
    step(finished, progress.report_done, cast.HANDLER, "换了新灯")
    assert finished.do(verification.count_answers, finished.matter()) == dict.fromkeys(Answer, 0)
    for who in (cast.NEIGHBOUR, cast.STRANGER):
        answer(finished, who, Answer.YES)
    assert finished.matter().state is State.DONE
    answer(finished, cast.RESIDENT, Answer.YES)
    assert finished.matter().state is State.CLOSED
    assert sorted({each.round for each in finished.every(Feedback)}) == [0, 1]


def test_only_who_was_asked_answers(finished: Hall) -> None:
    """Somebody who neither proposed nor supported is not counted."""
    with pytest.raises(NotAsked):
        answer(finished, cast.CAPTAIN, Answer.YES)


@pytest.mark.parametrize("said", list(Answer))
def test_late_answers_are_refused(finished: Hall, said: Answer) -> None:
    """After a week without a word the matter is closed, counted apart, and answers come too late."""
    finished.pass_time(LOOK_BACK_TIME)
    assert finished.matter().state is State.UNVERIFIED
    assert (finished.news(), finished.last.what, finished.last.person) == (["unverified"], Act.UNVERIFIED, None)
    with pytest.raises(WrongState):
        answer(finished, cast.RESIDENT, said, "还是不亮")


def test_the_week_is_over_for_what_is_done_alone(assigned: Hall) -> None:
    """The end of the week closes nothing that is being worked on."""
    step(assigned, progress.report_done, cast.HANDLER)
    (row,) = assigned.waits("look_back_over")
    answer(assigned, cast.NEIGHBOUR, Answer.NO, "还是不亮")
    assigned.do(verification.end_look_back, row, row.at)
    assert assigned.matter().state is State.IN_PROGRESS


def test_the_last_answer_while_the_bot_is_away(finished: Hall) -> None:
    """Answers from private chats count while the bot is out of the group."""
    finished.at(councils.mark_bot_absent, chat=cast.GROUP)
    for who in (cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER):
        answer(finished, who, Answer.YES)
    assert finished.matter().state is State.CLOSED


def test_an_untouched_matter_supports_on(hall: Hall) -> None:
    """Support and work do not stand in each other's way."""
    hall.stand(State.IN_PROGRESS)
    assert hall.at(proposals.support_matter, council=1, number=1, by=hall.by(cast.NEIGHBOUR)).key == "supported"

"""Clues: who may do what with them, handlers who cannot be reached or leave, results told once, downtime."""

from datetime import timedelta

import pytest

from bot.domain.clues.clue import Clue, ClueReport, ClueSource, ClueState, MeetingClues
from bot.domain.clues.draft import ClueDraft, ClueLine
from bot.domain.clues.errors import (
    CannotWriteTo,
    ClueDone,
    ClueDraftGone,
    ClueNotDone,
    NoClue,
    NotYourClue,
    SourceInUse,
    TooManySources,
)
from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, OldButton, PrivateOnly
from bot.domain.shared.job import Job
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.reply import Reply
from bot.services import departures
from bot.services.clues import clue_lists, clue_reminders, clues, intake, results, sources
from bot.services.councils import members, personal_data
from bot.services.councils.practices import press_practice
from bot.services.meetings import sessions
from bot.services.practices import load_agenda
from bot.services.reactions import perform
from bot.services.scheduled_jobs import JOBS
from tests import cast
from tests.builders import back
from tests.cast import GROUP, private
from tests.services.hall import Hall

DAY = timedelta(days=1)
WASTE = "3号楼后面有人倒垃圾"


@pytest.fixture
def recorded(hall: Hall) -> Hall:
    """Clues are on; the clerk has recorded one of a department; four people can be written to in private."""
    hall.opens_private_chat(cast.HEAD, cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
    hall.tap(press_practice, Intent("practice", 1, 1, Practice.CLUES), cast.HEAD)
    hall.at(sources.name_source, council=1, by=hall.member(cast.CLERK), text="城管科")
    write(hall, f"城管科：{WASTE}")
    hall.deliver()
    return hall


def write(hall: Hall, text: str, by: Account = cast.CLERK) -> None:
    hall.at(intake.write_clue, council=1, text=text, by=by, reply_to=back(f"w{hall.messages}", private(by)))


def press(hall: Hall, act: str, by: Account, number: int = 1, arg: str = "") -> Reply:
    use = {
        "clue_give": clues.ask_about,
        "clue_result": clues.ask_about,
        "clue_back": clues.ask_about,
        "clue_again": clues.press_again,
        "clue_draft": intake.press_draft,
        "clue_passed": results.press_passed_on,
        "clue_source_gone": sources.press_drop_source,
        "clues_file": clue_lists.press_file,
        "clues_turn": clue_lists.press_turn,
    }[act]
    return hall.tap(use, Intent(act, 1, number, arg), by, chat=private(by))


def give(hall: Hall, whom: Account, number: int = 1) -> Reply:
    by = hall.member(cast.CLERK)
    return hall.at(clues.give_clue, council=1, number=number, name="", whom=whom, by=by)


def solve(hall: Hall, by: Account, text: str = "清走了", number: int = 1) -> Reply:
    return hall.at(clues.write_result, council=1, number=number, by=hall.member(by), text=text)


def clue(hall: Hall, number: int = 1) -> Clue:
    return hall.get(Clue, f"1/{number}")


def reminders(hall: Hall) -> list[tuple[ReminderKind, int]]:
    """Return what the next morning list reminds of, and whom."""
    rows = [job for job in hall.every(Job) if job.act == "morning"]
    return [(each.kind, each.person) for job in rows for each in job.params.reminders]


def test_recorded_without_words(recorded: Hall) -> None:
    """A clue is kept with its report; the record has its number and none of its words, the group nothing."""
    assert (clue(recorded).text, clue(recorded).state) == (WASTE, ClueState.NEW)
    assert [each.text for each in recorded.every(ClueReport)] == [WASTE]
    assert ("clue", {"clue": 1}) in [(line.what, dict(line.facts)) for line in recorded.lines]
    write(recorded, "城管科：东门井盖松了")
    assert {each.chat for each in recorded.told("clue")} == {private(cast.CLERK)}


def test_who_may(recorded: Hall) -> None:
    """Officers alone record and assign; whoever is not the handler learns of no clue, not even whether it is there."""
    recorded.refuses(
        NotAllowed,
        intake.write_clue,
        council=1,
        text="派出所：x",
        by=cast.RESIDENT,
        reply_to=back("x", private(cast.RESIDENT)),
    )
    recorded.refuses(PrivateOnly, intake.write_clue, council=1, text="城管科：车棚", by=cast.CLERK, reply_to=back())
    for number in (1, 99):
        with pytest.raises(NotYourClue):
            press(recorded, "clue_result", cast.RESIDENT, number)
    with pytest.raises(NoClue):
        press(recorded, "clue_result", cast.CLERK, 99)
    with pytest.raises(PrivateOnly):
        recorded.tap(clues.find_page, Intent("clue_open", 1, 1), cast.CLERK, chat=GROUP)
    for act in ("clue_again", "clue_passed", "clue_source_gone", "clues_file"):
        with pytest.raises(NotAllowed):
            press(recorded, act, cast.RESIDENT)
    for arg in ("x", "fromx", "from"):
        with pytest.raises(OldButton):
            press(recorded, "clues_turn", cast.CLERK, 1, arg)
    assert clue_lists.load_clue(recorded.tx(), 1, 1, recorded.member(cast.RESIDENT).person) is None
    assert clue_lists.load_list(recorded.tx(), 1, recorded.member(cast.RESIDENT).person, "from1", 1).clues == ()


def test_one_handler(recorded: Hall) -> None:
    """The handler gets it in private; a second one takes it over, the first can do nothing with it any more."""
    give(recorded, cast.RESIDENT)
    assert give(recorded, cast.RESIDENT).key == "clue_given"
    assert len(recorded.told("clue", private(cast.RESIDENT))) == 1
    with pytest.raises(NotAllowed):
        press(recorded, "clue_give", cast.RESIDENT)
    recorded.deliver()
    give(recorded, cast.NEIGHBOUR)
    recorded.refuses(
        NotYourClue, clues.write_result, council=1, number=1, by=recorded.member(cast.RESIDENT), text="好了"
    )
    assert clue(recorded).handler == recorded.member(cast.NEIGHBOUR).person
    recorded.by(cast.CAPTAIN)
    with pytest.raises(CannotWriteTo):
        give(recorded, cast.CAPTAIN)


def test_result(recorded: Hall) -> None:
    """A result is told once, other words again; none is taken up before it is there, or given back after it."""
    write(recorded, "派出所：3号楼后面老有人倒垃圾")
    contact = {"council": 1, "number": 1, "name": "", "whom": cast.NEIGHBOUR, "by": recorded.member(cast.CLERK)}
    recorded.at(sources.set_contact, **contact)
    with pytest.raises(ClueNotDone):
        press(recorded, "clue_again", cast.CLERK)
    give(recorded, cast.RESIDENT)
    for times, text in ((1, "清走了"), (1, "清走了"), (2, "都清走了")):
        solve(recorded, cast.RESIDENT, text)
        assert len(recorded.told("clue.told")) == times
        recorded.now += timedelta(minutes=1)
    with pytest.raises(ClueDone):
        press(recorded, "clue_back", cast.RESIDENT)
    press(recorded, "clue_again", cast.CLERK)
    assert (clue(recorded).state, clue(recorded).result) == (ClueState.GIVEN, "")
    assert results.load_told(recorded.tx(), 1, 1) is None


def test_passed_on(recorded: Hall) -> None:
    """A result for a source without a contact waits for an officer, who says once that it was passed on."""
    solve(recorded, cast.CLERK)
    assert clue(recorded).handler == recorded.member(cast.CLERK).person
    assert (ReminderKind.CLUES, recorded.member(cast.CLERK).person) in reminders(recorded)
    assert press(recorded, "clue_passed", cast.CLERK, 1, "1") == Reply("clue_passed_on", {"n": 1})
    assert press(recorded, "clue_passed", cast.CLERK, 1, "1") == Reply("clue_passed_on", {"n": 0})
    assert recorded.get(ClueReport, "1/1").told == recorded.now
    assert results.load_waiting(recorded.tx(), 1).results == ()


def test_reported_after_the_result(recorded: Hall) -> None:
    """An alike clue that has a result already is offered, and its new source is told that at once."""
    solve(recorded, cast.CLERK)
    press(recorded, "clue_passed", cast.CLERK, 1, "1")
    write(recorded, "城管科：3号楼后面还有人倒垃圾")
    (draft,) = recorded.every(ClueDraft)
    assert draft.offered == (1,)
    with pytest.raises(OldButton):
        press(recorded, "clue_draft", cast.CLERK, draft.number, "j9")
    press(recorded, "clue_draft", cast.CLERK, draft.number, "j1")
    assert results.count_waiting(recorded.tx(), 1) == 1
    for by in (cast.CLERK, cast.HEAD):
        with pytest.raises(ClueDraftGone):
            press(recorded, "clue_draft", by, draft.number, "j1")


def test_left_and_erased(recorded: Hall) -> None:
    """Clues of a handler who leaves or is erased are the officers' again; the words and results stay."""
    write(recorded, "城管科：东门井盖松了")
    for number in (1, 2):
        give(recorded, cast.RESIDENT, number)
    solve(recorded, cast.RESIDENT, number=2)
    recorded.at(departures.member_left, chat=GROUP, who=cast.RESIDENT)
    assert [each.params.matters for each in recorded.told("clues.left")] == [(1,)]
    assert (clue(recorded).state, clue(recorded).handler) == (ClueState.NEW, 0)
    recorded.at(departures.member_left, chat=GROUP, who=cast.RESIDENT)
    assert len(recorded.told("clues.left")) == 1
    give(recorded, cast.NEIGHBOUR)
    recorded.at(sources.set_contact, council=1, number=1, name="", whom=cast.NEIGHBOUR, by=recorded.member(cast.CLERK))
    recorded.at(personal_data.erase_person, account=cast.NEIGHBOUR.id, chat=private(cast.NEIGHBOUR))
    assert clue(recorded).state is ClueState.NEW
    assert recorded.get(ClueSource, "1/1").contact == 0
    assert clue(recorded, 2).result == "清走了"


def test_reminded(recorded: Hall) -> None:
    """Nobody's clue is said to officers the next morning, a handler's after three days; after a downtime once."""
    clerk, handler = (recorded.member(each).person for each in (cast.CLERK, cast.RESIDENT))
    recorded.now += 5 * DAY
    (row,) = recorded.waits(clue_reminders.JOB)
    recorded.do(perform, JOBS[row.act], row, recorded.now)
    assert reminders(recorded) == [(ReminderKind.CLUES, clerk)]
    give(recorded, cast.RESIDENT)
    (row,) = recorded.waits(clue_reminders.JOB)
    assert (row.at - recorded.now).days == 2  # a minute before nine
    recorded.do(perform, JOBS[row.act], row, row.at)
    assert (ReminderKind.OWN_CLUES, handler) in reminders(recorded)
    assert clue_reminders.load_waiting(recorded.tx(), 1, recorded.now).long == 0
    assert clue_reminders.load_waiting(recorded.tx(), 1, recorded.now + 11 * DAY).long == 1
    solve(recorded, cast.RESIDENT)
    (row,) = recorded.waits(clue_reminders.JOB)
    recorded.do(perform, JOBS[row.act], row, recorded.now + 30 * DAY)
    assert recorded.waits(clue_reminders.JOB) in ([], [row])


def test_on_the_agenda(recorded: Hall) -> None:
    """A meeting that is opened takes all clues without a result, where the practice is on."""
    assert load_agenda(recorded.tx(), 1, 0) == {Practice.CLUES: 1}
    write(recorded, "城管科：东门井盖松了")
    solve(recorded, cast.CLERK, number=2)
    recorded.at(sessions.open_meeting, council=1, by=recorded.member(cast.HEAD))
    (taken,) = recorded.every(MeetingClues)
    assert taken.clues == (1,)
    assert [each.chat for each in recorded.told("clues.meeting")] == [private(cast.CLERK)]
    solve(recorded, cast.CLERK)
    assert load_agenda(recorded.tx(), 1, taken.meeting) == {Practice.CLUES: 1}  # it stood there
    recorded.tap(press_practice, Intent("practice", 1, 0, Practice.CLUES), cast.HEAD)
    assert load_agenda(recorded.tx(), 1, taken.meeting) == {}


def test_a_file(recorded: Hall) -> None:
    """Lines join clues or one another, or stay apart; a forgotten draft is over; sources have a limit."""
    lines = (
        ClueLine(text="3号楼后面老有人倒垃圾", source="派出所", alike=1),
        ClueLine(text="西门路灯坏了", source="民政科"),
        ClueLine(text="西门路灯不亮", source="派出所", first=2),
    )
    for chosen, clues_then in (("m", 2), ("a", 5)):
        draft = recorded.at(intake.hold_sheet, council=1, lines=lines, by=cast.CLERK)
        assert press(recorded, "clue_draft", cast.CLERK, draft.number, chosen).key == "ok"
        assert len(recorded.every(Clue)) == clues_then
    assert {each.name for each in recorded.every(ClueSource)} == {"城管科", "派出所", "民政科"}
    with pytest.raises(SourceInUse):
        press(recorded, "clue_source_gone", cast.CLERK, 1)
    many = tuple(ClueLine(text="井盖", source=f"科{number}") for number in range(60))
    recorded.refuses(TooManySources, intake.hold_sheet, council=1, lines=many, by=cast.CLERK)
    recorded.at(intake.hold_sheet, council=1, lines=lines, by=cast.CLERK)
    recorded.pass_time(2 * DAY)
    assert recorded.every(ClueDraft) == []
    assert members.get_member(recorded.tx(), 1, cast.CLERK.id)

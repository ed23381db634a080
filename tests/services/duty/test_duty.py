"""Duty on bad days: down over a reminder, people who go, holidays, and a roster that changes under a swap."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.duty.errors import CannotSwapWith, DutyDraftGone, NotYourTurn, SwapGone, SwapRunning, TurnBegun
from bot.domain.duty.swap import DutySwap, SwapState
from bot.domain.duty.turn import DutyDraft, DutyRoster, DutyTurn, Part
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.services.councils import personal_data, practices, roles
from bot.services.duty import duty, rosters, swaps
from bot.services.reports.dated_rows import Span
from bot.services.reports.practice_figures import load_figures
from bot.services.shared.council_time import day_now
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

DAY = timedelta(days=1)


@pytest.fixture
def rostered(hall: Hall) -> Hall:
    """Duty is on; the next four days have somebody, and the head leads on the first of them."""
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.DUTY), cast.HEAD)
    hall.opens_private_chat(cast.HEAD, cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
    names = {who: hall.member(who).name for who in (cast.HEAD, cast.RESIDENT, cast.NEIGHBOUR)}
    lines = [f"明天 {names[cast.RESIDENT]} 带班 {names[cast.HEAD]}", f"后天 {names[cast.NEIGHBOUR]}"]
    write(hall, "\n".join([*lines, f"3天后 {names[cast.RESIDENT]}", f"4天后 {names[cast.NEIGHBOUR]}"]))
    hall.deliver()
    return hall


def write(hall: Hall, text: str, by: Account = cast.CLERK) -> None:
    hall.at(duty.write_lines, council=1, text=text, by=by, reply_to=back("write", private(by)))


def turn(hall: Hall, days: int, part: Part = Part.ON_DUTY) -> DutyTurn:
    """The turn so many days from today."""
    day = day_now(hall.council(), hall.now) + days * DAY
    return next(each for each in rosters.turns_on(hall.tx(), 1, day) if each.part is part)


def swap(hall: Hall, days: int = 1, by: Account = cast.RESIDENT, other: Account = cast.NEIGHBOUR) -> DutySwap:
    """A swap that was asked for."""
    wishes = {"number": turn(hall, days).number, "name": "", "whom": other, "by": hall.member(by)}
    hall.at(swaps.ask_swap, council=1, **wishes)
    return hall.every(DutySwap)[-1]


def press(hall: Hall, act: str, by: Account, number: int) -> None:
    use = {"yes": swaps.press_yes, "no": swaps.press_no, "back": swaps.press_take_back, "known": duty.press_known}[act]
    hall.tap(use, Intent(act, 1, number), by)


def test_down_over_the_reminder(rostered: Hall) -> None:
    """Who was to be reminded while the bot was down is reminded once on its return, with the lateness said."""
    missed = turn(rostered, 2)
    rostered.pass_time(timedelta(hours=30))
    reminders = rostered.told("duty.reminder", private(cast.NEIGHBOUR))
    assert [(each.params.number, each.params.part) for each in reminders] == [(missed.number, "late")]
    rostered.deliver()
    write(rostered, f"6天后 {rostered.member(cast.CLERK).name}")  # it looks whether anybody is to be reminded
    assert rostered.told("duty.reminder") == []


def test_who_left_or_was_erased_leaves_gaps(rostered: Hall) -> None:
    """Days of somebody who is gone are gaps; weekly lines make no turn for an erased person again."""
    write(rostered, f"每天 {rostered.member(cast.NEIGHBOUR).name}")
    today = day_now(rostered.council(), rostered.now)
    assert rosters.find_gaps(rostered.tx(), 1, today, 8) == []
    rostered.at(roles.mark_left, chat=cast.GROUP, who=cast.RESIDENT)
    assert rosters.find_gaps(rostered.tx(), 1, today, 8) == [today + DAY, today + 3 * DAY]
    rostered.at(personal_data.erase_person, account=cast.NEIGHBOUR.id, chat=private(cast.NEIGHBOUR))
    rostered.do(rosters.fill_ahead, 1, today)
    assert len(rosters.find_gaps(rostered.tx(), 1, today, 8)) == 8
    assert rostered.get(DutyRoster, "1").regular == ()


def test_gaps_are_told_once_and_on_holidays_too(rostered: Hall) -> None:
    """Told in the list of a working morning, and where there is none in a message of its own; each gap once."""
    rostered.pass_time(timedelta(hours=23, minutes=30))
    rostered.deliver()
    told = rostered.get(DutyRoster, "1").gaps_told
    assert len(told) > 0
    for _ in range(3):
        rostered.pass_time(DAY)
    own = rostered.told("duty.gaps", private(cast.CLERK))
    assert rostered.get(DutyRoster, "1").gaps_told[-1] > told[-1]
    assert len({each.id for each in own}) == len(own)


def test_swapped_once(rostered: Hall) -> None:
    """Two turns change hands once, whoever presses again or is not asked; the record and the figures say so."""
    begins, asked = rostered.now, swap(rostered)
    first, second = turn(rostered, 1), turn(rostered, 2)
    assert asked.given == second.number
    rostered.refuses(
        SwapRunning,
        swaps.ask_swap,
        council=1,
        number=first.number,
        name="",
        whom=cast.CLERK,
        by=rostered.member(cast.RESIDENT),
    )
    with pytest.raises(NotYourTurn):
        press(rostered, "yes", cast.CLERK, asked.number)
    press(rostered, "yes", cast.NEIGHBOUR, asked.number)
    for act in ("yes", "no"):
        with pytest.raises(SwapGone):
            press(rostered, act, cast.NEIGHBOUR, asked.number)
    assert rostered.get(DutyTurn, first.key).person == rostered.member(cast.NEIGHBOUR).person
    assert rostered.get(DutyTurn, second.key).person == rostered.member(cast.RESIDENT).person
    assert rostered.last.what == "duty_swapped"
    (figures,) = load_figures(rostered.tx(), rostered.council())
    assert figures.figures == {"turns": 4, "swaps": 1}
    (of_span,) = load_figures(rostered.tx(), rostered.council(), Span(begins, begins + 2 * DAY))
    assert of_span.figures == {"turns": 2, "swaps": 1}


def test_a_new_roster_over_a_running_swap(rostered: Hall) -> None:
    """A day that keeps its person keeps its swap; one that gets another ends it, and both are told."""
    asked = swap(rostered)
    write(rostered, f"明天 {rostered.member(cast.RESIDENT).name}")
    assert rostered.get(DutySwap, asked.key).state is SwapState.ASKED
    write(rostered, f"明天 {rostered.member(cast.CLERK).name}")
    assert rostered.get(DutySwap, asked.key).state is SwapState.CHANGED
    for who in (cast.RESIDENT, cast.NEIGHBOUR):
        assert any(each.id.endswith("/changed") for each in rostered.told("duty.swap", private(who)))
    with pytest.raises(SwapGone):
        press(rostered, "yes", cast.NEIGHBOUR, asked.number)


def test_not_answered_or_taken_back(rostered: Hall) -> None:
    """A swap without an answer by the evening before is over; one taken back can be asked again, but not for today."""
    asked = swap(rostered)
    press(rostered, "back", cast.RESIDENT, asked.number)
    again = swap(rostered)
    rostered.pass_time(again.until - rostered.now)
    assert rostered.get(DutySwap, again.key).state is SwapState.OVER
    assert turn(rostered, 1).person == rostered.member(cast.RESIDENT).person
    rostered.pass_time(DAY)
    wishes = {"number": turn(rostered, 0).number, "name": "", "whom": cast.NEIGHBOUR}
    rostered.refuses(TurnBegun, swaps.ask_swap, council=1, by=rostered.member(cast.RESIDENT), **wishes)


def test_not_with_somebody_who_has_that_day(rostered: Hall) -> None:
    """A swap gives no member two turns on one day."""
    wishes = {"number": turn(rostered, 1).number, "name": "", "whom": cast.HEAD}
    rostered.refuses(CannotSwapWith, swaps.ask_swap, council=1, by=rostered.member(cast.RESIDENT), **wishes)


def test_a_draft_is_confirmed_once_by_its_officer(rostered: Hall) -> None:
    """A roster with an unknown name waits for its officer's yes, and is forgotten after a day."""
    write(rostered, "5天后 周师傅")
    waiting = rostered.every(DutyDraft)[-1]
    with pytest.raises(DutyDraftGone):
        rostered.tap(duty.press_draft, Intent("duty_draft", 1, waiting.number, "yes"), cast.HEAD)
    with pytest.raises(NotAllowed):
        rostered.tap(duty.press_draft, Intent("duty_draft", 1, waiting.number, "yes"), cast.RESIDENT)
    rostered.tap(duty.press_draft, Intent("duty_draft", 1, waiting.number, "yes"), cast.CLERK)
    assert turn(rostered, 5).name == "周师傅"
    with pytest.raises(DutyDraftGone):
        rostered.tap(duty.press_draft, Intent("duty_draft", 1, waiting.number, "yes"), cast.CLERK)
    write(rostered, "6天后 周师傅")
    rostered.pass_time(2 * DAY)
    assert rostered.every(DutyDraft) == []


def test_a_yes_of_somebody_who_got_that_day_meanwhile(rostered: Hall) -> None:
    """A swap whose other has a turn of their own on the day by now ends, and changes nothing."""
    asked = swap(rostered)
    rostered.deliver()
    names = [rostered.member(who).name for who in (cast.RESIDENT, cast.NEIGHBOUR)]
    write(rostered, f"明天 {'、'.join(names)}")
    press(rostered, "yes", cast.NEIGHBOUR, asked.number)
    assert rostered.get(DutySwap, asked.key).state is SwapState.CHANGED
    assert turn(rostered, 1).person == rostered.member(cast.RESIDENT).person

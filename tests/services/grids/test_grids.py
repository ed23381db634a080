"""Grids with the figures of the field, and on bad days: down over a check, people who go, a map that changes."""

from datetime import date, timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.practice import Practice
from bot.domain.grids.check import CheckState, GridCheck, GridDay, GridLeave, GridMatter
from bot.domain.grids.errors import BadLeave, CheckHasMatter, CheckOver, GridDraftGone, NotYourGrid
from bot.domain.grids.grid import Grid, GridDraft, GridLine, GridMap, GridSettings
from bot.domain.grids.sheet import GridSheet, GridSheetLine
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoProof
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed, DeedKind
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.reminder import Reminder, ReminderKind
from bot.messages.registry import words_for
from bot.services import reactions
from bot.services.councils import personal_data, practices
from bot.services.departures import member_left
from bot.services.grids import check_jobs, checks, grid_page, grid_people, leaves, maps, months, problems
from bot.services.matters import proposals
from bot.services.reports.dated_rows import Span
from bot.services.reports.practice_figures import load_figures
from bot.services.shared.council_time import day_now
from bot.views.grids.checks import day_card
from handlers.telegram.features import FEATURES
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GRIDS, MADE = 102, 100
NIGHT = timedelta(hours=13)  # from the hall's evening to nine in the morning


@pytest.fixture
def mapped(hall: Hall) -> Hall:
    """Grids are on: the resident has two, the neighbour is deputy of one; the next cards come tomorrow at nine."""
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.GRIDS), cast.HEAD)
    hall.opens_private_chat(cast.HEAD, cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
    resident, neighbour = hall.member(cast.RESIDENT).person, hall.member(cast.NEIGHBOUR).person
    put(
        hall,
        GridLine(name="甲", officer=resident, deputy=neighbour, places=("1", "2")),
        GridLine(name="乙", officer=resident, places=("3-1",)),
        GridLine(name="丙", officer_name="周师傅", places=("4",)),
    )
    hall.deliver()
    return hall


def put(hall: Hall, *lines: GridLine) -> None:
    hall.at(maps.put_into_force, council=hall.council(), lines=lines, who=hall.member(cast.CLERK))


def morning(hall: Hall, days: int = 1) -> None:
    """Pass the mornings up to the cards of the last of so many days; all are sent."""
    hall.pass_time(NIGHT)
    for _ in range(days - 1):
        hall.deliver()
        hall.pass_time(DAY)
    hall.deliver()


def today(hall: Hall) -> date:
    return day_now(hall.council(), hall.now)


def check(hall: Hall, name: str, day: date | None = None) -> GridCheck:
    """The check of a grid of the newest map, by its name."""
    number = max(grid.number for grid in hall.every(Grid) if grid.name == name)
    return next(each for each in hall.every(GridCheck) if (each.grid, each.day) == (number, day or today(hall)))


def press(hall: Hall, act: str, number: int, by: Account = cast.RESIDENT) -> None:
    use = {"fine": checks.press_fine, "found": checks.press_found}[act]
    hall.tap(use, Intent(f"grid_{act}", 1, number), by, chat=private(by))


def test_a_hundred_of_a_hundred_and_two(hall: Hall) -> None:
    """102 grids, 100 checks: two are nudged once, both are named to the officers; the month's sums are the days'."""
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.GRIDS), cast.HEAD)
    hall.opens_private_chat(cast.HEAD, cast.CLERK, cast.RESIDENT)
    resident = hall.member(cast.RESIDENT).person
    put(hall, *(GridLine(name=f"第{n}网格", officer=resident, places=(str(n),)) for n in range(1, GRIDS + 1)))
    begins = hall.now
    hall.pass_time(NIGHT)
    assert len(hall.told("grid.check", private(cast.RESIDENT))) == GRIDS
    hall.deliver()
    for each in hall.every(GridCheck)[:MADE]:
        press(hall, "found" if each.number % 10 == 0 else "fine", each.number)
    hall.deliver()
    hall.pass_time(9 * HOUR)
    nudges = hall.told("grid.check", private(cast.RESIDENT))
    assert [each.params.number for each in nudges] == [MADE + 1, GRIDS]
    hall.deliver()
    hall.pass_time(15 * HOUR)
    (listed,) = hall.told("morning", private(cast.CLERK))
    yesterday = today(hall) - DAY
    assert listed.params.reminders == (
        Reminder(kind=ReminderKind.GRID_CHECKS, person=hall.member(cast.CLERK).person, number=yesterday.toordinal()),
    )
    shown = checks.load_day(hall.tx(), 1, yesterday, hall.now)
    assert shown is not None
    card = day_card(words_for(hall.tx(), private(cast.CLERK), 1, hall.now, FEATURES), shown)
    assert card is not None
    assert "有 2 个网格" in card.text
    assert "第101网格" in card.text
    assert "第102网格" in card.text
    month = months.load_month(hall.tx(), 1, yesterday.replace(day=1))
    sums = month.sums
    assert (month.days[0].asked, month.days[0].fine, month.days[0].found, month.days[0].missed) == (102, 90, 10, 2)
    assert (sums.asked, sums.fine, sums.found, sums.missed) == (2 * GRIDS, 90, 10, GRIDS + 2)
    (figures,) = load_figures(hall.tx(), hall.council())
    assert figures.figures == {"asked": 2 * GRIDS, "made": MADE, "found": 10}
    (of_span,) = load_figures(hall.tx(), hall.council(), Span(begins, begins + DAY))
    assert of_span.figures == {"asked": GRIDS, "made": MADE, "found": 10}


def test_answered_once(mapped: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """One deed a check, however often it is pressed; only those who look after the grid may; a past day is over."""
    deeds: list[Deed] = []
    monkeypatch.setattr(reactions, "DEED_REACTIONS", (lambda _tx, deed: deeds.append(deed),))
    morning(mapped)
    asked = check(mapped, "甲")
    for stranger in (cast.CLERK, cast.CAPTAIN):
        with pytest.raises(NotYourGrid):
            press(mapped, "fine", asked.number, stranger)
    for act in ("fine", "fine", "found", "fine"):
        press(mapped, act, asked.number)
    press(mapped, "fine", asked.number, cast.NEIGHBOUR)
    assert [(deed.kind, deed.number, deed.person) for deed in deeds] == [
        (DeedKind.PATROL, asked.number, mapped.member(cast.RESIDENT).person)
    ]
    assert mapped.get(GridCheck, asked.key).state is CheckState.FINE
    mapped.pass_time(DAY)
    with pytest.raises(CheckOver):
        press(mapped, "found", asked.number)
    with pytest.raises(NotYourGrid):
        press(mapped, "fine", 999)


def test_down_over_the_cards(mapped: Hall) -> None:
    """Back in the afternoon: asked once, late; back in the evening or another day: not asked, and officers hear it."""
    mapped.pass_time(NIGHT + 5 * HOUR)
    sent = mapped.told("grid.check", private(cast.RESIDENT))
    assert len(sent) == 2
    assert all(each.late for each in mapped.every(GridCheck))
    mapped.deliver()
    first = today(mapped)
    mapped.pass_time(3 * DAY + 4 * HOUR)  # 18:00 of the fourth day: two whole days are missed, and the fourth
    kept = {day.day: day.skipped for day in mapped.every(GridDay)}
    assert kept == {first: False, **{first + n * DAY: True for n in (1, 2, 3)}}
    assert mapped.told("grid.check") == []
    mapped.pass_time(2 * DAY + 15 * HOUR)
    (listed,) = mapped.told("morning", private(cast.CLERK))
    numbers = [each.number for each in listed.params.reminders if each.kind is ReminderKind.GRID_CHECKS]
    assert set(numbers) == {(first + n * DAY).toordinal() for n in range(4)}
    assert len(mapped.told("grid.check", private(cast.RESIDENT))) == 2


def test_down_over_the_evening(mapped: Hall) -> None:
    """Back on the next day nobody is nudged for yesterday any more; the officers hear of it all the same."""
    morning(mapped)
    mapped.pass_time(DAY - HOUR)
    assert mapped.told("grid.check") == []
    assert check(mapped, "甲", today(mapped) - DAY).overdue
    mapped.pass_time(HOUR)
    assert mapped.told("morning", private(cast.CLERK))


def test_no_checks_on_holidays(mapped: Hall) -> None:
    """On a weekend and on a public holiday nobody is asked, unless weekends are wanted."""
    mapped.pass_time(DAY * 4 + NIGHT)  # a Saturday
    assert check_days(mapped) == {3, 4, 5, 6}
    mapped.tap(grid_page.press_weekends, Intent("grid_weekends", 1, 1), cast.HEAD)
    with pytest.raises(NotAllowed):
        mapped.tap(grid_page.press_weekends, Intent("grid_weekends", 1, 0), cast.CLERK)
    mapped.pass_time(DAY)
    assert check_days(mapped) == {3, 4, 5, 6, 8}


def check_days(hall: Hall) -> set[int]:
    return {day.day.day for day in hall.every(GridDay)}


def test_the_hour_is_the_heads(mapped: Hall) -> None:
    """The head sets the hour of the cards; they come then, once a day."""
    mapped.at(grid_page.set_hour, council=1, by=mapped.member(cast.HEAD), text="8:30")
    mapped.refuses(NotAllowed, grid_page.set_hour, council=1, by=mapped.member(cast.CLERK), text="8:30")
    mapped.pass_time(NIGHT - HOUR / 2)
    assert len(mapped.every(GridCheck)) == 3
    mapped.at(grid_page.set_hour, council=1, by=mapped.member(cast.HEAD), text="10:00")
    mapped.pass_time(2 * HOUR)
    assert len(mapped.every(GridCheck)) == 3


def test_the_deputy_stands_in(mapped: Hall) -> None:
    """In a leave the deputy is asked, from now on and for what waits; a grid without a deputy waits for nobody."""
    morning(mapped)
    resident, neighbour = mapped.member(cast.RESIDENT), mapped.member(cast.NEIGHBOUR)
    press(mapped, "fine", check(mapped, "乙").number)
    for text in ("很久", "昨天", "1000天"):
        mapped.refuses(BadLeave, leaves.begin_leave, council=1, by=resident, text=text)
    told = mapped.at(leaves.begin_leave, council=1, by=resident, text="2天")
    assert told.key == "grid_leave_alone"
    assert (check(mapped, "甲").person, check(mapped, "甲").stands_in) == (neighbour.person, True)
    assert check(mapped, "乙").person == resident.person
    mapped.deliver()
    mapped.pass_time(DAY)
    assert [check(mapped, name).person for name in "甲乙"] == [neighbour.person, 0]
    mapped.pass_time(DAY)
    assert [check(mapped, name).person for name in "甲乙"] == [resident.person] * 2
    mapped.at(leaves.begin_leave, council=1, by=resident, text="5天")
    for _ in range(2):
        mapped.tap(leaves.press_back, Intent("grid_back", 1), cast.RESIDENT)
    mapped.pass_time(DAY)
    assert [check(mapped, name).person for name in "甲乙"] == [resident.person] * 2


def test_who_left_or_was_erased(mapped: Hall) -> None:
    """Who leaves the group hands over at once, and the officers are told of each grid; erasure takes the name out."""
    morning(mapped)
    neighbour = mapped.member(cast.NEIGHBOUR).person
    mapped.at(member_left, chat=cast.GROUP, who=cast.RESIDENT)
    assert check(mapped, "甲").person == neighbour
    assert check(mapped, "乙").person == 0
    assert len(mapped.told("grid.left", private(cast.CLERK))) == 1
    change = {"council": 1, "number": check(mapped, "乙").grid, "text": "", "deputy": False}
    mapped.at(grid_people.change_person, **change, whom=cast.NEIGHBOUR, by=mapped.member(cast.CLERK))
    assert check(mapped, "乙").person == neighbour
    refused = {**change, "whom": cast.NEIGHBOUR, "by": mapped.member(cast.NEIGHBOUR)}
    mapped.refuses(NotAllowed, grid_people.change_person, **refused)
    mapped.at(personal_data.erase_person, account=cast.NEIGHBOUR.id, chat=private(cast.NEIGHBOUR))
    assert {(grid.officer, grid.deputy) for grid in mapped.every(Grid)} == {
        (mapped.get(Grid, "1/1").officer, 0),
        (0, 0),
    }
    assert mapped.every(GridLeave) == []


def test_found_again_by_name(mapped: Hall) -> None:
    """A member who joined after the import is recognised when the clerk asks, by the name in the map."""
    mapped.opens_private_chat(Account(cast.CAPTAIN.id, "周师傅", "zhou"))
    with pytest.raises(NotAllowed):
        mapped.tap(maps.press_match, Intent("grid_match", 1), cast.RESIDENT)
    assert mapped.tap(maps.press_match, Intent("grid_match", 1), cast.CLERK).params == {"n": 1}
    assert mapped.tap(maps.press_match, Intent("grid_match", 1), cast.CLERK).key == "grid_people_not_found"
    morning(mapped)
    assert check(mapped, "丙").person == mapped.member(cast.CAPTAIN).person


def test_a_draft_is_confirmed_once_by_its_officer(mapped: Hall) -> None:
    """A map waits for its officer's yes; confirmed it takes the old one's place, whose checks of today stay."""
    morning(mapped)
    before = check(mapped, "甲")
    sheet = GridSheet((GridSheetLine(2, "甲", mapped.member(cast.NEIGHBOUR).name, "1号楼"),))
    draft = mapped.at(maps.hold_sheet, council=1, sheet=sheet, by=cast.CLERK)
    mapped.refuses(NotAllowed, maps.hold_sheet, council=1, sheet=sheet, by=cast.RESIDENT)
    assert isinstance(draft, GridDraft)
    yes = Intent("grid_draft", 1, draft.number, "yes")
    with pytest.raises(GridDraftGone):
        mapped.tap(maps.press_draft, yes, cast.HEAD)
    mapped.tap(maps.press_draft, yes, cast.CLERK)
    with pytest.raises(GridDraftGone):
        mapped.tap(maps.press_draft, yes, cast.CLERK)
    assert mapped.get(GridSettings, "1").map == 2
    assert [each.grids for each in mapped.every(GridMap)] == [3, 1]
    press(mapped, "fine", before.number)
    mapped.deliver()
    mapped.pass_time(DAY)
    assert [each.person for each in mapped.every(GridCheck) if each.day == today(mapped)] == [
        mapped.member(cast.NEIGHBOUR).person
    ]
    mapped.at(maps.hold_sheet, council=1, sheet=sheet, by=cast.CLERK)
    mapped.pass_time(2 * DAY)
    assert mapped.every(GridDraft) == []


def test_a_problem_leads_to_one_matter(mapped: Hall) -> None:
    """What a check found is brought up once, in the grid that was checked; on the spot it needs a photo."""
    morning(mapped)
    asked = check(mapped, "甲")
    press(mapped, "found", asked.number)
    words = said("楼道里堆了纸箱", cast.RESIDENT, private(cast.RESIDENT))
    wishes = {"council": 1, "said": words, "by": cast.RESIDENT, "reply_to": back("found", private(cast.RESIDENT))}
    mapped.refuses(NoProof, problems.record_on_the_spot, **wishes, number=asked.number)
    mapped.at(problems.bring_up, **wishes, number=asked.number)
    mapped.refuses(CheckHasMatter, problems.bring_up, **wishes, number=asked.number)
    with pytest.raises(CheckHasMatter):
        press(mapped, "fine", asked.number)
    number = mapped.get(GridCheck, asked.key).matter
    assert mapped.get(GridMatter, f"1/{number}").grid == asked.grid
    mapped.at(problems.bring_up, **wishes, number=check(mapped, "乙").number)
    assert check(mapped, "乙").state is CheckState.FOUND


def test_a_matter_is_told_to_its_grid_once(mapped: Hall) -> None:
    """By the building it names, whoever looks after that grid is told in private; not of their own matter."""
    matter = mapped.propose("2号楼门口积水", by=cast.CAPTAIN)
    (told,) = mapped.told("grid.matter")
    assert (told.chat, told.params.matter) == (private(cast.RESIDENT), matter.number)
    mapped.propose("1号楼门禁坏了", by=cast.RESIDENT)
    mapped.propose("广场的健身器材松了", by=cast.CAPTAIN)
    mapped.propose("4号楼漏水", by=cast.CAPTAIN)
    assert len(mapped.told("grid.matter")) == 1
    assert len(mapped.every(GridMatter)) == 3
    mapped.deliver()
    author = mapped.member(cast.CAPTAIN)
    mapped.at(proposals.rewrite_matter, matter=mapped.matter(matter.number), words="2号楼门口还在积水", by=author)
    assert mapped.told("grid.matter") == []


def test_a_month_and_a_quarter(mapped: Hall) -> None:
    """On the first working day officers have the month; after a quarter its item puts itself on the agenda, once."""
    morning(mapped)
    press(mapped, "fine", check(mapped, "甲").number)
    mapped.deliver()
    while today(mapped) < date(2026, 4, 1):
        mapped.pass_time(DAY)
        mapped.deliver()
    (item,) = [matter for matter in mapped.every(Matter) if "网格季度调度" in matter.text]
    assert item.state is State.AGENDA
    assert [entry.what for entry in item.timeline] == [Act.SUBMIT, Act.ACCEPT, Act.AGENDA]
    month = months.load_month(mapped.tx(), 1, date(2026, 3, 1))
    assert month.sums.fine == 1
    assert month.sums.asked == sum(day.asked for day in month.days) == len(mapped.every(GridCheck)) - 3
    assert f"应巡查 {month.sums.asked} 次" in item.text
    assert len({day.day for day in month.days}) == len(month.days)


def test_down_over_the_month(mapped: Hall) -> None:
    """After weeks without the bot the summary comes once, and says that it is late."""
    morning(mapped)
    mapped.pass_time(timedelta(days=31))
    (told,) = mapped.told("grid.month", private(cast.CLERK))
    assert told.params.what == months.IS_LATE
    assert told.params.first == "2026-03-01"


def test_switched_off(mapped: Hall) -> None:
    """Where the practice is off nobody is asked; what was asked can be answered."""
    morning(mapped)
    asked = check(mapped, "甲")
    mapped.tap(practices.press_practice, Intent("set_practice", 1, 0, Practice.GRIDS), cast.HEAD)
    press(mapped, "fine", asked.number)
    mapped.pass_time(DAY)
    assert len(mapped.every(GridDay)) == 1


def test_slices(mapped: Hall) -> None:
    """A thousand cards go out in transactions of a few; a restart between two of them asks nobody twice."""
    resident = mapped.member(cast.RESIDENT).person
    put(mapped, *(GridLine(name=f"G{n}", officer=resident, places=(str(n),)) for n in range(3 * check_jobs.SLICE)))
    mapped.now += NIGHT
    (cards,) = mapped.waits("grid_cards")
    mapped.at(check_jobs.begin_day, row=cards)
    (row,) = mapped.waits("grid_ask")
    mapped.at(check_jobs.ask_slice, row=row)
    assert len(mapped.every(GridCheck)) == check_jobs.SLICE
    mapped.at(check_jobs.begin_day, row=cards)
    mapped.pass_time(timedelta())
    assert sorted(each.grid for each in mapped.every(GridCheck)) == [
        grid.number for grid in mapped.every(Grid) if grid.map == 2
    ]

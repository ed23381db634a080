"""Lines of a roster's file, with the days and the members whom they mean; whatever is wrong is named by its line."""

from datetime import date

from bot.domain.councils.council import Member
from bot.domain.duty.errors import SeveralOfThatName
from bot.domain.duty.sheet import DutySheet, SheetLine
from bot.domain.duty.turn import DutyLine, DutyPerson
from bot.domain.duty.typed_line import are_names, split_names
from bot.domain.shared.date_parsing import parse_day
from bot.domain.shared.sheet_problem import SheetProblem
from bot.ports import Tx
from bot.services.duty import rosters


def match_sheet(
    tx: Tx, council: int, sheet: DutySheet, by: Member, today: date
) -> tuple[tuple[DutyLine, ...], tuple[SheetProblem, ...]]:
    """Return the lines of a file, and all that is wrong with it."""
    problems = list(sheet.problems)
    found: list[DutyLine] = []
    seen: dict[date, int] = {}
    for line in sheet.lines:
        try:
            made = _match_line(tx, council, line, by, today)
        except SeveralOfThatName as several:
            made = SheetProblem(line.number, "several", {"text": str(several.params["name"])})
        if isinstance(made, DutyLine) and made.day in seen:
            made = SheetProblem(line.number, "twice", {"text": str(seen[made.day])})
        if isinstance(made, SheetProblem):
            problems.append(made)
        elif made.day:
            seen[made.day] = line.number
            found.append(made)
    return tuple(found), tuple(sorted(problems, key=lambda each: each.line))


def _match_line(tx: Tx, council: int, line: SheetLine, by: Member, today: date) -> DutyLine | SheetProblem:
    day = parse_day(line.day, today)
    if day is None:
        return SheetProblem(line.number, "bad_day", {"text": line.day[:20]})
    people: list[tuple[DutyPerson, ...]] = []
    for text in (line.on_duty, line.leads):
        names = split_names(text)
        if not are_names(names):
            return SheetProblem(line.number, "bad_names", {"text": text[:20]})
        people.append(tuple(rosters.match_name(tx, council, name, by) for name in names))
    on_duty, leads = people
    return DutyLine(day=day, on_duty=on_duty, leads=leads, phone=line.phone)

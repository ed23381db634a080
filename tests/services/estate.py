"""A small estate with a roll in force, for tests of what people do with their units."""

import itertools

from bot.domain.councils.council import Account
from bot.domain.rolls.roll import Roll, RollDraft, Row, compare_rolls
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.incoming_message import SentFile
from bot.domain.shared.reply import Reply
from bot.services.rolls import invitations, rolls, unit_links
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

FILE = SentFile("f1", "名册.xlsx", 9)
_numbers = itertools.count()


def code() -> str:
    """A code that was never given before."""
    number = next(_numbers)
    return "".join(invitations.ALPHABET[number // 31**place % 31] for place in range(invitations.LENGTH))


def row(unit: str, *owners: str, area: str = "100") -> Row:
    return Row(
        unit=unit,
        building=unit.partition("-")[0],
        owners=owners or ("吴刚",),
        phones=("",) * (len(owners) or 1),
        area=area,
    )


HOMES = (row("3-1-501", "吴刚"), row("3-1-502", "吴刚"), row("5-1-101", "郑红"))


def held(hall: Hall, by: Account = cast.CLERK, compared: int | None = None) -> RollDraft:
    """A file that waits for its confirmation."""
    base = hall.council().roll if compared is None else compared
    draft: RollDraft = hall.at(rolls.hold_draft, council=1, file=FILE, digest="d", compared=base, by=by)
    return draft


def imported(hall: Hall, *rows: Row, by: Account = cast.CLERK) -> Roll:
    """A roll is put into force."""
    old = hall.do(rolls.list_units, 1)
    ready = rolls.number_heads(rows or HOMES, 1, old)
    changed = compare_rolls(old, ready.units)
    roll: Roll = hall.at(rolls.import_roll, waiting=held(hall, by), by=by, ready=ready, changed=changed)
    return roll


def invited(hall: Hall, **wishes: object) -> list[str]:
    """Codes are made; give them in the order of their units."""
    made = hall.at(invitations.issue_codes, **{"council": 1, "by": cast.CLERK, "make": code, **wishes})
    return [each.code for each in made.invitations]


def link(hall: Hall, who: Account, code: str) -> Reply:
    """Somebody says that the unit of a code is theirs."""
    hall.at(unit_links.ask_about_unit, code=code, by=who, reply_to=back(f"knock{who.id}", private(who)))
    return hall.tap(unit_links.link_unit, Intent("link", 1, 0, invitations.hash_code(code)), who, chat=who.id)


def moved_in(hall: Hall, who: Account, unit: str) -> None:
    """Somebody's account is tied to a unit."""
    (code,) = invited(hall, unit=unit)
    link(hall, who, code)

"""The roll comes in: held until it is confirmed, put into force whole, compared with what was there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.councils.council import Account, Role
from bot.domain.rolls.errors import RollChanged, RollDraftGone
from bot.domain.rolls.roll import Access, Code, Difference, Roll, RollDraft, Unit
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, PrivateOnly
from bot.domain.votes.vote import Vote
from bot.services.councils import members, roles
from bot.services.rolls import invitations, rolls, unit_links
from tests import cast
from tests.builders import NOW, back
from tests.cast import private
from tests.services.estate import FILE, HOMES, held, imported, invited, moved_in, row
from tests.services.hall import Hall


def test_import(hall: Hall) -> None:
    """A confirmed roll is in force with all its units and sums, and the record says so without a name."""
    roll = imported(hall)
    assert (roll.units, roll.heads, roll.area, roll.buildings) == (3, 2, "300", ("3", "5"))
    assert hall.council().roll == roll.number == 1
    assert {unit.unit: unit.head for unit in hall.do(rolls.list_units, 1)} == {"3-1-501": 1, "3-1-502": 1, "5-1-101": 2}
    assert hall.last.what == "roll"
    assert hall.last.facts == {"roll": 1, "units": 3, "heads": 2, "digest": roll.digest}
    assert hall.every(RollDraft) == []
    assert hall.waits("forget_roll_draft") == []


def test_the_next_version(hall: Hall) -> None:
    """A second roll takes the place of the first, of which nothing is left."""
    imported(hall)
    roll = imported(hall, *HOMES[:1])
    assert (roll.number, hall.council().roll) == (2, 2)
    assert [each.roll for each in hall.every(Unit)] == [2]
    assert [each.number for each in hall.every(Roll)] == [2]


def test_a_version_that_is_voted_under(hall: Hall) -> None:
    """A version under which somebody votes stays as it was."""
    imported(hall)
    hall.do(lambda tx: tx.put(Vote(council=1, number=1, matter=1, by=1, at=NOW, roll=1)))
    imported(hall, *HOMES[:1])
    assert sorted(each.roll for each in hall.every(Unit)) == [1, 1, 1, 2]
    hall.do(rolls.drop_unused, 1, 2)  # in force
    assert len(hall.every(Roll)) == 2


@pytest.mark.parametrize("who", [cast.RESIDENT, cast.HANDLER])
def test_who_may_not(hall: Hall, who: Account) -> None:
    """Nobody but officers brings, sees or confirms a roll."""
    waiting = held(hall)
    wishes = {"council": 1, "by": who}
    hall.refuses(NotAllowed, rolls.show_roll, **wishes, reply_to=back("1", private(who)))
    hall.refuses(NotAllowed, rolls.hold_draft, **wishes, file=None, digest="", compared=0)
    ready = rolls.number_heads(HOMES, 1)
    hall.refuses(NotAllowed, rolls.import_roll, waiting=waiting, by=who, ready=ready, changed=Difference())
    with pytest.raises(NotAllowed):
        hall.do(rolls.load_base, 1, who)
    assert hall.every(Roll) == []


def test_an_officer_no_more(hall: Hall) -> None:
    """Who was an officer when the file came and is none when it is confirmed imports nothing."""
    waiting = held(hall)
    hall.at(roles.appoint_member, by=cast.HEAD, whom=cast.CLERK, role=None, reply_to=back("2"))
    with pytest.raises(NotAllowed):
        hall.tap(rolls.get_draft, Intent("roll", 1, waiting.number, "yes"), cast.CLERK, chat=cast.CLERK.id)


def test_only_ones_own_file(hall: Hall) -> None:
    """A file is confirmed and given up by the officer who sent it, in their own chat."""
    waiting = held(hall)
    yes, no = Intent("roll", 1, waiting.number, "yes"), Intent("roll", 1, waiting.number, "no")
    with pytest.raises(RollDraftGone):
        hall.tap(rolls.get_draft, yes, cast.HEAD, chat=cast.HEAD.id)
    with pytest.raises(RollDraftGone):
        hall.tap(rolls.cancel_draft, no, cast.HEAD, chat=cast.HEAD.id)
    with pytest.raises(PrivateOnly):
        hall.tap(rolls.get_draft, yes, cast.CLERK)
    assert hall.tap(rolls.get_draft, yes, cast.CLERK, chat=cast.CLERK.id) == waiting
    assert hall.tap(rolls.cancel_draft, no, cast.CLERK, chat=cast.CLERK.id).key == "roll_cancelled"
    with pytest.raises(RollDraftGone):
        hall.tap(rolls.get_draft, yes, cast.CLERK, chat=cast.CLERK.id)


def test_a_newer_file(hall: Hall) -> None:
    """A second file of the same officer takes the place of the first, and leaves another officer's alone."""
    other = held(hall, cast.HEAD)
    held(hall)
    newer = held(hall)
    assert hall.every(RollDraft) == [other, newer]


def test_a_number_in_a_file_name(hall: Hall) -> None:
    """A private number in the name of a waiting file is masked before it is kept."""
    file = replace(FILE, name="王建国11010519491231002X 138\u20110013\u20118000.xlsx")
    hall.at(rolls.hold_draft, council=1, file=file, digest="d", compared=0, by=cast.CLERK)
    (waiting,) = hall.every(RollDraft)
    assert waiting.name == "王建国1****************X 138****8000.xlsx"


def test_one_wins(hall: Hall) -> None:
    """What was compared with a version that is not in force any more is refused."""
    waiting = held(hall)
    imported(hall, by=cast.HEAD)
    ready = rolls.number_heads(HOMES[:1], 1)
    hall.refuses(RollChanged, rolls.import_roll, waiting=waiting, by=cast.CLERK, ready=ready, changed=Difference())
    assert len(hall.every(Unit)) == 3


def test_nobody_confirms(hall: Hall) -> None:
    """A file that nobody confirms is forgotten after a day."""
    held(hall)
    hall.pass_time(timedelta(days=1))
    assert hall.every(RollDraft) == []


def test_links_of_other_owners_are_cut(hall: Hall) -> None:
    """Where owners changed, or a unit is gone, accounts and codes go, and the people hear of it in private."""
    imported(hall)
    for who, unit in ((cast.RESIDENT, "3-1-501"), (cast.NEIGHBOUR, "3-1-502"), (cast.STRANGER, "5-1-101")):
        moved_in(hall, who, unit)
    invited(hall, unit="3-1-502")
    hall.deliver()
    hall.do(members.mark_unreachable, cast.STRANGER.id)
    assert hall.do(rolls.count_losing, 1, Difference(gone=("5-1-101",), owned=("3-1-502", "9-9"))) == 2
    imported(hall, HOMES[0], row("3-1-502", "冯强"))
    assert [each.unit for each in hall.every(Access)] == ["3-1-501"]
    assert hall.every(Code) == []
    assert hall.notices(private(cast.NEIGHBOUR)) == ["unit_changed"]
    assert hall.notices(private(cast.RESIDENT)) == hall.notices(private(cast.STRANGER)) == []


def test_show(hall: Hall) -> None:
    """What is in force is shown with how many units have an account; before there is any only the file is asked for."""
    wishes = {"council": 1, "by": cast.CLERK, "reply_to": back("show", private(cast.CLERK))}
    hall.at(rolls.show_roll, **wishes)
    assert (len(hall.told("roll")), len(hall.told("ask"))) == (0, 1)
    assert hall.do(rolls.load_roll, 1) is None
    hall.deliver()
    imported(hall)
    moved_in(hall, cast.RESIDENT, "3-1-501")
    hall.at(rolls.show_roll, **wishes)
    assert (len(hall.told("roll")), len(hall.told("ask"))) == (1, 1)
    shown = hall.do(rolls.load_roll, 1)
    assert shown is not None
    assert (shown.linked, shown.roll.units) == (1, 3)


def test_the_head_is_no_name_in_the_record(hall: Hall) -> None:
    """No owner's name and no telephone comes into the record."""
    imported(hall, replace(HOMES[0], owners=("吴刚",), phones=("1111",)))
    assert not [line for line in hall.lines if "吴刚" in repr(line) or "1111" in repr(line.facts.get("roll"))]


def test_a_second_clerk(hall: Hall) -> None:
    """The second of two clerks has a roll of their own to confirm."""
    hall.at(roles.appoint_member, by=cast.HEAD, whom=cast.RESIDENT, role=Role.CLERK, reply_to=back("2"))
    imported(hall)
    assert imported(hall, by=cast.RESIDENT).by == hall.member(cast.RESIDENT).person
    assert unit_links.units_of(hall.tx(), 1, 1) == []


def test_units_that_were_imported_before_numerals_were_read(hall: Hall) -> None:
    """A unit that an older version calls 十二-1-501 keeps its label, its code and its account when 12-1-501 comes."""
    imported(hall, row("十二-1-501", "阿依古丽•买买提"), row("十二-1-502", "郑红"))
    assert hall.do(invitations.parse_invitation, council=1, by=cast.CLERK, words="12栋1单元501").unit == "十二-1-501"
    assert hall.do(invitations.parse_invitation, council=1, by=cast.CLERK, words="十二栋").building == 1
    moved_in(hall, cast.RESIDENT, "十二-1-501")
    imported(hall, row("12-1-501", "阿依古丽·买买提"), row("12-1-502", "冯强"))
    assert [unit.unit for unit in hall.do(rolls.list_units, 1)] == ["十二-1-501", "十二-1-502"]
    assert [tied.unit for tied in hall.every(Access)] == ["十二-1-501"]
    found = [hall.do(rolls.find_unit, 1, 2, label) for label in ("12-1-501", "12-1-509")]
    assert [each and each.unit for each in found] == ["十二-1-501", None]

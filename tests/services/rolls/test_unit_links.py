"""Accounts are tied to units by one-time codes, and cut again."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.errors import NotAPerson
from bot.domain.rolls.errors import BadCode, LinkGone, NoRoll, NoUnit
from bot.domain.rolls.roll import Access, Code
from bot.domain.rolls.unit_labels import short_label
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, PrivateOnly
from bot.domain.shared.ids import AccountId, ChatId
from bot.services.councils import members, roles
from bot.services.rolls import invitations, unit_links
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.estate import HOMES, code, imported, invited, link, moved_in
from tests.services.hall import Hall

NEWCOMER = Account(AccountId("401"), "郑新")


@pytest.fixture
def estate(hall: Hall) -> Hall:
    """A council with a roll in force, whose people have all opened the bot."""
    imported(hall)
    hall.opens_private_chat(cast.HEAD, cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER)
    hall.deliver()
    return hall


def units(hall: Hall, who: Account) -> list[str]:
    return unit_links.units_of(hall.tx(), 1, hall.member(who).person)


def unlink(hall: Hall, by: Account, unit: str, whose: int = 0, **where: ChatId) -> str:
    where.setdefault("chat", private(by))
    return hall.tap(unit_links.unlink_unit, Intent("unlink", 1, whose, short_label(unit)), by, **where).key


# Codes


@pytest.mark.parametrize(
    "typed",
    [
        "K7QF2M9TXH4P8RW",
        "h-K7QF2M9TXH4P8RW",
        "k7qf2-m9txh-4p8rw",
        " K7QF2 M9TXH 4P8RW ",
        "H-k7qf2m9txh4p8rw",
        "".join(chr(ord(sign) + 0xFEE0) for sign in "K7QF2M9TXH4P8RW"),
        "".join(chr(ord(sign) + 0xFEE0) for sign in "h-k7qf2m9txh4p8rw"),
        "K7QF2—M9TXH–4P8RW",
        "K7QF2\u3000M9TXH\u00a04P8RW",
        "K7QF2M9TXH\u200b4P8RW",
    ],
)
def test_written(typed: str) -> None:
    """A code is read however it was typed."""
    assert invitations.parse_unit_code(typed) == "K7QF2M9TXH4P8RW"


@pytest.mark.parametrize(
    "typed", ["", "h-", "K7QF2M9TXH4P8R", "K7QF2M9TXH4P8R0", "K7QF2M9TXH4P8RWW", "您好，请问怎么投票呢各位邻居们大家"]
)
def test_not_written(typed: str) -> None:
    """What cannot be a code is none: too short, too long, with signs that no code has."""
    assert invitations.parse_unit_code(typed) is None


def test_codes_are_hard_to_guess() -> None:
    """A code has more than sixty bits, of signs that nobody mistakes for each other."""
    assert len(set(invitations.ALPHABET)) ** invitations.LENGTH > 2**60
    assert not set("01ILO") & set(invitations.ALPHABET)


def test_only_hashes_are_kept(estate: Hall) -> None:
    """No code stands in any document nor in the record."""
    made = invited(estate)
    assert len(made) == len(estate.every(Code)) == 3
    assert estate.traces(*made) == []
    assert (estate.last.what, estate.last.facts) == ("invite", {"codes": 3})


def test_a_new_code_for_one(estate: Hall) -> None:
    """A new code of a unit makes the older one useless, and no other's."""
    old, other, _ = invited(estate)
    (new,) = invited(estate, unit="3-1-501")
    estate.refuses(
        BadCode,
        unit_links.ask_about_unit,
        code=old,
        by=cast.RESIDENT,
        reply_to=back("1", private(cast.RESIDENT)),
    )
    assert link(estate, cast.RESIDENT, other).key == "did_link"
    assert link(estate, cast.NEIGHBOUR, new).key == "did_link"


def test_whom_codes_are_made_for(estate: Hall) -> None:
    """Codes are made for units without an account and without a code on its way, of all or of one building."""
    assert len(invited(estate, building=2)) == 1
    assert len(invited(estate)) == 2
    assert invited(estate) == []
    assert len(invited(estate, redo=True)) == 3
    moved_in(estate, cast.RESIDENT, "5-1-101")
    assert len(invited(estate, redo=True)) == 2


def test_batches(estate: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a batch is made in turns; done anew, the codes of those who have to wait are dead at once."""
    invited(estate)
    monkeypatch.setattr(invitations, "BATCH", 2)
    made = estate.at(invitations.issue_codes, council=1, by=cast.CLERK, make=code, redo=True)
    assert (len(made.invitations), made.left, len(estate.every(Code))) == (2, 1, 2)
    made = estate.at(invitations.issue_codes, council=1, by=cast.CLERK, make=code)
    assert ([each.unit.unit for each in made.invitations], made.left) == (["5-1-101"], 0)


def test_what_is_asked(estate: Hall) -> None:
    """The words after /invite name all, a building or a unit."""
    invited(estate, building=1)

    def asked(words: str) -> tuple[int, str, int, int]:
        found = estate.do(invitations.parse_invitation, council=1, by=cast.CLERK, words=words)
        return found.building, found.unit, found.unlinked, found.outstanding

    assert asked("") == (0, "", 3, 2)
    assert asked("5号楼") == (2, "", 1, 0)
    assert asked("3栋1-502室") == (0, "3-1-502", 3, 2)
    for words in ("9栋", "3-1-999", "???"):
        with pytest.raises(NoUnit):
            asked(words)


def test_who_may_not_invite(estate: Hall) -> None:
    """Nobody but officers makes codes, and nobody before there is a roll."""
    wishes = {"council": 1, "make": code}
    estate.refuses(NotAllowed, invitations.issue_codes, by=cast.RESIDENT, **wishes)
    estate.refuses(NoUnit, invitations.issue_codes, by=cast.CLERK, building=9, **wishes)
    estate.refuses(NoUnit, invitations.issue_codes, by=cast.CLERK, unit="9-9", **wishes)
    assert estate.every(Code) == []


def test_no_roll(hall: Hall) -> None:
    """Without a roll there is nobody to invite."""
    hall.refuses(NoRoll, invitations.issue_codes, council=1, by=cast.CLERK, make=code)


# Linking


def test_link(estate: Hall) -> None:
    """The code is used up, the account tied, the head told, and the question becomes the answer."""
    first, *_ = invited(estate)
    alone = back("knock", private(cast.RESIDENT))
    estate.at(unit_links.ask_about_unit, code=first, by=cast.RESIDENT, reply_to=alone)
    assert units(estate, cast.RESIDENT) == []
    estate.deliver()
    message = estate.messages
    intent = Intent("link", 1, 0, invitations.hash_code(first))
    notice = estate.tap(unit_links.link_unit, intent, cast.RESIDENT, chat=cast.RESIDENT.id, message=message)
    assert (notice.key, notice.params["unit"]) == ("did_link", "3-1-501")
    assert units(estate, cast.RESIDENT) == ["3-1-501"]
    assert [each.params.unit for each in estate.told("link")] == ["3-1-501"]
    assert estate.notices(private(cast.HEAD)) == ["head_linked"]
    assert estate.last.what == "link"
    with pytest.raises(BadCode):
        estate.tap(unit_links.link_unit, intent, cast.NEIGHBOUR, chat=cast.NEIGHBOUR.id)


def test_a_newcomer(estate: Hall) -> None:
    """Whom the council never saw is known from the link on."""
    first, *_ = invited(estate)
    link(estate, NEWCOMER, first)
    assert estate.member(NEWCOMER).reachable
    assert units(estate, NEWCOMER) == ["3-1-501"]


def test_who_left_the_group(estate: Hall) -> None:
    """A link makes nobody present again who had left the group."""
    estate.at(roles.mark_left, chat=cast.GROUP, who=cast.RESIDENT)
    moved_in(estate, cast.RESIDENT, "3-1-501")
    assert units(estate, cast.RESIDENT) == ["3-1-501"]
    assert not estate.member(cast.RESIDENT).present


def test_a_unit_elsewhere(estate: Hall) -> None:
    """The people of two councils have the same numbers: a unit in one is none in the other."""
    person = estate.member(cast.RESIDENT).person
    elsewhere = Access(council=2, unit="3-1-501", person=person, at=estate.now)
    estate.do(lambda tx: tx.put(elsewhere))
    assert units(estate, cast.RESIDENT) == []
    assert unit_links.accounts_of(estate.tx(), 1, "3-1-501") == []


def test_two_accounts(estate: Hall) -> None:
    """A second account of a unit is told to the first one and to the head."""
    moved_in(estate, cast.RESIDENT, "3-1-501")
    moved_in(estate, cast.NEIGHBOUR, "3-1-501")
    assert [each.name for each in unit_links.accounts_of(estate.tx(), 1, "3-1-501")] == [
        cast.RESIDENT.name,
        cast.NEIGHBOUR.name,
    ]
    assert estate.notices(private(cast.RESIDENT)) == ["co_owner_linked"]
    assert estate.notices(private(cast.HEAD)) == ["head_linked", "head_linked"]


def test_the_same_again(estate: Hall) -> None:
    """Linking the same account once more uses the code up and tells nobody."""
    moved_in(estate, cast.RESIDENT, "3-1-501")
    lines = len(estate.lines)
    moved_in(estate, cast.RESIDENT, "3-1-501")
    assert len(estate.every(Access)) == 1
    assert len(estate.lines) == lines + 1  # the invitation
    assert estate.every(Code) == []


def test_the_head_links(estate: Hall) -> None:
    """A head who is an owner is not told of it; nor is a head who never opened the bot."""
    moved_in(estate, cast.HEAD, "3-1-501")
    estate.do(members.mark_unreachable, cast.HEAD.id)
    moved_in(estate, cast.RESIDENT, "3-1-502")
    assert estate.notices(private(cast.HEAD)) == []


def test_in_the_group(estate: Hall) -> None:
    """Nothing is linked or cut by a press in the group, whatever the button."""
    first, *_ = invited(estate)
    with pytest.raises(PrivateOnly):
        estate.tap(unit_links.link_unit, Intent("link", 1, 0, invitations.hash_code(first)), cast.RESIDENT)
    with pytest.raises(PrivateOnly):
        unlink(estate, cast.RESIDENT, "3-1-501", chat=cast.GROUP)


def test_nobody_in_person(estate: Hall) -> None:
    """No bot is an owner."""
    first, *_ = invited(estate)
    with pytest.raises(NotAPerson):
        estate.tap(unit_links.link_unit, Intent("link", 1, 0, invitations.hash_code(first)), cast.BOT, chat=cast.BOT.id)


def test_not_me(estate: Hall) -> None:
    """Who says no is tied to nothing."""
    assert estate.tap(unit_links.decline_unit, Intent("not_me", 1), cast.RESIDENT, chat=cast.RESIDENT.id).key == "ok"
    assert estate.notices(private(cast.RESIDENT)) == ["not_linked"]


def test_the_last_moment(estate: Hall) -> None:
    """A code is good until its instant, and not at it."""
    first, second, _ = invited(estate)
    estate.now += invitations.CODE_LASTS - timedelta(microseconds=1)
    assert link(estate, cast.RESIDENT, first).key == "did_link"
    estate.now += timedelta(microseconds=1)
    estate.refuses(
        BadCode,
        unit_links.ask_about_unit,
        code=second,
        by=cast.RESIDENT,
        reply_to=back("1", private(cast.RESIDENT)),
    )
    estate.pass_time(timedelta())
    assert estate.every(Code) == []


def test_a_unit_that_is_gone(estate: Hall) -> None:
    """A code of a unit that is not in the roll any more opens nothing."""
    *_, last = invited(estate)
    imported(estate, *HOMES[:2])
    estate.refuses(
        BadCode,
        unit_links.ask_about_unit,
        code=last,
        by=cast.RESIDENT,
        reply_to=back("1", private(cast.RESIDENT)),
    )
    assert estate.do(unit_links.load_code, invitations.hash_code(last)) is None


# Cutting


def test_cut_by_oneself(estate: Hall) -> None:
    """One's own link is cut, and the head hears of it; a second time there is nothing to cut."""
    moved_in(estate, cast.RESIDENT, "3-1-501")
    moved_in(estate, cast.RESIDENT, "5-1-101")
    assert unlink(estate, cast.RESIDENT, "3-1-501") == "ok"
    assert units(estate, cast.RESIDENT) == ["5-1-101"]
    assert estate.notices(private(cast.HEAD))[-1] == "head_unlinked"
    assert "did_unlink" in estate.notices(private(cast.RESIDENT))
    with pytest.raises(LinkGone):
        unlink(estate, cast.RESIDENT, "3-1-501")
    with pytest.raises(LinkGone):
        unlink(estate, NEWCOMER, "3-1-501")


def test_cut_by_an_officer(estate: Hall) -> None:
    """An officer cuts somebody's link, who hears of it; nobody else may."""
    moved_in(estate, cast.RESIDENT, "3-1-501")
    whose = estate.member(cast.RESIDENT).person
    with pytest.raises(NotAllowed):
        unlink(estate, cast.NEIGHBOUR, "3-1-501", whose)
    assert unlink(estate, cast.CLERK, "3-1-501", whose) == "ok"
    assert units(estate, cast.RESIDENT) == []
    assert "you_unlinked" in estate.notices(private(cast.RESIDENT))
    assert (estate.last.what, estate.last.facts) == ("unlink", {"whom": whose})


def test_the_head_cuts_their_own(estate: Hall) -> None:
    """A head who cuts their own link is not told what they did."""
    moved_in(estate, cast.HEAD, "3-1-501")
    unlink(estate, cast.HEAD, "3-1-501")
    assert "head_unlinked" not in estate.notices(private(cast.HEAD))

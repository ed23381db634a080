"""Ballots: cast by a tap or on paper, changed until the close, found by their receipts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.ballot_encryption import unseal
from bot.domain.councils.council import Account, Role
from bot.domain.councils.errors import NotAPerson, NotMember
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NotAllowed, OldButton
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.domain.votes.ballot import Ballot, Paper, Seal
from bot.domain.votes.errors import (
    HasVoted,
    NoSuchUnit,
    NotOnRoll,
    NoWitness,
    OutOfScope,
    OwnPaper,
    PaperGone,
    SecretPaper,
    VotedOnPaper,
    VoteGone,
    VoteOver,
)
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Totals, Vote, VoteState
from bot.services.councils import roles
from bot.services.votes import ballots, paper_ballots, vote_drafts
from tests import builders, cast
from tests.builders import back
from tests.cast import private
from tests.services.booth import Booth
from tests.services.hall import Hall

NAMED, SECRET = "cn.owners.ordinary 记名 3天 全体", "cn.owners.ordinary 不记名 3天 全体"
COUNCIL = "council.default 记名 3天"


@pytest.fixture
def booth(hall: Hall) -> Booth:
    """A roll of five units, the first two of one head, each with an account."""
    return Booth.of(hall)


def press(hall: Hall, by: Account, choice: str = "agree", vote: int = 1, **where: Any) -> Reply:
    return hall.tap(ballots.press_choice, Intent("cast", 1, vote, choice), by, **where)


def ballot(hall: Hall, unit: str, vote: int = 1) -> Ballot:
    return hall.get(Ballot, f"1/{vote}/{unit}")


def refused(hall: Hall, refusal: type[CouncilError], by: Account, choice: str = "agree") -> CouncilError:
    return hall.refuses(refusal, ballots.press_choice, intent=Intent("cast", 1, 1, choice), by=by, reply_to=back())


def test_cast(booth: Booth) -> None:
    """A ballot holds unit, head, caster and choice; the record what fixes it and nothing of what it says."""
    hall, number = booth.hall, booth.opened(NAMED)
    notice = press(hall, cast.RESIDENT)
    assert notice.key == "ballot_cast"
    kept = ballot(hall, "1-101")
    person = hall.member(cast.RESIDENT).person
    assert (kept.head, kept.person, kept.choice, kept.sealed, kept.paper) == (1, person, Choice.AGREE, "", False)
    assert len(kept.nonce) == 32
    assert hall.last.what == "ballot"
    assert hall.last.facts == {"vote": number, "commitment": kept.commitment, "replaces": "", "paper": False}
    assert booth.vote(number).turnout == Totals(units=1, heads=1, area="100", share="0")


def test_heads_count_once(booth: Booth) -> None:
    """The second unit of one head adds a unit and its area, and no head."""
    number = booth.opened(NAMED)
    booth.cast(number, u1_101="agree", u1_102="agree", u2_201="against")
    assert booth.vote(number).turnout == Totals(units=3, heads=2, area="300.5", share="0")


def test_all_units_of_somebody(booth: Booth) -> None:
    """One tap casts for all of somebody's units in the vote, under one receipt."""
    hall, number = booth.hall, booth.opened("cn.owners.ordinary 记名 3天 2栋")
    hall.do(builders.tied, cast.NEIGHBOUR, "2-201", "2-203")
    assert press(hall, cast.NEIGHBOUR).params["units"] == 2
    assert {each.unit for each in hall.every(Ballot)} == {"2-201", "2-203"}
    assert len({each.receipt for each in hall.every(Ballot)}) == 1
    assert booth.vote(number).turnout.units == 2


def test_changed(booth: Booth) -> None:
    """The latest counts, with a new receipt; the turnout stays, and the record says which commitment is replaced."""
    hall, number = booth.hall, booth.opened(NAMED)
    press(hall, cast.RESIDENT)
    before = ballot(hall, "1-101")
    notice = press(hall, cast.RESIDENT, "against")
    after = ballot(hall, "1-101")
    assert notice.key == "ballot_changed"
    assert (after.choice, booth.vote(number).turnout.units) == (Choice.AGAINST, 1)
    assert hall.last.facts["replaces"] == before.commitment
    assert after.receipt != before.receipt


def test_the_same_again(booth: Booth) -> None:
    """By name the same choice again changes nothing at all, and its receipt stays good."""
    hall, _ = booth.hall, booth.opened(NAMED)
    press(hall, cast.RESIDENT)
    before = hall.state()
    assert press(hall, cast.RESIDENT).key == "ballot_kept"
    assert hall.state() == before


def test_the_same_again_for_what_differs(booth: Booth) -> None:
    """The same choice again is cast where a co-owner has chosen otherwise meanwhile."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.do(builders.tied, cast.NEIGHBOUR, "2-203")
    press(hall, cast.NEIGHBOUR)
    press(hall, cast.STRANGER, "against")
    assert ballot(hall, "2-203").choice is Choice.AGAINST
    assert press(hall, cast.NEIGHBOUR).key == "ballot_changed"
    assert {ballot(hall, unit).choice for unit in ("1-102", "2-203")} == {Choice.AGREE}
    assert booth.vote(number).turnout.units == 2


def test_in_a_secret_vote(booth: Booth) -> None:
    """A secret ballot is an envelope; the same choice again is a new one, so that nothing shows what was changed."""
    hall, number = booth.hall, booth.opened(SECRET)
    press(hall, cast.RESIDENT)
    before = ballot(hall, "1-101")
    assert press(hall, cast.RESIDENT).key == "ballot_changed"
    after = ballot(hall, "1-101")
    seal = hall.get(Seal, f"1/{number}")
    assert unseal(seal.secret, before.sealed) == unseal(seal.secret, after.sealed) == "agree"
    assert (after.choice, after.nonce) == (None, "")
    assert len({before.sealed, after.sealed}) == len({before.receipt, after.receipt}) == 2
    assert hall.traces("agree", "赞成") == []


def test_who_may_not(booth: Booth) -> None:
    """Somebody without a unit, with one elsewhere, and nobody in person casts nothing."""
    hall = booth.hall
    booth.opened("cn.owners.ordinary 记名 3天 2栋")
    refused(hall, NotOnRoll, cast.HEAD)
    assert refused(hall, OutOfScope, cast.RESIDENT).params == {"scope": "2"}
    refused(hall, NotAPerson, cast.HIDDEN_ADMIN)
    refused(hall, OldButton, cast.STRANGER, "spoiled")
    assert hall.every(Ballot) == []


def test_a_button_counts_where_it_belongs(booth: Booth) -> None:
    """Carried into another group, or into the private chat of a stranger to the council, no button of a vote counts."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.opens_private_chat(cast.HEAD)
    wishes = {"number": 1, "unit": "2-203", "choice": Choice.AGREE, "by": cast.CLERK}
    hall.at(paper_ballots.enter_paper, council=1, reply_to=back("paper", private(cast.CLERK)), **wishes)
    ticket = hall.get(Paper, f"1/{number}/2-203").ticket
    stranger = Account(AccountId("999"), "不认识的人")
    for act, intent, who in (
        (ballots.press_choice, Intent("cast", 1, number, "agree"), cast.RESIDENT),
        (paper_ballots.witness_paper, Intent("witness", 1, number, ticket), cast.HEAD),
    ):
        hall.refuses(OldButton, act, intent=intent, by=who, reply_to=back(chat=cast.OTHER_GROUP))
        hall.refuses(NotMember, act, intent=intent, by=stranger, reply_to=back(chat=private(stranger)))
    assert hall.every(Ballot) == []


def test_too_late(booth: Booth) -> None:
    """At the stored instant of the close the vote takes no more, though nobody has counted yet."""
    hall, number = booth.hall, booth.opened(NAMED)
    closes = booth.vote(number).closes
    assert closes
    hall.now = closes - timedelta(microseconds=1)
    press(hall, cast.RESIDENT)
    hall.now = closes
    refused(hall, VoteOver, cast.RESIDENT)
    refused(hall, VoteOver, cast.STRANGER)


def test_a_draft_takes_none(hall: Hall) -> None:
    """A vote that was not opened takes no ballots, and one that never was is gone."""
    hall.stand(State.ACCEPTED)
    hall.at(vote_drafts.start_draft, council=1, number=1, text="换路灯", by=cast.HEAD, reply_to=back())
    refused(hall, VoteOver, cast.HEAD)
    intent = Intent("cast", 1, 9, "agree")
    hall.refuses(VoteGone, ballots.press_choice, intent=intent, by=cast.HEAD, reply_to=back())


def test_co_owners_are_told(booth: Booth) -> None:
    """A co-owner with an account of their own is told who voted, once, and never what."""
    hall, number = booth.hall, booth.opened(NAMED)
    hall.do(builders.tied, cast.NEIGHBOUR, "1-101")
    hall.opens_private_chat(cast.NEIGHBOUR, cast.RESIDENT)
    press(hall, cast.RESIDENT)
    (told,) = hall.told("vote.shared")
    assert told.chat == private(cast.NEIGHBOUR)
    assert told.params == MessageParams(council=1, vote=number, unit="1-101", whom=hall.member(cast.RESIDENT).person)
    hall.deliver()
    press(hall, cast.RESIDENT, "against")
    assert hall.told("vote.shared") == []
    press(hall, cast.NEIGHBOUR)
    assert [each.chat for each in hall.told("vote.shared")] == [private(cast.RESIDENT)]
    assert booth.vote(number).turnout.units == 2
    assert ballot(hall, "1-101").person == hall.member(cast.NEIGHBOUR).person


# Receipts


def test_receipts(booth: Booth) -> None:
    """A receipt is in the count until its ballot is changed or the vote is given up."""
    hall, number = booth.hall, booth.opened(NAMED)
    first = str(press(hall, cast.RESIDENT).params["code"])
    second = str(press(hall, cast.RESIDENT, "against").params["code"])

    def said(code: str) -> str:
        hall.at(ballots.check_receipt, code=code, by=cast.STRANGER, reply_to=back("r", private(cast.STRANGER)))
        return hall.notices(private(cast.STRANGER))[-1]

    assert (said(first), said(second), said("nonsense")) == ("receipt_unknown", "receipt_counts", "receipt_unknown")
    booth.closed()
    assert said(second) == "receipt_counts"
    hall.do(lambda tx: tx.put(replace(booth.vote(number), state=VoteState.VOID)))
    assert said(second) == "receipt_unknown"


def test_mine(booth: Booth) -> None:
    """Somebody sees which of their units have a ballot, in the votes that run and that they may take part in."""
    hall = booth.hall
    booth.opened(NAMED)
    booth.opened(COUNCIL)
    press(hall, cast.RESIDENT)
    hall.do(builders.tied, cast.RESIDENT, "2-203")
    found = ballots.load_my_votes(hall.tx(), cast.RESIDENT.id)
    assert [(each.number, units) for each, units in found] == [(1, (("1-101", True), ("2-203", False)))]
    booth.closed()
    assert ballots.load_my_votes(hall.tx(), cast.RESIDENT.id) == []


# On paper


def enter(hall: Hall, unit: str = "2-203", choice: Choice = Choice.AGAINST, chat: ChatId = cast.GROUP) -> Paper:
    paper = {"council": 1, "number": 1, "unit": unit, "choice": choice}
    hall.at(paper_ballots.enter_paper, **paper, by=cast.CLERK, reply_to=back("paper", chat))
    return hall.every(Paper)[-1]


def witness(hall: Hall, paper: Paper, by: Account = cast.HEAD) -> str:
    return hall.tap(paper_ballots.witness_paper, Intent("witness", 1, 1, paper.ticket), by).key


def test_on_paper(booth: Booth) -> None:
    """Entered by the clerk and witnessed by somebody else a paper ballot counts, and names who did both."""
    hall, number = booth.hall, booth.opened(NAMED)
    paper = enter(hall, "2栋203室")
    assert hall.every(Ballot) == []
    assert witness(hall, paper) == "paper_counts"
    kept = ballot(hall, "2-203")
    assert (kept.paper, kept.person, kept.choice, kept.receipt) == (True, None, Choice.AGAINST, "")
    assert hall.last.person == hall.member(cast.HEAD).person
    assert hall.last.facts == {
        "vote": number,
        "commitment": kept.commitment,
        "replaces": "",
        "paper": True,
        "entered": hall.member(cast.CLERK).person,
    }
    assert booth.vote(number).turnout.units == 1
    refused(hall, VotedOnPaper, cast.STRANGER)


def test_who_witnesses(booth: Booth) -> None:
    """Head, another clerk or a teller witness; who entered it and residents do not."""
    hall = booth.hall
    booth.opened(NAMED)
    paper = enter(hall)
    intent = Intent("witness", 1, 1, paper.ticket)
    for refusal, by in ((OwnPaper, cast.CLERK), (NotAllowed, cast.RESIDENT)):
        hall.refuses(refusal, paper_ballots.witness_paper, intent=intent, by=by, reply_to=back())
    hall.at(roles.appoint_member, by=cast.HEAD, whom=cast.RESIDENT, role=Role.TELLER, reply_to=back("role"))
    assert witness(hall, paper, cast.RESIDENT) == "paper_counts"
    hall.refuses(PaperGone, paper_ballots.witness_paper, intent=intent, by=cast.HEAD, reply_to=back())


def test_a_tap_overtakes_a_paper(booth: Booth) -> None:
    """When the unit votes by tap while its paper waits, the paper is gone."""
    hall = booth.hall
    booth.opened(NAMED)
    paper = enter(hall)
    hall.deliver()
    press(hall, cast.STRANGER)
    assert hall.every(Paper) == []
    intent = Intent("witness", 1, 1, paper.ticket)
    hall.refuses(PaperGone, paper_ballots.witness_paper, intent=intent, by=cast.HEAD, reply_to=back())
    assert hall.told("vote.paper")
    shown = paper_ballots.load_paper(hall.tx(), 1, 1, "2-203", paper.by)
    assert shown
    assert (shown.choice, shown.counted) == (None, False)


def test_too_late_to_witness(booth: Booth) -> None:
    """A paper that is witnessed after the close does not count."""
    hall, number = booth.hall, booth.opened(NAMED)
    paper = enter(hall)
    hall.now = booth.vote(number).closes or hall.now
    intent = Intent("witness", 1, 1, paper.ticket)
    hall.refuses(VoteOver, paper_ballots.witness_paper, intent=intent, by=cast.HEAD, reply_to=back())
    booth.closed()
    assert hall.every(Paper) == []


@pytest.mark.parametrize(
    ("unit", "refusal"),
    [
        ("9-999", NoSuchUnit),
        ("???", NoSuchUnit),
        ("1-101", NoSuchUnit),
        ("2-201", HasVoted),
    ],
)
def test_no_paper_of_it(booth: Booth, unit: str, refusal: type[CouncilError]) -> None:
    """A unit that is not there, not in this part, or has voted gives no paper ballot."""
    hall, number = booth.hall, booth.opened("cn.owners.ordinary 记名 3天 2栋")
    booth.cast(number, u2_201="agree")
    paper: dict[str, Any] = {"council": 1, "number": 1, "choice": Choice.AGREE, "reply_to": back()}
    hall.refuses(refusal, paper_ballots.enter_paper, **paper, unit=unit, by=cast.CLERK)
    hall.refuses(NotAllowed, paper_ballots.enter_paper, **paper, unit="2-203", by=cast.HEAD)


def test_secret_papers(booth: Booth) -> None:
    """A secret paper is entered in private, with a witness who can be written to, and kept in an envelope alone."""
    hall = booth.hall
    booth.opened(SECRET)
    hall.opens_private_chat(cast.CLERK)
    paper: dict[str, Any] = {"council": 1, "number": 1, "unit": "2-203", "choice": Choice.AGAINST, "by": cast.CLERK}
    hall.refuses(SecretPaper, paper_ballots.enter_paper, **paper, reply_to=back())
    hall.refuses(NoWitness, paper_ballots.enter_paper, **paper, reply_to=back("p", private(cast.CLERK)))
    hall.opens_private_chat(cast.HEAD)
    waiting = enter(hall, chat=private(cast.CLERK))
    assert [each.chat for each in hall.told("vote.paper")] == [private(cast.HEAD)]
    shown = paper_ballots.load_paper(hall.tx(), 1, 1, "2-203", waiting.by)
    assert shown
    assert shown.choice is Choice.AGAINST
    assert hall.traces("against", "反对") == []
    witness(hall, waiting)
    assert ballot(hall, "2-203").sealed == waiting.sealed


def test_entered_again(booth: Booth) -> None:
    """Entered again the newer entry waits, and the older one's button witnesses nothing."""
    hall = booth.hall
    booth.opened(NAMED)
    first = enter(hall)
    hall.now += timedelta(seconds=5)
    second = enter(hall, choice=Choice.AGREE)
    intent = Intent("witness", 1, 1, first.ticket)
    hall.refuses(PaperGone, paper_ballots.witness_paper, intent=intent, by=cast.HEAD, reply_to=back())
    witness(hall, second)
    assert ballot(hall, "2-203").choice is Choice.AGREE


def test_in_private_without_a_witness_there(booth: Booth) -> None:
    """A paper of a vote by name that is entered in private is witnessed in the group when nobody can be written to."""
    hall = booth.hall
    booth.opened(NAMED)
    hall.opens_private_chat(cast.CLERK)
    enter(hall, chat=private(cast.CLERK))
    assert [each.chat for each in hall.told("vote.paper")] == [cast.GROUP]
    assert hall.notices(private(cast.CLERK)) == ["paper_waits"]


def test_a_councillors_paper(booth: Booth) -> None:
    """In a vote of the council's own people a paper is somebody's by name."""
    hall = booth.hall
    booth.opened(COUNCIL)
    paper = enter(hall, cast.CAPTAIN.name)
    person = hall.member(cast.CAPTAIN).person
    assert paper.unit == str(person)
    assert paper_ballots.shown_unit(hall.tx(), hall.get(Vote, "1/1"), paper.unit) == cast.CAPTAIN.name
    wrong: dict[str, Any] = {"council": 1, "number": 1, "choice": Choice.AGREE, "by": cast.CLERK, "reply_to": back()}
    hall.refuses(NoSuchUnit, paper_ballots.enter_paper, **wrong, unit="没有这个人")
    assert paper_ballots.load_paper(hall.tx(), 1, 9, "1", 1) is None

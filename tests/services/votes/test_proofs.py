"""Proofs: the file of a closed vote, and the kept votes against the record."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.documents.calculator import calculate
from bot.domain.rolls.roll import Unit
from bot.domain.shared.audit_log import AuditEntry
from bot.domain.votes.ballot import Ballot
from bot.domain.votes.proof import Flaw, flaws_of_vote
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Vote, VoteState
from bot.services.councils import personal_data
from bot.services.votes import votes
from tests import cast
from tests.cast import private
from tests.services.booth import VOTERS, Booth
from tests.services.hall import Hall

NAMED = "cn.owners.ordinary 记名 3天 全体"
UNNAMED = "cn.owners.ordinary 不记名 3天 全体"
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def booth(hall: Hall) -> Booth:
    return Booth.of(hall)


def closed(booth: Booth, wish: str) -> int:
    """A vote with a recast, a paper ballot, and a head of two units that differ."""
    number = booth.opened(wish)
    booth.cast(number, u1_101="agree", u1_102="agree", u2_201="against")
    booth.cast(number, u2_201="agree", u1_102="against")
    booth.paper(number, "2-203", "abstain")
    booth.closed()
    return number


@pytest.mark.parametrize(
    "wish", [NAMED, UNNAMED, "council.default 记名 3天", "cn.residents 记名 3天 2", "cn.residents 不记名 3天 全体"]
)
def test_the_calculator_recounts_a_vote(booth: Booth, wish: str) -> None:
    """What /result gives is valid input of the calculator, and the same comes out."""
    number = booth.opened(wish)
    if wish.startswith("council"):
        for account in (cast.HEAD, cast.CLERK, cast.CAPTAIN):
            booth.cast_by(number, account, "agree")
    else:
        booth.cast(number, u2_201="agree", u2_202="agree", u2_203="abstain")
    booth.closed()
    file = booth.export(number)
    result = booth.vote(number).result
    assert result
    assert calculate(file, date(2030, 1, 1))["outcome"] == result.outcome
    assert flaws_of_vote(json.loads(file)) == []
    assert booth.broken() == []


@pytest.mark.parametrize("wish", [NAMED, UNNAMED])
def test_the_file_says_nobody_s_name(booth: Booth, wish: str) -> None:
    """Neither owners nor accounts, and in a secret vote neither units nor persons."""
    file = booth.export(closed(booth, wish)).decode()
    for account in VOTERS.values():
        assert account.name not in file
        assert not re.search(rf"\b{account.id}\b", file)
    assert "业主" not in file
    assert any(unit in file for unit in VOTERS) is (wish == NAMED)


def test_a_secret_vote_s_file_holds_the_choices_in_an_order_that_tells_nothing(booth: Booth) -> None:
    """As many entries as there were ballots, sorted; nothing about who or when."""
    more = json.loads(booth.export(closed(booth, UNNAMED)))["yishi"]
    assert more["ballots"] == ["abstain", "against", "agree", "agree"]
    assert more["commitments"] == sorted(more["commitments"])
    assert not {"nonces", "on_paper", "buildings"} & more.keys()


def with_changed(*path: Any, to: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        inner = file
        for key in path[:-1]:
            inner = inner[key]
        assert inner[path[-1]] != to
        inner[path[-1]] = to

    return change


def another_ballot(file: dict[str, Any]) -> None:
    """A ballot for somebody who did not vote, with all that is counted from it."""
    file["ballots"].insert(3, {"unit": "2-202", "choice": "agree"})
    file["yishi"]["nonces"]["2-202"] = "0" * 32


NAMED_CHANGES = {
    "a choice": (with_changed("ballots", 0, "choice", to="against"), Flaw.BALLOTS),
    "a ballot less": (lambda file: file["ballots"].pop(), Flaw.UNREADABLE),
    "a ballot more": (another_ballot, Flaw.BALLOTS),
    "an area": (with_changed("units", 0, "registered", to="900"), Flaw.ROLL),
    "whose unit": (with_changed("units", 0, "owners", to=["o2"]), Flaw.ROLL),
    "a building": (with_changed("yishi", "buildings", "1-101", to="2"), Flaw.ROLL),
    "the question": (with_changed("yishi", "question", to="换掉物业"), Flaw.FROZEN),
    "the rule": (with_changed("rule", to="cn.owners.special"), Flaw.FROZEN),
    "the day": (with_changed("date", to="2020-01-01"), Flaw.FROZEN),
    "the close": (with_changed("yishi", "closes", to="2030-01-01T00:00:00.000000+00:00"), Flaw.FROZEN),
    "its standing": (with_changed("yishi", "official", to=True), Flaw.FROZEN),
    "the roll": (with_changed("yishi", "roll", to="0" * 64), Flaw.OPENED),
    "the outcome": (with_changed("yishi", "result", "outcome", to="passed"), Flaw.CLOSED),
    "the count": (with_changed("yishi", "result", "heads", "agree", to=5), Flaw.CLOSED),
    "a commitment": (with_changed("yishi", "commitments", 0, to="0" * 64), Flaw.UNREADABLE),
    "the root": (with_changed("yishi", "root", to="0" * 64), Flaw.UNREADABLE),
    "a line": (with_changed("yishi", "closed", "at", to="2026-03-09T00:00:00.000000+00:00"), Flaw.CLOSED),
    "whose line": (with_changed("yishi", "opened", "person", to=3), Flaw.OPENED),
    "the end": (with_changed("yishi", "head", "hash", to="0" * 64), Flaw.HEAD),
    "silence": (with_changed("silence", to="follow_majority"), Flaw.UNREADABLE),
    "another format": (with_changed("yishi", "format", to=2), Flaw.UNREADABLE),
    "something more": (lambda file: file["yishi"].update(note="真的"), Flaw.UNREADABLE),
    "a number as text": (with_changed("yishi", "entitled", "units", to="5"), Flaw.FROZEN),
}
UNNAMED_CHANGES = {
    "a choice": (with_changed("yishi", "ballots", 0, to="agree"), Flaw.UNREADABLE),
    "all choices": (with_changed("yishi", "ballots", to=["agree"] * 4), Flaw.COUNT),
    "a ballot less": (lambda file: file["yishi"]["ballots"].pop(), Flaw.COUNT),
    "the totals": (with_changed("measures", "heads", "agree", to=4), Flaw.UNREADABLE),
    "the result": (with_changed("yishi", "result", "units", "agree", to=3), Flaw.CLOSED),
    "the mode": (with_changed("yishi", "mode", to="named"), Flaw.UNREADABLE),
}


@pytest.mark.parametrize(("change", "flaw"), NAMED_CHANGES.values(), ids=NAMED_CHANGES)
def test_a_changed_file_of_a_vote_by_name_is_found(booth: Booth, change: Change, flaw: Flaw) -> None:
    """Whatever is altered in the file no longer fits the rest of it."""
    file = json.loads(booth.export(closed(booth, NAMED)))
    assert flaws_of_vote(file) == []
    change(file)
    assert flaw in flaws_of_vote(file)


@pytest.mark.parametrize(("change", "flaw"), UNNAMED_CHANGES.values(), ids=UNNAMED_CHANGES)
def test_a_changed_file_of_a_secret_vote_is_found(booth: Booth, change: Change, flaw: Flaw) -> None:
    """Whatever is altered in the file no longer fits the rest of it."""
    file = json.loads(booth.export(closed(booth, UNNAMED)))
    assert flaws_of_vote(file) == []
    change(file)
    assert flaw in flaws_of_vote(file)


@pytest.mark.parametrize("file", [[], {}, {"yishi": 3}, {"yishi": {}}, "text", None, 3])
def test_what_is_no_file_of_a_vote_is_unreadable(file: Any) -> None:
    """Anything at all may be handed in."""
    assert flaws_of_vote(file) == [Flaw.UNREADABLE]


def put(hall: Hall, *documents: Any) -> None:
    for document in documents:
        hall.do(lambda tx, document: tx.put(document), document)


def altered_choice(booth: Booth, number: int) -> None:
    ballot = booth.hall.get(Ballot, f"1/{number}/1-101")
    put(booth.hall, replace(ballot, choice=Choice.AGAINST))


def altered_envelope(booth: Booth, number: int) -> None:
    ballot = booth.hall.get(Ballot, f"1/{number}/1-101")
    put(booth.hall, replace(ballot, sealed=ballot.sealed[::-1]))


def dropped_ballot(booth: Booth, number: int) -> None:
    booth.hall.do(lambda tx: tx.drop(Ballot, f"1/{number}/1-101"))


def added_ballot(booth: Booth, number: int) -> None:
    put(booth.hall, replace(booth.hall.get(Ballot, f"1/{number}/1-101"), unit="2-202", head=3))


def changed_result(booth: Booth, number: int) -> None:
    vote = booth.vote(number)
    assert vote.result
    put(booth.hall, replace(vote, result=replace(vote.result, outcome="passed", units={"agree": 4})))


def changed_roll(booth: Booth, number: int) -> None:
    unit = booth.hall.get(Unit, f"1/{booth.vote(number).roll}/1-101")
    put(booth.hall, replace(unit, area="1"))


def changed_question(booth: Booth, number: int) -> None:
    put(booth.hall, replace(booth.vote(number), question="换掉物业"))


def another_line(booth: Booth, number: int) -> None:
    vote = booth.vote(number)
    assert vote.closed
    put(booth.hall, replace(vote, closed=replace(vote.closed, hash="0" * 64)))


def forgotten_vote(booth: Booth, number: int) -> None:
    booth.hall.do(lambda tx: tx.drop(Vote, f"1/{number}"))


def reopened_vote(booth: Booth, number: int) -> None:
    vote = booth.vote(number)
    put(booth.hall, replace(vote, state=VoteState.OPEN, result=None, closed=None))


@pytest.mark.parametrize(
    ("wish", "harm", "flaw"),
    [
        (NAMED, altered_choice, Flaw.BALLOTS),
        (UNNAMED, altered_envelope, Flaw.BALLOTS),
        (NAMED, dropped_ballot, Flaw.BALLOTS),
        (UNNAMED, dropped_ballot, Flaw.BALLOTS),
        (UNNAMED, added_ballot, Flaw.BALLOTS),
        (UNNAMED, changed_result, Flaw.CLOSED),
        (NAMED, changed_roll, Flaw.ROLL),
        (UNNAMED, changed_roll, Flaw.COUNT),
        (UNNAMED, changed_question, Flaw.FROZEN),
        (NAMED, another_line, Flaw.RECORD),
        (NAMED, forgotten_vote, Flaw.RECORD),
        (NAMED, reopened_vote, Flaw.RECORD),
    ],
)
def test_what_an_officer_alters_in_the_data_is_found(
    booth: Booth, wish: str, harm: Callable[[Booth, int], None], flaw: Flaw
) -> None:
    """Ballots, result, roll, question and lines are held against the record; a vote that has its own is in peace."""
    number, other = closed(booth, wish), closed(booth, NAMED)
    assert booth.broken() == []
    harm(booth, number)
    assert ((1, number), flaw) in booth.broken()
    shared = harm is changed_roll
    assert any(key == (1, other) for key, _ in booth.broken()) == shared


def test_an_open_vote_is_held_against_the_record_too(booth: Booth) -> None:
    """A ballot that is altered before the close is found before the close."""
    number = booth.opened(NAMED)
    booth.cast(number, u1_101="agree", u2_201="agree")
    booth.cast(number, u1_101="against")
    assert booth.broken() == []
    altered_choice(booth, number)
    dropped_ballot(booth, number)
    assert ((1, number), Flaw.BALLOTS) in booth.broken()


def test_a_vote_that_was_given_up_holds(booth: Booth) -> None:
    """Its ballots stay as the record fixed them; nothing was counted."""
    number = booth.opened(UNNAMED)
    booth.cast(number, u1_101="agree")
    booth.hall.at(votes.void_vote, council=1, number=number, by=booth.hall.by(cast.HEAD), text="问题写错了")
    assert booth.broken() == []


def test_erasing_people_breaks_no_proof(booth: Booth) -> None:
    """Ballots stay, unnamed: who goes takes no vote along."""
    number = closed(booth, NAMED)
    before = json.loads(booth.export(number))["yishi"]["commitments"]
    for account in VOTERS.values():
        assert booth.hall.at(personal_data.erase_person, account=account.id, chat=private(account))
    assert booth.broken() == []
    assert booth.hall.verify() == []
    assert json.loads(booth.export(number))["yishi"]["commitments"] == before


def test_a_ballot_that_replaced_none_is_found(booth: Booth) -> None:
    """The record itself must fit: a line that replaces what was never there is somebody's invention."""
    number = booth.opened(NAMED)
    booth.cast(number, u1_101="agree")
    chain = booth.chain()
    line = AuditEntry(council=1, seq=99, at=booth.hall.now, person=1, what="ballot")
    invented = {"vote": number, "commitment": "a", "replaces": "b", "paper": False}
    chain.hear({**line.__dict__, "facts": invented}, "0")
    assert chain.lost == {(1, number)}

"""Reports and their review: nothing counts before a majority agreed, and nobody stands in the way of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.points.account import PointEntry
from bot.domain.points.book import AccountKind, PointBook
from bot.domain.points.claim import ClaimState, PointClaim
from bot.domain.points.errors import (
    AccountsChosen,
    ClaimDecided,
    MonthFull,
    NoHousehold,
    NoRollForPoints,
    NotInReview,
    NotReporter,
    NotReviewer,
    OwnClaim,
    PointsNotReady,
)
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed, DeedKind
from bot.domain.shared.errors import NotAllowed
from bot.services import departures
from bot.services.councils import personal_data
from bot.services.meetings import attendance, sessions
from bot.services.points import accounts, claims, deeds, reviews, settings
from tests import cast
from tests.cast import GROUP, private
from tests.services.hall import Hall
from tests.services.points.office import (
    HELP,
    agreed,
    balance,
    entries,
    is_sound,
    morning,
    opened,
    report,
    spend,
    vote,
)


@pytest.fixture
def office(hall: Hall) -> Hall:
    """A council whose members have accounts of points."""
    return opened(hall)


def state(hall: Hall, claim: PointClaim) -> ClaimState:
    return hall.get(PointClaim, claim.key).state


def test_nothing_counts_before_it_is_reviewed(office: Hall) -> None:
    """A report counts nothing until half past eight and two of three agree; then it is in the ledger, and told."""
    claim = report(office)
    assert balance(office) == 0
    with pytest.raises(NotInReview):
        vote(office, cast.HEAD, claim.number)
    morning(office)
    assert [each.chat for each in office.told("points.review")] == [
        private(each) for each in (cast.HEAD, cast.CLERK, cast.CAPTAIN)
    ]
    assert vote(office, cast.HEAD, claim.number) == "point_vote_yes"
    assert (balance(office), state(office, claim)) == (0, ClaimState.PENDING)
    vote(office, cast.CAPTAIN, claim.number)
    assert (entries(office), state(office, claim)) == ([(5, 5)], ClaimState.AGREED)
    (result,) = office.told("points.result")
    assert result.chat == GROUP
    assert [each.chat for each in office.told("points.outcome")] == [private(cast.RESIDENT)]
    with pytest.raises(ClaimDecided):
        vote(office, cast.CLERK, claim.number)
    assert is_sound(office)


def test_a_majority_refuses(office: Hall) -> None:
    """Two of three who do not agree end a report; nothing is entered, and who reported it is told."""
    claim = report(office)
    morning(office)
    for each in (cast.HEAD, cast.CLERK):
        vote(office, each, claim.number, agrees=False)
    assert (entries(office), state(office, claim)) == ([], ClaimState.REFUSED)
    assert len(office.told("points.outcome")) == 1


def test_an_answer_is_changed_and_taken_back(office: Hall) -> None:
    """A second press changes the answer and counts once; one that was taken back waits again."""
    claim = report(office)
    morning(office)
    vote(office, cast.HEAD, claim.number, agrees=False)
    vote(office, cast.HEAD, claim.number)
    vote(office, cast.HEAD, claim.number)
    assert state(office, claim) is ClaimState.PENDING
    assert reviews.load_review(office.tx(), 1, office.member(cast.HEAD).person, 1, claim.number).waiting == 0
    back = Intent("points_vote_back", 1, claim.number)
    with pytest.raises(NotReviewer):
        office.tap(reviews.press_take_back, back, cast.NEIGHBOUR)
    office.tap(reviews.press_take_back, back, cast.HEAD)
    assert reviews.load_review(office.tx(), 1, office.member(cast.HEAD).person, 1, claim.number).waiting == 1
    vote(office, cast.CLERK, claim.number)
    assert state(office, claim) is ClaimState.PENDING


def test_nobody_reviews_their_own(office: Hall) -> None:
    """A reviewer is not asked about their own report, nor about one that they made; the others decide it alone."""
    own, made = report(office, cast.CAPTAIN), _for_resident(office)
    morning(office)
    shown = reviews.load_review(office.tx(), 1, office.member(cast.CAPTAIN).person, 1, 0)
    assert [each.claim.number for each in shown.claims] == [made.number]
    for who, claim in ((cast.CAPTAIN, own), (cast.CLERK, made)):
        with pytest.raises(OwnClaim):
            vote(office, who, claim.number)
    with pytest.raises(NotReviewer):
        vote(office, cast.NEIGHBOUR, own.number)
    vote(office, cast.HEAD, own.number)
    assert state(office, own) is ClaimState.PENDING
    vote(office, cast.CLERK, own.number)
    assert state(office, own) is ClaimState.AGREED


def _for_resident(hall: Hall) -> PointClaim:
    account, whom = hall.do(accounts.open_named, 1, cast.RESIDENT.name, hall.member(cast.CLERK))
    return report(hall, cast.CLERK, account_number=account.number, whom=whom)


def test_the_only_reviewers_own_report(office: Hall) -> None:
    """Where a report leaves no reviewer the officers decide it."""
    captain = office.member(cast.CAPTAIN).person
    office.do(lambda tx: tx.put(replace(accounts.get_book(tx, 1), reviewers=(captain,))))
    claim = report(office, cast.CAPTAIN)
    morning(office)
    assert agreed(office, claim).state is ClaimState.AGREED


def test_a_reviewer_who_leaves_blocks_nothing(office: Hall) -> None:
    """When a reviewer leaves, or is erased, the answers of those who stay decide."""
    first, second = report(office), report(office, cast.NEIGHBOUR)
    morning(office)
    vote(office, cast.CAPTAIN, first.number)
    vote(office, cast.HEAD, first.number, agrees=False)
    vote(office, cast.HEAD, second.number)
    office.at(departures.member_left, chat=GROUP, who=cast.CAPTAIN)
    assert [state(office, each) for each in (first, second)] == [ClaimState.REFUSED, ClaimState.PENDING]
    vote(office, cast.CLERK, second.number)
    assert state(office, second) is ClaimState.AGREED


def test_a_reviewer_without_a_private_chat(office: Hall) -> None:
    """Who has opened no private chat is called in the group, which reads nothing of the reports."""
    for each in (cast.HEAD, cast.CLERK, cast.CAPTAIN):
        office.do(lambda tx, each=each: tx.put(replace(office.member(each), reachable=False)))
    report(office)
    morning(office)
    assert {each.chat for each in office.told("points.review_door")} == {GROUP}
    assert office.told("points.review") == []


def test_after_a_downtime(office: Hall) -> None:
    """A review that was missed is held once on return, and said to be late; on days without work there is none."""
    report(office)
    office.pass_time(timedelta(days=4))  # Friday evening
    (told,) = office.told("points.review", private(cast.HEAD))
    shown = reviews.load_review(office.tx(), 1, told.params.person, 1, 0)
    assert (shown.late, shown.waiting) == (True, 1)
    office.pass_time(timedelta(days=2))
    assert len(office.told("points.review", private(cast.HEAD))) == 1
    office.pass_time(timedelta(hours=12, minutes=30))  # half past eight on Monday
    assert len(office.told("points.review", private(cast.HEAD))) == 2
    assert not reviews.load_review(office.tx(), 1, told.params.person, 1, 0).late


def test_what_was_not_decided_comes_again(office: Hall) -> None:
    """The next morning posts what was decided, and asks again about what was not."""
    first, second = report(office), report(office, cast.NEIGHBOUR)
    morning(office)
    agreed(office, first)
    assert office.told("points.result") == []
    morning(office)
    assert len(office.told("points.result")) == 1
    agreed(office, second)
    assert len(office.told("points.result")) == 2
    assert balance(office, 2) == 5


def test_the_limit_of_a_month(office: Hall) -> None:
    """A rule counts as often as it says in a month: what waits counts, what was refused or taken back does not."""
    first, second = report(office), report(office)
    with pytest.raises(MonthFull):
        report(office)
    report(office, rule=HELP)
    office.tap(claims.press_take_back, Intent("points_claim_back", 1, second.number), cast.RESIDENT)
    report(office)
    morning(office)
    for each in (cast.HEAD, cast.CLERK):
        vote(office, each, first.number, agrees=False)
    report(office)
    with pytest.raises(MonthFull):
        report(office)
    office.now += timedelta(days=31)
    report(office)


def test_taking_a_report_back(office: Hall) -> None:
    """Who reported something takes it back until it is decided, and nobody else does."""
    claim = report(office)
    press = Intent("points_claim_back", 1, claim.number)
    with pytest.raises(NotReporter):
        office.tap(claims.press_take_back, press, cast.NEIGHBOUR)
    office.tap(claims.press_take_back, press, cast.RESIDENT)
    with pytest.raises(ClaimDecided):
        office.tap(claims.press_take_back, press, cast.RESIDENT)
    morning(office)
    assert office.told("points.review") == []


def test_households(hall: Hall) -> None:
    """A household has one account for all its people; who is linked to none cannot report; a member cannot for it."""
    office = opened(hall, AccountKind.HOUSEHOLD)
    report(office)
    account, whom = office.do(accounts.open_named, 1, "3号楼1单元501", office.member(cast.CLERK))
    assert (account.number, whom) == (1, 0)
    for_them = report(office, cast.CLERK, rule=HELP, account_number=account.number, whom=whom)
    with pytest.raises(NoHousehold):
        report(office, cast.STRANGER)
    with pytest.raises(NotAllowed):
        report(office, cast.NEIGHBOUR, account_number=account.number)
    morning(office)
    for claim, reviewers in ((1, (cast.HEAD, cast.CLERK)), (for_them.number, (cast.HEAD, cast.CAPTAIN))):
        for each in reviewers:
            vote(office, each, claim)
    assert balance(office) == 15


def test_who_has_an_account_is_chosen_first(hall: Hall) -> None:
    """Nothing is reported before the head has chosen; households need a roll; after the first report it stays."""
    office = opened(hall)
    office.do(lambda tx: tx.put(PointBook(council=1)))
    with pytest.raises(PointsNotReady):
        report(office)
    with pytest.raises(NoRollForPoints):
        office.tap(settings.press_setting, Intent("points_set", 1, 0, "household"), cast.HEAD)
    with pytest.raises(NotAllowed):
        office.tap(settings.press_setting, Intent("points_set", 1, 0, "person"), cast.CLERK)
    office.tap(settings.press_setting, Intent("points_set", 1, 0, "person"), cast.HEAD)
    report(office)
    with pytest.raises(AccountsChosen):
        office.tap(settings.press_setting, Intent("points_set", 1, 0, "household"), cast.HEAD)


def test_the_hour_of_the_review(office: Hall) -> None:
    """The head moves the review to another hour, also the one that is scheduled."""
    report(office)
    office.at(settings.set_time, council=1, by=office.member(cast.HEAD), text="9点半")
    office.pass_time(timedelta(hours=13))  # 9:00
    assert office.told("points.review") == []
    office.pass_time(timedelta(minutes=30))
    assert office.told("points.review")


def test_deeds(office: Hall) -> None:
    """A presence at a meeting waits for the review by itself, once; noted by mistake it is taken back."""
    office.at(sessions.open_meeting, council=1, by=office.by(cast.HEAD))
    here = {"council": 1, "number": office.do(attendance.get_open_meeting, 1).number, "shown": (GROUP, 9)}
    for _press in range(2):
        office.at(attendance.check_in, by=office.by(cast.CAPTAIN), **here)
    (claim,) = office.every(PointClaim)
    assert (claim.title, claim.points, claim.by) == ("参加会议", 2, 0)
    noted = {"council": 1, "by": office.by(cast.HEAD)}
    office.at(attendance.list_present, **noted, text=f"撤销 {cast.CAPTAIN.name}")
    assert state(office, claim) is ClaimState.TAKEN_BACK
    office.at(attendance.check_in, by=office.by(cast.CAPTAIN), **here)
    morning(office)
    agreed(office, max(office.every(PointClaim), key=lambda each: each.number))
    assert entries(office) == [(2, 2)]


def test_an_undone_deed_takes_its_points_back(office: Hall) -> None:
    """The points of a deed that is undone after the review go by a counter-entry, as far as they are not spent."""
    person = office.member(cast.RESIDENT).person
    first, second = (
        Deed(council=1, person=person, kind=DeedKind.MEETING, number=number, at=office.now) for number in (1, 2)
    )
    for each in (first, second, first):
        office.do(deeds.report_deed, each)
    morning(office)
    for claim in office.every(PointClaim):
        agreed(office, claim)
    office.do(deeds.report_deed, replace(first, undone=True))
    assert entries(office) == [(2, 2), (2, 4), (-2, 2)]
    spend(office, 1)
    for _again in range(2):
        office.do(deeds.report_deed, replace(second, undone=True))
    assert entries(office)[3:] == [(-1, 1), (-1, 0)]
    assert is_sound(office)


def test_who_is_erased(office: Hall) -> None:
    """The entries of a person who is erased stay, without their name, words and pictures."""
    claim = report(office, text="在赵敏家门口")
    morning(office)
    agreed(office, claim)
    office.deliver()
    person = office.member(cast.RESIDENT).person
    office.at(personal_data.erase_person, account=cast.RESIDENT.id, chat=private(cast.RESIDENT))
    assert office.traces(cast.RESIDENT.name) == []
    assert [(each.person, each.points) for each in office.every(PointEntry)] == [(person, 5)]
    assert is_sound(office)

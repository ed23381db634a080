"""Answers of the reviewers: a majority of them decides about each report, nobody about their own.

What one press costs does not grow with the reports that wait: they are found by an index that says who answered.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.points.account import EntryKind
from bot.domain.points.claim import ClaimState, PointClaim, PointReview, ReviewVote, decide, has_voted
from bot.domain.points.errors import ClaimDecided, NotInReview, NotReviewer, OwnClaim
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.index_rows import PointClaimRow
from bot.ports import Tx
from bot.read_models.points import ShownClaim, ShownReview
from bot.services.councils import members
from bot.services.matters.listing import nearest_page
from bot.services.points import accounts, ledger, reports, review_jobs
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_person, refresh_message

SHOWN = 5  # reports on one page
OUTCOME = "points.outcome"


def load_review(tx: Tx, council: int, person: int, page: int, last: int) -> ShownReview:
    """Return the reports that wait for the answer of a reviewer, and the one that they answered `last`."""
    review = review_jobs.find_review(tx, council)
    waiting = list_waiting_for(tx, review, person) if review else []
    page, pages = nearest_page(page, len(waiting), SHOWN)
    keys = [row.key for row in waiting[(page - 1) * SHOWN : page * SHOWN]]
    shown = (tx.get(PointClaim, key) for key in keys)
    answered = tx.get(PointClaim, PointClaim.key_of(council, last)) if last else None
    return ShownReview(
        council=members.get_council(tx, council),
        late=review is not None and review.late,
        claims=tuple(show_claim(tx, claim) for claim in shown if claim),
        waiting=len(waiting),
        page=page,
        pages=pages,
        answered=show_claim(tx, answered) if answered else None,
        vote=answered.vote_of(person) if answered else None,
    )


def list_waiting_for(tx: Tx, review: PointReview, person: int) -> list[PointClaimRow]:
    """Return the reports of a review that a reviewer has not answered and may answer."""
    own = accounts.list_own(tx, members.get_person(tx, review.council, person))
    return [
        row
        for row in review_jobs.list_waiting(tx, review)
        if not has_voted(row.voted, person) and row.account_number not in own and row.by != person
    ]


def show_claim(tx: Tx, claim: PointClaim) -> ShownClaim:
    """Return a report with whose it is and who reported it."""
    account = accounts.get_account(tx, claim.council, claim.account_number)
    by = tx.get(Member, Member.key_of(claim.council, claim.by)) if claim.by else None
    return ShownClaim(claim, accounts.show_holder(tx, account), by)


def page_of(council: int, who: Member) -> PrivateReply:
    """Return the page of a review for one reviewer."""
    return PrivateReply(review_jobs.REVIEW, MessageParams(council=council, person=who.person, page=1), remember=True)


def find_page(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the page of the review for the one who pressed its button. Raises NotReviewer."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if not is_reviewer(tx, who):
        raise NotReviewer
    return page_of(intent.council, who)


def find_photos(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> PrivateReply:  # noqa: ARG001  # as of every button
    """Return the pictures of a report for a reviewer. Raises NotReviewer, NoClaim."""
    _, who = authorise_button(tx, intent, by, reply_to)
    if not is_reviewer(tx, who):
        raise NotReviewer
    claim = reports.get_claim(tx, intent.council, intent.subject)
    return PrivateReply("points.photos", MessageParams(council=claim.council, number=claim.number))


def is_reviewer(tx: Tx, who: Member) -> bool:
    """Return whether a person reviews."""
    return any(each.person == who.person for each in review_jobs.list_reviewers(tx, who.council))


def reviewers_of(tx: Tx, claim: PointClaim) -> frozenset[int]:
    """Return those who decide about a report: no holder of its account, and not who reported it.

    Where that leaves nobody the officers decide.
    """
    own = accounts.list_holders(tx, accounts.get_account(tx, claim.council, claim.account_number)) | {claim.by}
    chosen = {each.person for each in review_jobs.list_reviewers(tx, claim.council)} - own
    return frozenset(chosen or {each.person for each in review_jobs.list_officers(tx, claim.council)} - own)


def press_vote(agrees: bool) -> Callable[..., Reply]:  # noqa: FBT001  # of two buttons side by side
    """Return the use case of [同意] or [不同意].

    It raises NoClaim, ClaimDecided, NotInReview, NotReviewer, OwnClaim.
    """

    def press(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
        _, who = authorise_button(tx, intent, by, reply_to)
        claim = vote(tx, intent.council, intent.subject, who, agrees=agrees, now=now)
        refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen=str(claim.number))
        return Reply("point_vote_yes" if agrees else "point_vote_no", {"title": claim.title})

    return press


def vote(tx: Tx, council: int, number: int, who: Member, *, agrees: bool, now: datetime) -> PointClaim:
    """Record a reviewer's answer, and decide the report when a majority has answered alike."""
    claim = _open_claim(tx, council, number)
    reviewers = reviewers_of(tx, claim)
    if who.person not in reviewers and is_reviewer(tx, who):
        raise OwnClaim
    if who.person not in reviewers:
        raise NotReviewer
    voted = claim.with_vote(ReviewVote(person=who.person, agrees=agrees))
    tx.put(voted)
    reports.record_claim(tx, claim, "points_vote", who, now)
    _decide(tx, voted, reviewers, now)
    return voted


def press_take_back(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Take one's answer about a report back that is not decided yet. Raises NoClaim, ClaimDecided, NotReviewer."""
    _, who = authorise_button(tx, intent, by, reply_to)
    claim = _open_claim(tx, intent.council, intent.subject)
    if claim.vote_of(who.person) is None:
        raise NotReviewer
    tx.put(claim.without_vote(who.person))
    reports.record_claim(tx, claim, "points_vote_back", who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen="")
    return Reply("point_vote_back")


def _open_claim(tx: Tx, council: int, number: int) -> PointClaim:
    claim = reports.get_claim(tx, council, number)
    if claim.state is not ClaimState.PENDING:
        raise ClaimDecided
    review = review_jobs.find_review(tx, council)
    if review is None or claim.number > review.upto:
        raise NotInReview
    return claim


def _decide(tx: Tx, claim: PointClaim, reviewers: frozenset[int], now: datetime) -> None:
    state, review = decide(claim, reviewers), review_jobs.find_review(tx, claim.council)
    if state is ClaimState.PENDING:
        return
    decided = replace(claim, state=state, review=review.number if review else 0)
    if state is ClaimState.AGREED:
        account = accounts.get_account(tx, claim.council, claim.account_number)
        made = ledger.draft_entry(account, EntryKind.EARNED, claim.points, claim.title, now=now, person=claim.person)
        made = replace(made, claim=claim.number, review=decided.review)
        decided = replace(decided, entry=ledger.enter(tx, made).number)
    tx.put(decided)
    reports.record_claim(tx, claim, f"points_{state}", None, now)
    _tell_reporter(tx, decided, now)
    review_jobs.end_if_decided(tx, claim.council, now)


def _tell_reporter(tx: Tx, claim: PointClaim, now: datetime) -> None:
    """Tell who reported something what became of it in private: one message for all of theirs in a review."""
    member = tx.get(Member, Member.key_of(claim.council, claim.by)) if claim.by else None
    if member is None or member.open_chat is None:
        return  # it stands on their page
    council = members.get_council(tx, claim.council)
    notify_person(
        tx,
        council,
        member,
        id=f"points_outcome/{claim.council}/{claim.review}/{member.person}",
        view=OUTCOME,
        params=MessageParams(council=claim.council, number=claim.review, person=member.person),
        now=now,
        respect_quiet_hours=True,
        in_place=True,
    )


def decide_again(tx: Tx, council: int, now: datetime) -> None:
    """Decide the reports of the review that wait only for a person who is no reviewer any more."""
    review = review_jobs.find_review(tx, council)
    for row in review_jobs.list_waiting(tx, review) if review and not review.posted else ():
        claim = tx.get(PointClaim, row.key)
        if claim and claim.votes:
            _decide(tx, claim, reviewers_of(tx, claim), now)


def begin_review(tx: Tx, row: Job, now: datetime) -> None:
    """Begin the review of a morning; what waits only for a person who was erased is decided before."""
    decide_again(tx, row.params.council, now)
    review_jobs.begin_review(tx, row, now)


def reviewer_left(tx: Tx, member: Member, now: datetime) -> None:
    """Decide by the answers of the others when a reviewer has left the group."""
    if member.person in accounts.get_book(tx, member.council).reviewers:
        decide_again(tx, member.council, now)

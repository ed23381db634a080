"""Renderers of messages about votes."""

from collections.abc import Callable, Mapping

from bot.domain.votes.result import tally_of
from bot.domain.votes.vote import VoteState
from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.votes import ShownVote
from bot.services.votes import ballots, paper_ballots, proofs, queries, reminders, vote_drafts
from bot.views.votes.receipts import receipt_card, receipt_door_card
from bot.views.votes.vote_questions import vote_draft_card
from bot.views.votes.vote_reminders import group_vote_reminder_card, reminded_card, vote_reminder_card, voted_card
from bot.views.votes.vote_results import announcement_card, proof_card, vote_result_card
from bot.views.votes.votes import my_votes_card, paper_ballot_card, shared_unit_card, vote_card, vote_status_card


def _load(scene: RenderContext) -> ShownVote | None:
    return queries.load_vote(scene.tx, scene.council, scene.params.vote, scene.now)


def _vote(view: Callable[[Words, ShownVote], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_vote(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown) if shown else None

    return draw_vote


def _vote_status(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return vote_status_card(scene.words, shown, officer=scene.params.officer) if shown else None


def _vote_draft(scene: RenderContext) -> Drawn:
    shown = vote_drafts.read_draft(scene.tx, scene.council, scene.params.vote, scene.now)
    return vote_draft_card(scene.words, shown, scene.params.page or 1)


def _vote_result(scene: RenderContext) -> Drawn:
    shown = _closed(scene)
    return vote_result_card(scene.words, shown, tally_of(shown.vote, shown.rule)) if shown else None


def _closed(scene: RenderContext) -> ShownVote | None:
    shown = _load(scene)
    return shown if shown and shown.vote.state is VoteState.CLOSED else None


def _announcement(scene: RenderContext) -> Drawn:
    from bot.documents import announcement  # noqa: PLC0415  # a word processor that only a result needs

    shown = _closed(scene)
    if shown is None:
        return None
    announced = announcement.announced_vote(scene.words, shown, tally_of(shown.vote, shown.rule))
    return announcement_card(scene.words, shown.vote, announcement.announcement(scene.words, announced))


def _proof(scene: RenderContext) -> Drawn:
    shown = _closed(scene)
    return proof_card(scene.words, shown.vote, proofs.export_proof(scene.tx, shown.vote)) if shown else None


def _still_open(scene: RenderContext) -> ShownVote | None:
    shown = _load(scene)
    return shown if shown and shown.vote.takes(scene.now) else None


def _urge(scene: RenderContext) -> Drawn:
    shown, member = _still_open(scene), scene.member(scene.params.person)
    if shown is None or member is None:
        return None
    has_voted = reminders.has_voted(scene.tx, shown.vote, member)
    if scene.params.chosen and has_voted:
        return voted_card(scene.words, shown, member, ballots.find_choice(scene.tx, shown.vote, member))
    return None if has_voted else vote_reminder_card(scene.words, shown, member)


def _urge_group(scene: RenderContext) -> Drawn:
    shown = _still_open(scene)
    silent = reminders.who_is_silent(scene.tx, shown.vote).not_private if shown else ()
    return group_vote_reminder_card(scene.words, shown, silent) if shown and silent else None


def _urged(scene: RenderContext) -> Drawn:
    shown = _still_open(scene)
    if shown is None:
        return None
    silent, in_private = reminders.who_is_silent(scene.tx, shown.vote), not scene.outgoing.group
    units = not queries.is_held_by_council(shown.vote)
    return reminded_card(
        scene.words, shown, len(silent.known), silent.not_private, silent.unknown, units=units, in_private=in_private
    )


def _receipt(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return receipt_card(scene.words, shown.vote, scene.params.code) if shown else None


def _shared(scene: RenderContext) -> Drawn:
    shown = _still_open(scene)
    return shared_unit_card(scene.words, shown, scene.params.unit, scene.member(scene.params.whom)) if shown else None


def _paper(scene: RenderContext) -> Drawn:
    unit = scene.params.unit
    shown = paper_ballots.load_paper(scene.tx, scene.council, scene.params.vote, unit, scene.params.by)
    return paper_ballot_card(scene.words, shown) if shown else None


def _my_ballots(scene: RenderContext) -> Drawn:
    return my_votes_card(scene.words, ballots.load_my_votes(scene.tx, scene.params.account))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "vote.draft": _vote_draft,
    "vote.card": _vote(vote_card),
    "vote.status": _vote_status,
    "vote.result": _vote_result,
    "vote.announcement": _announcement,
    "vote.proof": _proof,
    "vote.urge": _urge,
    "vote.urge_group": _urge_group,
    "vote.urged": _urged,
    "vote.receipt": _receipt,
    "vote.receipt_door": lambda scene: receipt_door_card(scene.words, scene.params.code),
    "vote.shared": _shared,
    "vote.paper": _paper,
    "vote.mine": _my_ballots,
}

"""Renderers of messages about matters."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.domain.councils.council import Member
from bot.domain.matters.matter import Matter
from bot.domain.polls.poll import Poll
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.question import Draft
from bot.domain.votes.vote import Vote
from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.messages.renderers.grids import draw_matter_line
from bot.messages.renderers.shared import append_text
from bot.ports import Card
from bot.read_models.matters import MatterReader, Preview, ShownMatter
from bot.services.councils import members
from bot.services.matters import (
    abandoned,
    announcements,
    classification,
    desk,
    hotline,
    listing,
    repository,
    verification,
)
from bot.services.matters.possible_acts import load_reader, possible_acts
from bot.services.reports import practice_figures, rollups, summaries
from bot.views.matters.act_buttons import acts_card
from bot.views.matters.card_replies import card_reply_card
from bot.views.matters.closings import closed_card
from bot.views.matters.desk import desk_card, desk_list_card, desk_matter_card
from bot.views.matters.digests import digest_card
from bot.views.matters.downtime import grace_card
from bot.views.matters.errands import assigned_card, look_back_card
from bot.views.matters.hazards import hazards_card
from bot.views.matters.lists import matters_card, mine_card, stats_card
from bot.views.matters.long_runs import long_run_card
from bot.views.matters.matter_news import matter_news_card, matter_step_card
from bot.views.matters.matters import (
    categories_card,
    matter_attachment_card,
    matter_card,
    matter_details_card,
    similar_card,
)
from bot.views.matters.objections import objection_answer_card, objection_card
from bot.views.matters.orphans import abandoned_card
from bot.views.matters.own_matters import submitted_card
from bot.views.matters.previews import asked_about_card, preview_card
from bot.views.matters.reassignments import taken_card
from bot.views.matters.tickets import tickets_card
from bot.views.reports.activity import activity_chart
from bot.views.reports.practice_figures import describe_figures
from bot.views.reports.rollups import describe_rollup
from bot.views.shared.text_fit import BR

# What practices say of a matter to one who looks at it closely.
PRACTICE_LINES: tuple[Callable[[RenderContext, Matter], Markup | None], ...] = (draw_matter_line,)


def _load(scene: RenderContext) -> ShownMatter | None:
    return repository.load_matter(scene.tx, scene.council, scene.params.matter)


def _matter(view: Callable[[Words, ShownMatter], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_matter(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown) if shown else None

    return draw_matter


def _to_person(
    view: Callable[[Words, ShownMatter, Member | None, MatterReader | None], Card | None],
) -> Callable[[RenderContext], Drawn]:
    def draw_for(scene: RenderContext) -> Drawn:
        shown, member = _load(scene), scene.member(scene.params.person)
        if shown is None:
            return None
        is_alone = not scene.outgoing.group
        reader = load_reader(scene.tx, shown.matter, member, scene.now) if member and is_alone else None
        return view(scene.words, shown, member, reader)

    return draw_for


def _with_lines(scene: RenderContext, shown: ShownMatter) -> ShownMatter:
    """Return a matter with what practices say of it."""
    lines = (draw(scene, shown.matter) for draw in PRACTICE_LINES)
    return replace(shown, lines=tuple(line for line in lines if line))


def _details(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    if shown is None:
        return None
    asked = scene.tx.find(Poll, "matter", scene.council, shown.matter.number)
    voted = scene.tx.find(Vote, "matter", scene.council, shown.matter.number)
    reader = scene.member(scene.params.person)
    return matter_details_card(
        scene.words,
        replace(_with_lines(scene, shown), signed=classification.list_signers(scene.tx, shown.matter)),
        {str(poll.number): poll for poll in asked},
        {str(vote.number): vote for vote in voted},
        reader=load_reader(scene.tx, shown.matter, reader, scene.now) if reader else None,
    )


def _acts(scene: RenderContext) -> Drawn:
    shown, reader = _load(scene), scene.member(scene.params.person)
    if shown is None or reader is None:
        return None
    return acts_card(scene.words, shown, load_reader(scene.tx, shown.matter, reader, scene.now))


def _card_reply(scene: RenderContext) -> Drawn:
    params = scene.params
    matter = scene.tx.get(Matter, Matter.key_of(scene.council, params.matter))
    reader = scene.member(params.person)
    if matter is None or reader is None:
        return None
    draft = scene.tx.get(Draft, Draft.key_of(params.account, params.draft))
    acts = possible_acts(scene.tx, matter, reader, scene.now)
    return card_reply_card(scene.words, matter, draft.said if draft else None, params.draft, acts, params.chosen)


def _news(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    if shown is None:
        return None
    first, last = scene.params.entry, scene.params.last_entry or scene.params.entry
    entries = shown.matter.timeline[first : last + 1]
    return matter_news_card(scene.words, shown, entries, verification.count_answers(scene.tx, shown.matter))


def _taken(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return taken_card(scene.words, shown, shown.matter.timeline[scene.params.entry]) if shown else None


def _step(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return matter_step_card(scene.words, shown, shown.matter.timeline[scene.params.entry]) if shown else None


def _abandoned_matters(scene: RenderContext) -> Drawn:
    left = abandoned.list_unfinished(scene.tx, scene.council, scene.params.whom)
    return abandoned_card(scene.words, left, scene.member(scene.params.whom), present=scene.params.present)


def _objection(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return objection_card(scene.words, shown, scene.params.place) if shown else None


def _objection_answer(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return objection_answer_card(scene.words, shown, scene.params.place) if shown else None


def _attachment(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return matter_attachment_card(scene.words, shown, scene.params.place) if shown else None


def _similar(scene: RenderContext) -> Drawn:
    like = [scene.tx.get(Matter, Matter.key_of(scene.council, number)) for number in scene.params.matters]
    return similar_card(
        scene.words,
        [matter for matter in like if matter],
        scene.member(scene.params.person),
        scene.params.draft,
        scene.params.chosen,
    )


def _preview(scene: RenderContext) -> Drawn:
    params = scene.params
    draft = scene.tx.get(Draft, Draft.key_of(params.account, params.draft))
    if draft is None and not params.chosen:
        return None
    shown = Preview(
        said=draft.said if draft else None,
        kind=params.what,
        chosen=params.chosen,
        intent=Intent("", scene.council, params.draft, str(params.account)),
        group=draft.said.group if draft else scene.outgoing.group,
    )
    return preview_card(scene.words, shown)


def _asked_about(scene: RenderContext) -> Drawn:
    found = [scene.tx.get(Matter, Matter.key_of(scene.council, number)) for number in scene.params.matters]
    return asked_about_card(scene.words, [matter for matter in found if matter])


def _stats(scene: RenderContext) -> Drawn:
    shown_stats = listing.load_stats(scene.tx, scene.council)
    card, zone = stats_card(scene.words, shown_stats), shown_stats.council.zone
    chart = activity_chart(scene.words, summaries.load_activity(scene.tx, scene.council, scene.now), zone)
    card = replace(card, chart=chart)
    figures = practice_figures.load_figures(scene.tx, members.get_council(scene.tx, scene.council))
    if lines := describe_figures(scene.words, figures):
        card = append_text(card, BR.join(lines))
    shown = rollups.load_rollup(scene.tx, scene.council)
    return append_text(card, describe_rollup(scene.words, shown)) if shown else card


def _page(scene: RenderContext) -> Drawn:
    shown = listing.load_page(scene.tx, scene.council, scene.params.page, scene.params.words, scene.params.which)
    return matters_card(scene.words, shown)


def _mine(scene: RenderContext) -> Drawn:
    return mine_card(scene.words, listing.load_mine(scene.tx, scene.params.account, scene.council or None))


def _digest(scene: RenderContext) -> Drawn:
    upto = datetime.fromisoformat(scene.params.upto)
    return digest_card(scene.words, announcements.load_digest(scene.tx, scene.council, upto))


def _desk(scene: RenderContext) -> Drawn:
    """Draw the desk: one matter that is open, else a list, else the numbers."""
    params, place = scene.params, scene.params.desk
    reader = scene.member(params.person)
    shown = repository.load_matter(scene.tx, scene.council, place.matter) if place.matter else None
    if shown and reader:
        who = load_reader(scene.tx, shown.matter, reader, scene.now)
        return desk_matter_card(scene.words, _with_lines(scene, shown), who)
    if place.queue:
        return desk_list_card(scene.words, desk.load_list(scene.tx, scene.council, place, scene.now), params.reply)
    return desk_card(scene.words, desk.load_desk(scene.tx, scene.council, scene.now), params.reply)


def _submitted(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    if shown is None:
        return None
    author = scene.member(shown.matter.proposer) if scene.params.chosen else None
    reader = load_reader(scene.tx, shown.matter, author, scene.now) if author else None
    return submitted_card(scene.words, shown, reader, scene.params.chosen)


def _closed(scene: RenderContext) -> Drawn:
    matter = scene.tx.get(Matter, Matter.key_of(scene.council, scene.params.matter))
    return closed_card(scene.words, matter, scene.params.what, scene.params.chosen) if matter else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "matter.submitted": _submitted,
    "matter.closed": _closed,
    "matter.card": _matter(matter_card),
    "matter.details": _details,
    "matter.acts": _acts,
    "matter.reply": _card_reply,
    "matter.categories": _matter(categories_card),
    "matter.attachment": _attachment,
    "matter.news": _news,
    "matter.step": _step,
    "objection": _objection,
    "objection.answer": _objection_answer,
    "matter.taken": _taken,
    "matter.yours": _to_person(assigned_card),
    "orphans": _abandoned_matters,
    "matter.grace": _to_person(grace_card),
    "matter.long_run": _to_person(long_run_card),
    "look_back": _to_person(look_back_card),
    "similar": _similar,
    "preview": _preview,
    "asked_about": _asked_about,
    "list": _page,
    "desk": _desk,
    "mine": _mine,
    "digest": _digest,
    "hazards": lambda scene: hazards_card(
        scene.words, classification.load_hazards(scene.tx, scene.council, scene.params.page, scene.now)
    ),
    "tickets": lambda scene: tickets_card(
        scene.words, hotline.load_ticket_page(scene.tx, scene.council, scene.params.page, scene.now)
    ),
    "stats": _stats,
}

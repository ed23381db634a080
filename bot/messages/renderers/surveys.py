"""Renderers of messages about surveys."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.surveys import ShownSurvey
from bot.services.surveys import form_pages, invitations, results, surveys
from bot.services.surveys.survey_jobs import IS_LATE
from bot.views.shared.late_note import late_note
from bot.views.surveys.cards import (
    survey_card,
    survey_door_card,
    survey_outcome_card,
    survey_page,
    survey_reminder_card,
    surveys_card,
)
from bot.views.surveys.files import survey_sheet_card
from bot.views.surveys.forms import form_over_card, survey_form
from bot.views.surveys.officer_page import edit_page, invite_page, offer_page, officer_page
from bot.views.surveys.results import invitation_card, survey_result_card


def _load(scene: RenderContext) -> ShownSurvey | None:
    params = scene.params
    return surveys.load_survey(scene.tx, scene.council, params.number, params.person, scene.now)


def _survey(view: Callable[[Words, ShownSurvey], Card | None]) -> Callable[[RenderContext], Drawn]:
    def draw_survey(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown) if shown else None

    return draw_survey


def _page(scene: RenderContext) -> Drawn:
    """Draw the page of a survey: what an officer looks at of it, or what it is for a resident."""
    _, shown, params = scene.words, _load(scene), scene.params
    if shown is None:
        return Card(_("这份问卷删掉了。"))
    if not shown.is_officer:
        return survey_page(_, shown)
    if params.which == "edit" and shown.can_change:
        return edit_page(_, shown, params.page)
    if params.which == "offer" and shown.can_change:
        return offer_page(_, shown, params.page)
    if params.which == "invite":
        gatherings = invitations.load_gatherings(scene.tx, scene.council, params.number, params.person, scene.now)
        return invite_page(_, gatherings, params.page, params.chosen) if gatherings else None
    lead = _("问卷 {number} 结束了。", number=shown.survey.number) if params.what else Markup("")
    return officer_page(_, shown, lead + late_note(_, is_late=params.what == IS_LATE))


def _form(scene: RenderContext) -> Drawn:
    params = scene.params
    form = form_pages.load_form(scene.tx, scene.council, params.number, params.person, scene.now)
    if form is None:
        return form_over_card(scene.words)
    return survey_form(scene.words, form, params.page, is_late=params.which == form_pages.LATE)


def _result(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = results.load_result(scene.tx, scene.council, params.number, params.person, scene.now)
    return survey_result_card(scene.words, shown, params.page) if shown else None


def _sheet(scene: RenderContext) -> Drawn:
    from bot.documents.survey_files import make_survey_result  # noqa: PLC0415  # a spreadsheet that only results need

    params = scene.params
    shown = results.load_responses(scene.tx, scene.council, params.number, params.person, scene.now)
    if shown is None or not shown.shown.is_officer:
        return None
    return survey_sheet_card(scene.words, shown, make_survey_result(scene.words, shown))


def _invitation(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = invitations.load_invitation(
        scene.tx, scene.council, params.number, person=params.person, which=params.which, now=scene.now
    )
    return invitation_card(scene.words, shown) if shown else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "survey.card": _survey(survey_card),
    "survey.page": _page,
    "survey.form": _form,
    "survey.door": _survey(survey_door_card),
    "survey.reminder": _survey(survey_reminder_card),
    "survey.outcome": _survey(survey_outcome_card),
    "survey.result": _result,
    "survey.sheet": _sheet,
    "survey.invitation": _invitation,
    "surveys": lambda scene: surveys_card(
        scene.words, surveys.load_surveys(scene.tx, scene.council, scene.params.person, scene.now)
    ),
}

"""Renderers of messages about meetings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from bot.documents import ics
from bot.domain.matters.matter import Matter
from bot.domain.meetings.meeting import Meeting
from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.meetings import ShownMeeting, ShownSitting
from bot.services.councils import members
from bot.services.matters import repository
from bot.services.meetings import calendar_file, deputies, meetings, minutes, possible_acts
from bot.services.practices import load_agenda
from bot.views.meetings.act_buttons import meeting_acts_card
from bot.views.meetings.calendars import calendar_card, calendar_events
from bot.views.meetings.deputies import deputy_card
from bot.views.meetings.meetings import (
    agenda_card,
    meeting_card,
    meeting_news_card,
    meeting_reminder_card,
    schedule_card,
)
from bot.views.meetings.minutes import (
    minutes_correction_card,
    minutes_draft_card,
    minutes_file_card,
    minutes_reminder_card,
)
from bot.views.meetings.sittings import agenda_item_card, check_in_code_card, session_card

S = TypeVar("S", ShownMeeting, ShownSitting)


def _load_sitting(scene: RenderContext) -> ShownSitting | None:
    return _with_practices(scene, minutes.load_minutes(scene.tx, scene.council, scene.params.meeting))


def _load(scene: RenderContext) -> ShownMeeting | None:
    params = scene.params
    return _with_practices(
        scene, meetings.load_meeting(scene.tx, scene.council, params.meeting, scene.now, params.person)
    )


def _with_practices(scene: RenderContext, shown: S | None) -> S | None:
    """Return a meeting with what the council's practices bring to its agenda."""
    return replace(shown, practices=load_agenda(scene.tx, scene.council, scene.params.meeting)) if shown else None


def _meeting(scene: RenderContext) -> Drawn:
    shown, reader = _load(scene), scene.member(scene.params.person)
    if shown is None:
        return None
    acts = possible_acts.possible_acts(scene.tx, shown.meeting, reader, scene.now) if reader else None
    opened = _load_sitting(scene)
    return session_card(scene.words, opened, acts) if opened else meeting_card(scene.words, shown, acts)


def _acts(scene: RenderContext) -> Drawn:
    params, reader = scene.params, scene.member(scene.params.person)
    meeting = scene.tx.get(Meeting, Meeting.key_of(scene.council, params.meeting))
    if meeting is None or reader is None:
        return None
    return meeting_acts_card(
        scene.words,
        meeting,
        members.get_council(scene.tx, scene.council).zone,
        possible_acts.possible_acts(scene.tx, meeting, reader, scene.now),
        scene.tx.get(Matter, Matter.key_of(scene.council, params.matter)),
        possible_acts.possible_acts_on_called(scene.tx, scene.council, params.matter, reader, scene.now),
    )


def _sitting(view: Callable[[Words, ShownSitting], Card | None]) -> Callable[[RenderContext], Drawn]:
    """Draw a meeting that was opened."""

    def draw_sitting(scene: RenderContext) -> Drawn:
        shown = _load_sitting(scene)
        return view(scene.words, shown) if shown else None

    return draw_sitting


def _item(scene: RenderContext) -> Drawn:
    shown = _load_sitting(scene)
    matter = repository.load_matter(scene.tx, scene.council, scene.params.matter)
    return agenda_item_card(scene.words, shown, matter, scene.params.place) if shown and matter else None


def _minutes_file(scene: RenderContext) -> Drawn:
    from bot.documents import minutes as paper  # noqa: PLC0415  # a word processor that only minutes need

    shown = _load_sitting(scene)
    return minutes_file_card(scene.words, shown, paper.make_minutes(scene.words, shown)) if shown else None


def _minutes_wish(scene: RenderContext) -> Drawn:
    shown = _load_sitting(scene)
    text = scene.params.text
    return minutes_correction_card(scene.words, shown, scene.member(scene.params.whom), text) if shown else None


def _calendar(scene: RenderContext) -> Drawn:
    shown = calendar_file.load_calendar(scene.tx, scene.council, scene.now)
    events = calendar_events(scene.words, shown)
    return calendar_card(scene.words, shown, ics.calendar(shown.council.name, events, shown.now))


def _deputy(scene: RenderContext) -> Drawn:
    shown = deputies.load_briefing(scene.tx, scene.council, scene.params.meeting, scene.params.person)
    return deputy_card(scene.words, shown, scene.now) if shown else None


def _meeting_news(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return meeting_news_card(scene.words, shown, scene.params.what) if shown else None


def _posted_agenda(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return agenda_card(scene.words, shown, sent=scene.outgoing.in_place) if shown else None


def _reminder(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return meeting_reminder_card(scene.words, shown, sent=scene.outgoing.in_place) if shown else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "schedule": lambda scene: schedule_card(scene.words, meetings.load_days(scene.tx, scene.council, scene.now)),
    "calendar": _calendar,
    "meeting": _meeting,
    "meeting.acts": _acts,
    "meeting.news": _meeting_news,
    "deputy": _deputy,
    "meeting.agenda": _posted_agenda,
    "meeting.reminder": _reminder,
    "sitting": _sitting(session_card),
    "sitting.item": _item,
    "sitting.code": _sitting(check_in_code_card),
    "minutes": _sitting(minutes_draft_card),
    "minutes.file": _minutes_file,
    "minutes.wish": _minutes_wish,
    "minutes.nag": _sitting(minutes_reminder_card),
}

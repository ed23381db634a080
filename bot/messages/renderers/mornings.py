"""Renderer of the list of a morning, with the reminders of every capability."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.letters.letter import LetterState
from bot.domain.shared.reminder import Reminder, ReminderKind
from bot.messages.render_context import Drawn, RenderContext
from bot.messages.renderers.grids import remind_of_checks
from bot.ports import Card
from bot.services.clues import clue_lists, clue_reminders
from bot.services.councils import members
from bot.services.duty import duty_reminders
from bot.services.letters import letters
from bot.services.matters import morning_lists, repository
from bot.services.matters.possible_acts import load_reader
from bot.services.meetings import meetings, minutes
from bot.services.shared.holidays import holidays
from bot.services.wishes import wish_cards
from bot.views.clues.clue_pages import own_clues_card, waiting_clues_card
from bot.views.councils.terms import term_card
from bot.views.councils.unpublished_years import unpublished_year_card
from bot.views.duty.rosters import gaps_card
from bot.views.letters.letters import letter_waiting_card
from bot.views.matters.morning_lists import morning_card
from bot.views.meetings.meetings import unopened_card
from bot.views.meetings.minutes import minutes_waiting_card
from bot.views.wishes.wishes import stuck_card, waiting_card


def _letter(scene: RenderContext, reminder: Reminder) -> Card | None:
    shown = letters.load_letter(scene.tx, scene.council, reminder.number, reminder.person)
    if shown is None or shown.letter.state is not LetterState.WAITING:
        return None
    return letter_waiting_card(scene.words, shown.letter, (scene.now - shown.letter.at).days)


def _minutes(scene: RenderContext, reminder: Reminder) -> Card | None:
    shown = minutes.load_minutes(scene.tx, scene.council, reminder.number)
    return minutes_waiting_card(scene.words, shown) if shown else None


def _unopened(scene: RenderContext, reminder: Reminder) -> Card | None:
    shown = meetings.load_meeting(scene.tx, scene.council, reminder.number, scene.now)
    return unopened_card(scene.words, shown) if shown else None


def _term(scene: RenderContext, reminder: Reminder) -> Card | None:
    return term_card(scene.words, reminder, scene.member(reminder.whom))


def _year(scene: RenderContext, reminder: Reminder) -> Card | None:
    if reminder.number in holidays().years:
        return None
    council = members.get_council(scene.tx, scene.council)
    return replace(unpublished_year_card(scene.words, council, reminder.number), thread=None)


def _duty_gaps(scene: RenderContext, _reminder: Reminder) -> Card | None:
    shown = duty_reminders.load_gaps(scene.tx, scene.council, scene.now)
    return gaps_card(scene.words, shown) if shown.days else None


def _wish(scene: RenderContext, reminder: Reminder) -> Card | None:
    shown = wish_cards.load_wish(scene.tx, scene.council, reminder.number, reminder.person, scene.now)
    return waiting_card(scene.words, shown) if shown else None


def _wishes_stuck(scene: RenderContext, _reminder: Reminder) -> Card | None:
    return stuck_card(scene.words, wish_cards.load_stuck(scene.tx, scene.council, scene.now))


def _clues(scene: RenderContext, _reminder: Reminder) -> Card | None:
    return waiting_clues_card(scene.words, clue_reminders.load_waiting(scene.tx, scene.council, scene.now))


def _own_clues(scene: RenderContext, reminder: Reminder) -> Card | None:
    mine = clue_lists.load_own(scene.tx, scene.council, reminder.person)
    return own_clues_card(scene.words, mine) if mine else None


# What a reminder that is about no matter says; None: it is settled.
REMINDERS: Mapping[ReminderKind, Callable[[RenderContext, Reminder], Card | None]] = {
    ReminderKind.LETTER: _letter,
    ReminderKind.MINUTES: _minutes,
    ReminderKind.UNOPENED: _unopened,
    ReminderKind.TERM_SOON: _term,
    ReminderKind.TERM_OVER: _term,
    ReminderKind.YEAR: _year,
    ReminderKind.DUTY_GAPS: _duty_gaps,
    ReminderKind.WISH: _wish,
    ReminderKind.WISHES_STUCK: _wishes_stuck,
    ReminderKind.GRID_CHECKS: remind_of_checks,
    ReminderKind.CLUES: _clues,
    ReminderKind.OWN_CLUES: _own_clues,
}


def _notices(scene: RenderContext) -> Iterator[Card]:
    for reminder in scene.params.reminders:
        draw = REMINDERS.get(reminder.kind)
        if draw and (card := draw(scene, reminder)):
            yield card


def _morning(scene: RenderContext) -> Drawn:
    """Draw the list of a morning; with a single matter also what its reader may do with it."""
    params, reader = scene.params, scene.member(scene.params.person)
    if reader is None:
        return None
    since, upto = datetime.fromisoformat(params.first), datetime.fromisoformat(params.upto)
    shown = morning_lists.load_list(
        scene.tx, scene.council, reader, since, upto, officer=params.officer, reminders=params.reminders
    )
    numbers = {matter.number for matters in shown.told.values() for matter in matters}
    only = repository.load_matter(scene.tx, scene.council, min(numbers)) if len(numbers) == 1 else None
    offered = load_reader(scene.tx, only.matter, reader, scene.now) if only else None
    return morning_card(scene.words, shown, only, offered, list(_notices(scene)))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {"morning": _morning}

"""The resolutions and assignments of a meeting as its minutes tell them, with what was changed after it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import Entry, Matter
from bot.locales import Words
from bot.read_models.meetings import ShownSitting
from bot.views.matters.work import assignee_name
from bot.views.shared import dates
from bot.views.shared.text_fit import shorten

SAID_SHOWN = 300
RESOLVING_ACTS = frozenset({Act.RESOLVE, Act.AMEND})

DayFormat = Callable[[Words, date], Markup]


class Duty(NamedTuple):
    """A matter that was assigned in a meeting: the task, to whom until when, and who has it by another day since."""

    matter: Matter
    task: str
    given: Assignment
    due: date
    now: Assignment | None


def entries_during(shown: ShownSitting, matter: Matter, *what: Act) -> list[Entry]:
    """Return what happened to a matter in the meeting."""
    began, ended = shown.meeting.opened or shown.meeting.at, shown.meeting.closed
    return [each for each in matter.timeline if each.what in what and began <= each.at <= (ended or each.at)]


def resolution_lines(_: Words, shown: ShownSitting) -> Iterator[Markup]:
    """Return the resolution of each matter as the meeting left it, and the words of today where they differ."""
    for matter in shown.agenda:
        resolved = entries_during(shown, matter, *RESOLVING_ACTS)
        if not resolved:
            continue
        line = _("#{number} {text}", number=matter.number, text=shorten(resolved[-1].text, SAID_SHOWN))
        newest = [each for each in matter.timeline if each.what in RESOLVING_ACTS][-1]
        if newest is not resolved[-1]:
            day = dates.format_iso_day(newest.at, shown.council.zone)
            line = _("{text}（会后改了，{day}：{after}）", text=line, day=day, after=shorten(newest.text, SAID_SHOWN))
        yield line


def duties(shown: ShownSitting) -> list[Duty]:
    """Return the matters that were assigned in the meeting."""
    found = []
    for matter in shown.agenda:
        assigned = entries_during(shown, matter, Act.ASSIGN)
        given = (assigned[-1].given or matter.assignment) if assigned else None
        if given and given.due:
            resolved = entries_during(shown, matter, *RESOLVING_ACTS)
            task = resolved[-1].text if resolved else matter.resolution
            found.append(Duty(matter, task, given, given.due, _assigned_since(matter, given)))
    return found


def _assigned_since(matter: Matter, given: Assignment) -> Assignment | None:
    """Return the newest assignment where it has another handler or deadline than the one of the meeting."""
    now = replace(matter.assignment, paused=None)
    return now if now.is_given and not now.is_same(given) else None


def duty_lines(_: Words, shown: ShownSitting) -> Iterator[Markup]:
    """Return the assignments as lines of the message."""
    for duty in duties(shown):
        yield _(
            "#{number} {task}：{who}，{day}前",
            number=duty.matter.number,
            task=shorten(duty.task, SAID_SHOWN),
            who=assignee_name(_, duty.given, shown.names),
            day=dates.format_day(_, duty.due),
        ) + _changed(_, shown, duty, dates.format_day)


def duty_rows(_: Words, shown: ShownSitting) -> Iterator[tuple[Markup, ...]]:
    """Return the rows of assignments, with the column names first."""
    yield _("编号"), _("任务"), _("责任人"), _("期限")
    for duty in duties(shown):
        yield (
            Markup("#{number}").format(number=duty.matter.number),
            Markup.escape(shorten(duty.task, SAID_SHOWN)),
            assignee_name(_, duty.given, shown.names),
            dates.format_full_day(_, duty.due) + _changed(_, shown, duty, dates.format_full_day),
        )


def _changed(_: Words, shown: ShownSitting, duty: Duty, day: DayFormat) -> Markup:
    """Return who has the matter until when since; empty where the meeting's assignment stands."""
    if duty.now is None:
        return Markup("")
    until = day(_, duty.now.due) if duty.now.due else _("没有定期限")
    return _("（会后改了：{who}，{until}）", who=assignee_name(_, duty.now, shown.names), until=until)

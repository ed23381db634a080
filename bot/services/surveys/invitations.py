"""Invitations of those who ticked an answer, and of nobody else, to a meeting or an event.

Of a survey with names they follow from the answers. Of an anonymous one they are those who asked for it by name below
their answer: nothing else says who ticked it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.events.event import Event, EventState
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.domain.shared.reply import Reply
from bot.domain.surveys.answers import SurveyInvitee, has_ticked
from bot.domain.surveys.errors import InvitedAlready, NothingToInviteTo, SurveyRunning
from bot.domain.surveys.survey import Survey, SurveyChoice, SurveyState
from bot.ports import Tx
from bot.read_models.surveys import ShownGathering, ShownGatherings, ShownInvitation
from bot.services.councils import members
from bot.services.meetings.planning import list_planned
from bot.services.shared.enqueue import ReplyTo, notify_person, refresh_message
from bot.services.surveys.drafts import read_choice
from bot.services.surveys.responses import list_responses
from bot.services.surveys.surveys import authorise_officer, load_survey, params_of, record_survey, survey_subject

INVITATION = "survey.invitation"
LISTED = 5  # meetings, and events, that are offered


def press_invite(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Invite those who ticked an answer to a meeting or an event, once; the button names both.

    Raises NotAllowed, SurveyRunning, InvitedAlready, NothingToInviteTo, OldButton.
    """
    survey, who = authorise_officer(tx, intent, by, reply_to)
    if survey.state is not SurveyState.CLOSED:
        raise SurveyRunning(number=survey.number)
    answer, _, target = intent.arg.rpartition(".")
    choice = read_choice(survey, answer)
    gathering = find_gathering(tx, survey.council, target, now)
    if gathering is None:
        raise NothingToInviteTo
    if intent.arg in survey.invited:
        raise InvitedAlready
    invited = replace(survey, invited=(*survey.invited, intent.arg))
    tx.put(invited)
    told = missed = 0
    for member in list_ticked(tx, survey, choice):
        if not (member.present and member.open_chat):
            missed += 1
            continue
        told += 1
        notify_person(
            tx,
            members.get_council(tx, survey.council),
            member,
            id=f"{survey_subject(survey)}/invited/{intent.arg}/{member.person}",
            view=INVITATION,
            params=replace(params_of(survey, member.person), which=intent.arg),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )
    record_survey(tx, invited, "survey_invited", who, now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, which="", page=0)
    return Reply("survey_invited_some" if missed else "survey_invited", {"n": told, "missed": missed})


def list_ticked(tx: Tx, survey: Survey, choice: SurveyChoice) -> Iterator[Member]:
    """Return those who ticked an answer of a survey with names, or asked for the invitation of an anonymous one."""
    people: list[int] = []
    if not survey.anonymous:
        people = [each.person for each in list_responses(tx, survey) if has_ticked(each.answers, choice)]
    elif choice == survey.offers:
        people = [each.person for each in tx.find(SurveyInvitee, "survey", survey.council, survey.number)]
    for person in people:
        if member := tx.get(Member, Member.key_of(survey.council, person)):
            yield member


def find_gathering(tx: Tx, council: int, target: str, now: datetime) -> ShownGathering | None:
    """Return the meeting or event that a button names, such as e3 or m5; None when it is over or cancelled."""
    kind, number = target[:1], target[1:]
    if not number.isdecimal():
        raise OldButton
    if kind == "e":
        event = tx.get(Event, Event.key_of(council, int(number)))
        return _of_event(event) if event and event.is_ahead(now) else None
    meeting = tx.get(Meeting, Meeting.key_of(council, int(number)))
    is_ahead = meeting is not None and meeting.state is MeetingState.PLANNED and now < meeting.at
    return _of_meeting(meeting) if meeting and is_ahead else None


def _of_event(event: Event) -> ShownGathering:
    return ShownGathering(event.at, event.place, event=event)


def _of_meeting(meeting: Meeting) -> ShownGathering:
    return ShownGathering(meeting.at, meeting.place, meeting=meeting)


def load_gatherings(tx: Tx, council: int, number: int, person: int, now: datetime) -> ShownGatherings | None:
    """Return a survey with the meetings and events to come."""
    shown = load_survey(tx, council, number, person, now)
    if shown is None:
        return None
    meetings = [_of_meeting(each) for each in list_planned(tx, council) if now < each.at]
    events = tx.find(Event, "state", council, EventState.PLANNED, limit=LISTED)
    found = (*meetings[:LISTED], *(_of_event(each) for each in events if each.is_ahead(now)))
    return ShownGatherings(shown, found)


def load_invitation(
    tx: Tx, council: int, number: int, *, person: int, which: str, now: datetime
) -> ShownInvitation | None:
    """Return an invitation of one person."""
    shown = load_survey(tx, council, number, person, now)
    if shown is None:
        return None
    answer, _, target = which.rpartition(".")
    return ShownInvitation(shown, read_choice(shown.survey, answer), find_gathering(tx, council, target, now))

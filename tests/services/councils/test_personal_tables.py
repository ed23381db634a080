"""No table and no field with something about people is forgotten by the file or by the erasure."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from bot.domain.councils.council import Member
from bot.domain.shared.ids import AccountId, ChatId
from bot.personal_fields import PERSONAL, is_personal, parts_of
from bot.schema import TABLES
from bot.services.councils.belongings import Belongings, of_member
from bot.services.councils.personal_tables import (
    NOT_GIVEN_OUT,
    OF_A_CHAT,
    OF_A_MEMBER,
    OF_AN_ACCOUNT,
    STAYS,
)
from tests.storage.samples import Note

PEOPLE = {table.kind for table in TABLES if is_personal(table.kind)}
PARTS = {part for table in TABLES for part in parts_of(table.kind)}
ROWS: tuple[Belongings[Member] | Belongings[AccountId] | Belongings[ChatId], ...] = (
    *OF_A_MEMBER,
    *OF_AN_ACCOUNT,
    *OF_A_CHAT,
)
SAYS_NOTHING = (bool, float, datetime, date, time, timedelta, Enum, type(None))
# Numbers and texts that are about nobody: names that mean so anywhere, and fields whose name may mean more elsewhere.
OF_NOBODY = """
above accept acknowledge act agenda agree area ask asked away base below bitmap block bot buildings called chosen
closed_head code council counts days digest entry expected facts failures frozen hash head heads hour into language
last last_entry letter level levels limit matter matters mediation meeting message minute motions moves native nonce nth
number numbers opened_head other outcome page parent part poll post present prev procedure rank receipt reminder_time
reminders reopened reply_to reserved revision right role roll round rule scope section seq sequence share size stage
sure then thread ticket told tries unit units unkept untold up update upto usual view vote voters was
weekdays what which year zone
Attachment.kind CalendarEntry.name CalendarEntry.place CalendarFile.origin
CommandMenu.commands CommandMenu.shown Council.chat Council.name Council.parties
DeadLetter.reason DeskPlace.building DeskPlace.category DeskPlace.menu DeskPlace.queue DeskPlace.state
DutyDraft.past DutyLine.monthday DutyLine.weekday DutySwap.given DutySwap.turn
Dialog.about Entry.office IncomingMessage.group_name IncomingMessage.topic Intent.arg Intent.subject JobParams.key
JobParams.since
Limits.callers Matter.above_name Matter.below_name Meeting.parties MessageParams.draft MessageParams.first
MessageParams.note MessageParams.place NoticeRead.notice Outcome.key Pace.most Passed.parties Reply.key
PledgeDeed.kind PledgeDeed.month PledgeDeed.source PledgeMonth.month PledgeMonth.deeds
PledgeMonth.kept PledgeMonth.pledged
PointAccount.balance PointBook.review_at PointClaim.account_number PointClaim.month PointClaim.points PointClaim.review
PointClaim.source PointClaim.title PointEntry.account_number PointEntry.balance PointEntry.claim PointEntry.corrects
PointEntry.order PointEntry.points PointEntry.review PointEntry.title PointMonth.account_number PointMonth.earned
PointMonth.month PointRule.points PointRule.times PointRule.title Prize.name Prize.price Prize.stock
PrizeOrder.account_number PrizeOrder.name PrizeOrder.price PrizeOrder.prize
CheckIn.event Event.places SignUp.event SignUp.order
QuestionResult.answered Survey.begun Survey.done Survey.invited SurveyChoice.option SurveyChoice.question
SurveyInvitee.survey SurveyKey.secret SurveyKey.survey SurveyResponse.survey SurveyResult.survey
Grid.map Grid.name GridCheck.grid GridDay.asked GridDay.map GridLine.name GridLine.places Grid.places
GridMap.areas GridMap.grids GridMatter.grid GridPlace.grid GridPlace.label GridSettings.hour GridSettings.map
BenchMeeting.host BenchMeeting.people BenchOpinion.place Matter.origin_number Nomination.place
ClueDraft.offered ClueLine.alike ClueLine.first ClueLine.source ClueReport.clue ClueReport.source MeetingClues.clues
Seal.secret Secret.name Secret.value Unit.building
"""


def can_name(hint: Any) -> bool:
    """Whether a number or a text stands in such a field, itself or among others."""
    if isinstance(hint, type):
        return not (issubclass(hint, SAYS_NOTHING) or is_dataclass(hint))
    return any(can_name(inner) for inner in get_args(hint) if inner is not Ellipsis)


def test_every_field_is_declared() -> None:
    """Each number and each text in a document is said to be about people, or is known to be about nobody."""
    known = set(OF_NOBODY.split())
    unknown = {
        f"{part.__name__}.{name}"
        for part in PARTS
        for name, hint in get_type_hints(part).items()
        if can_name(hint)
        and not {name, f"{part.__name__}.{name}"} & known
        and (part not in PERSONAL or name not in PERSONAL[part].every)
    }
    assert unknown == set()


def test_only_what_is_there_is_declared() -> None:
    """Every declared field is one of a document or of its parts, and is declared once."""
    assert set(PERSONAL) <= PARTS
    for kind, personal in PERSONAL.items():
        assert set(personal.every) <= {field.name for field in fields(kind)}, kind
        assert len(personal.every) == len(set(personal.every)), kind


def test_every_table_with_people_is_given_out() -> None:
    """Each such table stands in the file that people are given, or it is said why not."""
    given_out = {row.kind for row in ROWS if row.export}
    assert given_out | set(NOT_GIVEN_OUT) == PEOPLE
    assert given_out & set(NOT_GIVEN_OUT) == set()


def test_every_table_with_people_is_erased() -> None:
    """Each such table loses what it has of somebody who is erased, or it is said why that stays."""
    erased = {row.kind for row in ROWS if row.erase}
    assert erased | set(STAYS) == PEOPLE
    assert erased & set(STAYS) == set()


def test_every_section_once() -> None:
    """No two rows write under one name into the file."""
    of_account = [row.section for row in OF_AN_ACCOUNT if row.export] + [row.section for row in OF_A_CHAT if row.export]
    for sections in ([row.section for row in OF_A_MEMBER if row.export], of_account):
        assert len(sections) == len(set(sections))
        assert all(sections)


def test_a_field_that_names_nobody_leads_to_nobody() -> None:
    """A row by a field that is not declared cannot be made."""
    with pytest.raises((KeyError, ValueError)):
        of_member(Note, "box", "notes")
